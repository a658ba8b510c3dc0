"""Whatever servers send, delivery rules never break; and what is asked once only never finds what needs two answers."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from feeds.check import check
from feeds.fetch.probes import ALL
from feeds.rules.net.exchange import DOCUMENTS, URL
from feeds.source.delivery import Answer, Delivery, Failure, Headers, Linked, Observed, Tls, Trouble, Visit
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
WORDS = st.sampled_from([
    '"a"', 'W/"a"', "a", "", "*", ",", ";=", "=", "max-age=60", "max-age=²", "max-age=" + "9" * 400, "no-store", "gzip",
    "identity", "br", "0", "-1", "²", "99999999999999999999", "Sat, 31 Jan 2026 08:00:00 GMT",
    "Sat, 99 Jan 0000 99:99:99 GMT", "text/html", "application/rss+xml; charset=utf-8", "application/feed+json",
    '<https://h.example.org/>; rel="hub", <>; rel=self', "<" * 50, "bytes 0-1/²", "{x}", "%s", "challenge", "\u0660",
])  # fmt: skip
NAMES = st.sampled_from([
    "etag", "last-modified", "date", "expires", "cache-control", "content-type", "content-encoding", "vary", "link",
    "retry-after", "location", "x-content-type-options", "access-control-allow-origin", "content-length", "server",
    "access-control-expose-headers", "content-range", "cf-mitigated",
])  # fmt: skip
HEADERS: st.SearchStrategy[Headers] = st.lists(st.tuples(NAMES, WORDS), max_size=8).map(tuple)
LINKING = (
    '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><ttl>²</ttl><atom:link rel="hub" href="//["/>'
    '<link>http://[</link><image><url>x</url></image><item><enclosure url="1.mp3" length="²" type=";"/></item>'
    "</channel></rss>"
)
BODIES = st.sampled_from(
    [*DOCUMENTS.values(), "", "{}", '{"hubs": [1, {"url": 2}], "items": 3}', LINKING, "\ufeff<rss/>"]
)
KINDS: st.SearchStrategy[Trouble] = st.sampled_from([
    "name", "connect", "tls", "timeout", "redirects", "too-large", "bomb", "slow", "protocol", "cut", "encoding",
    "headers", "offline",
])  # fmt: skip
FAILURES = KINDS.map(lambda kind: Failure(kind, "It {did} not. Look why.", URL))
ANSWERS = st.builds(
    lambda status, headers, body, cut, count: Answer(
        "GET", URL, status, headers, body.encode(), size=count or len(body.encode()), digest=body, surplus=count % 3,
        cut=cut, tls=Tls("TLSv1.1", expires=NOW), total=count / 9, first=count / 99, version="HTTP/1.0",
    ),
    st.sampled_from([200, 200, 200, 206, 304, 302, 403, 404, 410, 429, 503, 999]), HEADERS, BODIES,
    st.none() | FAILURES, st.sampled_from([0, 0, 1, 2_000_000, 6_000_000, 20_000_000]),
)  # fmt: skip
OBSERVED: st.SearchStrategy[Observed] = ANSWERS | FAILURES
SAID = st.dictionaries(st.sampled_from(["length", "type", "width", "for", "on", "place", "title", "written"]), WORDS)
LINKED = st.builds(
    Linked,
    st.sampled_from(["enclosure", "artwork", "hub", "home", "page", "alternate", "next"]),
    st.sampled_from([URL, "https://example.org/1.mp3", "http://["]), SAID,
    st.dictionaries(st.sampled_from(["get", "head", "range"]), OBSERVED),
)  # fmt: skip
DELIVERIES = st.builds(
    lambda final, hops, probes, linked, tag: Delivery(
        URL, final, tuple(hops), probes, tuple(linked), Visit(NOW, 200, "before", tag, tag)
    ),
    OBSERVED, st.lists(ANSWERS, max_size=5), st.dictionaries(st.sampled_from(sorted(ALL)), OBSERVED),
    st.lists(LINKED, max_size=4), st.none() | WORDS,
)  # fmt: skip


def checked(delivery: Delivery) -> set[str]:
    answer = delivery.answer
    data = answer.body or b"" if answer is not None else b""
    media_type = answer.header("content-type") if answer is not None else None
    report = check(Source(URL, data, delivery.url, media_type, delivery), now=NOW)
    assert report.crashes == ()
    assert all(finding.message for finding in report.findings)
    return {finding.rule.code for finding in report.findings}


@given(DELIVERIES)
def test_no_rule_breaks(delivery: Delivery) -> None:
    checked(delivery)


@given(ANSWERS)
def test_nothing_is_concluded_from_probes_that_were_not_made(answer: Answer) -> None:
    conditional = {f"NET3{number:02}" for number in (*range(1, 16), 31)}
    assert not checked(Delivery(URL, answer)) & conditional
