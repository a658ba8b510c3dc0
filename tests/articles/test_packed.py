"""What travels between processes arrives as it was."""

import dataclasses
import datetime as dt
import pickle

import pytest

from feeds.articles.article import Document, Draft, Evidence, Picture
from feeds.articles.duplicates import Kept, known
from feeds.values.packed import packed

DRAFT = Draft(
    "A headline", "<p>Words.</p>", "Words.", "", "en", 0.9, (Document("a.md", "00", 1, 3),),
    evidence=Evidence("metadata", "2026-01-01"), content_created=dt.date(2026, 1, 1),
    pictures=(Picture("a", href="b"),), published=dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))),
)  # fmt: skip


@pytest.mark.parametrize("value", [DRAFT, known(DRAFT, {}), dataclasses.replace(known(DRAFT, {}), kept=Kept(1, 2, 3))])
def test_it_arrives_as_it_was(value: object) -> None:
    there = pickle.loads(pickle.dumps(value, 5))  # noqa: S301 - our own
    assert there == value
    assert type(there) is type(value)


def test_a_class_of_its_own() -> None:
    assert "__reduce__" in vars(Draft)
    assert packed(Draft) is Draft
