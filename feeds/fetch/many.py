"""Many targets at once: polite to every host, and no host holds up another.

One event loop asks; how often one host is asked at a time is bounded, and so is how much is under way at all. A target
that takes longer than ``Pace.patience`` gives its place to another and goes on beside it: a hundred dead hosts cost a
run a hundred sockets, and no time. Nothing here knows what asking means.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

Key = TypeVar("Key")
Result = TypeVar("Result")
GIVEN_UP = 3  # failures in a row, and no answer yet, after which a host is not asked again


class Pace(NamedTuple):
    """How fast: targets at once, at once for one host, seconds of patience, and targets under way with the slow ones.

    ``most`` bounds the sockets, which are files: most systems allow a process 1,024 or 256 of them.
    """

    concurrency: int = 48
    per_host: int = 2
    patience: float = 1.0
    most: int = 200


def host_of(url: str) -> str:
    """The host that politeness is owed to, in small letters; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


class Lost:
    """Which hosts are not worth asking again in this run: several failures in a row and not one answer."""

    def __init__(self, limit: int = GIVEN_UP) -> None:
        self._limit = limit
        self._failures: dict[str, int] = {}

    def note(self, url: str, *, failed: bool) -> None:
        """Remember how asking a URL ended; a host that has answered once is never lost."""
        host = host_of(url)
        if not failed:
            self._failures[host] = -1
        elif self._failures.get(host, 0) >= 0:
            self._failures[host] = self._failures.get(host, 0) + 1

    def __contains__(self, url: str) -> bool:
        return self._failures.get(host_of(url), 0) >= self._limit


class Many(Generic[Key, Result]):
    """A run over many targets; ``ask`` is awaited once for each; what it raises ends the run.

    ``room`` is asked before another target is begun: False holds the run back until one under way has ended, and never
    when none is (memory, for one, is bounded so).
    """

    def __init__(
        self,
        ask: Callable[[Key, str], Awaitable[Result]],
        pace: Pace,
        room: Callable[[], bool] = lambda: True,
    ) -> None:
        self._ask = ask
        self._pace = pace
        self._room = room
        self._waiting: dict[str, deque[tuple[int, Key, str]]] = {}
        self._ready: list[tuple[int, str]] = []  # a heap: the hosts that may be asked, by their next target's number
        self._listed: set[str] = set()  # those in it
        self._busy: Counter[str] = Counter()
        self._quick = 0  # under way and within our patience
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Queue[tuple[Key, Result] | Exception] = asyncio.Queue()
        self._added = 0
        self._open = 0  # added and not yet handed out

    def add(self, key: Key, url: str) -> None:
        """Put another target into the run, also while it goes on; they are begun in this order, host by host."""
        host = host_of(url)
        self._waiting.setdefault(host, deque()).append((self._added, key, url))
        self._added += 1
        self._open += 1
        self._enlist(host)

    async def results(self) -> AsyncGenerator[tuple[Key, Result], None]:
        """Each target's key and result, as they come, each once; leaving the iteration ends what is under way."""
        try:
            while self._open:
                self._fill()
                ended = await self._ended.get()
                if isinstance(ended, Exception):
                    raise ended
                self._open -= 1
                yield ended
        finally:
            left = [*self._tasks]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def _enlist(self, host: str) -> None:
        waiting = self._waiting.get(host)
        if waiting and host not in self._listed and self._busy[host] < self._pace.per_host:
            heappush(self._ready, (waiting[0][0], host))
            self._listed.add(host)

    def _fill(self) -> None:
        pace = self._pace
        while (
            self._ready
            and self._quick < pace.concurrency
            and len(self._tasks) < pace.most
            and (not self._tasks or self._room())
        ):
            _, host = heappop(self._ready)
            self._listed.discard(host)
            _, key, url = self._waiting[host].popleft()
            self._busy[host] += 1
            self._quick += 1
            self._enlist(host)
            task = asyncio.create_task(self._one(key, url, host))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _one(self, key: Key, url: str, host: str) -> None:
        counted = True

        def leave() -> None:
            nonlocal counted
            if counted:
                counted = False
                self._quick -= 1

        def give_way() -> None:
            leave()
            self._fill()

        timer = asyncio.get_running_loop().call_later(self._pace.patience, give_way)
        try:
            ended: tuple[Key, Result] | Exception = (key, await self._ask(key, url))
        except Exception as wrong:  # noqa: BLE001 - it is raised where the results are waited for
            ended = wrong
        finally:
            timer.cancel()
            leave()
        self._busy[host] -= 1
        self._enlist(host)
        self._ended.put_nowait(ended)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.discard(task)
        self._fill()
