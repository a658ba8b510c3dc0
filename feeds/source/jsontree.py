"""A JSON document as a tree in which every value knows its pointer; its place is found when a finding asks for it.

The standard library's scanner reads the document; places come from a second scan, of the containers on the way only,
each of them once (RFC 6901 pointers, https://www.rfc-editor.org/rfc/rfc6901; JSON, https://www.rfc-editor.org/rfc/rfc8259).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs leave this public function out
from typing import Union

from feeds.source.places import JsonPlace, Span
from feeds.source.xmltree import Fatal

# A union with names that are not yet defined cannot be written with bars before Python 3.14.
Json = Union[dict[str, "Json"], list["Json"], str, int, float, bool, None]  # noqa: UP007 - see above
Path = tuple[str | int, ...]

Child = tuple[str | int, tuple[int, int, int]]
"""Name or index of a child, and where it is: its name's start, its start, its end."""

_SEPARATOR = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_BLANKS = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(rb'\\(?:u[0-9a-fA-F]{4}|.)|"', re.DOTALL)
DEEP = 24  # a place further down is given as that of what it is in: finding it scans the document once per step
DIGITS = 400  # a longer number is kept as the text it is: turning it into an integer takes quadratic time


@dataclass(frozen=True, slots=True)
class Member:
    """A value of the document and the path to it."""

    document: JsonDocument
    path: Path
    value: Json

    def __contains__(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def get(self, name: str) -> Member | None:
        """The member of that name, or None where this is no object or has none."""
        if isinstance(self.value, dict) and name in self.value:
            return Member(self.document, (*self.path, name), self.value[name])
        return None

    def string(self, name: str) -> str | None:
        """The string that the member of that name holds, or None."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None

    def members(self) -> Iterator[Member]:
        """Yield the values of this array or object, in order."""
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                yield Member(self.document, (*self.path, name), value)
        elif isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Member(self.document, (*self.path, index), value)

    def walk(self) -> Iterator[Member]:
        """Yield the value itself and all below it, in document order."""
        stack = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(list(here.members())))

    @property
    def pointer(self) -> str:
        """The JSON Pointer to this value."""
        return pointer(self.path)

    def place(self, at: int = 0, end: int | None = None) -> JsonPlace:
        """The value, or characters ``at`` to ``end`` of the string it is."""
        return JsonPlace(self, "value", at, end)

    def name_place(self) -> JsonPlace:
        """The name of this member of an object."""
        return JsonPlace(self, "name")


@dataclass(slots=True)
class JsonDocument:
    """A parsed JSON document; ``root`` is None when it is not JSON, and ``fatal`` says where and why."""

    utf8: bytes
    root: Member | None = None
    fatal: Fatal | None = None
    repeated: dict[int, list[str]] = field(default_factory=dict)  # id of an object: names given more than once
    constants: list[str] = field(default_factory=list)  # NaN, Infinity: no JSON, though Python reads them
    objects: dict[int, list[tuple[int, dict[str, Json]]]] = field(default_factory=dict)  # of arrays, by their id
    _latin: str | None = None
    _offsets: dict[Path, tuple[dict[str | int, tuple[int, int, int]], Iterator[Child]]] = field(default_factory=dict)

    def latin(self) -> str:
        """The document with one character per byte, so that the scanner's positions are byte offsets."""
        if self._latin is None:
            self._latin = self.utf8.decode("latin-1")
        return self._latin

    def child(self, path: Path) -> tuple[int, int, int]:
        """Where a value is: its name's start (in an array its own), its start, its end.

        Raises KeyError where there is no such value.
        """
        container = path[:-1]
        known = self._offsets.get(container)
        if known is None:
            known = self._offsets[container] = ({}, self._scan(self.start(container)))
        found, rest = known
        step = path[-1]
        if isinstance(step, str) or step not in found:  # of a name that is given twice, the second counts
            for name, where in rest:
                found[name] = where
                if name == step and isinstance(step, int):
                    break
        return found[step]

    def start(self, path: Path) -> int:
        """The byte offset at which the value of a path begins."""
        return self.child(path)[1] if path else _after_blanks(self.latin(), 0)

    def _scan(self, at: int) -> Iterator[Child]:
        """Where the children of the container at ``at`` are, one after the other."""
        text = self.latin()
        array = text[at] == "["
        at = _after_blanks(text, at + 1)
        index = 0
        while at < len(text) and text[at] not in "]}":
            name_start = at
            name: str | int = index
            if not array:
                raw, at = scanstring(text, at + 1, False)  # noqa: FBT003 - the C function takes it by position
                name = raw if raw.isascii() else json.loads(self.utf8[name_start:at], strict=False)
                at = _after_blanks(text, _after_blanks(text, at) + 1)
            start = at
            _value, at = _SCAN(text, at)
            yield name, (name_start, start, at)
            index += 1
            separator = _SEPARATOR.match(text, at)
            at = separator.end() if separator else at


def pointer(path: Path) -> str:
    """The JSON Pointer of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _after_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= DIGITS else digits


_SKIP = json.JSONDecoder(strict=False, parse_int=str, parse_float=str)
_SCAN: Callable[[str, int], tuple[object, int]] = _SKIP.scan_once  # type: ignore[attr-defined]  # missing in the stubs


def parse_json(utf8: bytes) -> JsonDocument:
    """The tree of a JSON document; ``fatal`` is set where it is none."""
    document = JsonDocument(utf8)
    # An object that a repeated name pushes out must live on, or another gets its id.
    alive: list[dict[str, Json]] = []

    def pairs(given: list[tuple[str, Json]]) -> dict[str, Json]:
        value = dict(given)
        if len(value) < len(given):
            counts = Counter(name for name, _ in given)
            document.repeated[id(value)] = [name for name, count in counts.items() if count > 1]
            alive.append(value)
        return value

    def constant(name: str) -> float:
        document.constants.append(name)
        return float(name)

    text = utf8.decode("utf-8", "replace")
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_int=_integer, parse_constant=constant)
    except json.JSONDecodeError as wrong:
        offset = len(text[: wrong.pos].encode("utf-8", "surrogatepass"))
        document.fatal = Fatal(offset, _lower(wrong.msg), 0)
    except RecursionError:
        document.fatal = Fatal(0, "too many arrays and objects within each other", 0)
    else:
        document.root = Member(document, (), value)
    return document


def _lower(says: str) -> str:
    return says[:1].lower() + says[1:]


def span(place: JsonPlace) -> Span:
    """The bytes that a place names; those of the whole document's first character for the root."""
    document = place.member.document
    path = place.member.path
    if len(path) > DEEP:
        return span(JsonPlace(Member(document, path[:DEEP], None)))
    if not path:
        start = document.start(())
        return Span(start, start + 1)
    try:
        name_start, start, end = document.child(path)
    except (KeyError, ValueError, IndexError, RecursionError):
        return Span(0, 0)
    if place.part == "name" and isinstance(path[-1], str):
        _raw, stop = scanstring(document.latin(), name_start + 1, False)  # noqa: FBT003 - as above
        return Span(name_start, stop)
    if isinstance(place.member.value, dict | list) and (end - start > 200 or b"\n" in document.utf8[start:end]):
        return Span(start, start + 1)
    if not isinstance(place.member.value, str) or (place.at == 0 and place.end is None):
        return Span(start, end)
    first = _character(document.utf8, start + 1, end - 1, place.at)
    last = end - 1 if place.end is None else _character(document.utf8, first, end - 1, place.end - place.at)
    return Span(first, last)


def _character(utf8: bytes, at: int, stop: int, count: int) -> int:
    """The offset ``count`` characters after ``at`` within a raw JSON string."""
    while count > 0 and at < stop:
        special = utf8.find(b"\\", at, stop)
        special = special if special >= 0 else stop
        plain = utf8[at:special].decode("utf-8", "replace")
        if len(plain) >= count:
            return at + len(plain[:count].encode())
        count -= len(plain)
        at = special
        if at >= stop:
            break
        match = _ESCAPE.match(utf8, at, stop)
        width = match.end() - at if match else 1
        if re.match(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}", utf8[at : at + 12]):
            width = 12  # a surrogate pair is one character
        at += width
        count -= 1
    return at
