"""The front page of a long site, and its pages of articles by month: each article is found, each page is small."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath

import pytest
from by_hand import ARABIC, ARTICLE, CHANNEL, NOON
from lxml.html import HtmlElement, document_fromstring

from feeds.build import leading
from feeds.emit import shelves
from feeds.emit.earlier import earlier
from feeds.emit.feed import Entry, Feed, assemble, compose, page_path
from feeds.emit.index import index_page
from feeds.emit.plan import Arranged
from feeds.emit.spec import Site

ENTRY = compose([ARTICLE], CHANNEL).entries[0]
DAY = dt.timedelta(days=1)


def entry(number: int, published: dt.datetime) -> Entry:
    uri = f"tag:example.org,2026:a{number}"
    article = replace(ARTICLE, uri=uri, slug=f"a{number}")
    return replace(ENTRY, id=uri, title=f"Article {number}", published=published, updated=published, article=article)


def made(entries: Sequence[Entry], limit: int = 50) -> Feed:
    ordered = sorted(entries, key=lambda one: (-one.published.timestamp(), one.id))
    return assemble(ordered[:limit], replace(CHANNEL, limit=limit), ordered[limit:])


def site(feed: Feed) -> dict[str, bytes]:
    """The front page and what stands on the pages by month."""
    beyond, pages = earlier(feed)
    return {**pages, "index.html": index_page(feed, beyond)}


def spread(count: int, apart: dt.timedelta) -> Feed:
    return made([entry(number, NOON - number * apart) for number in range(count)])


def links(page: bytes) -> list[str]:
    found = document_fromstring(page.decode()).xpath("//body//a/@href")
    assert isinstance(found, list)
    return [str(one) for one in found]


def led_to(files: dict[str, bytes]) -> set[str]:
    """All articles that links lead to from the front page; every page by month that they lead to is there."""
    seen, waiting, articles = {"index.html"}, ["index.html"], set()
    while waiting:
        page = waiting.pop()
        for link in links(files[page]):
            name = normpath(f"{PurePosixPath(page).parent}/{link.partition('#')[0]}")
            if name.startswith("articles/"):
                articles.add(name)
            elif name.endswith(".html") and name not in seen:
                assert name in files, (page, link)
                seen.add(name)
                waiting.append(name)
    assert seen == files.keys()
    return articles


def paths(feed: Feed) -> set[str]:
    return {page_path(one.article.slug) for one in feed.everything}


@pytest.mark.parametrize("count", [3, 50, 51, 550])
def test_what_the_front_page_has_room_for_is_on_it(count: int) -> None:
    feed = spread(count, DAY)
    files = site(feed)
    assert list(files) == ["index.html"]
    assert files["index.html"] == index_page(feed), "as if there were no limit"
    assert led_to(files) == paths(feed)


# A day apart, forty a day, all at one moment.
@pytest.mark.parametrize("apart", [DAY, DAY / 40, DAY * 0], ids=str)
def test_every_article_is_found_and_no_page_is_large(apart: dt.timedelta) -> None:
    feed = spread(20_000, apart)
    files = site(feed)
    assert led_to(files) == paths(feed)
    assert len(files["index.html"]) < 200_000
    assert max(map(len, files.values())) < 250_000
    lines = {name: page.count(b"<li") for name, page in files.items() if name != "index.html"}
    assert max(lines.values()) <= shelves.FULL
    assert sum(link.startswith("articles/") for link in links(files["index.html"])) == 50 + shelves.SHOWN


def test_a_month_has_all_its_articles_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHOWN", 5)
    feed = made([entry(number, NOON - number * DAY) for number in range(80)], limit=10)
    files = site(feed)
    assert sorted(files)[:3] == ["earlier/2024-12.html", "earlier/2025-01.html", "earlier/2025-02.html"]
    named = [link for link in links(files["earlier/2025-02.html"]) if "articles" in link]
    assert named == [f"../articles/a{number}.html" for number in range(26)]


def test_the_head_of_a_page_says_what_it_is_and_what_is_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHOWN", 5)
    files = site(spread(150, DAY))
    tree = document_fromstring(files["earlier/2024-12.html"].decode())
    assert tree.findtext("head/title") == "December 2024 – Example News"
    assert tree.findtext(".//h1") == "December 2024"
    assert tree.get("lang") == "en"
    rels = {str(one.get("rel")): one.get("href") for one in tree.findall("head/link") if one.get("rel") != "alternate"}
    assert rels == {
        "canonical": "https://example.org/news/earlier/2024-12.html",
        "icon": "../feed-icon.png",
        "prev": "2024-11.html",
        "next": "2025-01.html",
    }
    assert "../index.html" in links(files["earlier/2024-12.html"])
    assert b"width=device-width" in files["earlier/2024-12.html"]
    assert b"prefers-color-scheme:dark" in files["earlier/2024-12.html"]
    first = document_fromstring(files[min(files)].decode())
    assert not [one for one in first.findall("head/link") if one.get("rel") == "prev"]


def test_pages_of_an_arabic_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHOWN", 0)
    channel = replace(CHANNEL, language="ar", limit=1)
    files = site(compose([ARABIC, replace(ARABIC, uri="tag:x,2026:y", slug="y", headline="<ثاني>")], channel))
    tree = document_fromstring(files["earlier/2025-02.html"].decode())
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    for ours in ("h1", "nav"):
        elements = list(tree.iter(ours))
        assert elements
        assert all(isinstance(one, HtmlElement) and one.get("dir") == "ltr" for one in elements)
    front = document_fromstring(files["index.html"].decode())
    assert front.xpath("string(//section[h2='Earlier, by month']/@lang)") == "en"


def test_an_insertion_changes_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHOWN", 5)
    monkeypatch.setattr(shelves, "FULL", 20)
    entries = [entry(number, NOON - number * DAY / 3) for number in range(400)]
    entries += [entry(number, NOON - 60 * DAY) for number in range(400, 500)]
    before = site(made(entries))
    for when, name in (
        (NOON - 20 * DAY, "earlier/2025-02-06.html"),
        (NOON - 60 * DAY, "earlier/2024-12-28-2.html"),  # among very many of one moment
    ):
        uris = (entry(number, when) for number in range(1000, 2000))
        new = next(one for one in uris if shelves.file(shelves.place(when, one.id)).startswith(name[:-5]))
        after = site(made([*entries, new]))
        assert [one for one in after if after[one] != before.get(one)] == [name]
    newest = site(made([*entries, entry(1000, NOON + DAY / 9)]))
    changed = [one for one in newest if newest[one] != before.get(one)]
    assert changed == ["earlier/2025-02-26.html", "index.html"]
    later = site(made([*entries, entry(1000, NOON + 30 * DAY)]))
    assert [one for one in later if later[one] != before.get(one)] == ["index.html"], "its month has no page yet"


def test_what_is_led_to_is_written_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FULL", 20)
    names = list(leading(spread(600, DAY * 0), Arranged(spread(1, DAY)), Site(), None, lambda one: one))
    pages = [name for name in names if name.startswith("earlier/")]
    assert pages[-1] == "earlier/2025-02.html"
    assert pages[-2] == "earlier/2025-02-26.html"
    assert names.index("index.html") == names.index(pages[-1]) + 1


def test_names_say_where_an_article_stands() -> None:
    place = shelves.place(dt.datetime(2026, 3, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))), "urn:x")
    assert place.startswith("2026-02-28-"), "days are those of UTC, as pages say them"
    chain = list(shelves.chain(place))
    assert chain[:3] == [place[:7], place[:10], place[:12]]
    assert chain[-1] == place
    assert [shelves.above(one) for one in chain] == ["", *chain[:-1]]
    assert all(shelves.FILE.fullmatch(shelves.file(one)) for one in chain)
