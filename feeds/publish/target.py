"""What every place to publish to can do, and the order in which one that is filled file by file is filled.

Two kinds: a target that keeps releases is switched at once (a local folder, ssh); any other (SFTP, S3, WebDAV, a
folder that was there before) is filled in place: pages first, what leads to them after, removals last, each file
replaced as a whole. A reader never sees half a file or a link to a page that is not there; a run that was killed is
finished by the next one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, Protocol

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Manifest, Seen, read
from feeds.publish.media import Kind
from feeds.publish.plan import Plan, State, Upload, done
from feeds.publish.tree import MANIFEST

_DOUBT = "0" * 64  # the digest of what a run is about to replace
Progress = Callable[[str], None]  # told each path when it is there


class Body(NamedTuple):
    """A file on its way: where it goes, its bytes, how many, what it is, and its time in seconds since 1970."""

    path: str
    file: BinaryIO
    size: int
    kind: Kind
    mtime: int


class Target(Protocol):
    """A place to publish to; every method raises PublishError when the place does not do as it is told."""

    name: str  # for people; it carries no password
    takes_siblings: bool  # whether what serves it can choose between X and X.gz
    keeps_releases: bool  # whether it is switched at once, and can be switched back

    def state(self) -> State:
        """What is there now. Takes what lock the place has, until :meth:`close`."""
        ...

    def carry_out(self, plan: Plan, before: Manifest, told: Progress) -> Manifest:
        """Do what a plan says; what is there then comes back."""
        ...

    def announced(self) -> None:
        """Note that hubs have been told of everything."""
        ...

    def roll_back(self, now: int) -> tuple[str, Manifest]:
        """Serve the release before this one again: its name, and what is there then.

        ``now`` is in seconds since 1970. Raises UsageError where no release is kept.
        """
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


class Store(Protocol):
    """What a place that is filled file by file must offer; see Target for the attributes."""

    name: str
    takes_siblings: bool

    def seen(self) -> Mapping[str, Seen]:
        """The files there now; takes what lock the place has, until it is closed."""
        ...

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Put files in their places, each as a whole; the entries for the manifest come back."""
        ...

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        ...

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place, as a whole."""
        ...

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and folders that are empty then; one that is gone already is no error."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class InPlace:
    """A target that is filled file by file."""

    keeps_releases = False

    def __init__(self, store: Store) -> None:
        self.store = store
        self.name = store.name
        self.takes_siblings = store.takes_siblings
        self._manifest = Manifest()
        self._known: bytes | None = None

    def state(self) -> State:
        """What is there now."""
        seen = self.store.seen()
        self._known = self.store.manifest()
        self._manifest = read(self._known, f"{self.name}/{MANIFEST}")
        return State(self._manifest, {path: each for path, each in seen.items() if path != MANIFEST})

    def carry_out(self, plan: Plan, before: Manifest, told: Progress) -> Manifest:
        """Send in stages, then remove; the manifest says first what is about to be in doubt."""
        if not plan and self._known is not None:
            return self._manifest
        doubt = Entry(0, _DOUBT, 0)
        self._keep(
            Manifest(
                {**before.files, **{each.path: doubt for each in plan.uploads}},
                max(before.newest, plan.stamp),
                before.content,
                tuple(dict.fromkeys((*before.announce, *plan.changed_feeds))),
                plan.feeds,
            )
        )
        sent: dict[str, Entry] = {}
        for stage in plan.stages():
            sent.update(self.store.send(stage, plan.stamp, told))
        self.store.remove(plan.removed)
        self._keep(done(plan, sent, before))
        return self._manifest

    def announced(self) -> None:
        """Note that hubs have been told of everything."""
        said = self._manifest
        if said.announce:
            self._keep(replace(said, announce=()))

    def _keep(self, manifest: Manifest) -> None:
        """Write the manifest, unless another run has written its own meanwhile."""
        if self.store.manifest() != self._known:
            raise PublishError(f"Another run is publishing to {self.name}. When it has ended, run again.")
        self._known, self._manifest = manifest.bytes(), manifest
        self.store.keep(self._known)

    def roll_back(self, now: int) -> tuple[str, Manifest]:  # noqa: ARG002 - the protocol's
        """There is nothing to go back to. Raises UsageError that says what to do instead."""
        raise UsageError(
            f"{self.name} keeps no releases, so there is nothing to go back to. Build the articles as they were and "
            "publish again: only what differs is sent."
        )

    def close(self) -> None:
        """Let go of the connection."""
        self.store.close()


def one_by_one(uploads: Iterable[Upload], mtime: int, put: Callable[[Body], None], told: Progress) -> dict[str, Entry]:
    """Send files one after the other with ``put``. Raises PublishError for one that changed since it was planned."""
    sent: dict[str, Entry] = {}
    for upload in uploads:
        try:
            file, size = upload.open()
            with file:
                put(Body(upload.path, file, size, upload.kind, mtime))
                sent[upload.path] = upload.entry(file, size, mtime)
        except FileNotFoundError as wrong:
            if wrong.filename != str(upload.file.source):
                raise
            raise PublishError(f"{upload.file.source} is gone since the run began. Run again.") from wrong
        told(upload.path)
    return sent


def temporary(path: str) -> str:
    """The name under which a file is sent before it is renamed; hidden, so that no server lists it."""
    place = PurePosixPath(path)
    return str(place.with_name(f".{place.name}.feeds-new"))


def folders_of(paths: Iterable[str]) -> list[str]:
    """All folders that paths lie in, outer ones first; without the root."""
    found = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    return sorted(found - {"."}, key=lambda folder: (folder.count("/"), folder))
