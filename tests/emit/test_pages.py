"""The pages: readable, safe, complete, and found by readers."""

import json
import re
from dataclasses import replace

import pytest
from by_hand import ALL, ARABIC, ARTICLE, CHANNEL, HOSTILE, SECOND
from lxml.html import HtmlElement, document_fromstring

from feeds.articles.article import Article, DateBasis, Evidence
from feeds.emit.feed import Channel, Feed, compose
from feeds.emit.frame import names
from feeds.emit.index import index_page
from feeds.emit.page import article_page


def page(article: Article, channel: Channel = CHANNEL) -> HtmlElement:
    feed = compose([article], channel)
    return document_fromstring(article_page(feed, feed.entries[0]).decode())


def pages(feed: Feed) -> list[bytes]:
    return [index_page(feed), *(article_page(feed, entry) for entry in feed.entries)]


def elements(tree: HtmlElement, path: str) -> list[HtmlElement]:
    result = tree.xpath(path)
    assert isinstance(result, list)
    return [each for each in result if isinstance(each, HtmlElement)]


def strings(tree: HtmlElement, path: str) -> list[str]:
    result = tree.xpath(path)
    assert isinstance(result, list)
    return [str(each) for each in result]


def text(tree: HtmlElement, path: str) -> str:
    (element,) = elements(tree, path)
    return " ".join(str(element.text_content()).split())


def test_every_page_leads_readers_to_all_three_feeds() -> None:
    for data in pages(compose(ALL, CHANNEL)):
        links = [
            (link.get("type"), link.get("href"))
            for link in document_fromstring(data.decode()).findall("head/link")
            if link.get("rel") == "alternate"
        ]
        assert links == [
            ("application/rss+xml", "https://example.org/news/rss.xml"),
            ("application/atom+xml", "https://example.org/news/atom.xml"),
            ("application/feed+json", "https://example.org/news/feed.json"),
        ]
        assert b"&#43;" not in data, "some readers do not decode attributes"


def test_the_front_page_has_the_articles_newest_first() -> None:
    tree = document_fromstring(index_page(compose(ALL, CHANNEL)).decode())
    links = strings(tree, "//ol//h2/a/@href")
    assert links == [f"articles/{article.slug}.html" for article in ALL]
    assert [code.text for code in tree.iter("code")] == [
        f"https://example.org/news/{n}" for n in ("rss.xml", "atom.xml", "feed.json")
    ]
    assert elements(tree, "//a[@href='feeds.opml']")


def test_the_permalinks_page_is_the_article() -> None:
    tree = page(ARTICLE)
    assert text(tree, "//h1") == ARTICLE.headline
    assert (
        tree.xpath("string(//link[@rel='canonical']/@href)") == "https://example.org/news/articles/harbour-reopens.html"
    )
    assert [element.tag for element in elements(tree, "//div[@class='body']/*")] == ["p", "h2", "p"]
    assert strings(tree, "//article//time/@datetime") == ["2025-02-26"], "the time of day is not known"
    assert "Boats in the harbour. (Example Agency)" in text(tree, "//figure/figcaption")
    assert "(Example Agency) (Example Agency)" not in text(tree, "//figure/figcaption")
    assert not elements(tree, "//img")


def test_a_picture_with_an_address_is_shown() -> None:
    tree = page(SECOND)
    assert strings(tree, "//img/@src") == ["https://example.org/b.jpg"]
    assert text(tree, "//figcaption") == "A bridge (A. Photographer)"
    assert "updated" in text(tree, "//article/p[@class='meta']")


@pytest.mark.parametrize(
    ("basis", "words", "expected"),
    [
        ("caption", "February 26, 2025", "from the picture caption (“February 26, 2025”)"),
        ("dateline", "PARIS, Feb 26", "from the dateline (“PARIS, Feb 26”)"),
        ("text", "", "from the text"),
        ("metadata", "", "from the document’s own data"),
        ("override", "", "set by the publisher"),
        ("ledger", "", "the article names none; it was first published here on 22 November 2026"),
    ],
)
def test_it_says_where_the_date_comes_from(basis: DateBasis, words: str, expected: str) -> None:
    article = replace(ARTICLE, provenance=replace(ARTICLE.provenance, date=Evidence(basis, words)))
    assert text(page(article), "//dl/dd[1]") == expected


def test_structured_data_says_what_the_page_says() -> None:
    (data,) = strings(page(SECOND), "//script[@type='application/ld+json']/text()")
    said = json.loads(data)
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == SECOND.headline
    assert said["datePublished"] == SECOND.published.isoformat()
    assert [author["name"] for author in said["author"]] == ["Ann Example", "Bo Sample"]


def test_hostile_words_stay_words() -> None:
    feed = compose([HOSTILE], CHANNEL)
    for data in pages(feed):
        tree = document_fromstring(data.decode())
        assert set(strings(tree, "//script/@type")) <= {"application/ld+json"}
        assert len(elements(tree, "//script")) == len(strings(tree, "//script/@type"))
        assert not strings(tree, "//@onclick")
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data)
        assert not [link for link in strings(tree, "//a/@href") if "javascript" in link]
    (data_block,) = strings(page(HOSTILE), "//script/text()")
    assert json.loads(data_block)["headline"] == feed.entries[0].title


def test_right_to_left() -> None:
    tree = page(ARABIC)
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert strings(tree, "//footer/@dir") == ["ltr"]
    front = document_fromstring(index_page(compose([ARABIC, ARTICLE], CHANNEL)).decode())
    assert front.get("lang") == "en"
    assert strings(front, "//ol/li/@dir") == ["rtl"]


def test_a_page_needs_nothing_but_itself() -> None:
    for data in pages(compose(ALL, CHANNEL)):
        tree = document_fromstring(data.decode())
        assert not elements(tree, "//script[@src] | //link[@rel='stylesheet'] | //iframe")
        assert b"url(" not in data
        assert b"@import" not in data


def test_pages_work_from_a_disk() -> None:
    for data in pages(compose([ARTICLE], CHANNEL)):
        links = strings(document_fromstring(data.decode()), "//body//a/@href")
        assert links
        assert not [link for link in links if link.startswith(("http", "/"))]


def test_a_summary_that_begins_the_text_is_not_said_twice() -> None:
    assert not elements(page(ARTICLE), "//p[@class='standfirst']")
    other = replace(ARTICLE, summary="Boats sail again.")
    assert text(page(other), "//p[@class='standfirst']") == "Boats sail again."


def test_names_from_right_to_left_move_no_date() -> None:
    assert names(("رويترز",)) == "<bdi>رويترز</bdi>"
    assert names(("Ann & Ben", "Cem")) == "Ann &amp; Ben, Cem"
    assert names(("Ann", "דן")) == "<bdi>Ann, דן</bdi>"
