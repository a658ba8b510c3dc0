"""Places in JSON documents."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.source.jsontree import Json, Member, parse_json, span
from feeds.source.places import JsonPlace

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def member(text: str, *path: str | int) -> Member:
    root = parse_json(text.encode()).root
    assert root is not None
    value: Json = root.value
    for step in path:
        value = value[step]  # type: ignore[index]  # the path fits the document
    return Member(root.document, path, value)


def raw(place: JsonPlace) -> str:
    where = span(place)
    return place.member.document.utf8[where.start : where.end].decode()


def test_a_string_value_with_its_quotes_and_its_characters() -> None:
    title = member('{"a": 1, "items": [{"title": "é\\u00e9\\ud83d\\ude00x"}]}', "items", 0, "title")

    assert raw(title.place()) == '"é\\u00e9\\ud83d\\ude00x"'
    assert raw(title.place(2, 3)) == "\\ud83d\\ude00"
    assert raw(title.place(3, 4)) == "x"
    assert raw(title.name_place()) == '"title"'


def test_a_container_is_shown_by_its_first_character_when_it_is_long() -> None:
    items = member('{"items": [' + ", ".join(["1"] * 100) + "]}", "items")

    assert raw(items.place()) == "["


def test_a_repeated_name_is_remembered() -> None:
    document = parse_json(b'{"a": 1, "b": {"c": 1, "c": 2}}')

    assert list(document.repeated.values()) == [["c"]]


@pytest.mark.parametrize(
    ("text", "offset"),
    [("", 0), ("{", 1), ('{"a": }', 6), ("[1, 2", 5), ('{"a": "é" "b"}', 11), ("nul", 0), ("[" * 100_000, 0)],
)
def test_what_is_no_json_says_where(text: str, offset: int) -> None:
    fatal = parse_json(text.encode()).fatal

    assert fatal is not None
    assert fatal.offset == offset


def test_a_number_of_ten_megabytes_is_kept_as_text() -> None:
    root = parse_json(b'{"a": ' + b"9" * 10_000_000 + b"}").root

    assert root is not None
    assert isinstance(root.value, dict)
    assert isinstance(root.value["a"], str)


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_each_value_of_any_document_is_where_it_says(value: Json, indent: int | None, ascii_only: bool) -> None:  # noqa: FBT001
    root = parse_json(json.dumps({"top": value}, indent=indent, ensure_ascii=ascii_only).encode()).root
    assert root is not None

    for each in root.walk():
        if each.path and not isinstance(each.value, dict | list):
            assert json.loads(raw(each.place())) == each.value


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.booleans(), st.data())
def test_each_character_of_any_string_is_where_it_says(text: str, ascii_only: bool, data: st.DataObject) -> None:  # noqa: FBT001
    value = member(json.dumps({"a": text}, ensure_ascii=ascii_only), "a")
    at = data.draw(st.integers(0, len(text) - 1))

    assert json.loads(f'"{raw(value.place(at, at + 1))}"') == text[at]
