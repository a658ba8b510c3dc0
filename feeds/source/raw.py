"""From symbolic places to bytes: reads the raw characters of one element, only when a finding points there.

The walk counts what the parser counted: CR LF is one character, a character or entity reference is one (or what the
five predefined ones stand for), a CDATA section is its content, comments and processing instructions are nothing.
Verified by property against the parser itself: the character found is the one the text holds.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from feeds.source.places import CONTINUATION, Place, Span

_NAME_END = re.compile(rb"[ \t\r\n/>=]")
_SIMPLE = re.compile(rb"<[^<>\"']*+>")  # without a value in quotes there is no other bracket
_ATTRIBUTE = re.compile(rb"[ \t\r\n]*([^ \t\r\n=/>\"'<]+)[ \t\r\n]*=[ \t\r\n]*([\"'])")


def name_span(utf8: bytes, start: int) -> Span:
    """The ``<name`` that begins at a start tag."""
    match = _NAME_END.search(utf8, start + 1)
    return Span(start, match.start() if match else len(utf8))


def attributes(utf8: bytes, start: int) -> Iterator[tuple[str, Span, Span]]:
    """The attributes of the start tag at ``start``: raw name, the name's bytes, the value's bytes without quotes."""
    at = name_span(utf8, start).end
    while True:
        match = _ATTRIBUTE.match(utf8, at)
        if match is None:
            return
        close = utf8.find(match[2], match.end())
        if close < 0:
            return
        yield match[1].decode("utf-8", "replace"), Span(match.start(1), match.end(1)), Span(match.end(), close)
        at = close + 1


def tag_end(utf8: bytes, start: int) -> int:
    """The offset after the ``>`` of the start tag at ``start``."""
    simple = _SIMPLE.match(utf8, start)
    if simple is not None:
        return simple.end()
    at = name_span(utf8, start).end
    for _name, _where, value in attributes(utf8, start):
        at = value.end + 1
    close = utf8.find(b">", at)
    return close + 1 if close >= 0 else len(utf8)


def _skip_past(utf8: bytes, mark: bytes, at: int) -> int:
    found = utf8.find(mark, at)
    return found + len(mark) if found >= 0 else len(utf8)


def character_runs(utf8: bytes, start: int) -> Iterator[tuple[int, int, bool]]:
    """Runs of the element's own character data: from, to, and whether references count as such (not in CDATA)."""
    at = tag_end(utf8, start)
    if utf8[at - 2 : at] == b"/>":
        return
    depth = 0
    while at < len(utf8):
        mark = utf8.find(b"<", at)
        if mark < 0:
            mark = len(utf8)
        if depth == 0 and mark > at:
            yield at, mark, True
        if utf8.startswith(b"<![CDATA[", mark):
            close = utf8.find(b"]]>", mark)
            close = close if close >= 0 else len(utf8)
            if depth == 0:
                yield mark + 9, close, False
            at = close + 3
        elif utf8.startswith(b"<!--", mark):
            at = _skip_past(utf8, b"-->", mark + 4)
        elif utf8.startswith(b"<?", mark):
            at = _skip_past(utf8, b"?>", mark + 2)
        elif utf8.startswith(b"</", mark):
            if depth == 0:
                return
            depth -= 1
            at = _skip_past(utf8, b">", mark)
        elif mark < len(utf8):
            at = tag_end(utf8, mark)
            if utf8[at - 2 : at] != b"/>":
                depth += 1
        else:
            return


def end_tag(utf8: bytes, at: int) -> int | None:
    """Where the end tag begins of the element whose start tag ends at ``at``; None where it is not closed."""
    depth = 0
    while True:
        mark = utf8.find(b"<", at)
        if mark < 0:
            return None
        if utf8.startswith(b"<![CDATA[", mark):
            at = _skip_past(utf8, b"]]>", mark)
        elif utf8.startswith(b"<!--", mark):
            at = _skip_past(utf8, b"-->", mark + 4)
        elif utf8.startswith(b"<?", mark):
            at = _skip_past(utf8, b"?>", mark + 2)
        elif utf8.startswith(b"</", mark):
            if depth == 0:
                return mark
            depth -= 1
            at = _skip_past(utf8, b">", mark)
        else:
            at = tag_end(utf8, mark)
            if utf8[at - 2 : at] != b"/>":
                depth += 1


