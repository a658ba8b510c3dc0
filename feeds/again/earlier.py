"""The front page and the pages of earlier articles after a patch: those of which something is otherwise."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from feeds.again.memory import Memory
from feeds.emit import shelves
from feeds.emit.earlier import earlier_page
from feeds.emit.feed import INDEX, Feed
from feeds.emit.index import Beyond, index_page
from feeds.emit.shelves import Shelf, chain, end, linked, standing

FACT = "earlier"  # the names of the pages there are
# Where an article stands, and how it is listed there.
Listed = tuple[str, str]
_LISTED = "SELECT uri, place, line FROM articles WHERE shown AND uri = ?"
_FRONT = "SELECT line FROM articles WHERE shown ORDER BY published DESC, uri LIMIT ? OFFSET ?"
_NEXT = "SELECT place FROM articles WHERE shown ORDER BY published DESC, uri LIMIT 1 OFFSET ?"
_FIRST = "SELECT place FROM articles WHERE shown AND place >= ? ORDER BY place LIMIT 1"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM articles WHERE shown AND place >= ? AND place < ? LIMIT ?)"
_LINES = "SELECT line FROM articles WHERE shown AND place >= ? AND place < ? ORDER BY published DESC, uri"


class Pages(NamedTuple):
    """The pages that are otherwise, what is led to before what leads to it, and those that are no more."""

    files: dict[str, bytes]
    stale: tuple[str, ...]


def listing(memory: Memory, uris: Iterable[str]) -> dict[str, Listed]:
    """Where those among some articles stand that are shown."""
    return {uri: (place, line) for one in uris for uri, place, line in memory.tables.execute(_LISTED, (one,))}


def earlier(memory: Memory, feed: Feed, before: Mapping[str, Listed], uris: Iterable[str]) -> Pages:
    """The front page, and those of earlier articles; ``before`` is how the ``uris`` stood that may have changed."""
    limit = feed.channel.limit
    now = listing(memory, uris)
    differ = {*before.items()} ^ {*now.items()}
    touched = {page for _, (place, _) in differ for page in chain(place)}
    old = cast("list[str]", memory.fact(FACT))
    lines = memory.column(_FRONT, shelves.SHOWN, limit)
    newest = memory.column(_NEXT, limit + shelves.SHOWN)
    pages = standing(_shelf(memory), newest[0], old, touched) if newest else []
    if pages != old:
        memory.put(FACT, pages)
    was, links = linked(old), linked(pages)
    changed = {one for one in pages if links[one] != was.get(one) or (one in touched and not links[one].below)}
    files = {
        shelves.file(one): earlier_page(
            feed, one, links[one], () if links[one].below else memory.column(_LINES, one, end(one))
        )
        for one in changed
    }
    return Pages(
        {**dict(sorted(files.items())), INDEX: index_page(feed, Beyond(lines, links[""].below))},
        tuple(shelves.file(one) for one in old if one not in links),
    )


def _shelf(memory: Memory) -> Shelf:
    def first(least: str) -> str | None:
        return next(iter(memory.column(_FIRST, least)), None)

    return Shelf(first, lambda page: memory.number(_COUNT, page, end(page), shelves.FULL + 1))
