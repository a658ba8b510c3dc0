"""Edits of the transcoded document in the original bytes: the same text, and nothing but the edits touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.source.encoding import decode
from feeds.source.rewrite import Edit, applied, changes, stray_characters

CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "koi8-r", "shift_jis", "gb18030", "euc-jp")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int, str]]]:
    """A charset, a document in it, and edits by characters."""
    charset = draw(st.sampled_from(CHARSETS))
    letters = "abc<>& \n" + {"windows-1252": "éß€", "koi8-r": "Жя", "shift_jis": "こア", "euc-jp": "こア"}.get(
        charset, "é你😀"
    )
    inside = draw(st.text(st.sampled_from(letters), max_size=60))
    name = charset.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><a>{inside}</a>'
    cuts = sorted(draw(st.sets(st.integers(text.index("<a>"), len(text)), max_size=8)))
    edits = [(start, end, draw(st.text(st.sampled_from("xyz&"), max_size=4)))
             for start, end in zip(cuts[::2], cuts[1::2], strict=False)]  # fmt: skip
    return charset, text, edits


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


@given(documents())
def test_the_result_is_the_edited_text_in_the_same_charset(given_: tuple[str, str, list[tuple[int, int, str]]]) -> None:
    charset, text, edits = given_
    data = text.encode(charset)
    decoded = decode(data)
    inside = [Edit(len(text[:start].encode()), len(text[:end].encode()), new) for start, end, new in edits]

    made = changes(data, decoded, inside)

    assert made is not None
    assert applied(data, made) == edited(text, edits).encode(charset)


@given(
    st.lists(st.sampled_from([b"a", b"\xe9", b"\xc3\xa9", b"\xe2\x82\xac", b"\xe2\x82", b"\xff", b"\xf0\x9f", b"<"]))
)
def test_stray_bytes_are_written_as_what_they_were_read_for(pieces: list[bytes]) -> None:
    data = b"<a>" + b"".join(pieces) + b"</a>"
    decoded = decode(data)
    edits = stray_characters(data, decoded)

    assert edits is not None
    made = changes(data, decoded, edits)
    assert made is not None
    assert applied(data, made) == decoded.utf8


@pytest.mark.parametrize(
    "data", ["<?xml version='1.0' encoding='iso-2022-jp'?><a>ここ</a>".encode("iso-2022-jp"), b"\xff\xfe<\0a\0\0\xd8"]
)
def test_bytes_that_cannot_be_told_apart_are_not_edited(data: bytes) -> None:
    decoded = decode(data)
    middle = max(decoded.utf8.rfind(b"</a>") - 3, 0)

    assert changes(data, decoded, [Edit(middle, middle, "x")]) is None
