"""Feeds that somebody cut, doubled or scrambled: always a report, no rule breaks, every place within the document."""

import datetime as dt
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feeds.check import Report, check
from feeds.report import json as json_report
from feeds.report import text
from feeds.report.telling import tell
from feeds.rules import books, rules
from feeds.rules.examples import document
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]
PREFIXES = {book.prefix: book.uris[0] for book in books() if book.prefix and book.uris}
# Small feeds of every format: the examples of all rules, and what was built from the seeds.
FEEDS = [
    *(document(rule, example, PREFIXES) for rule in rules().values() for example in (rule.bad, rule.good)),
    *((ROOT / "dist" / name).read_bytes() for name in ("rss.xml", "atom.xml", "feed.json", "feeds.opml")),
]
FRAGMENTS = [
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"\0", b"\x1b", b"\xff\xfe", b"\xef\xbf\xbe"),
    *(b"&#0;", b"&#x10FFFF;", b"&nbsp;", b'"', b"'", b"</item>", b"<item>", b"xmlns:a=''", b"\\ud800", b"{", b"["),
    *(b",", b"1e999", b"<x:y/>", b" xmlns='http://www.w3.org/2005/Atom'", b"\r", b"\xe2\x80\xae", b"<rss>", b"<feed>"),
]
URLS = st.sampled_from([None, "https://example.org/feed.xml", "http://127.0.0.1/feed.xml"])


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A feed after one to four accidents."""
    feed = draw(st.sampled_from(FEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(feed)))
        end = min(len(feed), at + draw(st.integers(0, 40)))
        accident = draw(st.sampled_from(["cut", "insert", "double", "end", "byte", "swap"]))
        if accident == "cut":
            feed = feed[:at] + feed[end:]
        elif accident == "insert":
            feed = feed[:at] + draw(st.sampled_from(FRAGMENTS)) + feed[at:]
        elif accident == "double":
            feed = feed[:end] + feed[at:]
        elif accident == "end":
            feed = feed[:at]
        elif accident == "byte":
            feed = feed[:at] + bytes([draw(st.integers(0, 255))]) + feed[at + 1 :]
        else:
            feed = feed[end:] + feed[:at]
    return feed


def sound(report: Report) -> None:
    """Whatever the document, the report is whole."""
    assert report.crashes == ()
    assert report.lines is not None
    last = len(report.lines.starts())
    for finding in report.findings:
        where = finding.position
        assert finding.message
        assert "{" not in finding.rule.says or finding.message != finding.rule.says
        if where is not None:
            assert 1 <= where.line <= where.end_line <= last
            assert (where.line, where.column) <= (where.end_line, where.end_column)
            assert where.column <= len(report.lines.text(where.line)) + 1
    json.loads(json_report.piece(tell(report)))
    assert "\x1b" not in "\n".join(text.full(tell(report)))


@given(mutated(), URLS)
def test_a_mutated_feed_is_reported(feed: bytes, url: str | None) -> None:
    sound(check(Source("feed", feed, url), now=NOW))


@given(st.binary(max_size=300), URLS)
def test_any_bytes_are_reported(data: bytes, url: str | None) -> None:
    report = check(Source("bytes", data, url), now=NOW)

    sound(report)
    assert not report.valid
