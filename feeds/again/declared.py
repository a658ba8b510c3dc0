"""The feeds that are declared beside the main one: which articles are in each, and which of them are otherwise now."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, cast

from feeds.again.memory import ROW, Memory, Row
from feeds.articles.article import Article
from feeds.articles.moments import moment, rfc3339
from feeds.emit.feed import Entry, Feed, Sibling, shell
from feeds.emit.plan import Document, arrange, channel_of
from feeds.emit.selection import chooser
from feeds.emit.spec import Site, Spec

# The newest of a feed are at the end of its rows.
TABLE = """
CREATE TABLE members (feed INTEGER NOT NULL, published INTEGER NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (feed, published, number)) WITHOUT ROWID;
CREATE INDEX memberships ON members (number);
"""
_ROWS = f"""SELECT {ROW.replace("published", "articles.published")} FROM members JOIN articles USING (number)
    WHERE feed = ? ORDER BY members.published DESC, uri LIMIT ?"""  # noqa: S608 - ours


class Declared(NamedTuple):
    """The declared feeds, as the main one names them and as sitemaps do; what to write before the main one, and after.

    Those of ``fronts`` have no more than a channel and the moment of the last change.
    """

    siblings: tuple[Sibling, ...]
    fronts: tuple[Feed, ...]
    before: tuple[Document, ...]
    after: tuple[Document, ...]


def is_simple(site: Site) -> bool:
    """Whether a patch can tell what becomes of the declared feeds: not of archives and podcasts."""
    return not (site.archive or any(one.archive or one.podcast for one in site.feeds))


def join(memory: Memory, site: Site, articles: Iterable[Article]) -> None:
    """Sort articles that are shown into the feeds."""
    tests = list(_tests(site))
    memory.tables.executemany(
        "INSERT INTO members SELECT ?, published, number FROM articles WHERE uri = ?",
        ((feed, one.uri) for one in articles for feed, fits in tests if fits(one)),
    )


def leave(memory: Memory, uris: Iterable[str]) -> None:
    """Take articles out of all feeds."""
    memory.tables.executemany(
        "DELETE FROM members WHERE number = (SELECT number FROM articles WHERE uri = ?)", ((uri,) for uri in uris)
    )


def declared(
    memory: Memory, site: Site, main: Feed, emitted: Collection[str] | None, entry: Callable[[Row], Entry]
) -> Declared | None:
    """The declared feeds, after all that is in them is known; ``entry`` gives an entry of them.

    ``emitted`` are the uris of the articles that have changed, None if all feeds are wanted. None where a feed has
    come or gone.
    """
    old = [None] * len(site.feeds) if emitted is None else cast("list[list[list[str]] | None]", memory.fact("feeds"))
    made = Declared((), (), (), ())
    now: list[list[list[str]] | None] = []
    notes: list[str] = []
    for number, (spec, was) in enumerate(zip(site.feeds, old, strict=True)):
        rows = [Row._make(row) for row in memory.tables.execute(_ROWS, (number, spec.limit))]
        uris = [row.uri for row in rows]
        if emitted is not None and bool(uris) != bool(was):
            return None
        if was and was[0] == uris and not any(uri in (emitted or ()) for uri in uris):
            now.append(was)
            sibling = _sibling(spec, main, was[1])
            front = shell(sibling.channel, (), moment(was[2][0]))
            made = made._replace(siblings=(*made.siblings, sibling), fronts=(*made.fronts, front))
            continue
        arranged = arrange(replace(main, entries=tuple(map(entry, rows)), earlier=()), Site(feeds=(spec,)))
        notes += arranged.notes
        said = [[one.title, one.description, one.language or ""] for one in arranged.main.siblings]
        now.append([uris, *said, *([rfc3339(one.updated)] for one in arranged.feeds)] if uris else None)
        made = Declared(
            (*made.siblings, *arranged.main.siblings),
            (*made.fronts, *arranged.feeds),
            (*made.before, *arranged.before),
            (*made.after, *arranged.after),
        )
    memory.put("feeds", now)
    memory.put("unfit", notes)
    return made


def _tests(site: Site) -> Iterator[tuple[int, Callable[[Article], bool]]]:
    for feed, spec in enumerate(site.feeds):
        yield feed, chooser(spec.select, f"feed {spec.name}, `where`", pictures=spec.pictures)


def _sibling(spec: Spec, main: Feed, said: list[str]) -> Sibling:
    title, description, language = said
    return Sibling(channel_of(spec, main.channel), title, description, language or None)
