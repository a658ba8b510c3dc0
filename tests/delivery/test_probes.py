"""Which further requests are made: those that apply, one after the other, and few."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping

import pytest

from feeds.delivered import Wanted, check_url, linked_of, next_of, observe
from feeds.fetch.addresses import bare
from feeds.fetch.linked import PAGES, pages
from feeds.fetch.probes import ALL, DEFAULT, probe
from feeds.fetch.wire import NOTHING, Family
from feeds.source.delivery import Answer, Delivery, Failure, Headers, Observed
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
URL = "https://example.org/feed.xml"
BOTH = (("etag", '"a"'), ("last-modified", "Sat, 31 Jan 2026 08:00:00 GMT"))
RSS = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


class Noting:
    """Answers everything with one body, and remembers what was asked."""

    def __init__(self, body: bytes = RSS, headers: Headers = (), v6: Observed | None = None) -> None:
        self.body, self.headers, self.v6 = body, headers, v6
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []
        self.busy = False

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = NOTHING,
        keep: bool = True,
        limit: int | None = None,
        family: Family | None = None,
        http2: bool = False,
    ) -> Observed:
        assert not self.busy, "one request of a host at a time"
        assert (limit, http2) is not None
        self.busy = True
        await asyncio.sleep(0)
        self.busy = False
        self.asked.append((method, url, headers))
        if family == 6 and self.v6 is not None:
            return self.v6
        return Answer(
            method, bare(url), 200, self.headers, self.body if keep else None, size=len(self.body), digest="d"
        )


def delivered(asks: Noting, wanted: frozenset[str]) -> Delivery:
    final = Answer("GET", URL, 200, asks.headers, asks.body, size=len(asks.body))
    return asyncio.run(probe(asks, Delivery(URL, final), wanted))


@pytest.mark.parametrize(
    ("headers", "body", "names"),
    [
        ((), RSS, {"again", "identity", "gzip", "head"}),
        (BOTH[:1], RSS, {"again", "identity", "gzip", "head", "etag", "invented-etag"}),
        (BOTH[1:], RSS, {"again", "identity", "gzip", "head", "modified", "invented-modified"}),
        (BOTH, RSS, DEFAULT - {"cors", "cors-304", "cors-error"}),
        (BOTH, b"{}", DEFAULT),
    ],
)
def test_what_cannot_apply_is_not_asked(headers: Headers, body: bytes, names: set[str]) -> None:
    asks = Noting(body, headers)
    assert set(delivered(asks, DEFAULT).probes) == names
    assert len(asks.asked) == len(names)


def test_all_of_them() -> None:
    assert set(delivered(Noting(b"{}", BOTH), ALL).probes) == ALL


@pytest.mark.parametrize(
    "says",
    [
        "There is no such name.",
        "cannot be connected to: network is unreachable.",
        "cannot be connected to: no route to host.",
    ],
)
def test_a_machine_or_a_name_without_ipv6_says_nothing_of_the_server(says: str) -> None:
    kind: Failure = Failure("name" if "name" in says else "connect", says, URL)
    assert not {"ipv4", "ipv6"} & set(delivered(Noting(v6=kind), ALL).probes)


def test_ipv6_that_is_refused_is_told() -> None:
    assert "ipv6" in delivered(Noting(v6=Failure("connect", "Nobody listens.", URL)), ALL).probes


@pytest.mark.parametrize(
    "final",
    [Failure("connect", "Nobody answers.", URL), Answer("GET", URL, 404, ()), Answer("GET", URL, 200, (), b"")],
)
def test_what_did_not_come_is_not_asked_for_again(final: Observed) -> None:
    asks = Noting()
    assert asyncio.run(probe(asks, Delivery(URL, final))).probes == {}
    assert asks.asked == []


def test_a_login_goes_to_its_own_origin_only() -> None:
    asks = Noting(headers=BOTH)
    wanted = Wanted(probes=DEFAULT | {"other-scheme"})
    report = asyncio.run(check_url("https://me:secret@example.org/feed.xml", asks, now=NOW, wanted=wanted))
    told = {url: headers.get("Authorization") for _, url, headers in asks.asked}
    assert told[URL] == "Basic bWU6c2VjcmV0"
    assert told["http://example.org/feed.xml"] is None
    assert "secret" not in f"{report}{[finding.message for finding in report.findings]}"


def test_pages_end_at_a_circle_and_at_a_number() -> None:
    first = Source(URL, RSS, URL)
    around = asyncio.run(pages(Noting(), first, lambda page: URL if page.url != URL else "https://example.org/2"))
    assert [(each.url, bool(each.answers)) for each in around] == [("https://example.org/2", True), (URL, False)]
    endless = asyncio.run(pages(Noting(), first, lambda page: f"{page.url}x"))
    assert len(endless) == PAGES


@pytest.mark.parametrize(
    ("document", "following"),
    [
        (b'{"version": "https://jsonfeed.org/version/1.1", "next_url": "/2.json"}', "https://example.org/2.json"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="prev-archive" href="2.xml"/></feed>',
         "https://example.org/2.xml"),
        (b'<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:link rel="next" href="?p=2"/></channel></rss>',
         "https://example.org/feed.xml?p=2"),
        (RSS, None),
        (b'{"next_url": "javascript:alert(1)"}', None),
    ],
)  # fmt: skip
def test_where_the_next_page_is(document: bytes, following: str | None) -> None:
    assert next_of(Source(URL, document, URL)) == following


def test_what_a_feed_names_is_handed_over_bounded() -> None:
    item = '<item><enclosure url="/{}.mp3" length="9" type="audio/mpeg"/></item>'
    feed = "<rss version='2.0'><channel><link>/</link>" + "".join(map(item.format, range(99))) + "</channel></rss>"
    source = Source(URL, feed.encode(), URL)

    asked = linked_of(source, Wanted(enclosures=True, home=True))

    assert asked[0] == ("home", "https://example.org/", {})
    assert asked[1] == ("enclosure", "https://example.org/0.mp3", {"length": "9", "type": "audio/mpeg"})
    assert len(asked) == 11
    assert linked_of(source, Wanted()) == []


def test_observing_without_probes_is_one_request() -> None:
    asks = Noting()
    asyncio.run(observe(URL, asks, wanted=Wanted(probes=frozenset())))
    assert len(asks.asked) == 1
