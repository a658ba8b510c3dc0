"""Single lines of a ledger's file, found without a look at the others: it is sorted by first publication and uri."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Protocol

from feeds.articles.ledgerfile import Entry, Ledger
from feeds.articles.moments import moment

Splice = tuple[int, int, bytes]  # start and end of a range, and what stands there instead


class Bytes(Protocol):
    """What there is of bytes in a file that is mapped into memory, too."""

    def __len__(self) -> int: ...

    def __getitem__(self, where: slice, /) -> bytes: ...

    def find(self, what: bytes, start: int, end: int, /) -> int:
        """The first place, -1 where there is none."""

    def rfind(self, what: bytes, start: int, end: int, /) -> int:
        """The last place, -1 where there is none."""


class Lines:
    """A ledger's file as ``Ledger.bytes`` writes it."""

    def __init__(self, data: Bytes) -> None:
        self._data = data

    def read(self, wanted: Iterable[tuple[str, str]]) -> Ledger:
        """The entries of those first publications and uris, which are all there. Raises ValueError."""
        parts = []
        for first, uri in wanted:
            start, end = self._place(moment(first), uri)
            if start == end:
                raise ValueError(uri)
            parts.append((start, self._data[start:end]))
        return Ledger.read(b"".join(line for _, line in sorted(parts)))

    def last(self) -> Ledger:
        """The last entry."""
        return Ledger.read(self._data[self._data.rfind(b"\n", 0, len(self._data) - 1) + 1 : len(self._data)])

    def spliced(self, entries: Sequence[Entry]) -> tuple[Splice, ...]:
        """What has to be put where, so that the file has these entries."""
        found = []
        for entry in sorted(entries, key=lambda one: (one.first, one.uri)):
            start, end = self._place(entry.first, entry.uri)
            line = Ledger((entry,)).bytes()
            if self._data[start:end] != line:
                found.append((start, end, line))
        return tuple(found)

    def _place(self, first: dt.datetime, uri: str) -> tuple[int, int]:
        """Where a line begins and ends; where it ought to stand, if it begins and ends there."""
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._end(start)
            age = self._age(start, end)
            if age == (first, uri):
                return start, end
            if age < (first, uri):
                low = end
            else:
                high = start
        return low, low

    def _end(self, start: int) -> int:
        return self._data.find(b"\n", start, len(self._data)) + 1 or len(self._data)

    def _age(self, start: int, end: int) -> tuple[dt.datetime, str]:
        said = json.loads(self._data[start:end])
        return moment(said["first"]), said["uri"]
