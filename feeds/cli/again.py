"""``feeds build`` after a build: only what changed is converted, written and checked; the rest is as it was left."""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from feeds.again import Memory, Patch, patched, remember
from feeds.again.earlier import FACT as MONTHS
from feeds.again.stock import Stock
from feeds.build import LEDGER, Build
from feeds.cli import last, leftovers, seen
from feeds.cli.attachments import LARGEST
from feeds.cli.context import Edge
from feeds.cli.made import sizes
from feeds.cli.sources import Listed, document
from feeds.cli.standing import Looking, There, look
from feeds.convert.placed import FOLDER as MEDIA
from feeds.emit import shelves
from feeds.emit.feed import Channel, page_path
from feeds.emit.feed import record_path as path_of_record
from feeds.emit.shelves import FOLDER as EARLIER
from feeds.emit.spec import Site
from feeds.publish.folder import Content, Spliced

MOST = 200  # documents that may have changed
FEW = 20  # files of one folder that are told one by one
ARTICLES = "articles/"


class Again:
    """Where the last build left what it left, for this run alone."""

    def __init__(self, file: Path, lock: int, folder: Path, said: Sequence[object]) -> None:
        self._file = file
        self._lock = lock
        self._folder = folder
        self._key = hashlib.sha256(repr((last.program(), said)).encode("utf-8", "surrogateescape")).hexdigest()
        self._begun = time.time_ns()  # files are dated by it
        # Begun at once: it is as much work as listing the documents, for another processor.
        self._looking = Looking(folder) if file.exists() else None

    @classmethod
    def begin(cls, cache: Path | None, folder: Path, said: Sequence[object]) -> Again | None:
        """For a build into a folder, of all that the configuration and the command line ``said``.

        None where there is no place for it, or another run has it.
        """
        file = last.place(cache, folder)
        lock = last.alone(file) if file else None
        return cls(file, lock, folder, said) if file and lock is not None else None

    def close(self) -> None:
        """Let other runs have it."""
        if self._looking:
            self._looking.close()
        os.close(self._lock)

    @contextlib.contextmanager
    def changed(
        self, listed: Mapping[str, Listed], channel: Channel, edge: Edge, limit: int, site: Site
    ) -> Iterator[Changed | None]:
        """What is otherwise than the last build left it; None where everything has to be built."""
        tables = last.opened(self._file, self._key) if self._looking else None
        if tables is None:
            yield None
            return
        with contextlib.closing(tables):
            try:
                found = self._changed(tables, listed, channel, edge, limit, site)
            except (OSError, OverflowError, ValueError, TypeError, KeyError, sqlite3.Error):
                found = None  # it is of no use
            yield found

    def _changed(
        self,
        tables: sqlite3.Connection,
        listed: Mapping[str, Listed],
        channel: Channel,
        edge: Edge,
        limit: int,
        site: Site,
    ) -> Changed | None:
        before = seen.load(tables)
        found = seen.differences(before, listed, limit, MOST, self._begun)
        if found is None:
            return None
        memory = Memory(tables)
        built = There(*memory.fact("built"))  # type: ignore[misc]  # as it was put there
        built = built._replace(files={name: (size, time_, inode) for name, (size, time_, inode) in built.files.items()})
        assert self._looking is not None, "there are tables"
        there = self._looking.found()
        if not there.is_swept or not there.holds(built):
            return None
        if not built.files.keys() >= set(leftovers.sitemaps(self._folder)):
            return None  # a build that remembered nothing made them

        def read(name: str) -> bytes:
            return found.changed[name] if name in found.changed else document(listed[name], limit)

        with _mapped(self._folder / LEDGER) as ledger:
            stock = Stock(
                [name for name, one in listed.items() if one.is_document],
                read,
                lambda slug: (self._folder / path_of_record(slug)).read_bytes(),
                lambda path: (self._folder / path).exists(),
                ledger,
                seen.Neighbours(listed),
                found.touched,
            )
            patch = patched(memory, stock, channel, found.changed, found.gone, clock=edge.now, limit=limit, site=site)
        if patch is None:
            return None
        media = {path: listed[name] for path, name in patch.media.items()}
        if any(one.stamp[0] > LARGEST for one in media.values()):
            return None  # which tells of it
        return Changed(patch, media, memory, self._folder, built, None if found.seen == before else found.seen)

    def keep(self, made: Build, copied: Mapping[str, int], listed: Mapping[str, Listed], site: Site) -> None:
        """Leave what a whole build made, once all of it is written; the folder is this run's alone.

        ``copied`` has the sizes of files that were not made, ``site`` what is declared.
        """

        def fill(tables: sqlite3.Connection) -> bool:
            tables.execute("BEGIN")
            memory = Memory(tables)
            media = {path: size for path, size in copied.items() if path in made.media}
            if not remember(memory, made, made.digests, site, media):
                return False
            tables.execute(seen.TABLE)
            seen.save(tables, seen.now(listed, made.digests, self._begun))
            last.settle()
            built = look(str(self._folder)).only((*copied, *made.stored, *made.files))
            if built is None:
                return False
            memory.put("built", built)
            memory.put("size", sum(size for name, size in sizes(made).items() if name.startswith(ARTICLES)))
            below = [
                name
                for name in made.files
                if "/" in name and not (name.startswith(ARTICLES) or shelves.FILE.fullmatch(name))
            ]
            memory.put("others", [name for name in copied if name not in made.media] + below)
            memory.put(last.KEY, self._key)
            tables.execute("COMMIT")
            return True

        last.replace(self._file, fill)


