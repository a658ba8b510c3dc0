"""Manners: how many requests one host gets at a time and how far apart, and what is asked again after a refusal.

Asked again is what may be different a moment later: a connection that was refused or broken off, 502, 503 and 504, and
429 where the server says when (Retry-After, RFC 9110, section 10.2.3). Whatever is slow is not: it would be slow again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from feeds.fetch.asking import NOTHING, Asks
from feeds.fetch.network import Family
from feeds.source.delivery import Answer, Observed

PASSING = frozenset({502, 503, 504})
BROKEN = frozenset({"connect", "cut"})
BACKOFF = 0.5  # seconds before the first further try, doubled for each one after it
LONGEST = 30.0  # seconds that a server may make us wait; what it wants beyond that is told instead
FORGOTTEN = 10_000  # hosts that are remembered


@dataclass(frozen=True, slots=True)
class Manners:
    """Requests at a time and seconds between two for one host, and how often a request is tried again."""

    per_host: int = 2
    interval: float = 0.0
    retries: int = 2


@dataclass(slots=True)
class _Host:
    turn: asyncio.Semaphore
    free: float = 0.0  # when the next request may begin, by the clock
    closed: float = 0.0  # until when the server wants nobody
    waiting: int = 0


@dataclass
class Polite:
    """Asks politely.

    ``clock`` counts seconds, ``now`` is the time of day (Retry-After may be a date), ``chance`` gives 0 to 1 for the
    jitter without which everybody who was turned away comes back at the same moment.
    """

    asks: Asks
    manners: Manners
    clock: Callable[[], float]
    now: Callable[[], dt.datetime]
    chance: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict)

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
        """As ``Asks``, when it is this request's turn; the last answer where there were several."""
        host = self._host(url)
        tries = 0
        host.waiting += 1
        try:
            while True:
                async with host.turn:
                    await self._slot(host)
                    observed = await self.asks.ask(
                        url, method=method, headers=headers, keep=keep, limit=limit, family=family, http2=http2
                    )
                wait = self._again(observed, tries)
                if wait is None or tries == self.manners.retries:
                    return observed
                tries += 1
                if isinstance(observed, Answer) and observed.header("retry-after"):
                    host.closed = max(host.closed, self.clock() + wait)  # it is meant for everybody who asks there
                else:
                    await self.sleep(wait)
        finally:
            host.waiting -= 1

    async def _slot(self, host: _Host) -> None:
        now = self.clock()
        begin = max(host.free, now)
        host.free = begin + self.manners.interval
        if begin > now:
            await self.sleep(begin - now)
        if (wait := host.closed - self.clock()) > 0:
            await self.sleep(wait)

    def _again(self, observed: Observed, tries: int) -> float | None:
        """Seconds until it is worth another try; None for never."""
        backoff = BACKOFF * 2**tries * (0.5 + self.chance())
        if not isinstance(observed, Answer):
            return backoff if observed.kind in BROKEN else None
        if observed.status not in PASSING and observed.status != 429:
            return None
        said = retry_after(observed.header("retry-after"), self.now)
        if said is None:
            return backoff if observed.status in PASSING else None
        return said + self.chance() if said <= LONGEST else None

    def _host(self, url: str) -> _Host:
        try:
            name = (urlsplit(url).hostname or "").lower()
        except ValueError:
            name = ""
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= FORGOTTEN:
                self._hosts = {name: host for name, host in self._hosts.items() if host.waiting}
            host = self._hosts[name] = _Host(asyncio.Semaphore(self.manners.per_host))
        return host


def retry_after(field_value: str | None, now: Callable[[], dt.datetime]) -> float | None:
    """The seconds that a Retry-After field asks for, as a number or as a date; None where it says neither."""
    value = (field_value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    until = until.replace(tzinfo=dt.UTC) if until.tzinfo is None else until
    return max(0.0, (until - now()).total_seconds())
