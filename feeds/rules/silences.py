"""What a document says of the rules itself: a comment or a processing instruction that silences some of them.

``<!-- feeds: ignore RSS501 ITU2 -->`` and ``<?feeds ignore RSS501?>`` hold for the next element and what is in it,
``ignore-file`` for the whole document; words in parentheses say why. In JSON it is an extension object
(https://www.jsonfeed.org/version/1.1/#extensions): ``"_feeds": {"ignore": ["JSN501"]}`` in the object that it is about.

A document without any pays for one search of its bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from feeds.rules import rules
from feeds.rules.chosen import Choice
from feeds.rules.reading import Reading
from feeds.rules.rule import Spot
from feeds.source.jsontree import DEEP, JsonDocument, Member, Path
from feeds.source.places import JsonPlace, Span
from feeds.source.xmltree import Document, Element, Note
from feeds.values.near import close_matches

KEY = "silences"  # in Reading.seen
MEMBER = "_feeds"
VERBS = ("ignore", "ignore-file")
GUESSES = 1000  # comments that begin with feeds: and another word; in a document with more they are no mistakes
_WORD = re.compile(rb"[^ \t\r\n,(]+")
_MARKS = re.compile(rb"<!--|<\?feeds[ \t\r\n]|<!\[CDATA\[")


@dataclass(slots=True, eq=False)
class Silence:
    """One word for rules that are silent from byte ``start`` to ``stop``, or below ``path``; ``spot`` is the word."""

    word: str
    spot: Spot
    start: int = -1
    stop: int = -1
    path: Path = ()
    whole: bool = False  # in the whole document
    used: bool = False


@dataclass(slots=True)
class _Ranges:
    """The silences of one word, by their starts, and for each the one that reaches furthest so far."""

    starts: list[int] = field(default_factory=list)
    furthest: list[Silence] = field(default_factory=list)


class Silences:
    """The silences of one document, and which of them were of use."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.all: list[Silence] = []
        self.empty: list[Spot] = []  # what names no rule
        self.misspelt: list[tuple[Spot, str, str]] = []  # a verb that is none, and the one that was meant
        self.guesses = 0
        self._whole: dict[str, Silence] = {}
        self._ranges: dict[str, _Ranges] = {}
        self._paths: dict[str, dict[Path, Silence]] = {}
        self._keys: dict[str, list[str]] = {}

    def add(self, silence: Silence) -> None:
        """Take in a silence; in the order of the document."""
        self.all.append(silence)
        word = silence.word.upper()
        if silence.whole:
            self._whole.setdefault(word, silence)
        elif silence.path or silence.start < 0:
            self._paths.setdefault(word, {}).setdefault(silence.path, silence)
        else:
            ranges = self._ranges.setdefault(word, _Ranges())
            if ranges.furthest and ranges.furthest[-1].stop >= silence.stop:
                ranges.furthest.append(ranges.furthest[-1])
            else:
                ranges.furthest.append(silence)
            ranges.starts.append(silence.start)

    def cover(self, code: str, name: str, spot: Spot) -> bool:
        """Whether a finding is silenced; the silence that does it is noted as used."""
        keys = self._keys.get(code)
        if keys is None:
            said = {*self._whole, *self._ranges, *self._paths}
            words = [code[:length] for length in range(1, len(code) + 1)]
            keys = self._keys[code] = [word for word in (*words, name.upper(), "ALL") if word in said]
        for key in keys:
            found = self._whole.get(key) or self._around(key, spot)
            if found is not None:
                found.used = True
                return True
        return False

    def _around(self, key: str, spot: Spot) -> Silence | None:
        """The silence of a word that a spot lies in."""
        if isinstance(spot, (Member, JsonPlace)):
            paths = self._paths.get(key, {})
            path = spot.path if isinstance(spot, Member) else spot.member.path
            return next((paths[path[:size]] for size in range(min(len(path), DEEP) + 1) if path[:size] in paths), None)
        ranges = self._ranges.get(key)
        if spot is None or ranges is None:
            return None
        at = spot.start if isinstance(spot, (Element, Span)) else spot.element.start
        index = bisect_right(ranges.starts, at) - 1
        return ranges.furthest[index] if index >= 0 and ranges.furthest[index].stop > at else None

    def unused(self, reading: Reading) -> Iterator[Silence]:
        """The silences that silenced nothing though their rules ran; of what cannot be known nothing is said."""
        for silence in self.all:
            if not silence.used and all(
                self.choice.level(rule) is not None
                and ("http" not in rule.on or reading.source.delivery is not None)
                and (rule.url is None or reading.url is not None)
                for rule in (rules()[code] for code in meant(silence.word))
            ):
                yield silence


