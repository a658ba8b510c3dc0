"""Azure Pipelines' logging commands: errors and warnings as issues of the run, advice as a line of the log.

https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands knows errors and warnings, nothing milder.
"""

from __future__ import annotations

from feeds.report import concise, text
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url, repository_path
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level


def piece(telling: Telling, look: Look) -> str:
    """A source's findings, one a line."""
    source = telling.report.source
    lines = [
        concise.line(source, told) if told.level is Level.ADVICE else command(source, told, look)
        for told in telling.told
    ]
    lines += [f"##vso[task.logissue type=error]{_data(says)}" for says in concise.unchecked(telling)]
    return "\n".join(lines)


def closing(totals: Totals, look: Look) -> str:
    """The sums."""
    return text.closing(totals, look._replace(colour=False))


def command(source: str, told: Told, look: Look) -> str:
    """A finding as a logging command."""
    parts = [f"type={told.level.value}", f"sourcepath={_property(repository_path(source, look))}"]
    if told.position is not None:
        parts += [f"linenumber={told.position.line}", f"columnnumber={told.position.column}"]
    parts.append(f"code={told.rule.code}")
    url = f" (in {text.shown(source)})" if is_url(source) else ""
    says = f"{told.rule.code} {text.shown(told.message)}{url}. {told.rule.fix}"
    return f"##vso[task.logissue {';'.join(parts)}]{_data(says)}"


def _data(says: str) -> str:
    return says.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(says: str) -> str:
    return _data(text.shown(says)).replace(";", "%3B").replace("]", "%5D")
