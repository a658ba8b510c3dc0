"""Edits of a document written into its original bytes: what stands outside of them stays as it is, byte for byte.

Edits are made on the UTF-8 that everything else works on; here they go back to the charset of the document itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from feeds.source.encoding import Decoded, mark_length


class Edit(NamedTuple):
    """Bytes ``start`` to ``end`` of the transcoded document become ``text``; ``start`` -1 takes the byte order mark."""

    start: int
    end: int
    text: str


class Change(NamedTuple):
    """An edit of the original: bytes ``start`` to ``end`` of it become ``data``."""

    start: int
    end: int
    data: bytes


def changes(data: bytes, decoded: Decoded, edits: Sequence[Edit]) -> list[Change] | None:
    """The edits, sorted and none reaching into another, as changes of the original bytes.

    Characters that the charset of the document does not have become character references. None where the bytes cannot
    be told apart: some of them are no characters of the charset, or it has states.
    """
    offsets = sorted({at for edit in edits for at in (edit.start, edit.end)})
    where = _originals(data, decoded, offsets)
    if where is None:
        return None
    charset = decoded.charset
    return [
        Change(where[edit.start], where[edit.end], edit.text.encode(charset, "xmlcharrefreplace")) for edit in edits
    ]


def applied(data: bytes, made: Iterable[Change]) -> bytes:
    """The bytes after the changes, which are sorted."""
    pieces, at = [], 0
    for change in made:
        pieces += [data[at : change.start], change.data]
        at = change.end
    return b"".join([*pieces, data[at:]])


def _originals(data: bytes, decoded: Decoded, offsets: Iterable[int]) -> dict[int, int] | None:
    """Offsets into the transcoded document, in their order, and the offsets into the original that they stand for."""
    lead = mark_length(data) if decoded.marked else 0
    body = data[lead:]
    where: dict[int, int] = {}
    if decoded.charset == "utf-8":
        if decoded.utf8 == body:
            return {at: 0 if at < 0 else lead + at for at in offsets}
        return _rescued(body, decoded.utf8, lead, offsets)
    try:
        if decoded.utf8.decode().encode(decoded.charset) != body:
            return None
    except UnicodeError:
        return None
    before = at_original = 0
    for at in offsets:
        if at < 0:
            where[at] = 0
            continue
        at_original += len(decoded.utf8[before:at].decode().encode(decoded.charset))
        # A charset with states (ISO-2022-JP) counts otherwise in pieces.
        where[at], before = lead + at_original, at
    rest = len(decoded.utf8[before:].decode().encode(decoded.charset))
    return where if at_original + rest == len(body) else None


_VALID = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})++"
)
"""Well-made UTF-8: RFC 3629 section 4, https://www.rfc-editor.org/rfc/rfc3629#section-4."""


class _Pieces(NamedTuple):
    """Where pieces of UTF-8 begin, in the transcoded document and in the original: good runs, and single stray bytes.

    The last one is where both end; ``stray`` are the indexes of the stray ones.
    """

    ours: list[int]
    theirs: list[int]
    stray: list[int]


def _pieces(body: bytes) -> _Pieces:
    pieces = _Pieces([], [], [])
    at = length = 0
    for match in _VALID.finditer(body):
        length = _stray(body, at, match.start(), length, pieces)
        pieces.ours.append(length)
        pieces.theirs.append(match.start())
        at = match.end()
        length += at - match.start()
    length = _stray(body, at, len(body), length, pieces)
    pieces.ours.append(length)
    pieces.theirs.append(len(body))
    return pieces


def _stray(body: bytes, start: int, stop: int, length: int, pieces: _Pieces) -> int:
    for number in range(start, stop):
        pieces.stray.append(len(pieces.ours))
        pieces.ours.append(length)
        pieces.theirs.append(number)
        length += len(body[number : number + 1].decode("cp1252", "replace").encode())
    return length


def _rescued(body: bytes, utf8: bytes, lead: int, offsets: Iterable[int]) -> dict[int, int] | None:
    """As ``_originals``, for bytes that were to be UTF-8, and of which some stray ones were read as Windows-1252."""
    ours, theirs, _ = _pieces(body)
    if ours[-1] != len(utf8):
        return None
    where: dict[int, int] = {}
    for wanted in offsets:
        piece = bisect_right(ours, wanted) - 1
        where[wanted] = 0 if wanted < 0 else lead + theirs[piece] + wanted - ours[piece]
    return where


def stray_characters(data: bytes, decoded: Decoded) -> list[Edit] | None:
    """Edits that write stray bytes of Windows-1252 as UTF-8; None where one of them is no character there either."""
    pieces = _pieces(data[mark_length(data) if decoded.marked else 0 :])
    if decoded.charset != "utf-8" or pieces.ours[-1] != len(decoded.utf8):
        return None
    edits = []
    for index in pieces.stray:
        start, end = pieces.ours[index], pieces.ours[index + 1]
        text = decoded.utf8[start:end].decode("utf-8", "replace")
        if text == "\ufffd":
            return None
        edits.append(Edit(start, end, text))
    return edits
