"""What a build leaves for the next one: tables that are asked only for what the changed documents have to do with."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple, cast

from feeds.again.bands import CHUNK, Columns, put
from feeds.articles.article import Article
from feeds.articles.ledgerfile import Entry as Line
from feeds.articles.moments import moment, rfc3339
from feeds.emit.feed import Entry, Feed
from feeds.emit.index import earlier_line
from feeds.emit.shelves import place
from feeds.emit.sitemap import is_here

# ``articles`` has a row for each entry of the ledger. What stands from ``updated`` on is of those that are shown;
# moments are seconds since 1970, ``zone`` and ``shift`` seconds; ``updated`` and ``zone`` are the article's own,
# ``apart`` and ``shift`` what readers see, ``line`` stands on the front page and that of earlier articles at ``place``,
# ``url`` is "" if it is not this site's.
# ``unsettled`` are articles that might come out otherwise if everything were built again, ``hidden`` what there is and
# must not be seen. ``holds`` has the articles of each document, in order, and how often
# it is in each; ``others`` what was merged into an article,
# whose words the ledger does not have.
TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, uri TEXT NOT NULL, slug TEXT NOT NULL, first TEXT NOT NULL, published INTEGER NOT NULL,
    title TEXT NOT NULL, body TEXT NOT NULL, unsettled INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0, updated INTEGER, zone INTEGER, apart INTEGER, shift INTEGER, language TEXT,
    line TEXT, url TEXT, place TEXT
);
CREATE TABLE holds (document TEXT NOT NULL, place INTEGER NOT NULL, uri TEXT NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (document, place)) WITHOUT ROWID;
CREATE TABLE others (document TEXT NOT NULL, uri TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, near BLOB);
CREATE TABLE waits (document TEXT NOT NULL, until INTEGER, says TEXT NOT NULL);
CREATE TABLE merged (uri TEXT PRIMARY KEY, says TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE bands (chunk INTEGER PRIMARY KEY, signatures BLOB NOT NULL);
"""
INDICES = """
CREATE UNIQUE INDEX by_uri ON articles (uri);
CREATE INDEX by_slug ON articles (slug);
CREATE INDEX by_time ON articles (published);
CREATE INDEX by_title ON articles (title);
CREATE INDEX by_body ON articles (body);
CREATE INDEX by_place ON articles (place) WHERE shown;
CREATE INDEX by_update ON articles (updated) WHERE shown;
CREATE INDEX by_language ON articles (language) WHERE shown;
CREATE INDEX doubtful ON articles (number) WHERE unsettled;
CREATE INDEX concealed ON articles (number) WHERE hidden;
CREATE INDEX holders ON holds (uri);
"""
LAST = "\U0010ffff"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
SHOWN = (
    "shown = 1, published = ?, updated = ?, zone = ?, apart = ?, shift = ?, language = ?, line = ?, url = ?, place = ?"
)


class Row(NamedTuple):
    """An article that is shown, as ``articles`` has it."""

    uri: str
    slug: str
    published: int
    updated: int
    zone: int
    apart: int
    shift: int


ROW = ", ".join(Row._fields)


