"""A local folder, filled in place or switched at once.

Switched: ``DEST`` is a symbolic link to a release in ``.NAME.releases/`` beside it. A release is a folder of its own
in which unchanged files are hard links to the last one's, so an old page and its time stay as they are; ``DEST`` is
replaced by rename(2), which no reader can see half done (``ln -sfn`` removes it first and is not used). A folder that
stands at ``DEST`` already is filled in place instead: it is somebody's, and a folder cannot be replaced by a link at
once.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Manifest, Seen, read
from feeds.publish.plan import Plan, State, Upload, done
from feeds.publish.target import Body, Progress, folders_of, one_by_one, temporary
from feeds.publish.tree import MANIFEST

_RELEASE = re.compile(r"[0-9]{6,9}")
_BLOCK = 1 << 20


def releases_of(name: str) -> str:
    """The folder beside a link of this name in which its releases are."""
    return f".{name}.releases"


class LocalStore:
    """A folder that is filled in place."""

    takes_siblings = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)
        self._lock: int | None = None

    def seen(self) -> Mapping[str, Seen]:
        """What is there now; the folder is this run's alone until it is closed."""
        with _named(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder)
            return _seen(self.folder, sweep=True)

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        with _named(self.folder):
            return _bytes(self.folder / MANIFEST)

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place."""
        with _named(self.folder):
            _replace(self.folder / MANIFEST, manifest)

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Put files in their places by renaming."""
        with _named(self.folder):
            for folder in folders_of(each.path for each in uploads):
                (self.folder / folder).mkdir(exist_ok=True)
            return one_by_one(uploads, mtime, self._put, told)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and the folders that they leave empty."""
        with _named(self.folder):
            for path in paths:
                (self.folder / path).unlink(missing_ok=True)
            for folder in reversed(folders_of(paths)):
                with suppress(OSError):  # it is not empty
                    (self.folder / folder).rmdir()

    def close(self) -> None:
        """Let others write the folder."""
        _unlock(self._lock)

    def _put(self, body: Body) -> None:
        place, beside = self.folder / body.path, self.folder / temporary(body.path)
        try:
            _write(beside, body, settle=True)
            with suppress(FileNotFoundError):
                beside.chmod(place.stat().st_mode & 0o777)
            beside.replace(place)
        except BaseException:
            with suppress(OSError):  # what stopped us is the news
                beside.unlink()
            raise


class LinkedFolder:
    """A link to the current one of some releases; ``keep`` is how many of them stay."""

    takes_siblings = True
    keeps_releases = True

    def __init__(self, link: Path, keep: int) -> None:
        self.link = link
        self.releases = link.parent / releases_of(link.name)
        self.keep = keep
        self.name = str(link)
        self._lock: int | None = None

    def state(self) -> State:
        """What is served now; the releases are this run's alone until it is closed."""
        with _named(self.link):
            self.releases.mkdir(parents=True, exist_ok=True)
            if self._lock is None:  # a rollback in the same run has it
                self._lock = _locked(self.releases)
            current = self._current()
            self._sweep(current)
            if current is None:
                return State(Manifest(), {})
            return State(self._manifest(current), _seen(current, sweep=False))

    def carry_out(self, plan: Plan, before: Manifest, told: Progress) -> Manifest:
        """Make a release beside the current one, then point the link to it."""
        current = self._current()
        if current is not None and not plan:
            return before
        with self._fresh() as fresh:
            paths = [*plan.kept, *(each.path for each in plan.uploads)]
            for folder in folders_of(paths):
                (fresh / folder).mkdir()
            for path in plan.kept:
                assert current is not None
                _link(current / path, fresh / path)
            sent = one_by_one(
                plan.uploads,
                plan.stamp,
                lambda body: _write(fresh / body.path, body, settle=not hasattr(os, "sync")),
                told,
            )
            manifest = done(plan, sent, before, content=int(fresh.name))
            _replace(fresh / MANIFEST, manifest.bytes())
        self._switch(fresh)
        return manifest

    def announced(self) -> None:
        """Note in the current release that hubs have been told."""
        current = self._current()
        if current is None:
            return
        with _named(self.link):
            said = self._manifest(current)
            if said.announce:
                _replace(current / MANIFEST, replace(said, announce=()).bytes())

    def roll_back(self, now: int) -> tuple[str, Manifest]:
        """Make a new release with the content of the one before, whose changed files get a later time than ever."""
        state = self.state()
        current = self._current()
        before = [each for each in self._complete() if int(each.name) < state.manifest.content]
        if current is None or not before:
            raise UsageError(f"{self.name} has no earlier release to go back to.")
        old = before[-1]
        wanted = self._manifest(old)
        stamp = max(now, state.manifest.newest + 1)
        entries: dict[str, Entry] = {}
        with self._fresh() as fresh:
            for folder in folders_of(wanted.files):
                (fresh / folder).mkdir()
            for path, entry in wanted.files.items():
                here = state.manifest.files.get(path)
                same = here is not None and here[:2] == entry[:2]
                if here is not None and same and path in state.seen:
                    _link(current / path, fresh / path)
                    entries[path] = here
                else:
                    shutil.copyfile(old / path, fresh / path)
                    os.utime(fresh / path, (stamp, stamp))
                    entries[path] = entry._replace(mtime=stamp)
            manifest = Manifest(entries, stamp, wanted.content, wanted.feeds, wanted.feeds)
            _replace(fresh / MANIFEST, manifest.bytes())
        self._switch(fresh)
        return f"release {int(old.name)}", manifest

    def close(self) -> None:
        """Let others publish."""
        with suppress(OSError):  # there are releases, as usual
            self.releases.rmdir()
        _unlock(self._lock)
        self._lock = None

    def _current(self) -> Path | None:
        try:
            current = self.link.parent / self.link.readlink()
        except FileNotFoundError:
            return None
        return current if current.is_dir() else None  # somebody removed the release

    def _manifest(self, release: Path) -> Manifest:
        return read(_bytes(release / MANIFEST), str(release / MANIFEST))

    def _complete(self) -> list[Path]:
        """The releases that were finished, oldest first: the manifest is the last thing that is written."""
        found = [path for path in self.releases.iterdir() if _RELEASE.fullmatch(path.name)]
        return sorted((path for path in found if (path / MANIFEST).is_file()), key=lambda path: int(path.name))

    @contextmanager
    def _fresh(self) -> Iterator[Path]:
        """A new release's folder, which is seen safe on the disk in the end, and removed if it is not finished."""
        with _named(self.link):
            numbers = [int(path.name) for path in self.releases.iterdir() if _RELEASE.fullmatch(path.name)]
            fresh = self.releases / f"{max(numbers, default=0) + 1:06}"
            fresh.mkdir()
            try:
                yield fresh
                if hasattr(os, "sync"):
                    os.sync()
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise

    def _switch(self, release: Path) -> None:
        with _named(self.link):
            beside = self.link.with_name(f".{self.link.name}.feeds-new")
            beside.unlink(missing_ok=True)
            beside.symlink_to(f"{self.releases.name}/{release.name}")
            beside.replace(self.link)
            self._sweep(release)

    def _sweep(self, current: Path | None) -> None:
        """Remove what a killed run left, and the oldest releases."""
        complete = self._complete()
        kept = {path.name for path in complete[-self.keep :]} | ({current.name} if current else set())
        for path in self.releases.iterdir():
            if _RELEASE.fullmatch(path.name) and path.name not in kept:
                shutil.rmtree(path)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    """OSError as PublishError that names the file."""
    try:
        yield
    except OSError as wrong:
        where = wrong.filename if isinstance(wrong.filename, str) else place
        raise PublishError(
            f"{where} cannot be written: {wrong.strerror or wrong}. What was there is as it was; mend that and run "
            "again."
        ) from wrong


