"""What the examples of the RSS rules cannot show: comparisons of addresses, and work that stays linear."""

import datetime as dt
import time

import pytest

from feeds.check import check
from feeds.rules.rss.addresses import same_place
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/rss.xml", "https://example.org/rss.xml", True),
        ("http://example.org/rss.xml", "https://example.org/rss.xml", True),
        ("https://www.example.org/rss.xml", "https://example.org/rss.xml", True),
        ("https://EXAMPLE.org:443/rss.xml", "https://example.org/rss.xml", True),
        ("https://example.org/feed/", "https://example.org/feed", True),
        ("https://example.org/%7Ejo/rss", "https://example.org/~jo/rss", True),
        ("https://example.org/rss#top", "https://example.org/rss", True),
        ("https://example.org/rss?page=2", "https://example.org/rss", False),
        ("https://example.org/RSS", "https://example.org/rss", False),
        ("https://example.com/rss", "https://example.org/rss", False),
        ("https://example.org:8080/rss", "https://example.org/rss", False),
    ],
)
def test_same_place_for_a_reader(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert same_place(one, other) is same
    assert same_place(other, one) is same


HOSTILE = {
    "images": ("<image><title>a</title><link>b</link></image>", "<rss version='2.0'><channel>", "</channel></rss>"),
    "channels": ("<channel><items><a/></items></channel>", "<rdf:RDF {rdf}>", "</rdf:RDF>"),
    "lists": ("<items/>", "<rdf:RDF {rdf}><channel>", "</channel></rdf:RDF>"),
    "dates": (
        "<item><pubDate>1 Nov 2026 (a(b)) 08:00:00 GMT</pubDate></item>",
        "<rss><channel>",
        "</channel></rss>",
    ),
    "tags": ("&#x3C;b&#x3E;", "<rss><channel><title>", "</title></channel></rss>"),
    "references": ("&amp;copy ", "<rss><channel><title>", "</title></channel></rss>"),
    "addresses": ("<docs>https://example.org/\u00e9</docs>", "<rss><channel>", "</channel></rss>"),
}
RDF = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def seconds(piece: str, before: str, after: str, count: int) -> float:
    data = f"{before.format(rdf=RDF)}{piece * count}{after}".encode()
    start = time.process_time()  # what others do on the machine does not count
    report = check(Source("hostile", data), now=NOW)
    assert report.crashes == ()
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_eight_times_as_much_takes_hardly_more_than_eight_times_as_long(name: str) -> None:
    seconds(*HOSTILE[name], 100)  # what is compiled and cached on first use
    small = min(seconds(*HOSTILE[name], 2_000) for _ in range(3))
    large = seconds(*HOSTILE[name], 16_000)

    assert large < 32 * small + 0.2
