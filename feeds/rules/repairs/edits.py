"""What repairs are made of: a case, and the edits that give it another value, attribute, name or place.

Every function here answers with edits of the transcoded document, or with None where it cannot be done for certain:
where a value runs through several pieces of a document, or stands in an entity.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

from feeds.rules.reading import Reading
from feeds.rules.rule import Spot
from feeds.source import jsontree, raw
from feeds.source.jsontree import Member
from feeds.source.places import JsonPlace, Place, Span
from feeds.source.rewrite import Edit
from feeds.source.xmltree import Document, Element

BLANKS = " \t\r\n"
Edits = tuple[Edit, ...]
_BREAKS = b" \t\r\n"


class Fix(NamedTuple):
    """Edits that belong together. A ``safe`` one changes nothing that readers take from a document but the defect."""

    edits: Edits
    safe: bool = True


@dataclass(slots=True)
class Case:
    """A finding that is to be mended: where it is, what was found, and the words given to the repair.

    ``bench`` is kept for all findings of one report: what was looked up for one need not be for the next.
    """

    spot: Spot
    facts: Mapping[str, object]
    reading: Reading
    words: tuple[str, ...] = ()
    bench: dict[int, list[tuple[int, int, bool]]] = field(default_factory=dict)

    @property
    def element(self) -> Element | None:
        """The element that the finding is about or in."""
        if isinstance(self.spot, Element):
            return self.spot
        return self.spot.element if isinstance(self.spot, Place) else None

    @property
    def member(self) -> Member | None:
        """The JSON value that the finding is about or in."""
        if isinstance(self.spot, Member):
            return self.spot
        return self.spot.member if isinstance(self.spot, JsonPlace) else None

    @property
    def document(self) -> Document | None:
        """The XML document, None where it is JSON or cannot be edited because the places in it are not exact."""
        tree = self.reading.xml
        return tree if tree is not None and tree.exact else None


class Value(NamedTuple):
    """A text that a finding is about: of an element, of its attribute, or a JSON string."""

    raw: str
    element: Element | None = None
    attribute: str | None = None
    member: Member | None = None

    @property
    def text(self) -> str:
        """The text without the blanks around it."""
        return self.raw.strip(BLANKS)


def value_of(case: Case) -> Value | None:
    """The text that a finding is about, all of it; None where it is about something else."""
    spot, member = case.spot, case.member
    if member is not None:
        return Value(member.value, member=member) if isinstance(member.value, str) else None
    if isinstance(spot, Place) and spot.part in {"attribute", "attribute name"}:
        if spot.name not in spot.element.attributes:
            return None
        return Value(spot.element.attributes[spot.name], spot.element, spot.name)
    if isinstance(spot, Place) and spot.part == "text":
        return Value(spot.element.text, spot.element)
    return Value(spot.text, spot) if isinstance(spot, Element) else None


def written(case: Case, value: Value, new: str, at: int | None = None, end: int | None = None) -> Edits | None:
    """Give a value another text, or its characters ``at`` to ``end``; the blanks around an element's text stay."""
    if at is None or end is None:
        plain = value.element is not None and value.attribute is None
        at = value.raw.find(value.text) if plain else 0
        end = at + len(value.text) if plain else len(value.raw)
    if value.raw[at:end] == new or at == end:
        return None
    if value.member is not None:
        where = jsontree.span(JsonPlace(value.member, "value", at, end))
        return (Edit(where.start, where.end, json.dumps(new, ensure_ascii=False)[1:-1]),)
    assert value.element is not None
    if value.attribute is not None:
        where = raw.span(Place(value.element, "attribute", value.attribute, at, end))
        return (Edit(where.start, where.end, in_attribute(new)),)
    where = raw.span(Place(value.element, "text", "", at, end))
    references = _kind_of_run(case, value.element, where)
    if references is None or (not references and "]]>" in new):
        return None
    return (Edit(where.start, where.end, in_text(new) if references else new),)


def trimmed(case: Case, value: Value) -> Edits | None:
    """Take the blanks around a value away."""
    lead = len(value.raw) - len(value.raw.lstrip(BLANKS))
    tail = len(value.raw.rstrip(BLANKS))
    edits: list[Edit] = []
    for at, end in ((0, lead), (tail, len(value.raw))):
        if at >= end or not value.text:
            continue
        if value.element is None or value.attribute is not None:
            edits += written(case, value, "", at, end) or ()
            continue
        where = raw.span(Place(value.element, "text", "", at, end))
        edits += [
            Edit(max(start, where.start), min(stop, where.end), "")
            for start, stop, _references in _runs(case, value.element)
            if start < where.end and stop > where.start
        ]
    return tuple(edits) or None


