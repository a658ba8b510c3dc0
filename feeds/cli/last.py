"""What the last build left, in a file of the user's cache folder: with it only what changed is built.

The file may be deleted at any time, and a build without it makes the same. It is of use only where the program, the
configuration, what was built and the ledger are exactly as that build left them; otherwise everything is built. A run
has it for itself, and changes it in one transaction after all that was built is in its place, so that neither a kill
nor a second build can make it tell of what is not there.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import feeds

RACY = 2_000_000_000  # ns before a run within which a change may not have changed the time: some disks count in 2 s
OLD, HALF = 60 * 86_400, 86_400  # seconds
TICK = 0.02  # seconds after which the clock of a disk with finer times has gone on
KEY = "key"


def place(cache: Path | None, folder: Path) -> Path | None:
    """Where that of a build into a folder is."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache / "builds" / f"{name}.build" if cache else None


def program() -> str:
    """Which version of the program runs, down to the time of its files."""
    package = Path(feeds.__file__).parent
    newest = max(entry.stat().st_mtime_ns for entry in _modules(str(package)))
    return f"{feeds.__version__} {newest} {sys.version}"


def _modules(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as scan:
        for entry in scan:
            if entry.is_dir(follow_symlinks=False):
                yield from _modules(entry.path)
            elif entry.name.endswith(".py"):
                yield entry


def alone(file: Path) -> int | None:
    """The file for this run alone until what comes back is closed; a kill frees it. None where another run has it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    if sys.platform == "win32":
        return lock
    import fcntl  # noqa: PLC0415 - POSIX only

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.utime(lock)
    except OSError:
        os.close(lock)
        return None
    return lock


def opened(file: Path, key: str) -> sqlite3.Connection | None:
    """The tables that a build left under a key, in a transaction; None where there is nothing of use."""
    if not file.exists():
        return None
    try:
        tables = sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, isolation_level=None, timeout=0)
    except sqlite3.Error:
        return None
    try:
        tables.execute("PRAGMA synchronous = NORMAL")  # what a power cut may undo is the last build's, which is seen
        tables.execute("PRAGMA cache_size = -16000")
        tables.execute("BEGIN IMMEDIATE")
        found = tables.execute("SELECT value FROM facts WHERE name = ?", (KEY,)).fetchone()
        ((pages, size),) = tables.execute("SELECT * FROM pragma_page_count, pragma_page_size")
        if file.stat().st_size != pages * size:  # somebody cut it
            found = None
    except (OSError, sqlite3.Error):
        found = None
    if found is not None and found[0] == json.dumps(key):
        return tables
    tables.close()
    return None


def replace(file: Path, fill: Callable[[sqlite3.Connection], bool]) -> None:
    """New tables in place of what is there, if ``fill`` says that they hold what they should; else none.

    Where that cannot be, the next build builds everything.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    forget(file)
    try:
        with contextlib.closing(sqlite3.connect(beside, isolation_level=None)) as tables:
            tables.execute("PRAGMA journal_mode = OFF")  # nobody knows of it yet
            tables.execute("PRAGMA synchronous = OFF")
            is_whole = fill(tables)
        if is_whole:
            with beside.open("rb+") as whole:
                os.fsync(whole.fileno())
            beside.replace(file)
        _sweep(file.parent)
    except (OSError, ValueError, OverflowError, sqlite3.Error):  # no room, or names that are no text
        pass
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what no build has asked for in a long time, and what a killed one left half written."""
    for one in folder.iterdir():
        age = time.time() - one.stat().st_mtime
        if age > OLD or (age > HALF and one.name.startswith(".")):
            one.unlink(missing_ok=True)


def forget(file: Path) -> None:
    """Nothing is left of a build. What a killed run would have undone is of no more use after that."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without a search for garbage: millions of numbers and texts are read that are needed to the end."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def settle() -> None:
    """Wait until a change of what was written would change its time."""
    time.sleep(TICK)
