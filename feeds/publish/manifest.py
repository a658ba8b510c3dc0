"""What a target holds, kept at the target itself as ``.feeds-manifest.json``.

An entry says: a run of ours has put a file of this digest there, whole. It is taken out before the file is touched
and written again when all is done, so a manifest never promises what a killed run has not done. It is believed only
as far as the target's own listing agrees.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from feeds.errors import PublishError

_PATH = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\\0-\x1f]{1,1024}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Entry(NamedTuple):
    """A file at the target; ``mtime`` is in seconds since 1970.

    ``of`` is, for a compressed sibling, the digest of the file that it was made from.
    """

    size: int
    sha256: str
    mtime: int
    of: str = ""


class Seen(NamedTuple):
    """A file as the target lists it; ``mtime`` in seconds, 0 where a target does not say."""

    size: int
    mtime: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files at a target by path, and the latest time that any file there ever had.

    ``feeds`` are the paths of the feeds among them. ``content`` is the number of the release whose content this is:
    after a rollback another one than its own. ``announce`` are feeds that changed and of which no hub has been told
    yet.
    """

    files: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    newest: int = 0
    content: int = 0
    announce: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    def bytes(self) -> bytes:
        """As it is stored; :func:`read` gives it back."""
        said = {
            "schema": 1,
            "newest": self.newest,
            "content": self.content,
            "announce": list(self.announce),
            "feeds": list(self.feeds),
            "files": {path: list(entry) for path, entry in sorted(self.files.items())},
        }
        return (json.dumps(said, ensure_ascii=False, indent=0) + "\n").encode("utf-8", "surrogatepass")


def read(data: bytes | None, where: str) -> Manifest:
    """The manifest that a target holds, an empty one where there is none.

    Raises PublishError for one that no run of ours can have written: it decides what is removed.
    """
    if data is None:
        return Manifest()
    try:
        said = json.loads(data.decode("utf-8", "surrogatepass"))
        _one(said["schema"])
        return Manifest(
            files={_path(path): _entry(*entry) for path, entry in said["files"].items()},
            newest=_count(said["newest"]),
            content=_count(said["content"]),
            announce=tuple(_path(path) for path in said["announce"]),
            feeds=tuple(_path(path) for path in said["feeds"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise PublishError(
            f"The manifest at {where} is damaged ({wrong}), so nothing was published. Remove it there; the next run "
            "then sends everything anew and removes nothing."
        ) from wrong


def _one(schema: object) -> None:
    if schema != 1:
        raise ValueError(f"its schema is {schema!r}, and this version knows 1")


def _path(path: object) -> str:
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path inside a folder")
    return path


def _count(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 1 << 53:
        raise ValueError(f"{number!r} is no count")
    return number


def _entry(size: object, sha256: object, mtime: object, of: object = "") -> Entry:
    if not isinstance(sha256, str) or not isinstance(of, str) or not _DIGEST.fullmatch(sha256):
        raise ValueError("a digest is none")
    return Entry(_count(size), sha256, _count(mtime), of)
