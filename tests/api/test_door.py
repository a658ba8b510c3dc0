"""The public face: what ``import feeds`` gives, and that it stays what it is."""

import asyncio
import datetime as dt
import gc
import http.server
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import feeds
from feeds.errors import UnreadableError, UsageError
from feeds.source.places import Span
from feeds.source.xmltree import Element

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


def test_a_file_that_cannot_be_read_is_raised_by_check_and_reported_by_check_many(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.xml cannot be read"):
        feeds.check(tmp_path / "none.xml")

    reports = asyncio.run(feeds.check_many([FEED, tmp_path / "none.xml", "http://127.0.0.1:1/feed.xml"], now=NOW))

    assert [report.stopped is None for report in reports] == [True, False, False]
    assert not any(report.valid for report in reports)


def test_many_reports_say_what_single_ones_say_and_keep_no_documents() -> None:
    (many,) = asyncio.run(feeds.check_many([FEED], now=NOW))
    single = feeds.check(FEED, now=NOW)

    assert many.lines is None
    assert many.reading is None
    assert [(each.rule, each.level, each.message, each.position, each.place, each.item, each.facts)
            for each in many.findings] == [
        (each.rule, each.level, each.message, each.position, each.place, each.item, each.facts)
        for each in single.findings]  # fmt: skip
    assert many.valid is single.valid
    finding = many.findings[0]
    assert finding.span is None
    with pytest.raises(LookupError, match=r"feeds\.check"):
        _ = finding.reading
    with pytest.raises(LookupError, match=r"feeds\.check"):
        finding.position_of(Span(0, 1))


def test_the_documents_of_many_reports_are_forgotten() -> None:
    async def look() -> tuple[int, int]:
        before = _elements()
        reports = await feeds.check_many([FEED] * 20, now=NOW)
        assert len(reports) == 20
        return before, _elements()

    before, after = asyncio.run(look())

    assert after - before < 20


def _elements() -> int:
    gc.collect()
    return sum(type(each) is Element for each in gc.get_objects())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


def test_a_url_gives_a_report_whatever_its_server_answers(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        there, missing = (feeds.check(f"{address}/{name}", now=NOW) for name in ("feed.xml", "none.xml"))
        server.shutdown()
        thread.join()
    nobody = feeds.check("http://127.0.0.1:1/feed.xml")

    assert "RSS220" in {finding.rule.code for finding in there.findings}
    assert [finding.rule.code for finding in missing.findings] == ["NET101"]
    assert not missing.valid
    assert not nobody.valid
    assert "cannot be connected to" in (nobody.stopped or "")


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


def test_build_makes_the_feeds_that_are_declared() -> None:
    made = feeds.build(
        {"page.txt": PAGE}, base_url="https://example.org/news/", now=NOW, feed=[{"name": "all", "formats": ["rss"]}]
    )
    assert {"all/rss.xml", "all/index.html"} <= set(made.files)
    assert "all/atom.xml" not in made.files


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"feed": [{"nmae": "all"}]}, r"feeds\.build\(\), feed 1.*nmae.*name"),
        ({"feed": [{"name": "all", "where": "nothing == 1"}]}, "there is no field nothing"),
        ({"archive": 51}, "`limit` is 50 and `archive` 51"),
        ({"limit": 0}, "`limit` is 0"),
    ],
)
def test_a_wrong_declaration_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        feeds.build({"page.txt": PAGE}, base_url="https://example.org/news/", now=NOW, **wrong)
