"""Checking: decode, parse, walk once, ask each rule only about what it asked for, and say where.

The dispatch table is derived from what the rules declare in ``on``; nothing is located that is not reported.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feeds.rules import vocabulary
from feeds.rules.catalogue import Scope
from feeds.rules.chosen import EVERYTHING, Choice
from feeds.rules.delivered import missing
from feeds.rules.formats import json_format, xml_format
from feeds.rules.paths import Item, Paths
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import Found, Level, Node, Rule, Spot, Where
from feeds.rules.silences import KEY, Silences, silences
from feeds.rules.table import Steps, Table, table
from feeds.source import jsontree, raw
from feeds.source.encoding import decode
from feeds.source.jsontree import Member, parse_json
from feeds.source.places import JsonPlace, Lines, Place, Position, Span
from feeds.source.recover import recover
from feeds.source.source import Source
from feeds.source.xmltree import Element, parse
from feeds.values.uris import is_local, split

MOST = 10_000  # findings of one rule in one document; a rule that has more is named in Report.more
Facts = Mapping[str, object]
NO_FACTS: Facts = {}
FEW = 50  # attributes of an element whose order is asked of their names, not of the document
IN_ALL = 50_000  # findings in one document, whatever the rules


class Finding:
    """One thing that is wrong. Its words and its place are made when they are asked for: most are only counted.

    ``position`` is None for what has no place in the document; ``place`` is a path such as ``/rss/channel/item[3]`` or
    a JSON Pointer; ``item`` is the item or entry that it is in.
    """

    __slots__ = ("_facts", "_spot", "_where", "level", "rule")

    def __init__(self, rule: Rule, level: Level, facts: Facts, spot: Spot, where: Whereabouts) -> None:
        self.rule = rule
        self.level = level
        self._facts = facts
        self._spot = spot
        self._where = where

    @property
    def facts(self) -> Facts:
        """What the rule saw, by the names that its message uses."""
        return self._facts

    @property
    def span(self) -> Span | None:
        """The bytes of ``Report.lines.utf8`` that it names; None for what has no place in the document."""
        return locate(self._spot)

    @property
    def message(self) -> str:
        """What is there and what was expected: lower case, no full stop; behind the W3C names where they are wanted."""
        says = self.rule.message(self._facts)
        return f"{', '.join(self.rule.w3c)}: {says}" if self._where.w3c and self.rule.w3c else says

    @property
    def position(self) -> Position | None:
        """Line and column, from 1, of its first character and of the one behind its last."""
        span = self.span
        return self._where.lines.position(span) if span is not None else None

    @property
    def place(self) -> str:
        """The path to it, "" where it is about the whole document."""
        return self._where.paths.of(self._spot)[0]

    @property
    def item(self) -> Item | None:
        """The item or entry that it is in, None outside of any."""
        return self._where.paths.of(self._spot)[1]

    @property
    def spot(self) -> Spot:
        """The element, attribute, characters or JSON value that it is about."""
        return self._spot

    @property
    def reading(self) -> Reading:
        """What was read of the whole document."""
        return self._where.reading

    def position_of(self, span: Span) -> Position:
        """Line and column of other bytes of the same document."""
        return self._where.lines.position(span)

    def __repr__(self) -> str:
        return f"<{self.rule.code} {self.message!r} at {self.position}>"


class Whereabouts(NamedTuple):
    """What finds the places of one document's findings."""

    lines: Lines
    paths: Paths
    reading: Reading
    w3c: bool = False  # messages begin with the W3C validator's names


class Crash(NamedTuple):
    """A rule that broke on a document: our defect, not the feed's."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    ``stopped`` says why the document could not be looked at; None when it was. ``more`` names the rules that found
    more than a report holds. ``silenced`` counts what the document itself silences, which is not among the findings.
    """

    source: str
    url: str | None
    format: str | None
    findings: tuple[Finding, ...]
    stopped: str | None = None
    crashes: tuple[Crash, ...] = ()
    more: tuple[str, ...] = ()
    silenced: int = 0
    lines: Lines | None = field(default=None, repr=False, compare=False)
    reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def valid(self) -> bool:
        """True when the whole document was looked at, by every rule, and no finding is an error."""
        return self.stopped is None and not self.crashes and not self.count(Level.ERROR)

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)


