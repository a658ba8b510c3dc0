"""A URL checked: fetched, probed, asked about what it names, and looked at by every rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from feeds.check import Report, check, read
from feeds.fetch.addresses import address, redacted
from feeds.fetch.linked import Asked, linked, pages
from feeds.fetch.probes import DEFAULT, probe
from feeds.fetch.wire import NOTHING, Asks, deliver
from feeds.rules.chosen import Choice
from feeds.rules.delivered import is_page, missing
from feeds.rules.formats import HEAD, looks_like_feed
from feeds.rules.net.named import named
from feeds.source.delivery import Answer, Linked, Visit
from feeds.source.source import Source

ENCLOSURES: Final = 10  # of a feed that are asked for; the newest, since feeds begin with those
ARTWORK: Final = 4
_ANY: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # what a document names does not depend on the clock


class Wanted(NamedTuple):
    """What is asked for beside the feed itself.

    ``probes`` are names of Delivery.probes; ``enclosures`` asks for the first ones and for artwork, ``hub`` for the
    hub, ``home`` for the page that the feed belongs to, ``follow`` for the feed's further pages; ``page`` is a page
    that the feed was discovered on.
    """

    probes: frozenset[str] = DEFAULT
    enclosures: bool = False
    hub: bool = False
    home: bool = False
    follow: bool = False
    page: str | None = None


NOTHING_ELSE: Final = Wanted(probes=frozenset())
USUAL: Final = Wanted()


async def check_url(
    url: str,
    asks: Asks,
    *,
    now: dt.datetime,
    choice: Choice | None = None,
    wanted: Wanted = USUAL,
    earlier: Visit | None = None,
) -> Report:
    """Fetch a URL and check the document and how it was served; never raises because of what a server does.

    ``now`` is the clock of the run, ``earlier`` what an earlier run remembers of the URL.
    """
    return check(await observe(url, asks, wanted=wanted, earlier=earlier), now=now, choice=choice)


async def observe(url: str, asks: Asks, *, wanted: Wanted = USUAL, earlier: Visit | None = None) -> Source:
    """The document at a URL, with everything that was ``wanted`` observed of it; only feeds are asked for more."""
    # Probes fetch the document anyway; without them it is only fetched where it has changed.
    source = await deliver(asks, url, earlier=earlier, conditional=not wanted.probes)
    delivery = source.delivery
    if delivery is None or missing(delivery) is not None or not looks_like_feed(source.data[:HEAD]):
        return source
    if wanted.probes:
        delivery = await probe(asks, delivery, wanted.probes, headers=_login(url, delivery.url))
    extra = linked_of(source, wanted)
    if extra:
        delivery = replace(delivery, linked=await linked(asks, extra))
    if wanted.follow:
        further = await pages(asks, source, next_of, headers=lambda page: _login(url, page))
        delivery = replace(delivery, linked=(*delivery.linked, *further))
    return source._replace(delivery=delivery)


def further_pages(source: Source) -> tuple[Source, list[Source]]:
    """A followed feed without the text of its further pages, and those that came, as documents of their own.

    How they are served is not told again for each: they have no ``delivery``.
    """
    delivery = source.delivery
    if delivery is None or not any(each.what == "next" for each in delivery.linked):
        return source, []
    found: list[Source] = []
    left: list[Linked] = []
    for each in delivery.linked:
        got = each.answers.get("get") if each.what == "next" else None
        if not isinstance(got, Answer) or got.status != 200 or got.cut is not None or is_page(got.body or b""):
            left.append(each)  # why there is none is told of the page that leads there
            continue
        found.append(Source(redacted(each.url), got.body or b"", got.url, got.header("content-type")))
        left.append(replace(each, answers={"get": replace(got, body=None)}))
    return source._replace(delivery=replace(delivery, linked=tuple(left))), found


def linked_of(source: Source, wanted: Wanted) -> list[Asked]:
    """What a document names and is wanted, as plain values for ``fetch.linked``."""
    most = {"enclosure": ENCLOSURES * wanted.enclosures, "artwork": ARTWORK * wanted.enclosures,
            "hub": ARTWORK * wanted.hub, "home": int(wanted.home)}  # fmt: skip
    found = [Asked("page", wanted.page)] if wanted.page is not None else []
    if not any(most.values()):
        return found
    for each in named(read(source, _ANY)):
        if most.get(each.what, 0) > 0:
            most[each.what] -= 1
            found.append(Asked(each.what, each.url, each.said))
    return found


def next_of(source: Source) -> str | None:
    """Where a document's next page is (RFC 5005: next, prev-archive; JSON Feed: next_url); None at the end."""
    reading = read(source, _ANY)
    return next((each.url for each in named(reading) if each.what == "next"), None)


def _login(url: str, final: str) -> Mapping[str, str]:
    """The login in a URL, for the origin it was meant for."""
    try:
        asked, reached = address(url), address(final)
    except ValueError:
        return NOTHING
    return {"Authorization": asked.login} if asked.login and asked.origin == reached.origin else NOTHING
