"""Fixing: what mends a finding, and a document with everything mended that can be, checked again and never worse.

A rule names its repair (``feeds.rules.repairs``); here its edits are brought into the bytes of the document. Which of
several that overlap goes first is decided by place and code; the others follow in the next round, until none is left.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from feeds.check import Crash, Finding, Report
from feeds.rules.repairs import mended
from feeds.rules.repairs.edits import Case
from feeds.rules.repairs.edits import Fix as Repaired
from feeds.rules.rule import Level
from feeds.source.places import Span
from feeds.source.rewrite import Edit, applied, changes
from feeds.source.source import Source

Check = Callable[[Source], Report]
ROUNDS = 30
TOLD = 1_000  # edits of one fix; one of more is made when asked for, but nobody reads it in a report
CHECKS = 60  # checks of one document, after which what is left is left as it is


class Replacement(NamedTuple):
    """Bytes ``start`` to ``end`` of the document as it was given become ``text``.

    Lines and columns count from 1, columns in characters, the end exclusive, as those of findings.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(NamedTuple):
    """What mends one finding; an unsafe one may change what some reader makes of the document."""

    safe: bool
    edits: tuple[Replacement, ...]


class Mended(NamedTuple):
    """A document after its fixes: its bytes, the findings that were mended, and what is found in it now.

    ``crashes`` are repairs that broke, which is our defect: what they were to mend is as it was.
    """

    data: bytes
    fixed: tuple[Finding, ...]
    report: Report
    crashes: tuple[Crash, ...] = ()


def fix_of(finding: Finding) -> Fix | None:
    """What mends a finding; None where nothing certain can be done."""
    return next(iter(fixes_of([finding]).values()), None)


def fixes_of(findings: Iterable[Finding]) -> dict[int, Fix]:
    """What mends the findings of one report, by the index of those that can be mended with at most TOLD edits."""
    fixes: dict[int, Fix] = {}
    repaired: list[tuple[int, Finding, Repaired]] = []
    bench: dict[int, list[tuple[int, int, bool]]] = {}
    for index, finding in enumerate(findings):
        fix = _repaired(finding, bench)
        if fix is not None and len(fix.edits) <= TOLD:
            repaired.append((index, finding, fix))
    if not repaired:
        return fixes
    reading = repaired[0][1].reading
    edits = sorted({edit for _index, _finding, fix in repaired for edit in fix.edits})
    made = changes(reading.source.data, reading.decoded, edits)
    if made is None:
        return fixes
    where = dict(zip(edits, made, strict=True))
    for index, finding, fix in repaired:
        fixes[index] = Fix(fix.safe, tuple(
            Replacement(where[edit].start, where[edit].end,
                        *finding.position_of(Span(max(edit.start, 0), edit.end)), edit.text)
            for edit in fix.edits
        ))  # fmt: skip
    return fixes


def _repaired(finding: Finding, bench: dict[int, list[tuple[int, int, bool]]]) -> Repaired | None:
    rule = finding.rule
    if not rule.repair:
        return None
    case = Case(finding.spot, finding.facts, finding.reading, bench=bench)
    return mended(rule.repair, case, safe=rule.safe)


