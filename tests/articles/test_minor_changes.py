"""Changes that do not matter are no updates; small ones add up; the date of an update never goes back."""

import datetime as dt
import hashlib
from dataclasses import replace

from feeds.articles.article import Document, Draft, Status
from feeds.articles.ledger import Ledger, identify

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
WORDS = [hashlib.sha256(str(number).encode()).hexdigest()[:6] for number in range(400)]


def draft(changed: int = 0, title: str = "Harbour Reopens", status: Status = "usable") -> Draft:
    """A draft of 400 words, every fiftieth of which, so many, are other ones."""
    words = [f"x{word}" if at % 50 == 7 and at // 50 < changed else word for at, word in enumerate(WORDS)]
    return Draft(
        title, "<p>Text</p>", " ".join(words), "", "en", 1.0, (Document("a.txt", "0" * 64, 1, 1),), status=status
    )


def told(*drafts: Draft, minor: int) -> list[int]:
    """After how many hours readers were last told, for each of the states, an hour apart."""
    ledger = Ledger()
    hours = []
    for hour, one in enumerate(drafts):
        found = identify([one], ledger, authority="example.org,2026", clock=NOW + dt.timedelta(hours=hour), minor=minor)
        ledger = Ledger.read(found.ledger.bytes())
        hours.append(round((found.articles[0].updated - NOW).total_seconds() / 3600))
        assert found.articles[0].text == one.text
    return hours


def test_every_change_counts_by_default() -> None:
    assert told(draft(), draft(1), draft(1), draft(2), minor=0) == [0, 1, 1, 3]


def test_a_small_change_is_no_update_and_a_large_one_is() -> None:
    assert told(draft(), draft(1), draft(1), minor=5) == [0, 0, 0]
    assert told(draft(), draft(8), minor=2) == [0, 1]
    assert told(draft(), replace(draft(), text="Quite another text now."), minor=5) == [0, 1]


def test_small_changes_add_up() -> None:
    hours = told(*(draft(number) for number in range(9)), minor=3)
    assert hours[1] == 0
    assert 2 <= hours[-1] <= 8


def test_a_headline_counts_unless_only_its_marks_change() -> None:
    assert told(draft(), draft(title="Harbour Closes"), minor=5) == [0, 1]
    assert told(draft(), draft(title="harbour reopens!"), minor=5) == [0, 0]


def test_what_is_taken_back_or_comes_again_always_counts() -> None:
    assert told(draft(), draft(status="canceled"), draft(), minor=50) == [0, 1, 2]


def test_an_update_never_goes_back() -> None:
    first = identify([draft()], Ledger(), authority="example.org,2026", clock=NOW)
    later = identify([draft(5)], first.ledger, authority="example.org,2026", clock=NOW + dt.timedelta(hours=5))
    back = identify([draft(8)], later.ledger, authority="example.org,2026", clock=NOW - dt.timedelta(days=9))
    assert back.articles[0].updated >= later.articles[0].updated