class Changed:
    """The patch, what there is to remember of it, and what stood in the folder before."""

    def __init__(
        self,
        patch: Patch,
        media: Mapping[str, Listed],
        memory: Memory,
        folder: Path,
        built: There,
        found: seen.Seen | None,
    ) -> None:
        self.patch = patch
        self._memory = memory
        self._folder = folder
        self._built = built
        self._seen = found
        self._rest = built
        made: dict[str, Content] = {
            name: one if isinstance(one, bytes) else Spliced(folder / name, one) for name, one in patch.files.items()
        }
        ledger = {name: made.pop(name) for name in (LEDGER,) if name in made}
        self.files: dict[str, Content] = {**ledger, **{path: Path(one.path) for path, one in media.items()}, **made}
        self._size = cast("int", memory.fact("size"))

    def feeds(self, names: Iterable[str]) -> dict[str, bytes]:
        """Feeds as they are or will be. Raises OSError."""
        made = {name: self.patch.files.get(name) for name in names}
        return {
            name: one if isinstance(one, bytes) else (self._folder / name).read_bytes() for name, one in made.items()
        }

    def begin(self) -> bool:
        """Whether the folder, which is this run's alone now, has the ledger that it had."""
        ledger = {LEDGER: self._built.files[LEDGER]}
        touched = (*self.files, *self.patch.stale)
        self._size -= self._articles(touched)
        self._rest = self._built.without(self._folder, touched)
        return There({}, {}, is_swept=True).plus(self._folder, [LEDGER]).files == ledger

    def keep(self) -> None:
        """Leave what the patch made, once it is written; the folder is still this run's alone."""
        if not self.files and not self.patch.stale and self._seen is None:
            return
        last.settle()
        self._size += self._articles(self.files)
        with contextlib.suppress(OSError, ValueError, sqlite3.Error):  # the next build looks at everything
            self._memory.put("built", self._rest.plus(self._folder, self.files))
            self._memory.put("size", self._size)
            if self._seen:
                seen.save(self._memory.tables, self._seen)
            self._memory.tables.execute("COMMIT")

    def _articles(self, names: Iterable[str]) -> int:
        """The bytes of pages and records among some files."""
        found = 0
        for name in names:
            if name.startswith(ARTICLES):
                with contextlib.suppress(FileNotFoundError):
                    found += (self._folder / name).lstat().st_size
        return found

    def count(self) -> int:
        """How many files there are in all."""
        sizes, many = self.sizes()
        return len(sizes) + sum(number for number, _ in many.values())

    def sizes(self) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
        """The sizes of what is built, in order, and of a folder of very many files how many they are and their sum."""
        alone = cast("list[str]", self._memory.fact("others"))
        many: dict[str, tuple[int, int]] = {}
        slugs = self._memory.column("SELECT slug FROM articles WHERE shown ORDER BY published DESC, uri LIMIT ?", FEW)
        pages = [path for slug in slugs for path in (page_path(slug), path_of_record(slug))]
        media: dict[str, int] = dict(self._memory.tables.execute("SELECT path, size FROM media ORDER BY path"))
        if len(media) > FEW:
            many = {f"{MEDIA}/": (len(media), sum(media.values())), **many}
            media = {}
        if len(pages) > FEW:
            many = {ARTICLES: (2 * self.patch.visible, self._size), **many}
            pages = []
        pages = [path for path in pages if path not in self.patch.stale]
        months = [shelves.file(page) for page in cast("list[str]", self._memory.fact(MONTHS))]
        if len(months) > FEW:
            many = {f"{EARLIER}/": (len(months), sum(map(self._bytes, months))), **many}
            months = []
        names = dict.fromkeys((LEDGER, *pages, *media, *alone, *months, *self._built.files))
        return {name: self._bytes(name) for name in names}, many

    def _bytes(self, name: str) -> int:
        """The size of a file, which may not have been written."""
        new = self.files.get(name)
        if isinstance(new, bytes):
            return len(new)
        with contextlib.suppress(FileNotFoundError):
            return (self._folder / name).lstat().st_size
        return 0


@contextlib.contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data
