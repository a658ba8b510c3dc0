"""What the targets on a command line stand for: files, folders, globs, URLs, lists, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin

from feeds.errors import UnreadableError, UsageError
from feeds.rules.formats import HEAD, looks_like_feed
from feeds.source.source import Source

LIMIT = 100_000_000  # bytes of a local file; no feed is a hundredth of it
SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".json", ".opml", ".jsonfeed"}


DEPTH = 3  # documents on the way to a feed: an index of sitemaps, a sitemap, a page


class Target(NamedTuple):
    """One thing to check: the name it is reported under, where it is published, and why it cannot be looked at.

    ``depth`` is how many other documents may stand between a URL and a feed, 0 for what a list or a page calls a feed.
    ``listed``: a sitemap names it, where what is no feed and leads to none is nobody's mistake. ``data``: its bytes,
    where they are at hand.
    """

    name: str
    url: str | None = None
    problem: str | None = None
    depth: int = DEPTH
    listed: bool = False
    data: bytes | None = None

    def source(self) -> Source:
        """Its bytes, read or fetched now. Raises UnreadableError."""
        if self.problem is not None:
            raise UnreadableError(self.problem)
        if self.data is not None:
            return Source(self.name, self.data, self.url)
        if self.name == "-":
            return Source("-", sys.stdin.buffer.read(LIMIT), self.url)
        if is_url(self.name):
            from feeds.fetch.one import fetch  # noqa: PLC0415 - files do not pay for what opens sockets

            return fetch(self.name)
        return _read(self.name, self.url)


def is_url(name: str) -> bool:
    """Whether a target is fetched rather than read."""
    return name.startswith(("http://", "https://"))


def shown(target: Target) -> str:
    """The name that a report may show: without the password that a URL carries."""
    if is_url(target.name) and "@" in target.name:
        from feeds.fetch.addresses import redacted  # noqa: PLC0415 - as above

        return redacted(target.name)
    return target.name


def targets(names: Iterable[str], base_url: str | None) -> Iterator[Target]:
    """What each of the names stands for, in their order; a folder's feeds sorted."""
    for name in names:
        yield from _meant(name, base_url)


def distinct(found: Iterable[Target]) -> list[Target]:
    """Each target once, at its first place: a folder and a file in it may both be named."""
    once: dict[tuple[str, str | None, str | None], Target] = {}
    for each in found:
        name = each.name if is_url(each.name) else os.path.normpath(each.name)
        once.setdefault((name, each.url, each.problem), each)
    return list(once.values())


def listed(path: str, base_url: str | None, fetch: Callable[[str], Source]) -> Iterator[Target]:
    """The targets that a list names: a text with one a line (blank lines and # comments left out), an OPML document's
    feeds, what a sitemap or a web page leads to. It is a file, - for standard input, or a URL for ``fetch``.

    Raises UsageError when the list cannot be read or is none.
    """  # noqa: D205 - what a list may be is one sentence
    from feeds.fetch.discover import is_page, offers  # noqa: PLC0415 - most runs have no list
    from feeds.fetch.lists import listing  # noqa: PLC0415 - as above

    source = _list(path, fetch)
    if is_page(source.data, source.media_type):
        urls = [each.url for each in offers(source.data, source.url or "", source.media_type)]
        if not urls:
            raise UsageError(f"{source.name} is a web page that names no feed.")
        yield from (Target(url, depth=0) for url in urls)
        return
    found = listing(source.data, source.url)
    if found.fatal and not found.names:
        if looks_like_feed(source.data[:HEAD]):
            raise UsageError(f"{source.name} is a feed, not a list of targets. Name it without --files-from.")
        raise UsageError(f"{source.name} is no list of targets: {found.fatal}.")
    if found.kind == "text":
        yield from targets(found.names, base_url)
    else:
        depth = {"opml": 0, "sitemap": 1, "index": 2}[found.kind]
        yield from (Target(name, depth=depth, listed=depth > 0) for name in found.names)
    if found.fatal or found.more:
        why = f"it is broken ({found.fatal})" if found.fatal else "it is longer than a list may be"
        yield Target(source.name, None, f"{source.name} was read in part only: {why}. Mend it or split it.")


def _list(path: str, fetch: Callable[[str], Source]) -> Source:
    if path == "-":
        return Source(path, sys.stdin.buffer.read(LIMIT))
    try:
        return fetch(path) if is_url(path) else Source(path, Path(path).read_bytes())
    except OSError as wrong:
        raise UsageError(f"The list of targets {path} cannot be read: {wrong.strerror or wrong}.") from wrong
    except UnreadableError as wrong:
        raise UsageError(f"The list of targets cannot be fetched: {wrong}") from wrong


def _meant(name: str, base_url: str | None) -> Iterator[Target]:
    if name == "-":
        yield Target(name, base_url)
    elif is_url(name):
        yield Target(name)
    elif os.path.isdir(name):  # noqa: PTH112 - a name may be hostile text; Path normalises it away
        found = sorted(path for path in Path(name).rglob("*") if path.suffix in SUFFIXES and _is_feed(path))
        if not found:
            yield Target(name, None, f"{name} has no feed in it; a feed ends in {', '.join(sorted(SUFFIXES))}.")
        for path in found:
            yield Target(str(path), _published(path.relative_to(name).as_posix(), base_url))
    elif not os.path.exists(name) and any(sign in name for sign in "*?["):  # noqa: PTH110 - as above
        import glob  # noqa: PLC0415 - as above

        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - as above
        if not matches:
            yield Target(name, None, f"{name} matches no file.")
        for match in matches:
            yield from _meant(match, base_url)
    else:
        yield Target(name, _published(name, base_url))


def _is_feed(path: Path) -> bool:
    """Whether a file of a folder is a feed: a sitemap or another JSON file is nobody's mistake there."""
    try:
        with path.open("rb") as file:
            return looks_like_feed(file.read(HEAD))
    except OSError:
        return path.is_file()  # it cannot be read: the check says so


def _published(path: str, base_url: str | None) -> str | None:
    """The public URL of a file at a path below the folder that ``base_url`` is the URL of."""
    if base_url is None:
        return None
    base = base_url if base_url.endswith("/") else base_url + "/"
    return urljoin(base, quote(path.removeprefix("./"), safe="/~!$&'()*+,;=:@-._"))


def _read(path: str, url: str | None) -> Source:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            data = file.read(LIMIT + 1)
    except OSError as wrong:
        raise UnreadableError(f"{path} cannot be read: {wrong.strerror or wrong}.") from wrong
    except ValueError as wrong:
        raise UnreadableError(f"{path!r} is no path: {wrong}.") from wrong
    if len(data) > LIMIT:
        raise UnreadableError(f"{path} is larger than {LIMIT // 1_000_000} MB, which is no feed.")
    return Source(path, data, url)
