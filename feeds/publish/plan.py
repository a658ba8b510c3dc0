"""What has to be done so that a target holds what a folder holds. Pure: nothing is read or sent here but files."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from feeds.publish.compressed import PATIENCE, SUFFIXES, compress, compressible
from feeds.publish.folder import Changes
from feeds.publish.manifest import Entry, Manifest, Seen
from feeds.publish.media import Kind
from feeds.publish.tree import File


class State(NamedTuple):
    """What is at a target: what our runs say of it, and what it lists itself."""

    manifest: Manifest
    seen: Mapping[str, Seen]


class Upload(NamedTuple):
    """A file that has to be sent; with a ``suffix``, its compressed sibling."""

    file: File
    suffix: str = ""
    is_new: bool = False
    hurry: bool = False  # compress quickly, since there is much to do

    @property
    def path(self) -> str:
        """Where it goes, from the site's root."""
        return self.file.path + self.suffix

    @property
    def kind(self) -> Kind:
        """What the file is, or what it is when it has been unpacked."""
        return self.file.kind

    def open(self) -> tuple[BinaryIO, int]:
        """Its bytes from the beginning, and how many they are."""
        if not self.suffix:
            return self.file.source.open("rb"), self.file.size
        packed = compress(self.file.source.read_bytes(), self.suffix, hurry=self.hurry)
        return io.BytesIO(packed), len(packed)

    def entry(self, body: BinaryIO, size: int, mtime: int) -> Entry:
        """What the manifest says of it once it is there."""
        if not self.suffix:
            return Entry(size, self.file.sha256, mtime)
        body.seek(0)
        return Entry(size, hashlib.sha256(body.read()).hexdigest(), mtime, self.file.sha256)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send, in this order; then what to remove; ``kept`` is what stays as it is.

    ``stamp`` is the modification time that everything sent gets, in seconds since 1970: later than any that the
    target ever had, because of three of four web servers a reader gets "not modified" for a file that is older than
    the one it knows. ``feeds`` are all feeds, sent or kept, without the lists of feeds.
    """

    uploads: tuple[Upload, ...]
    removed: tuple[str, ...]
    kept: Mapping[str, Entry]
    stamp: int
    feeds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.uploads or self.removed)

    @property
    def changes(self) -> Changes:
        """The same by path, for people."""
        return Changes(
            tuple(each.path for each in self.uploads if each.is_new),
            tuple(each.path for each in self.uploads if not each.is_new),
            self.removed,
            tuple(self.kept),
        )

    @property
    def changed_feeds(self) -> tuple[str, ...]:
        """The feeds among what is sent, by path."""
        return tuple(each.path for each in self.uploads if not each.suffix and each.path in self.feeds)

    def stages(self) -> Iterator[Sequence[Upload]]:
        """The uploads in groups, each to be there before the next begins."""
        for stage in range(4):
            group = [each for each in self.uploads if each.file.stage == stage]
            if group:
                yield group


def plan(wanted: Sequence[File], state: State, *, now: int, packed: bool) -> Plan:
    """The plan for a folder's ``wanted`` files; ``now`` is in seconds since 1970, ``packed`` asks for siblings.

    Only what our manifest names is ever removed, and compressed siblings of what is wanted: a stale one would be
    served in its place.
    """
    known, seen = state.manifest.files, state.seen
    uploads: list[Upload] = []
    kept: dict[str, Entry] = {}

    def there(path: str) -> Entry | None:
        entry = known.get(path)
        return entry if entry is not None and path in seen and seen[path].size == entry.size else None

    for file in wanted:
        entry = there(file.path)
        same = entry is not None and entry.sha256 == file.sha256
        if entry is not None and same:
            kept[file.path] = entry
        else:
            uploads.append(Upload(file, is_new=file.path not in seen))
        if not packed or not compressible(file.path, file.size):
            continue
        for suffix in SUFFIXES:
            sibling = there(file.path + suffix)
            if sibling is not None and entry is not None and same and sibling[2:] == (entry.mtime, file.sha256):
                kept[file.path + suffix] = sibling
            else:
                uploads.append(Upload(file, suffix, is_new=file.path + suffix not in seen))
    if sum(each.file.size for each in uploads if each.suffix == ".br") > PATIENCE:  # feeds are fetched most
        uploads = [each._replace(hurry=each.kind == "other") for each in uploads]
    feeds = tuple(file.path for file in wanted if file.kind not in ("other", "opml"))
    paths = {*kept, *(each.path for each in uploads)}
    own = {file.path for file in wanted}
    removed = [path for path in sorted(seen) if path not in paths and (path in known or _is_sibling(path, own))]
    newest = max((state.manifest.newest, *(seen[path].mtime for path in paths if path in seen)))
    return Plan(tuple(uploads), tuple(removed), kept, max(now, newest + 1), feeds)


def _is_sibling(path: str, own: set[str]) -> bool:
    return path.endswith(SUFFIXES) and path[:-3] in own


def done(plan: Plan, sent: Mapping[str, Entry], before: Manifest, *, content: int = 0) -> Manifest:
    """The manifest when all of a plan is carried out."""
    pending = dict.fromkeys((*before.announce, *plan.changed_feeds))
    there = {**plan.kept, **sent}
    return Manifest(
        files=there,
        newest=max(before.newest, plan.stamp if sent else 0),
        content=content or before.content,
        announce=tuple(path for path in pending if path in there),
        feeds=plan.feeds,
    )