class TextMap:
    """Which bytes the characters of one element's text are: made once per element, asked as often as needed.

    Pieces are plain runs (at most 4 kB, so that counting within one is short) and single references or line ends.
    """

    __slots__ = ("_pieces", "characters", "count", "offsets", "plain", "stops", "utf8")

    def __init__(self, utf8: bytes, runs: Iterable[tuple[int, int, bool]]) -> None:
        self.utf8 = utf8
        self.characters: list[int] = []  # the index of each piece's first character
        self.offsets: list[int] = []  # where each piece begins
        self.stops: list[int] = []  # and ends
        self.plain: list[bool] = []
        self.count = 0  # characters mapped so far
        self._pieces = self._read(runs)

    def _read(self, runs: Iterable[tuple[int, int, bool]]) -> Iterator[None]:
        """Map piece after piece; a text is read no further than the last character that was asked for."""
        utf8 = self.utf8
        for start, stop, references in runs:
            if utf8.find(b"\r", start, stop) < 0 and not (references and utf8.find(b"&", start, stop) >= 0):
                yield from self._plain(start, stop)
                continue
            for match in (_WITH_REFERENCES if references else _WITHOUT).finditer(utf8, start, stop):
                at, end = match.span()
                if match.lastgroup == "plain":
                    yield from self._plain(at, end)
                else:
                    self._add(at, end, 1, plain=False)
                    yield
        last = self.stops[-1] if self.stops else -1
        self._add(last, last, 0, plain=False)

    def _plain(self, at: int, end: int) -> Iterator[None]:
        while at < end:
            cut = _boundary(self.utf8, min(at + _PIECE, end), end)
            self._add(at, cut, len(self.utf8[at:cut].translate(None, CONTINUATION)), plain=True)
            yield
            at = cut

    def _add(self, start: int, stop: int, count: int, *, plain: bool) -> None:
        self.characters.append(self.count)
        self.offsets.append(start)
        self.stops.append(stop)
        self.plain.append(plain)
        self.count += count

    def _reach(self, character: int | None) -> None:
        """Map until a character is reached; to the end of the text for None."""
        for _ in self._pieces:
            if character is not None and self.count > character:
                return

    def start(self, character: int) -> int:
        """The byte offset at which a character begins; where the text ends for one past it."""
        if character >= self.count:
            self._reach(character)
        piece = bisect_right(self.characters, character) - 1
        return self._within(piece, character - self.characters[piece])

    def stop(self, character: int | None) -> int:
        """The byte offset at which the character before ``character`` ends; that of the text's end for None."""
        if character is None or character > self.count:
            self._reach(character)
        if character is None:
            return self.stops[-1]
        piece = max(bisect_left(self.characters, character) - 1, 0)
        if not self.plain[piece]:
            return self.stops[piece]
        return self._within(piece, character - self.characters[piece])

    def _within(self, piece: int, count: int) -> int:
        start, stop = self.offsets[piece], self.stops[piece]
        if count <= 0 or not self.plain[piece]:
            return start
        return start + len(self.utf8[start:stop].decode("utf-8", "replace")[:count].encode())


_PIECE = 4096
_WITH_REFERENCES = re.compile(rb"(?P<plain>[^&\r]+)|&[^;&<]{1,64};|\r\n?|&")
_WITHOUT = re.compile(rb"(?P<plain>[^\r]+)|\r\n?")


def _boundary(utf8: bytes, at: int, end: int) -> int:
    """The next offset from ``at`` on at which a character begins."""
    while at < end and utf8[at] & 0xC0 == 0x80:
        at += 1
    return at


def text_span(place: Place) -> Span:
    """The bytes of characters ``at`` to ``end`` of an element's text; behind its start tag when it has none."""
    element = place.element
    document = element.document
    known = document.maps.get(id(element))
    if known is None:
        known = document.maps[id(element)] = TextMap(document.utf8, character_runs(document.utf8, element.start))
    start = known.start(place.at)
    if start < 0:
        start = tag_end(document.utf8, element.start)
    end = start if place.end is not None and place.end <= place.at else known.stop(place.end)
    return Span(start, max(start, end))


def attribute_span(utf8: bytes, value: Span, at: int, end: int | None) -> Span:
    """The bytes of characters ``at`` to ``end`` of an attribute's value."""
    known = TextMap(utf8, [(value.start, value.end, True)])
    if value.start == value.end:
        return value
    return Span(known.start(at), value.end if end is None else max(known.start(at), known.stop(end)))


class AttributeMap(NamedTuple):
    """Where the attributes of one start tag are, by raw name, and by local name for those with a prefix."""

    raw: dict[str, tuple[Span, Span]]
    prefixed: dict[str, tuple[Span, Span]]


def _attributes_of(place: Place) -> AttributeMap:
    """The attributes of the place's element, read once per element."""
    document = place.element.document
    known = document.tags.get(id(place.element))
    if known is None:
        known = AttributeMap({}, {})
        for raw, name, value in attributes(document.utf8, place.element.start):
            known.raw.setdefault(raw, (name, value))
            if ":" in raw:
                known.prefixed.setdefault(raw.rpartition(":")[2], (name, value))
        document.tags[id(place.element)] = known
    return known


def span(place: Place) -> Span:
    """The bytes that a place names; its element's ``<name`` where the part cannot be found."""
    element = place.element
    utf8 = element.document.utf8
    if not element.document.exact:
        return Span(element.start, element.start)
    if place.part == "tag":
        return name_span(utf8, element.start)
    if place.part == "text":
        return text_span(place)
    where = _attributes_of(place)
    if place.part == "namespace":
        found = where.raw.get(f"xmlns:{place.name}" if place.name else "xmlns")
    elif ":" in place.name or "}" in place.name:
        found = where.prefixed.get(place.name.rpartition("}")[2].rpartition(":")[2])
    else:
        # The names of RSS have no prefix, even where the document gives its namespace one.
        found = where.raw.get(place.name) or where.prefixed.get(place.name)
    if found is None:
        return name_span(utf8, element.start)
    if place.part == "attribute name":
        return found[0]
    return attribute_span(utf8, found[1], place.at, place.end)
