"""The runner: every target once, hosts asked politely, and nobody waits for the slow."""

import asyncio
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.many import Lost, Many, Pace, host_of


def url(host: int, path: int = 0) -> str:
    return f"http://host{host}.example/{path}"


async def finished(many: Many[int, str]) -> list[tuple[int, str]]:
    return [each async for each in many.results()]


@given(
    st.lists(st.integers(0, 5), max_size=40), st.integers(1, 5), st.integers(1, 3), st.integers(1, 6),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_every_target_ends_once_and_no_bound_is_broken(
    hosts: list[int], concurrency: int, per_host: int, most: int, random: Random
) -> None:
    busy: Counter[str] = Counter()
    waits = [random.randrange(4) for _ in hosts]

    async def ask(key: int, address: str) -> str:
        busy[host_of(address)] += 1
        assert busy[host_of(address)] <= per_host
        assert busy.total() <= min(concurrency, most)
        for _ in range(waits[key]):
            await asyncio.sleep(0)
        busy[host_of(address)] -= 1
        return address

    many: Many[int, str] = Many(ask, Pace(concurrency, per_host, 100.0, most))
    for key, host in enumerate(hosts):
        many.add(key, url(host, key))

    found = asyncio.run(finished(many))

    assert sorted(found) == [(key, url(host, key)) for key, host in enumerate(hosts)]


def test_what_is_slow_gives_way_and_is_still_waited_for() -> None:
    """Two places, ten targets that hang: the eleventh is done before any of them."""
    release = asyncio.Event()

    async def ask(key: int, _: str) -> str:
        if key < 10:
            await release.wait()
        return "done"

    async def run() -> list[int]:
        many: Many[int, str] = Many(ask, Pace(concurrency=2, per_host=1, patience=0.01, most=50))
        for key in range(12):
            many.add(key, url(key))
        order: list[int] = []
        async for key, _ in many.results():
            order.append(key)
            release.set()
        return order

    order = asyncio.run(run())

    assert set(order[:1]) <= {10, 11}
    assert sorted(order) == list(range(12))


def test_a_target_may_bring_more() -> None:
    async def run() -> list[int]:
        async def ask(key: int, _: str) -> str:
            await asyncio.sleep(0)
            if key < 100:
                many.add(key + 100, url(0))
            return ""

        many: Many[int, str] = Many(ask, Pace())
        many.add(1, url(1))
        found = []
        async for key, _ in many.results():
            found.append(key)
            if key == 101:
                many.add(200, url(2))
        return found

    assert asyncio.run(run()) == [1, 101, 200]


def test_without_room_they_go_one_by_one() -> None:
    under_way = 0

    async def ask(_key: int, _url: str) -> str:
        nonlocal under_way
        under_way += 1
        assert under_way == 1
        await asyncio.sleep(0)
        under_way -= 1
        return ""

    many: Many[int, str] = Many(ask, Pace(), room=lambda: False)
    for key in range(5):
        many.add(key, url(key))

    assert len(asyncio.run(finished(many))) == 5


def test_leaving_ends_what_is_under_way() -> None:
    cancelled: list[int] = []

    async def ask(key: int, _: str) -> str:
        if key:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.append(key)
                raise
        return ""

    async def run() -> None:
        many: Many[int, str] = Many(ask, Pace())
        for key in range(3):
            many.add(key, url(key))
        results = many.results()
        async for _ in results:
            break
        await results.aclose()

    asyncio.run(run())

    assert sorted(cancelled) == [1, 2]


def test_what_breaks_ends_the_run_and_is_not_swallowed() -> None:
    async def ask(_key: int, _url: str) -> str:
        raise ZeroDivisionError

    many: Many[int, str] = Many(ask, Pace())
    many.add(0, url(0))

    with pytest.raises(ZeroDivisionError):
        asyncio.run(finished(many))


def test_a_host_is_lost_after_failures_in_a_row_and_never_once_it_answered() -> None:
    lost = Lost(3)
    for _ in range(2):
        lost.note(url(1), failed=True)
    assert url(1, 9) not in lost
    lost.note(url(1), failed=True)
    assert url(1, 9) in lost
    assert url(2) not in lost

    lost.note(url(2), failed=False)
    for _ in range(9):
        lost.note(url(2), failed=True)
    assert url(2) not in lost


def test_hosts() -> None:
    assert host_of("https://user:secret@Example.ORG:81/a") == "example.org"
    assert host_of("http://[broken") == ""
