"""Targets checked and put into words, in this process or in several.

A worker gives back text and counts, not trees: what crosses between processes is what will be printed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from feeds.check import MOST, Report, check
from feeds.choice import Choices
from feeds.cli.outputs import load
from feeds.cli.targets import Target, shown
from feeds.errors import UnreadableError
from feeds.report.forms import Look
from feeds.report.telling import Tally, mended, tell
from feeds.rules.rule import Level
from feeds.source.source import Source

if TYPE_CHECKING:
    from feeds.baseline import Known
    from feeds.cli.known import Ledger
    from feeds.cli.reuse import Store

GROUPED = {"text": 3, "summary": 0}  # forms that need only so many findings of each rule in words
MENDING = {"json", "jsonl", "sarif"}  # forms that say what mends a finding
GARBAGE = 100_000  # objects after which what documents have left behind is collected
WORTH = 24  # targets from which a second process pays for its start


class Outcome(NamedTuple):
    """One target's report in each of the chosen forms, and what is counted of it."""

    words: tuple[str, ...]
    counts: tuple[int, int, int]  # errors, warnings, advice
    checked: bool  # looked at to its end, by every rule
    tally: tuple[Tally, ...] = ()
    known: int = 0  # findings that the baseline has, told and counted nowhere else
    found: tuple[Known, ...] = ()  # every finding, where the baseline will be written anew
    silenced: int = 0  # findings that the document itself silences
    source: str = ""  # the name that it is reported under


_Kept = tuple[list[str], tuple[int, int, int], bool, list[tuple[str, str, str, int]], int,
              list[tuple[str, str, str, str]], int, str]  # fmt: skip


class Work(NamedTuple):
    """What is the same for all targets of a run."""

    now: dt.datetime
    choices: Choices
    forms: tuple[str, ...]
    look: Look
    ledger: Ledger | None = None  # the baseline
    store: Store | None = None  # what was found in files that may not have changed


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
        source = target.source()
    except UnreadableError as wrong:
        return _told(Report(shown(target), None, None, (), str(wrong)), work)
    if work.store is None or target.name == "-":
        return judged(source, work)
    key = work.store.key(source, work)
    stored = work.store.get(key)
    if stored is not None:
        with contextlib.suppress(ValueError, TypeError):
            return restored(stored)
    told = judged(source, work)
    work.store.put(key, work.now, kept(told))
    return told


def judged(source: Source, work: Work) -> Outcome:
    """One document, checked and put into words."""
    return _told(check(source, now=work.now, choice=work.choices.of(source.name, source.url)), work)


def _told(report: Report, work: Work) -> Outcome:
    known = work.ledger.told(report, report.source) if work.ledger is not None else None
    told = worded(known.report if known else report, work)._replace(silenced=report.silenced, source=report.source)
    if known is not None:
        told = told._replace(known=known.known, found=known.found)
        del known
    del report
    if gc.get_count()[0] > GARBAGE:
        gc.collect(0)  # what is older than the run's documents stays
    return told


def kept(outcome: Outcome) -> list[object]:
    """An outcome as JSON values."""
    return [*outcome[:3], [(*each[:2], each.level.value, each.found) for each in outcome.tally], *outcome[4:]]


def restored(values: Sequence[object]) -> Outcome:
    """The outcome that ``kept`` made JSON values of. Raises ValueError or TypeError when they are none."""
    words, counts, checked, tally, known, found, silenced, source = cast("_Kept", values)
    errors, warnings, advice = counts
    known_findings: tuple[Known, ...] = ()
    if found:
        from feeds.baseline import Known  # noqa: PLC0415 - most runs write no baseline

        known_findings = tuple(Known(*each) for each in found)
    return Outcome(
        tuple(words), (errors, warnings, advice), checked,
        tuple(Tally(code, name, Level(level), count) for code, name, level, count in tally),
        known, known_findings, silenced, source,
    )  # fmt: skip


def settle() -> None:
    """Let the collector of cycles run between documents only: within one it would look at a growing tree in vain."""
    gc.disable()


def _settle() -> None:
    """A worker's first act: Ctrl-C is its parent's to handle."""
    import signal  # noqa: PLC0415 - workers only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle()


def worded(report: Report, work: Work) -> Outcome:
    """A report in words."""
    counted = {"text": 0, "concise": 0} if work.look.statistics else {}
    most = max(counted.get(form, GROUPED.get(form, MOST)) for form in work.forms)
    telling = tell(report, most)
    if not MENDING.isdisjoint(work.forms):
        from feeds.fix import fixes_of  # noqa: PLC0415 - only some forms say how a finding is mended

        telling = mended(telling, fixes_of)
    return Outcome(
        tuple(load(form).piece(telling, work.look) for form in work.forms),
        (telling.count(Level.ERROR), telling.count(Level.WARNING), telling.count(Level.ADVICE)),
        telling.checked,
        telling.tally,
    )