def check(source: Source, *, now: dt.datetime, choice: Choice | None = None) -> Report:
    """Check one document; never raises because of what is in it."""
    choice = choice or EVERYTHING
    undelivered = missing(source.delivery) if source.delivery is not None else None
    reading = read(source, now) if undelivered is None else Reading(source, decode(b""), now)
    said = silences(reading, choice)
    reading.scope = Scope(
        reading.format or "unknown",
        _present(reading),
        reading.json is not None,
        source.delivery is not None,
        said is not None,
    )
    found = table(reading.scope, choice)
    reading.scope = found.scope  # the same object for all documents alike, which is the faster key
    run = _Run(reading, choice, found.parts, undelivered)
    if source.url is not None and is_local(split(source.url).host or ""):
        run.silent.update(found.public)
    run.ask(found.http, reading)
    if undelivered is not None:
        return run.report()
    run.ask(found.document, reading)
    if reading.xml is not None:
        run.walk(found, reading.xml.elements)
    if reading.json is not None:
        run.ask(found.json_document, reading)
        if reading.json.root is not None:
            run.descend(found.json, reading.json.root)
    if said is not None:
        reading.seen[KEY] = said
        run.silence(said)
        run.ask(found.inline, reading)
    return run.report()


def _present(reading: Reading) -> frozenset[str] | None:
    """The prefixes of the vocabularies that a document declares; None where that is not to be trusted."""
    document = reading.xml
    if document is None:
        return frozenset()
    if document.recovered == "by libxml2":
        return None
    names = reading.vocabulary
    return frozenset(names[each.uri] for each in document.namespaces if each.uri in names)


