"""One target on the network, from its address to its outcome, or to what it names and is looked at in its place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple

from feeds.cli.outcomes import Outcome
from feeds.cli.workers import Workers
from feeds.delivered import further_pages
from feeds.fetch.addresses import bare, redacted
from feeds.fetch.leads import leads, speaks_of_a_feed
from feeds.fetch.many import Lost, host_of
from feeds.rules.formats import HEAD, looks_like_feed
from feeds.source.delivery import Delivery, Failure
from feeds.source.source import Source

HELD = 64_000_000  # bytes of documents that wait for a worker, until no other is asked for
SILENT = frozenset({"name", "connect", "timeout"})  # failures after which the next on the same host will fail too

Observe = Callable[[str, str | None], Awaitable[Source]]


class Wanted(NamedTuple):
    """Something to look at: its place among the targets (``key``), and its address.

    ``depth`` is how many documents may stand between it and a feed: 0 for what was named as a feed. ``listed``: a
    sitemap names it, so that a page without feeds is no defect there. ``page`` is the page that names it.
    """

    key: tuple[int, ...]
    url: str
    depth: int = 0
    listed: bool = False
    page: str = ""


class Told(NamedTuple):
    """What became of it: an outcome, or what is looked at in its place; ``note`` is for the person at the terminal.

    A page that a sitemap names, and that names no feed, has neither. ``pages`` are the outcomes of a feed's further
    pages, where they were followed.
    """

    wanted: Wanted
    outcome: Outcome | None
    instead: tuple[Wanted, ...] = ()
    note: str = ""
    feeds: bool = False  # it names feeds, perhaps such as are looked at anyway
    pages: tuple[Outcome, ...] = ()


class Looking:
    """How a target is looked at; ``observe`` fetches it, with its probes, and never raises."""

    def __init__(self, observe: Observe, workers: Workers[Outcome]) -> None:
        self._observe = observe
        self._workers = workers
        self._lost = Lost()
        self._held = 0

    def room(self) -> bool:
        """Whether another may be asked for: what was fetched must not pile up before the workers."""
        return self._held < HELD

    async def __call__(self, wanted: Wanted, url: str) -> Told:
        """What became of a target."""
        if url in self._lost:
            return Told(wanted, await self._workers.judge(_not_asked(url)))
        source, further = further_pages(slim(await self._observe(url, wanted.page or None)))
        final = source.delivery.final if source.delivery is not None else None
        self._lost.note(url, failed=isinstance(final, Failure) and final.kind in SILENT)
        held = len(source.data) + sum(len(each.data) for each in further)
        self._held += held
        try:
            found = leads(source) if wanted.depth else None
            if found is None:
                # A sitemap names pictures and documents too.
                if wanted.listed and source.data and not looks_like_feed(source.data[:HEAD]):
                    return Told(wanted, None)
                outcome = await self._workers.judge(source)
                return Told(wanted, outcome, pages=tuple([await self._workers.judge(each) for each in further]))
            depth = {"index": min(wanted.depth - 1, 2), "sitemap": min(wanted.depth - 1, 1), "page": 0}[found.kind]
            instead = tuple(
                Wanted(
                    (*wanted.key, number), each, depth, *((False, bare(url)) if found.kind == "page" else (True, ""))
                )
                for number, each in enumerate(found.urls)
                if each not in {url, source.url}
            )
            # An address that promises a feed and gives a page: that is told, and so are the feeds.
            promised = found.kind == "page" and (speaks_of_a_feed(url) or not instead) and not wanted.listed
            defect = await self._workers.judge(source) if promised else None
            note = "" if wanted.listed else _note(source.name, found.kind, instead)
            return Told(wanted, defect, instead, note, found.kind == "page" and bool(instead))
        finally:
            self._held -= held


def slim(source: Source) -> Source:
    """The source without what was read of a body that did not come whole: nobody looks at megabytes of that."""
    delivery = source.delivery
    final = delivery.answer if delivery is not None else None
    if delivery is None or final is None or final.cut is None:
        return source
    return source._replace(delivery=replace(delivery, final=replace(final, body=None)))


def _note(name: str, kind: str, instead: tuple[Wanted, ...]) -> str:
    count = len(instead)
    if kind == "page":
        if not count:
            return ""
        named = ", ".join(each.url for each in instead[:5]) + (", …" if count > 5 else "")
        return f"{name} is a web page; it names {'this feed' if count == 1 else f'these {count} feeds'}: {named}."
    what = "an index of sitemaps" if kind == "index" else "a sitemap"
    return f"{name} is {what}, {count:,} long; the feeds that its pages name are looked for."


def _not_asked(url: str) -> Source:
    at = bare(url)
    says = f"{host_of(url)} did not answer several requests in a row, so {at} was not asked for. Try again later."
    return Source(redacted(url), b"", at, None, Delivery(at, Failure("connect", says, at)))
