"""Places: where something stands, symbolic until a finding needs line and column.

Rules speak of elements, attributes and characters in text; only what is reported is ever located. Locating reads the
few raw characters of that one element (``feeds.source.raw``); nothing is computed for all the others.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from feeds.source.jsontree import Member
    from feeds.source.xmltree import Element

BLOCK = 4096
CONTINUATION = bytes(range(0x80, 0xC0))  # the bytes of UTF-8 that begin no character

Part = Literal["tag", "text", "attribute", "attribute name", "namespace"]


class Place(NamedTuple):
    """A part of an element: its start tag, characters ``at`` to ``end`` of its text, or of the attribute ``name``.

    ``end`` None means to the end. The part "namespace" is the declaration of the prefix ``name`` on that element.
    """

    element: "Element"
    part: Part = "tag"
    name: str = ""
    at: int = 0
    end: int | None = None


class JsonPlace(NamedTuple):
    """A part of a JSON document: the value of a member (or its name), or characters of a string value."""

    member: "Member"
    part: Literal["value", "name"] = "value"
    at: int = 0
    end: int | None = None


class Span(NamedTuple):
    """Bytes ``start`` to ``end`` of the transcoded document."""

    start: int
    end: int


class Position(NamedTuple):
    """Lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class Lines:
    """Byte offsets of a UTF-8 document as lines and columns; the line starts are found at the first question."""

    utf8: bytes
    _starts: list[int] = field(default_factory=list)
    _blocks: list[int] = field(default_factory=list)  # characters before each block of BLOCK bytes

    def starts(self) -> list[int]:
        """The byte offsets at which lines begin; CR LF, LF and a lone CR end a line (XML 1.0 §2.11)."""
        if not self._starts:
            # Bytes are split at these three and nothing else.
            starts = list(accumulate(map(len, self.utf8.splitlines(keepends=True)), initial=0))
            if len(starts) > 1 and not self.utf8.endswith((b"\n", b"\r")):
                starts.pop()
            self._starts = starts
        return self._starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character that begins at a byte offset."""
        starts = self.starts()
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        if offset - start < BLOCK:
            return line, len(self.utf8[start:offset].translate(None, CONTINUATION)) + 1
        return line, self._characters(offset) - self._characters(start) + 1

    def _characters(self, offset: int) -> int:
        """How many characters stand before a byte offset: a document on one line is not counted anew each time."""
        if not self._blocks:
            blocks = [0]
            for at in range(0, len(self.utf8), BLOCK):
                blocks.append(blocks[-1] + len(self.utf8[at : at + BLOCK].translate(None, CONTINUATION)))
            self._blocks = blocks
        block = offset // BLOCK
        return self._blocks[block] + len(self.utf8[block * BLOCK : offset].translate(None, CONTINUATION))

    def position(self, span: Span) -> Position:
        """Where a span of bytes begins and ends."""
        line, column = self.line_column(span.start)
        end_line, end_column = self.line_column(max(span.start, span.end))
        return Position(line, column, end_line, end_column)

    def text(self, line: int) -> str:
        """The characters of a line, without its end."""
        starts = self.starts()
        start = starts[line - 1]
        stop = starts[line] if line < len(starts) else len(self.utf8)
        return self.utf8[start:stop].decode("utf-8", "replace").rstrip("\r\n")
