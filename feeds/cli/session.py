"""A run over targets on the network: an event loop in a thread asks, workers judge, the caller prints.

The thread keeps the network apart from standard output: a pager that nobody scrolls stops no connection's clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from heapq import heappop, heappush
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType
from typing import Literal, Self, TypeVar

from feeds.cli.journal import Journal, Line
from feeds.cli.looking import Looking, Observe, Told, Wanted
from feeds.cli.outcomes import Outcome, kept, restored
from feeds.cli.workers import Workers
from feeds.fetch.many import Many, Pace

LEAVE = 2.0  # seconds that connections get to close
GATHERED = 0.05  # seconds in which what ends is written to the disk together
T = TypeVar("T")
Key = tuple[int, ...]
Message = Told | Literal["interrupted", "finished"] | Exception


class Session:
    """The network for the time of a run.

    ``opened`` makes what looks at one address, in the running loop; ``workers`` are begun before the thread is, since
    they may be forks of this process. Ctrl-C within the context sets ``interrupted``, and ends what ``told`` gives.
    """

    def __init__(
        self, opened: Callable[[AsyncExitStack], Awaitable[Observe]], workers: Workers[Outcome], pace: Pace
    ) -> None:
        self._opened = opened
        self._workers = workers
        self._pace = pace
        self._messages: SimpleQueue[Message] = SimpleQueue()  # the one queue that a signal handler may put into
        self._ready: SimpleQueue[BaseException | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="network", daemon=True)
        self._task: asyncio.Task[None] | None = None
        self._before: object = None
        self.interrupted = False

    def __enter__(self) -> Self:
        gc.enable()  # a loop leaves circles behind, and no document's tree is built beside it for long
        self._thread.start()
        wrong = self._ready.get()
        if wrong is not None:
            raise wrong
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]  # what signal() itself returned
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._leave.set)
        self._thread.join(LEAVE)
        self._workers.close(at_once=self.interrupted or kind is not None)

    def told(self, wanted: Sequence[Wanted], journal: Journal | None, *, in_order: bool) -> Iterator[Told]:
        """What became of each target, and of what is looked at in its place.

        ``in_order``: in the order of their keys, else as it comes. Ends early when the person interrupts, after all
        that was finished until then. What the journal has is told from there; what is told is in the journal before.
        """
        done = journal.done if journal is not None else {}
        order = _Order([each.key for each in wanted]) if in_order else None
        seen = {each.url for each in wanted}
        known: list[Told] = []
        todo: list[Wanted] = []
        stack = [*wanted][::-1]
        while stack:  # what the earlier run has finished, and what it found to look at
            each = stack.pop()
            line = done.get(each.key)
            if line is None:
                todo.append(each)
                continue
            instead = tuple(_wanted(row) for row in line.instead)
            outcome = restored(line.outcome) if line.outcome is not None else None
            pages = tuple(map(restored, line.pages))
            feeds = any(not one.depth for one in instead)
            known.append(Told(each, outcome, instead, feeds=feeds, pages=pages))
            seen.update(one.url for one in instead)
            seen.update(page.source for page in pages)
            stack.extend(reversed(instead))
        asyncio.run_coroutine_threadsafe(self._run(todo, seen), self._loop)
        for each_known in known:
            yield from order.put(each_known) if order is not None else (each_known,)
        for several in self._batches(GATHERED if journal is not None else 0.0):
            if journal is not None:
                journal.write(_line(each) for each in several)
            for each_told in several:
                yield from order.put(each_told) if order is not None else (each_told,)
        if order is not None:
            yield from order.rest()

    def _batches(self, gathered: float) -> Iterator[list[Told]]:
        """What has come since the last look, and within ``gathered`` seconds: one write to the disk serves many."""
        while True:
            messages = [self._messages.get()]
            if isinstance(messages[0], Told):
                time.sleep(gathered)
            with contextlib.suppress(Empty):
                while len(messages) < 256:
                    messages.append(self._messages.get_nowait())
            several = [each for each in messages if isinstance(each, Told)]
            if several:
                yield several
            for each in messages:
                if isinstance(each, Exception):
                    raise each
                if each == "interrupted":
                    self.interrupted = True
            if self.interrupted or "finished" in messages:
                return

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-C: end the run; a second one ends the program."""
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._messages.put("interrupted")

    # What follows runs in the network's thread.

    def _work(self) -> None:
        try:
            asyncio.run(self._main())
        except Exception as wrong:  # noqa: BLE001 - whoever waits for the thread is told
            self._ready.put(wrong)
            self._messages.put(wrong)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._leave = asyncio.Event()
        async with AsyncExitStack() as stack:
            self._observe = await self._opened(stack)
            self._ready.put(None)
            await self._leave.wait()
            if self._task is not None:
                self._task.cancel()
                await asyncio.wait([self._task], timeout=LEAVE / 2)

    async def _run(self, todo: Sequence[Wanted], seen: set[str]) -> None:
        self._task = asyncio.current_task()
        looking = Looking(self._observe, self._workers)
        many: Many[Wanted, Told] = Many(looking, self._pace, looking.room)
        try:
            for wanted in todo:
                many.add(wanted, wanted.url)
            async with contextlib.aclosing(many.results()) as results:
                async for _, told in results:
                    instead = tuple(each for each in told.instead if each.url not in seen)
                    seen.update(each.url for each in instead)
                    for each in instead:
                        many.add(each, each.url)
                    pages = tuple(page for page in told.pages if page.source not in seen)
                    seen.update(page.source for page in pages)
                    self._messages.put(told._replace(instead=instead, pages=pages))
        except Exception as wrong:  # noqa: BLE001 - raised where the outcomes are waited for
            self._messages.put(wrong)
        else:
            self._messages.put("finished")


class _Order:
    """What is told, held back until everything in front of it has been."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._open = sorted(keys)  # a heap: not told yet
        self._held: list[tuple[Key, Told]] = []
        self._closed: set[Key] = set()

    def put(self, told: Told) -> Iterator[Told]:
        """What may be told now that this one is finished."""
        self._closed.add(told.wanted.key)
        for each in told.instead:
            heappush(self._open, each.key)
        heappush(self._held, (told.wanted.key, told))
        while self._open and self._open[0] in self._closed:
            self._closed.remove(heappop(self._open))
        while self._held and (not self._open or self._held[0][0] < self._open[0]):
            yield heappop(self._held)[1]

    def rest(self) -> Iterator[Told]:
        """What is left when a run ends early."""
        while self._held:
            yield heappop(self._held)[1]


def _line(told: Told) -> Line:
    return Line(
        told.wanted.key,
        kept(told.outcome) if told.outcome is not None else None,
        [[*each] for each in told.instead],
        [kept(page) for page in told.pages],
    )


def _wanted(row: Sequence[object]) -> Wanted:
    key, url, depth, listed, page = row
    assert isinstance(key, list)
    assert isinstance(depth, int)
    return Wanted(tuple(key), str(url), depth, listed is True, str(page))
