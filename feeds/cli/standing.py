"""What stands in a folder: of its own files each one's stamp, of those in a folder below it a sum of theirs.

The sum is that of the hashes of names and stamps, so that it does not depend on their order, and can be brought up to
date without a look at the others.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

Stamp = tuple[int, int, int]
MASK = (1 << 64) - 1
LEFT = ".feeds-new"


class There(NamedTuple):
    """``files`` are the stamps of the folder's own files, ``sums`` has a number for each folder below it, by path.

    ``is_swept`` is false where a run that was killed has left something.
    """

    files: dict[str, Stamp]
    sums: dict[str, int]
    is_swept: bool

    def without(self, folder: Path, names: Iterable[str]) -> There:
        """What there is beside some files."""
        return self._with(folder, names, -1)

    def plus(self, folder: Path, names: Iterable[str]) -> There:
        """What there is with some files."""
        return self._with(folder, names, 1)

    def _with(self, folder: Path, names: Iterable[str], sign: int) -> There:
        files, sums = dict(self.files), dict(self.sums)
        for name in names:
            above, _, own = name.rpartition("/")
            try:
                stat = (folder / name).lstat()
            except FileNotFoundError:
                continue
            if above:
                sums[above] = (sums.get(above, 0) + sign * summand(own, stat)) & MASK
            elif sign > 0:
                files[own] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            else:
                files.pop(own, None)
        return There(files, {above: total for above, total in sums.items() if total}, self.is_swept)

    def holds(self, other: There) -> bool:
        """Whether all is there that is in another."""
        return other.files.items() <= self.files.items() and other.sums.items() <= self.sums.items()

    def only(self, names: Iterable[str]) -> There | None:
        """What there is of some files and the folders that they are in; None if one is missing."""
        own: dict[str, None] = {}
        above: dict[str, None] = {}
        for name in names:
            folder = name.rpartition("/")[0]
            (above if folder else own)[folder or name] = None
        if not own.keys() <= self.files.keys() or not above.keys() <= self.sums.keys():
            return None
        return There({name: self.files[name] for name in own}, {name: self.sums[name] for name in above}, self.is_swept)


def summand(name: str, stat: os.stat_result) -> int:
    """What a file in a folder adds to its sum."""
    return hash((crc32(os.fsencode(name)), stat.st_size, stat.st_mtime_ns, stat.st_ino))


def look(folder: str) -> There:
    """What stands in a folder."""
    found = There({}, {}, is_swept=True)
    is_swept = True
    folders = [("", folder)]
    while folders:
        above, path = folders.pop()
        total = 0
        with contextlib.suppress(OSError), os.scandir(path) as scan:
            for entry in scan:
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{above}/{name}" if above else name, entry.path))
                    continue
                stat = entry.stat(follow_symlinks=False)
                if name.endswith(LEFT):
                    is_swept = False
                if above:
                    total += hash((crc32(os.fsencode(name)), stat.st_size, stat.st_mtime_ns, stat.st_ino))
                else:
                    found.files[name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if above:
            found.sums[above] = total & MASK
    return found._replace(is_swept=is_swept)


class Looking:
    """What stands in a folder, found out by another process meanwhile where the system has cheap ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._pipe = self._child = None
        if sys.platform == "linux" and threading.active_count() == 1:
            self._pipe, write = os.pipe()
            self._child = os.fork()
            if self._child == 0:
                os.close(self._pipe)  # so that writing ends when nobody reads any more
                # Whatever happens here, the parent looks itself; the child must not go on as a second one.
                with contextlib.suppress(BaseException), os.fdopen(write, "wb") as out:
                    out.write(marshal.dumps(tuple(look(self._folder))))
                os._exit(0)
            os.close(write)

    def found(self) -> There:
        """What is there; to be asked for once."""
        if self._pipe is None or self._child is None:
            return look(self._folder)
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        self._pipe = None
        os.waitpid(self._child, 0)
        try:
            return There(*marshal.loads(data))  # noqa: S302 - our own child said it
        except (ValueError, EOFError, TypeError):
            return look(self._folder)

    def close(self) -> None:
        """Nobody wants to know any more."""
        if self._pipe is not None and self._child is not None:
            os.close(self._pipe)
            os.waitpid(self._child, 0)
            self._pipe = None
