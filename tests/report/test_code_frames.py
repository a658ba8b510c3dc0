"""The code frame: as wide as the terminal and no wider, the caret under the words, in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.report import text
from feeds.report.text import Paint
from feeds.source.places import Lines, Position

CHARS = st.sampled_from("ab <>&\t\u0301\u200b日ü\U0001f600\u202e한")


def columns(words: str) -> int:
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(char) else wide.get(unicodedata.east_asian_width(char), 1) for char in words)


def frame(line: str, column: int, end: int, width: int) -> list[str]:
    where = Position(1, column, 1, end)
    return list(text._frame(Lines(line.encode()), where, width, Paint(on=False), "31"))


@given(st.text(CHARS, min_size=1, max_size=400), st.integers(0, 399), st.integers(1, 50), st.integers(40, 130))
def test_it_fits_and_the_caret_stands_under_the_words(line: str, first: int, length: int, width: int) -> None:
    first = min(first, len(line) - 1)
    last = min(len(line), first + length)

    empty, shown, caret = frame(line, first + 1, last + 1, width)

    assert empty == "  |"
    assert columns(shown) <= width
    assert columns(caret) <= width + 1  # a wide character in the last column is marked whole
    at = caret.index("^")
    before = 0
    index = 0
    while before < at:
        before += columns(shown[index])
        index += 1
    while index < len(shown) and columns(shown[index]) == 0 and unicodedata.combining(line[first]) == 0:
        index += 1  # what combines with the character before belongs to it
    assert before == at
    marked = text.pictures(line[first].expandtabs(1))
    assert shown[index : index + 1] == marked


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("x" * 200, 1, "1 | " + "x" * 34 + "…"),
        ("x" * 200, 200, "1 | …" + "x" * 34),
        ("short", 3, "1 | short"),
        ("日本語" * 40, 1, "1 | " + "日本語" * 5 + "日本…"),
    ],
)
def test_a_long_line_is_cut_where_it_does_not_matter(line: str, column: int, expected: str) -> None:
    shown = frame(line, column, column + 1, 40)[1]

    assert shown == expected
    assert columns(shown) <= 40


def test_an_empty_line_has_a_caret() -> None:
    assert frame("", 1, 1, 80) == ["  |", "1 | ", "  | ^"]
