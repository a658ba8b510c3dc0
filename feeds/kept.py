"""Reports that are kept when the documents are gone: findings with their words and places, and no tree behind them.

A report of ``feeds.check`` finds places and words when they are asked for, and so holds all that was read: a thousand
of them hold a thousand trees.
"""

from __future__ import annotations

from dataclasses import replace

from feeds.check import Finding, Report
from feeds.rules.paths import Item
from feeds.rules.reading import Reading
from feeds.source.places import Position, Span


class Kept(Finding):
    """A finding whose words and places are known; what was read is gone."""

    __slots__ = ("_item", "_message", "_place", "_position")

    def __init__(self, finding: Finding) -> None:
        self.rule = finding.rule
        self.level = finding.level
        self._facts = finding.facts
        self._spot = None
        self._message = finding.message
        self._position = finding.position
        self._place = finding.place
        self._item = finding.item

    @property
    def span(self) -> Span | None:
        """None: the bytes are gone."""
        return None

    @property
    def message(self) -> str:
        """As of Finding."""
        return self._message

    @property
    def position(self) -> Position | None:
        """As of Finding."""
        return self._position

    @property
    def place(self) -> str:
        """As of Finding."""
        return self._place

    @property
    def item(self) -> Item | None:
        """As of Finding."""
        return self._item

    @property
    def reading(self) -> Reading:
        """Nothing; raises LookupError."""
        raise LookupError("What was read is not kept; `feeds.check` gives a report that has it.")

    def position_of(self, span: Span) -> Position:  # noqa: ARG002 - Finding's signature
        """Nothing; raises LookupError."""
        raise LookupError("What was read is not kept; `feeds.check` gives a report that has it.")


def kept(report: Report) -> Report:
    """The same report, without ``lines``, ``reading`` and what its findings know of them."""
    return replace(report, findings=tuple(map(Kept, report.findings)), lines=None, reading=None)
