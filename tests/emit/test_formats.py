"""Each format as its specification and its readers want it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from by_hand import ALL, ARABIC, ARTICLE, CHANNEL, HOSTILE, NOON, SECOND
from lxml import etree

from feeds.build import files_of
from feeds.check import check
from feeds.emit.atom import atom
from feeds.emit.feed import compose, direction
from feeds.emit.jsonfeed import json_feed
from feeds.emit.opml import opml
from feeds.emit.rss import rss
from feeds.source.source import Source

FULL = replace(CHANNEL, hub="https://hub.example.org/", icon="https://example.org/icon.png")
FEEDS = ("rss.xml", "atom.xml", "feed.json", "feeds.opml")


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("channel", [CHANNEL, FULL], ids=["least", "full"])
def test_the_checker_has_nothing_to_say(name: str, channel: object) -> None:
    assert isinstance(channel, type(CHANNEL))
    data = files_of(compose([ARTICLE, SECOND, ARABIC], channel))[name]
    report = check(Source(name, data, channel.home + name), now=dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
    assert report.valid
    assert [finding.message for finding in report.findings] == []


@pytest.mark.parametrize("name", FEEDS)
def test_the_checker_finds_no_error_in_hostile_articles(name: str) -> None:
    data = files_of(compose(ALL, CHANNEL))[name]
    report = check(Source(name, data, CHANNEL.home + name), now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert report.valid, [finding.message for finding in report.findings]


def test_atom_says_html_only_of_words_that_look_like_it() -> None:
    def title(headline: str) -> tuple[str | None, str | None]:
        element = etree.fromstring(atom(compose([replace(ARTICLE, headline=headline)], CHANNEL))).find(
            "{*}entry/{*}title"
        )
        assert element is not None
        return element.get("type"), element.text

    assert title("R & D: 5 < 6") == (None, "R & D: 5 < 6")
    assert title("The <b> tag") == ("html", "The &lt;b&gt; tag")
    assert title("Why &amp; is five letters") == ("html", "Why &amp;amp; is five letters")


def test_rss_has_the_order_that_readers_need() -> None:
    root = etree.fromstring(rss(compose([SECOND], FULL)))
    item = root.find("channel/item")
    assert item is not None
    order = names(item)
    assert order[:4] == ["title", "link", "description", "encoded"]
    assert order.count("creator") == 2
    assert names(root[0])[-1] == "item", "everything about the channel stands before its items"


def test_rss_image_says_what_the_channel_says() -> None:
    image = etree.fromstring(rss(compose([ARTICLE], FULL))).find("channel/image")
    assert image is not None
    assert [child.text for child in image] == ["https://example.org/icon.png", "Example News", CHANNEL.home]
    assert b"<url>https://example.org/news/feed-icon.png</url>" in rss(compose([ARTICLE], CHANNEL))


def test_plain_texts_in_rss_use_the_one_safe_spelling() -> None:
    document = rss(compose([replace(ARTICLE, headline="R&D <up>", summary="5 < 6 & 7")], replace(CHANNEL, title="A&B")))
    assert b"<title>R&#x26;D &#x3C;up&gt;</title>" in document
    assert b"<title>A&#x26;B</title>" in document
    assert b"<description>5 &amp;lt; 6 &amp;amp; 7</description>" in document, "HTML within XML: escaped twice"


def test_cdata_end_marks_survive() -> None:
    root = etree.fromstring(rss(compose([HOSTILE], CHANNEL)))
    content = root.find(".//{http://purl.org/rss/1.0/modules/content/}encoded")
    assert content is not None
    assert (content.text or "").startswith("<p>]]&gt;  a &amp; b</p>")


def test_the_date_of_a_change_is_in_rss_only_where_there_was_one() -> None:
    document = rss(compose([ARTICLE, SECOND], CHANNEL))
    assert document.count(b"<atom:updated>") == 1
    assert SECOND.updated.isoformat().encode() in document


def test_only_used_namespaces_are_declared() -> None:
    assert b"media" not in rss(compose([ARTICLE], CHANNEL))
    assert b'xmlns:media="http://search.yahoo.com/mrss/"' in rss(compose([SECOND], CHANNEL))
    assert b"ns0" not in rss(compose(ALL, FULL)) + atom(compose(ALL, FULL))


def test_json_feed_leaves_out_what_is_not_known() -> None:
    least = json.loads(json_feed(compose([replace(ARTICLE, language="und")], replace(CHANNEL, language=""))))
    assert set(least) == {
        "version",
        "title",
        "home_page_url",
        "feed_url",
        "description",
        "authors",
        "icon",
        "favicon",
        "items",
    }
    full = json.loads(json_feed(compose([SECOND], FULL)))
    assert full["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert full["items"][0]["image"] == "https://example.org/b.jpg"


def test_a_site_without_an_icon_gets_one() -> None:
    assert files_of(compose(ALL, CHANNEL))["feed-icon.png"].startswith(b"\x89PNG")
    assert "feed-icon.png" not in files_of(compose(ALL, FULL))


def test_opml_is_one_subscription() -> None:
    root = etree.fromstring(opml(compose(ALL, CHANNEL)))
    (outline,) = root.findall("body/outline")
    assert outline.get("xmlUrl") == "https://example.org/news/rss.xml"
    assert outline.get("text") == outline.get("title") == "Example News"


def test_no_two_entries_are_updated_in_one_second() -> None:
    same = [replace(ARTICLE, uri=f"tag:example.org,2026:{n}", slug=f"a{n}") for n in range(3)]
    feed = compose(same, CHANNEL)
    assert sorted(entry.updated - NOON for entry in feed.entries) == [dt.timedelta(seconds=n) for n in range(3)]


def test_the_limit_keeps_the_newest_and_forgets_nothing() -> None:
    feed = compose(ALL, replace(CHANNEL, limit=2))
    assert [entry.id for entry in feed.entries] == [ARTICLE.uri, SECOND.uri]
    assert [entry.id for entry in feed.earlier] == [HOSTILE.uri, ARABIC.uri]
    assert set(files_of(feed)) >= {"articles/mina.html", "articles/mina.json"}
    assert b"articles/mina.html" in files_of(feed)["index.html"]


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_is_not_to_be_shown_is_nowhere(status: str) -> None:
    assert status in ("withheld", "canceled")
    hidden = replace(SECOND, status="withheld" if status == "withheld" else "canceled")
    files = files_of(compose([ARTICLE, hidden], CHANNEL))
    assert not any(b"Bridge" in data for data in files.values())


def test_nothing_to_show_is_no_feed() -> None:
    with pytest.raises(ValueError, match="at least one article"):
        compose([], CHANNEL)


def test_authors_are_the_articles_else_the_agencies_else_the_publisher() -> None:
    agency = replace(ARTICLE, agencies=("Example Agency",))
    both = replace(agency, authors=("Ann",))
    assert [compose([each], CHANNEL).entries[0].authors for each in (ARTICLE, agency, both)] == [
        ("Example News",),
        ("Example Agency",),
        ("Ann",),
    ]


def test_right_to_left_content_says_so_to_readers() -> None:
    (entry,) = compose([ARABIC], CHANNEL).entries
    assert entry.html == f'<div dir="rtl" lang="ar">{ARABIC.html}</div>'


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("az-Arab", "rtl"),
        ("az", "ltr"),
        ("ur-Latn", "ltr"),
        ("FA-ir", "rtl"),
        ("", "ltr"),
        (None, "ltr"),
    ],
)
def test_direction(language: str | None, expected: str) -> None:
    assert direction(language) == expected
