"""What lists name: sitemaps, indexes of sitemaps, OPML, plain lines; well and badly written, packed and not."""

import gzip

import pytest

from feeds.fetch import lists
from feeds.fetch.lists import Listing, is_sitemap, listing

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://example.org/ </loc><image:image><image:loc>https://example.org/a.png</image:loc></image:image></url>
<url><loc>https://example.org/feed.xml?a=1&amp;b=2</loc></url>
<url><loc>ftp://example.org/</loc></url>
<url><loc>https://example.org/</loc></url>
</urlset>"""
INDEX = SITEMAP.replace("<url>", "<sitemap>").replace("</url>", "</sitemap>").replace("urlset", "sitemapindex")
PAGES = ("https://example.org/", "https://example.org/feed.xml?a=1&b=2")
OPML = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/feed"/>
<outline type="rss" text="B" xmlUrl="feed://b.example/rss"/></outline><outline text="no feed" htmlUrl="https://c.example/"/>
</body></opml>"""
FEEDS = ("https://a.example/feed", "http://b.example/rss")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SITEMAP.encode(), Listing("sitemap", PAGES)),
        (SITEMAP.replace('xmlns="http://www.sitemaps.org/schemas', 'a="').encode(), Listing("sitemap", PAGES)),
        (gzip.compress(SITEMAP.encode()), Listing("sitemap", PAGES)),
        (SITEMAP.replace("UTF-8", "UTF-16").encode("utf-16"), Listing("sitemap", PAGES)),
        (INDEX.encode(), Listing("index", PAGES)),
        (OPML.encode(), Listing("opml", FEEDS)),
        (b"https://a.example/\n\n# no\n dist/ \nhttps://a.example/", Listing("text", ("https://a.example/", "dist/"))),
        (b"", Listing("text", ())),
    ],
)  # fmt: skip
def test_what_a_list_names(data: bytes, expected: Listing) -> None:
    assert listing(data) == expected


def test_relative_addresses_are_relative_to_the_list() -> None:
    found = listing(b'<opml><body><outline xmlUrl="feeds/a.xml"/></body></opml>', "https://example.org/subs/list.opml")

    assert found.names == ("https://example.org/subs/feeds/a.xml",)


def test_a_broken_list_is_read_as_far_as_it_goes_and_says_so() -> None:
    found = listing(OPML.replace('text="News"', 'text="News & views"').encode())

    assert found.names == FEEDS
    assert found.fatal is not None


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<", b"<rss version='2.0'/>"])
def test_what_is_no_list_names_nothing_and_says_why(data: bytes) -> None:
    found = listing(data)

    assert found.names == ()
    assert found.fatal


def test_a_list_too_long_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST", 1)

    assert listing(SITEMAP.encode()) == Listing("sitemap", PAGES[:1], more=True)


def test_a_bomb_is_unpacked_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LIMIT", 1000)

    assert listing(gzip.compress(b"x" * 10_000_000)) == Listing("text", ("x" * 1000,), more=True)


def test_a_document_that_only_looks_packed_is_no_sitemap() -> None:
    assert not is_sitemap(b"\x1f\x8b broken")
    assert is_sitemap(gzip.compress(SITEMAP.encode()))
    assert is_sitemap(b"<s:sitemapindex xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>")
    assert not is_sitemap(OPML.encode())
