"""The report for people: the line, a caret under the exact words, what is wrong with them, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from feeds.check import Finding, Report
from feeds.rules.rule import Level
from feeds.source.places import Lines, Position

WIDTH = 110  # characters of a source line that are shown
SHOWN = 3  # places of one code in one source that are shown in full; the others are counted

_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.ADVICE: "36"}


class Paint(NamedTuple):
    """Colours, or none."""

    on: bool

    def __call__(self, text: str, colour: str) -> str:
        """The text in a colour (an SGR number), where colours are on."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.on and text else text


def summary(documents: int, counts: tuple[int, int, int], unchecked: int, *, colour: bool = False) -> str:
    """One line that counts everything: ``counts`` are errors, warnings, advice."""
    paint = Paint(colour)
    errors, warnings, advice = counts
    many = _counted(documents, "document")
    if not any(counts) and not unchecked:
        return paint("Nothing to mend", "32;1") + f" in {many}."
    parts = [
        paint(_counted(errors, "error"), "31;1") if errors else "no error",
        _counted(warnings, "warning"),
        "1 piece of advice" if advice == 1 else f"{advice} pieces of advice",
    ]
    tail = f"; {_counted(unchecked, 'document')} could not be checked" if unchecked else ""
    return f"{', '.join(parts)} in {many}{tail}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def full(each: Report, *, colour: bool = False) -> Iterator[str]:
    """A report line by line; the same defect in many places is shown in three and counted."""
    paint = Paint(colour)
    seen: Counter[str] = Counter()
    totals = Counter(finding.rule.code for finding in each.findings)
    for finding in each.findings:
        code = finding.rule.code
        seen[code] += 1
        if seen[code] <= SHOWN:
            yield from _finding(each, finding, paint)
            if seen[code] == SHOWN and totals[code] > SHOWN:
                rest = totals[code] - SHOWN
                many = f"more than {rest}" if code in each.more else str(rest)
                yield paint(f"   … and {code} at {many} more place{'' if rest == 1 else 's'} of {each.source}.", "2")
                yield ""
    if each.stopped is not None and not each.findings:
        yield f"{paint(each.source, '1')}: {paint('not checked', '31;1')}: {each.stopped}"
        yield ""
    for crash in each.crashes:
        says = f"rule {crash.rule} broke on this document ({crash.error}). Please report it; all others ran."
        yield f"{paint(each.source, '1')}: {paint('internal error', '31;1')}: {says}"
        yield ""


def _finding(each: Report, finding: Finding, paint: Paint) -> Iterator[str]:
    """A finding with its source line and how to mend it."""
    where = finding.position
    at = f":{where.line}:{where.column}" if where else ""
    head = f"{finding.level.value} {finding.rule.code}"
    yield f"{paint(each.source + at, '1')}: {paint(head, _COLOURS[finding.level] + ';1')} {shown(finding.message)}"
    gutter = len(str(where.line)) if where else 1
    if where is not None and each.lines is not None:
        yield from _frame(each.lines, where, gutter, paint, _COLOURS[finding.level])
    if finding.item is not None:
        title = f" {shown(quote(finding.item.title))}" if finding.item.title else ""
        yield f"{' ' * gutter} {paint('in:', '34')}  item {finding.item.index}{title}"
    yield f"{' ' * gutter} {paint('fix:', '34')} {finding.rule.fix}"
    yield ""


def concise(each: Report) -> Iterator[str]:
    """One line a finding: path, line, column, level, code, message."""
    for finding in each.findings:
        where = finding.position
        at = f"{where.line}:{where.column}:" if where else ""
        says = shown(finding.message)
        yield f"{each.source}:{at} {finding.level.value} {finding.rule.code} {says} [{finding.rule.name}]"
    if each.stopped is not None:
        yield f"{each.source}: not checked: {each.stopped}"


def quote(text: str) -> str:
    """A title in typographic quotes, on one line, at most 70 characters."""
    text = " ".join(text.split())
    return f"“{text[:69] + '…' if len(text) > 70 else text}”"


def shown(text: str) -> str:
    """Text from a feed, safe for a terminal: control characters, and those that turn the direction, as pictures."""
    return "".join("�" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in text)


def _frame(lines: Lines, where: Position, gutter: int, paint: Paint, colour: str) -> Iterator[str]:
    line = lines.text(where.line)
    first = where.column - 1
    last = where.end_column - 1 if where.end_line == where.line else len(line)
    last = max(last, first + 1)
    start = max(0, min(first - 30, len(line) - WIDTH))
    stop = start + WIDTH
    piece = line[start:stop]
    before, marked = _columns(piece[: first - start]), max(1, _columns(piece[first - start : min(last, stop) - start]))
    dots = "…" if start else ""
    text = shown(dots + piece.expandtabs(1) + ("…" if stop < len(line) else ""))
    bar = paint("|", "34")
    yield f"{' ' * gutter} {bar}"
    yield f"{paint(str(where.line), '34')} {bar} {text}"
    yield f"{' ' * gutter} {bar} {' ' * (before + len(dots))}{paint('^' * marked, colour + ';1')}"


def _columns(text: str) -> int:
    """How many terminal columns a text takes: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
