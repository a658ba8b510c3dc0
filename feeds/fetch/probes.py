"""Further requests for a feed that came: what a reader will ask the next time, really asked.

One after the other, because all go to one host; what cannot apply is not asked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from feeds.fetch.wire import NOTHING, Asks
from feeds.source.delivery import Answer, Delivery, Failure, Observed

DEFAULT: Final = frozenset({
    "again", "etag", "modified", "both", "invented-etag", "invented-modified", "identity", "gzip", "head",
    "cors", "cors-304", "cors-error",
})  # fmt: skip
ALL: Final = DEFAULT | {"br", "zstd", "other-scheme", "ipv4", "ipv6", "http2"}
INVENTED_TAG: Final = '"a-tag-that-no-server-gave"'
LONG_AGO: Final = "Thu, 01 Jan 1998 00:00:00 GMT"
ORIGIN: Final = "https://reader.example"
_MISSING: Final = "there-is-no-such-feed"
_NO_WAY: Final = ("unreachable", "no route")  # ENETUNREACH, EHOSTUNREACH
_PORTS: Final = {None, 80, 443}


async def probe(
    asks: Asks, delivery: Delivery, wanted: frozenset[str] = DEFAULT, *, headers: Mapping[str, str] = NOTHING
) -> Delivery:
    """The delivery with the answers to those of the ``wanted`` requests that apply; see Delivery for their names.

    ``headers`` go with each request (a login). A feed that did not come is not asked for again.
    """
    answer = delivery.answer
    if answer is None or answer.status != 200 or answer.cut is not None or not answer.size:
        return delivery
    asked = {name: observed async for name, observed in _probes(asks, answer, wanted, headers)}
    found: dict[str, Observed] = {**delivery.probes, **asked}
    for name, other in (("ipv4", "ipv6"), ("ipv6", "ipv4")):
        # A name without addresses of one family, or a machine without that family: nothing is said of the server.
        if _elsewhere(found.get(name)):
            del found[name]
            found.pop(other, None)
    return replace(delivery, probes=found)


def _elsewhere(observed: Observed | None) -> bool:
    if not isinstance(observed, Failure):
        return False
    return observed.kind in {"name", "refused", "offline"} or any(words in observed.says.lower() for words in _NO_WAY)


async def _probes(
    asks: Asks, answer: Answer, wanted: frozenset[str], headers: Mapping[str, str]
) -> AsyncIterator[tuple[str, Observed]]:
    for name, fields in _plan(answer):
        if name in wanted:
            yield name, await asks.ask(answer.url, headers={**headers, **fields}, keep=False)
    if "head" in wanted:
        yield "head", await asks.ask(answer.url, method="HEAD", headers=headers, keep=False)
    if "cors-error" in wanted and _is_json(answer):
        missing = urljoin(answer.url, _MISSING)
        yield "cors-error", await asks.ask(missing, headers={**headers, "Origin": ORIGIN}, keep=False)
    if "ipv4" in wanted:
        yield "ipv4", await asks.ask(answer.url, headers=headers, keep=False, family=4)
    if "ipv6" in wanted:
        yield "ipv6", await asks.ask(answer.url, headers=headers, keep=False, family=6)
    if "http2" in wanted and answer.url.startswith("https:"):
        yield "http2", await asks.ask(answer.url, headers=headers, keep=False, http2=True)
    other = _other_scheme(answer.url)
    if "other-scheme" in wanted and other is not None:
        # Without the login: it is another origin.
        yield "other-scheme", await asks.ask(other, keep=False)


def _plan(answer: Answer) -> list[tuple[str, dict[str, str]]]:
    """The GETs of the feed's own URL, and the header fields of each."""
    tag, date = answer.header("etag"), answer.header("last-modified")
    plan: list[tuple[str, dict[str, str]]] = [("again", {})]
    if tag:
        plan += [("etag", {"If-None-Match": tag}), ("invented-etag", {"If-None-Match": INVENTED_TAG})]
    if date:
        plan += [("modified", {"If-Modified-Since": date}), ("invented-modified", {"If-Modified-Since": LONG_AGO})]
    if tag and date:
        plan.append(("both", {"If-None-Match": tag, "If-Modified-Since": date}))
    plan += [(name, {"Accept-Encoding": name}) for name in ("identity", "gzip", "br", "zstd")]
    if _is_json(answer):
        plan.append(("cors", {"Origin": ORIGIN}))
        if tag:
            plan.append(("cors-304", {"Origin": ORIGIN, "If-None-Match": tag}))
    return plan


def _is_json(answer: Answer) -> bool:
    return (answer.body or b"")[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _other_scheme(url: str) -> str | None:
    """The same address over http where it is https, and the other way round; None where it has a port of its own."""
    parts = urlsplit(url)
    if parts.port not in _PORTS or parts.hostname is None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit(parts._replace(scheme="http" if parts.scheme == "https" else "https", netloc=host))
