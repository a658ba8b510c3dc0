"""What the last build left, in a file of the user's cache folder: with it only what changed is built.

The file may be deleted at any time, and a build without it makes the same. It is of use only where the program, the
configuration, what was built and the ledger are exactly as that build left them; otherwise everything is built. It is
replaced as a whole, after all that was built is in its place, so that neither a kill nor a second build can make it
tell of what is not there.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import marshal
import os
import sys
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self, cast

import feeds
from feeds.cli import sources
from feeds.cli.sources import Listed
from feeds.convert.beside import Neighbour

Stamp = tuple[int, int, int]
MAGIC = b"feeds build 1\n"
RACY = 2_000_000_000  # ns before a run within which a change may not have changed the time: some disks count in 2 s
OLD, HALF = 60 * 86_400, 86_400  # seconds
TICK = 0.02  # seconds after which the clock of a disk with finer times has gone on


class Left(NamedTuple):
    """``seen`` has the stamp and digest of each document and file, ``built`` the stamps of what was built."""

    key: str
    seen: dict[str, tuple[int, int, int, bytes]]
    built: dict[str, Stamp]
    memory: list[object]


class Differences(NamedTuple):
    """Documents that are new or have other bytes, and those that are gone."""

    changed: dict[str, bytes]
    gone: list[str]


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


def place(cache: Path | None, folder: Path) -> Path | None:
    """Where that of a build into a folder is."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache / "builds" / f"{name}.build" if cache else None


def program() -> str:
    """Which version of the program runs, down to the time of its files."""
    package = Path(feeds.__file__).parent
    newest = max(entry.stat().st_mtime_ns for entry in _modules(str(package)))
    return f"{feeds.__version__} {newest} {sys.version}"


def _modules(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as scan:
        for entry in scan:
            if entry.is_dir(follow_symlinks=False):
                yield from _modules(entry.path)
            elif entry.name.endswith(".py"):
                yield entry


def load(file: Path | None, key: str) -> Left | None:
    """What a build left under a key, None where there is nothing of use."""
    if file is None:
        return None
    try:
        data = file.read_bytes()
    except OSError:
        return None
    head = len(MAGIC) + 4
    if not data.startswith(MAGIC) or zlib.crc32(memoryview(data)[head:]) != int.from_bytes(data[len(MAGIC) : head]):
        return None
    try:
        plain = marshal.loads(memoryview(data)[head:])  # noqa: S302 - the user's own file, whole by its checksum
        left = Left(*plain)
    except (ValueError, TypeError, EOFError):
        return None
    return left if left.key == key else None


def save(file: Path, left: Left) -> None:
    """Keep what a build left, for the next one; where that cannot be, the next one builds everything."""
    data = marshal.dumps(tuple(left))
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            beside.write_bytes(b"".join((MAGIC, zlib.crc32(data).to_bytes(4), data)))
            beside.replace(file)
            _sweep(file.parent)
        finally:
            beside.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what no build has asked for in a long time, and what a killed one left half written."""
    for one in folder.iterdir():
        age = time.time() - one.stat().st_mtime
        if age > OLD or (age > HALF and one.name.startswith(".")):
            one.unlink(missing_ok=True)


def forget(file: Path | None) -> None:
    """Nothing is left of a build."""
    if file is not None:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def differences(left: Left, listed: Mapping[str, Listed], limit: int, most: int) -> Differences | None:
    """What is otherwise than a build saw it.

    None where a picture or the like is, or more than ``most`` documents may be.
    """
    seen = left.seen
    fresh = {name: one for name, one in listed.items() if (before := seen.get(name)) is None or before[:3] != one.stamp}
    gone = [name for name in seen if name not in listed]
    if len(fresh) + len(gone) > most:
        return None
    changed: dict[str, bytes] = {}
    for name, one in fresh.items():
        if not one.is_document:
            return None
        try:
            data = sources.document(one, limit)
        except OSError:
            return None
        if name not in seen or seen[name][3] != hashlib.sha256(data).digest():
            changed[name] = data
        else:
            seen[name] = (*one.stamp, seen[name][3])
    return Differences(changed, gone)


def stamps(folder: Path) -> dict[str, Stamp]:
    """The files in a folder, by path with ``/``."""
    found: dict[str, Stamp] = {}
    folders = [("", str(folder))]
    while folders:
        prefix, path = folders.pop()
        with contextlib.suppress(OSError), os.scandir(path) as scan:
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    stat = entry.stat()
                    found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


class Looking:
    """The stamps of a folder, gathered by another process meanwhile where the system has cheap ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pipe = self._child = None
        if sys.platform == "linux" and threading.active_count() == 1:
            self._pipe, write = os.pipe()
            self._child = os.fork()
            if self._child == 0:
                os.close(self._pipe)  # so that writing ends when nobody reads any more
                with contextlib.suppress(BaseException), os.fdopen(write, "wb") as out:
                    out.write(marshal.dumps(stamps(folder)))
                os._exit(0)
            os.close(write)

    def found(self) -> dict[str, Stamp]:
        """The stamps; to be asked for once."""
        if self._pipe is None or self._child is None:
            return stamps(self._folder)
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        self._pipe = None
        os.waitpid(self._child, 0)
        try:
            return cast("dict[str, Stamp]", marshal.loads(data))  # noqa: S302 - our own child said it
        except (ValueError, EOFError, TypeError):
            return stamps(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody wants to know any more."""
        if self._pipe is not None and self._child is not None:
            os.close(self._pipe)
            os.waitpid(self._child, 0)
            self._pipe = None


def seen_now(
    listed: Mapping[str, Listed], digests: Mapping[str, bytes], start: int
) -> dict[str, tuple[int, int, int, bytes]]:
    """What a run that began at ``start`` (ns) saw of documents; what may have changed unnoticed will be read again."""
    return {
        name: (*(one.stamp if one.stamp[1] < start - RACY else (-1, 0, 0)), digests.get(name, b""))
        for name, one in listed.items()
    }


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without a search for garbage: millions of numbers and texts are read that are needed to the end."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def settle() -> None:
    """Wait until a change of what was written would change its time."""
    time.sleep(TICK)
