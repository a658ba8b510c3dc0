"""Documents judged beside the event loop: in processes where there are many, in a thread where there are few.

A document of megabytes takes seconds of processor time; in the loop's own thread, no other server would be listened to
meanwhile, and what was measured of it would be wrong.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from feeds.source.source import Source

Outcome = TypeVar("Outcome")
WORTH = 24  # documents from which processes pay for their start
TOGETHER = 16  # documents handed over at once, where they are small
SMALL = 262_144  # bytes that are handed over at once, or one document
SOON = 0.002  # seconds until what waits is handed over

_judge: Callable[[Source], object] | None = None


class WorkerLostError(Exception):
    """The process that judged a document was killed, twice."""


class Workers(Generic[Outcome]):
    """Where documents are judged; ``judge`` must be a function that another process can be told of."""

    def __init__(self, judge: Callable[[Source], Outcome], documents: int, jobs: int = 0) -> None:
        self._function = judge
        self._jobs = jobs or os.cpu_count() or 1
        self._apart = documents >= WORTH
        self._known = {child.pid for child in multiprocessing.active_children()}
        self._waiting: list[tuple[Source, asyncio.Future[Outcome]]] = []
        self._bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._pool = self._opened()

    def _opened(self) -> Executor:
        if not self._apart:
            return ThreadPoolExecutor(1, initializer=_begin, initargs=(self._function, False))
        # A forked worker has everything imported, and shares its memory; only a process without threads may fork.
        alone = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if alone else "spawn")
        pool = ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(self._function, True))
        if alone:
            gc.freeze()
            pool.submit(os.getpid).result()  # forks them all, now
            gc.unfreeze()
        return pool

    async def judge(self, source: Source) -> Outcome:
        """What the judge says of a document. Raises WorkerLostError."""
        if not self._apart:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._function, source)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((source, future))
        self._bytes += len(source.data)
        if len(self._waiting) >= TOGETHER or self._bytes >= SMALL:
            self._hand_over()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._hand_over)
        return await future

    def _hand_over(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting, self._bytes = self._waiting, [], 0
        task = asyncio.create_task(self._judged(batch))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _judged(self, batch: Sequence[tuple[Source, asyncio.Future[Outcome]]]) -> None:
        """Fill the futures; when a worker dies over a batch, its documents are tried once more, one by one."""
        try:
            found = await self._sent([source for source, _ in batch])
        except BrokenProcessPool:
            for source, future in batch:
                try:
                    (outcome,) = await self._sent([source])
                except BrokenProcessPool:
                    if not future.done():
                        future.set_exception(WorkerLostError(source.name))
                else:
                    if not future.done():
                        future.set_result(outcome)
            return
        except Exception as wrong:  # noqa: BLE001 - our defect; it is raised where the outcomes are waited for
            for _, future in batch:
                if not future.done():
                    future.set_exception(wrong)
            return
        for (_, future), outcome in zip(batch, found, strict=True):
            if not future.done():
                future.set_result(outcome)

    async def _sent(self, sources: list[Source]) -> list[Outcome]:
        pool = self._pool
        try:
            found = await asyncio.get_running_loop().run_in_executor(pool, _judged, sources)
        except BrokenProcessPool:
            if pool is self._pool:
                pool.shutdown(wait=False)
                self._pool = self._opened()
            raise
        return found  # type: ignore[return-value]  # the other process returns what our judge returns

    def close(self, *, at_once: bool) -> None:
        """End the workers; ``at_once``: whatever they are at."""
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for child in multiprocessing.active_children():
                if child.pid not in self._known:
                    child.terminate()


def _begin(judge: Callable[[Source], object], apart: bool) -> None:  # noqa: FBT001 - initargs have no names
    """A worker's first act: Ctrl-C is its parent's to handle, and garbage is collected between documents."""
    global _judge  # noqa: PLW0603 - what a worker is for is told once and not with every document
    _judge = judge
    if apart:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.disable()


def _judged(sources: list[Source]) -> list[object]:
    assert _judge is not None
    return [_judge(source) for source in sources]
