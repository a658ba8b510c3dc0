"""The feeds that a page names, and what is a page at all."""

import time

import pytest

from feeds.fetch.discover import absolute, is_page, offers

PAGE = """<!DOCTYPE html>
<html><head><title>A site</title>
<base href="https://cdn.example.org/site/">
<link rel="stylesheet" href="style.css">
<link rel="alternate" type="application/rss+xml" title="News &amp; views" href="rss.xml">
<LINK REL='Alternate Home' TYPE=application/atom&#43;xml HREF=/atom.xml>
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate stylesheet" type="application/rss+xml" href="/skin.css">
<link rel="alternate" type="application/feed+json" href="//example.net/feed.json#top">
<link rel="alternate" type="application/rss+xml" title="again" href="rss.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="">
<script>"<link rel=alternate type=application/rss+xml href=/script.xml>"</script>
<!-- <link rel="alternate" type="application/rss+xml" href="/comment.xml"> -->
</head><body><link rel="alternate" type="application/rss+xml" href="/below.xml">
<svg><link rel="alternate" type="application/rss+xml" href="/drawing.xml"></svg></body></html>
"""


def test_a_page_names_its_feeds_in_order() -> None:
    found = offers(PAGE.encode(), "https://example.org/blog/")

    assert [(each.url, each.title, each.type, each.in_head) for each in found] == [
        ("https://cdn.example.org/site/rss.xml", "News & views", "application/rss+xml", True),
        ("https://cdn.example.org/atom.xml", "", "application/atom+xml", True),
        ("https://example.net/feed.json", "", "application/feed+json", True),
        ("https://cdn.example.org/below.xml", "", "application/rss+xml", False),
    ]
    assert found[1].written == "application/atom&#43;xml"


def test_a_link_in_the_body_that_the_head_has_too_is_in_the_head() -> None:
    page = (
        b"<link rel=alternate type=application/rss+xml href=/a><p><link rel=alternate type=application/rss+xml href=/a>"
    )

    assert [each.in_head for each in offers(page, "https://example.org/")] == [True]


@pytest.mark.parametrize(
    ("page", "media_type", "title"),
    [
        ("é".encode(), None, "é"),
        ("é".encode("latin-1"), "text/html; charset=iso-8859-1", "é"),
        (b"<meta charset=windows-1252>" + "“é".encode("cp1252"), "text/html", "“é"),
        (b"<meta charset=no-such>" + "é".encode(), None, "é"),
    ],
)
def test_titles_are_read_in_the_charset_of_the_page(page: bytes, media_type: str | None, title: str) -> None:
    meta, _, word = page.rpartition(b">")
    link = b'<link rel=alternate type=application/rss+xml href=/a title="%b">' % word

    (offer,) = offers(meta + (b">" if meta else b"") + link, "https://example.org/", media_type)

    assert offer.title == title


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("feed:https://example.org/a", "https://example.org/a"),
        ("feed://example.org/a", "http://example.org/a"),
        ("FEED:/a", "https://example.com/a"),
        (" a#b ", "https://example.com/dir/a"),
        ("http://[bad", None),
        ("mailto:a@example.org", None),
    ],
)
def test_what_a_reference_means(reference: str, meant: str | None) -> None:
    assert absolute(reference, "https://example.com/dir/") == meant


@pytest.mark.parametrize(
    ("data", "media_type", "page"),
    [
        (b"<!doctype html><title>x</title>", None, True),
        (b"\xef\xbb\xbf \n<HTML lang=en>", "application/rss+xml", True),
        (b'<?xml version="1.0"?><!-- c --><html xmlns="http://www.w3.org/1999/xhtml">', "application/xhtml+xml", True),
        (b"<!-- made today --><html>", "text/html", True),
        (b"<!-- made today --><rss version='2.0'>", "text/html", False),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", False),
        (b"<!DOCTYPE html><rss version='2.0'>", "text/html", False),
        (b"", "text/html", False),
        (b"plain words", "text/plain", False),
    ],
)
def test_what_is_a_page(data: bytes, media_type: str | None, page: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_page(data, media_type) is page


@pytest.mark.parametrize("piece", [b"<link rel=alternate ", b"<", b"<base href='", b"<meta charset", b"<!--", b"<svg>"])
def test_a_hostile_page_takes_no_longer_than_its_length(piece: bytes) -> None:
    seconds = []
    for size in (200_000, 800_000):
        page = piece * (size // len(piece))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            is_page(page, "text/html")
            offers(page, "https://example.org/")
            best = min(best, time.process_time() - start)
        seconds.append(best)

    assert seconds[1] < max(seconds[0], 0.02) * 12
