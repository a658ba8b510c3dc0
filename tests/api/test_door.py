"""The public face: what ``import feeds`` gives, and that it stays what it is."""

import asyncio
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import feeds
from feeds.errors import FetchError, UnreadableError

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
FEED = (ROOT / "docs/example.xml").read_bytes()
PAGE = (ROOT / "seeds/000_30297c9629cd5f41.txt").read_bytes()


def test_all_is_what_can_be_imported() -> None:
    assert feeds.__all__ == sorted(feeds.__all__)
    for name in feeds.__all__:
        assert callable(getattr(feeds, name))


def test_a_submodule_of_the_same_name_does_not_replace_a_function() -> None:
    code = """
import feeds
feeds.check(b"<rss/>"); feeds.check(b"<rss/>")
import feeds.check, feeds.convert, feeds.build
from feeds.check import Report
assert isinstance(feeds.check(b"<rss/>"), Report)
assert callable(feeds.convert) and callable(feeds.build)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

    assert done.stderr == ""


def test_check_takes_bytes_a_path_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(FEED)

    reports = [feeds.check(each, now=NOW) for each in (FEED, path, str(path))]

    assert [report.source for report in reports] == ["<bytes>", str(path), str(path)]
    for report in reports:
        assert not report.valid
        assert [finding.rule.code for finding in report.findings if finding.level.value == "error"] == ["RSS220"]


def test_what_cannot_be_read_is_raised_by_check_and_reported_by_check_many(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.xml cannot be read"):
        feeds.check(tmp_path / "none.xml")
    with pytest.raises(FetchError):
        feeds.check("http://127.0.0.1:1/feed.xml")

    reports = asyncio.run(feeds.check_many([FEED, tmp_path / "none.xml", "http://127.0.0.1:1/feed.xml"], now=NOW))

    assert [report.stopped is None for report in reports] == [True, False, False]
    assert not any(report.valid for report in reports)


def test_convert_reads_articles(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)

    assert [draft.headline for draft in feeds.convert(PAGE).drafts] == [
        draft.headline for draft in feeds.convert(path).drafts
    ]
    assert len(feeds.convert(PAGE).drafts) == 2
    with pytest.raises(UnreadableError):
        feeds.convert(tmp_path / "none.txt")


def test_build_makes_files_in_memory() -> None:
    made = feeds.build({"page.txt": PAGE}, base_url="https://example.org/news/", title="News", now=NOW)

    assert {"rss.xml", "atom.xml", "feed.json", "index.html", "ledger.jsonl"} <= set(made.files)
    assert feeds.check(made.files["rss.xml"], url="https://example.org/news/rss.xml", now=NOW).valid
    again = feeds.build(
        {"page.txt": PAGE}, base_url="https://example.org/news/", title="News", ledger=made.files["ledger.jsonl"]
    )
    assert again.files == made.files
