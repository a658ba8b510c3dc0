"""What has to do with the documents that changed: who shares a word, a headline or an id with them, and so on."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from feeds.again.memory import Memory, by_document
from feeds.articles.article import Draft
from feeds.articles.duplicates import Known, known

MOST = 200  # documents that are worth a look; beyond, everything is built


class Around(NamedTuple):
    """The drafts of the documents looked at, by document, and the uris of the ledger's entries that belong to them."""

    drafts: dict[str, tuple[Draft, ...]]
    uris: set[str]


class _Keys(NamedTuple):
    uris: set[str]
    titles: set[str]
    bodies: set[str]
    signatures: list[bytes]


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
    holders = by_document(memory)
    drafts: dict[str, tuple[Draft, ...]] = {}
    uris: set[str] = set()
    more = set(changed)
    fresh = {uri for name in (*changed, *gone) for uri in memory.articles.get(name, ())} | set(memory.unsettled)
    left = set(gone)
    while more or fresh:
        uris |= fresh
        more |= {name for uri in fresh for name in holders.get(uri, ())} - drafts.keys() - left
        if len(drafts) + len(more) > MOST or len(uris) > MOST:
            return None
        made = convert(more)
        if made is None:
            return None
        drafts |= made
        fresh |= {uri for name in more for uri in memory.articles.get(name, ())}
        uris |= fresh
        if len(uris) > MOST:
            return None
        keys = _keys(memory, fresh, more | left, [known(one, {}) for several in made.values() for one in several])
        more = set()
        fresh = _sharing(memory, keys) - uris
    return Around(drafts, uris)


def _keys(memory: Memory, uris: Iterable[str], names: Collection[str], drafts: Sequence[Known]) -> _Keys:
    """What others would have to share: with the ledger's entries, with drafts as they were and as they are."""
    entries = [memory.number[uri] for uri in uris if uri in memory.number]
    others = [other for other in memory.others if other[0] in names or other[1] in set(uris)]
    return _Keys(
        {*uris, *(one.draft.uri for one in drafts if one.draft.uri)},
        {*(memory.title[at] for at in entries), *(one.title for one in drafts), *(other[2] for other in others)},
        {*(memory.body[at] for at in entries), *(one.body for one in drafts), *(other[3] for other in others)},
        [*(memory.near.one(at) for at in entries), *(one.near for one in drafts), *(other[4] for other in others)],
    )


def _sharing(memory: Memory, keys: _Keys) -> set[str]:
    """The uris of entries that share something."""
    found = {uri for uri in keys.uris if uri in memory.number}
    found |= {uri for uri, title in zip(memory.uri, memory.title, strict=True) if title in keys.titles}
    found |= {uri for uri, body in zip(memory.uri, memory.body, strict=True) if body in keys.bodies}
    for sign in dict.fromkeys(keys.signatures):
        found |= {memory.uri[number] for number in memory.near.sharing(sign)}
    signs = [{sign[at : at + 4] + bytes([at]) for at in range(4, len(sign), 4)} for sign in keys.signatures]
    all_bands = set().union(*signs)
    for _, uri, title, body, near in memory.others:
        bands = {near[at : at + 4] + bytes([at]) for at in range(4, len(near), 4)}
        if title in keys.titles or body in keys.bodies or not bands.isdisjoint(all_bands):
            found.add(uri)
    return found
