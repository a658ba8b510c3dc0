"""Two versions of a feed compared: what happens to each item in each reader."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from feeds.diff.matching import Pairs, matched
from feeds.diff.readers import Field, Reader
from feeds.diff.snapshot import Item, Snapshot

Effect = Literal[
    "new", "changed", "unnoticed", "resurfacing", "hidden", "left-out", "vanished", "aged-out", "withdrawn", "same"
]
# What becomes of an item as a whole is the first of these that any reader makes of it.
ORDER: tuple[Effect, ...] = (
    *("resurfacing", "hidden", "left-out", "vanished", "new", "changed", "unnoticed", "withdrawn", "aged-out", "same"),
)  # fmt: skip
SAYS: dict[Effect, str] = {
    "new": "shown as new",
    "changed": "replaced with what the feed says now",
    "unnoticed": "the edit is not noticed",
    "resurfacing": "shown again as new",
    "hidden": "not shown: it has the key of another item",
    "left-out": "not taken from this feed",
    "vanished": "no longer in the feed",
    "aged-out": "no longer in the feed, as its oldest",
    "withdrawn": "withdrawn by the feed",
    "same": "as it was",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One article: as it was (``old``), as it is (``new``), what of it changed, and the effect in each reader."""

    effect: Effect
    old: Item | None
    new: Item | None
    changed: tuple[Field | Literal["id"], ...]
    readers: dict[str, Effect]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, those of the new feed first and in its order, and what changed about the feed itself.

    ``moves`` are sentences about its address, id and format; ``lost`` are the readers that read the old feed and cannot
    read the new one, ``readers`` the others that are told of.
    """

    old: Snapshot
    new: Snapshot
    rows: tuple[Row, ...]
    moves: tuple[str, ...]
    readers: tuple[Reader, ...]
    lost: tuple[Reader, ...]

    def count(self, effect: Effect, reader: str | None = None) -> int:
        """How many items have an effect, in one reader or (the gravest of all) at all."""
        return sum((row.effect if reader is None else row.readers.get(reader)) == effect for row in self.rows)


def compare(old: Snapshot, new: Snapshot, readers: Sequence[Reader]) -> Comparison:
    """What subscribers with each of ``readers`` see when ``new`` takes the place of ``old``."""
    pairs = matched(old.items, new.items)
    here = [reader for reader in readers if old.family in reader.reads]
    able = tuple(reader for reader in here if new.family in reader.reads)
    lost = tuple(reader for reader in here if new.family not in reader.reads)
    by_reader = {reader.name: _effects(reader, old, new, pairs) for reader in able}
    gone = set(range(len(old.items))) - set(pairs.values())
    fates = _fates(sorted(gone), old, new)
    rows = [
        _row(
            old.items[pairs[index]] if index in pairs else None,
            item,
            old.family == new.family,
            {name: effects[index] for name, effects in by_reader.items()},
        )
        for index, item in enumerate(new.items)
    ]
    rows += [Row(fate, old.items[index], None, (), dict.fromkeys(by_reader, fate)) for index, fate in fates.items()]
    return Comparison(old, new, tuple(rows), tuple(_moves(old, new)), able, lost)


def _row(old: Item | None, new: Item, alike: bool, effects: dict[str, Effect]) -> Row:  # noqa: FBT001 - of two facts one
    changed = changes(old, new, alike=alike) if old is not None else ()
    plain: Effect = "new" if old is None else "changed" if changed else "same"
    return Row(min(effects.values(), key=ORDER.index, default=plain), old, new, changed, effects)


def changes(old: Item, new: Item, *, alike: bool) -> tuple[Field | Literal["id"], ...]:
    """What of an item is different; ``alike``: both feeds are of one format, so that markup counts too."""
    found: list[Field | Literal["id"]] = []
    if old.id != new.id:
        found.append("id")
    if (old.title if alike else old.headline) != (new.title if alike else new.headline):
        found.append("title")
    if old.link != new.link:
        found.append("link")
    if (old.content if alike else old.words) != (new.content if alike else new.words):
        found.append("content")
    if alike and old.summary != new.summary:
        found.append("summary")
    if old.published != new.published or (old.published is None and old.date != new.date):
        found.append("date")
    if alike and (old.modified != new.modified or (old.modified is None and old.updated != new.updated)):
        found.append("updated")
    if old.enclosures != new.enclosures:
        found.append("enclosures")
    return tuple(found)


def _effects(reader: Reader, old: Snapshot, new: Snapshot, pairs: Pairs) -> list[Effect]:
    """What a reader makes of each item of the new feed."""
    before = reader.keys(old.items)
    after = reader.keys(new.items)
    seen = set(before)
    twice = {key for key, count in Counter(before).items() if count > 1}
    met: set[tuple[str, ...]] = set()
    effects: list[Effect] = []
    for index, (item, key) in enumerate(zip(new.items, after, strict=True)):
        pair = pairs.get(index)
        if key is None:
            effects.append("left-out")
        elif key in met and key not in twice:
            effects.append("hidden")
        elif key not in seen:
            effects.append("resurfacing" if pair is not None and before[pair] is not None else "new")
        elif pair is None or before[pair] != key:
            effects.append("hidden")
        elif not changes(old.items[pair], item, alike=old.family == new.family):
            effects.append("same")
        else:
            effects.append("changed" if reader.edits == "replaced" else "unnoticed")
        if key is not None:
            met.add(key)
    return effects


def _fates(gone: Sequence[int], old: Snapshot, new: Snapshot) -> dict[int, Effect]:
    """Why items are no longer there: a feed keeps its newest, and it loses the oldest as new ones come."""
    oldest = min((one.published for one in new.items if one.published is not None), default=None)
    last = len(old.items) - _tail(old, new)
    fates: dict[int, Effect] = {}
    for index in gone:
        item = old.items[index]
        if item.id and item.id in new.withdrawn:
            fates[index] = "withdrawn"
        elif len(new.items) < len(old.items):
            fates[index] = "vanished"
        elif item.published is None or oldest is None:
            fates[index] = "aged-out" if index >= last else "vanished"
        else:
            fates[index] = "aged-out" if item.published <= oldest else "vanished"
    return fates


def _tail(old: Snapshot, new: Snapshot) -> int:
    """How many items at the end of the old feed are not in the new one, by their ids and links."""
    kept = {one.id or one.link for one in new.items}
    count = 0
    for item in reversed(old.items):
        if (item.id or item.link) in kept:
            break
        count += 1
    return count


def _moves(old: Snapshot, new: Snapshot) -> Iterator[str]:
    if old.family != new.family:
        yield f"the format is another: it was {old.format}, it is {new.format}"
    elif old.format != new.format:
        yield f"the version of the format is another: it was {old.format}, it is {new.format}"
    if old.id and new.id and old.id != new.id:
        yield f"the feed has another id, so that it is another feed: it was {old.id}, it is {new.id}"
    if old.own and new.own and old.own != new.own:
        yield f"the feed says that it is elsewhere (self): it was {old.own}, it is {new.own}"
    if old.home and new.home and old.home != new.home:
        yield f"the feed belongs to another page: it was {old.home}, it is {new.home}"
    if old.title != new.title:
        yield f"the feed has another title: it was {old.title[:100]!r}, it is {new.title[:100]!r}"
    yield from new.moved
