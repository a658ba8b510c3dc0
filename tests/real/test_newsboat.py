"""newsboat: RSS and Atom; https://newsboat.org/."""

import os
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Server
from publisher import AFTER, BEFORE, MENDED_TITLE, Site, words

pytestmark = pytest.mark.real("newsboat", "nginx")


@dataclass(frozen=True)
class Row:
    guid: str
    title: str
    url: str
    author: str
    published: int
    content: str
    unread: bool


@dataclass(frozen=True)
class Newsboat:
    """newsboat with one subscription, in a home of its own."""

    home: Path

    def subscribe(self, url: str) -> None:
        self.home.mkdir()
        (self.home / "urls").write_text(url + "\n", encoding="utf-8")
        (self.home / "config").touch()

    def reload(self) -> None:
        files = [
            f"{option}{self.home / name}" for option, name in (("-C", "config"), ("-u", "urls"), ("-c", "cache.db"))
        ]
        subprocess.run(
            ["newsboat", *files, "-x", "reload"],
            env={**os.environ, "HOME": str(self.home)},
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )

    def read_everything(self) -> None:
        with closing(sqlite3.connect(self.home / "cache.db")) as cache, cache:
            cache.execute("update rss_item set unread = 0")

    def rows(self) -> list[Row]:
        with closing(sqlite3.connect(self.home / "cache.db")) as cache:
            found = cache.execute(
                "select guid, title, url, author, pubDate, content, unread from rss_item order by pubDate"
            )
            return [
                Row(guid, title, url, author, published, content, bool(unread))
                for guid, title, url, author, published, content, unread in found
            ]


@pytest.fixture(params=["rss.xml", "atom.xml"])
def newsboat(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Newsboat:
    newsboat = Newsboat(tmp_path / "newsboat")
    newsboat.subscribe(server.url + request.param)
    newsboat.reload()
    return newsboat


def test_shows_every_article(newsboat: Newsboat, site: Site) -> None:
    expected = [
        (item.id, item.title, item.url, item.author, item.published.timestamp(), words(item.html), True)
        for item in sorted(site.items(), key=lambda item: item.published)
    ]
    shown = [
        (row.guid, row.title, row.url, row.author, row.published, words(row.content), row.unread)
        for row in newsboat.rows()
    ]
    assert shown == expected


def test_shows_nothing_twice_after_a_rebuild(newsboat: Newsboat, site: Site, server: Server) -> None:
    newsboat.read_everything()
    before = newsboat.rows()
    site.build()
    newsboat.reload()  # newsboat keeps the validators of a feed from its second visit on
    server.requests()
    newsboat.reload()
    assert [(request.conditional, request.status) for request in server.requests()] == [(True, 304)]
    assert newsboat.rows() == before


def test_shows_an_edit_in_its_place(newsboat: Newsboat, site: Site) -> None:
    newsboat.read_everything()
    before = {row.guid: row for row in newsboat.rows()}
    site.mend()
    site.build()
    newsboat.reload()
    changed = [row for row in newsboat.rows() if row != before[row.guid]]
    assert [row.title for row in changed] == [MENDED_TITLE]
    assert AFTER in changed[0].content
    assert BEFORE not in changed[0].content
    assert not changed[0].unread
    assert len(newsboat.rows()) == len(before)