def read(source: Source, now: dt.datetime) -> Reading:
    """Decode and parse a source, as XML or as JSON by its first character."""
    # Byte order marks and the NULs of UTF-16 stand in the way of the first character.
    looks_json = source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in {b"{", b"["}
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
    """One run over one reading: collects what the rules yield, as spots and facts; nothing is located here."""

    def __init__(
        self,
        reading: Reading,
        choice: Choice,
        parts: dict[tuple[object, str], Rule],
        undelivered: str | None,
    ) -> None:
        self.reading = reading
        self.undelivered = undelivered
        self.choice = choice
        self.parts = parts
        self.yielded: list[tuple[Rule, Spot, Facts]] = []
        self.crashes: list[Crash] = []
        self.counts: dict[str, int] = {}
        self.more: list[str] = []
        self.silenced = 0
        self.silent: set[str] = set()  # codes of rules that are not asked any more

    def walk(self, found: Table, elements: Iterable[Element]) -> None:
        """Ask each element's rules about it; elements of one kind are asked together, the rules found once for all."""
        families: defaultdict[str, list[Element]] = defaultdict(list)
        for element in elements:
            if element.children:
                families[element.name] += element.children
            if element.parent is None:
                families[""].append(element)
        for parent, children in families.items():
            kinds: defaultdict[str, list[Element]] = defaultdict(list)
            for child in children:
                kinds[child.name].append(child)
            for name, alike in kinds.items():
                asked = found.asked((parent, name))
                if asked:
                    self.ask(asked, Kind(parent, name, alike), alike)

    def descend(self, steps: Steps, member: Member) -> None:
        """Ask the rules about a JSON value and what is inside it, as far as any rule reaches."""
        if steps.rules:
            self.ask(steps.rules, member)
        value, below = member.value, steps.below
        if isinstance(value, dict):
            # The shorter list of names is gone through: a hostile document has a great many small objects.
            names = value if len(value) < len(below) else below
            for name in names:
                if name in below and name in value:
                    self.descend(below[name], Member(member.document, (*member.path, name), value[name]))
        elif isinstance(value, list) and "*" in below:
            inner = below["*"]
            for index, inside in enumerate(value):
                if (
                    inner.rules
                    or isinstance(inside, list)
                    or (isinstance(inside, dict) and not inner.below.keys().isdisjoint(inside))
                ):
                    self.descend(inner, Member(member.document, (*member.path, index), inside))

    def ask(self, asked: Iterable[tuple[Rule, bool]], whole: Node, alike: Iterable[Node] = ()) -> None:
        """Run rules, each on ``whole`` or on each of the nodes that are ``alike``, as its flag says.

        A rule that breaks is recorded and the others go on; one that has found MOST has said enough.
        """
        reading, silent, take = self.reading, self.silent, self.take
        for rule, at_once in asked:
            if silent and rule.code in silent and not rule.part:
                continue
            check = rule.check
            try:
                if at_once:
                    for where in check(whole) if rule.alone else check(whole, reading):
                        if not take(rule, where):
                            break
                    continue
                alone = rule.alone
                for node in alike:
                    for where in check(node) if alone else check(node, reading):
                        if not take(rule, where):
                            break
                    else:
                        continue
                    break
            except Exception as wrong:  # noqa: BLE001 - the one place: a broken rule must not hide what others find
                self.crashes.append(Crash(rule.code, f"{type(wrong).__name__}: {wrong}"))
                silent.add(rule.code)

    def take(self, rule: Rule, where: Where) -> bool:
        """Keep what a rule has found; False when it need not go on."""
        told = rule
        if not isinstance(where, Found):
            spot, facts = where, NO_FACTS
        else:
            spot, facts = where.spot, where.facts
            if where.part:
                member = self.parts.get((rule.check, where.part))
                if member is None or member.code in self.silent:
                    return True
                told = member
        count = self.counts.get(told.code, 0)
        if count == MOST or len(self.yielded) == IN_ALL:
            self.more.append(told.code)
            self.silent.add(told.code)
            return bool(told.part) and count == MOST
        self.counts[told.code] = count + 1
        self.yielded.append((told, spot, facts))
        return True

    def silence(self, said: Silences) -> None:
        """Take out what the document itself silences."""
        told = [each for each in self.yielded if not said.cover(each[0].code, each[0].name, each[1])]
        self.silenced = len(self.yielded) - len(told)
        self.yielded = told

    def report(self) -> Report:
        """Everything that was found, in document order."""
        lines = Lines(self.reading.decoded.utf8)
        where = Whereabouts(lines, Paths(), self.reading, self.choice.w3c)
        self.yielded.sort(key=_order)
        source, level = self.reading.source, self.choice.level
        return Report(
            source.name,
            source.url,
            self.reading.format,
            tuple(Finding(rule, level(rule) or rule.level, facts, spot, where) for rule, spot, facts in self.yielded),
            self._stopped(),
            tuple(self.crashes),
            tuple(sorted(self.more)),
            self.silenced,
            lines,
            self.reading,
        )

    def _stopped(self) -> str | None:
        if self.undelivered is not None:
            return self.undelivered
        tree = self.reading.xml or self.reading.json
        if tree is None or tree.root is None:
            fatal = tree.fatal if tree else None
            return fatal.says if fatal else "nothing could be read"
        if self.reading.format is None:
            return "this is not a feed"
        return None


def _order(told: tuple[Rule, Spot, Facts]) -> tuple[int, int, int, str]:
    """A key for document order; characters of a text, the most frequent spots, are not located for it."""
    rule, spot, _facts = told
    if spot is None:
        return -1, 0, 0, rule.code
    if isinstance(spot, Span | Element):
        return spot.start, 0, 0, rule.code
    if isinstance(spot, Place):
        element, part = spot.element, spot.part
        if part == "tag":
            return element.start, 0, 0, rule.code
        if part == "text":
            if not element.children:
                return element.document.utf8.find(b">", element.start), 1, spot.at, rule.code
        elif spot.name in element.attributes and len(element.attributes) < FEW:
            order = 2 * list(element.attributes).index(spot.name) + 1 + (part == "attribute")
            return element.start, order, spot.at, rule.code
    span = locate(spot)
    return span.start if span is not None else -1, 0, 0, rule.code


def locate(spot: Spot) -> Span | None:
    """The bytes that a spot names."""
    if spot is None or isinstance(spot, Span):
        return spot
    if isinstance(spot, Element):
        return raw.span(Place(spot))
    if isinstance(spot, Place):
        return raw.span(spot)
    return jsontree.span(JsonPlace(spot) if isinstance(spot, Member) else spot)
