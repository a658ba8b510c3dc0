"""What articles lead to: which of them an edit of other documents or files changes, and what is not there."""

import json
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping

from feeds.again.memory import LAST, Memory
from feeds.articles.article import Article
from feeds.convert.beside import ANYWHERE, lone
from feeds.convert.placed import FOLDER
from feeds.emit.feed import page_path

# ``links`` has what ``Placed.linked`` has of each article, ``absent`` what is told of what is not there, ``asks`` the
# files that documents hang on, ``media`` those that were copied, with their sizes.
TABLE = """
CREATE TABLE links (leads TEXT NOT NULL, uri TEXT NOT NULL, PRIMARY KEY (leads, uri)) WITHOUT ROWID;
CREATE INDEX leading ON links (uri);
CREATE TABLE absent (uri TEXT PRIMARY KEY, says TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE asks (leads TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (leads, document)) WITHOUT ROWID;
CREATE INDEX asking ON asks (document);
CREATE TABLE media (path TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
"""
_PAGES = "SELECT slug, times FROM holds JOIN articles USING (uri) WHERE document = ? AND shown"


class Pages(Mapping[str, str]):
    """The paths of the pages of documents: of some as they are ``now``, None for none, of the others as they were."""

    def __init__(self, memory: Memory, names: Collection[str], now: Mapping[str, str | None]) -> None:
        self._memory = memory
        self._names = names
        self._now = now
        self._called: dict[str, str | None] = {}

    def was(self, name: str) -> str | None:
        """The path that the page of a document had, None where it had none, or several."""
        found = self._memory.tables.execute(_PAGES, (name,)).fetchall()
        return page_path(found[0][0]) if len(found) == 1 and found[0][1] == 1 else None

    def moved(self) -> Iterator[str]:
        """What leads elsewhere now, as ``links`` has it."""
        for name, path in self._now.items():
            if path != self.was(name):
                yield from places(name)

    def called(self, address: str) -> str | None:
        """The only document with a page that an address may mean by its name alone, wherever it lies."""
        last = lone(address)
        if last is None:
            return None
        if last not in self._called:
            every = (name for name in self._names if name.casefold().endswith(last))
            found = [name for name in every if posixpath.basename(name).casefold() == last and name in self]
            self._called[last] = found[0] if len(found) == 1 else None
        return self._called[last]

    def __getitem__(self, name: str) -> str:
        path = self._now[name] if name in self._now else self.was(name)
        if path is None:
            raise KeyError(name)
        return path

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def places(name: str) -> tuple[str, str]:
    """The two ways in which a document or a file of that name is led to, as ``links`` has them."""
    return name, ANYWHERE + posixpath.basename(name).casefold()


def link(memory: Memory, linked: Mapping[str, Iterable[str]], absent: Mapping[str, Iterable[str]]) -> None:
    """What articles lead to, and what is told of them, of which nothing is there."""
    rows = ((leads, uri) for uri, several in linked.items() for leads in several)
    memory.tables.executemany("INSERT INTO links VALUES (?, ?)", rows)
    memory.tables.executemany(
        "INSERT INTO absent VALUES (?, ?)", ((uri, json.dumps(list(says))) for uri, says in absent.items())
    )


def unlink(memory: Memory, uris: Iterable[str]) -> None:
    """Nothing is there of some articles."""
    for uri in uris:
        memory.tables.execute("DELETE FROM links WHERE uri = ?", (uri,))
        memory.tables.execute("DELETE FROM absent WHERE uri = ?", (uri,))


def ask(memory: Memory, asked: Mapping[str, Iterable[str]]) -> None:
    """The files that documents hang on, in place of what was known of those documents."""
    memory.tables.executemany("DELETE FROM asks WHERE document = ?", ((name,) for name in asked))
    rows = ((leads, name) for name, several in asked.items() for leads in several)
    memory.tables.executemany("INSERT INTO asks VALUES (?, ?)", rows)


def copied(memory: Memory, slugs: Iterable[str]) -> set[str]:
    """The paths of the files that were copied for the articles of some slugs."""
    question = "SELECT path FROM media WHERE path BETWEEN ? AND ?"
    starts = (f"{FOLDER}/{word}/" for word in slugs)
    return {path for start in starts for path in memory.column(question, start, start + LAST)}


def copy(memory: Memory, sizes: Mapping[str, int], stale: Iterable[str] = ()) -> None:
    """Some files are copied, in place of others."""
    memory.tables.executemany("DELETE FROM media WHERE path = ?", ((path,) for path in stale))
    memory.tables.executemany("INSERT OR REPLACE INTO media VALUES (?, ?)", sizes.items())


def leading(memory: Memory, wanted: Collection[str]) -> set[str]:
    """The documents that hang on one of some places, and those of the articles that lead to one."""
    uris = {uri for one in wanted for uri in memory.column("SELECT uri FROM links WHERE leads = ?", one)}
    asking = (name for one in wanted for name in memory.column("SELECT document FROM asks WHERE leads = ?", one))
    return memory.documents_of(uris).union(asking)


def has_strange(articles: Iterable[Article], names: Collection[str]) -> bool:
    """Whether any article that is shown says that it comes from a document which is not among those of some names."""
    shown = (article for article in articles if article.status == "usable")
    return any(document.path not in names for article in shown for document in article.provenance.documents)
