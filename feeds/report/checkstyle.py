"""Checkstyle's XML, which many build servers and editors read: https://checkstyle.org/xref/com/puppycrawl/tools/checkstyle/XMLLogger.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feeds import __version__
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url, repository_path
from feeds.report.telling import Telling
from feeds.report.xml import value
from feeds.rules.rule import Level

SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "info"}


def piece(telling: Telling, look: Look) -> str:
    """A source's findings as one ``file`` element."""
    source = telling.report.source
    url = f" (in {source})" if is_url(source) else ""
    lines = [f" <file name={value(repository_path(source, look))}>"]
    for told in telling.told:
        where = told.position
        at = f'line="{where.line}" column="{where.column}"' if where else 'line="1"'
        lines.append(
            f'  <error {at} severity="{SEVERITIES[told.level]}" message={value(told.message + url)}'
            f' source="feeds.{told.rule.code}"/>'
        )
    reasons = [("not-checked", f"not checked: {telling.report.stopped}")] if telling.report.stopped is not None else []
    reasons += [("internal-error", f"rule {crash.rule} broke: {crash.error}") for crash in telling.crashes]
    for name, says in reasons:
        lines.append(f'  <error line="1" severity="error" message={value(says + url)} source="feeds.{name}"/>')
    return "\n".join([*lines, " </file>"])


def whole(pieces: Sequence[str], _totals: Totals, _look: Look) -> Iterator[str]:
    """All sources as one document."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="feeds-{__version__}">\n'
    for each in pieces:
        yield each + "\n"
    yield "</checkstyle>\n"
