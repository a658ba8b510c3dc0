"""What a feed names, asked for on demand; what it names is handed in as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from feeds.fetch.addresses import redirected
from feeds.fetch.discover import offers
from feeds.fetch.wire import MOVES, NOTHING, REDIRECTS, Asks
from feeds.source.delivery import Answer, Linked, Observed
from feeds.source.source import Source

FIRST: Final = 65_536  # bytes of a picture; its size stands in them unless it carries a large preview
PAGE: Final = 2_000_000  # bytes of a web page
PAGES: Final = 20  # further pages of a feed
PAGES_SIZE: Final = 20_000_000  # bytes of them together, from which on no other is asked for


class Asked(NamedTuple):
    """Something to ask for: what it is (see Linked), its URL, and what the document says of it."""

    what: str
    url: str
    said: Mapping[str, str] = NOTHING


async def linked(asks: Asks, wanted: Iterable[Asked]) -> tuple[Linked, ...]:
    """Each of the wanted things as it is served, in their order, each URL once; behind a page the feeds it names."""
    found: list[Linked] = []
    seen: set[tuple[str, str]] = set()
    for each in wanted:
        if (each.what, each.url) in seen:
            continue
        seen.add((each.what, each.url))
        match each.what:
            case "enclosure":
                found.append(await _enclosure(asks, each))
            case "artwork":
                first = {"Range": f"bytes=0-{FIRST - 1}", "Accept-Encoding": "identity", "Accept": "image/*"}
                got = await _get(asks, each.url, headers=first, limit=FIRST)
                found.append(Linked("artwork", each.url, each.said, {"range": got}))
            case "home" | "page":
                found += await _page(asks, each)
            case _:
                found.append(Linked(each.what, each.url, each.said, {"get": await _get(asks, each.url, limit=PAGE)}))
    return tuple(found)


async def _enclosure(asks: Asks, each: Asked) -> Linked:
    """HEAD and the first two bytes: nobody wants the whole file here."""
    plain = {"Accept-Encoding": "identity", "Accept": "*/*"}
    head = await _get(asks, each.url, method="HEAD", headers=plain)
    ranged = await _get(asks, each.url, headers={**plain, "Range": "bytes=0-1"}, limit=FIRST, keep=False)
    return Linked("enclosure", each.url, each.said, {"head": head, "range": ranged})


async def _page(asks: Asks, each: Asked) -> list[Linked]:
    got = await _get(asks, each.url, headers={"Accept": "text/html, */*;q=0.1"}, limit=PAGE)
    found = [Linked(each.what, each.url, each.said, {"get": got})]
    if isinstance(got, Answer) and got.status == 200:
        for offer in offers(got.body or b"", got.url, got.header("content-type")):
            said = {
                "on": each.url,
                "title": offer.title,
                "type": offer.type,
                "written": offer.written,
                "place": "head" if offer.in_head else "body",
            }
            found.append(Linked("alternate", offer.url, said))
    return found


async def _get(
    asks: Asks,
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] = NOTHING,
    limit: int | None = None,
    keep: bool = True,
) -> Observed:
    """The answer behind the redirects, of which enclosures have many."""
    for _ in range(REDIRECTS):
        observed = await asks.ask(url, method=method, headers=headers, limit=limit, keep=keep)
        location = observed.header("location") if isinstance(observed, Answer) and observed.status in MOVES else None
        if location is None:
            return observed
        try:
            url = redirected(url, location)
        except ValueError:
            return observed
    return await asks.ask(url, method=method, headers=headers, limit=limit, keep=keep)


async def pages(
    asks: Asks,
    first: Source,
    next_of: Callable[[Source], str | None],
    *,
    headers: Callable[[str], Mapping[str, str]] = lambda _url: NOTHING,
    most: int = PAGES,
    size: int = PAGES_SIZE,
) -> tuple[Linked, ...]:
    """The further pages of a feed, followed from one to the next, ``most`` of them or as many as ``size`` bytes hold.

    ``next_of`` says where a page's next one is, ``headers`` what goes with the request for it. A page that was there
    already ends the list, without answers.
    """
    found: list[Linked] = []
    seen = {first.url}
    url = next_of(first)
    while url is not None and len(found) < most and size > 0:
        if url in seen:
            found.append(Linked("next", url))
            break
        seen.add(url)
        got = await _get(asks, url, headers=headers(url))
        found.append(Linked("next", url, {}, {"get": got}))
        size -= got.size if isinstance(got, Answer) else 0
        if not isinstance(got, Answer) or got.status != 200 or got.cut is not None:
            break
        seen.add(got.url)
        url = next_of(Source(got.url, got.body or b"", got.url, got.header("content-type")))
    return tuple(found)
