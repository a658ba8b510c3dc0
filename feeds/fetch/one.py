"""One URL fetched as a Source: streamed, with limits on size and time, and errors that say what to do.

The only place that opens a socket. What the answer's headers tell beyond the media type is not looked at here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from feeds import __version__
from feeds.errors import FetchError
from feeds.source.source import Source

LIMIT = 20_000_000  # bytes, decoded
CONNECT, READ, TOTAL = 10.0, 20.0, 60.0  # seconds
REDIRECTS = 5
USER_AGENT = f"feeds/{__version__} (feed validator)"
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "application/json;q=0.9, text/xml;q=0.8, */*;q=0.1"
)


def redacted(url: str) -> str:
    """The URL without the user name and password that it may carry."""
    try:
        parts = urlsplit(url)
        if "@" not in parts.netloc:
            return url
        return urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2]))
    except ValueError:
        return url


def fetch(url: str, *, limit: int = LIMIT, total: float = TOTAL, clock: Callable[[], float] = time.monotonic) -> Source:
    """The document at a URL; ``name`` is the URL asked for, ``url`` where redirects led to.

    ``limit`` is in bytes after decompression, ``total`` in seconds of ``clock``. Raises FetchError.
    """
    import httpx  # noqa: PLC0415 - only what comes over the network pays for it

    shown = redacted(url)
    until = clock() + total
    try:
        with (
            httpx.Client(
                timeout=httpx.Timeout(READ, connect=CONNECT),
                follow_redirects=True,
                max_redirects=REDIRECTS,
                headers={"User-Agent": USER_AGENT, "Accept": ACCEPT},
                limits=httpx.Limits(max_keepalive_connections=0),
            ) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise FetchError(f"{shown} answered {answer.status_code} {answer.reason_phrase}. {_advice(answer)}")
            data = bytearray()
            for piece in answer.iter_bytes(65536):
                data += piece
                if len(data) > limit:
                    raise FetchError(f"{shown} is larger than {limit:,} bytes; readers stop sooner than that.")
                if clock() > until:
                    raise FetchError(f"{shown} was not there after {total:.0f} seconds; the server is too slow.")
            return Source(shown, bytes(data), redacted(str(answer.url)), answer.headers.get("content-type"))
    except httpx.TimeoutException as wrong:
        raise FetchError(f"{shown} did not answer in time ({type(wrong).__name__}). Try again later.") from wrong
    except httpx.TooManyRedirects as wrong:
        raise FetchError(f"{shown} redirects more than {REDIRECTS} times. Give the address it leads to.") from wrong
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as wrong:
        raise FetchError(f"{shown} is not a URL that can be fetched: {wrong}.") from wrong
    except httpx.HTTPError as wrong:
        says = str(wrong) or type(wrong).__name__
        raise FetchError(f"{shown} cannot be fetched: {says}. Check the address and the connection.") from wrong


def _advice(answer: object) -> str:
    code = getattr(answer, "status_code", 0)
    if code in {401, 403}:
        return "Readers are refused too; allow them to fetch the feed without a login or a challenge."
    if code in {404, 410}:
        return "There is no feed at this address."
    if code == 429:
        return "The server wants fewer requests; try again later."
    return "Try again later; if it stays so, look into the server's log."
