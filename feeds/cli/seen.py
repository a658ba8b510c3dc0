"""What a build saw: of each document its stamp and digest, packed, so that nothing is made of what did not change."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from feeds.cli import last, sources
from feeds.cli.sources import Listed
from feeds.convert.beside import Neighbour, is_media

TABLE = "CREATE TABLE documents (chunk INTEGER PRIMARY KEY, names BLOB, stamps BLOB, digests BLOB)"
CHUNK = 4096  # documents in a row of the table
STAMP, DIGEST = 24, 32  # bytes
BLOCK = 64  # documents that are compared at once
UNSURE = array("q", (-1, 0, 0)).tobytes()  # of a document that will be read again


class Seen(NamedTuple):
    """Documents and files in the order of reading; names end in a NUL."""

    names: bytes
    stamps: bytes
    digests: bytes


class Differences(NamedTuple):
    """Documents that are new or have other bytes, those that are gone, and what is seen now.

    ``touched`` are the names of pictures and the like that are new, may be otherwise, or are gone.
    """

    changed: dict[str, bytes]
    gone: list[str]
    touched: list[str]
    seen: Seen


class Neighbours(Mapping[str, Neighbour]):
    """Files that documents refer to, read when they are asked for."""

    def __init__(self, listed: Mapping[str, Listed]) -> None:
        self._listed = {name: one for name, one in listed.items() if not one.is_document}

    def __getitem__(self, name: str) -> Neighbour:
        try:
            return sources.beside(self._listed[name])
        except OSError as wrong:
            raise KeyError(name) from wrong

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


def now(listed: Mapping[str, Listed], digests: Mapping[str, bytes], begun: int) -> Seen:
    """What a run that began at a moment (ns) saw; what may have changed unnoticed will be read again."""
    stamps = bytearray(_stamps(listed))
    for at, one in enumerate(listed.values()):
        if one.stamp[1] >= begun - last.RACY:
            stamps[at * STAMP : at * STAMP + STAMP] = UNSURE
    return Seen(_names(listed), bytes(stamps), b"".join(digests.get(name, bytes(DIGEST)) for name in listed))


def load(tables: sqlite3.Connection) -> Seen:
    """What the last build saw."""
    rows = tables.execute("SELECT names, stamps, digests FROM documents ORDER BY chunk").fetchall()
    return Seen(*(b"".join(column) for column in zip(*rows, strict=True))) if rows else Seen(b"", b"", b"")


def save(tables: sqlite3.Connection, seen: Seen) -> None:
    """Keep what a build saw, where it is not what is there."""
    ends = [0]
    names = seen.names.split(b"\0")[:-1]
    for start in range(0, len(names), CHUNK):
        ends.append(ends[-1] + sum(map(len, names[start : start + CHUNK])) + len(names[start : start + CHUNK]))
    for chunk, (start, end) in enumerate(pairwise(ends)):
        at, to = chunk * CHUNK, (chunk + 1) * CHUNK
        row = (seen.names[start:end], seen.stamps[at * STAMP : to * STAMP], seen.digests[at * DIGEST : to * DIGEST])
        old = tables.execute("SELECT names, stamps, digests FROM documents WHERE chunk = ?", (chunk,)).fetchone()
        if old != row:
            tables.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", (chunk, *row))
    tables.execute("DELETE FROM documents WHERE chunk >= ?", (len(ends) - 1,))


def differences(before: Seen, listed: Mapping[str, Listed], limit: int, most: int, begun: int) -> Differences | None:
    """What is otherwise than a build saw it, for a run that began at a moment (ns).

    None where more than ``most`` documents or pictures may be. Raises OSError.
    """
    names, stamps = _names(listed), _stamps(listed)
    gone: list[str] = []
    touched: list[str] = []
    old: Sequence[int | None] | range = range(len(listed))
    if names != before.names:
        place = {name: at for at, name in enumerate(before.names.split(b"\0")[:-1])}
        old = [place.pop(name, None) for name in names.split(b"\0")[:-1]]
        gone = [os.fsdecode(name) for name in place]
        touched = [name for name in gone if is_media(name)]
    fresh = list(_fresh(old, stamps, before.stamps))
    if len(fresh) + len(gone) > most:
        return None
    digests = bytearray(before.digests) if isinstance(old, range) else bytearray(
        b"".join(bytes(DIGEST) if at is None else before.digests[at * DIGEST : (at + 1) * DIGEST] for at in old)
    )  # fmt: skip
    kept = bytearray(stamps)
    order = list(listed) if fresh else []
    changed: dict[str, bytes] = {}
    for number in fresh:
        name = order[number]
        one = listed[name]
        if one.stamp[1] >= begun - last.RACY:
            kept[number * STAMP : (number + 1) * STAMP] = UNSURE
        if not one.is_document:
            touched.append(name)
            continue
        data = sources.document(one, limit)
        digest = hashlib.sha256(data).digest()
        if old[number] is None or digests[number * DIGEST : (number + 1) * DIGEST] != digest:
            changed[name] = data
        digests[number * DIGEST : (number + 1) * DIGEST] = digest
    return Differences(
        changed, [name for name in gone if not is_media(name)], touched, Seen(names, bytes(kept), bytes(digests))
    )


def _fresh(old: Sequence[int | None] | range, now_: bytes, then: bytes) -> Iterator[int]:
    """The numbers of the documents whose stamp is not that of ``old``'s number then."""
    if isinstance(old, range):
        step = BLOCK * STAMP
        starts = (at for at in range(0, len(now_), step) if now_[at : at + step] != then[at : at + step])
        numbers: Iterator[int] = chain.from_iterable(
            range(at // STAMP, min(at // STAMP + BLOCK, len(old))) for at in starts
        )
    else:
        numbers = iter(range(len(old)))
    for number in numbers:
        before = old[number]
        stamp = now_[number * STAMP : (number + 1) * STAMP]
        if before is None or stamp != then[before * STAMP : (before + 1) * STAMP]:
            yield number


def _names(listed: Mapping[str, Listed]) -> bytes:
    return os.fsencode("\0".join((*listed, "")))


def _stamps(listed: Mapping[str, Listed]) -> bytes:
    """The stamps, one after the other. Raises OverflowError where a number is too large."""
    return array("q", chain.from_iterable(one.stamp for one in listed.values())).tobytes()
