"""Many feeds, podcasts from files at hand and archives, by the command line."""

import hashlib
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from test_build_command import Feeds, run, state

__all__ = ["run"]  # a fixture

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
CONFIG = """
base-url = "https://example.org/news/"
title = "Example News"
language = "en"
sources = ["pages"]
limit = 6
archive = 3
sitemap = true
news-sitemap = true

[[feed]]
name = "podcast"
description = "One story a week."
[feed.podcast]
categories = ["News > Daily News"]
image = "https://example.org/cover.jpg"
email = "podcast@example.org"

[[feed]]
name = "sport"
sections = ["sport"]
archive = 2
limit = 3
where = 'published >= "2026-01-01"'
"""
FRAME = b"\xff\xfb\x90\x64" + bytes(413)


def text(number: int) -> str:
    """A text that has nothing in common with those of other numbers."""
    digits = hashlib.sha512(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    return " ".join(f"The {digits[at : at + 4]} met {digits[at + 2 : at + 6]} there." for at in range(0, 120, 2))


def article(folder: Path, number: int, more: str = "") -> None:
    folder.mkdir(exist_ok=True, parents=True)
    when = f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}T10:00:00Z"
    matter = f"---\ntitle: Report of {text(number)[4:8]}\nlanguage: en\ndate: {when}\n{more}---\n{text(number)}\n"
    (folder / f"r{number}.md").write_text(matter, "utf-8")


@pytest.fixture
def site(tmp_path: Path, run: Feeds) -> Feeds:
    (tmp_path / "feeds.toml").write_text(CONFIG, "utf-8")
    pages = tmp_path / "pages"
    (pages / "harbour.txt").unlink()
    for number in range(9):
        article(pages / "sport", number)
    for number in range(9, 12):
        article(pages / "talks", number, f"audio: e{number}.mp3\n")
        (pages / "talks" / f"e{number}.mp3").write_bytes(FRAME * 100 * number)
    return run


def test_a_site_of_many_feeds(site: Feeds, tmp_path: Path) -> None:
    made = site("build")
    assert made.code == 0, made.err + made.out
    assert "0 errors, 0 warnings" in made.out
    dist = tmp_path / "dist"
    for target, base in ((dist, ""), (dist / "podcast", "podcast/")):
        preset = ("--preset", "podcast") if base else ()
        checked = site(
            "check", str(target), "--fail-on", "warning", "--base-url", f"https://example.org/news/{base}", *preset
        )
        assert checked.code == 0, checked.out + checked.err
    items = list(ET.fromstring((dist / "podcast" / "rss.xml").read_bytes()).iter("item"))
    assert len(items) == 3
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        file = dist / enclosure.get("url", "").removeprefix("https://example.org/news/")
        assert enclosure.get("type") == "audio/mpeg"
        assert int(enclosure.get("length", "")) == file.stat().st_size
        assert int(item.findtext(f"{ITUNES}duration") or "") == round(file.stat().st_size / 417 * 1152 / 44100)
    ids: list[str] = []
    address: str | None = "https://example.org/news/sport/feed.json"
    while address:
        page = json.loads((dist / address.removeprefix("https://example.org/news/")).read_bytes())
        ids += [item["id"] for item in page["items"]]
        address = page.get("next_url")
    assert len(ids) == len(set(ids)) == 9
    assert site("build", "--check").code == 0
    assert site("build", "--check", hours=5).code == 0  # no article grew old, so nothing is different


def test_a_further_article_changes_no_full_page(site: Feeds, tmp_path: Path) -> None:
    assert site("build").code == 0
    before = state(tmp_path / "dist")
    article(tmp_path / "pages" / "sport", 20)
    assert site("build", hours=1).code == 0
    after = state(tmp_path / "dist")
    newest = max(
        int(path.rpartition("-")[2].removesuffix(".xml")) for path in before if path.startswith("archive/rss-")
    )
    pages = [path for path in before if "archive/" in path and f"-{newest}." not in path and "sport" not in path]
    assert pages
    assert [path for path in pages if after[path] != before[path]] == []
    assert after["sport/rss.xml"] != before["sport/rss.xml"]
    assert after["podcast/rss.xml"] == before["podcast/rss.xml"]


def test_what_stands_in_the_archive_already_is_not_checked_again(site: Feeds) -> None:
    first = site("build").out
    again = site("build", hours=1).out
    assert "more: 0 errors" in first
    assert "Checked rss.xml, atom.xml, feed.json, feeds.opml, podcast/rss.xml" in again
    assert "archive/" not in again.partition("Checked ")[2].partition(":")[0]


