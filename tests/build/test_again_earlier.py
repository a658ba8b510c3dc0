"""Pages of earlier articles after a patch: only those are written of which something is otherwise."""

import pytest
from test_again import CONFIG, Pair, article, made, pair

from feeds.again import Patch
from feeds.emit import shelves

__all__ = ["made", "pair"]  # fixtures


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHOWN", 1)
    monkeypatch.setattr(shelves, "FULL", 2)


def put(pair: Pair, number: int, date: str, words: int = 0) -> None:
    pair.write(f"{number}.md", article(number % 8, number % 5, words, f"date: {date}\nslug: a{number}\n"))


def months(patch: Patch | None) -> list[str]:
    assert patch is not None
    return [name for name in patch.files if name.startswith("earlier/")]


def test_a_patch_writes_the_pages_that_have_changed(pair: Pair) -> None:
    pair.configure(CONFIG.replace("limit = 3", "limit = 1"))
    for number, date in enumerate(("2026-11-05", "2026-11-04", "2026-10-02", "2026-08-02", "2026-08-03")):
        put(pair, number, date)
    pair.build(0)
    site = pair.home / "again" / "dist"
    assert sorted(one.name for one in (site / "earlier").iterdir()) == ["2026-08.html", "2026-10.html"]
    put(pair, 3, "2026-08-02", words=1)
    assert months(pair.build(1)) == [], "the words of an article stand on its own page only"
    pair.write("3.md", article(3, 3, 1, "date: 2026-08-02\nslug: a3\n").replace("title: The", "title: A"))
    assert months(pair.build(2)) == ["earlier/2026-08.html"]
    put(pair, 5, "2026-09-02")
    assert months(pair.build(3)) == ["earlier/2026-08.html", "earlier/2026-09.html", "earlier/2026-10.html"]
    put(pair, 6, "2026-08-03")
    assert months(pair.build(4)) == [f"earlier/2026-08{day}.html" for day in ("-02", "-03", "")]
    put(pair, 7, "2026-08-03")
    parts = months(pair.build(5))
    assert parts[-1] == "earlier/2026-08-03.html"
    assert all(name.startswith("earlier/2026-08-03-") for name in parts[:-1])
    assert len(parts) > 2
    pair.remove("7.md")
    fewer = pair.build(6)
    assert months(fewer) == ["earlier/2026-08-03.html"]
    assert fewer is not None
    assert set(parts[:-1]) <= set(fewer.stale)


def test_no_page_of_a_month_is_left_over(pair: Pair) -> None:
    pair.configure(CONFIG.replace("limit = 3", "limit = 1"))
    for number, date in enumerate(("2026-11-05", "2026-11-04", "2026-10-02")):
        put(pair, number, date)
    pair.build(0)
    folder = pair.home / "again" / "dist" / "earlier"
    assert [one.name for one in folder.iterdir()] == ["2026-10.html"]
    pair.remove("2.md")
    gone = pair.build(1)
    assert gone is not None
    assert "earlier/2026-10.html" in gone.stale
    assert not folder.exists()
    assert pair.build(2) is not None, "that the folder is gone is as it was left"
    put(pair, 2, "2026-10-02")
    assert pair.build(3) is not None
    pair.configure(CONFIG)  # whose front page has room for all
    assert pair.build(4) is None
    assert not folder.exists()


def test_a_page_that_no_build_has_made_stays(pair: Pair) -> None:
    put(pair, 0, "2026-11-05")
    for side in ("again", "anew"):
        folder = pair.home / side / "dist" / "earlier"
        folder.mkdir(parents=True)
        (folder / "2026-10.html").write_text("<p>Mine", "utf-8")
    pair.build(0)
    put(pair, 1, "2026-11-04")
    pair.configure(CONFIG + "language = 'en'\n")
    pair.build(1)
    assert (folder / "2026-10.html").read_text("utf-8") == "<p>Mine"


def test_pages_beside_archives(pair: Pair) -> None:
    pair.configure(CONFIG.replace("limit = 3", "limit = 2\narchive = 2"))
    for number, date in enumerate(("2026-08-02", "2026-11-04", "2026-10-02", "2026-08-03", "2026-09-01", "2026-11-05")):
        put(pair, number, date)
        pair.build(number)  # which finds that all is led to
    assert len(list((pair.home / "again" / "dist" / "earlier").iterdir())) > 1
    assert (pair.home / "again" / "dist" / "archive").is_dir()
