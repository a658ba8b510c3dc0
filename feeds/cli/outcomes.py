"""Targets checked and put into words, in this process or in several.

A worker gives back text and counts, not trees: what crosses between processes is what will be printed.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal, NamedTuple

from feeds.check import Report, check
from feeds.cli.targets import Target, shown
from feeds.errors import UnreadableError
from feeds.rules.chosen import Choice
from feeds.rules.rule import Level

Form = Literal["text", "concise", "json"]
GARBAGE = 100_000  # objects after which what documents have left behind is collected
WORTH = 24  # targets from which a second process pays for its start


class Outcome(NamedTuple):
    """One target's report in the chosen form, and what is counted of it."""

    words: str
    counts: tuple[int, int, int]  # errors, warnings, advice
    checked: bool  # looked at to its end, by every rule


class Work(NamedTuple):
    """What is the same for all targets of a run."""

    now: dt.datetime
    choice: Choice
    form: Form
    colour: bool


def outcomes(targets: Iterable[Target], work: Work, jobs: int) -> Iterator[Outcome]:
    """The outcome of each target, in their order, as soon as it is known; ``jobs`` 0 means one process a core."""
    todo = list(targets)
    jobs = min(jobs or os.cpu_count() or 1, max(1, len(todo) // (WORTH // 2)))
    if jobs == 1 or len(todo) < WORTH or any(target.name == "-" for target in todo):
        yield from (outcome(target, work) for target in todo)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - one feed does not pay for it

    with ProcessPoolExecutor(jobs, initializer=_settle) as pool:
        try:
            yield from pool.map(partial(outcome, work=work), todo, chunksize=max(1, min(16, len(todo) // (jobs * 4))))
        except (KeyboardInterrupt, GeneratorExit):
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def outcome(target: Target, work: Work) -> Outcome:
    """One target, looked at and put into words."""
    try:
        report = check(target.source(), now=work.now, choice=work.choice)
    except UnreadableError as wrong:
        report = Report(shown(target), None, None, (), str(wrong))
    errors, warnings, advice = (report.count(level) for level in (Level.ERROR, Level.WARNING, Level.ADVICE))
    told = Outcome(_words(report, work), (errors, warnings, advice), report.stopped is None and not report.crashes)
    del report
    if gc.get_count()[0] > GARBAGE:
        gc.collect()
    return told


def settle() -> None:
    """Let the collector of cycles run between documents only: within one it would look at a growing tree in vain."""
    gc.disable()


def _settle() -> None:
    """A worker's first act: Ctrl-C is its parent's to handle."""
    import signal  # noqa: PLC0415 - workers only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle()


def _words(report: Report, work: Work) -> str:
    if work.form == "json":
        from feeds.report import json  # noqa: PLC0415 - one form a run

        return json.piece(report)
    from feeds.report import text  # noqa: PLC0415 - as above

    lines = text.concise(report) if work.form == "concise" else text.full(report, colour=work.colour)
    return "\n".join(lines)
