"""What a form is: two functions, Reports in, text out.

``piece`` words one source, perhaps in a process of its own. A form of Lines can be written as the pieces come; a
Document only when all are there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from feeds.report.telling import Tally, Telling
from feeds.rules.rule import Level

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Look(NamedTuple):
    """What a form is told from outside.

    ``fails`` is the level from which a finding fails the run. ``folder`` is the absolute path of the folder that
    relative sources are named from, ``root`` that of the repository; ``base_url`` is where ``folder`` is published.
    ``now`` is the time of the run.
    """

    colour: bool = False
    width: int = 120  # terminal columns
    statistics: bool = False
    fails: Level = Level.ERROR
    folder: str = "/"
    root: str = "/"
    base_url: str | None = None
    now: dt.datetime = EPOCH


class Totals(NamedTuple):
    """The sums over all sources; ``unchecked`` counts those that could not be looked at to their end.

    ``known`` and ``silenced`` count findings that are told nowhere: the baseline has them, or the document itself
    silences them.
    """

    documents: int
    errors: int
    warnings: int
    advice: int
    unchecked: int
    tally: tuple[Tally, ...] = ()
    known: int = 0
    silenced: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Errors, warnings, advice."""
        return self.errors, self.warnings, self.advice


class Lines(Protocol):
    """A form whose pieces stand for themselves: each is written as soon as it is known, an empty one not at all."""

    def piece(self, telling: Telling, look: Look) -> str:
        """One source's report, without a line end."""

    def closing(self, totals: Totals, look: Look) -> str:
        """What stands behind all pieces; "" for nothing."""


class Document(Protocol):
    """A form that is one document."""

    def piece(self, telling: Telling, look: Look) -> str:
        """One source's part of the document."""

    def whole(self, pieces: Sequence[str], totals: Totals, look: Look) -> Iterator[str]:
        """The document, in parts to be written one behind the other."""


def total(tellings: Iterable[Telling]) -> Totals:
    """The sums over some tellings."""
    every = list(tellings)
    errors, warnings, advice = (sum(each.count(level) for each in every) for level in Level)
    return Totals(
        len(every),
        errors,
        warnings,
        advice,
        sum(not each.checked for each in every),
        merged(each.tally for each in every),
    )


def merged(tallies: Iterable[tuple[Tally, ...]]) -> tuple[Tally, ...]:
    """Several tallies as one, the worst level first, then the most frequent."""
    sums: dict[tuple[str, str, Level], int] = {}
    for tally in tallies:
        for each in tally:
            key = each.code, each.name, each.level
            sums[key] = sums.get(key, 0) + each.found
    found = [Tally(*key, count) for key, count in sums.items()]
    return tuple(sorted(found, key=lambda each: (-each.level.rank, -each.found, each.code)))
