"""From symbolic places to bytes: reads the raw characters of one element, only when a finding points there.

The walk counts what the parser counted: CR LF is one character, a character or entity reference is one (or what the
five predefined ones stand for), a CDATA section is its content, comments and processing instructions are nothing.
Verified by property against the parser itself: the character found is the one the text holds.
"""

import re
from collections.abc import Iterator

from feeds.source.places import Place, Span

_NAME_END = re.compile(rb"[ \t\r\n/>=]")
_ATTRIBUTE = re.compile(rb"[ \t\r\n]*([^ \t\r\n=/>\"'<]+)[ \t\r\n]*=[ \t\r\n]*([\"'])")
_BLANKS = b" \t\r\n"
_NEXT = re.compile(rb"[<&\r]")
_CONTINUATION = re.compile(rb"[\x80-\xbf]")


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
    at = name_span(utf8, start).end
    for _name, _where, value in attributes(utf8, start):
        at = value.end + 1
    close = utf8.find(b">", at)
    return close + 1 if close >= 0 else len(utf8)


def _skip_past(utf8: bytes, mark: bytes, at: int) -> int:
    found = utf8.find(mark, at)
    return found + len(mark) if found >= 0 else len(utf8)


def _character_runs(utf8: bytes, start: int) -> Iterator[tuple[int, int, bool]]:
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


def _reference_end(utf8: bytes, at: int, stop: int) -> int:
    close = utf8.find(b";", at, min(at + 64, stop))
    return close + 1 if close >= 0 else at + 1


def _advance(utf8: bytes, at: int, stop: int, count: int, *, references: bool) -> tuple[int, int]:
    """Move ``count`` characters on from ``at``, at most to ``stop``: the new offset, and how many were left over."""
    while count > 0 and at < stop:
        match = _NEXT.search(utf8, at, stop)
        special = match.start() if match else stop
        plain = utf8[at:special].decode("utf-8", "replace")
        if len(plain) >= count:
            return at + len(plain[:count].encode()), 0
        count -= len(plain)
        at = special
        if at >= stop:
            break
        if utf8[at] == 0x0D:
            at += 2 if utf8[at + 1 : at + 2] == b"\n" else 1
        elif utf8[at] == 0x26 and references:
            at = _reference_end(utf8, at, stop)
        else:
            at += 1
        count -= 1
    return at, count


def text_span(utf8: bytes, start: int, at: int, end: int | None) -> Span:
    """The bytes of characters ``at`` to ``end`` of the text of the element whose start tag is at ``start``."""
    first: int | None = None
    last = tag_end(utf8, start)
    skip, rest = at, (end - at if end is not None else None)
    for run, stop, references in _character_runs(utf8, start):
        here = run
        if first is None:
            here, skip = _advance(utf8, run, stop, skip, references=references)
            if skip > 0 or here >= stop:
                last = here
                continue
            first = here
        if rest is None:
            last = stop
            continue
        if rest == 0:
            break
        last, rest = _advance(utf8, here, stop, rest, references=references)
        if rest == 0:
            break
    if first is None:
        first = last
    return Span(first, max(first, last))


def attribute_span(utf8: bytes, value: Span, at: int, end: int | None) -> Span:
    """The bytes of characters ``at`` to ``end`` of an attribute's value."""
    first, _ = _advance(utf8, value.start, value.end, at, references=True)
    if end is None:
        return Span(first, value.end)
    last, _ = _advance(utf8, first, value.end, end - at, references=True)
    return Span(first, last)


def _raw_names(place: Place) -> set[str]:
    """The raw attribute names that can stand for a canonical one: the local part under any prefix bound to it."""
    return {place.name, place.name.rpartition("}")[2].rpartition(":")[2]}


def span(place: Place) -> Span:
    """The bytes that a place names; its element's ``<name`` where the part cannot be found."""
    element = place.element
    utf8 = element.document.utf8
    if not element.document.exact:
        return Span(element.start, element.start)
    if place.part == "tag":
        return name_span(utf8, element.start)
    if place.part == "text":
        return text_span(utf8, element.start, place.at, place.end)
    if place.part == "namespace":
        wanted = {f"xmlns:{place.name}" if place.name else "xmlns"}
        exact = True
    else:
        wanted = _raw_names(place)
        exact = ":" not in place.name and "}" not in place.name
    for raw, name, value in attributes(utf8, element.start):
        if raw in wanted if exact else raw.rpartition(":")[2] in wanted and ":" in raw:
            if place.part == "attribute name":
                return name
            return attribute_span(utf8, value, place.at, place.end)
    return name_span(utf8, element.start)
