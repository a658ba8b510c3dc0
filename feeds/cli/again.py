"""``feeds build`` after a build: only what changed is converted, written and checked; the rest is as it was left."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from feeds.again import Memory, Patch, patched, remembered
from feeds.again.patch import Stock
from feeds.build import LEDGER, Build
from feeds.cli import last
from feeds.cli.context import Edge
from feeds.cli.sources import Listed, document
from feeds.emit.feed import Channel, page_path
from feeds.emit.feed import record_path as path_of_record

MOST = 200  # documents that may have changed


class Again(NamedTuple):
    """Where the last build left what it left, under which key, and when this run began (ns)."""

    file: Path
    key: str
    folder: Path
    begun: int

    @classmethod
    def begin(cls, cache: Path | None, folder: Path, said: Sequence[object]) -> Again | None:
        """For a build into a folder, of all that the configuration and the command line ``said``."""
        file = last.place(cache, folder)
        if file is None:
            return None
        key = hashlib.sha256(repr((last.program(), said)).encode("utf-8", "surrogateescape")).hexdigest()
        return cls(file, key, folder, time.time_ns())

    def patch(
        self, listed: Mapping[str, Listed], channel: Channel, edge: Edge, limit: int
    ) -> tuple[Patch, Leaving] | None:
        """What changed since the last build, and what to leave; None where everything has to be built."""
        if not self.file.exists():
            return None
        with last.Looking(self.folder) as looking:
            return self._patch(looking, listed, channel, edge, limit)

    def _patch(
        self, looking: last.Looking, listed: Mapping[str, Listed], channel: Channel, edge: Edge, limit: int
    ) -> tuple[Patch, Leaving] | None:
        left = last.load(self.file, self.key)
        found = last.differences(left, listed, limit, MOST) if left else None
        if left is None or found is None:
            return None
        there = looking.found()
        if not left.built.items() <= there.items():
            return None
        try:
            ledger = (self.folder / LEDGER).read_bytes()
            memory = Memory.of(left.memory)
        except (OSError, TypeError, ValueError):
            return None

        def read(name: str) -> bytes:
            return found.changed[name] if name in found.changed else document(listed[name], limit)

        stock = Stock(
            [name for name, one in listed.items() if one.is_document],
            read,
            lambda slug: (self.folder / path_of_record(slug)).read_bytes(),
            there,
            ledger,
            last.Neighbours(listed),
        )
        try:
            made = patched(memory, stock, channel, found.changed, found.gone, clock=edge.now, limit=limit)
        except OSError:
            return None
        if made is None:
            return None
        for name, data in found.changed.items():
            stamp = listed[name].stamp if listed[name].stamp[1] < self.begun - last.RACY else (-1, 0, 0)
            left.seen[name] = (*stamp, hashlib.sha256(data).digest())
        for name in found.gone:
            del left.seen[name]
        return made, Leaving(left, ledger, len(stock.names))

    def keep(
        self, made: Build, written: Iterable[str], listed: Mapping[str, Listed], documents: Mapping[str, bytes]
    ) -> None:
        """Leave what a whole build made, once all of it is ``written``."""
        memory = remembered(made, documents)
        if memory is None:
            last.forget(self.file)
            return
        digests = {name: hashlib.sha256(data).digest() for name, data in documents.items()}
        last.settle()
        there = last.stamps(self.folder)
        written = {*made.media, *made.files}
        built = {name: there[name] for name in (*made.media, *made.files) if name in there}
        if len(built) == len(written):
            last.save(self.file, last.Left(self.key, last.seen_now(listed, digests, self.begun), built, memory.plain()))

    def keep_patch(self, made: Patch, leaving: Leaving) -> None:
        """Leave what a patch made, once it is written."""
        left = leaving.left
        last.settle()
        for name in made.stale:
            left.built.pop(name, None)
        for name in made.files:
            stat = (self.folder / name).stat()
            left.built[name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        last.save(self.file, left._replace(memory=made.memory.plain()))


class Leaving(NamedTuple):
    """What a patch goes on from, the ledger's bytes, and the number of documents."""

    left: last.Left
    ledger: bytes
    documents: int

    def sizes(self, made: Patch) -> dict[str, int]:
        """The sizes of all that is built, in the order of writing."""
        built = {name: stamp[0] for name, stamp in self.left.built.items() if name not in made.stale}
        built |= {name: len(data) for name, data in made.files.items()}
        slugs = made.memory.shown.slug
        order = [LEDGER, *(path for slug in slugs for path in (page_path(slug), path_of_record(slug)))]
        return {name: built[name] for name in dict.fromkeys((*order, *built))}
