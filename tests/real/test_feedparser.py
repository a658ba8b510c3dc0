"""feedparser: RSS and Atom, the library under many a reader; https://feedparser.readthedocs.io/."""

import calendar
import datetime as dt
import time
from typing import Protocol, cast

import pytest
from loopback import Server
from publisher import AFTER, MENDED_TITLE, Site, words

pytestmark = [pytest.mark.real("feedparser", "nginx"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]


class Content(Protocol):
    value: str


class Entry(Protocol):
    id: str
    title: str
    link: str
    author: str
    summary: str
    published_parsed: time.struct_time
    updated_parsed: time.struct_time
    content: list[Content]


class Parsed(Protocol):
    """What feedparser.parse() gives, as far as a reader looks at it; the library has no types of its own."""

    bozo: bool
    version: str
    status: int
    etag: str
    modified: str
    entries: list[Entry]


def parse(url: str, etag: str | None = None, modified: str | None = None) -> Parsed:
    import feedparser  # type: ignore[import-untyped] # it has none

    return cast("Parsed", feedparser.parse(url, etag=etag, modified=modified))


def moment(parsed: time.struct_time) -> dt.datetime:
    return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)


FORMATS = pytest.mark.parametrize(("name", "version"), [("rss.xml", "rss20"), ("atom.xml", "atom10")])


@FORMATS
def test_shows_every_article(server: Server, site: Site, name: str, version: str) -> None:
    parsed = parse(server.url + name)
    assert (parsed.bozo, parsed.version, parsed.status) == (False, version, 200)
    shown = [
        (entry.id, entry.title, entry.link, entry.author, words(entry.summary), words(entry.content[0].value))
        for entry in parsed.entries
    ]
    expected = [
        (item.id, item.title, item.url, item.author, words(item.summary), words(item.html)) for item in site.items()
    ]
    assert shown == expected
    assert [moment(entry.published_parsed) for entry in parsed.entries] == [item.published for item in site.items()]


@FORMATS
def test_gets_304_after_a_rebuild(server: Server, site: Site, name: str, version: str) -> None:
    first = parse(server.url + name)
    assert first.version == version
    site.build()
    again = parse(server.url + name, first.etag, first.modified)
    assert (again.status, again.entries) == (304, [])


@FORMATS
def test_shows_an_edit_under_the_same_id(server: Server, site: Site, name: str, version: str) -> None:
    first = parse(server.url + name)
    before = {entry.id: entry for entry in first.entries}
    site.mend()
    site.build()
    again = parse(server.url + name, first.etag, first.modified)
    assert (again.status, again.version, len(again.entries)) == (200, version, len(before))
    changed = [entry for entry in again.entries if entry.content != before[entry.id].content]
    assert [entry.title for entry in changed] == [MENDED_TITLE]
    assert AFTER in changed[0].content[0].value
    assert changed[0].published_parsed == before[changed[0].id].published_parsed
    if version == "atom10":  # RSS has no element for it
        assert changed[0].updated_parsed > before[changed[0].id].updated_parsed