class Memory:
    """The tables of a build, in a transaction of whoever opened them."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self.tables = tables
        self._columns: Columns | None = None

    def make(self, statements: str) -> None:
        """Make tables or indices, without an end of the transaction."""
        for statement in statements.split(";"):
            self.tables.execute(statement)

    def fact(self, name: str) -> object:
        """What was put under a name. Raises KeyError."""
        for (value,) in self.tables.execute("SELECT value FROM facts WHERE name = ?", (name,)):
            return json.loads(value)
        raise KeyError(name)

    def put(self, name: str, value: object) -> None:
        """Keep anything that JSON has under a name."""
        self.tables.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    def column(self, question: str, *values: object) -> list[str]:
        """The texts in the only column of an answer."""
        return [value for (value,) in self.tables.execute(question, values)]

    def number(self, question: str, *values: object) -> int:
        """The only number of an answer."""
        ((found,),) = self.tables.execute(question, values)
        return int(found)

    def articles_of(self, documents: Iterable[str]) -> set[str]:
        """The uris of the articles of some documents."""
        question = "SELECT uri FROM holds WHERE document = ?"
        return {uri for name in documents for uri in self.column(question, name)}

    def documents_of(self, uris: Iterable[str]) -> set[str]:
        """The documents of some articles."""
        return {name for uri in uris for name in self.column("SELECT document FROM holds WHERE uri = ?", uri)}

    def known(self, uris: Iterable[str]) -> set[str]:
        """Those among some uris that the ledger has."""
        return {one for uri in uris for one in self.column("SELECT uri FROM articles WHERE uri = ?", uri)}

    def columns(self) -> Columns:
        """The signatures of all articles, by number."""
        if self._columns is None:
            chunks = self.tables.execute("SELECT signatures FROM bands ORDER BY chunk")
            self._columns = Columns((chunk for (chunk,) in chunks), self.number("SELECT count(*) FROM articles"))
        return self._columns

    def uris(self, numbers: Iterable[int]) -> set[str]:
        """The uris of articles by number."""
        return {uri for number in numbers for uri in self.column("SELECT uri FROM articles WHERE number = ?", number)}

    def learn(self, line: Line) -> bool:
        """What is in a new line of the ledger, or one that is otherwise than it was; whether it is new."""
        found = self.tables.execute("SELECT number FROM articles WHERE uri = ?", (line.uri,)).fetchone()
        number = self.number("SELECT count(*) FROM articles") if found is None else found[0]
        if found is None:
            self.tables.execute(
                "INSERT INTO articles (number, uri, slug, first, published, title, body, unsettled) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                (number, *line_row(line)),
            )
        else:
            self.tables.execute(
                "UPDATE articles SET published = ?, title = ?, body = ?, unsettled = 1 WHERE number = ?",
                (seconds(line.published), line.title, line.body, number),
            )
        self._columns = None
        chunk, at = divmod(number, CHUNK)
        old = self.tables.execute("SELECT signatures FROM bands WHERE chunk = ?", (chunk,)).fetchone()
        whole = put(old[0] if old else b"", at, line.near)
        self.tables.execute("INSERT OR REPLACE INTO bands VALUES (?, ?)", (chunk, whole))
        return found is None

    def mint(self, line: Line) -> None:
        """Who minted the ledger's ids is what its first line says that says it; this one is new."""
        _, first, uri = cast("list[str]", self.fact("minted"))
        said = minted(line)
        if said and (not first or (line.first, line.uri) < (moment(first), uri)):
            self.put("minted", (said, rfc3339(line.first), line.uri))

    def forget(self, documents: Iterable[str], uris: Iterable[str]) -> None:
        """What some documents held, and what was merged into some articles."""
        for name in documents:
            self.tables.execute("DELETE FROM holds WHERE document = ?", (name,))
            self.tables.execute("DELETE FROM others WHERE document = ?", (name,))
            self.tables.execute("DELETE FROM waits WHERE document = ?", (name,))
        for uri in uris:
            self.tables.execute("DELETE FROM others WHERE uri = ?", (uri,))
            self.tables.execute("DELETE FROM merged WHERE uri = ?", (uri,))

    def row(self, uri: str) -> Row | None:
        """The row of an article that is shown."""
        rows = self.rows("WHERE shown AND uri = ?", uri)
        return next(rows, None)

    def rows(self, condition: str, *values: object) -> Iterator[Row]:
        """Rows of articles by a condition."""
        return map(Row._make, self.tables.execute(f"SELECT {ROW} FROM articles {condition}", values))  # noqa: S608 - ours

    def hide(self, uris: Iterable[str]) -> None:
        """Some articles are shown no more, and nothing is known against them."""
        self.tables.executemany(
            "UPDATE articles SET shown = 0, hidden = 0, updated = NULL, language = NULL, line = NULL, url = NULL, "
            "place = NULL WHERE uri = ?",
            ((uri,) for uri in uris),
        )

    def show(self, entries: Iterable[Entry], feed: Feed) -> None:
        """Some articles of the ledger are shown."""
        self.tables.executemany(
            f"UPDATE articles SET {SHOWN} WHERE uri = ?",  # noqa: S608 - ours
            ((*shown_row(entry, feed), entry.id) for entry in entries),
        )

    def say(self, uri: str, says: Sequence[str]) -> None:
        """What is told of the documents that were merged into an article; nothing of none."""
        self.tables.execute("DELETE FROM merged WHERE uri = ?", (uri,))
        if says:
            self.tables.execute("INSERT INTO merged VALUES (?, ?)", (uri, json.dumps(says)))

    def wait(self, drafts: Iterable[tuple[str, dt.datetime | None, str]]) -> None:
        """Drafts that wait: their documents, until when (None: until they are no drafts), what is told of them."""
        rows = ((name, None if until is None else ceil(until.timestamp()), says) for name, until, says in drafts)
        self.tables.executemany("INSERT INTO waits VALUES (?, ?, ?)", rows)

    def due(self, clock: dt.datetime) -> set[str]:
        """The documents in which something has waited long enough."""
        return set(self.column("SELECT document FROM waits WHERE until <= ?", clock.timestamp()))

    def hold(self, articles: Iterable[Article], documents: Iterable[str]) -> None:
        """The articles that some documents hold now, which held nothing before."""
        self.tables.executemany("INSERT INTO holds VALUES (?, ?, ?, ?)", held(articles, set(documents)))


