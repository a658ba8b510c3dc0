"""A report put into words, once for all forms: every finding with its message, its place and its item.

Here is the one place where a finding is worded. A rule whose message lacks a fact, or whose place cannot be found, is
our defect: it is told as such, and takes no other finding with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from feeds.check import Crash, Finding, Report
from feeds.rules.paths import Item
from feeds.rules.rule import Level, Rule
from feeds.source.places import Position

if TYPE_CHECKING:
    from feeds.fix import Fix


class Told(NamedTuple):
    """A finding in words; see Finding for what each means."""

    finding: Finding
    rule: Rule
    level: Level
    message: str
    position: Position | None
    place: str
    item: Item | None


class Tally(NamedTuple):
    """How often a rule found something, at a level."""

    code: str
    name: str
    level: Level
    found: int


class Telling(NamedTuple):
    """A report in words: ``told`` in document order, ``tally`` counts what was found, also what is not in ``told``.

    ``fixes`` are what mends those of ``told`` that can be mended, by their index; empty where nobody asked.
    """

    report: Report
    told: tuple[Told, ...]
    tally: tuple[Tally, ...]
    crashes: tuple[Crash, ...]
    fixes: Mapping[int, Fix] = MappingProxyType({})

    @property
    def checked(self) -> bool:
        """True when the document was looked at to its end, by every rule, and all that was found could be said."""
        return self.report.stopped is None and not self.crashes

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(each.found for each in self.tally if each.level is level)

    @property
    def valid(self) -> bool:
        """True when all was looked at and no finding is an error."""
        return self.checked and not self.count(Level.ERROR)

    def sound(self) -> Report:
        """The report of what is told, for those who look at findings themselves."""
        if len(self.told) == len(self.report.findings):
            return self.report
        return replace(self.report, findings=tuple(each.finding for each in self.told))

    def rest(self, shown: int) -> Mapping[str, str]:
        """By code, how many findings stand behind the first ``shown``: "7", or "more than 7" where a report is full."""
        totals: Counter[str] = Counter()
        for each in self.tally:
            totals[each.code] += each.found
        return {
            code: f"more than {count - shown}" if code in self.report.more else str(count - shown)
            for code, count in totals.items()
            if count > shown
        }


def tell(report: Report, most: int | None = None) -> Telling:
    """A report in words; of each rule at most ``most`` findings are worded, the others only counted."""
    told: list[Told] = []
    crashes = {crash.rule: crash for crash in report.crashes}
    # Keyed by level too: what a target's configuration changed for one may differ for the next.
    counts: dict[tuple[str, Level], list[int]] = {}
    names: dict[str, str] = {}
    for finding in report.findings:
        rule, level = finding.rule, finding.level
        key = rule.code, level
        count = counts.get(key)
        if count is None:
            count = counts[key] = [0, 0]
            names[rule.code] = rule.name
        if most is None or count[1] < most:
            try:
                told.append(Told(finding, rule, level, finding.message, finding.position, finding.place, finding.item))
            except Exception as wrong:  # noqa: BLE001 - whatever it is, the other findings must still be told
                crashes.setdefault(rule.code, Crash(rule.code, f"{type(wrong).__name__}: {wrong}"))
                continue
            count[1] += 1
        count[0] += 1
    tally = tuple(Tally(code, names[code], level, count[0]) for (code, level), count in counts.items() if count[0])
    return Telling(report, tuple(told), tally, tuple(crashes.values()))


def mended(telling: Telling, fixes_of: Callable[[Iterable[Finding]], Mapping[int, Fix]]) -> Telling:
    """A telling with what mends its findings; a repair that breaks is told, and costs no finding."""
    try:
        return telling._replace(fixes=fixes_of(told.finding for told in telling.told))
    except Exception as wrong:  # noqa: BLE001 - as above
        crash = Crash("fix", f"{type(wrong).__name__}: {wrong}")
        return telling._replace(crashes=(*telling.crashes, crash))
