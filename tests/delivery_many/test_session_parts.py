"""The parts of a run on their own: the journal, the workers, the order of what is told, the bar."""

import asyncio
import io
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.cli.journal import Journal, Line, forget_old, run_key
from feeds.cli.looking import Told, Wanted
from feeds.cli.progress import Bar
from feeds.cli.session import _Order
from feeds.cli.workers import WorkerLostError, Workers
from feeds.errors import UsageError
from feeds.source.source import Source

LINES = [
    Line((0,), [["words"], 1], [], [[["page"], 0]]),
    Line((1,), None, [[[1, 0], "https://example.org/a", 0, False, ""]], []),
]


def journal_of(path: Path, *lines: Line) -> None:
    journal = Journal(path, "key", resume=False)
    journal.write(lines)
    journal.close(finished=False)


def test_a_journal_gives_back_what_was_finished(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.journal"
    journal_of(path, *LINES)

    again = Journal(path, "key", resume=True)

    assert again.done == {line.key: line for line in LINES}
    again.write([Line((2,), None)])
    again.close(finished=False)
    assert set(_reread(path)) == {(0,), (1,), (2,)}


def test_a_torn_line_is_left_out_at_whatever_byte_the_kill_came(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    journal_of(path, *LINES)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        done = _reread(path)
        assert list(done.values()) == LINES[: whole[first:length].count(b"\n") if length >= first else 0]
        # What follows does not stand behind half a line.
        again = Journal(path, "key", resume=True)
        again.write([Line((9,), None)])
        again.close(finished=False)
        assert (9,) in _reread(path)


def test_a_journal_that_is_finished_is_gone_and_a_new_run_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    journal_of(path, *LINES)
    fresh = Journal(path, "key", resume=False)
    assert not fresh.done
    fresh.close(finished=True)
    assert not path.exists()


def test_a_journal_of_another_run_or_in_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    journal = Journal(path, "key", resume=False)
    with pytest.raises(UsageError, match="Another run writes"):
        Journal(path, "key", resume=True)
    journal.close(finished=False)
    with pytest.raises(UsageError, match="other targets or with other options"):
        Journal(path, "other", resume=True)
    with pytest.raises(UsageError, match="cannot be written"):
        Journal(tmp_path, "key", resume=True)
    assert run_key("a", 1) == run_key("a", 1) != run_key("a", 2)


def test_journals_are_forgotten_after_a_month(tmp_path: Path) -> None:
    for name, age in (("old.journal", 31), ("new.journal", 29), ("old.txt", 31)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1e9 - age * 86_400,) * 2)

    forget_old(tmp_path, 1e9)

    assert sorted(each.name for each in tmp_path.iterdir()) == ["new.journal", "old.txt"]


def _reread(path: Path) -> dict[tuple[int, ...], Line]:
    journal = Journal(path, "key", resume=True)
    journal.close(finished=False)
    return journal.done


def measured(source: Source) -> int:
    """A judge: how long a document is; some end the process, or break."""
    if source.data == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if source.data == b"break":
        raise ValueError("broken")
    return len(source.data)


async def judged(workers: Workers[int], data: list[bytes]) -> list[int | BaseException]:
    return await asyncio.gather(
        *(workers.judge(Source(str(number), each)) for number, each in enumerate(data)), return_exceptions=True
    )


@pytest.mark.parametrize("documents", [1, 100])
def test_workers_judge_each_document_once(documents: int) -> None:
    data = [b"x" * number for number in range(documents)]
    workers = Workers(measured, documents, 2)

    assert asyncio.run(judged(workers, data)) == list(range(documents))
    workers.close(at_once=False)


def test_a_worker_that_is_killed_costs_the_document_that_killed_it_and_no_other() -> None:
    data = [b"kill" if number in {3, 50} else b"break" if number == 7 else b"xx" for number in range(60)]
    workers = Workers(measured, 60, 2)

    found = asyncio.run(judged(workers, data))

    workers.close(at_once=True)
    assert [type(each) for each in found if not isinstance(each, int)] == [
        WorkerLostError,
        RuntimeError,
        WorkerLostError,
    ]
    assert str(found[7]) == "7: ValueError: broken"
    assert [each for each in found if isinstance(each, int)] == [2] * 57


@given(st.integers(0, 12), st.randoms(use_true_random=False))
def test_what_is_told_keeps_the_order_of_the_targets_and_loses_nothing(targets: int, random: Random) -> None:
    order = _Order([(number,) for number in range(targets)])
    todo = [Wanted((number,), "") for number in range(targets)]
    told: list[tuple[int, ...]] = []
    expected: list[tuple[int, ...]] = []
    while todo:
        wanted = todo.pop(random.randrange(len(todo)))
        expected.append(wanted.key)
        names = random.randrange(3) if len(wanted.key) < 3 else 0
        instead = tuple(Wanted((*wanted.key, number), "") for number in range(names))
        todo += instead
        told += [each.wanted.key for each in order.put(Told(wanted, None, instead))]
        held = [each for each in expected if each not in told]
        assert all(any(one.key < each for one in todo) for each in held)

    assert told == sorted(expected)
    assert not list(order.rest())


def test_a_bar_is_drawn_and_taken_away() -> None:
    stream = io.StringIO()
    with Bar(stream, 2) as bar:
        for step in (lambda: bar.one_done("[red]a"), lambda: bar.more(3), bar.aside, bar.back):
            run: Callable[[], None] = step
            run()
    assert "Traceback" not in stream.getvalue()
    with Bar(None, 2) as none:
        none.one_done("a")
        none.aside()
