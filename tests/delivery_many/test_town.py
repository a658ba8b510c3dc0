"""A run over a town of hosts: all told once, nobody holds up another, and a run that ends early is gone on with."""

import signal
from collections import Counter
from pathlib import Path

from town import Town, sources, visit

OPTIONS = ("--output-format", "jsonl", "--no-probe", "--no-cache", "--timeout", "4")
MEMORY = 300_000_000


def test_a_town_with_dead_slow_and_hostile_hosts(tmp_path: Path) -> None:
    with Town(hosts=400, urls=400) as town:
        done = visit(town, OPTIONS, tmp_path)

    told = sources(done.lines)
    kinds = dict(town.addresses)
    assert sorted(told) == sorted(town.urls)
    assert Counter(kinds.values()).keys() >= {"unknown", "closed", "slow", "silent", "drip", "endless", "bomb", "flood"}
    assert 0 < done.bytes < MEMORY
    # Whoever is silent is given up after four seconds; everybody quick has been told by then.
    order = [kinds[url] for url in told]
    assert "quick" not in order[order.index("silent") :]
    assert done.code == 1, done.said
    assert "Traceback" not in done.said


def test_ctrl_c_tells_what_was_found_and_resume_goes_on(tmp_path: Path) -> None:
    with Town(hosts=60, urls=120) as town:
        first = visit(town, OPTIONS, tmp_path, watch=lambda number, _: signal.SIGINT if number == 40 else None)
        asked = len(town.asked)
        second = visit(town, [*OPTIONS, "--resume"], tmp_path)

    told = sources(first.lines)
    assert first.code == 130
    assert "interrupted after" in first.said
    assert "--resume" in first.said
    assert 40 <= len(told) < 120
    assert len(told) == len(set(told))
    assert second.code == 1
    assert sorted(sources(second.lines)) == sorted(town.urls)
    assert asked < 120
    assert not set(_paths(told)) & set(town.asked[asked:])


def test_kill_in_the_middle_and_resume_nothing_lost_nothing_twice(tmp_path: Path) -> None:
    with Town(hosts=60, urls=240, only_quick=True) as town:
        first = visit(town, OPTIONS, tmp_path, watch=lambda number, _: signal.SIGKILL if number == 60 else None)
        asked = len(town.asked)
        second = visit(town, [*OPTIONS, "--resume", "--color", "always"], tmp_path)  # as on another terminal
        again = town.asked[asked:]
        third = visit(town, [*OPTIONS, "--resume"], tmp_path)

    told = sources(first.lines[:-1] if first.lines[-1][-1:] != "}" else first.lines)
    assert first.code == -signal.SIGKILL
    assert len(told) == len(set(told)) < 240
    assert sorted(sources(second.lines)) == sorted(town.urls)
    assert "are known from before" in second.said
    assert not set(_paths(told)) & set(again)
    # A run that has ended is over: the next one is a new one.
    assert "There is no run to go on with" in third.said
    assert sorted(sources(third.lines)) == sorted(town.urls)


def test_forms_that_people_read_keep_the_order_of_the_targets(tmp_path: Path) -> None:
    options = ("--output-format", "concise", "--no-probe", "--no-cache", "--timeout", "4", "--select", "ALL")
    with Town(hosts=30, urls=60) as town:
        done = visit(town, options, tmp_path)

    heads = list(dict.fromkeys(line.partition("feed.xml")[0] + "feed.xml" for line in done.lines[:-1]))
    assert heads == town.urls


def test_what_was_finished_behind_a_slow_one_is_told_when_interrupted(tmp_path: Path) -> None:
    """The order of the targets holds back what is finished, until the person has had enough."""
    options = ("--output", "concise", "--output", f"jsonl={tmp_path / 'all.jsonl'}", "--no-probe", "--no-cache")
    with Town(hosts=30, urls=30) as town:
        # The fourth host has no name and is told at once; the eighth is slow, and holds the others up.
        done = visit(town, options, tmp_path, watch=lambda number, _: signal.SIGINT if number == 1 else None)

    assert done.code == 130
    assert done.lines[-1].endswith(".")
    assert " in " in done.lines[-1]


def _paths(urls: list[str]) -> list[str]:
    """As the town remembers who was asked: the host and the path."""
    return [host.partition(":")[0] + "/" + path for host, _, path in (url[7:].partition("/") for url in urls)]
