"""A fetch that brought no document: only what concerns delivery is said, and why the rest was not looked at."""

from __future__ import annotations

import datetime as dt

import pytest

from feeds.check import check
from feeds.rules.net.exchange import source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
URL = "https://example.org/feed.xml"


@pytest.mark.parametrize(
    ("exchange", "stopped", "codes"),
    [
        ("< 404\n<html>no</html", f"{URL} answered 404", {"NET101"}),
        ("< 200", f"{URL} answered with nothing", {"NET109"}),
        ("< 200\n< Content-Type: text/html\n(page)", f"{URL} is a web page, no feed", {"NET108"}),
        ("< 200\n* cut cut: It ends early. Look why.\n<rss", "It ends early. Look why", {"NET110"}),
        ("* failed tls: It expired. Renew it.", "It expired. Renew it", {"NET116"}),
        # Nobody knows whether these are the server's doing: they are no findings, and the exit code says so.
        ("* failed name: There is no such name. Check it.", "There is no such name. Check it", set()),
        ("* failed connect: Nobody answers.", "Nobody answers", set()),
        ("* failed timeout: It did not answer.", "It did not answer", set()),
        ("* failed offline: It is not stored.", "It is not stored", set()),
        ("* failed refused: It is not public.", "It is not public", set()),
    ],
)
def test_only_delivery_is_said_of_what_did_not_come(exchange: str, stopped: str, codes: set[str]) -> None:
    report = check(source(exchange), now=NOW)

    assert report.stopped == stopped
    assert {finding.rule.code for finding in report.findings} == codes
    assert report.crashes == ()
    assert not report.valid


def test_what_came_is_checked_by_all_rules() -> None:
    report = check(source("< 200\n<rss version='2.0'><channel><title>News</title></channel></rss>"), now=NOW)

    books = {finding.rule.book.letters for finding in report.findings}
    assert report.stopped is None
    assert {"NET", "RSS"} <= books


def test_public_rules_are_silent_on_this_machine() -> None:
    exchange = "> GET {}\n< 200\n(RSS)\n[other-scheme]\n* failed connect: Nobody answers."

    said = {
        url: {finding.rule.code for finding in check(source(exchange.format(url)), now=NOW).findings}
        for url in ("http://example.org/rss.xml", "http://127.0.0.1:8000/rss.xml")
    }
    assert "NET322" in said["http://example.org/rss.xml"]
    assert "NET322" not in said["http://127.0.0.1:8000/rss.xml"]
