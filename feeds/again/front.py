"""The front page after a patch: its list of earlier articles is long, and only some lines of it are otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from feeds.again.lines import Bytes, Splice
from feeds.again.memory import Memory
from feeds.emit.feed import Feed
from feeds.emit.index import index_page

FEW = 40  # lines that are looked for one by one
_START = b'<section class="earlier"><h2>Earlier</h2>\n<ul>\n'
_END = b"\n</ul></section>"
_HERE = "<!-- earlier -->"  # which no title can be
_BLOCK = 1 << 20
_EARLIER = "SELECT line FROM articles WHERE shown ORDER BY published DESC, uri LIMIT -1 OFFSET ?"
_TOP = "SELECT uri, line FROM articles WHERE shown ORDER BY published DESC, uri LIMIT ?"
_AFTER = """SELECT uri, line FROM articles
    WHERE shown AND published <= ?1 AND (published < ?1 OR uri > ?2) ORDER BY published DESC, uri LIMIT ?3"""


class Listing(NamedTuple):
    """The lines of the newest articles, and of some of the earlier ones, by uri."""

    newest: Mapping[str, str]
    earlier: Mapping[str, str]


def listing(memory: Memory, uris: Iterable[str], limit: int) -> Listing:
    """How the front page lists the newest articles, and those among ``uris`` that are shown."""
    newest = dict(memory.tables.execute(_TOP, (limit,)))
    question = "SELECT uri, line FROM articles WHERE shown AND uri = ?"
    some = (row for uri in uris for row in memory.tables.execute(question, (uri,)))
    return Listing(newest, {uri: line for uri, line in some if uri not in newest})


def front_page(
    memory: Memory, feed: Feed, page: Bytes, before: Listing, uris: Collection[str], limit: int
) -> bytes | tuple[Splice, ...]:
    """What has to be put where in the ``page`` of the last build, or a whole page where that is less work.

    ``before`` is how it lists articles, among them ``uris``, all that have changed, come or gone.
    """
    now = listing(memory, {*uris, *before.newest}, limit)
    was = {uri: line for uri, line in now.newest.items() if uri not in uris and uri not in before.newest}
    was |= before.earlier
    gone = [line for uri, line in was.items() if now.earlier.get(uri) != line]
    come = {uri: line for uri, line in now.earlier.items() if was.get(uri) != line}
    splices = None
    if len(gone) + len(come) <= FEW and memory.number("SELECT count(*) FROM articles WHERE shown") > limit:
        splices = _splices(memory, feed, page, gone, come)
    if splices is None:
        return index_page(feed, memory.column(_EARLIER, limit))
    return tuple(sorted(splices, key=lambda one: one[:2]))


def _splices(
    memory: Memory, feed: Feed, page: Bytes, gone: Iterable[str], come: Mapping[str, str]
) -> list[Splice] | None:
    """What to put where; None where the page is not as it was written."""
    top, _, bottom = index_page(feed, [_HERE]).partition(_HERE.encode())
    start, end = _find(page, _START, 0, len(page)) + len(_START), page.rfind(_END, 0, len(page)) + 1
    if start < len(_START) or end < start:
        return None
    splices: list[Splice] = []
    for line in gone:
        at = _line(page, line, start, end)
        if at < start:
            return None
        splices.append((at, at + len(line.encode()) + 1, b""))
    for uri, line in _in_order(memory, come):
        after = next((line for uri, line in _following(memory, uri, len(come)) if uri not in come), None)
        at = end if after is None else _line(page, after, start, end)
        if at < start:
            return None
        splices.append((at, at, f"{line}\n".encode()))
    if page[0:start] != top:
        splices.append((0, start, top))
    if page[end : len(page)] != bottom[1:]:
        splices.append((end, len(page), bottom[1:]))
    return splices


def _in_order(memory: Memory, come: Mapping[str, str]) -> list[tuple[str, str]]:
    """Uris and lines in the order of the page."""
    place = {uri: (-row.published, uri) for uri in come for row in memory.rows("WHERE uri = ?", uri)}
    return sorted(come.items(), key=lambda one: place[one[0]])


def _following(memory: Memory, uri: str, count: int) -> Iterator[tuple[str, str]]:
    """Uris and lines of the articles behind one, one more than a number."""
    for row in memory.rows("WHERE uri = ?", uri):
        yield from memory.tables.execute(_AFTER, (row.published, uri, count + 1))


def _line(page: Bytes, line: str, start: int, end: int) -> int:
    """Where a line begins; before ``start`` if it is not there."""
    return _find(page, f"\n{line}\n".encode(), start - 1, end) + 1


def _find(page: Bytes, what: bytes, start: int, end: int) -> int:
    """The first place of some bytes, -1 where there is none; a file that is mapped is slow at that."""
    for at in range(start, end, _BLOCK):
        found = page[at : min(at + _BLOCK + len(what), end)].find(what)
        if found >= 0:
            return at + found
    return -1
