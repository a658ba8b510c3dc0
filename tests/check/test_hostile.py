"""Hostile documents: bounded in time and memory, reported, never a crash."""

import datetime as dt
import time
import tracemalloc

import pytest

from feeds.check import MOST, Report, check
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
HEAD = b"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>"
MEGABYTE = 1_000_000

HOSTILE = {
    "nothing": b"",
    "blanks": b" \n" * (MEGABYTE // 2),
    "null bytes": b"\0" * MEGABYTE,
    "every byte": bytes(range(256)) * 4000,
    "open comments": b"<!--" * 80_000,
    "open cdata": HEAD + b"<![CDATA[" * 80_000,
    "open tags": b"<a>" * (MEGABYTE // 3),
    "opened attributes": b'<a b="' * (MEGABYTE // 6),
    "opened attributes in one tag": b"<a " + b"b='" * (MEGABYTE // 3),
    "less-than signs": b"<" * MEGABYTE,
    "ampersands": HEAD + b"&" * MEGABYTE,
    "an attribute of a megabyte": b"<rss version='" + b"2" * MEGABYTE + b"'/>",
    "a hundred thousand attributes": b"<rss " + b" ".join(b"a%d='1'" % n for n in range(80_000)) + b"/>",
    "a text of one line": HEAD + "é".encode() * (MEGABYTE // 2) + b"</title></channel></rss>",
    "unknown elements": HEAD + b"</title>" + b"<a/>" * (MEGABYTE // 4) + b"</channel></rss>",
    "unknown namespaces": HEAD + b"</title>"
    + b"".join(b'<a xmlns="urn:%d"/>' % n for n in range(MEGABYTE // 24)) + b"</channel></rss>",
    "undeclared prefixes": HEAD + b"</title>" + b"<a:b/>" * (MEGABYTE // 6) + b"</channel></rss>",
    "empty items": HEAD + b"</title>" + b"<item/>" * (MEGABYTE // 7) + b"</channel></rss>",
    "entity bomb": b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
    + b"]><rss>&k;</rss>",
    "quadratic entity": b"<!DOCTYPE rss [<!ENTITY a '" + b"x" * 50_000 + b"'>]><rss>" + b"&a;" * 50_000 + b"</rss>",
    "an external entity": b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel>&a;</channel></rss>",
    "junk, then a feed": b"Warning: oops\n" * 1000 + HEAD + b"</title></channel></rss>",
    "deep json": b"[" * MEGABYTE,
    "deep json objects": b'{"a":' * (MEGABYTE // 5),
    "a long number": b'{"version": ' + b"9" * MEGABYTE + b"}",
    "a surrogate": b'{"version": "https://jsonfeed.org/version/1.1", "title": "\\ud800", "items": []}',
    "many repeated names": b"{" + b",".join([b'"a":1'] * (MEGABYTE // 6)) + b"}",
    "many empty json items": b'{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": ['
    + b",".join([b"{}"] * (MEGABYTE // 3)) + b"]}",
    "utf-16 without an end": "\ufeff<rss>".encode("utf-16-le") + b"\xd8",
}  # fmt: skip


def checked(data: bytes) -> Report:
    return check(Source("hostile", data, "https://example.org/feed.xml"), now=NOW)


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_document_is_reported(data: bytes) -> None:
    report = checked(data)

    assert report.crashes == ()
    assert not report.valid
    assert report.findings or report.stopped
    for finding in report.findings:
        assert finding.position is None or finding.position.line >= 1


GROWING = (
    "open comments",
    "opened attributes",
    "opened attributes in one tag",
    "less-than signs",
    "ampersands",
    "unknown elements",
    "unknown namespaces",
    "empty items",
    "open tags",
)


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_size_and_no_faster(name: str) -> None:
    """Twice the document may take a little more than twice the time; a quadratic one would take four times."""
    data = HOSTILE[name]
    assert len(data) >= 300_000
    half = data[: len(data) // 2]

    def seconds(part: bytes) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            checked(part)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(data) < 3.2 * seconds(half) + 0.05


@pytest.mark.parametrize("name", ["unknown elements", "empty items", "unknown namespaces", "many empty json items"])
def test_memory_is_bounded(name: str) -> None:
    tracemalloc.start()
    try:
        checked(HOSTILE[name])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 200_000_000


def test_a_rule_that_finds_more_than_a_report_holds_is_named() -> None:
    report = checked(HOSTILE["unknown elements"])

    assert sum(finding.rule.code == "NSP101" for finding in report.findings) == MOST
    assert "NSP101" in report.more
