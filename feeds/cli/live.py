"""Whether the web serves what was published: the bytes, and nothing that the checker calls an error."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from feeds.check import check
from feeds.cli.context import Edge
from feeds.cli.published import worded
from feeds.errors import FetchError
from feeds.fetch.one import fetch
from feeds.publish.manifest import Entry, Manifest

_WAITS = (0.5, 1.5, 3.0)  # seconds between looks at a server that still has the version before


class Served(NamedTuple):
    """What was seen of one feed: ``errors`` shut the gate, ``notes`` do not; ``unseen`` says why nobody could look."""

    url: str
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unseen: str = ""


def look(
    home: str, manifest: Manifest, before: Mapping[str, Entry], edge: Edge, sleep: Callable[[float], None]
) -> Iterator[Served]:
    """What the web gives for each feed in ``manifest``; ``before`` is what was there until now."""
    for path in manifest.feeds:
        older = before.get(path)
        yield _one(address(home, path), manifest.files[path], older, edge, sleep)


def address(home: str, path: str) -> str:
    """The public address of a file of the site."""
    return home + quote(path)


def _one(url: str, entry: Entry, older: Entry | None, edge: Edge, sleep: Callable[[float], None]) -> Served:
    notes: list[str] = []
    for wait in (*_WAITS, None):
        try:
            source = fetch(url)
        except FetchError as wrong:
            return Served(url, unseen=str(wrong))
        digest = hashlib.sha256(source.data).hexdigest()
        if digest == entry.sha256:
            break
        if older is None or digest != older.sha256:
            return Served(url, (f"{url}: other bytes than those that were published; is this the folder's address?",))
        if wait is None:
            notes.append(f"{url}: a cache still serves the version before")
        else:
            sleep(wait)
    report = check(source, now=edge.now)
    return Served(url, tuple(worded(report, errors=True)), (*notes, *worded(report, errors=False)))
