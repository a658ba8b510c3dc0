"""What is done for one document and for one article, by one of the processes of a build.

A hand keeps the words of what it has converted in a file that nobody else can see, so that however many articles there
are, no process holds the words of all. The rest of an article – what it is called, when it was, where it goes – is
light, and travels.
"""

import datetime as dt
import hashlib
import pickle
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from sys import intern
from typing import IO, NamedTuple, Protocol

from feeds.articles.article import Article, Draft, Dropped, Enclosure, Picture
from feeds.articles.duplicates import Kept, Known, known
from feeds.articles.episode import Episode
from feeds.articles.indented import indented
from feeds.articles.record import record, validate
from feeds.convert import Reader
from feeds.convert.beside import Called, Neighbour
from feeds.convert.converted import Heading
from feeds.convert.placed import Placed, is_local, placed
from feeds.emit.feed import Entry, Feed, entry_of, language_of, page_path, record_path
from feeds.emit.page import article_page
from feeds.errors import ArticleError, DocumentError, FeedsError
from feeds.values.stored import Stored

_IN_MEMORY = 16_000_000  # bytes of words that need no file


class Put(Protocol):
    """Puts a file of the site where it is kept until all are there."""

    def __call__(self, path: str, data: bytes) -> Stored:
        """What became of it."""


class Work(NamedTuple):
    """What a build is made of; ``keeps`` says that words stay with the hands, in files in the folder ``place``."""

    documents: Mapping[str, bytes]
    files: Mapping[str, Neighbour]
    limit: int
    keeps: bool = False
    place: Path | None = None


class Facts(NamedTuple):
    """What has to be known of the whole site for the page of one article; ``pages`` are those of documents."""

    feed: Feed
    pages: Mapping[str, str]
    put: Put | None


class Read(NamedTuple):
    """What a document gave; ``digest`` is the SHA-256 of its bytes, empty where it could not be read."""

    name: str
    digest: bytes
    drafts: tuple[Known, ...]
    errors: tuple[FeedsError, ...]
    heading: Heading | None = None
    asked: frozenset[str] = frozenset()


class Ticket(NamedTuple):
    """An article to be made: without its words where they are ``kept``; ``updated`` is when readers see it changed.

    ``is_local`` says that it refers to what lies beside its document; ``has_dropped`` that what was dropped is in it
    already, of several documents.
    """

    article: Article
    updated: dt.datetime
    kept: Kept | None
    is_local: bool
    has_dropped: bool


class Row(NamedTuple):
    """What an entry has that its article has not just so; None where it has."""

    url: str
    title: str | None
    authors: tuple[str, ...] | None
    categories: tuple[str, ...] | None
    pictures: tuple[Picture, ...]
    enclosures: tuple[Enclosure, ...]
    episode: Episode | None
    guid: str | None


class Made(NamedTuple):
    """An article on the site, or what is wrong with it; ``entry`` is None for one that is not shown.

    Where its words are kept, it comes as a ``row``, and ``placed`` only if the article is otherwise than its ticket's.
    """

    placed: Placed | None
    entry: Entry | None = None
    row: Row | None = None
    notes: tuple[str, ...] = ()
    stored: tuple[Stored, ...] = ()
    wrong: ArticleError | None = None


