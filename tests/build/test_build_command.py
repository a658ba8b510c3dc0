"""``feeds build`` and ``feeds init`` as people use them."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pytest

import feeds.cli
import feeds.cli.build
from feeds.emit.feed import RSS

CONFIG = 'base-url = "https://example.org/news/"\ntitle = "Example News"\nsources = ["pages"]\n'

HARBOUR = """Harbour Reopens After Storm

By Ann Example

The harbour of Seatown reopened on Wednesday after four days of storm, the port authority said in a statement.

Some forty fishing boats left before noon, and the first ferry followed in the early afternoon with two hundred people.

Repairs of the northern pier will take until summer, according to the city's engineers, who had warned of it for years.
"""
BRIDGE = """Council Votes to Close Old Bridge

The council of Seatown voted on Thursday to close the old bridge to all cars from the first of May onwards.

Engineers had found cracks in two of its seven arches, and the repair would cost more than the city earns in a year.

Cyclists and people on foot may go on using it, said the mayor, who promised a new bridge within five years.
"""


@dataclass
class Run:
    code: int
    out: str
    err: str


Feeds = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Feeds:
    """The command line in a folder with a configuration and one document, at 10:00 on 22 November 2026."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "harbour.txt").write_text(HARBOUR, "utf-8")

    def feeds_(*args: str, hours: int = 0) -> Run:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_795_341_600 + 3600 * hours))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            feeds.cli.main(args)
        said = capsys.readouterr()
        return Run(left.value.code if isinstance(left.value.code, int) else 0, said.out, said.err)

    return feeds_


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and modification time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def items(folder: Path) -> list[dict[str, object]]:
    found = json.loads((folder / "feed.json").read_bytes())["items"]
    assert isinstance(found, list)
    return found


def test_it_builds_and_says_what_it_made(run: Feeds, tmp_path: Path) -> None:
    result = run("build")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("1 document, 1 article, 0 duplicates merged\n")
    for words in (
        "rss.xml",
        "new",
        "Checked rss.xml, atom.xml, feed.json, feeds.opml: 0 errors",
        "Next: open dist/index",
    ):
        assert words in result.out
    assert set(state(tmp_path / "dist")) == {
        "ledger.jsonl",
        "articles/harbour-reopens-after-storm.html",
        "articles/harbour-reopens-after-storm.json",
        "feed-icon.png",
        "index.html",
        "rss.xml",
        "atom.xml",
        "feed.json",
        "feeds.opml",
    }
    (item,) = items(tmp_path / "dist")
    assert item["title"] == "Harbour Reopens After Storm"
    assert item["id"] == "tag:example.org,2026-11-22:harbour-reopens-after-storm"
    assert item["url"] == "https://example.org/news/articles/harbour-reopens-after-storm.html"


def test_a_rebuild_touches_nothing_whatever_the_clock_says(run: Feeds, tmp_path: Path) -> None:
    run("build")
    before = state(tmp_path / "dist")
    assert run("build", "--check", hours=5000).code == 0
    assert run("build", hours=-5000).code == 0
    assert run("build", hours=5000).code == 0
    assert state(tmp_path / "dist") == before


def test_check_writes_nothing_and_says_what_would_change(run: Feeds, tmp_path: Path) -> None:
    first = run("build", "--check")
    assert first.code == 1
    assert "new      dist/rss.xml" in first.out
    assert not (tmp_path / "dist").exists()
    run("build")
    before = state(tmp_path / "dist")
    (tmp_path / "pages" / "bridge.txt").write_text(BRIDGE, "utf-8")
    result = run("build", "--check", hours=1)
    assert result.code == 1
    assert "changed  dist/rss.xml" in result.out
    assert "new      dist/articles/council-votes-to-close-old-bridge.html" in result.out
    assert state(tmp_path / "dist") == before


def test_an_edit_is_an_edit_and_a_new_article_is_new(run: Feeds, tmp_path: Path) -> None:
    run("build")
    (old,) = items(tmp_path / "dist")
    page = tmp_path / "pages" / "harbour.txt"
    page.write_text(HARBOUR.replace("Some forty", "About fifty"), "utf-8")
    (tmp_path / "pages" / "bridge.txt").write_text(BRIDGE, "utf-8")
    assert run("build", hours=2).code == 0
    by_id = {item["id"]: item for item in items(tmp_path / "dist")}
    assert len(by_id) == 2
    edited = by_id[old["id"]]
    assert "About fifty" in str(edited["content_html"])
    assert edited["date_published"] == old["date_published"]
    assert str(edited["date_modified"]) > str(old["date_modified"])


