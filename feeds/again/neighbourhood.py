"""What has to do with the documents that changed: who shares a word, a headline or an id with them, and so on."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from feeds.again.bands import Columns
from feeds.again.memory import Memory
from feeds.articles.article import Draft
from feeds.articles.duplicates import Known, known
from feeds.articles.fingerprints import bands

MOST = 200  # documents that are worth a look; beyond, everything is built


class Around(NamedTuple):
    """The drafts of the documents looked at, by document, and the uris of the ledger's entries that belong to them."""

    drafts: dict[str, tuple[Draft, ...]]
    uris: set[str]


class _Keys(NamedTuple):
    uris: set[str]
    titles: set[str]
    bodies: set[str]
    signatures: dict[bytes, None]


def around(
    memory: Memory,
    changed: Collection[str],
    gone: Collection[str],
    convert: Callable[[Iterable[str]], dict[str, tuple[Draft, ...]] | None],
) -> Around | None:
    """All that the documents ``changed`` and ``gone`` have to do with, closed under sharing.

    ``convert`` gives the drafts of documents, None where one cannot be read without fault. None when it is too much
    to be worth it.
    """
    drafts: dict[str, tuple[Draft, ...]] = {}
    uris: set[str] = set()
    more = set(changed)
    fresh = memory.articles_of((*changed, *gone))
    fresh |= set(memory.column("SELECT uri FROM articles WHERE unsettled"))
    left = set(gone)
    columns: Columns | None = None
    while more or fresh:
        uris |= fresh
        if len(uris) > MOST:
            return None
        more |= memory.documents_of(fresh) - drafts.keys() - left
        if len(drafts) + len(more) > MOST:
            return None
        made = convert(more)
        if made is None or sum(map(len, made.values())) > MOST:
            return None
        drafts |= made
        fresh |= memory.articles_of(more)
        uris |= fresh
        if len(uris) > MOST:
            return None
        columns = columns or memory.columns()
        words = [known(one, {}) for several in made.values() for one in several]
        keys = _keys(memory, columns, fresh, more | left, words)
        more = set()
        fresh = _sharing(memory, columns, keys) - uris
    return Around(drafts, uris)


def _keys(
    memory: Memory, columns: Columns, uris: Collection[str], names: Collection[str], drafts: Sequence[Known]
) -> _Keys:
    """What others would have to share: with the ledger's entries, with drafts as they were and as they are."""
    keys = _Keys(
        {*uris, *(one.draft.uri for one in drafts if one.draft.uri)},
        {one.title for one in drafts},
        {one.body for one in drafts},
        dict.fromkeys(one.near for one in drafts),
    )
    for uri in uris:
        question = "SELECT title, body, number FROM articles WHERE uri = ?"
        for title, body, number in memory.tables.execute(question, (uri,)):
            keys.titles.add(title)
            keys.bodies.add(body)
            keys.signatures[columns.one(number)] = None
    for document, uri, title, body, near in memory.tables.execute("SELECT * FROM others"):
        if document in names or uri in uris:
            keys.titles.add(title)
            keys.bodies.add(body)
            keys.signatures[near] = None
    return keys


def _sharing(memory: Memory, columns: Columns, keys: _Keys) -> set[str]:
    """The uris of entries that share something."""
    found = memory.known(keys.uris)
    for title in keys.titles:
        found.update(memory.column("SELECT uri FROM articles WHERE title = ?", title))
    for body in keys.bodies:
        found.update(memory.column("SELECT uri FROM articles WHERE body = ?", body))
    for sign in keys.signatures:
        found |= memory.uris(columns.sharing(sign))
    all_bands = {key for sign in keys.signatures for key in bands(sign)}
    for _, uri, title, body, near in memory.tables.execute("SELECT * FROM others"):
        if title in keys.titles or body in keys.bodies or not all_bands.isdisjoint(bands(near)):
            found.add(uri)
    return found
