"""The pictures, sound and the like that a build copies beside its pages, and those that it does not need any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from feeds.convert.placed import FOLDER
from feeds.errors import UsageError

if TYPE_CHECKING:
    from feeds.build import Build
    from feeds.cli.sources import Listed
    from feeds.publish.folder import Content

LARGEST = 2_000_000_000  # bytes; more is no part of an article, but a slip


def together(
    made: Build, listed: Mapping[str, Listed], pictures: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, Content]:
    """All that a build has to write, in order: its ledger, what pages show, the pages and what leads to them.

    ``pictures`` are icons and covers.

    Raises UsageError for a file that is too large to be published.
    """
    copies: dict[str, Content] = dict(pictures)
    for path, name in sorted(made.media.items()):
        one = listed[name]
        if one.stamp[0] > LARGEST:
            raise UsageError(f"{name} has {one.stamp[0]} bytes; no more than {LARGEST} are published. Make it smaller.")
        copies[path] = Path(one.path)
    files: dict[str, Content] = dict(made.files)
    ledger = {name: files.pop(name) for name in list(files)[:1]}
    return {**ledger, **copies, **made.stored, **files}


def stale(made: Build, folder: Path) -> Iterator[str]:
    """What earlier builds copied into ``folder`` and this one has not: in the folders of articles, which are ours.

    None while a document could not be read: it may show what seems to be left.
    """
    if made.errors or not (folder / FOLDER).is_dir():
        return
    ours = {entry.slug for entry in (*made.known.entries, *made.ledger.entries)}
    for inside in sorted((folder / FOLDER).iterdir()):
        if inside.name in ours and inside.is_dir() and not inside.is_symlink():
            for file in sorted(inside.iterdir()):
                path = f"{FOLDER}/{inside.name}/{file.name}"
                if path not in made.media and file.is_file() and not file.name.startswith("."):
                    yield path


def sizes(made: Build, listed: Mapping[str, Listed]) -> dict[str, int]:
    """The bytes of each file that was copied."""
    return {path: listed[name].stamp[0] for path, name in sorted(made.media.items())}
