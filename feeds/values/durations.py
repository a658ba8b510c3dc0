"""How long something lasts, in the forms that feeds use.

Sources: itunes:duration (https://podcasters.apple.com/support/823-podcast-requirements); ISO 8601:2004 section 4.4.3.2;
RFC 2326 section 3.6 for NPT, which Media RSS uses (https://www.rfc-editor.org/rfc/rfc2326#section-3.6).
"""

import re
from typing import Final, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.problem import Problem

_CLOCK: Final = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-9]{2})(\.[0-9]{0,18})?")
_SECONDS: Final = re.compile(r"([0-9]{1,12})(\.[0-9]{0,18})?")
_ISO: Final = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,18})?)S)?)?"
)
_NPT: Final = re.compile(r"([0-9]{1,9}):([0-9]{1,2}):([0-9]{1,2})(\.[0-9]{0,18})?")


class Duration(NamedTuple):
    """An ISO 8601 duration; a month or a year has no length of its own, so the parts stay apart."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: float = 0.0


def clock(text: str) -> int | Problem:
    """Seconds, from ``HH:MM:SS``, ``MM:SS`` or a number of seconds, as itunes:duration has them.

    Kinds of problem: ``empty``, ``surrounding-blanks``, ``fraction``, ``impossible-minutes``, ``impossible-seconds``,
    ``not-a-duration``.
    """
    match = _CLOCK.fullmatch(text)
    if match is not None:
        hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
        if match[4] is not None:
            return Problem("fraction", "a fraction of a second, where whole seconds were expected", *match.span(4))
        if match[1] is not None and (minutes > 59 or len(match[2]) > 2):
            return Problem("impossible-minutes", f"the minutes are '{match[2]}', not 00 to 59", *match.span(2))
        if seconds > 59:
            return Problem("impossible-seconds", f"the seconds are '{match[3]}', not 00 to 59", *match.span(3))
        return hours * 3600 + minutes * 60 + seconds
    match = _SECONDS.fullmatch(text)
    if match is None:
        return _no_duration(text, "a duration such as '1:02:03' or '3723'")
    if match[2] is not None:
        return Problem("fraction", "a fraction of a second, where whole seconds were expected", *match.span(2))
    return int(match[1])


def iso8601_duration(text: str) -> Duration | Problem:
    """The parts of an ISO 8601 duration such as ``P3DT4H``; kinds of problem: ``empty``, ``not-a-duration``, …."""
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return _no_duration(text, "a duration such as 'PT1H2M3S'")
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in match.groups()[:6])
    return Duration(years, months, weeks, days, hours, minutes, float((match[7] or "0").replace(",", ".")))


def npt(text: str) -> float | Problem:
    """Seconds from the start, from an NPT time: seconds or ``HH:MM:SS``, either with a fraction; infinite for ``now``.

    Kinds of problem as for ``clock``, save ``fraction``.
    """
    if text == "now":
        return float("inf")
    match = _SECONDS.fullmatch(text)
    if match is not None:
        return float(text)
    match = _NPT.fullmatch(text)
    if match is None:
        return _no_duration(text, "a time such as '12.5' or '0:00:12.5'")
    for group, what in ((2, "minutes"), (3, "seconds")):
        if int(match[group]) > 59:
            says = f"the {what} are '{match[group]}', not 0 to 59"
            return Problem(f"impossible-{what}", says, *match.span(group))
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3] + (match[4] or ""))


def _no_duration(text: str, expected: str) -> Problem:
    if not text.strip(BLANKS):
        return Problem("empty", f"it is empty, where {expected} was expected", 0, len(text))
    around = surrounding_blanks(text)
    if around is not None:
        return around
    return Problem("not-a-duration", f"'{text[:24]}', where {expected} was expected", 0, len(text))
