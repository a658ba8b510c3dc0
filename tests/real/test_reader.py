"""reader: all three formats, each kept in a database; https://reader.readthedocs.io/."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from loopback import Server
from publisher import AFTER, MENDED_TITLE, Site, words

if TYPE_CHECKING:
    from reader import Reader

# reader's own copy of feedparser imports what Python 3.13 removes, and says so when imported.
pytestmark = [pytest.mark.real("reader", "nginx"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(params=["rss.xml", "atom.xml", "feed.json"])
def library(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> "Iterator[Reader]":
    from reader import make_reader

    reader = make_reader(str(tmp_path / "reader.sqlite"))
    reader.add_feed(server.url + request.param)
    reader.update_feeds()
    yield reader
    reader.close()


def poll(library: "Reader") -> tuple[int, int]:
    """How many entries are new and how many modified; a feed that could not be read is an error."""
    (result,) = library.update_feeds_iter(scheduled=False)
    assert not isinstance(result.value, Exception), result.value
    return (result.value.new, result.value.modified) if result.value else (0, 0)


def aware(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(dt.UTC) if moment else None


def test_shows_every_article(library: "Reader", site: Site) -> None:
    assert [feed.last_exception for feed in library.get_feeds()] == [None]
    shown = {
        (entry.id, entry.title, entry.link, entry.author, aware(entry.published), *words(entry.content[0].value))
        for entry in library.get_entries()
    }
    expected = {
        (item.id, item.title, item.url, item.author, aware(item.published), *words(item.html)) for item in site.items()
    }
    assert shown == expected


def test_shows_nothing_twice_after_a_rebuild(library: "Reader", site: Site, server: Server) -> None:
    site.build()
    server.requests()
    assert poll(library) == (0, 0)
    assert [(request.conditional, request.status) for request in server.requests()] == [(True, 304)]


def test_shows_an_edit_as_an_edit(library: "Reader", site: Site) -> None:
    for entry in library.get_entries():
        library.mark_entry_as_read(entry)
    site.mend()
    site.build()
    assert poll(library) == (0, 1)
    edited = [entry for entry in library.get_entries() if AFTER in entry.content[0].value]
    assert [entry.title for entry in edited] == [MENDED_TITLE]
    assert all(entry.read for entry in library.get_entries())
