"""Several processes that work side by side, or one that does it all itself; the answers are the same.

There is no thread in it, so that a process can be forked at any time; and a process whose parent is gone sees the end
of its pipe and goes, too.
"""

import multiprocessing
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar, cast

from feeds.errors import CutShortError


class Closed(Protocol):
    """What has something to give back."""

    def close(self) -> None:
        """Give it back."""


Hand = TypeVar("Hand", bound=Closed)
Answer = TypeVar("Answer")
Task = tuple[int | None, Callable[[Hand], Answer]]  # for the hand of a number, or for any
_PROTOCOL = 5
_GRACE = 5.0  # seconds until a process that was asked to go is made to


class Crew(Generic[Hand]):
    """Hands, each made by ``make`` with its number: in processes of their own where there are several ``jobs``.

    What is made, asked and answered has to be fit for pickling then. Leave it as a context manager.
    """

    def __init__(self, make: Callable[[int], Hand], jobs: int = 1) -> None:
        self.jobs = max(1, jobs)
        self._own = make(0) if self.jobs == 1 else None
        self._pipes: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        if self._own is None:
            # A fork is had in an instant; with threads, and elsewhere, it may inherit a lock that nobody opens again.
            fork = sys.platform == "linux" and threading.active_count() == 1
            context: ForkContext | SpawnContext
            context = multiprocessing.get_context("fork") if fork else multiprocessing.get_context("spawn")
            for number in range(self.jobs):
                here, there = context.Pipe()
                inherited = [*self._pipes, here] if fork else []
                process = context.Process(target=_work, args=(make, number, there, inherited), daemon=True)
                process.start()
                there.close()
                self._pipes.append(here)
                self._processes.append(process)

    def gather(
        self,
        tasks: Sequence[Task[Hand, Answer]],
        done: Callable[[Answer], None] | None = None,
    ) -> list[Answer]:
        """What the hands answer to tasks, in the order of the tasks.

        ``done`` is told each answer as it comes. Raises what a task raised, and CutShortError when a process was ended.
        """
        if self._own is not None:
            answers = []
            for _, task in tasks:
                answers.append(task(self._own))
                if done is not None:
                    done(answers[-1])
            return answers
        return self._gathered(tasks, done)

    def _gathered(self, tasks: Sequence[Task[Hand, Answer]], done: Callable[[Answer], None] | None) -> list[Answer]:
        found: dict[int, Answer] = {}
        own: list[list[int]] = [[] for _ in self._pipes]
        free: list[int] = []
        for at, (number, _) in reversed(list(enumerate(tasks))):
            (free if number is None else own[number]).append(at)
        busy: dict[int, int] = {}

        def ask(number: int) -> None:
            waiting = own[number] or free
            if waiting:
                busy[number] = waiting.pop()
                self._send(number, tasks[busy[number]][1])

        for number in range(self.jobs):
            ask(number)
        while busy:
            for pipe in wait([self._pipes[number] for number in busy]):
                number = self._pipes.index(cast("Connection", pipe))
                data = self._received(number)
                at = busy.pop(number)
                ask(number)  # it works while we read
                found[at] = _answer(data)
                if done is not None:
                    done(found[at])
        return [found[at] for at in range(len(tasks))]

    def _send(self, number: int, task: Callable[[Hand], Answer]) -> None:
        try:
            self._pipes[number].send_bytes(pickle.dumps(task, _PROTOCOL))
        except OSError as wrong:
            raise self._ended(number) from wrong

    def _received(self, number: int) -> bytes:
        try:
            return self._pipes[number].recv_bytes()
        except (EOFError, OSError) as wrong:
            raise self._ended(number) from wrong

    def _ended(self, number: int) -> CutShortError:
        process = self._processes[number]
        process.join(_GRACE)
        code = process.exitcode
        how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
        return CutShortError(
            f"One of {self.jobs} processes that do the work was ended {how}, so nothing was written. If that was for "
            "want of memory, run the command again with --jobs 1."
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the processes go; those that are at work are not waited for."""
        if self._own is not None:
            self._own.close()
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join(_GRACE)
            if process.exitcode is None:
                process.kill()
                process.join()


def _answer(data: bytes) -> Answer:  # type: ignore[type-var]  # what was asked says which
    is_well, answer = pickle.loads(data)  # noqa: S301 - our own process said it
    if is_well:
        return cast("Answer", answer)
    wrong, where = answer
    if where is not None:
        wrong.add_note(where)
    raise wrong


def _work(make: Callable[[int], Hand], number: int, pipe: Connection, inherited: Sequence[Connection]) -> None:
    """What a process of the crew does until nobody asks any more."""
    with suppress(ValueError):  # the whole group gets Ctrl-C; the parent says when to go
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    with closing(make(number)) as hand:
        _serve(hand, pipe)


def _serve(hand: Hand, pipe: Connection) -> None:
    while True:
        try:
            task: Callable[[Hand], object] = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our own parent asks
        except (EOFError, OSError):
            return
        try:
            told = pickle.dumps((True, task(hand)), _PROTOCOL)
        except Exception as wrong:  # noqa: BLE001 - whatever it is, the parent raises it
            told = _told(wrong)
        try:
            pipe.send_bytes(told)
        except OSError:
            return


def _told(wrong: Exception) -> bytes:
    """What went wrong, so that it can be raised elsewhere."""
    where = traceback.format_exc()
    try:
        data = pickle.dumps((False, (wrong, where)), _PROTOCOL)
        pickle.loads(data)  # noqa: S301 - as above
    except Exception:  # noqa: BLE001 - an exception that cannot travel
        return pickle.dumps((False, (RuntimeError(where), None)), _PROTOCOL)
    return data
