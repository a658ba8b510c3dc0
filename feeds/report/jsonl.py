"""One JSON object a line for each source, as soon as it is known: ``#/$defs/report`` of schemas/report.schema.json."""

from feeds.report.forms import Look, Totals
from feeds.report.json import line
from feeds.report.telling import Telling


def piece(telling: Telling, _look: Look) -> str:
    """One source's report, on one line."""
    return line(telling)


def closing(_totals: Totals, _look: Look) -> str:
    """Nothing: every line is a report."""
    return ""
