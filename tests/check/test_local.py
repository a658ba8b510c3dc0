"""A document on this machine may name this machine; anywhere else that is a mistake."""

import datetime as dt

import pytest

from feeds.check import check
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel><title>News</title><link>http://localhost:4000/</link><description>All the news</description>
</channel></rss>"""


@pytest.mark.parametrize(
    ("url", "said"),
    [(None, True), ("https://example.org/rss.xml", True), ("http://127.0.0.1:8000/rss.xml", False),
     ("http://[::1]/rss.xml", False), ("http://localhost/rss.xml", False), ("http://192.168.1.2/rss.xml", False)],
)  # fmt: skip
def test_local_addresses(url: str | None, said: bool) -> None:  # noqa: FBT001 - a table's column
    report = check(Source("rss.xml", FEED, url), now=NOW)

    assert ("RSS206" in {finding.rule.code for finding in report.findings}) is said
