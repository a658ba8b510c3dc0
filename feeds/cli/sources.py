"""What ``feeds build`` reads: files and folders on the command line or in the configuration, as named documents."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from feeds.config import FILE, Config
from feeds.convert.beside import HEAD, Neighbour, is_media
from feeds.errors import DocumentError, FeedsError, UsageError

SETTINGS = (FILE, "pyproject.toml")  # no sidecars, though they end like them


class Found(NamedTuple):
    """What was read: documents, and files such as pictures that documents refer to, by the names in provenance."""

    documents: dict[str, bytes]
    files: dict[str, Neighbour]
    errors: list[FeedsError]


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


def read(starts: Iterable[Path], roots: Sequence[Path], output: Path, limit: int) -> Found:
    """The documents by the names that provenance gives them, the files beside them, and what could not be read.

    Of a picture or the like in a folder only the beginning is read; one that is named itself counts as a document.
    """
    documents: dict[str, bytes] = {}
    files: dict[str, Neighbour] = {}
    errors: list[FeedsError] = []
    starts = list(starts)
    named = {start.resolve() for start in starts}
    beside = [file for start in starts if start.is_file() for file in _beside(start)]
    found = (file.resolve() for start in starts for file in _files(start, output.resolve()))
    for path in dict.fromkeys((*found, *beside)):
        name = _name(path, roots)
        if path not in named and is_media(name):
            try:
                with path.open("rb") as file:
                    files[name] = Neighbour(path.stat().st_size, file.read(HEAD))
            except OSError as wrong:
                errors.append(DocumentError(name, f"it cannot be read: {wrong.strerror}."))
            continue
        if name in documents:
            raise UsageError(f"Two documents would both be called {name}. Build from a folder that holds both.")
        try:
            with path.open("rb") as file:
                documents[name] = file.read(limit + 1)  # one byte more shows the converter that it is too much
        except OSError as wrong:
            errors.append(DocumentError(name, f"it cannot be read: {wrong.strerror}."))
    return Found(documents, files, errors)


def _beside(document: Path) -> Iterator[Path]:
    """The sidecar of a document that is named itself."""
    for path in (document.with_name(f"{document.name}.toml"), document.with_suffix(".toml")):
        if path.is_file() and path.resolve() != document.resolve():
            yield path.resolve()
            return


def _files(path: Path, output: Path) -> Iterator[Path]:
    """A file itself; of a folder all files but hidden ones, settings and what was built, by name."""
    if not path.is_dir():
        yield path
        return
    for parent, folders, names in os.walk(path):
        inside = Path(parent)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (inside / name).resolve() != output
        )
        for name in sorted(names):
            if not name.startswith(".") and name not in SETTINGS and (inside / name).is_file():
                yield inside / name


def _name(path: Path, roots: Sequence[Path]) -> str:
    """A path from the first root that holds it, so that no record names a machine's folders; else its last two."""
    for root in roots:
        try:
            return path.relative_to(root.resolve()).as_posix()
        except ValueError:
            continue
    return str(PurePosixPath(*path.parts[-2:]))