class Hand:
    """Converts documents and makes articles of what it has converted."""

    def __init__(self, work: Work, number: int) -> None:
        self._work = work
        self._number = number
        self._reader = Reader(work.documents, work.files, work.limit)
        self._words: IO[bytes] | None = None
        self._end = 0
        self._facts: Facts | None = None
        self._called: tuple[Called, Called] | None = None

    def close(self) -> None:
        """Forget all words."""
        if self._words is not None:
            self._words.close()

    def read(self, name: str, sidecar: str | None) -> Read:
        """The drafts of a document."""
        try:
            data = self._work.documents[name]
            made = self._reader.made_of(name, data, sidecar)
        except OSError as wrong:
            return Read(name, b"", (), (DocumentError(name, f"it cannot be read: {wrong.strerror}."),))
        drafts = tuple(map(self._light, made.drafts))
        return Read(name, hashlib.sha256(data).digest(), drafts, made.errors, made.heading, made.asked)

    def know(self, facts: Facts) -> None:
        """Be told of the site."""
        self._facts = facts
        self._called = Called(self._work.files), Called(facts.pages)

    def make(self, ticket: Ticket) -> Made:
        """An article's page and record put where they go, and what the feeds have to know of it."""
        assert self._facts is not None, "a hand is told of the site first"
        site = self._placed(ticket)
        whole = record(site.article)
        try:
            validate(whole)
        except ArticleError as wrong:
            return Made(self._lean(site, ticket), wrong=wrong)
        if site.article.status != "usable":
            return Made(self._lean(site, ticket))
        notes: list[str] = []
        entry = self._entry(site.article, ticket, notes)
        stored: tuple[Stored, ...] = ()
        if self._facts.put is not None:
            slug = entry.article.slug
            page = self._facts.put(page_path(slug), article_page(self._facts.feed, entry))
            stored = page, self._facts.put(record_path(slug), as_json(whole))
        if ticket.kept is None:
            return Made(site, entry, None, tuple(notes), stored)
        return Made(self._lean(site, ticket), None, _row(entry), tuple(notes), stored)

    def entry(self, ticket: Ticket) -> Entry:
        """The whole entry of an article, words and all."""
        return self._entry(self._placed(ticket).article, ticket, [])

    def dropped(self, kept: Kept) -> tuple[Dropped, ...]:
        """What was dropped of a document."""
        return self._body(kept)[2]

    def _placed(self, ticket: Ticket) -> Placed:
        article = ticket.article
        assert self._facts is not None, "a hand is told of the site first"
        if ticket.kept is not None:
            html, text, dropped = self._body(ticket.kept)
            source = article.provenance
            source = source if ticket.has_dropped else replace(source, dropped=dropped)
            article = replace(article, html=html, text=text, provenance=source)
        if not ticket.is_local:
            return Placed(article, {})
        home = self._facts.feed.channel.home
        return placed(article, self._work.files, self._facts.pages, home, self._called)

    def _entry(self, article: Article, ticket: Ticket, notes: list[str]) -> Entry:
        assert self._facts is not None, "a hand is told of the site first"
        entry = entry_of(article, self._facts.feed.channel, notes)
        return entry if entry.updated == ticket.updated else replace(entry, updated=ticket.updated)

    def _lean(self, site: Placed, ticket: Ticket) -> Placed | None:
        """A placed article without its words, where they are kept; None where that is its ticket's."""
        if ticket.kept is None:
            return site
        if not ticket.is_local:
            return None
        return replace(site, article=replace(site.article, html="", text="", provenance=ticket.article.provenance))

    def _light(self, draft: Draft) -> Known:
        """A draft as it is known; its words stay here."""
        local = is_local(draft)
        if not self._work.keeps:
            return known(draft, {}, is_local=local)
        if self._words is None:
            place = str(self._work.place) if self._work.place else None
            self._words = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=place)  # noqa: SIM115 - open to the end
        body = pickle.dumps((draft.html, draft.text, draft.dropped), 5)
        self._words.seek(self._end)
        self._words.write(body)
        kept = Kept(self._number, self._end, len(body))
        self._end += len(body)
        # What many articles say is one and the same for all that travel together.
        light = replace(
            draft,
            html="",
            text="",
            dropped=(),
            language=intern(draft.language),
            authors=tuple(map(intern, draft.authors)),
            agencies=tuple(map(intern, draft.agencies)),
            subjects=tuple(map(intern, draft.subjects)),
        )
        return known(draft, {}, light, kept, is_local=local)

    def _body(self, kept: Kept) -> tuple[str, str, tuple[Dropped, ...]]:
        assert self._words is not None, "only what was kept is asked for"
        assert kept.by == self._number, "each hand has its own"
        self._words.seek(kept.at)
        html, text, dropped = pickle.loads(self._words.read(kept.size))  # noqa: S301 - nobody else can write there
        return html, text, dropped


def _row(entry: Entry) -> Row:
    article = entry.article
    return Row(
        entry.url,
        None if entry.title == article.headline else entry.title,
        None if entry.authors == article.authors else tuple(map(intern, entry.authors)),
        None if entry.categories == article.subjects else entry.categories,
        entry.pictures,
        entry.enclosures,
        entry.episode,
        None if entry.guid == article.uri else entry.guid,
    )


def entry_in(row: Row, article: Article, updated: dt.datetime) -> Entry:
    """The entry of an article without its words."""
    return Entry(
        id=article.uri,
        url=row.url,
        title=article.headline if row.title is None else row.title,
        summary="",
        html="",
        language=language_of(article),
        published=article.published,
        updated=updated,
        authors=article.authors if row.authors is None else row.authors,
        categories=article.subjects if row.categories is None else row.categories,
        pictures=row.pictures,
        article=article,
        enclosures=row.enclosures,
        episode=row.episode,
        guid=article.uri if row.guid is None else row.guid,
    )


@dataclass(frozen=True, slots=True)
class ToRead:
    """Documents to be converted, each with the name of its sidecar or None."""

    documents: tuple[tuple[str, str | None], ...]

    def __call__(self, hand: Hand) -> list[Read]:
        """What they gave."""
        return [hand.read(name, sidecar) for name, sidecar in self.documents]


@dataclass(frozen=True, slots=True)
class ToKnow:
    """What every hand has to know before it makes an article."""

    facts: Facts

    def __call__(self, hand: Hand) -> None:
        """Tell it."""
        hand.know(self.facts)


@dataclass(frozen=True, slots=True)
class ToMake:
    """Articles to be made."""

    tickets: tuple[Ticket, ...]

    def __call__(self, hand: Hand) -> list[Made]:
        """What became of them."""
        return [hand.make(ticket) for ticket in self.tickets]


@dataclass(frozen=True, slots=True)
class ToShow:
    """Articles whose whole entries are wanted."""

    tickets: tuple[Ticket, ...]

    def __call__(self, hand: Hand) -> list[Entry]:
        """The entries."""
        return [hand.entry(ticket) for ticket in self.tickets]


@dataclass(frozen=True, slots=True)
class ToRecall:
    """Drafts of which is wanted what was dropped of them."""

    several: tuple[Kept, ...]

    def __call__(self, hand: Hand) -> list[tuple[Dropped, ...]]:
        """What was dropped."""
        return [hand.dropped(kept) for kept in self.several]


def as_json(value: object) -> bytes:
    """A JSON value as a file."""
    # A lone surrogate becomes the JSON escape of the same name: nothing is lost, and the file is UTF-8.
    return indented(value).encode("utf-8", "backslashreplace") + b"\n"
