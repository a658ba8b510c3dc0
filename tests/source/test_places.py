"""Places are exact: what is found at a place is what the parser read there."""

import string
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.source.places import Lines, Place, Span
from feeds.source.raw import span
from feeds.source.xmltree import Document, Element, parse

VOCABULARY = {"http://www.w3.org/2005/Atom": "atom"}


def document(text: str) -> Document:
    return parse(text.encode(), VOCABULARY)


def raw(place: Place) -> str:
    where = span(place)
    return place.element.document.utf8[where.start : where.end].decode()


def element(text: str, name: str) -> Element:
    return next(each for each in document(text).elements if each.name == name)


@pytest.mark.parametrize(
    ("text", "at", "end", "expected"),
    [
        ("<a>plain</a>", 1, 3, "la"),
        ("<a>é東😀x</a>", 2, 3, "😀"),
        ("<a>a&amp;b</a>", 1, 2, "&amp;"),
        ("<a>a&#233;b</a>", 2, 3, "b"),
        ("<a><![CDATA[a&b]]>c</a>", 1, 2, "&"),
        ("<a>x<![CDATA[]]>y</a>", 1, 2, "y"),
        ("<a>x<!-- <b> --><?p q?>y</a>", 1, 2, "y"),
        ("<a>x<b>inner</b>y</a>", 1, 2, "y"),
        ("<a>x<b c='>'/>y</a>", 1, 2, "y"),
        ("<a>x\r\ny</a>", 2, 3, "y"),
        ("<a>x\ry</a>", 2, 3, "y"),
        ("<a z='>'>text</a>", 0, None, "text"),
        ("<a></a>", 0, None, ""),
        ("<a/>", 0, None, ""),
        ("<a>ab<b/>cd</a>", 1, 3, "b<b/>c"),
    ],
)
def test_characters_of_text(text: str, at: int, end: int | None, expected: str) -> None:
    place = element(text, "a").place("text", "", at, end)

    assert raw(place) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("<a href='x y'/>", "href", "x y"),
        ('<a  one = "1"\n two\t=\t"2" />', "two", "2"),
        ("<a xml:lang='de'/>", "xml:lang", "de"),
        ('<a b="&lt;&quot;"/>', "b", "&lt;&quot;"),
        ("<x:a xmlns:x='http://www.w3.org/2005/Atom' x:href='1' href='2'/>", "href", "2"),
        ("<x:a xmlns:x='http://www.w3.org/2005/Atom' x:href='1' href='2'/>", "atom:href", "1"),
    ],
)
def test_attribute_values(text: str, name: str, expected: str) -> None:
    root = document(text).root
    assert root is not None

    assert raw(root.in_attribute(name)) == expected


def test_namespace_declaration() -> None:
    root = document("<a xmlns='urn:x' xmlns:b='urn:y'/>").root
    assert root is not None

    assert raw(root.place("namespace", "b")) == "urn:y"
    assert raw(root.place("namespace")) == "urn:x"


def test_lines_end_with_cr_lf_and_lone_cr() -> None:
    lines = Lines("a\r\nbé\rc\nd".encode())

    assert [lines.line_column(at) for at in (0, 3, 4, 6, 7, 9)] == [(1, 1), (2, 1), (2, 2), (2, 3), (3, 1), (4, 1)]
    assert [lines.text(line) for line in (1, 2, 3, 4)] == ["a", "bé", "c", "d"]


def test_columns_of_a_very_long_line() -> None:
    text = "é東😀x" * 5000
    lines = Lines(f"first\n{text}\nlast é!".encode())
    start = len("first\n")

    for index in (0, 1, 2, 3, 7, 4095, 9999, 19_999):
        offset = start + len(text[:index].encode())
        assert lines.line_column(offset) == (2, index + 1)
    assert lines.line_column(start + len(text.encode()) + 1 + len("last é".encode())) == (3, 7)


def test_position_counts_characters_and_its_end_is_exclusive() -> None:
    utf8 = "<a>\n  é東</a>".encode()

    position = Lines(utf8).position(Span(utf8.index("東".encode()), utf8.index("東".encode()) + 3))

    assert (position.line, position.column, position.end_line, position.end_column) == (2, 4, 2, 5)


def test_a_long_text_is_mapped_once_however_many_places_are_asked_for() -> None:
    text = "é" * 100_000
    root = document(f"<a>{text}</a>").root
    assert root is not None

    spans = [span(root.in_text(at, at + 1)) for at in range(0, 100_000, 50)]

    assert [where.start for where in spans[:3]] == [3, 103, 203]
    (only,) = root.document.maps.values()
    assert max(stop - start for start, stop in zip(only.offsets, only.stops, strict=True)) <= 4098


# --- properties -------------------------------------------------------------------------------------------------------

NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=6)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=20)


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, str]:
    """A piece of XML character data, and what it means."""
    text = draw(TEXT)
    kind = draw(st.sampled_from(["plain", "cdata", "number", "comment", "child", "line"]))
    if kind == "plain":
        return escape(text), text
    if kind == "cdata":
        text = text.replace("]]>", "")
        return f"<![CDATA[{text}]]>", text
    if kind == "number":
        return "".join(f"&#x{ord(char):X};" for char in text), text
    if kind == "comment":
        return "<!-- <a> & -->", ""
    if kind == "child":
        return f"<b c={quoteattr(text)}>{escape(text)}<b/></b>", ""
    return "\r\n", "\n"


@given(st.lists(pieces(), max_size=8), st.data())
def test_each_character_of_any_text_is_where_it_says(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    source = f"<a>{''.join(part for part, _ in parts)}</a>"
    root = document(source).root
    assert root is not None
    expected = "".join(meaning for _, meaning in parts)
    assert root.text == expected
    if not expected:
        return
    at = data.draw(st.integers(0, len(expected) - 1))

    found = raw(root.in_text(at, at + 1))

    if len(found) > 1 and found.startswith("&"):
        assert element(f"<a>{found}</a>", "a").text == expected[at]
    elif found == "\r\n":
        assert expected[at] == "\n"
    else:
        assert found == expected[at]


@given(st.dictionaries(NAMES, TEXT, max_size=6))
def test_each_attribute_is_where_it_says(attributes: dict[str, str]) -> None:
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    root = document(f"<a{written}/>").root
    assert root is not None

    for name, value in attributes.items():
        assert raw(root.in_attribute(name)) == quoteattr(value)[1:-1]
