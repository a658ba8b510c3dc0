"""Checking: decode, parse, walk once, ask each rule only about what it asked for, and say where.

The dispatch table is derived from what the rules declare in ``on``; nothing is located that is not reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from feeds.rules import rules, vocabulary
from feeds.rules.chosen import Choice, everything
from feeds.rules.formats import json_format, xml_format
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import Found, Level, Node, Rule, Spot
from feeds.source import jsontree, raw
from feeds.source.encoding import decode
from feeds.source.jsontree import Member, parse_json
from feeds.source.places import JsonPlace, Lines, Place, Position, Span
from feeds.source.recover import recover
from feeds.source.source import Source
from feeds.source.xmltree import Element, parse

MOST = 10_000  # findings of one rule that a report keeps; the rest is counted in Report.more


@dataclass(frozen=True, slots=True)
class Item:
    """The item or entry that a finding is in; ``index`` counts from 1."""

    index: int
    id: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at its exact place; ``position`` is None for what has no place in the document."""

    rule: Rule
    level: Level
    message: str
    position: Position | None
    place: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that broke on a document: our defect, not the feed's."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. ``stopped`` says why the document could not be looked at, or not to its end; else None."""

    source: str
    url: str | None
    format: str | None
    findings: tuple[Finding, ...]
    stopped: str | None = None
    crashes: tuple[Crash, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    lines: Lines | None = field(default=None, repr=False, compare=False)

    @property
    def valid(self) -> bool:
        """True when the whole document was looked at, by every rule, and no finding is an error."""
        return self.stopped is None and not self.crashes and not self.count(Level.ERROR)

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of one format, by what they look at."""

    document: tuple[Rule, ...]
    everywhere: tuple[Rule, ...]
    named: dict[str, tuple[Rule, ...]]
    nested: dict[tuple[str, str], tuple[Rule, ...]]
    json: Steps


@dataclass(slots=True)
class Steps:
    """The rules of one place in JSON documents, and the places below it by member name; ``*``: each of an array."""

    rules: list[Rule] = field(default_factory=list)
    below: dict[str, Steps] = field(default_factory=dict)


@lru_cache(maxsize=64)
def table(form: str | None, choice: Choice) -> Table:
    """The dispatch table of a format: derived from ``on``, nothing is listed by hand."""
    document: list[Rule] = []
    everywhere: list[Rule] = []
    named: dict[str, list[Rule]] = {}
    nested: dict[tuple[str, str], list[Rule]] = {}
    root = Steps()
    all_rules = rules()
    for code, _level in choice.levels:
        rule = all_rules[code]
        if rule.formats and form not in rule.formats:
            continue
        for target in rule.on:
            if target == "document":
                document.append(rule)
            elif target == "*":
                everywhere.append(rule)
            elif target.startswith("json"):
                steps = root
                for step in target[5:].split("/")[1:]:
                    steps = steps.below.setdefault(step, Steps())
                steps.rules.append(rule)
            elif "/" in target:
                parent, _, name = target.partition("/")
                nested.setdefault((parent, name), []).append(rule)
            else:
                named.setdefault(target, []).append(rule)
    return Table(
        tuple(document),
        tuple(everywhere),
        {name: tuple(found) for name, found in named.items()},
        {pair: tuple(found) for pair, found in nested.items()},
        root,
    )


def check(source: Source, *, now: dt.datetime, choice: Choice | None = None) -> Report:
    """Check one document; never raises because of what is in it."""
    choice = choice or everything()
    reading = read(source, now)
    run = _Run(reading, dict(choice.levels))
    found = table(reading.format, choice)
    for rule in found.document:
        run.ask(rule, reading)
    if reading.xml is not None:
        run.walk(found, reading.xml.elements)
    if reading.json is not None and reading.json.root is not None:
        run.descend(found.json, reading.json.root)
    return run.report()


def read(source: Source, now: dt.datetime) -> Reading:
    """Decode and parse a source, as XML or as JSON by its first character."""
    looks_json = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    decoded = decode(source.data, source.media_type, json=looks_json)
    names = vocabulary()
    reading = Reading(source, decoded, now, vocabulary=names)
    if looks_json:
        reading.json = parse_json(decoded.utf8)
        reading.format = json_format(reading.json)
        return reading
    document = parse(decoded.utf8, names)
    if document.fatal is not None:
        document = recover(document, names)
    reading.xml = document
    reading.format = xml_format(document)
    return reading


class _Run:
    """One run over one reading: collects what the rules yield, and locates it at the end."""

    def __init__(self, reading: Reading, levels: dict[str, Level]) -> None:
        self.reading = reading
        self.levels = levels
        self.yielded: list[tuple[Rule, Spot, str]] = []
        self.crashes: list[Crash] = []
        self.counts: dict[str, int] = {}
        self.more: dict[str, int] = {}
        self.paths = _Paths(reading)

    def walk(self, found: Table, elements: Iterable[Element]) -> None:
        """Ask each element's rules about it; elements of one kind are asked together, the rules found once for all."""
        kinds: dict[tuple[str, str], list[Element]] = {}
        for element in elements:
            parent = element.parent
            pair = (parent.name if parent is not None else "", element.name)
            kind = kinds.get(pair)
            if kind is None:
                kinds[pair] = [element]
            else:
                kind.append(element)
        for (above, name), alike in kinds.items():
            for rule in found.everywhere:
                self.ask(rule, Kind(above, name, alike))
            for rule in found.named.get(name, ()) + found.nested.get((above, name), ()):
                for element in alike:
                    self.ask(rule, element)

    def descend(self, steps: Steps, member: Member) -> None:
        """Ask the rules about a JSON value and what is inside it, as far as any rule reaches."""
        for rule in steps.rules:
            self.ask(rule, member)
        value, document, path = member.value, member.document, member.path
        if isinstance(value, dict):
            for name, below in steps.below.items():
                if name in value:
                    self.descend(below, Member(document, (*path, name), value[name]))
        elif isinstance(value, list) and "*" in steps.below:
            below = steps.below["*"]
            for index, inside in enumerate(value):
                self.descend(below, Member(document, (*path, index), inside))

    def ask(self, rule: Rule, node: Node) -> None:
        """Run one rule on one node; a rule that breaks is recorded and the others go on."""
        try:
            for where in rule.asked(node, self.reading):
                count = self.counts[rule.code] = self.counts.get(rule.code, 0) + 1
                if count > MOST:
                    self.more[rule.code] = self.more.get(rule.code, 0) + 1
                elif isinstance(where, Found):
                    self.yielded.append((rule, where.spot, rule.message(where.facts)))
                else:
                    self.yielded.append((rule, where, rule.says))
        except Exception as wrong:  # noqa: BLE001 - the one place: a broken rule must not hide what the others find
            self.crashes.append(Crash(rule.code, f"{type(wrong).__name__}: {wrong}"))

    def report(self) -> Report:
        """Everything that was found, in document order."""
        lines = Lines(self.reading.decoded.utf8)
        located = []
        for rule, spot, message in self.yielded:
            span = locate(spot)
            position = lines.position(span) if span is not None else None
            place, item = self.paths.of(spot)
            located.append((span.start if span else -1, Finding(
                rule, self.levels[rule.code], message, position, place, item)))  # fmt: skip
        located.sort(key=lambda pair: (pair[0], pair[1].rule.code))
        source = self.reading.source
        return Report(
            source.name,
            source.url,
            self.reading.format,
            tuple(finding for _, finding in located),
            self._stopped(),
            tuple(self.crashes),
            self.more,
            lines,
        )

    def _stopped(self) -> str | None:
        tree = self.reading.xml or self.reading.json
        if tree is None or tree.root is None:
            fatal = tree.fatal if tree else None
            return fatal.says if fatal else "nothing could be read"
        if self.reading.format is None:
            return "this is not a feed"
        return None


def locate(spot: Spot) -> Span | None:
    """The bytes that a spot names."""
    if spot is None or isinstance(spot, Span):
        return spot
    if isinstance(spot, Element):
        return raw.span(Place(spot))
    if isinstance(spot, Place):
        return raw.span(spot)
    return jsontree.span(JsonPlace(spot) if isinstance(spot, Member) else spot)


_ITEMS = {"item", "atom:entry"}


class _Paths:
    """Paths such as ``/rss/channel/item[3]/title``; siblings are numbered once per parent."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.numbers: dict[int, tuple[dict[int, int], dict[str, int]]] = {}

    def of(self, spot: Spot) -> tuple[str, Item | None]:
        """The path to a spot, and the item it is in."""
        if isinstance(spot, Place):
            path, item = self._element(spot.element)
            if spot.part in {"attribute", "attribute name"}:
                path += f"/@{spot.name}"
            return path, item
        if isinstance(spot, Element):
            return self._element(spot)
        if isinstance(spot, JsonPlace):
            return self._member(spot.member)
        if isinstance(spot, Member):
            return self._member(spot)
        return "", None

    def _element(self, element: Element) -> tuple[str, Item | None]:
        steps: list[str] = []
        item: Item | None = None
        node: Element | None = element
        while node is not None:
            number, count = self._number(node)
            steps.append(node.name if count == 1 else f"{node.name}[{number}]")
            if item is None and node.name in _ITEMS and node.parent is not None:
                item = self._item(node, number)
            node = node.parent
        return "/" + "/".join(reversed(steps)), item

    def _number(self, element: Element) -> tuple[int, int]:
        parent = element.parent
        if parent is None:
            return 1, 1
        known = self.numbers.get(id(parent))
        if known is None:
            counts: dict[str, int] = {}
            numbers: dict[int, int] = {}
            for child in parent.children:
                numbers[id(child)] = counts[child.name] = counts.get(child.name, 0) + 1
            known = self.numbers[id(parent)] = (numbers, counts)
        return known[0][id(element)], known[1][element.name]

    @staticmethod
    def _item(element: Element, number: int) -> Item:
        atom = element.name == "atom:entry"
        key = element.first("atom:id" if atom else "guid") or (None if atom else element.first("link"))
        title = element.first("atom:title" if atom else "title")
        identity = key.value if key is not None else element.get("rdf:about")
        return Item(number, identity or None, title.value[:200] if title is not None and title.value else None)

    @staticmethod
    def _member(member: Member) -> tuple[str, Item | None]:
        item = None
        root = member.document.root
        if root is not None and len(member.path) > 1 and member.path[0] == "items" and isinstance(member.path[1], int):
            items = root.get("items")
            value = items.value[member.path[1]] if items is not None and isinstance(items.value, list) else None
            if isinstance(value, dict):
                identity, title = value.get("id"), value.get("title")
                item = Item(
                    member.path[1] + 1,
                    str(identity) if isinstance(identity, str | int | float) else None,
                    title[:200] if isinstance(title, str) else None,
                )
        return member.pointer, item
