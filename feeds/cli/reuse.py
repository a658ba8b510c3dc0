"""What was found in a file that has not changed, told again without a check: ``feeds check --reuse``.

A database in the user's cache folder, whose keys are a digest of everything that the words depend on: the bytes, the
name and the address of the document, the rules and their levels, the forms, the baseline, this program, and the hour
of the run, since some rules ask the clock. Nothing that goes wrong with it ever fails a run: the file is checked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import feeds
from feeds.report.forms import EPOCH
from feeds.rules.chosen import Choice
from feeds.source.source import Source

if TYPE_CHECKING:
    from feeds.cli.outcomes import Work

FILE = "findings.sqlite3"
KEPT = 30 * 24  # hours after which what nobody asked for is forgotten
LARGEST = 1_000_000  # characters of words that are kept for one document


class Store(NamedTuple):
    """The database, and what is the same for all documents of a run."""

    file: str
    program: str

    def key(self, source: Source, work: Work) -> bytes:
        """The digest of everything that the words of a document depend on."""
        said = hashlib.sha256(_run(self.program, work))
        said.update(_choice(work.choices.of(source.name, source.url)))
        said.update(json.dumps([source.name, source.url, source.media_type]).encode())
        said.update(source.data)
        return said.digest()

    def get(self, key: bytes) -> Sequence[object] | None:
        """What ``put`` kept under a key, or None."""
        with contextlib.suppress(sqlite3.Error, ValueError):
            row = _open(self.file, os.getpid()).execute("SELECT kept FROM findings WHERE key = ?", (key,)).fetchone()
            if row is not None:
                kept = json.loads(row[0])
                return kept if isinstance(kept, list) else None
        return None

    def put(self, key: bytes, now: dt.datetime, kept: Sequence[object]) -> None:
        """Keep JSON values under a key."""
        text = json.dumps(kept)
        if len(text) <= LARGEST:
            with contextlib.suppress(sqlite3.Error):
                _open(self.file, os.getpid()).execute(
                    "INSERT OR REPLACE INTO findings (key, hour, kept) VALUES (?, ?, ?)", (key, hour(now), text)
                )

    def forget(self, now: dt.datetime) -> None:
        """Forget what nobody asked for in KEPT hours."""
        with contextlib.suppress(sqlite3.Error):
            _open(self.file, os.getpid()).execute("DELETE FROM findings WHERE hour < ?", (hour(now) - KEPT,))


def store(folder: Path | None, now: dt.datetime) -> Store | None:
    """The database in a folder, which is made, without what is old by now; None where that cannot be."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    package = Path(feeds.__file__).parent
    newest = max(path.stat().st_mtime_ns for path in package.rglob("*.py"))
    found = Store(str(folder / FILE), f"{feeds.__version__} {newest}")
    found.forget(now)
    return found


def hour(now: dt.datetime) -> int:
    """The hour of a time, from 1970."""
    return int(now.timestamp() // 3600)


@lru_cache(maxsize=8)
def _run(program: str, work: Work) -> bytes:
    """What is the same for all documents of a run."""
    ledger = None
    if work.ledger is not None:
        path = Path(work.ledger.file)
        ledger = (*work.ledger, path.stat().st_mtime_ns if path.exists() else 0)
    return repr((program, work.forms, work.look._replace(now=EPOCH), ledger, hour(work.now))).encode()


@lru_cache(maxsize=256)
def _choice(choice: Choice) -> bytes:
    levels = None if choice.levels is None else [(code, level.value) for code, level in choice.levels.items()]
    return hashlib.sha256(repr((levels, choice.w3c, choice.inline)).encode()).digest()


@lru_cache(maxsize=4)
def _open(file: str, _process: int) -> sqlite3.Connection:
    """The connection of this process: one must not be carried into another. Raises sqlite3.Error."""
    made = sqlite3.connect(file, timeout=2, isolation_level=None)
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = OFF")
    made.execute("CREATE TABLE IF NOT EXISTS findings (key BLOB PRIMARY KEY, hour INTEGER, kept TEXT) WITHOUT ROWID")
    return made
