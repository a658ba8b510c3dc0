"""The sums in one line, and what could not be looked at: what a person reads beside reports in files."""

from feeds.report import concise, text
from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling


def piece(telling: Telling, _look: Look) -> str:
    """What kept a source from being checked; "" for one that was."""
    return "\n".join(concise.unchecked(telling))


def closing(totals: Totals, look: Look) -> str:
    """One line that counts everything."""
    return text.closing(totals, look)
