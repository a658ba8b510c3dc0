"""GitHub's workflow commands: findings as annotations at their lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions

GitHub shows ten annotations of each kind for a step and drops the others without a word, see
https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations. So ten of each kind are commands, the
first place of every rule before the second of any; the others stand in the log as lines that are no commands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from feeds.report import concise, text
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url, repository_path
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level

KINDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
ANNOTATIONS = 10  # of each kind, for a step
PLACES = 3  # of each rule, in each source


def piece(telling: Telling, look: Look) -> str:
    """A source's findings, one a line: how often its rule was seen before, kind, command, and the line for the log."""
    report = telling.report
    seen: Counter[str] = Counter()
    rest = telling.rest(PLACES)
    lines: list[str] = []
    for told in telling.told:
        code = told.rule.code
        seen[code] += 1
        if seen[code] > PLACES:
            continue
        log = concise.line(report.source, told)
        if seen[code] == PLACES and code in rest:
            log += f" … and at {rest[code]} more places"
        lines.append(f"{seen[code]}\t{KINDS[told.level]}\t{command(report.source, told, look)}\t{log}")
    if not telling.checked:
        for says in concise.unchecked(telling):
            file = property_value(repository_path(report.source, look))
            lines.append(f"0\terror\t::error file={file},title=not checked::{data_value(says)}\t{says}")
    return "\n".join(lines)


def whole(pieces: Sequence[str], totals: Totals, look: Look) -> Iterator[str]:
    """The commands, then the lines that are none, then the sums."""
    found = [line.split("\t") for each in pieces if each for line in each.split("\n")]
    found.sort(key=lambda line: int(line[0]))  # stable: sources and places keep their order
    shown: Counter[str] = Counter()
    others: list[str] = []
    for _round, kind, command, log in found:
        shown[kind] += 1
        if shown[kind] <= ANNOTATIONS:
            yield f"{command}\n"
        else:
            others.append(log)
    if others:
        yield f"GitHub shows {ANNOTATIONS} annotations of each kind for a step; these are more:\n"
        yield "".join(f"{line}\n" for line in others)
    yield text.closing(totals, look._replace(colour=False)) + "\n"


def command(source: str, told: Told, look: Look) -> str:
    """A finding as a workflow command."""
    where = told.position
    parts = [f"file={property_value(repository_path(source, look))}"]
    if where is not None:
        parts += [f"line={where.line}", f"col={where.column}"]
        # The end is that of the last character; a column's end only counts on one line.
        if where.end_line == where.line and where.end_column > where.column:
            parts += [f"endLine={where.end_line}", f"endColumn={where.end_column}"]
    parts.append(f"title={property_value(f'{told.rule.code} {told.rule.name}')}")
    url = f"\nIn {source}" if is_url(source) else ""
    says = f"{text.shown(told.message)}{url}\n{told.rule.fix}"
    return f"::{KINDS[told.level]} {','.join(parts)}::{data_value(says)}"


def data_value(says: str) -> str:
    """A message as a command carries it."""
    return says.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("\t", " ")


def property_value(says: str) -> str:
    """A property as a command carries it."""
    return data_value(text.shown(says)).replace(":", "%3A").replace(",", "%2C")
