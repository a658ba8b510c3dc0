"""feedgen 1.0.0's measured defects, F1 to F14: none of them reaches a subscriber."""

import datetime as dt
import locale
import threading
from dataclasses import replace

import pytest
from by_hand import ALL, ARTICLE, CHANNEL, HOSTILE, NOON, SECOND
from lxml import etree

from feeds.emit.atom import atom
from feeds.emit.feed import compose
from feeds.emit.rss import rss

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
HUB = replace(CHANNEL, hub="https://hub.example.org/")


def found(document: bytes, path: str) -> list[str]:
    """The strings that an XPath finds."""
    result = etree.fromstring(document).xpath(path, namespaces=NS)
    assert isinstance(result, list)
    return [str(each) for each in result]


def test_f1_atom_entry_links_keep_their_attributes() -> None:
    document = atom(compose([SECOND], CHANNEL))
    assert found(document, "//a:entry/a:link/@rel") == ["alternate", "enclosure"]
    assert found(document, "//a:entry/a:link/@type") == ["text/html", "image/jpeg"]


def test_f2_rss_link_is_the_home_page_and_not_the_last_link() -> None:
    assert found(rss(compose([ARTICLE], HUB)), "/rss/channel/link/text()") == ["https://example.org/news/"]


def test_f3_the_hub_is_in_rss_too() -> None:
    document = rss(compose([ARTICLE], HUB))
    assert found(document, "/rss/channel/a:link/@rel") == ["self", "hub"]
    assert found(document, "/rss/channel/a:link/@href") == [
        "https://example.org/news/rss.xml",
        "https://hub.example.org/",
    ]


def test_f4_atom_content_is_html_and_never_cdata() -> None:
    assert found(atom(compose([ARTICLE], CHANNEL)), "//a:content/@type") == ["html"]


def test_f5_an_author_without_mail_address_is_in_rss() -> None:
    document = rss(compose([ARTICLE, SECOND], CHANNEL))
    assert found(document, "//item/dc:creator/text()") == ["Example News", "Ann Example", "Bo Sample"]


def test_f6_f12_all_pictures_are_in_rss_with_numbers_and_no_made_up_length() -> None:
    two = replace(SECOND, pictures=(*SECOND.pictures, replace(SECOND.pictures[0], href="https://example.org/c.jpg")))
    document = rss(compose([two], CHANNEL))
    assert found(document, "//media:content/@url") == ["https://example.org/b.jpg", "https://example.org/c.jpg"]
    assert found(document, "//media:content/@width") == ["800", "800"]
    assert not found(document, "//enclosure/@length")


def test_f7_updated_is_the_newest_entrys_and_never_the_clocks() -> None:
    feed = compose([ARTICLE, SECOND], CHANNEL)
    assert found(atom(feed), "/a:feed/a:updated/text()") == [SECOND.updated.isoformat()]
    assert found(atom(feed), "//a:entry/a:updated/text()") == [ARTICLE.updated.isoformat(), SECOND.updated.isoformat()]
    assert found(rss(feed), "/rss/channel/lastBuildDate/text()") == ["Fri, 28 Feb 2025 12:00:00 +0000"]


def test_f8_entries_are_newest_first_however_they_come() -> None:
    newest_first = [article.uri for article in ALL]
    for articles in (ALL, ALL[::-1]):
        feed = compose(articles, CHANNEL)
        assert found(rss(feed), "//item/guid/text()") == newest_first
        assert found(atom(feed), "//a:entry/a:id/text()") == newest_first


def test_f9_no_character_ends_the_build() -> None:
    feed = compose([HOSTILE], CHANNEL)
    assert found(rss(feed), "//item/dc:creator/text()") == ["<i>Eve</i> & Co"]
    assert found(atom(feed), "//a:summary/text()") == ["5 < 6 & 7 > 2 ]]>"]
    assert any("U+0000" in note for note in feed.notes)


@pytest.mark.parametrize("field", ["published", "updated"])
def test_f10_a_date_without_a_zone_is_refused_by_name(field: str) -> None:
    naive = NOON.replace(tzinfo=None)
    article = replace(ARTICLE, published=naive) if field == "published" else replace(ARTICLE, updated=naive)
    with pytest.raises(ValueError, match="harbour-reopens"):
        compose([article], CHANNEL)


def test_f11_nothing_that_feedgen_writes_wrongly_is_written() -> None:
    feed = compose(ALL, HUB)
    assert not found(rss(feed), "//textInput/@*")
    assert not found(atom(feed), "//a:source/text()")
    assert not found(atom(feed), "//a:content/@src")


def test_f13_the_locale_is_never_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> str:
        raise AssertionError("locale.setlocale was called")

    monkeypatch.setattr(locale, "setlocale", forbidden)
    feed = compose(ALL, CHANNEL)
    assert b"Wed, 26 Feb 2025 12:00:00 +0000" in rss(feed)
    atom(feed)


def test_f13_threads_do_not_disturb_each_other() -> None:
    feed = compose(ALL, CHANNEL)
    alone = rss(feed)
    together: list[bytes] = []
    threads = [threading.Thread(target=lambda: together.append(rss(feed))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone] * 8


def test_f14_ids_are_guids_that_are_no_permalinks() -> None:
    document = rss(compose([ARTICLE], CHANNEL))
    assert found(document, "//item/guid/@isPermaLink") == ["false"]
    assert found(document, "//item/guid/text()") == [ARTICLE.uri]
    assert found(atom(compose([ARTICLE], CHANNEL)), "//a:entry/a:id/text()") == [ARTICLE.uri]


def test_zones_survive() -> None:
    east = dt.timezone(dt.timedelta(hours=2))
    article = replace(ARTICLE, published=NOON.astimezone(east), updated=NOON.astimezone(east))
    feed = compose([article], CHANNEL)
    assert found(rss(feed), "//item/pubDate/text()") == ["Wed, 26 Feb 2025 14:00:00 +0200"]
    assert found(atom(feed), "//a:published/text()") == ["2025-02-26T14:00:00+02:00"]