def test_a_removed_document_takes_its_pages_with_it_and_comes_back_as_it_was(run: Feeds, tmp_path: Path) -> None:
    bridge = tmp_path / "pages" / "bridge.txt"
    bridge.write_text(BRIDGE, "utf-8")
    run("build")
    first = {item["id"]: item for item in items(tmp_path / "dist")}
    bridge.unlink()
    result = run("build", hours=1)
    assert "articles/council-votes-to-close-old-bridge.html" in result.out
    assert not (tmp_path / "dist/articles/council-votes-to-close-old-bridge.html").exists()
    bridge.write_text(BRIDGE, "utf-8")
    run("build", hours=2)
    assert {item["id"]: item for item in items(tmp_path / "dist")} == first


def test_one_bad_document_does_not_stop_the_others_nor_remove_pages(run: Feeds, tmp_path: Path) -> None:
    bridge = tmp_path / "pages" / "bridge.txt"
    bridge.write_text(BRIDGE, "utf-8")
    run("build")
    bridge.write_bytes(b"\x00\x01\x02\x03" * 50)
    result = run("build", hours=1)
    assert result.code == 3
    assert "bridge.txt" in result.err
    assert [item["title"] for item in items(tmp_path / "dist")] == ["Harbour Reopens After Storm"]
    assert (tmp_path / "dist/articles/council-votes-to-close-old-bridge.html").exists()


def test_strict_writes_nothing_then(run: Feeds, tmp_path: Path) -> None:
    (tmp_path / "pages" / "bad.txt").write_bytes(b"")
    result = run("build", "--strict")
    assert result.code == 3
    assert "bad.txt" in result.err
    assert "--strict" in result.err
    assert not (tmp_path / "dist").exists()


def test_no_article_at_all_leaves_everything_as_it_was(run: Feeds, tmp_path: Path) -> None:
    run("build")
    before = state(tmp_path / "dist")
    (tmp_path / "pages" / "harbour.txt").write_bytes(b"")
    result = run("build", hours=1)
    assert result.code == 3
    assert "nothing was built" in result.err
    assert state(tmp_path / "dist") == before


