"""ssh://: a folder on another machine, switched at once or filled in place, as feeds.publish.local does it here."""

from __future__ import annotations

import posixpath
import re
import shlex
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from feeds.errors import UsageError
from feeds.publish.local import releases_of
from feeds.publish.manifest import Entry, Manifest, Seen, read
from feeds.publish.plan import Plan, State, Upload, done
from feeds.publish.remote import Remote, quoted, stage, staged
from feeds.publish.target import Progress, folders_of
from feeds.publish.tree import MANIFEST

_RELEASE = re.compile(r"[0-9]{6,9}")


def is_folder(remote: Remote) -> bool:
    """Whether something stands at the place already that is no link of ours: then it is filled in place."""
    folder = remote.address.folder
    link, ours = quoted(folder), shlex.quote(releases_of(posixpath.basename(folder)))
    said = remote.script(
        f"if [ -L {link} ]; then case $(readlink {link}) in {ours}/*) echo ours;; *) echo folder;; esac\n"
        f"elif [ -d {link} ]; then echo folder; elif [ -e {link} ]; then echo file; else echo nothing; fi\n"
    ).strip()
    if said == b"file":
        raise UsageError(f"At {folder} on {remote.address.host} stands a file, where a folder is wanted.")
    return said == b"folder"


class RsyncStore:
    """A folder on another machine that is filled in place."""

    takes_siblings = True

    def __init__(self, remote: Remote, name: str) -> None:
        self.remote = remote
        self.folder = remote.address.folder
        self.name = name

    def seen(self) -> Mapping[str, Seen]:
        """What is there now."""
        return self.remote.seen(self.folder)

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        return _cat(self.remote, f"{self.folder}/{MANIFEST}")

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place."""
        with staged() as local:
            (local / MANIFEST).write_bytes(manifest)
            self.remote.push(local, self.folder)

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Send one stage."""
        with staged() as local:
            sent = stage(local, uploads, mtime, told)
            self.remote.push(local, self.folder)
        return sent

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and the folders that they leave empty."""
        if paths:
            self.remote.script(f"cd {quoted(self.folder)}\n{_removal(paths)}")

    def close(self) -> None:
        """Log out."""
        self.remote.close()


class RsyncReleases:
    """A link to the current one of some releases on another machine; ``keep`` is how many of them stay."""

    takes_siblings = True
    keeps_releases = True

    def __init__(self, remote: Remote, name: str, keep: int) -> None:
        self.remote = remote
        self.link = remote.address.folder
        self.name = name
        self.keep = keep
        self.releases = posixpath.join(posixpath.dirname(self.link), releases_of(posixpath.basename(self.link)))
        self._current: str | None = None
        self._numbers: list[int] = []  # of all that is there, finished or not
        self._complete: list[int] = []
        self._said = Manifest()

    def state(self) -> State:
        """What is served now."""
        releases, link = quoted(self.releases), quoted(self.link)
        listing = self.remote.script(
            f"if [ -L {link} ]; then readlink {link}; else echo; fi\ncd {releases} 2>/dev/null || exit 0\n"
            f'for each in *; do [ -f "$each/{MANIFEST}" ] && echo "$each whole" || echo "$each part"; done\n'
        ).decode("utf-8", "replace")
        current, *others = listing.split("\n")
        self._numbers, self._complete = [], []
        for each in others:
            number, _, state = each.partition(" ")
            if _RELEASE.fullmatch(number):
                self._numbers.append(int(number))
                if state == "whole":
                    self._complete.append(int(number))
        self._current = posixpath.basename(current) or None
        if self._current is None:
            return State(Manifest(), {})
        place = f"{self.releases}/{self._current}"
        self._said = self._manifest(place)
        seen = self.remote.seen(place)
        seen.pop(MANIFEST, None)
        return State(self._said, seen)

    def carry_out(self, plan: Plan, before: Manifest, told: Progress) -> Manifest:
        """Make a release beside the current one, then point the link to it."""
        if self._current is not None and not plan:
            return before
        number = max(self._numbers, default=0) + 1
        with staged() as local:
            sent = stage(local, plan.uploads, plan.stamp, told)
            manifest = done(plan, sent, before, content=number)
            self._release(number, _removal(plan.removed), local, manifest)
        return manifest

    def announced(self) -> None:
        """Note in the current release that hubs have been told."""
        if self._current is None or not self._said.announce:
            return
        with staged() as local:
            (local / MANIFEST).write_bytes(replace(self._said, announce=()).bytes())
            self.remote.push(local, f"{self.releases}/{self._current}")

    def roll_back(self, now: int) -> tuple[str, Manifest]:
        """Make a new release with the content of the one before, whose changed files get a later time than ever."""
        state = self.state()
        before = [number for number in sorted(self._complete) if number < state.manifest.content]
        if self._current is None or not before:
            raise UsageError(f"{self.name} has no earlier release to go back to.")
        old = f"../{before[-1]:06}"
        wanted = self._manifest(f"{self.releases}/{before[-1]:06}")
        stamp = max(now, state.manifest.newest + 1)
        moment = time.strftime("%Y%m%d%H%M.%S", time.gmtime(stamp))  # POSIX touch -t, in UTC
        entries: dict[str, Entry] = {}
        steps = [_removal([path for path in state.manifest.files if path not in wanted.files])]
        steps += [f"mkdir -p {quoted(folder)}" for folder in folders_of(wanted.files)]
        for path, entry in wanted.files.items():
            here = state.manifest.files.get(path)
            if here is not None and here[:2] == entry[:2] and path in state.seen:
                entries[path] = here
                continue
            entries[path] = entry._replace(mtime=stamp)
            place = quoted(path)
            steps += [f"rm -f {place}; cp {quoted(f'{old}/{path}')} {place}; TZ=UTC0 touch -t {moment} {place}"]
        number = max(self._numbers) + 1
        with staged() as local:
            self._release(
                number, "\n".join(steps), local, Manifest(entries, stamp, wanted.content, wanted.feeds, wanted.feeds)
            )
        return f"release {before[-1]}", self._said

    def close(self) -> None:
        """Log out."""
        self.remote.close()

    def _release(self, number: int, steps: str, local: Path, manifest: Manifest) -> None:
        """Copy the current release by hard links, change that, add what is staged, the manifest last; then switch."""
        fresh = f"{self.releases}/{number:06}"
        copy = ""
        if self._current is not None:
            exclude = f"--exclude=/{MANIFEST}"
            copy = f"rsync -a {exclude} --link-dest=../{self._current}/ ./{self._current}/ ./{number:06}/\n"
        self.remote.script(
            f"mkdir -p {quoted(self.releases)}\ncd {quoted(self.releases)}\n"
            f"mkdir {number:06} || {{ echo 'another run is publishing here' >&2; exit 1; }}\n"
            f"{copy}cd {number:06}\n{steps}\n"
        )
        self.remote.push(local, fresh)
        with staged() as last:
            (last / MANIFEST).write_bytes(manifest.bytes())
            self.remote.push(last, fresh)
        self._switch(number)
        self._said = manifest

    def _switch(self, number: int) -> None:
        folder, name = posixpath.split(self.link)
        link, beside = quoted(name), quoted(f".{name}.feeds-new")
        releases = posixpath.basename(self.releases)
        kept = {*sorted({*self._complete, number})[-self.keep :], number}
        old = [f"{each:06}" for each in self._numbers if each not in kept and each <= number]
        was = (
            f'[ "$(readlink {link})" = {shlex.quote(f"{releases}/{self._current}")} ]'
            if self._current
            else f"[ ! -e {link} ]"
        )
        # mv -T is GNU's and busybox's word for "the link itself", mv -h that of the BSDs.
        self.remote.script(
            f"cd {quoted(folder or '.')}\n"
            f"{was} || {{ echo 'another run has published meanwhile' >&2; exit 1; }}\n"
            f"sync\nrm -f {beside}\nln -s {shlex.quote(f'{releases}/{number:06}')} {beside}\n"
            f"mv -fT {beside} {link} 2>/dev/null || mv -fh {beside} {link}\n"
            + "".join(f"rm -rf {quoted(f'{releases}/{each}')}\n" for each in old)
        )
        self._current = f"{number:06}"

    def _manifest(self, place: str) -> Manifest:
        return read(_cat(self.remote, f"{place}/{MANIFEST}"), f"{self.name}, {place}/{MANIFEST}")


def _cat(remote: Remote, path: str) -> bytes | None:
    data = remote.script(f"if [ -f {quoted(path)} ]; then cat {quoted(path)}; fi\n")
    return data or None


def _removal(paths: Sequence[str]) -> str:
    lines = [f"rm -f {quoted(path)}" for path in paths]
    lines += [f"rmdir {quoted(folder)} 2>/dev/null || :" for folder in reversed(folders_of(paths))]
    return "\n".join(lines) + "\n"