def in_text(text: str) -> str:
    """A text as the character data of an element."""
    return escape(text).replace("&gt;", ">").replace("]]>", "]]&gt;")


def in_attribute(text: str) -> str:
    """A text as the value of an attribute, in quotes of either kind."""
    return escape(text, {'"': "&quot;", "'": "&#39;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _runs(case: Case, element: Element) -> list[tuple[int, int, bool]]:
    known = case.bench.get(element.start)
    if known is None:
        known = case.bench[element.start] = list(raw.character_runs(element.document.utf8, element.start))
    return known


def _kind_of_run(case: Case, element: Element, where: Span) -> bool | None:
    """Whether references count in the run of characters that holds a span (not in CDATA); None where none holds it."""
    for start, stop, references in _runs(case, element):
        if start <= where.start and where.end <= stop:
            return references
    return None


# --- tags


def whole(element: Element) -> Span | None:
    """The bytes of an element from its start tag to the end of its end tag; None where it is not closed."""
    utf8 = element.document.utf8
    at = raw.tag_end(utf8, element.start)
    if utf8[at - 2 : at] == b"/>":
        return Span(element.start, at)
    inner = raw.end_tag(utf8, at)
    close = utf8.find(b">", inner) if inner is not None else -1
    return Span(element.start, close + 1) if close >= 0 else None


def removed(element: Element) -> Edits | None:
    """Take an element away, and its line where nothing else stands on it."""
    where = whole(element)
    if where is None or element.parent is None:
        return None
    utf8 = element.document.utf8
    start, end = _line(utf8, where.start, where.end)
    return (Edit(start, end, ""),)


def _line(utf8: bytes, start: int, end: int) -> tuple[int, int]:
    """What is taken away with ``utf8[start:end]``: the blanks before it on its line, and the line break before them."""
    lead = start
    while lead > 0 and utf8[lead - 1 : lead] in (b" ", b"\t"):
        lead -= 1
    if lead > 0 and utf8[lead - 1 : lead] == b"\n" and utf8[end : end + 1] in (b"\n", b"\r", b"<"):
        lead -= 2 if utf8[lead - 2 : lead] == b"\r\n" else 1
        return lead, end
    return start, end


def indent(utf8: bytes, start: int) -> str:
    """The line break and the blanks in front of what begins at ``start``; empty where something else stands there."""
    lead = start
    while lead > 0 and utf8[lead - 1 : lead] in (b" ", b"\t", b"\n", b"\r"):
        lead -= 1
    blanks = utf8[lead:start]
    at = max(blanks.rfind(b"\n"), 0)
    if utf8[lead + at - 1 : lead + at + 1] == b"\r\n" and at > 0:
        at -= 1
    return blanks[at:].decode()


def moved(element: Element, before: Element) -> Edits | None:
    """Move an element to right before one of its siblings that stands above it."""
    where = whole(element)
    if where is None or element.parent is not before.parent or element.start < before.start:
        return None
    utf8 = element.document.utf8
    start, end = _line(utf8, where.start, where.end)
    text = utf8[where.start : where.end].decode()
    return Edit(before.start, before.start, text + indent(utf8, before.start)), Edit(start, end, "")


def inserted(parent: Element, xml: str, before: Element | None = None) -> Edits | None:
    """Put a new element into a parent: before a child, or as its first."""
    utf8 = parent.document.utf8
    first = before or (parent.children[0] if parent.children else None)
    if first is not None:
        return (Edit(first.start, first.start, xml + indent(utf8, first.start)),)
    at = raw.tag_end(utf8, parent.start)
    if utf8[at - 2 : at] != b"/>":
        return (Edit(at, at, xml),)
    name = raw.name_span(utf8, parent.start)
    return (Edit(at - 2, at, f">{xml}</{utf8[name.start + 1 : name.end].decode()}>"),)


def renamed(element: Element, local: str) -> Edits | None:
    """Give an element another local name, in its start tag and its end tag."""
    utf8 = element.document.utf8
    where = whole(element)
    name = raw.name_span(utf8, element.start)
    written_name = utf8[name.start + 1 : name.end]
    if where is None:
        return None
    start = name.start + 1 + written_name.rfind(b":") + 1
    edits = [Edit(start, name.end, local)]
    if where.end != raw.tag_end(utf8, element.start):
        close = utf8.rfind(b"</", where.start, where.end)
        if not utf8.startswith(b"</" + written_name, close):
            return None
        end = close + 2 + len(written_name)
        edits.append(Edit(close + 2 + written_name.rfind(b":") + 1, end, local))
    return tuple(edits)


def attribute_added(element: Element, name: str, value: str) -> Edits | None:
    """Give an element an attribute, behind those that it has."""
    utf8 = element.document.utf8
    at = raw.name_span(utf8, element.start).end
    for written_name, _where, span in raw.attributes(utf8, element.start):
        if written_name == name:
            return None
        at = span.end + 1
    return (Edit(at, at, f' {name}="{in_attribute(value)}"'),)


def _attribute(element: Element, name: str) -> tuple[Span, Span] | None:
    """The bytes of an attribute's name and of its value."""
    local = name.rpartition("}")[2].rpartition(":")[2]
    for written_name, where, span in raw.attributes(element.document.utf8, element.start):
        if written_name == name or (written_name.rpartition(":")[2] == local and not name.isidentifier()):
            return where, span
    return None


def attribute_removed(element: Element, name: str) -> Edits | None:
    """Take an attribute away, with the blanks before it."""
    found = _attribute(element, name)
    if found is None:
        return None
    utf8, start = element.document.utf8, found[0].start
    while utf8[start - 1] in _BREAKS:
        start -= 1
    return (Edit(start, found[1].end + 1, ""),)


def attribute_renamed(element: Element, name: str, right: str) -> Edits | None:
    """Give an attribute another name."""
    found = _attribute(element, name)
    if found is None or right in element.attributes:
        return None
    written_name = element.document.utf8[found[0].start : found[0].end]
    return (Edit(found[0].start + written_name.rfind(b":") + 1, found[0].end, right),)


def attribute_set(element: Element, name: str, value: str) -> Edits | None:
    """Give an attribute that is there another value, or add it."""
    found = _attribute(element, name)
    if found is None:
        return attribute_added(element, name, value)
    if element.attributes.get(name) == value:
        return None
    return (Edit(found[1].start, found[1].end, in_attribute(value)),)


# --- JSON


def member_added(owner: Member, name: str, value: str) -> Edits | None:
    """Give an object a member, in front of those that it has; ``value`` is JSON."""
    if not isinstance(owner.value, dict) or name in owner.value:
        return None
    utf8 = owner.document.utf8
    at = owner.document.start(owner.path) + 1
    blanks = at
    while utf8[blanks : blanks + 1] in (b" ", b"\t", b"\r", b"\n"):
        blanks += 1
    comma = "," if owner.value else ""
    space = utf8[at:blanks].decode() if owner.value else ""
    return (Edit(blanks, blanks, f"{json.dumps(name)}: {value}{comma}{space}"),)


def member_removed(member: Member) -> Edits | None:
    """Take a member of an object away, with one of the commas beside it."""
    if not member.path or not isinstance(member.path[-1], str):
        return None
    utf8 = member.document.utf8
    name_start, _start, end = member.document.child(member.path)
    after = end
    while utf8[after : after + 1] in (b" ", b"\t", b"\r", b"\n"):
        after += 1
    before = name_start
    while before > 0 and utf8[before - 1 : before] in (b" ", b"\t", b"\r", b"\n"):
        before -= 1
    if utf8[before - 1 : before] == b",":
        return (Edit(before - 1, end, ""),)
    return (Edit(before, after + 1 if utf8[after : after + 1] == b"," else end, ""),)


def replaced(member: Member, value: str) -> Edits:
    """Give a member another value; ``value`` is JSON."""
    _name, start, end = member.document.child(member.path)
    return (Edit(start, end, value),)


def name_replaced(member: Member, name: str) -> Edits | None:
    """Give a member of an object another name."""
    where = jsontree.span(JsonPlace(member, "name"))
    return (Edit(where.start, where.end, json.dumps(name, ensure_ascii=False)),)
