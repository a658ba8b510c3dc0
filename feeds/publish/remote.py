"""A machine reached with ssh: scripts run there, files sent with rsync.

The programs ``ssh`` and ``rsync`` are used and no library: everything that a person has set up for them holds here too
(~/.ssh/config, agent, known hosts, jump hosts, hardware keys, RSYNC_RSH), and rsync sends only what differs within a
file. https://download.samba.org/pub/rsync/rsync.1
"""

from __future__ import annotations

import calendar
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Seen
from feeds.publish.plan import Upload
from feeds.publish.target import Body, Progress, one_by_one

_LISTED = re.compile(rb"(\S{10,12}) +([0-9.,]+) (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (.*)")
_ESCAPED = re.compile(rb"\\#([0-7]{3})")
_BLOCK = 1 << 20
_SHOWN = 3  # lines of what a program says on stderr


class Address(NamedTuple):
    """Where to log in, and the folder there; ``folder`` is relative to the home of ``user`` or absolute."""

    host: str
    folder: str
    user: str | None = None
    port: int | None = None

    @property
    def login(self) -> str:
        """``user@host``, or only the host."""
        return f"{self.user}@{self.host}" if self.user else self.host


class Remote:
    """The machine at an address; ``env`` is the environment that the programs run in."""

    def __init__(self, address: Address, env: Mapping[str, str]) -> None:
        for program in ("ssh", "rsync"):
            if shutil.which(program, path=env.get("PATH")) is None:
                raise UsageError(f"Publishing with ssh needs the program {program}. Install it, or use sftp://.")
        self.address = address
        self._sockets: tempfile.TemporaryDirectory[str] | None = None
        shell = shlex.split(env.get("RSYNC_RSH") or "ssh")
        self._shell = [*shell, *(["-p", str(address.port)] if address.port else [])]
        self._shell += self._shared()
        # UTC and C: the times and the words of a listing are read.
        self._env = {**env, "RSYNC_RSH": shlex.join(self._shell), "TZ": "UTC0", "LC_ALL": "C"}

    def _shared(self) -> list[str]:
        """Options for a connection that all that follow go through, so that there is one login; none where ssh cannot.

        ControlPersist ends it a minute after a run that was killed. https://man.openbsd.org/ssh_config#ControlPersist
        """
        if Path(self._shell[0]).name != "ssh" or sys.platform == "win32":
            return []
        self._sockets = tempfile.TemporaryDirectory(prefix="feeds-ssh-", ignore_cleanup_errors=True)
        shared = ["-S", f"{self._sockets.name}/s"]
        master = [*self._shell, *shared, "-o", "ControlPersist=60", "-fNM", self.address.login]
        quiet = subprocess.DEVNULL  # it goes on in the background, and would hold a pipe open
        ran = subprocess.run(master, stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603 - as below
        return shared if ran.returncode == 0 else []

    def close(self) -> None:
        """End the connection."""
        if self._sockets is not None:
            quiet = subprocess.DEVNULL
            leave = [*self._shell, "-O", "exit", self.address.login]
            subprocess.run(leave, stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603 - as below
            self._sockets.cleanup()

    def script(self, text: str) -> bytes:
        """What a script for sh prints there. Raises PublishError when it fails."""
        return self._run(
            [*self._shell, self.address.login, "exec sh -eu"], "ssh", text.encode("utf-8", "surrogateescape")
        )

    def push(self, folder: Path, to: str) -> None:
        """Send all files of a local folder, with their times; each replaces what was there as a whole."""
        self._run(["rsync", "-rtI", "-s", f"{folder}/", f"{self._host}:{to}/"], "rsync")

    def seen(self, folder: str) -> dict[str, Seen]:
        """The files in a folder there."""
        listing = self._run(["rsync", "-r", "-8", "-s", "--list-only", f"{self._host}:{folder}/"], "rsync")
        seen: dict[str, Seen] = {}
        for line in listing.splitlines():
            match = _LISTED.fullmatch(line)
            if match and match[1].startswith(b"-"):
                when = calendar.timegm(time.strptime(match[3].decode(), "%Y/%m/%d %H:%M:%S"))
                name = _ESCAPED.sub(lambda escape: bytes([int(escape[1], 8) & 255]), match[4])
                size = int(match[2].replace(b",", b"").replace(b".", b""))
                seen[name.decode("utf-8", "surrogateescape")] = Seen(size, when)
        return seen

    @property
    def _host(self) -> str:
        host = f"[{self.address.host}]" if ":" in self.address.host else self.address.host
        return f"{self.address.user}@{host}" if self.address.user else host

    def _run(self, command: Sequence[str], program: str, given: bytes = b"") -> bytes:
        try:
            ran = subprocess.run(command, input=given, capture_output=True, env=self._env, check=False)  # noqa: S603 - a list, no shell, and an address that was looked at
        except OSError as wrong:
            raise UsageError(f"{command[0]} cannot be run: {wrong.strerror}.") from wrong
        if ran.returncode:
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines()[-_SHOWN:]
            raise PublishError(
                f"{program} to {self.address.login} failed: {' / '.join(said) or f'exit code {ran.returncode}'}. "
                "Mend that and run again."
            )
        return ran.stdout


@contextmanager
def staged() -> Iterator[Path]:
    """A local folder for files that are about to be sent, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="feeds-publish-") as folder:
        yield Path(folder)


def stage(folder: Path, uploads: Sequence[Upload], mtime: int, told: Progress) -> dict[str, Entry]:
    """Put copies into a folder with the times that they shall have there: rsync takes times from files."""

    def put(body: Body) -> None:
        place = folder / body.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            shutil.copyfileobj(body.file, file, _BLOCK)
        os.utime(place, (mtime, mtime))

    try:
        return one_by_one(uploads, mtime, put, told)
    except OSError as wrong:
        raise PublishError(f"{wrong.filename or folder} cannot be written: {wrong.strerror}.") from wrong


def quoted(path: str) -> str:
    """A path as a word for sh, which no program takes for an option."""
    return shlex.quote(path if path.startswith("/") else f"./{path}")
