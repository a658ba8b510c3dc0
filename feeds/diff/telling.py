"""A comparison in words for people, and as plain values for JSON."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from feeds.diff.comparison import ORDER, SAYS, Comparison, Effect, Row
from feeds.diff.snapshot import Item, Snapshot

QUIET: frozenset[Effect] = frozenset({"same", "aged-out"})
Value = dict[str, object]


def lines(made: Comparison, shown: int) -> Iterator[str]:
    """The comparison as text, at most ``shown`` items of a kind; 0 for all."""
    old, new = made.old, made.new
    yield f"{old.name} ({old.format}, {_items(old)}) → {new.name} ({new.format}, {_items(new)})"
    for sentence in made.moves:
        yield f"  {sentence}"
    for reader in made.lost:
        yield f"  {reader.name} does not read {new.format}: its subscribers get nothing any more"
    moments = sorted(item.published for item in new.items if item.published is not None)
    by_effect: dict[Effect, list[Row]] = defaultdict(list)
    for row in made.rows:
        by_effect[row.effect].append(row)
    for effect in ORDER:
        rows = by_effect.get(effect, [])
        if not rows or effect in QUIET:
            continue
        yield f"  {effect} ({len(rows)})"
        for row in rows[: shown or None]:
            yield from _row(row, made, moments)
        if shown and len(rows) > shown:
            yield f"    and {len(rows) - shown} more"
    quiet = [f"{len(by_effect[effect])} {SAYS[effect]}" for effect in ORDER if effect in QUIET and by_effect[effect]]
    if quiet:
        yield f"  {', '.join(quiet)}"
    if made.readers and any(effect not in QUIET for effect in by_effect):
        yield "  What subscribers see:"
        yield from _by_reader(made)


def _row(row: Row, made: Comparison, moments: Sequence[dt.datetime]) -> Iterator[str]:
    item = row.new or row.old
    assert item is not None, "a row is of an item"
    where = (made.new if row.new is not None else made.old).name
    # What comes late stands far down in a reader, or is taken for old news.
    late = len(moments) - bisect_right(moments, item.published) if row.effect == "new" and item.published else 0
    aside = f" (older than {late} others)" if late else ""
    yield f"    {where}:{item.line}:{item.column}: {_called(item)}{aside}"
    if row.old is not None and row.new is not None and row.changed:
        if "id" in row.changed:
            yield f"      id: {row.old.id or 'none'} → {row.new.id or 'none'}"
        rest = [field for field in row.changed if field != "id"]
        if rest:
            yield f"      changed: {', '.join(rest)}"
    effects = set(row.readers.values())
    if len(effects) > 1 or (effects and row.effect in {"resurfacing", "hidden", "left-out"}):
        for effect in ORDER:
            names = [name for name, one in row.readers.items() if one == effect]
            if names:
                yield f"      {SAYS[effect]}: {'every reader' if len(effects) == 1 else ', '.join(names)}"


def _by_reader(made: Comparison) -> Iterator[str]:
    alike: dict[str, list[str]] = defaultdict(list)
    for reader in made.readers:
        counts = [
            f"{count} {effect}"
            for effect in ORDER
            if effect not in QUIET and (count := made.count(effect, reader.name))
        ]
        alike[", ".join(counts) or "nothing"].append(reader.name)
    for said, names in alike.items():
        yield f"    {', '.join(names)}: {said}"


def _items(one: Snapshot) -> str:
    return f"{len(one.items)} item{'' if len(one.items) == 1 else 's'}"


def _called(item: Item) -> str:
    name = item.headline or item.words
    return name[:100] + ("…" if len(name) > 100 else "") if name else item.link or item.id or f"item {item.number}"


def value(made: Comparison) -> Value:
    """The comparison as plain values."""
    return {
        "old": _feed(made.old),
        "new": _feed(made.new),
        "moves": list(made.moves),
        "lost": [reader.name for reader in made.lost],
        "readers": [
            {
                "name": reader.name,
                "key": reader.by,
                "edits": reader.edits,
                "source": reader.source,
                "counts": {effect: made.count(effect, reader.name) for effect in ORDER},
            }
            for reader in made.readers
        ],
        "items": [_item_row(row) for row in made.rows],
    }


def _feed(one: Snapshot) -> Value:
    return {
        "source": one.name,
        "url": one.url,
        "format": one.format,
        "id": one.id or None,
        "self": one.own or None,
        "title": one.title,
        "items": len(one.items),
    }


def _item_row(row: Row) -> Value:
    return {
        "effect": row.effect,
        "changed": list(row.changed),
        "old": _item(row.old),
        "new": _item(row.new),
        "readers": dict(row.readers),
    }


def _item(item: Item | None) -> Value | None:
    if item is None:
        return None
    return {
        "index": item.number,
        "line": item.line,
        "column": item.column,
        "id": item.id or None,
        "url": item.link or None,
        "title": item.headline or None,
        "published": item.published.isoformat() if item.published else None,
    }


def totals(several: Sequence[Comparison]) -> dict[Effect, int]:
    """How many items have each effect, over several comparisons."""
    return {effect: sum(one.count(effect) for one in several) for effect in ORDER}
