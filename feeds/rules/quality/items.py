"""The items as a list: their dates, their order, and what is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from feeds.rules.entries import Entry, said, spot
from feeds.rules.formats import ATOM, JSON, RDF, RSS, RSS11
from feeds.rules.reading import Reading
from feeds.rules.rule import Spot, Where, part, quoted
from feeds.values.dates import Moment, Precision

_STALE: Final = dt.timedelta(days=365)
_OLDEST: Final = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)  # what is older is no date of a feed, as other books say
_FEW: Final = 3  # items of which nothing can be said about their order or sameness
_MIDNIGHTS: Final = 5
_HAS_DATES: Final = RSS - {"rss-0.91", "rss-0.92"} | RDF | RSS11  # the oldest have no dates of items
_SHOWN: Final = 200


def dates(found: Sequence[Entry], reading: Reading) -> Iterator[Where]:
    """Undated items; dates that are all the same, all at midnight, from the oldest to the newest, or long ago."""
    if reading.format in _HAS_DATES:
        undated = [entry for entry in found if entry.moment is None and not said(entry.date)]
        if len(undated) == len(found):
            all_of_them = f"none of the {len(found)} items has a date" if len(found) > 1 else "the item has no date"
            yield part("undated", found[0].node, what=all_of_them)
        else:
            for entry in undated:
                yield part("undated", entry.node, what="this item has no date")
    moments = [(entry, entry.moment) for entry in found if entry.moment is not None]
    if not moments:
        return
    first, earliest = moments[0]
    when = [moment.when for _entry, moment in moments]
    newest = max(when)
    if _OLDEST < newest < reading.now - _STALE and reading.format != "atom-1.0-entry":
        newest_entry = moments[when.index(newest)][0]
        days = (reading.now - newest).days
        yield part("stale", _date(newest_entry), date=f"{newest:%Y-%m-%d}", days=days)
    if len(moments) < _FEW:
        return
    if min(when) == newest:
        if reading.format not in ATOM:  # the book of Atom says it of updated
            yield part("one-date", _date(moments[1][0]), count=len(moments), date=quoted(said(first.date)))
        return
    if when[0] < when[-1] and all(one <= other for one, other in pairwise(when)):
        yield part("oldest-first", _date(first), first=f"{when[0]:%Y-%m-%d}", last=f"{when[-1]:%Y-%m-%d}")
    if len(moments) >= _MIDNIGHTS and _midnight(earliest) and all(_midnight(moment) for _entry, moment in moments):
        yield part("midnight", _date(first), count=len(moments))


def repeats(found: Sequence[Entry], reading: Reading) -> Iterator[Where]:
    """Titles and links that several items share, each told once."""
    if reading.format not in JSON:  # its own book says it of urls
        for first, second, count in _shared(found, [said(entry.link) for entry in found]):
            alone = reading.format in RSS and not (said(found[first].id) and said(found[second].id))
            facts = {"count": count, "first": first + 1, "text": quoted(said(found[second].link))}
            yield part("link-alone" if alone else "link", _part(found[second], "link"), **facts)
    for first, second, count in _shared(found, [said(entry.title).casefold()[:_SHOWN] for entry in found]):
        one, other = found[first], found[second]
        if count >= _FEW and said(one.link) != said(other.link):  # else it is one thing that stands there twice
            yield part("title", _part(other, "title"), count=count, first=first + 1, text=quoted(said(other.title)))


def _shared(found: Sequence[Entry], keys: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The indexes of the first and the second item of those that share a key, and how many there are."""
    if len(set(keys)) == len(found):
        return
    where: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key:
            where.setdefault(key, []).append(index)
    for indexes in where.values():
        if len(indexes) > 1:
            yield indexes[0], indexes[1], len(indexes)


def _part(entry: Entry, name: str) -> Spot:
    node = entry.link if name == "link" else entry.title
    return spot(node) if node is not None else entry.node


def _date(entry: Entry) -> Spot:
    return spot(entry.date) if entry.date is not None else entry.node


def _midnight(moment: Moment) -> bool:
    when = moment.when
    return not (when.hour or when.minute or when.second) or moment.precision <= Precision.DAY