def _write(path: Path, body: Body, *, settle: bool) -> None:
    """Write a file; with ``settle`` it is safe on the disk afterwards."""
    with path.open("wb") as file:
        shutil.copyfileobj(body.file, file, _BLOCK)
        file.flush()
        if settle:
            os.fsync(file.fileno())
    os.utime(path, (body.mtime, body.mtime))


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.feeds-new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):  # as above
            beside.unlink()
        raise


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a file system without hard links, or too many of them
        shutil.copy2(old, new)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _seen(folder: Path, *, sweep: bool) -> dict[str, Seen]:
    """What is in a folder; with ``sweep`` what a killed run left is removed on the way."""
    seen: dict[str, Seen] = {}
    todo = [("", folder)]
    while todo:
        prefix, place = todo.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((f"{prefix}{entry.name}/", Path(entry.path)))
                elif entry.name.endswith(".feeds-new") and entry.name.startswith("."):
                    if sweep:
                        Path(entry.path).unlink(missing_ok=True)
                elif entry.is_file() and f"{prefix}{entry.name}" != MANIFEST:
                    status = entry.stat()
                    seen[f"{prefix}{entry.name}"] = Seen(status.st_size, int(status.st_mtime))
    return seen


def _locked(folder: Path) -> int | None:
    """A lock on the folder, where the system has one; a kill frees it."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - POSIX only

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as wrong:
        os.close(descriptor)
        raise UsageError(f"Another run is publishing to {folder}. Wait until it has ended, then try again.") from wrong
    return descriptor


def _unlock(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)
