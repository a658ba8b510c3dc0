"""What a run over many targets has finished, on the disk before it is told: ``--resume`` goes on from there.

One line of JSON a target behind a first line that says which run it is. A kill at any instant costs at most the last
line, which is then not whole and left out: its target is asked for again. A run that ends by itself removes the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from feeds.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows: two runs at once over the same targets are not kept apart there
    fcntl = None  # type: ignore[assignment]  # so that it can be asked for

OLD = 30 * 86_400  # seconds after which nobody goes on with a run


class Line(NamedTuple):
    """A finished target: its place among the run's, its outcome, what is looked at in its place, its further pages.

    No address that a person named stands here: it may hold a password.
    """

    key: tuple[int, ...]
    outcome: Sequence[object] | None
    instead: Sequence[Sequence[object]] = ()
    pages: Sequence[Sequence[object]] = ()


def run_key(*parts: object) -> str:
    """A name for a run: the same for the same targets looked at in the same way."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:24]


class Journal:
    """An open journal; ``done`` is what an earlier run has finished, by its place."""

    def __init__(self, path: Path, key: str, *, resume: bool) -> None:
        """Open it, to go on with (``resume``) or anew.

        Raises UsageError for one that cannot be written, that belongs to other targets or options, or that another run
        writes at the moment.
        """
        self.path = path
        self.done: dict[tuple[int, ...], Line] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = open(path, "a+b")  # noqa: PTH123, SIM115 - closed by close()
        except OSError as wrong:
            raise UsageError(
                f"The journal {path} cannot be written: {wrong.strerror}. Name another with --journal."
            ) from wrong
        try:
            self._begin(key, resume=resume)
        except BaseException:
            self._file.close()
            raise

    def _begin(self, key: str, *, resume: bool) -> None:
        if fcntl is not None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as wrong:
                raise UsageError(
                    f"Another run writes the journal {self.path}. Wait for it, or name another."
                ) from wrong
        whole = 0
        if resume:
            self._file.seek(0)
            whole = self._read(key)
        self._file.truncate(whole)
        if not whole:
            self._append([json.dumps({"journal": 1, "run": key})])

    def _read(self, key: str) -> int:
        """Read the lines; how many bytes of them are whole."""
        whole = 0
        for number, line in enumerate(self._file):
            if not line.endswith(b"\n"):
                break
            try:
                read = json.loads(line)
                if number == 0:
                    if read["run"] != key:
                        raise UsageError(
                            f"The journal {self.path} is of a run over other targets or with other options. "
                            "Repeat that run's command line with --resume, or leave --resume out."
                        )
                else:
                    place = tuple(map(int, read["key"]))
                    self.done[place] = Line(place, read["outcome"], read["instead"], read["pages"])
            except (ValueError, KeyError, TypeError):
                if number == 0:
                    raise UsageError(f"{self.path} is no journal of ours; name another with --journal.") from None
                break
            whole += len(line)
        return whole

    def write(self, lines: Iterable[Line]) -> None:
        """Append them; they are on the disk when this returns."""
        self._append([json.dumps(line._asdict()) for line in lines])

    def _append(self, lines: Sequence[str]) -> None:
        self._file.write("".join(line + "\n" for line in lines).encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self, *, finished: bool) -> None:
        """Leave it for ``--resume``; or remove it, when nothing is left to do."""
        if finished:
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._file.close()


def forget_old(folder: Path, now: float) -> None:
    """Remove the journals that nobody has written for a month; ``now`` in seconds since 1970."""
    with contextlib.suppress(OSError):
        for path in folder.glob("*.journal"):
            if now - path.stat().st_mtime > OLD:
                path.unlink()
