"""No two articles updated in one second: as a whole build keeps them apart, around those that changed."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from feeds.again.memory import Memory

_BATCH = 64
_BEFORE = """SELECT apart, shift FROM articles
    WHERE shown AND updated <= ?1 AND (updated, published, uri) < (?1, ?2, ?3)
    ORDER BY updated DESC, published DESC, uri DESC LIMIT 1"""
_FROM = """SELECT updated, published, uri, apart, shift, zone FROM articles
    WHERE shown AND updated >= ?1 AND (updated, published, uri) >= (?1, ?2, ?3)
    ORDER BY updated, published, uri LIMIT ?4 OFFSET ?5"""


class Key(NamedTuple):
    """The place of an article in the order in which a whole build keeps them apart."""

    updated: int
    published: int
    uri: str


def kept_apart(memory: Memory, touched: Collection[Key], most: int) -> set[str] | None:
    """The uris of the articles that readers see updated at another moment than before; None if they are too many.

    ``touched`` are the places that articles have come to or left. In the order of those places each article has its
    own second, or the next free one.
    """
    moved: set[str] = set()
    todo = sorted(touched, reverse=True)
    while todo:
        before: tuple[int, int] | None = memory.tables.execute(_BEFORE, todo[-1]).fetchone()
        last, shift = before or (None, 0)
        for key, apart, old, zone in _following(memory, todo[-1]):
            new, shift = (key.updated, zone) if last is None or key.updated > last else (last + 1, shift)
            last = new
            while todo and todo[-1] <= key:
                todo.pop()
            if (apart, old) != (new, shift):
                moved.add(key.uri)
                if len(moved) > most:
                    return None
                memory.tables.execute("UPDATE articles SET apart = ?, shift = ? WHERE uri = ?", (new, shift, key.uri))
            elif key not in touched:
                break
        else:
            todo.clear()
    return moved


def _following(memory: Memory, start: Key) -> Iterator[tuple[Key, int, int, int]]:
    """The rows from a place on: key, what readers see with its zone, the article's own zone."""
    done = 0
    while rows := memory.tables.execute(_FROM, (*start, _BATCH, done)).fetchall():
        for updated, published, uri, apart, shift, zone in rows:
            yield Key(updated, published, uri), apart, shift, zone
        done += len(rows)