class _Plan(NamedTuple):
    """A fix that is to be made, and the finding that it mends."""

    finding: Finding
    edits: tuple[Edit, ...]

    @property
    def sign(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells it from others, also after edits elsewhere."""
        return self.finding.rule.code, self.finding.place, tuple(edit.text for edit in self.edits)


def mend(source: Source, check: Check, *, unsafe: bool = False) -> Mended:
    """Mend what can be mended in a document; ``check`` looks at it, before and after.

    No error and no warning is found more often afterwards than before, save what a document that was not well-formed
    had hidden. What would be worse is left as it was. Mending the result again changes nothing.
    """
    return _Bench(source, check, unsafe=unsafe).run()


class _Bench:
    """One document being mended."""

    def __init__(self, source: Source, check: Check, *, unsafe: bool) -> None:
        self.source = source
        self.look = check
        self.unsafe = unsafe
        self.checks = 0
        self.refused: set[tuple[str, str, tuple[str, ...]]] = set()
        self.report = check(source)
        self.fixed: list[Finding] = []
        self.crashes: dict[str, Crash] = {}

    def run(self) -> Mended:
        """Round after round, until nothing can be mended any more."""
        for _round in range(ROUNDS):
            plans = self.plans()
            if not plans or not self.attempt(plans):
                break
        return Mended(self.source.data, tuple(self.fixed), self.report, tuple(self.crashes.values()))

    def plans(self) -> list[_Plan]:
        """The fixes of this round, none of which reaches into another."""
        chosen: list[_Plan] = []
        taken: list[Edit] = []
        bench: dict[int, list[tuple[int, int, bool]]] = {}
        for finding in self.report.findings:
            code = finding.rule.code
            if code in self.crashes:
                continue
            try:
                fix = _repaired(finding, bench)
            except Exception as wrong:  # noqa: BLE001 - a broken repair must not keep the others from theirs
                self.crashes[code] = Crash(code, f"{type(wrong).__name__}: {wrong}")
                continue
            if fix is None or not (fix.safe or self.unsafe):
                continue
            plan = _Plan(finding, fix.edits)
            if self.refused and plan.sign in self.refused:
                continue
            if all(_holds(taken, edit) for edit in plan.edits):  # another finding is mended by the same
                chosen.append(plan)
            elif not any(_clashes(taken, edit) for edit in plan.edits):
                chosen.append(plan)
                for edit in plan.edits:
                    insort(taken, edit)
        return chosen

    def attempt(self, plans: list[_Plan]) -> bool:
        """Make the fixes, without those after which more would be wrong; whether anything was mended."""
        before = self.report
        accepted: list[_Plan] = []
        result: tuple[Source, Report] | None = None
        queue = [sorted(plans, key=lambda plan: plan.finding.rule.code)]
        while queue:
            group = queue.pop()
            tried = self.tried(accepted + group) if self.checks < CHECKS else None
            if tried is not None and _better(before, tried[1], {plan.finding.rule.code for plan in group}):
                accepted += group
                result = tried
            elif len(group) == 1 or self.checks >= CHECKS:
                self.refused.update(plan.sign for plan in group)
            else:
                half = _half(group)
                queue += [group[half:], group[:half]]
        if result is None:
            return False
        self.source, self.report = result
        self.fixed += [plan.finding for plan in accepted]
        return True

    def tried(self, plans: Sequence[_Plan]) -> tuple[Source, Report] | None:
        """The document with some fixes made, and what is found in it; None where its bytes cannot be edited."""
        self.checks += 1
        edits = sorted({edit for plan in plans for edit in plan.edits})
        made = changes(self.source.data, plans[0].finding.reading.decoded, edits)
        if made is None:
            return None
        source = self.source._replace(data=applied(self.source.data, made))
        return source, self.look(source)


def _half(group: list[_Plan]) -> int:
    """Where to cut a group, sorted by code, in two: between two codes as near to the middle as can be."""
    middle = len(group) // 2
    cuts = [at for at in range(1, len(group)) if group[at].finding.rule.code != group[at - 1].finding.rule.code]
    return min(cuts, key=lambda at: abs(at - middle)) if cuts else middle


def _holds(taken: list[Edit], edit: Edit) -> bool:
    at = bisect_left(taken, edit)
    return at < len(taken) and taken[at] == edit


def _clashes(taken: list[Edit], edit: Edit) -> bool:
    """Whether an edit begins where a taken one does, or reaches into one."""
    at = bisect_left(taken, edit)
    before, after = taken[at - 1 : at], taken[at : at + 1]
    return any(edit.start < other.end or edit.start == other.start for other in before) or any(
        other.start < edit.end or other.start == edit.start for other in after
    )


def _better(before: Report, after: Report, codes: set[str]) -> bool:
    """Whether the codes that were to be mended are found less often, and no other one more often.

    A document that could not be parsed, or was no feed, is better when the parser comes further, or it is one: what is
    then found was hidden before.
    """
    if before.format is None and after.format is not None:
        return True
    left, reached = _unread(before), _unread(after)
    if len(after.crashes) > len(before.crashes) or (after.stopped is not None and before.stopped is None):
        return False
    if left or reached:
        return reached < left
    was, now = _counts(before), _counts(after)
    if any(count > was[key] for key, count in now.items() if key[1] is not Level.ADVICE and key[0] not in before.more):
        return False
    return all(_of(code, now) < _of(code, was) or code in before.more for code in codes)


def _counts(report: Report) -> Counter[tuple[str, Level]]:
    return Counter((each.rule.code, each.level) for each in report.findings)


def _of(code: str, counts: Counter[tuple[str, Level]]) -> int:
    return sum(counts[code, level] for level in Level)


def _unread(report: Report) -> int:
    """How many bytes no parser has read, as they stand behind what stopped it; 0 where all were read."""
    tree = report.reading.xml or report.reading.json if report.reading is not None else None
    if tree is None or tree.fatal is None:
        return 0
    return max(len(tree.utf8) - tree.fatal.offset, 0) + 1
