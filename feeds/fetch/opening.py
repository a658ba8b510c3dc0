"""The network as a run wants it: the wire, a record or a replay of it, manners, and what is remembered, in this order.

Remembering → Polite → Recorder → Wire        ordinarily; a recorded run does not use what is remembered,
Polite (which waits for nobody) → Replay      so that its recording is whole
Remembering → Offline
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from feeds.errors import UsageError
from feeds.fetch.addresses import bare
from feeds.fetch.asking import ADVICE, NOTHING, Asks
from feeds.fetch.cache import Cache, Remembering
from feeds.fetch.har import Recorder, Replay
from feeds.fetch.names import Resolver, look_up
from feeds.fetch.network import Family, Limits
from feeds.fetch.polite import Manners, Polite
from feeds.fetch.proxies import NONE, Proxies
from feeds.fetch.wire import USER_AGENT, Wire
from feeds.source.delivery import Failure, Observed


@dataclass(frozen=True, slots=True)
class Means:
    """How the network is used. ``cache`` is a folder, None for no memory; ``record`` and ``replay`` are HAR files."""

    limits: Limits = field(default_factory=Limits)
    manners: Manners = field(default_factory=Manners)
    user_agent: str = USER_AGENT
    public_only: bool = False
    proxies: Proxies = NONE
    offline: bool = False
    cache: Path | None = None
    record: Path | None = None
    judged: dt.datetime | None = None  # the clock that a recorded run judges by, for ``har.moment``
    replay: Path | None = None


@asynccontextmanager
async def opened(
    means: Means,
    *,
    now: Callable[[], dt.datetime],
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    resolver: Resolver = look_up,
) -> AsyncIterator[Asks]:
    """What can be asked for URLs, for as long as the context lasts. ``now`` is the time of day.

    Raises UsageError for means that contradict each other, a recording that cannot be read or written.
    """
    if means.record is not None and (means.replay is not None or means.offline):
        raise UsageError("What is not asked cannot be recorded. Leave out --record, or --replay and --offline.")
    async with AsyncExitStack() as stack:
        asks: Asks
        if means.replay is not None:
            replay = Replay(means.replay)
            # What the server made the recorded run wait for is over.
            yield Polite(replay, Manners(1_000, 0.0, means.manners.retries), clock, now, chance, _at_once)
            return
        if means.offline:
            asks = Offline()
        else:
            asks = await stack.enter_async_context(
                Wire(limits=means.limits, user_agent=means.user_agent, public_only=means.public_only,
                     proxies=means.proxies, resolver=resolver, clock=clock)
            )  # fmt: skip
            if means.record is not None:
                asks = stack.enter_context(Recorder(asks, means.record, now, means.judged or now()))
            asks = Polite(asks, means.manners, clock, now, chance, sleep)
        if means.cache is not None and means.record is None:
            cache = Cache(means.cache, now)
            stack.callback(cache.close)
            asks = Remembering(asks, cache, means.offline)
        yield asks


async def _at_once(_seconds: float) -> None:
    return None


class Offline:
    """Asks nobody."""

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
        """A Failure, always."""
        del method, headers, keep, limit, family, http2
        return Failure("offline", f"{bare(url)} is not in the cache. {ADVICE['offline']}", bare(url))