def meant(word: str) -> tuple[str, ...]:
    """The codes that a word means, none when it means no rule."""
    return _meanings().get(word.upper(), ())


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Every word that means rules: a hostile document has a hundred thousand that do not."""
    found: dict[str, list[str]] = {"ALL": list(rules())}
    for code, rule in rules().items():
        found[rule.name.upper()] = [code]
        for length in range(1, len(code) + 1):
            found.setdefault(code[:length], []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def silences(reading: Reading, choice: Choice) -> Silences | None:
    """What a document says of the rules; None where it says nothing, or is not asked."""
    utf8 = reading.decoded.utf8
    if not choice.inline:
        return None
    found = Silences(choice)
    if reading.json is not None:
        if b'"_feeds"' not in utf8:
            return None
        _in_json(reading.json, found)
    elif reading.xml is not None:
        document = reading.xml
        if not document.notes and document.recovered != "by libxml2":
            return None
        if document.recovered == "by libxml2":
            if b"feeds:" not in utf8 and b"<?feeds" not in utf8:
                return None
        elif not any(note.target == "feeds" or "feeds:" in note.text for note in document.notes):
            return None
        _in_xml(reading.xml, found)
    return found if found.all or found.empty or found.misspelt else None


def of(reading: Reading) -> Silences:
    """The silences of the document that is being checked."""
    found = reading.seen[KEY]
    assert isinstance(found, Silences)
    return found


def _in_xml(document: Document, found: Silences) -> None:
    siblings: dict[int, dict[int, int]] = {}
    notes = document.notes if document.recovered != "by libxml2" else _notes(document.utf8)
    for note in notes:
        lead, mark = (b"<?feeds", b"?>") if note.target == "feeds" else (b"<!--", b"-->")
        if note.target != "feeds" and (note.target is not None or not note.text.lstrip().startswith("feeds:")):
            continue
        end = document.utf8.find(mark, note.start)
        start = note.start + len(lead) if note.target else document.utf8.find(b"feeds:", note.start) + len(b"feeds:")
        _read(document, note, Span(start, end if end >= 0 else len(document.utf8)), found, siblings)


def _read(document: Document, note: Note, inside: Span, found: Silences, siblings: dict[int, dict[int, int]]) -> None:
    """Take in what one comment or processing instruction says."""
    stop = document.utf8.find(b"(", *inside)
    words = [
        (match[0].decode("utf-8", "replace"), Span(*match.span()))
        for match in _WORD.finditer(document.utf8, inside.start, stop if stop >= 0 else inside.end)
    ]
    verb, spot = words[0] if words else ("", Span(note.start, inside.end))
    if verb not in VERBS:
        found.guesses += 1
        near = close_matches(verb.lower(), VERBS, 1, 0.75) if len(verb) < 15 and found.guesses < GUESSES else ()
        if near:
            found.misspelt.append((spot, verb, near[0]))
        return
    if len(words) == 1:
        found.empty.append(spot)
        return
    element = None if verb == "ignore-file" else _next(document, note)
    for word, where in words[1:]:
        if verb == "ignore-file":
            found.add(Silence(word, where, whole=True))
        elif element is None:
            found.add(Silence(word, where, len(document.utf8), len(document.utf8)))
        else:
            found.add(Silence(word, where, element.start, _end(element, siblings)))


def _next(document: Document, note: Note) -> Element | None:
    """The element that follows a note in the same parent, None where none does."""
    if document.recovered == "by libxml2":
        index = bisect_right(document.elements, note.start, key=_start)
        return document.elements[index] if index < len(document.elements) else None
    if note.parent is None:
        return document.root if document.root is not None and document.root.start > note.start else None
    index = bisect_right(note.parent.children, note.start, key=_start)
    return note.parent.children[index] if index < len(note.parent.children) else None


def _start(element: Element) -> int:
    return element.start


def _end(element: Element, siblings: dict[int, dict[int, int]]) -> int:
    """The offset behind an element: where the next one begins that is not in it."""
    node = element
    while node.parent is not None:
        following = siblings.get(id(node.parent))
        if following is None:
            children = node.parent.children
            following = {id(one): other.start for one, other in pairwise(children)}
            siblings[id(node.parent)] = following
        if id(node) in following:
            return following[id(node)]
        node = node.parent
    return len(element.document.utf8) + 1


def _notes(utf8: bytes) -> Iterator[Note]:
    """The comments and our processing instructions of a document that no parser reads to its end."""
    at = 0
    while match := _MARKS.search(utf8, at):
        ours = match[0].startswith(b"<?")
        close = b"?>" if ours else b"-->" if match[0] == b"<!--" else b"]]>"
        end = utf8.find(close, match.end())
        if end < 0:
            return
        if match[0] != b"<![CDATA[":
            yield Note(match.start(), utf8[match.end() : end].decode("utf-8", "replace"), "feeds" if ours else None)
        at = end + len(close)


def _in_json(document: JsonDocument, found: Silences) -> None:
    if document.root is None:
        return
    for member in document.root.walk():
        if len(member.path) > DEEP - 3 or not isinstance(member.value, dict) or MEMBER not in member.value:
            continue
        ours = member.get(MEMBER)
        listed = ours.get("ignore") if ours is not None else None
        if ours is None or listed is None:
            continue
        words = list(listed.members()) if isinstance(listed.value, list) else []
        if not words:
            found.empty.append(listed)
        for each in words:
            if isinstance(each.value, str) and each.value:
                found.add(Silence(each.value, each, path=member.path, whole=not member.path))
            else:
                found.empty.append(each)
