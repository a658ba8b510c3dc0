"""What is remembered of a URL between runs: what it answered, its validators, its body.

Our own, and not hishel's cache: that one stands between a client and its transport and answers by itself what is fresh,
as a browser's does. A check asks every time; it only wants to ask "has it changed?", and to know what it was before.

One file for each URL, its name a digest of the URL: a line of JSON, then the body, compressed. Files are written beside
their place and renamed, so that any number of processes may use one folder; one that cannot be read is as good as none.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.fetch.addresses import address
from feeds.fetch.asking import NOTHING, Asks
from feeds.fetch.memory import Memory
from feeds.fetch.network import Family
from feeds.source.delivery import Answer, Headers, Observed, Visit

FORMAT = 1
MOST = 500_000_000  # bytes in the folder
BODY = 25_000_000  # bytes of a body that is kept
SUFFIX = ".feed"
# Cookies are nobody's business on a disk.
SECRET = frozenset({"set-cookie", "set-cookie2"})


class Cache:
    """A folder of memories, of at most ``most`` bytes. ``now`` dates them."""

    def __init__(self, folder: Path, now: Callable[[], dt.datetime], most: int = MOST) -> None:
        self._folder = folder
        self._now = now
        self._most = most
        self._written = False

    def recall(self, url: str) -> Memory | None:
        """What is remembered of a URL; None for nothing."""
        path = self._path(url)
        if path is None:
            return None
        try:
            line, _, packed = path.read_bytes().partition(b"\n")
            return _memory(json.loads(line), packed)
        except (OSError, ValueError, KeyError, TypeError, RecursionError, zlib.error):
            return None

    def keep(self, url: str, answer: Answer) -> None:
        """Remember the whole 200 that a URL gave; a folder that cannot be written to is left alone."""
        path = self._path(url)
        if path is None or answer.status != 200 or answer.cut is not None or answer.method != "GET":
            return
        body = None if "no-store" in (answer.header("cache-control") or "").lower() else answer.body
        if body is not None and len(body) > BODY:
            body = None
        told = {
            "format": FORMAT, "url": answer.url, "when": self._now().isoformat(), "status": answer.status,
            "reason": answer.reason, "version": answer.version, "wire": answer.wire, "size": answer.size,
            "digest": answer.digest, "body": body is not None,
            "headers": [pair for pair in answer.headers if pair[0] not in SECRET],
        }  # fmt: skip
        packed = b"" if body is None else zlib.compress(body, 6)
        with contextlib.suppress(OSError):
            self._write(path, json.dumps(told, separators=(",", ":")).encode() + b"\n" + packed)
            self._written = True

    def close(self) -> None:
        """Forget what was used longest ago, where it has become too much."""
        if not self._written:
            return
        files: list[tuple[float, int, str]] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process may have been quicker
                    if entry.name.endswith((SUFFIX, ".part")):
                        seen = entry.stat()
                        files.append((seen.st_mtime, seen.st_size, entry.path))
        size = sum(each[1] for each in files)
        for _, least, path in sorted(files):
            if size <= self._most:
                break
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - as scandir gave it
            size -= least

    def _path(self, url: str) -> Path | None:
        """Where a URL's memory is; None for one with a login: what is behind it is not for the disk."""
        try:
            where = address(url)
        except ValueError:
            return None
        if where.login:
            return None
        return self._folder / (hashlib.sha256(where.url.encode()).hexdigest()[:40] + SUFFIX)

    def _write(self, path: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, path)  # noqa: PTH105 - mkstemp gives a name
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - as above
            raise


@dataclass
class Remembering:
    """Asks as ``asks`` does, and knows what earlier runs saw; ``deliver`` makes use of it, single requests do not.

    ``offline``: nothing is asked at all where something is remembered.
    """

    asks: Asks
    cache: Cache
    offline: bool = False

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
        """As ``Asks``: a probe is to see what the server does, not what it did."""
        return await self.asks.ask(
            url, method=method, headers=headers, keep=keep, limit=limit, family=family, http2=http2
        )


def _memory(told: object, packed: bytes) -> Memory | None:
    """Raises ValueError, KeyError, TypeError or zlib.error for what no version of this has written."""
    if not isinstance(told, dict) or told["format"] != FORMAT:
        return None
    headers: Headers = tuple((str(name), str(value)) for name, value in told["headers"])
    body: bytes | None = None
    if told["body"]:
        undoing = zlib.decompressobj()
        body = undoing.decompress(packed, BODY + 1)
        if not undoing.eof or hashlib.sha256(body).hexdigest() != told["digest"]:
            return None
    answer = Answer(
        "GET", str(told["url"]), int(told["status"]), headers, body, str(told["reason"]), str(told["version"]),
        int(told["wire"]), int(told["size"]), digest=str(told["digest"]), stored=True,
    )  # fmt: skip
    when = dt.datetime.fromisoformat(told["when"])
    if when.tzinfo is None:
        return None
    visit = Visit(when, answer.status, answer.digest, answer.header("etag"), answer.header("last-modified"))
    return Memory(visit, answer)
