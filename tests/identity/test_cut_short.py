"""A build that is killed between two renames, and run again: every article has the ids and dates that it got first."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from feeds.build import LEDGER, build
from feeds.emit.feed import Channel

CLOCK = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
CHANNEL = Channel("https://example.org/", "News", "")


def page(number: int) -> bytes:
    words = " ".join(f"word{number * 7 + n} and{n * number}" for n in range(30))
    return f"---\ntitle: Number {number}\n---\nIn the morning of day {number} {words} went home.\n".encode()


DOCUMENTS = {f"{number}.md": page(number) for number in range(1, 4)}
FIRST = build(DOCUMENTS, CHANNEL, b"", clock=CLOCK)


@given(st.integers(0, len(FIRST.files)), st.integers(-1000, 1000), st.booleans())
def test_wherever_it_is_cut_short(renamed: int, hours: int, more: bool) -> None:  # noqa: FBT001 - two ways on
    there = dict(list(FIRST.files.items())[:renamed])
    documents = {**DOCUMENTS, **({"9.md": page(9)} if more else {})}
    clock = CLOCK + dt.timedelta(hours=hours)
    again = build(documents, CHANNEL, there.get(LEDGER, b""), clock=clock)
    told = {one.headline: (one.uri, one.slug) for one in again.articles}
    assert {one.headline: (one.uri, one.slug) for one in FIRST.articles}.items() <= told.items() or not renamed
    if renamed:  # the ledger is the first of the files
        before = {one.uri: (one.published, one.updated) for one in FIRST.articles}
        assert {one.uri: (one.published, one.updated) for one in again.articles if one.uri in before} == before
        if not more:
            assert dict(again.files) == dict(FIRST.files)


def test_the_ledger_is_written_first() -> None:
    assert next(iter(FIRST.files)) == LEDGER
