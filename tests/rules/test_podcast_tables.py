"""Tables of podcast directories and of Media RSS agree with themselves; recurrence rules and places have grammars."""

import pytest

from feeds.rules.podcast.values import geo, recurrence
from feeds.rules.yt import video
from feeds.values.problem import Problem
from feeds.values.tables.media import RATINGS, ROLES
from feeds.values.tables.podcasts import CATEGORIES, SUCCESSORS, TAXONOMY


@pytest.mark.parametrize("old", SUCCESSORS, ids=str)
def test_what_apple_gave_up_has_a_successor_that_it_has_today(old: str) -> None:
    top, _, sub = SUCCESSORS[old].partition(" > ")

    assert top in CATEGORIES
    assert not sub or sub in CATEGORIES[top]
    assert old not in CATEGORIES or old == SUCCESSORS[old]


def test_categories_are_those_of_2019() -> None:
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91


def test_words_that_are_compared_in_small_letters_are_in_small_letters() -> None:
    words = {*ROLES, *TAXONOMY, *(role for roles in TAXONOMY.values() for role in roles)}
    words |= {rating for ratings in RATINGS.values() for rating in ratings}

    assert [word for word in words if word != word.lower() or word != " ".join(word.split()) or not word] == []


@pytest.mark.parametrize("text", ["FREQ=DAILY", "freq=weekly;interval=2", "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z"])
def test_recurrence_rule(text: str) -> None:
    assert recurrence(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "at", "end"),
    [
        ("weekly", "no-part", 0, 6),
        ("FREQ=FORTNIGHTLY", "no-frequency", 5, 16),
        ("BYDAY=MO", "no-frequency", 0, 8),
        ("FREQ=DAILY;;", "no-part", 11, 11),
        ("FREQ=DAILY;INTERVAL", "no-part", 11, 19),
    ],
)
def test_no_recurrence_rule(text: str, kind: str, at: int, end: int) -> None:
    problem = recurrence(text)

    assert problem is not None
    assert (problem.kind, problem.at, problem.end) == (kind, at, end)


@pytest.mark.parametrize("text", ["geo:30.2672,97.7431", "geo:-27.86159,153.3169;u=35", "geo:48.2,16.37,120"])
def test_geo(text: str) -> None:
    assert geo(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("30.2672,97.7431", "no-geo"), ("geo:91,0", "no-latitude"), ("geo:0,181", "no-longitude"), ("geo:1 2", "no-geo")],
)
def test_no_geo(text: str, kind: str) -> None:
    problem = geo(text)

    assert isinstance(problem, Problem)
    assert problem.kind == kind


@pytest.mark.parametrize("text", ["dQw4w9WgXcQ", "_-_-_-_-_-_"])
def test_video(text: str) -> None:
    assert video(text) is None


@pytest.mark.parametrize("text", ["", "dQw4w9WgXc", "dQw4w9WgXcQQ", "dQw4w9WgXc!"])
def test_no_video(text: str) -> None:
    assert video(text) is not None
