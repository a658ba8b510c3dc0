"""What ``feeds build`` reads: files and folders on the command line or in the configuration, as named documents."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from feeds.cli.excluded import Excluded
from feeds.config import FILE, Config
from feeds.convert.beside import HEAD, Neighbour, is_media
from feeds.convert.sound import duration, is_recording
from feeds.errors import DocumentError, FeedsError, UsageError

SETTINGS = (FILE, "pyproject.toml")  # no sidecars, though they end like them


class Found(NamedTuple):
    """What was read: documents, and files such as pictures that documents refer to, by the names in provenance."""

    documents: dict[str, bytes]
    files: dict[str, Neighbour]
    errors: list[FeedsError]


class Listed(NamedTuple):
    """A file by its resolved path; ``stamp`` is its size, time of change in ns, and inode, the size -1 if unknown."""

    path: str
    is_document: bool
    stamp: tuple[int, int, int]


def paths(given: Sequence[str], settings: Config) -> list[Path]:
    """The sources of the command line, else those of the configuration. Raises UsageError when there are none."""
    found = [Path(source) for source in given] or [settings.folder / source for source in settings.sources]
    if not found:
        where = settings.file or FILE
        raise UsageError(f'There is nothing to build from. Name files or folders, or set sources = ["…"] in {where}.')
    for path in found:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")
    return found


def listed(
    starts: Iterable[Path], roots: Sequence[Path], output: Path, excluded: Excluded | None = None
) -> dict[str, Listed]:
    """All files that sources mean, by the names that provenance gives them, in the order of reading.

    What is ``excluded`` is passed by, unless it is a source itself. Raises UsageError where two would be called the
    same.
    """
    starts = list(starts)
    excluded = excluded or Excluded()
    beside = [file for start in starts if start.is_file() for file in _beside(start)]
    beside += [file for folder in dict.fromkeys(start.parent for start in starts if start.is_file())
               for file in _media(folder)]  # fmt: skip
    bases = [f"{root.resolve()}{os.sep}" for root in roots]
    files = chain(
        chain.from_iterable(_files(start, output.resolve(), excluded, bases) for start in starts),
        ((str(path), _name(str(path), bases), _stat(str(path))) for path in beside),
    )
    named = {str(start.resolve()) for start in starts}
    found: dict[str, Listed] = {}
    for path, name, stat in files:
        is_document = path in named or not is_media(name)
        before = found.get(name)
        if before is not None:
            if before.path == path:
                continue
            if is_document or before.is_document:
                raise UsageError(f"Two documents would both be called {name}. Build from a folder that holds both.")
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ino) if stat else (-1, 0, 0)
        found[name] = Listed(path, is_document, stamp)
    return found


def read(files: Mapping[str, Listed], limit: int) -> Found:
    """The documents, the files beside them, and what could not be read.

    Pictures and the like in a folder are not read; one that is named itself counts as a document.
    """
    found = Found({}, {}, [])
    for name, one in files.items():
        try:
            if one.is_document:
                found.documents[name] = document(one, limit)
            else:
                found.files[name] = beside(one)
        except OSError as wrong:
            found.errors.append(DocumentError(name, f"it cannot be read: {wrong.strerror}."))
    return found


class Documents(Mapping[str, bytes]):
    """Documents that are read when they are asked for. Raises OSError then."""

    def __init__(self, files: Mapping[str, Listed], limit: int) -> None:
        self._files = {name: one for name, one in files.items() if one.is_document}
        self._limit = limit

    def __getitem__(self, name: str) -> bytes:
        return document(self._files[name], self._limit)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def offered(files: Mapping[str, Listed], limit: int) -> tuple[Documents, dict[str, Neighbour], list[FeedsError]]:
    """The same as ``read``, but that no document is read before it is asked for."""
    found = read({name: one for name, one in files.items() if not one.is_document}, limit)
    return Documents(files, limit), found.files, found.errors


def document(one: Listed, limit: int) -> bytes:
    """The bytes of a document. Raises OSError."""
    with Path(one.path).open("rb") as file:
        # Room is made for what is asked for, so that a high limit must not be asked of each small file.
        size = min(limit, os.fstat(file.fileno()).st_size)
        data = file.read(size + 1)  # one byte more shows the converter that it is too much
        return data if len(data) <= size else data + file.read(limit + 1 - len(data))


def beside(one: Listed) -> Neighbour:
    """What documents may want to know of a file, which is not opened before. Raises OSError."""
    size = one.stamp[0]
    return Neighbour(
        size if size >= 0 else Path(one.path).stat().st_size, partial(_beginning, one.path), partial(_lasts, one.path)
    )


def _lasts(path: str) -> float | None:
    if not is_recording(path):
        return None
    try:
        with Path(path).open("rb") as file:
            return duration(file, path)
    except OSError:
        return None


def _beginning(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""  # who copies it says why


def _beside(document: Path) -> Iterator[Path]:
    """The sidecar of a document that is named itself."""
    for path in (document.with_name(f"{document.name}.toml"), document.with_suffix(".toml")):
        if path.is_file() and path.resolve() != document.resolve():
            yield path.resolve()
            return


def _media(folder: Path) -> Iterator[Path]:
    """The pictures and the like in the folder of a document that is named itself."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=_by_name)
    except OSError:
        return
    for entry in entries:
        if is_media(entry.name) and not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
            yield Path(entry.path).resolve()


def _files(
    path: Path, output: Path, excluded: Excluded, bases: Sequence[str]
) -> Iterator[tuple[str, str, os.stat_result | None]]:
    """A file itself; of a folder all files but hidden ones, settings, what was built and what is excluded, by name.

    Paths are resolved; of a hundred thousand files only links are asked where they lead.
    """
    real = path.resolve()
    if not path.is_dir():
        yield str(real), _name(str(real), bases), _stat(str(real))
        return
    folders = [str(real)]
    out = str(output)
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=_by_name)
        except OSError:
            continue
        inside = []
        above = _above(folder, bases)
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if excluded(entry.path, str(real), name, is_folder=entry.is_dir()):
                    continue
                # Pictures are published as they are, so a link must not lead to other people's.
                inner = not is_media(name) or target.startswith(f"{real}{os.sep}")
                if inner and entry.is_file() and name not in SETTINGS:
                    yield target, _name(target, bases), _stat(target)
            elif entry.is_dir(follow_symlinks=False):
                if entry.path != out and not excluded(entry.path, str(real), name, is_folder=True):
                    inside.append(entry.path)
            elif (
                entry.is_file(follow_symlinks=False)
                and name not in SETTINGS
                and not excluded(entry.path, str(real), name, is_folder=False)
            ):
                place = entry.path
                yield place, _name(place, bases) if above is None else above + name, _stat_of(entry)
        folders += reversed(inside)


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _stat_of(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - as for all the others
    except OSError:
        return None  # reading it says why


def _above(folder: str, bases: Sequence[str]) -> str | None:
    """What stands before the names of a folder's files; None where more has to be looked at."""
    whole = folder + os.sep
    for base in bases:
        if whole.startswith(base):
            return whole[len(base) :].replace(os.sep, "/")
    return None


def _name(path: str, bases: Sequence[str]) -> str:
    """A path from the first root that holds it, so that no record names a machine's folders; else its last two."""
    for base in bases:
        if path.startswith(base):
            return path[len(base) :].replace(os.sep, "/")
    return str(PurePosixPath(*Path(path).parts[-2:]))
