"""One URL fetched as a Source, for callers that wait for it: the blocking form of ``wire.deliver``."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping

from feeds.errors import FetchError
from feeds.fetch.addresses import redacted
from feeds.fetch.network import Limits
from feeds.fetch.proxies import Proxies, proxies
from feeds.fetch.wire import NOTHING, USER_AGENT, Wire, deliver
from feeds.source.delivery import Answer, Failure
from feeds.source.source import Source

__all__ = ["USER_AGENT", "delivered", "fetch", "redacted"]
LIMIT = Limits().body  # bytes, decoded
TOTAL = Limits().total  # seconds


def fetch(url: str, *, limit: int = LIMIT, total: float = TOTAL, clock: Callable[[], float] = time.monotonic) -> Source:
    """The document at a URL; ``name`` is the URL asked for, ``url`` where redirects led to.

    ``limit`` is in bytes after decompression, ``total`` in seconds of ``clock``. Raises FetchError.
    """
    source = delivered(url, limit=limit, total=total, clock=clock)
    assert source.delivery is not None
    final = source.delivery.final
    if isinstance(final, Failure):
        raise FetchError(final.says)
    if final.cut is not None:
        raise FetchError(final.cut.says)
    if final.status != 200:
        raise FetchError(f"{redacted(url)} answered {final.status} {final.reason}. {_advice(final)}")
    return source


def delivered(
    url: str,
    *,
    limit: int = LIMIT,
    total: float = TOTAL,
    clock: Callable[[], float] = time.monotonic,
    env: Mapping[str, str] = NOTHING,
) -> Source:
    """What came from a URL and how, whatever it was: ``delivery.final`` says why there is nothing. Never raises.

    ``env`` is the environment, for the proxies that it names.
    """
    return _waited_for(url, Limits(body=limit, total=total), clock, proxies(env))


def _waited_for(url: str, limits: Limits, clock: Callable[[], float], through: Proxies) -> Source:
    async def run() -> Source:
        async with Wire(limits=limits, clock=clock, proxies=through) as wire:
            return await deliver(wire, url)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(run())
    # Called from inside an event loop, as in a notebook: another one in a thread.
    made: list[Source] = []
    thread = threading.Thread(target=lambda: made.append(asyncio.run(run())))
    thread.start()
    thread.join()
    if not made:
        raise FetchError(f"{redacted(url)} cannot be fetched.")
    return made[0]


def _advice(answer: Answer) -> str:
    if answer.status in {401, 403}:
        return "Readers are refused too; allow them to fetch the feed without a login or a challenge."
    if answer.status in {404, 410}:
        return "There is no feed at this address."
    if answer.status == 429:
        return "The server wants fewer requests; try again later."
    return "Try again later; if it stays so, look into the server's log."
