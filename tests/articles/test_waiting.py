"""What is not to be published yet waits, and comes out when its time has come."""

import datetime as dt
from dataclasses import replace

import pytest

from feeds.articles.article import DateBasis, Document, Draft, Evidence
from feeds.articles.waiting import until
from feeds.build import build
from feeds.emit.feed import Channel

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DRAFT = Draft("Title", "<p>Text</p>", "Text", "", "en", 1.0, (Document("a.md", "0" * 64, 1, 1),))


@pytest.mark.parametrize(
    ("basis", "made", "expected"),
    [
        ("override", NOW + HOUR, NOW + HOUR),
        ("metadata", NOW + HOUR, NOW + HOUR),
        ("text", NOW + HOUR, None),
        ("dateline", NOW + HOUR, None),
        ("override", NOW, None),
        ("override", dt.date(2026, 11, 22), None),
        ("override", dt.date(2026, 11, 23), dt.datetime(2026, 11, 23, tzinfo=dt.UTC)),
    ],
)
def test_a_stated_date_that_has_not_come(
    basis: DateBasis, made: dt.date | dt.datetime, expected: dt.datetime | None
) -> None:
    assert until(replace(DRAFT, evidence=Evidence(basis), content_created=made), NOW) == expected


def test_the_later_of_date_and_embargo_counts() -> None:
    draft = replace(DRAFT, evidence=Evidence("override"), published=NOW + HOUR, content_created=NOW + HOUR)
    assert until(replace(draft, embargoed_until=NOW + 2 * HOUR), NOW) == NOW + 2 * HOUR
    assert until(replace(draft, embargoed_until=NOW), NOW) == NOW + HOUR
    assert until(DRAFT, NOW) is None


def test_it_comes_out_at_its_time_and_stays_when_the_clock_goes_back() -> None:
    channel = Channel("https://example.org/", "Example", "example.org,2026")
    soon = "---\ntitle: Soon to come\ndate: 2026-11-22T12:00:00Z\n---\nThe harbour will be open again by noon.\n"
    here = "---\ntitle: Here already\ndate: 2026-11-20T12:00:00Z\n---\nA bridge has been closed to all cars.\n"
    documents = {"a.md": soon.encode(), "b.md": here.encode()}
    ledger = b""
    seen = []
    for hours in (0, 1, 3, -5):
        made = build(documents, channel, ledger, clock=NOW + hours * HOUR)
        ledger = made.files["ledger.jsonl"]
        seen.append(len(made.feed.entries))
    assert seen == [1, 1, 2, 2]
    first = build(documents, channel, b"", clock=NOW)
    assert first.notes == ("a.md, line 1: waits until 2026-11-22T12:00:00+00:00",)
    assert b"Soon" not in first.files["ledger.jsonl"]
