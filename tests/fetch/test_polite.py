"""Manners, on a clock that the test moves: who waits for whom, what is asked again, and when."""

import asyncio
import datetime as dt
from collections.abc import Mapping

import pytest

from feeds.fetch.asking import NOTHING
from feeds.fetch.network import Family
from feeds.fetch.polite import Manners, Polite, retry_after
from feeds.source.delivery import Answer, Failure, Observed

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
OK = Answer("GET", "http://a.example/", 200, ())


class Clock:
    """Seconds that pass when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> dt.datetime:
        return NOON + dt.timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


class Scripted:
    """Gives these answers, the last one for good; remembers when it was asked, and how many were at once."""

    def __init__(self, clock: Clock, *answers: Observed) -> None:
        self.clock = clock
        self.answers = list(answers)
        self.asked: list[tuple[float, str]] = []
        self.now = self.most = 0

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = NOTHING,
        keep: bool = True,
        limit: int | None = None,
        family: Family | None = None,
        http2: bool = False,
    ) -> Observed:
        del method, headers, keep, limit, family, http2
        self.asked.append((self.clock(), url))
        self.now += 1
        self.most = max(self.most, self.now)
        for _ in range(5):
            await asyncio.sleep(0)
        self.now -= 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def polite(scripted: Scripted, manners: Manners | None = None) -> Polite:
    clock = scripted.clock
    return Polite(scripted, manners or Manners(), clock, clock.now, lambda: 0.5, clock.sleep)


def status(number: int, **fields: str) -> Answer:
    headers = tuple((name.replace("_", "-"), value) for name, value in fields.items())
    return Answer("GET", "http://a.example/", number, headers)


BROKEN = Failure("connect", "It broke.")


@pytest.mark.parametrize(("answers", "waits"), [
    ([OK], []),
    ([status(404)], []),
    ([status(500)], []),
    ([status(304)], []),
    ([BROKEN, OK], [0.5]),
    ([Failure("cut", "It broke off."), OK], [0.5]),
    ([BROKEN, BROKEN, OK], [0.5, 1.0]),
    ([BROKEN], [0.5, 1.0]),
    ([Failure("timeout", "Silence.")], []),
    ([Failure("name", "Nobody.")], []),
    ([Failure("tls", "Expired.")], []),
    ([Failure("refused", "Private.")], []),
    ([status(503), OK], [0.5]),
    ([status(502), status(504), OK], [0.5, 1.0]),
    ([status(503, retry_after="7"), OK], [7.5]),
    ([status(503, retry_after="Thu, 01 Jan 2026 12:00:20 GMT"), OK], [20.5]),
    ([status(503, retry_after="3600")], []),
    ([status(503, retry_after="soon"), OK], [0.5]),
    ([status(429)], []),
    ([status(429, retry_after="2"), OK], [2.5]),
    ([status(429, retry_after="2")], [2.5, 2.5]),
    ([status(429, retry_after="86400")], []),
])  # fmt: skip
def test_what_is_asked_again_and_when(answers: list[Observed], waits: list[float]) -> None:
    clock = Clock()
    scripted = Scripted(clock, *answers)

    observed = asyncio.run(polite(scripted).ask("http://a.example/"))

    assert observed is answers[-1]
    assert clock.slept == waits
    assert len(scripted.asked) == len(waits) + 1


def test_a_host_gets_so_many_at_a_time_and_others_do_not_wait_for_it() -> None:
    clock = Clock()
    scripted = Scripted(clock, OK)
    asks = polite(scripted, Manners(per_host=2))

    async def run() -> None:
        await asyncio.gather(*(asks.ask(f"http://A.example/{number}") for number in range(8)))
        assert scripted.most == 2
        await asyncio.gather(*(asks.ask(f"http://{number}.example/") for number in range(8)))
        assert scripted.most == 8

    asyncio.run(run())


def test_an_interval_between_two_requests_to_one_host() -> None:
    clock = Clock()
    scripted = Scripted(clock, OK)
    asks = polite(scripted, Manners(per_host=1, interval=3.0))

    async def run() -> None:
        for number in range(3):
            await asks.ask(f"http://a.example/{number}")
        await asks.ask("http://b.example/")

    asyncio.run(run())
    assert [when for when, _ in scripted.asked] == [0.0, 3.0, 6.0, 6.0]


def test_retry_after_is_meant_for_everybody_who_asks_that_host() -> None:
    clock = Clock()
    scripted = Scripted(clock, status(429, retry_after="10"), OK)
    asks = polite(scripted, Manners(per_host=1))

    async def run() -> None:
        await asyncio.gather(asks.ask("http://a.example/1"), asks.ask("http://a.example/2"))

    asyncio.run(run())
    assert len(scripted.asked) == 3
    assert all(when >= 10.0 for when, _ in scripted.asked[1:])


@pytest.mark.parametrize(("value", "seconds"), [
    ("120", 120.0),
    (" 5 ", 5.0),
    ("0", 0.0),
    ("9" * 400, 999_999_999.0),
    ("Thu, 01 Jan 2026 12:01:00 GMT", 60.0),
    ("Thursday, 01-Jan-26 12:01:00 GMT", 60.0),
    ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
    ("Fri, 31 Dec 9999 23:59:59 GMT", (dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC) - NOON).total_seconds()),
    ("-1", None),
    ("1.5", None),
    ("٣", None),
    ("soon", None),
    ("", None),
    (None, None),
])  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, lambda: NOON) == seconds
