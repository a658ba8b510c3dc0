"""The files of a built folder, in the order in which the public may see them: pages before what leads to them."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from feeds.emit.shelves import FILE
from feeds.errors import UsageError
from feeds.publish.media import HEAD, Kind, kind

MANIFEST = ".feeds-manifest.json"
_OURS_ONLY = (".feeds-new", ".feeds-lock")  # suffixes of what a run leaves that was killed
_BLOCK = 1 << 20


class File(NamedTuple):
    """A file to publish: its path from the site's root with ``/``, where it is, its size in bytes and its digest."""

    path: str
    source: Path
    size: int
    sha256: str
    kind: Kind

    @property
    def stage(self) -> int:
        """0 for what is only led to, 1 for the pages and lists that lead to it, 2 for feeds, 3 for lists of feeds."""
        if self.kind == "opml":
            return 3
        if self.kind != "other":
            return 2
        name = PurePosixPath(self.path).name
        return 1 if name.startswith(("index.", "sitemap")) or FILE.fullmatch(self.path) else 0


def files(folder: Path) -> tuple[File, ...]:
    """All files of a folder, in the order of publishing; within a stage what lies deeper (archives) goes first.

    Names that begin with a dot stay at home, ``.well-known`` apart. Raises UsageError for a folder that is not there,
    that is empty or cannot be read, and for a link that leads out of it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not there. Run `feeds build` first, or name the folder with --from.")
    try:
        root = folder.resolve(strict=True)
        found = [_file(root, path) for path in _walk(root)]
    except OSError as wrong:
        raise UsageError(f"{wrong.filename or folder} cannot be read: {wrong.strerror or wrong}.") from wrong
    if not found:
        raise UsageError(f"{folder} is empty, and an empty site is not published. Run `feeds build` first.")
    return tuple(sorted(found, key=lambda file: (file.stage, -file.path.count("/"), file.path)))


def hidden(name: str) -> bool:
    """Whether a file or folder of this name is never published."""
    return (name.startswith(".") and name != ".well-known") or name.endswith(_OURS_ONLY)


def _walk(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not hidden(name))
        for name in folders:
            if Path(place, name).is_symlink():
                raise UsageError(
                    f"{Path(place, name)} is a link to a folder, which is not followed. Put the folder there."
                )
        yield from (Path(place, name) for name in sorted(names) if not hidden(name))


def _file(root: Path, path: Path) -> File:
    name = path.relative_to(root).as_posix()
    if not path.resolve(strict=True).is_relative_to(root):
        raise UsageError(f"{path} is a link that leads out of the folder; what it leads to is not published.")
    if not path.is_file():
        raise UsageError(f"{path} is no ordinary file and cannot be published.")
    if "\\" in name or any(ord(letter) < 32 for letter in name):
        raise UsageError(f"{name!r} cannot be a name on every server. Rename it.")
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        head = block = file.read(_BLOCK)
        while block:
            digest.update(block)
            size += len(block)
            block = file.read(_BLOCK)
    return File(name, path, size, digest.hexdigest(), kind(name, head[:HEAD]))
