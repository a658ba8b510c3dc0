"""Readers: by what each knows an item again, and what it does with an edit.

Each row rests on the reader's own source or documentation, at the address that stands there, or on what it did when it
was tried (tests/diff tries some of them again). Options that change this are left as they are when installed.
"""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from feeds.diff.snapshot import Family, Item

Key = Callable[[Item], tuple[str, ...] | None]
Field = Literal["title", "link", "content", "summary", "date", "updated", "enclosures"]
ALL = frozenset[Family](("rss", "atom", "json"))
XML = frozenset[Family](("rss", "atom"))


class Reader(NamedTuple):
    """A reader: formats that it ``reads``, the ``key`` of an item (None: it leaves the item out), ``by`` in words.

    ``again`` is the key of a further item under a key that the feed has used before (None: such an item is not shown).
    ``edits``: an item that is known is ``replaced`` with what the feed says now, or the edit is ``ignored``.
    """

    name: str
    reads: frozenset[Family]
    key: Key
    by: str
    edits: Literal["replaced", "ignored"]
    source: str
    again: Key | None = None

    def keys(self, items: Iterable[Item]) -> list[tuple[str, ...] | None]:
        """The keys of a feed's items, in their order."""
        met: set[tuple[str, ...]] = set()
        found: list[tuple[str, ...] | None] = []
        for item in items:
            key = self.key(item)
            if key in met and self.again is not None:
                key = self.again(item)
            if key is not None:
                met.add(key)
            found.append(key)
        return found


def _newsboat(item: Item) -> tuple[str, ...] | None:
    if item.id:
        return (item.id,)
    return (item.link + item.date,) if item.link else (item.title,)


def _sfeed(item: Item) -> tuple[str, ...] | None:
    return (item.id, item.link, item.title)


def _rss2email(item: Item) -> tuple[str, ...] | None:
    return (item.id,) if item.id else ("", item.content or item.link or item.title)


def _id_or_link(item: Item) -> tuple[str, ...] | None:
    one = item.id or item.link
    return (one,) if one else None


def _miniflux(item: Item) -> tuple[str, ...] | None:
    return (item.id or item.link or item.title + item.content,)


def _netnewswire(item: Item) -> tuple[str, ...] | None:
    return (item.id,) if item.id else ("", item.link or item.title, item.date)


def _ttrss(item: Item) -> tuple[str, ...] | None:
    one = item.id or item.link or item.headline.lower()
    return (one,) if one else None


def _simplepie(item: Item) -> tuple[str, ...] | None:
    return (item.id,) if item.id else ("", item.link + item.title + item.content)


READERS = (
    Reader("newsboat", XML, _newsboat, "the id, else link and date, else link, else title", "replaced",
           "https://github.com/newsboat/newsboat/blob/master/src/rssparser.cpp"),
    Reader("sfeed", XML, _sfeed, "id, link and title together", "ignored",
           "https://codemadness.org/git/sfeed/file/sfeed_update.html"),
    Reader("rss2email", XML, _rss2email, "the id, else its text", "ignored",
           "https://github.com/rss2email/rss2email/blob/master/rss2email/feed.py"),
    Reader("reader", ALL, _id_or_link, "the id, else (RSS) the link", "replaced",
           "https://github.com/lemon24/reader/blob/master/src/reader/_parser/feedparser.py"),
    Reader("Miniflux", ALL, _miniflux, "the id, else the link, else title and text", "replaced",
           "https://github.com/miniflux/v2/blob/main/internal/reader/rss/adapter.go",
           again=lambda item: (item.id, item.link)),
    Reader("NetNewsWire", ALL, _netnewswire, "the id, else link or title with the date", "replaced",
           "https://github.com/Ranchero-Software/NetNewsWire/tree/main/Modules/RSParser"),
    Reader("tt-rss", XML, _ttrss, "the id, else the link, else the title", "replaced",
           "https://github.com/tt-rss/tt-rss/blob/main/classes/RSSUtils.php"),
    Reader("FreshRSS", XML, _simplepie, "the id, else link, title and text together", "replaced",
           "https://github.com/FreshRSS/FreshRSS/blob/edge/app/Models/Feed.php"),
    Reader("Feedly", XML, _id_or_link, "the id, else the link", "replaced",
           "https://developer.feedly.com/v3/entries/"),
)  # fmt: skip
