"""One document from the network, for a command that waits for it and says itself what an answer means."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import AsyncExitStack

from feeds.cli.context import Edge
from feeds.cli.network_options import user_folder
from feeds.errors import FetchError
from feeds.fetch.addresses import redacted
from feeds.fetch.network import Limits
from feeds.fetch.opening import Means, opened
from feeds.fetch.proxies import proxies
from feeds.fetch.wire import deliver
from feeds.source.delivery import Failure
from feeds.source.source import Source

GONE = frozenset({404, 410})


def answered(url: str, edge: Edge, *, limits: Limits | None = None, public_only: bool = False) -> Source | None:
    """The document at a URL, asked for conditionally where a copy is in the cache; None where there is none (404, 410).

    Raises FetchError for everything else.
    """
    cache = user_folder(edge.env, "XDG_CACHE_HOME", ".cache")
    means = Means(limits or Limits(), public_only=public_only, proxies=proxies(edge.env), cache=cache)

    async def run() -> Source:
        async with AsyncExitStack() as stack:
            asks = await stack.enter_async_context(opened(means, now=lambda: dt.datetime.now(dt.UTC)))
            return await deliver(asks, url, conditional=True)

    source = asyncio.run(run())
    final = source.delivery.final if source.delivery is not None else None
    if final is None or isinstance(final, Failure):
        raise FetchError(final.says if final is not None else f"{redacted(url)} gave no answer.")
    if final.cut is not None:
        raise FetchError(final.cut.says)
    if final.status in GONE:
        return None
    if final.status != 200:
        raise FetchError(f"{redacted(url)} answered {final.status} {final.reason}.")
    return source
