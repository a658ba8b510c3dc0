"""The report for people: the line, a caret under the exact words, what is wrong with them, and how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level
from feeds.source.places import Lines, Position

SHOWN = 3  # places of one code in one source that are shown in full; the others are counted

_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.ADVICE: "36"}
# Build servers carry out commands that they find anywhere in a line of what a step prints:
# https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
_COMMAND = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)


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
    if not any(counts):
        if not unchecked:
            return paint("Nothing to mend", "32;1") + f" in {many}."
        if unchecked == documents:
            return paint(f"{many} could not be checked", "31;1") + "."
    parts = [
        paint(_counted(errors, "error"), "31;1") if errors else "0 errors",
        _counted(warnings, "warning"),
        "1 piece of advice" if advice == 1 else f"{advice} pieces of advice",
    ]
    tail = f"; {_counted(unchecked, 'document')} could not be checked" if unchecked else ""
    return f"{', '.join(parts)} in {many}{tail}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def piece(telling: Telling, look: Look) -> str:
    """A source's report for people; with ``statistics`` only what kept it from being checked."""
    return "\n".join(_unchecked(telling, Paint(look.colour)) if look.statistics else full(telling, look))


def closing(totals: Totals, look: Look) -> str:
    """The summary, and the count of each rule where they are wanted."""
    rows = "".join(f"{line}\n" for line in statistics(totals, colour=look.colour)) if look.statistics else ""
    return rows + summary(totals.documents, totals.counts, totals.unchecked, colour=look.colour)


def statistics(totals: Totals, *, colour: bool = False) -> Iterator[str]:
    """How often each rule found something: count, level, code, name."""
    paint = Paint(colour)
    width = max((len(str(each.found)) for each in totals.tally), default=0)
    for each in totals.tally:
        level = paint(f"{each.level.value:<7}", _COLOURS[each.level])
        yield f"{each.found:>{width}}  {level}  {each.code:<7}  {each.name}"
    if totals.tally:
        yield ""


def full(telling: Telling, look: Look = Look()) -> Iterator[str]:  # noqa: B008 - an immutable value
    """A report line by line; the same defect in many places is shown in three and counted."""
    paint = Paint(look.colour)
    each = telling.report
    seen: Counter[str] = Counter()
    rest = telling.rest(SHOWN)
    for told in telling.told:
        code = told.rule.code
        seen[code] += 1
        if seen[code] <= SHOWN:
            yield from _finding(telling, told, look)
            if seen[code] == SHOWN and code in rest:
                places = "place" if rest[code] == "1" else "places"
                yield paint(f"   … and {code} at {rest[code]} more {places} of {named(each.source)}.", "2")
                yield ""
    yield from _unchecked(telling, paint)


def _unchecked(telling: Telling, paint: Paint) -> Iterator[str]:
    """What could not be looked at, and why."""
    each = telling.report
    name = named(each.source)
    source = paint(name, "1")
    if each.stopped is not None and not each.findings:
        yield f"{source}: {paint('not checked', '31;1')}: {unnamed(each.stopped, name)}"
        yield ""
    for crash in telling.crashes:
        says = f"rule {crash.rule} broke on this document ({shown(crash.error)}). Please report it; all others ran."
        yield f"{source}: {paint('internal error', '31;1')}: {says}"
        yield ""


def _finding(telling: Telling, told: Told, look: Look) -> Iterator[str]:
    """A finding with its source line and how to mend it."""
    paint = Paint(look.colour)
    where = told.position
    lines = telling.report.lines
    at = f":{where.line}:{where.column}" if where else ""
    head = paint(f"{told.level.value} {told.rule.code}", _COLOURS[told.level] + ";1")
    yield f"{paint(named(telling.report.source) + at, '1')}: {head} {shown(told.message)}"
    gutter = len(str(where.line)) if where else 1
    if where is not None and lines is not None:
        yield from _frame(lines, where, look.width, paint, _COLOURS[told.level])
    if told.item is not None:
        title = f" {shown(quote(told.item.title))}" if told.item.title else ""
        yield f"{' ' * gutter} {paint('in:', '34')}  item {told.item.index}{title}"
    yield f"{' ' * gutter} {paint('fix:', '34')} {told.rule.fix}"
    yield ""


def quote(text: str) -> str:
    """A title in typographic quotes, on one line, at most 70 characters."""
    text = " ".join(text.split())
    return f"“{text[:69] + '…' if len(text) > 70 else text}”"


def unnamed(sentence: str, source: str) -> str:
    """A sentence that stands behind the name of its source: without the name that it begins with itself."""
    return shown(sentence).removeprefix(f"{source} ")


def shown(text: str) -> str:
    """Text from a feed, safe for a terminal and for a build's log.

    Besides ``pictures``: what a build server would take for a command is none any more.
    """
    return _inert(pictures(text))


def _inert(text: str) -> str:
    return _COMMAND.sub("＃#", text) if "##" in text else text


def pictures(text: str) -> str:
    """Text with its control characters, and those that turn the direction, as pictures."""
    return "".join("�" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in text)


def named(source: str) -> str:
    """A source's name, safe at the beginning of a line: there, two colons begin a command to a build server."""
    name = shown(source)
    return f"./{name}" if name.startswith("::") else name


def _frame(lines: Lines, where: Position, room: int, paint: Paint, colour: str) -> Iterator[str]:
    """The line that is meant, as much of it as has room in ``room`` terminal columns, and a caret under the words."""
    line = lines.text(where.line)
    first = where.column - 1
    last = where.end_column - 1 if where.end_line == where.line else len(line)
    gutter = " " * len(str(where.line))
    start, stop = _window(line, first, room - len(gutter) - len(" | ……"))
    last = min(max(last, first + 1), max(stop, first + 1))
    before, marked, behind = (
        pictures(part.expandtabs(1)) for part in (line[start:first], line[first:last], line[last:stop])
    )
    dots = "…" if start else ""
    text = _inert(dots + before + marked + behind + ("…" if stop < len(line) else ""))
    bar = paint("|", "34")
    yield f"{gutter} {bar}"
    yield f"{paint(str(where.line), '34')} {bar} {text}"
    carets = "^" * max(1, _columns(marked))
    yield f"{gutter} {bar} {' ' * (_columns(before) + len(dots))}{paint(carets, colour + ';1')}"


def _window(line: str, first: int, room: int) -> tuple[int, int]:
    """What part of a line is shown: some before ``first``, the rest behind it; more before where little is behind."""
    start = stop = first
    left = room
    while start > 0 and left > room * 3 // 4:
        start -= 1
        left -= _columns(line[start])
    while stop < len(line) and left > 0:
        left -= _columns(line[stop])
        stop += 1
    while start > 0 and left > 0:
        start -= 1
        left -= _columns(line[start])
    return start, stop


def _columns(text: str) -> int:
    """How many terminal columns a text takes: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
