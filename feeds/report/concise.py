"""One line a finding: path, line, column, level, code, message, name. For editors, grep and people in a hurry."""

from collections.abc import Iterator

from feeds.report import text
from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling, Told


def piece(telling: Telling, look: Look) -> str:
    """A source's findings, one a line; with ``statistics`` only what kept it from being checked."""
    return "\n".join(_lines(telling, findings=not look.statistics))


def closing(totals: Totals, look: Look) -> str:
    """The summary, and the count of each rule where they are wanted."""
    return text.closing(totals, look)


def line(source: str, told: Told) -> str:
    """A finding in one line."""
    where = told.position
    at = f"{where.line}:{where.column}:" if where else ""
    says = text.shown(told.message)
    return f"{text.named(source)}:{at} {told.level.value} {told.rule.code} {says} [{told.rule.name}]"


def unchecked(telling: Telling) -> Iterator[str]:
    """What could not be looked at, and why, one reason a line."""
    source = text.named(telling.report.source)
    if telling.report.stopped is not None:
        yield f"{source}: not checked: {text.unnamed(telling.report.stopped, source)}"
    for crash in telling.crashes:
        yield f"{source}: internal error: rule {crash.rule} broke on this document ({text.shown(crash.error)})"


def _lines(telling: Telling, *, findings: bool) -> Iterator[str]:
    if findings:
        yield from (line(telling.report.source, told) for told in telling.told)
    yield from unchecked(telling)