def line_row(line: Line) -> tuple[object, ...]:
    """The columns of ``articles`` that the ledger gives."""
    return (line.uri, line.slug, rfc3339(line.first), seconds(line.published), line.title, line.body)


def shown_row(entry: Entry, feed: Feed) -> tuple[object, ...]:
    """The columns of an article that is shown."""
    own = max(entry.article.published, entry.article.updated)
    return (
        *(seconds(entry.published), seconds(own), offset(own), seconds(entry.updated), offset(entry.updated)),
        *(entry.language or "", earlier_line(entry, feed), entry.url if is_here(entry, feed) else ""),
        place(entry.published, entry.id),
    )


def held(
    articles: Iterable[Article], documents: set[str] | Mapping[str, object]
) -> Iterator[tuple[str, int, str, int]]:
    """Document, place and uri of each article that is in one of the documents, and how often it is."""
    found: dict[str, dict[str, int]] = {}
    for article in articles:
        for document in article.provenance.documents:
            if document.path in documents:
                several = found.setdefault(document.path, {})
                several[article.uri] = several.get(article.uri, 0) + 1
    return (
        (name, place, uri, times)
        for name, several in found.items()
        for place, (uri, times) in enumerate(several.items())
    )


def seconds(when: dt.datetime) -> int:
    """Seconds since 1970."""
    return round((when - _EPOCH).total_seconds())


def minted(line: Line) -> str:
    """Who minted its id, "" where it does not say."""
    whole = line.uri.startswith("tag:") and line.uri.endswith(f":{line.slug}")
    return line.uri.removeprefix("tag:").removesuffix(f":{line.slug}") if whole else ""


def at(when: int, shift: int) -> dt.datetime:
    """The moment of a number of seconds since 1970, in a zone so many seconds from UTC."""
    return dt.datetime.fromtimestamp(when, dt.timezone(dt.timedelta(seconds=shift)) if shift else dt.UTC)


def offset(when: dt.datetime) -> int:
    """How many seconds its zone is from UTC."""
    away = when.utcoffset()
    assert away is not None, "a moment has a zone"
    return round(away.total_seconds())


def facts(feed: Feed) -> list[str]:
    """What every page says of the feed."""
    return [feed.title, feed.description, feed.language or "", feed.author, feed.icon, feed.id]


def usual(memory: Memory) -> str | None:
    """The language that most of the articles have that are shown."""
    spoken: Sequence[tuple[str, int]] = memory.tables.execute(
        "SELECT language, count(*) FROM articles WHERE shown AND language != '' GROUP BY language"
    ).fetchall()
    return min(spoken, key=lambda one: (-one[1], one[0]))[0] if spoken else None
