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
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from feeds.source.source import Source

Outcome = TypeVar("Outcome")
WORTH = 24  # documents from which processes pay for their start
TOGETHER = 16  # documents handed over at once, where they are small
SMALL = 262_144  # bytes that are handed over at once, or one document
SOON = 0.002  # seconds until what waits is handed over


class WorkerLostError(Exception):
    """The process that judged a document was killed over it, twice."""


class _Worker(NamedTuple):
    """A process, and our end of the pipe to it: when it dies, reading ends."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection


class Workers(Generic[Outcome]):
    """Where documents are judged; ``judge`` must be a function that another process can be told of.

    Made before any thread is begun: on Linux workers are forks, which have everything imported and share its memory.
    """

    def __init__(self, judge: Callable[[Source], Outcome], documents: int, jobs: int = 0) -> None:
        self._function = judge
        self._all: list[_Worker] = []
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._waiting: list[tuple[Source, asyncio.Future[Outcome]]] = []
        self._bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        jobs = (jobs or os.cpu_count() or 1) if documents >= WORTH else 0
        gc.collect()
        gc.freeze()
        for _ in range(jobs):
            self._begin()
        gc.unfreeze()
        self._threads = ThreadPoolExecutor(jobs or 1)  # which wait for a worker's answer, or judge themselves

    def _begin(self) -> None:
        """Start another worker."""
        # Only a process without other threads may fork: their locks would stay locked in the child.
        alone = sys.platform == "linux" and threading.active_count() == 1
        context: BaseContext = multiprocessing.get_context("fork" if alone else "spawn")
        ours, theirs = context.Pipe()
        # A fork has our ends of the pipes too; while it holds them open, no worker sees that we have gone.
        copies = [*(worker.pipe for worker in self._all), ours] if alone else []
        process = context.Process(target=_work, args=(theirs, self._function, copies), daemon=True)  # type: ignore[attr-defined]  # every context has it
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._all.append(worker)
        self._idle.put_nowait(worker)

    async def judge(self, source: Source) -> Outcome:
        """What the judge says of a document. Raises WorkerLostError, and RuntimeError where the judge broke."""
        if not self._all:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._function, source)
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
        found = await self._sent([source for source, _ in batch])
        if found is None:
            found = []
            for source, _ in batch:
                alone = await self._sent([source])
                found.append(WorkerLostError(source.name) if alone is None else alone[0])
        for (_, future), outcome in zip(batch, found, strict=True):
            if future.done():
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    async def _sent(self, sources: list[Source]) -> list[Outcome | Exception] | None:
        """What a worker answers; None when it died, and another has taken its place."""
        worker = await self._idle.get()
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, _asked, worker.pipe, sources)
        except (EOFError, OSError):
            self._all.remove(worker)
            worker.pipe.close()
            self._begin()
            return None
        self._idle.put_nowait(worker)
        return found  # type: ignore[return-value]  # the other process returns what our judge returns

    def close(self, *, at_once: bool) -> None:
        """End the workers; ``at_once``: whatever they are at."""
        for worker in self._all:
            if at_once:
                worker.process.terminate()
            else:
                worker.pipe.close()
        for worker in self._all:
            worker.process.join()
        self._threads.shutdown(wait=not at_once, cancel_futures=True)


def _asked(pipe: Connection, sources: list[Source]) -> list[object]:
    pipe.send(sources)
    found: list[object] = pipe.recv()
    return found


def _work(pipe: Connection, judge: Callable[[Source], object], copies: Sequence[Connection]) -> None:
    """A worker's life: until nobody asks any more. Ctrl-C is its parent's to handle."""
    for copy in copies:
        copy.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # the judge collects between documents
    while True:
        try:
            sources: list[Source] = pipe.recv()
        except (EOFError, OSError):
            return
        found: list[object] = []
        for source in sources:
            try:
                found.append(judge(source))
            except Exception as wrong:  # noqa: BLE001 - it is raised where the outcome is waited for
                found.append(RuntimeError(f"{source.name}: {type(wrong).__name__}: {wrong}"))
        pipe.send(found)
