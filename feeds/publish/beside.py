"""A file is made beside its place first, under a name that says so, and takes its place by a rename."""

import os
import re
from pathlib import Path, PurePosixPath

from feeds.errors import UsageError
from feeds.values.stored import Stored

SUFFIX = ".feeds-new"
_NANO = 1_000_000_000
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9.-]*)?", re.ASCII)


class Beside:
    """Puts files beside their places in a folder, where they wait for ``Stage.write``; fit for other processes.

    Raises UsageError when the folder cannot be written.
    """

    def __init__(self, folder: str, token: str, *, only_compares: bool) -> None:
        self.token = token
        self._folder = folder
        self._only_compares = only_compares
        self._made: set[str] = set()

    def __call__(self, path: str, data: bytes) -> Stored:
        """What became of a file: it waits, unless it is there already just so."""
        beside, place, within = waiting(self._folder, path, self.token)
        try:
            state = self._state(place, data)
            if state == "same" or self._only_compares:
                return Stored(len(data), state)
            if within not in self._made:
                os.makedirs(within, exist_ok=True)  # noqa: PTH103 - of very many
                self._made.add(within)
            with open(beside, "wb", 0) as file:  # noqa: PTH123 - as above
                file.write(data)
            if state == "changed":
                later(Path(beside), Path(place))
        except OSError as wrong:
            raise refused(Path(place), wrong) from wrong
        return Stored(len(data), state)

    @staticmethod
    def _state(place: str, data: bytes) -> str:
        try:
            with open(place, "rb", 0) as file:  # noqa: PTH123 - of very many
                return "same" if file.read(len(data) + 1) == data else "changed"
        except FileNotFoundError:
            return "new"


def waiting(root: str, name: str, token: str) -> tuple[str, str, str]:
    """Where a file waits, its place, and the folder of both; of very many, so without paths that are objects."""
    if not _PLAIN.fullmatch(name):
        place_of(Path(root), name)
    place = f"{root}/{name}"
    within, _, last = place.rpartition("/")
    return f"{within}/.{last}.{token}{SUFFIX}", place, within


def place_of(folder: Path, name: str) -> Path:
    """Where a file goes; raises ValueError for a name that would lead out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0] == "/" or ".." in parts or "\\" in name:
        raise ValueError(f"not a path inside a folder: {name!r}")
    return folder.joinpath(*parts)


def refused(path: Path, wrong: OSError) -> UsageError:
    """What to tell somebody whose folder cannot be written."""
    where = wrong.filename if isinstance(wrong.filename, str) else path
    return UsageError(f"{where} cannot be written: {wrong.strerror or wrong}. Mend that, or build elsewhere (-o).")


def later(beside: Path, place: Path) -> None:
    """Give the new file the old one's permissions and, by the second, a later time."""
    try:
        old = place.stat()
    except FileNotFoundError:
        return
    beside.chmod(old.st_mode & 0o777)
    second = old.st_mtime_ns // _NANO + 1
    if beside.stat().st_mtime_ns < second * _NANO:
        os.utime(beside, ns=(second * _NANO, second * _NANO))