def test_what_the_checker_refuses_is_not_written(run: Feeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    before = state(tmp_path / "dist")
    (tmp_path / "pages" / "bridge.txt").write_text(BRIDGE, "utf-8")

    def broken(
        files: dict[str, bytes],
        home: str,
        edge: object,
        *_: object,
        real: Callable[..., object] = feeds.cli.build.gate,
    ) -> object:
        spoilt = files[RSS].replace(b"</title>", b"</titel>", 1)
        return real({**files, RSS: spoilt}, home, edge)

    monkeypatch.setattr(feeds.cli.build, "gate", broken)
    result = run("build", hours=1)
    assert result.code == 1
    assert "rss.xml:" in result.err
    assert "nothing was written" in result.err
    assert state(tmp_path / "dist") == before


SENTENCE = "The council of Seatown voted on Thursday to close the old bridge to all cars from May onwards."
HOSTILE = {
    "script": f"Mayor: </script><script>alert(1)</script> Is News\n\n{SENTENCE} <b onclick=x>&lt;]]>\n\n{SENTENCE}\n",
    "controls": f"A Bridge\x0b Closed\x1b[31m Today\n\n{SENTENCE}\x0c\n\n{SENTENCE} \x85 \x9f\n",
    "long": f"{'Very Long Headline ' * 200}\n\n{SENTENCE}\n\n{SENTENCE * 50}\n",
    "arabic": "إعادة فتح الميناء\n\nأعيد فتح ميناء المدينة يوم الأربعاء بعد أيام من العواصف، بحسب هيئة الميناء.\n",
    "emoji": f"🦊 Fox & Cubs 👩‍👩‍👧 Cross the \u202eBridge\n\n{SENTENCE} 🏴‍☠️\n\n{SENTENCE}\n",
    "entities": f"R&D &amp; <Budget> Cut by 5 < 6\n\nIn &quot;<p>&quot; the {SENTENCE}\n\n{SENTENCE}\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_articles_build_or_are_named(run: Feeds, tmp_path: Path, name: str) -> None:
    (tmp_path / "pages" / "hostile.txt").write_text(HOSTILE[name], "utf-8")
    result = run("build")
    assert result.code in (0, 3), result.err
    if result.code == 3:
        assert "hostile.txt" in result.err
        return
    titles = [str(item["title"]) for item in items(tmp_path / "dist")]
    assert len(titles) == 2
    assert [entry.findtext("title") for entry in ET.parse(tmp_path / "dist" / "rss.xml").iter("item")] == titles
    for page in (tmp_path / "dist").rglob("*.html"):
        assert "<script>" not in page.read_text("utf-8")
        assert "<b onclick" not in page.read_text("utf-8")


def test_many_articles_are_only_counted(run: Feeds, tmp_path: Path) -> None:
    for number in range(12):
        text = f"Council Meets for Session {number}\n\n{f'Member {number} spoke about item {number * 7}. ' * 20}\n"
        (tmp_path / "pages" / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "feeds.toml").write_text(f"{CONFIG}limit = 5\n", "utf-8")
    first = run("build")
    assert first.code == 0, first.err
    assert "written)" in first.out
    assert ".html" not in first.out.replace("index.html", "")
    assert len(items(tmp_path / "dist")) == 5
    assert "0 written)" in run("build", hours=1).out


def test_the_same_article_twice_is_one(run: Feeds, tmp_path: Path) -> None:
    (tmp_path / "pages" / "again.txt").write_text(HARBOUR.replace("forty", "40"), "utf-8")
    result = run("build")
    assert result.out.startswith("2 documents, 1 article, 1 duplicate merged\n")
    assert len(items(tmp_path / "dist")) == 1


def test_sources_and_output_on_the_command_line(run: Feeds, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").unlink()
    result = run("build", "pages/harbour.txt", "-o", "public", "--base-url", "http://127.0.0.1:8000")
    assert result.code == 0, result.err
    assert items(tmp_path / "public")[0]["url"] == "http://127.0.0.1:8000/articles/harbour-reopens-after-storm.html"
    record = json.loads((tmp_path / "public/articles/harbour-reopens-after-storm.json").read_bytes())
    assert record["provenance"]["documents"][0]["path"] == "pages/harbour.txt"


def test_no_record_names_a_machines_folders(
    run: Feeds, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "inbox"
    outside.mkdir()
    (outside / "bridge.txt").write_text(BRIDGE, "utf-8")
    assert run("build", str(outside)).code == 0
    for data, _ in state(tmp_path / "dist").values():
        assert str(outside.parent).encode() not in data
        assert str(tmp_path).encode() not in data


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("build", "nowhere"), 2, "There is no file or folder nowhere"),
        (("build", "--base-url", "example.org"), 2, "--base-url"),
        (("build", "--config", "other.toml"), 2, "other.toml cannot be read"),
        (("build", "--chekc"), 2, "--check"),
    ],
)
def test_wrong_usage_says_what_is_wrong(run: Feeds, args: tuple[str, ...], code: int, says: str) -> None:
    result = run(*args)
    assert (result.code, says in result.err) == (code, True), result.err


@pytest.mark.parametrize(
    ("config", "says"), [('title = "x"', "Set base-url in"), ('base-url = "https://example.org"', "sources")]
)
def test_a_missing_key_is_named(run: Feeds, tmp_path: Path, config: str, says: str) -> None:
    (tmp_path / "feeds.toml").write_text(config, "utf-8")
    result = run("build", *(() if says == "sources" else ("pages",)))
    assert result.code == 2
    assert says in result.err


def test_files_that_no_build_made_are_not_overwritten(run: Feeds, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("mine", "utf-8")
    result = run("build")
    assert result.code == 2
    assert "index.html" in result.err
    assert (tmp_path / "dist" / "index.html").read_text("utf-8") == "mine"


def test_hidden_files_and_the_output_are_no_sources(run: Feeds, tmp_path: Path) -> None:
    (tmp_path / "pages" / ".notes.txt").write_text(BRIDGE, "utf-8")
    assert run("build", "pages", "-o", "pages/dist").code == 0
    result = run("build", "pages", "-o", "pages/dist", hours=1)
    assert result.out.startswith("1 document, 1 article")


def test_an_unreadable_document_is_named_and_removes_nothing(
    run: Feeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "pages" / "secret.txt"
    secret.write_text(BRIDGE, "utf-8")
    run("build")
    real = Path.open

    def guarded(path: Path, *given: str, **named: str) -> IO[bytes]:
        if path.name == "secret.txt":  # root, as which tests may run, could read whatever chmod says
            raise PermissionError(13, "Permission denied", str(path))
        return cast("IO[bytes]", real(path, *given, **named))  # type: ignore[call-overload]  # passed through

    monkeypatch.setattr(Path, "open", guarded)
    result = run("build", hours=1)
    assert result.code == 3
    assert "secret.txt: it cannot be read: Permission denied." in result.err
    assert (tmp_path / "dist/articles/council-votes-to-close-old-bridge.html").exists()


def test_init_writes_a_file_to_start_from_once(run: Feeds, tmp_path: Path) -> None:
    result = run("init")
    assert result.code == 2
    assert (tmp_path / "feeds.toml").read_text("utf-8") == CONFIG
    (tmp_path / "feeds.toml").unlink()
    (tmp_path / "pages").rename(tmp_path / "articles")
    assert run("init").code == 0
    assert run("build").code == 0
    assert (
        items(tmp_path / "dist")[0]["url"] == "https://www.example.org/news/articles/harbour-reopens-after-storm.html"
    )


def test_init_into_a_folder_that_is_not_there(run: Feeds) -> None:
    result = run("init", "nowhere")
    assert result.code == 2
    assert "nowhere" in result.err
