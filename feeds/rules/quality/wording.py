"""Texts as they stand: characters that were broken on the way, and contents that stop in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from feeds.rules.entries import Entry, Node, spot, text
from feeds.rules.formats import ATOM, JSON
from feeds.rules.reading import Reading
from feeds.rules.rule import Where, part
from feeds.source.jsontree import Member
from feeds.source.xmltree import Element
from feeds.values.mojibake import may_have_mojibake, mojibake
from feeds.values.text import bad_characters

_DOTS: Final = r"(?:…|\.\.\.|&hellip;|&#8230;)"
_MORE: Final = r"(?:read|continue|keep|view)[ \xa0](?:more|on|reading|the (?:rest|full|whole)[a-z ]{0,20})"
_END: Final = (
    rf"(?:\[{_DOTS}\]|{_DOTS}|{_MORE}"
    rf"(?:[ \xa0]?(?:{_DOTS}|»|→|&raquo;|&rarr;))?)[\s\])]{{0,4}}(?:</[a-z]{{1,10}}>[\s\])]{{0,4}}){{0,6}}\Z"
)
_ELSEWHERE: Final = ATOM | JSON  # for RSS its own book says it
_SIGNS: Final = ("...", "…", "hellip", "8230", "more", "More", "MORE", "reading", "Reading", " on", " the ")
_TAIL: Final = 120
_FEW: Final = 3


@cache
def _end() -> re.Pattern[str]:
    return re.compile(_END, re.IGNORECASE)


def broken(found: Sequence[Entry], reading: Reading) -> Iterator[Where]:
    """Mojibake everywhere, and lost characters where no other book looks for them: the first of each text."""
    tree = reading.xml or reading.json
    if tree is None:
        return
    utf8, escaped = tree.utf8, reading.json is not None and b"\\u" in tree.utf8
    if escaped or may_have_mojibake(utf8):
        for node in _texts(found, reading):
            problem = next(mojibake(text(node)), None)
            if problem is not None:
                yield part("mojibake", spot(node, problem.at, problem.end), element=_name(node), problem=problem.says)
    if reading.format in _ELSEWHERE and (escaped or reading.may_be_broken):
        for node in _texts(found, reading):
            problem = next(bad_characters(text(node)), None)
            if problem is not None:
                yield part("lost", spot(node, problem.at, problem.end), element=_name(node), problem=problem.says)


def _texts(found: Sequence[Entry], reading: Reading) -> Iterator[Node]:
    """Every text of an XML feed; the texts of a JSON feed that people read."""
    if reading.xml is not None:
        for element in reading.xml.elements:
            if not element.text.isascii():
                yield element
        return
    root = reading.json.root if reading.json is not None else None
    for name in ("title", "description"):
        member = root.get(name) if root is not None else None
        if member is not None:
            yield member
    for entry in found:
        for node in (entry.title, entry.content):
            if node is not None:
                yield node


def endings(found: Sequence[Entry]) -> Iterator[Where]:
    """Items with an empty text, and feeds most of whose texts stop in the middle."""
    cut: list[tuple[Node, int, int]] = []
    count = 0
    for entry in found:
        node = entry.content
        if node is None:
            continue
        whole = text(node)
        if not whole or whole.isspace():
            if isinstance(node, Element) and node.name == "description" and not node.children:
                yield part("blank", node, element=node.name)
            continue
        count += 1
        if (count - len(cut)) * 3 > len(found) + 3:
            continue  # too many have an end already
        tail = whole[-_TAIL:]
        if not any(sign in tail for sign in _SIGNS):
            continue
        stripped = whole.rstrip()
        match = _end().search(stripped, max(0, len(stripped) - _TAIL))
        if match is not None:
            cut.append((node, *match.span()))
    if count >= _FEW and len(cut) > count * 2 // 3:
        node, at, end = cut[0]
        yield part("truncated", spot(node, at, end), count=len(cut), of=count, element=_name(node))


def _name(node: Node) -> str:
    return str(node.path[-1]) if isinstance(node, Member) and node.path else getattr(node, "name", "text")