def test_an_expression_is_looked_at_before_anything_else(site: Feeds, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text(CONFIG.replace("published >=", "publsihed >="), "utf-8")
    made = site("build")
    assert made.code == 2
    assert "feed sport, `where`, column 1: there is no field publsihed. Did you mean published?" in made.err
    assert not (tmp_path / "dist").exists()


def test_config_show_tells_of_the_feeds(site: Feeds) -> None:
    shown = site("config", "show").out
    assert '[[feed]]\nname = "podcast"' in shown
    assert json.loads(site("config", "show", "--output-format", "json").out)["feed"][1]["name"] == "sport"


def test_what_is_no_feed_any_more_leaves(site: Feeds, tmp_path: Path) -> None:
    assert site("build").code == 0
    dist = tmp_path / "dist"
    (dist / "sport" / "notes.txt").write_text("not ours", "utf-8")
    (dist / "sport" / "archive" / "rss-900.xml").write_text("not ours", "utf-8")
    (dist / "mine.xml").write_bytes((dist / "sport" / "rss.xml").read_bytes())
    before = state(dist)
    without = CONFIG.partition('[[feed]]\nname = "sport"')[0].replace("limit = 6", "limit = 9")
    (tmp_path / "feeds.toml").write_text(without, "utf-8")
    told = site("build", "--check", hours=1)
    assert told.code == 1
    assert "removed  dist/sport/archive/rss-1.xml" in told.out
    assert site("build", hours=1).code == 0
    gone = before.keys() - state(dist).keys()
    ours = {path for path in before if path.startswith("sport/")} - {"sport/notes.txt", "sport/archive/rss-900.xml"}
    assert len(ours) > 6
    fewer = {path for path in before if path.startswith("archive/")} & gone
    assert gone == ours | fewer
    assert fewer
    assert site("build", "--check", hours=1).code == 0
    assert (dist / "mine.xml").exists()
    (tmp_path / "feeds.toml").write_text(CONFIG.partition("[[feed]]")[0].replace("archive = 3", ""), "utf-8")
    assert site("build", hours=2).code == 0
    assert not (dist / "podcast").exists()
    assert not (dist / "archive").exists()


def test_a_build_that_was_killed_is_tidied_up_by_the_next(site: Feeds, tmp_path: Path) -> None:
    assert site("build").code == 0
    dist = tmp_path / "dist"
    before = {path: (dist / path).read_bytes() for path in state(dist)}
    (tmp_path / "feeds.toml").write_text(CONFIG.partition('[[feed]]\nname = "sport"')[0], "utf-8")
    assert site("build", hours=1).code == 0
    for path, data in before.items():  # as it is when the front page has been replaced, and the list of feeds not yet
        if path.startswith("sport/") or path == "feeds.opml":
            (dist / path).parent.mkdir(parents=True, exist_ok=True)
            (dist / path).write_bytes(data)
    assert site("build", hours=1).code == 0
    assert not (dist / "sport").exists()


def test_a_feed_that_no_article_fits_any_more_stays(site: Feeds, tmp_path: Path) -> None:
    assert site("build").code == 0
    dist = tmp_path / "dist"
    before = [path for path in state(dist) if path.startswith("sport/")]
    (tmp_path / "feeds.toml").write_text(CONFIG.replace("2026-01-01", "2026-12-01"), "utf-8")
    assert "feed sport: no article fits it" in site("build", hours=1).out
    assert [path for path in state(dist) if path.startswith("sport/")] == before


def test_a_sitemap_that_is_switched_off_leaves(run: Feeds, tmp_path: Path) -> None:
    plain = CONFIG.partition("limit = 6")[0]
    (tmp_path / "feeds.toml").write_text(plain, "utf-8")
    assert run("build").code == 0  # which the next one without sitemaps could go on from
    (tmp_path / "feeds.toml").write_text(f"{plain}sitemap = true\nnews-sitemap = true\n", "utf-8")
    assert run("build", hours=1).code == 0
    dist = tmp_path / "dist"
    assert (dist / "sitemap.xml").exists()
    (dist / "sitemap-2.xml").write_bytes((dist / "sitemap.xml").read_bytes())  # of a site that was larger
    (dist / "sitemap-mine.xml").write_bytes((dist / "sitemap.xml").read_bytes())
    assert (dist / "news-sitemap.xml").exists()
    assert run("build", hours=1).code == 0
    assert not (dist / "sitemap-2.xml").exists()
    (tmp_path / "feeds.toml").write_text(plain, "utf-8")
    assert "removed  dist/sitemap.xml" in run("build", "--check", hours=2).out
    assert run("build", hours=2).code == 0
    assert sorted(path.name for path in dist.glob("*sitemap*")) == ["sitemap-mine.xml"]


def test_another_programs_sitemap_stays(run: Feeds, tmp_path: Path) -> None:
    assert run("build").code == 0
    other = tmp_path / "dist" / "sitemap.xml"
    other.write_text('<?xml version="1.0"?><urlset><url><loc>https://example.org/shop/</loc></url></urlset>', "utf-8")
    assert run("build", hours=1).code == 0
    assert other.exists()
