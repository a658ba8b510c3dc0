"""Expressions that choose articles: what fits, what is refused and where, and that nothing else comes of any text."""

import datetime as dt
from dataclasses import replace

import pytest
from by_hand import ARTICLE, NOON, SECOND
from hypothesis import given
from hypothesis import strategies as st

from feeds.articles.article import Enclosure
from feeds.emit.expression import FIELDS, predicate
from feeds.emit.selection import chooser
from feeds.emit.spec import Selection
from feeds.errors import UsageError

BRIDGE = replace(
    SECOND,
    language="en-GB",
    agencies=("Reuters",),
    published=NOON,
    enclosures=(Enclosure("https://example.org/b.mp3", "audio/mpeg"),),
    provenance=replace(
        SECOND.provenance, documents=(replace(SECOND.provenance.documents[0], path="wire/Roads/bridge.txt"),)
    ),
)

TRUE = [
    '"weather" in tags',
    '"WEATHER" in tags and language == "en"',
    'language == "en-gb"',
    'language in ["fr", "en"]',
    'not language == "fr"',
    'language != "e"',
    'title == "bridge closed"',
    '"closed" in title',
    '"open" not in title',
    'title in ["Bridge Closed", "x"]',
    'like(title, "bridge*")',
    'like(path, "wire/*/bridge.txt")',
    'like(tags, "road*")',
    'section == "roads"',
    '"wire" in sections',
    '"Reuters" in sources',
    'tags in ["Football", "Weather"]',
    '"bo sample" in authors',
    "pictures",
    "pictures == 1 and enclosures >= 1",
    "0 < pictures < 2",
    "pictures in [1, 2]",
    "True and not False",
    'published == "2025-02-26"',
    'published <= "2025-02-26"',
    'published >= "2025-02-26"',
    'published > "2025-02-25"',
    'published < "2025-02-27"',
    'not published > "2025-02-26"',
    'published == "2025-02-26T12:00:00Z"',
    'published < "2025-02-26T12:00:01+00:00"',
    '"2025-02-01" < published',
    'published != "2025-02-27"',
    '(language == "fr" or "Weather" in tags) and url == ""',
    '  \n "Weather" in tags\n or pictures > 5',
    'slug == "bridge" and id == "tag:example.org,2026:bridge"',
]


@pytest.mark.parametrize("text", TRUE)
def test_what_fits(text: str) -> None:
    fits = predicate(text, "feeds.toml, feed 1")
    assert fits(BRIDGE)
    assert not predicate(f"not ({text.strip()})", "here")(BRIDGE)


WRONG = [
    ('"x" in tgas', 8, "there is no field tgas. Did you mean tags?"),
    ("zzz", 1, "There are: title, summary,"),
    ('language = "en"', None, "cannot be read here"),
    ('tags == "x"', 1, 'tags are several; say whether one is among them: "…" in tags.'),
    ("pictures > 'x'", 12, "a whole number was expected"),
    ('"naïve" in tags and é == 1', 21, "there is no field é"),
    ('published > "yesterday"', 13, "a date was expected here"),
    ('published > "2026-11-22T10:00:00"', 13, "the time has no zone"),
    ('language < "en"', 12, "languages have no order"),
    ('"x" in pictures', 8, "nothing can be in it"),
    ("title is 'x'", 10, "`is` is not known here"),
    ('"x"', 1, "a condition was expected here"),
    ("__import__('os').system('id')", 1, 'the only function is like(FIELD, "pattern*")'),
    ("len(tags) > 1", 1, "a field was expected here"),
    ("like(pictures, 'x')", 6, "like is for texts"),
    ("like(title)", 1, "like has two parts"),
    ("title.upper() == 'X'", 1, "a field was expected here"),
    ("[x for x in tags]", 1, "a condition was expected here"),
    ("lambda: 1", 1, "a condition was expected here"),
    ("", 1, "cannot be read here"),
    ("(" * 300, None, "cannot be read here"),
    ('"Weather" in tags\x00', None, "cannot be read"),
    ("title == 5", 10, "a text in quotation marks was expected here"),
]


@pytest.mark.parametrize(("text", "column", "says"), WRONG)
def test_what_is_wrong_is_shown_where_it_stands(text: str, column: int | None, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        predicate(text, "feeds.toml, feed 1")
    message = str(caught.value)
    assert message.startswith("feeds.toml, feed 1, column ")
    assert says in message
    if column is not None:
        assert message.startswith(f"feeds.toml, feed 1, column {column}: ")
    first, shown, mark = message.split("\n")
    assert mark.index("^") <= len(shown), first


def test_a_long_one_is_not_read() -> None:
    with pytest.raises(UsageError, match="at most 1000 are read"):
        predicate("not " * 400 + "pictures", "here")


def test_a_deep_one_is_read_and_answered() -> None:
    assert predicate("not " * 248 + "pictures", "here")(BRIDGE)


WORDS = st.sampled_from(
    [
        *FIELDS,
        "and",
        "or",
        "not",
        "in",
        "==",
        "<",
        "(",
        ")",
        "[",
        "]",
        ",",
        '"x"',
        "'2026-01-01'",
        "1",
        "like",
        "True",
        "=",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_a_question_or_refused(text: str) -> None:
    try:
        fits = predicate(text, "here")
    except UsageError:
        return
    assert fits(BRIDGE) in {True, False}


SELECTIONS = [
    (Selection(sections=("ROADS",)), True),
    (Selection(sections=("Weather",)), True),
    (Selection(sections=("sport",)), False),
    (Selection(tags=("weather", "x")), True),
    (Selection(tags=("wire",)), False),
    (Selection(authors=("ann example",)), True),
    (Selection(authors=("Ann",)), False),
    (Selection(languages=("en",)), True),
    (Selection(languages=("*",)), True),
    (Selection(languages=("e", "fr")), False),
    (Selection(sources=("reuters",)), True),
    (Selection(sources=("wire/*",)), True),
    (Selection(sources=("bridge.txt",)), False),
    (Selection(tags=("weather",), languages=("fr",)), False),
    (Selection(tags=("weather",), where="pictures > 5"), False),
    (Selection(), True),
]


@pytest.mark.parametrize(("select", "expected"), SELECTIONS)
def test_everything_that_is_said_has_to_fit(select: Selection, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert chooser(select, "here")(BRIDGE) is expected


def test_pictures_and_sound_are_asked_for() -> None:
    assert chooser(Selection(), "here", pictures=True, sound=True)(BRIDGE)
    assert not chooser(Selection(), "here", sound=True)(ARTICLE)
    assert not chooser(Selection(), "here", pictures=True)(ARTICLE)  # only the words of one


def test_a_day_ends_with_the_calendar() -> None:
    late = replace(BRIDGE, published=dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC))
    assert predicate('published >= "9999-12-31"', "here")(late)
