"""What a check found: findings, whose words and places are made when they are asked for, and the report of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feeds.rules.paths import Item, Paths
from feeds.rules.reading import Reading
from feeds.rules.rule import Level, Rule, Spot
from feeds.source import jsontree, raw
from feeds.source.jsontree import Member
from feeds.source.places import JsonPlace, Lines, Place, Position, Span
from feeds.source.xmltree import Element

Facts = Mapping[str, object]
FEW = 50  # attributes of an element whose order is asked of their names, not of the document


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


def order(told: tuple[Rule, Spot, Facts]) -> tuple[int, int, int, str]:
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
