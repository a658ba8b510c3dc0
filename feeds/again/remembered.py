"""What there is to remember of a whole build."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from feeds.again import earlier
from feeds.again.bands import CHUNK, crowded, packed
from feeds.again.declared import TABLE, declared, is_simple, join
from feeds.again.links import TABLE as LINKS
from feeds.again.links import ask, copy, has_strange, link
from feeds.again.memory import INDICES, SHOWN, TABLES, Memory, facts, held, line_row, minted, seconds, shown_row
from feeds.articles.fingerprints import generation
from feeds.articles.ledger import Entry
from feeds.articles.moments import rfc3339
from feeds.build import LEDGER, Build, authority
from feeds.emit.feed import ATOM, ICON, INDEX, JSON_FEED, OPML, RSS, page_path, record_path
from feeds.emit.shelves import FILE
from feeds.emit.spec import NOTHING_ELSE, Site

SITEMAPS = re.compile(r"(?:news-)?sitemap(?:-[0-9]+)?\.xml")
Other = tuple[str, str, str, str, bytes]


def remember(
    memory: Memory,
    build: Build,
    names: Iterable[str],
    site: Site = NOTHING_ELSE,
    copied: Mapping[str, int] = MappingProxyType({}),
) -> bool:
    """Fill the tables, which are not there yet, with what there is to remember of a build of the documents ``names``.

    ``copied`` has the sizes of the files that articles need.

    False where the next build must look at everything: something was wrong, was taken back, or the ``site``
    declares what a patch cannot tell of.
    """
    entries = build.ledger.entries
    if (
        build.errors
        or build.feed.deleted
        or not is_simple(site)
        or not build.files.keys() <= _paths(build)
        or any(article.status == "canceled" for article in build.articles)
        or any(entry.adopted or entry.link or entry.guid for entry in entries)
        or any(entry.near[:4] != generation() or entry.first.utcoffset() for entry in entries)
    ):
        return False
    documents = set(names)
    is_strange = has_strange(build.articles, documents)
    if is_strange and build.linked:
        return False
    others = list(_others(build))
    tables = memory.tables
    memory.make(TABLES)
    memory.put("strange", is_strange)
    shown = {entry.id: entry for entry in build.feed.everything}
    tables.executemany(
        "INSERT INTO articles (number, uri, slug, first, published, title, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((number, *line_row(entry)) for number, entry in enumerate(entries)),
    )
    number = {entry.uri: at for at, entry in enumerate(entries)}
    tables.executemany(
        f"UPDATE articles SET {SHOWN} WHERE number = ?",  # noqa: S608 - ours
        ((*shown_row(entry, build.feed), number[uri]) for uri, entry in shown.items()),
    )
    tables.executemany(
        "UPDATE articles SET hidden = 1 WHERE number = ?",
        ((number[one.uri],) for one in build.articles if one.status != "usable"),
    )
    tables.executemany(
        "UPDATE articles SET unsettled = 1 WHERE number = ?",
        ((number[uri],) for uri in _unsettled(build, others)),
    )
    tables.executemany("INSERT INTO holds VALUES (?, ?, ?, ?)", held(build.articles, documents))
    tables.executemany("INSERT INTO others VALUES (?, ?, ?, ?, ?)", others)
    memory.wait(build.waits)
    merged = ((article.uri, article.provenance.merged) for article in build.articles if article.provenance.merged)
    for uri, says in merged:
        memory.say(uri, says)
    tables.executemany(
        "INSERT INTO bands VALUES (?, ?)",
        enumerate(packed([entry.near for entry in some]) for some in _batched(entries, CHUNK)),
    )
    memory.make(INDICES + TABLE + LINKS)
    link(memory, build.linked, build.absent)
    ask(memory, build.asked)
    copy(memory, copied)
    join(memory, site, (entry.article for entry in shown.values()))
    declared(memory, site, build.feed, None, lambda row: shown[row.uri])
    memory.put("maps", sorted(name for name in build.files if SITEMAPS.fullmatch(name)))
    memory.put(earlier.FACT, sorted(match[1] for name in build.files if (match := FILE.fullmatch(name))))
    memory.put("notes", build.feed.notes)
    memory.put("latest", max(seconds(max(entry.first, entry.updated)) for entry in entries))
    memory.put("facts", facts(build.feed))
    mint = next(((said, rfc3339(one.first), one.uri) for one in entries if (said := minted(one))), None)
    home = build.feed.channel.home
    memory.put("minted", mint or (authority(home, entries, entries[0].first), "", ""))
    return True


def _batched(entries: Sequence[Entry], size: int) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + size] for start in range(0, len(entries), size))


def _paths(build: Build) -> set[str]:
    """All that a site consists of that a patch can tell of."""
    slugs = [entry.article.slug for entry in build.feed.everything]
    feeds = (
        file for one in build.feed.siblings for file in (one.channel.file(INDEX), *dict(one.channel.files).values())
    )
    alone = {LEDGER, ICON, INDEX, RSS, ATOM, JSON_FEED, OPML, *feeds}
    alone |= {name for name in build.files if SITEMAPS.fullmatch(name) or FILE.fullmatch(name)}
    return alone.union(map(page_path, slugs), map(record_path, slugs))


def _others(build: Build) -> Iterator[Other]:
    """What was merged into articles, whose words the ledger does not have."""
    return ((one.draft.documents[0].path, uri, one.title, one.body, one.near) for uri, one in build.several)


def _unsettled(build: Build, others: Sequence[Other]) -> list[str]:
    """The articles of which it is not sure that the next build would make the same of the same documents.

    Those whose entry is as it was before, this build has made of them already. A new entry is found again by its own
    words where nobody shares any of them; and what a build says only of new articles, the next does not say.
    """
    old = {entry.uri: (entry.title, entry.body, entry.near, entry.file) for entry in build.known.entries}
    entries = build.ledger.entries
    fresh = {e.uri for e in entries if old.get(e.uri) != (e.title, e.body, e.near, e.file)}
    if not fresh:
        return []
    doubtful = {entries[number].uri for number in crowded([entry.near for entry in entries])}
    for column in ([entry.title for entry in entries], [entry.body for entry in entries]):
        often = Counter(column)
        doubtful |= {entry.uri for entry, key in zip(entries, column, strict=True) if often[key] > 1}
    doubtful |= {uri for _, uri, *_ in others}
    basis = {entry.uri: entry.basis for entry in entries}
    for article in build.articles:
        is_new, by_clock = article.uri not in old, basis[article.uri] == "ledger"
        noted = article.provenance.notes and (is_new or by_clock)
        if noted or (is_new and by_clock and article.content_created is not None):
            doubtful.add(article.uri)
    return [entry.uri for entry in entries if entry.uri in fresh and entry.uri in doubtful]
