"""``--record`` and ``--replay``: every request and its answer in a HAR 1.2 file, and a run repeated from it.

HAR (http://www.softwareishard.com/blog/har-12-spec/) is what browsers and proxies write and read. Ours hold one entry a
line, as they come, and beside the fields of the format a ``_feeds`` object with all that a check goes by: a replayed
run says the same as the recorded one, byte for byte. Files of others can be replayed too, by method and URL alone.

No login, Authorization or cookie is ever written; a token in a URL's query is part of the URL.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from feeds import __version__
from feeds.errors import UsageError
from feeds.fetch.addresses import bare
from feeds.fetch.asking import NOTHING, Asks
from feeds.fetch.harentry import SECRETS, entry, foreign, ours
from feeds.fetch.network import Family
from feeds.source.delivery import Failure, Observed

HEAD = b'{"log":{"_feeds":{"moment":"'
FOOT = b"\n]}}\n"
OURS = b'{"_feeds":{"key":"'
FOREIGN = 200_000_000  # bytes of a file of others, which is read at once


def moment(path: Path) -> dt.datetime | None:
    """By which clock the run judged that a recording is of; None where somebody else recorded it.

    A replay judges by the same one: what was in the future then still is.
    """
    try:
        with path.open("rb") as file:
            line = file.readline(1000)
        read = dt.datetime.fromisoformat(line.removeprefix(HEAD).partition(b'"')[0].decode("ascii"))
    except (OSError, ValueError):
        return None
    return read if line.startswith(HEAD) and read.tzinfo is not None else None


class Recorder:
    """Asks ``asks`` and writes down what it said; the file is there when the context ends.

    ``now`` dates the entries, ``judged`` is the clock that the run judges by. Raises UsageError where the file cannot
    be written.
    """

    def __init__(self, asks: Asks, path: Path, now: Callable[[], dt.datetime], judged: dt.datetime) -> None:
        self._judged = judged
        self._asks = asks
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._now = now
        self._file: BinaryIO | None = None
        self._entries = 0

    def __enter__(self) -> Self:
        try:
            self._file = self._part.open("wb")
        except OSError as wrong:
            raise UsageError(f"The recording {self._path} cannot be written: {wrong.strerror}.") from wrong
        creator = f'"creator":{{"name":"feeds","version":"{__version__}"}}'
        self._write(HEAD + f'{self._judged.isoformat()}"}},"version":"1.2",{creator},"entries":[\n'.encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write(FOOT)
        assert self._file is not None
        self._file.close()
        self._part.replace(self._path)

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = NOTHING,
        keep: bool = True,
        limit: int | None = None,
        family: Family | None = None,
        http2: bool = False,
    ) -> Observed:
        """As ``Asks``."""
        began = self._now()
        observed = await self._asks.ask(
            url, method=method, headers=headers, keep=keep, limit=limit, family=family, http2=http2
        )
        key = _key(url, method, headers, keep=keep, limit=limit, family=family, http2=http2)
        line = json.dumps(entry(key, bare(url), method, headers, observed, began), separators=(",", ":"))
        self._write((",\n" if self._entries else "").encode() + line.encode())
        self._entries += 1
        return observed

    def _write(self, content: bytes) -> None:
        assert self._file is not None
        try:
            self._file.write(content)
        except OSError as wrong:
            raise UsageError(f"The recording {self._path} cannot be written: {wrong.strerror}.") from wrong


class Replay:
    """Answers as a recording says, the same request's answers in their order; what is not in it is a Failure.

    Raises UsageError for a file that is no HAR.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, list[int]] = defaultdict(list)  # where our entries begin in the file
        self._foreign: dict[tuple[str, str], list[Observed]] = defaultdict(list)
        self._given: dict[str, int] = defaultdict(int)
        try:
            with path.open("rb") as file:
                if file.readline(1000).startswith(HEAD) and file.peek(len(OURS)).startswith((OURS, FOOT[1:])):
                    self._index(file)
                else:
                    self._read_foreign(path)
        except OSError as wrong:
            raise UsageError(f"The recording {path} cannot be read: {wrong.strerror}.") from wrong

    def _index(self, file: BinaryIO) -> None:
        at = file.tell()
        for line in file:
            if line.startswith(OURS):
                self._places[line[len(OURS) : line.index(b'"', len(OURS))].decode("ascii", "replace")].append(at)
            at += len(line)

    def _read_foreign(self, path: Path) -> None:
        if path.stat().st_size > FOREIGN:
            raise UsageError(f"The recording {path} is larger than {FOREIGN // 1_000_000} MB.")
        try:
            for method, url, observed in foreign(path.read_bytes()):
                self._foreign[method, bare(url)].append(observed)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
            raise UsageError(f"{path} is no recording: HAR 1.2 was expected ({wrong}).") from wrong

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = NOTHING,
        keep: bool = True,
        limit: int | None = None,
        family: Family | None = None,
        http2: bool = False,
    ) -> Observed:
        """As ``Asks``; an answer that was given before is given again where the recording has no further one."""
        key = _key(url, method, headers, keep=keep, limit=limit, family=family, http2=http2)
        number, self._given[key] = self._given[key], self._given[key] + 1
        if places := self._places.get(key):
            return self._at(places[min(number, len(places) - 1)])
        if answers := self._foreign.get((method, bare(url))):
            return answers[min(number, len(answers) - 1)]
        says = f"{bare(url)} was not asked for by {method} in this way when {self._path} was recorded. Record it again."
        return Failure("offline", says, bare(url))

    def _at(self, place: int) -> Observed:
        try:
            with self._path.open("rb") as file:
                file.seek(place)
                return ours(file.readline().rstrip(b",\n"))
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise UsageError(f"The recording {self._path} is damaged ({wrong}).") from wrong


def _key(url: str, method: str, headers: Mapping[str, str], **how: object) -> str:
    """What says that two requests are the same."""
    fields = sorted((name.lower(), value) for name, value in headers.items() if name.lower() not in SECRETS)
    told = json.dumps([method, bare(url), fields, sorted(how.items())])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
