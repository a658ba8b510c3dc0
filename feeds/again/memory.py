"""What a build leaves for the next one: in columns of texts and numbers, which are read in an instant."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from feeds.again.bands import Columns
from feeds.articles.article import Article
from feeds.articles.duplicates import Known, known
from feeds.articles.fingerprints import generation
from feeds.articles.ledger import Ledger
from feeds.build import LEDGER, Build
from feeds.emit.feed import ATOM, ICON, INDEX, JSON_FEED, OPML, RSS, Entry, Feed, page_path, record_path
from feeds.emit.index import earlier_line

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(slots=True)
class Shown:
    """The articles that may be seen, newest first; moments in seconds since 1970, ``offset`` in seconds.

    ``updated`` is the article's own, ``apart`` and ``offset`` are what readers see, ``line`` stands on the front page.
    """

    uri: list[str]
    slug: list[str]
    published: list[int]
    updated: list[int]
    zone: list[int]
    apart: list[int]
    offset: list[int]
    language: list[str]
    line: list[str]


@dataclass(slots=True)
class Memory:
    """The ledger and the documents of a build, as far as another document could have to do with them.

    ``uri`` to ``near`` are of the ledger's entries, in its order. ``articles`` has for each document the uris of its
    articles. ``others`` are headline, body and signature of what was merged into an article, by document and uri.
    ``unsettled`` are uris of articles that might come out otherwise if everything were built again. ``latest`` is the
    latest moment of the ledger, ``facts`` what all pages say of the feed.
    """

    uri: list[str]
    slug: list[str]
    published: list[int]
    title: list[str]
    body: list[str]
    near: Columns
    articles: dict[str, list[str]]
    others: list[tuple[str, str, str, str, bytes]]
    unsettled: list[str]
    merged: dict[str, list[str]]
    notes: list[str]
    hidden: list[str]
    latest: int
    facts: list[str]
    shown: Shown
    number: dict[str, int] = field(default_factory=dict)

    def plain(self) -> list[object]:
        """The same in lists, texts and numbers."""
        shown = [getattr(self.shown, name) for name in Shown.__dataclass_fields__]
        return [
            *(self.uri, self.slug, self.published, self.title, self.body, self.near.plain(), self.articles),
            *(self.others, self.unsettled, self.merged, self.notes, self.hidden, self.latest, self.facts, shown),
        ]

    @classmethod
    def of(cls, plain: Sequence[object]) -> "Memory":
        """The memory of what ``plain`` gave. Raises TypeError or ValueError for anything else."""
        values = list(plain)
        values[5] = Columns(values[5])  # type: ignore[arg-type]  # our own columns, under a checksum
        values[-1] = Shown(*values[-1])  # type: ignore[misc]  # as above
        made = cls(*values)  # type: ignore[arg-type]  # as above
        made.number = dict(zip(made.uri, range(len(made.uri)), strict=True))
        return made


def seconds(moment: dt.datetime) -> int:
    """Seconds since 1970."""
    return round((moment - _EPOCH).total_seconds())


def facts(feed: Feed) -> list[str]:
    """What every page says of the feed."""
    return [feed.title, feed.description, feed.language or "", feed.author, feed.icon, feed.id]


def remembered(build: Build, names: Iterable[str]) -> Memory | None:
    """What there is to remember of a build of the documents ``names``.

    None where the next build must look at everything: something was wrong, waits, was taken back, hangs on
    other files, or more feeds than the main one are declared.
    """
    entries = build.ledger.entries
    if (
        build.errors
        or build.waiting
        or build.feed.deleted
        or build.linked
        or build.absent
        or set(build.gated) != {RSS, ATOM, JSON_FEED, OPML}
        or not build.files.keys() <= _paths(build)
        or build.linked
        or build.absent
        or any(article.status == "canceled" for article in build.articles)
        or any(entry.adopted or entry.link or entry.guid for entry in entries)
        or any(entry.near[:4] != generation() for entry in entries)
    ):
        return None
    articles: dict[str, list[str]] = {name: [] for name in names}
    for article in build.articles:
        for document in article.provenance.documents:
            if document.path in articles and article.uri not in articles[document.path]:
                articles[document.path].append(article.uri)
    others = _others(build)
    number = {entry.uri: at for at, entry in enumerate(entries)}
    shown = _shown(build.feed)
    return Memory(
        [entry.uri for entry in entries],
        [entry.slug for entry in entries],
        [seconds(entry.published) for entry in entries],
        [entry.title for entry in entries],
        [entry.body for entry in entries],
        Columns.of([entry.near for entry in entries]),
        articles,
        others,
        _unsettled(build, build.known, others),
        {article.uri: list(article.provenance.merged) for article in build.articles if article.provenance.merged},
        list(build.feed.notes),
        [article.uri for article in build.articles if article.status != "usable"],
        max(seconds(max(entry.first, entry.updated)) for entry in entries),
        facts(build.feed),
        shown,
        number,
    )


def _paths(build: Build) -> set[str]:
    """All that a site without declared feeds consists of."""
    slugs = [entry.article.slug for entry in build.feed.everything]
    alone = {LEDGER, ICON, INDEX, RSS, ATOM, JSON_FEED, OPML}
    return alone.union(map(page_path, slugs), map(record_path, slugs))


def _others(build: Build) -> list[tuple[str, str, str, str, bytes]]:
    """What was merged into articles, whose words the ledger does not have."""
    several = {
        document.path: article.uri
        for article in build.articles
        if article.provenance.merged or len(article.provenance.documents) > 1
        for document in article.provenance.documents
    }
    near = {entry.body: entry.near for entry in build.ledger.entries}
    found = []
    for draft in build.drafts:
        uri = several.get(draft.documents[0].path)
        if uri is not None:
            one: Known = known(draft, near)
            found.append((draft.documents[0].path, uri, one.title, one.body, one.near))
    return found


def _unsettled(build: Build, before: Ledger, others: Sequence[tuple[str, str, str, str, bytes]]) -> list[str]:
    """The articles of which it is not sure that the next build would make the same of the same documents.

    Those whose entry is as it was before, this build has made of them already. A new entry is found again by its own
    words where nobody shares any of them; and what a build says only of new articles, the next does not say.
    """
    old = {entry.uri: (entry.title, entry.body, entry.near, entry.file) for entry in before.entries}
    entries = build.ledger.entries
    fresh = {e.uri for e in entries if old.get(e.uri) != (e.title, e.body, e.near, e.file)}
    if not fresh:
        return []
    crowded = {entries[number].uri for number in Columns.of([entry.near for entry in entries]).crowded()}
    for column in ([entry.title for entry in entries], [entry.body for entry in entries]):
        often = Counter(column)
        crowded |= {entry.uri for entry, key in zip(entries, column, strict=True) if often[key] > 1}
    crowded |= {uri for _, uri, *_ in others}
    basis = {entry.uri: entry.basis for entry in entries}
    notes = {
        article.uri
        for article in build.articles
        if article.provenance.notes and (article.uri not in old or basis[article.uri] == "ledger")
    }
    dated = {
        article.uri
        for article in build.articles
        if article.uri not in old and basis[article.uri] == "ledger" and article.content_created is not None
    }
    return [entry.uri for entry in entries if entry.uri in fresh and entry.uri in crowded | notes | dated]


def _shown(feed: Feed) -> Shown:
    return listed(feed.everything, feed)


def listed(entries: Sequence[Entry], feed: Feed) -> Shown:
    """The columns of entries in their order."""
    return Shown(
        [entry.id for entry in entries],
        [entry.article.slug for entry in entries],
        [seconds(entry.published) for entry in entries],
        [seconds(own(entry.article)) for entry in entries],
        [_offset(own(entry.article)) for entry in entries],
        [seconds(entry.updated) for entry in entries],
        [_offset(entry.updated) for entry in entries],
        [entry.language or "" for entry in entries],
        [earlier_line(entry, feed) for entry in entries],
    )


def own(article: Article) -> dt.datetime:
    """When an article says that it was updated, before articles are kept apart."""
    return max(article.published, article.updated)


def _offset(moment: dt.datetime) -> int:
    offset = moment.utcoffset()
    assert offset is not None, "a moment has a zone"
    return round(offset.total_seconds())


def by_document(memory: Memory) -> Mapping[str, list[str]]:
    """The documents of each article, by its uri, in the order of the documents."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, uris in memory.articles.items():
        for uri in uris:
            found[uri].append(name)
    return found
