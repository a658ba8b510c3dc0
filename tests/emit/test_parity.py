"""The three formats say the same: ids, order, titles, dates to the second, authors, content."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from html import unescape

from by_hand import ALL, ARTICLE, CHANNEL
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds.articles.article import Article
from feeds.emit.atom import atom
from feeds.emit.feed import Feed, compose
from feeds.emit.jsonfeed import json_feed
from feeds.emit.rss import rss

A = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Item:
    id: str
    url: str
    title: str
    summary: str
    html: str
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    language: str | None


@dataclass(frozen=True)
class Whole:
    title: str
    home: str
    description: str
    language: str | None
    items: tuple[Item, ...]


def text(element: etree._Element, name: str) -> str:
    child = element.find(name)
    assert child is not None, name
    return child.text or ""


def texts(element: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(child.text or "" for child in element.iterfind(name))


def plain(element: etree._Element, name: str) -> str:
    """The words of an Atom text construct."""
    child = element.find(name)
    assert child is not None
    return unescape(child.text or "") if child.get("type") == "html" else child.text or ""


def from_rss(document: bytes) -> Whole:
    channel = etree.fromstring(document)[0]
    items = []
    for item in channel.iterfind("item"):
        published = parsedate_to_datetime(text(item, "pubDate"))
        changed = texts(item, f"{A}updated")
        items.append(
            Item(
                text(item, "guid"),
                text(item, "link"),
                text(item, "title"),
                unescape(text(item, "description")),
                text(item, CONTENT),
                published,
                dt.datetime.fromisoformat(changed[0]) if changed else published,
                texts(item, f"{DC}creator"),
                texts(item, "category"),
                next(iter(texts(item, f"{DC}language")), None),
            )
        )
    language = next(iter(texts(channel, "language")), None)
    return Whole(text(channel, "title"), text(channel, "link"), text(channel, "description"), language, tuple(items))


def from_atom(document: bytes) -> Whole:
    root = etree.fromstring(document)

    def link(element: etree._Element) -> str:
        (href,) = [each.get("href") for each in element.iterfind(f"{A}link") if each.get("rel") == "alternate"]
        assert isinstance(href, str)
        return href

    items = tuple(
        Item(
            text(entry, f"{A}id"),
            link(entry),
            plain(entry, f"{A}title"),
            plain(entry, f"{A}summary"),
            text(entry, f"{A}content"),
            dt.datetime.fromisoformat(text(entry, f"{A}published")),
            dt.datetime.fromisoformat(text(entry, f"{A}updated")),
            tuple(text(author, f"{A}name") for author in entry.iterfind(f"{A}author")),
            tuple(str(category.get("term")) for category in entry.iterfind(f"{A}category")),
            entry.get(LANG),
        )
        for entry in root.iterfind(f"{A}entry")
    )
    return Whole(text(root, f"{A}title"), link(root), text(root, f"{A}subtitle"), root.get(LANG), items)


def from_json(document: bytes) -> Whole:
    feed = json.loads(document)
    items = tuple(
        Item(
            item["id"],
            item["url"],
            item["title"],
            item["summary"],
            item["content_html"],
            dt.datetime.fromisoformat(item["date_published"]),
            dt.datetime.fromisoformat(item["date_modified"]),
            tuple(author["name"] for author in item["authors"]),
            tuple(item.get("tags", ())),
            item.get("language"),
        )
        for item in feed["items"]
    )
    return Whole(feed["title"], feed["home_page_url"], feed["description"], feed.get("language"), items)


def agree(feed: Feed) -> Whole:
    whole = from_json(json_feed(feed))
    assert from_rss(rss(feed)) == whole
    assert from_atom(atom(feed)) == whole
    return whole


def test_the_formats_agree() -> None:
    whole = agree(compose(ALL, CHANNEL))
    assert [item.id for item in whole.items] == [article.uri for article in ALL]
    assert whole.items[0].html == ARTICLE.html


def test_they_agree_without_any_language() -> None:
    whole = agree(compose([replace(ARTICLE, language="und")], replace(CHANNEL, language="")))
    assert whole.language is None
    assert whole.items[0].language is None


def test_the_usual_language_is_the_feeds() -> None:
    assert compose(ALL, replace(CHANNEL, language="")).language == "en"


MOMENTS = st.integers(631152000, 4102444800).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))  # 1990–2100


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    words = st.text(max_size=60)
    count = draw(st.integers(1, 4))
    return [
        replace(
            ARTICLE,
            uri=f"tag:example.org,2026:a{number}",
            slug=f"a{number}",
            headline=draw(words),
            summary=draw(words),
            text=draw(words),
            html=draw(words),
            authors=tuple(draw(st.lists(words, max_size=2))),
            subjects=tuple(draw(st.lists(words, max_size=2))),
            published=draw(MOMENTS),
            updated=draw(MOMENTS),
        )
        for number in range(count)
    ]


@given(articles())
def test_they_agree_whatever_the_articles_say(some: list[Article]) -> None:
    whole = agree(compose(some, CHANNEL))
    assert len(whole.items) == len(some)
    moments = [item.updated for item in whole.items]
    assert len(set(moments)) == len(moments), "two entries were updated in one second"
    assert all(item.updated >= item.published for item in whole.items)
    assert [item.published for item in whole.items] == sorted((item.published for item in whole.items), reverse=True)
    assert all(item.title and item.authors for item in whole.items)
