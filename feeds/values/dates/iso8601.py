"""The dates that grew out of ISO 8601: RFC 3339 (Atom, JSON Feed), W3CDTF (Dublin Core) and ISO 8601 itself.

Sources: RFC 3339 section 5.6 (https://www.rfc-editor.org/rfc/rfc3339#section-5.6); RFC 4287 section 3.3
(https://www.rfc-editor.org/rfc/rfc4287#section-3.3); W3CDTF (https://www.w3.org/TR/NOTE-datetime); ISO 8601:2004
sections 4.1 to 4.3.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.dates.moment import LONG_MONTHS, MONTHS, WEEKDAYS, Moment, Precision
from feeds.values.dates.zones import offset_remark
from feeds.values.problem import Problem

# Each part is optional only together with all that follow it; a group that is absent is None.
_EXTENDED: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:([Tt])([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
# The patterns below are rarely needed, so they are compiled when they are.
# What else lenient readers take: a blank for the T, a zone without colon or after a blank, a comma for the full stop.
_LOOSE: Final = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:([Tt]|[ \t]{1,9})([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"[ ]?([Zz]|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?)?"
)
_BASIC: Final = (
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([Tt])([0-9]{2})([0-9]{2})(?:([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"([Zz]|[+-][0-9]{4}|[+-][0-9]{2})?)?"
)
_WEEK: Final = r"([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?"
_ORDINAL: Final = r"([0-9]{4})-?([0-9]{3})"
_SHAPE: Final = ("year", "month", "day", "T", "hour", "minute", "second", "fraction", "zone")


class _Form(NamedTuple):
    """What one of the specifications asks for beyond the common pattern."""

    name: str
    sample: str
    least: Precision
    zone: bool = True  # a time needs one


_RFC3339: Final = _Form("RFC 3339", "2006-02-09T23:59:45Z", Precision.SECOND)
_W3CDTF: Final = _Form("W3CDTF", "2006-02-09T23:59:45Z", Precision.YEAR)
_ISO8601: Final = _Form("ISO 8601", "2006-02-09T23:59:45Z", Precision.YEAR, zone=False)
_ISO8601_TIME: Final = _Form("ISO 8601", "2006-02-09T23:59:45Z", Precision.MINUTE, zone=False)


def rfc3339(text: str) -> Moment | Problem:
    """The moment that an RFC 3339 date-time names; nothing may stand around it.

    Remarks of the moment: ``letter-case`` (a small t or z, which RFC 4287 section 3.3 forbids in Atom),
    ``unknown-offset`` (-00:00), ``odd-offset``, ``leap-second``.
    """
    return _read(text, _RFC3339)


def w3cdtf(text: str) -> Moment | Problem:
    """The moment or date that a W3CDTF text names: a year, month or day, or a time with its zone; as ``rfc3339``."""
    return _read(text, _W3CDTF)


def iso8601(text: str) -> Moment | Problem:
    """The date or date-time that an ISO 8601 text names: extended, basic, week or ordinal form, the zone optional."""
    return _iso(text, _ISO8601)


def iso8601_datetime(text: str) -> Moment | Problem:
    """As ``iso8601``, where a date without a time is not enough."""
    return _iso(text, _ISO8601_TIME)


def rfc3339_remarks(text: str) -> Iterator[Problem]:
    """What RFC 3339 or W3CDTF allows in ``text``, yet is questionable; nothing when it is neither."""
    moment = w3cdtf(text)
    if isinstance(moment, Moment):
        yield from moment.remarks


def understood_iso8601(text: str) -> Moment | None:
    """The moment that lenient readers take a text near ISO 8601 for; else None. A missing zone is taken for UTC."""
    stripped = text.strip(BLANKS)
    match = re.fullmatch(_LOOSE, stripped) or _EXTENDED.fullmatch(stripped) or re.fullmatch(_BASIC, stripped)
    moment = None if match is None else _moment(match, stripped)
    return moment if isinstance(moment, Moment) else None


def _iso(text: str, form: _Form) -> Moment | Problem:
    basic = re.fullmatch(_BASIC, text)
    if basic is not None:
        return _enough(_moment(basic, text), form, text)
    week, ordinal = re.fullmatch(_WEEK, text), re.fullmatch(_ORDINAL, text)
    if (week is None and ordinal is None) or form.least > Precision.DAY:
        return _read(text, form)
    try:
        if week is not None:
            day = dt.date.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1))
        else:
            assert ordinal is not None
            day = dt.date(int(ordinal[1]), 1, 1) + dt.timedelta(days=int(ordinal[2]) - 1)
            if day.year != int(ordinal[1]):
                return Problem(
                    "impossible-day", f"{ordinal[1]} has no day {ordinal[2]}", ordinal.start(2), ordinal.end(2)
                )
    except (ValueError, OverflowError):
        return Problem("impossible-day", f"'{text}' names no day of the calendar", 0, len(text))
    when = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return Moment(when, Precision.DAY, zoned=False)


# What nearly every feed writes: nothing about it is wrong or questionable, and the standard library reads it at once.
_USUAL: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?P<fraction>\.[0-9]{1,6})?"
    r"(?:Z|\+(?:0[0-9]|1[0-2]):[03]0|-(?:0[1-9]|1[0-2]):[03]0)"
)


def _usual(text: str) -> Moment | None:
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(when, Precision.SECOND if match["fraction"] is None else Precision.FRACTION, zoned=True)


def _read(text: str, form: _Form) -> Moment | Problem:
    usual = _usual(text)
    if usual is not None:
        return usual
    match = _EXTENDED.fullmatch(text)
    return _diagnosis(text, form) if match is None else _enough(_moment(match, text), form, text)


def _enough(moment: Moment | Problem, form: _Form, text: str) -> Moment | Problem:
    """``moment``, unless it names less than ``form`` asks for."""
    if isinstance(moment, Problem):
        return moment
    if moment.precision < Precision.MINUTE:
        if form.least >= Precision.MINUTE:
            return Problem("no-time", f"'{text}' has no time of day, where '{form.sample}' was expected", 0, len(text))
        return moment
    if moment.precision < form.least:
        at, end = (11, 16) if text[4] == "-" else (9, 13)
        return Problem("no-seconds", f"'{text[at:end]}' has no seconds, where '23:59:45' was expected", at, end)
    if form.zone and not moment.zoned:
        return Problem("no-zone", "no zone such as 'Z' or '+00:00' after the time", len(text))
    return moment


def _moment(match: re.Match[str], text: str) -> Moment | Problem:
    """What the parts of ``match`` mean, when they are in their ranges."""
    parts = dict(zip(_SHAPE, match.groups(), strict=True))
    number: dict[str, int] = {}
    for index, (name, least, most) in enumerate(
        (("month", 1, 12), ("day", 1, 31), ("T", 0, 0), ("hour", 0, 23), ("minute", 0, 59), ("second", 0, 60)), 2
    ):
        part = parts[name]
        if part is None or name == "T":
            continue
        number[name] = int(part)
        if not least <= number[name] <= most and (name, part) != ("hour", "24"):
            says = f"the {name} is '{part}', not {least:02d} to {most:02d}"
            return Problem(f"impossible-{name}", says, match.start(index), match.end(index))
    year, month, day = int(match[1]), number.get("month", 1), number.get("day", 1)
    hour, minute, second = number.get("hour", 0), number.get("minute", 0), number.get("second", 0)
    zone = _zone(match, 9)
    if isinstance(zone, Problem):
        return zone
    if hour == 24 and (minute or second or _EXTENDED.fullmatch(text) is not None):
        # RFC 3339 section 5.6 and W3CDTF end the day at 23:59; ISO 8601 has 24:00.
        return Problem("impossible-hour", "the hour is '24', not 00 to 23", match.start(5), match.end(5))
    micro = int((parts["fraction"] or "")[:6].ljust(6, "0"))
    try:
        when = dt.datetime(
            year, month, day, hour % 24, minute, min(second, 59), micro, tzinfo=dt.timezone(dt.timedelta(minutes=zone))
        ) + dt.timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        if not year:
            return Problem("impossible-year", "there is no year 0000 in this calendar", 0, 4)
        return Problem(
            "impossible-day", f"{LONG_MONTHS[month - 1]} {year} has no day {day}", match.start(3), match.end(3)
        )
    remarks = list(_remarks(match, zone))
    if second == 60:
        leap = _leap(when, match)
        if isinstance(leap, Problem) and leap.kind != "leap-second":
            return leap
        remarks.append(leap)
    return Moment(when, _precision(parts), zoned=parts["zone"] is not None, remarks=tuple(remarks))


def _precision(parts: dict[str, str | None]) -> Precision:
    if parts["hour"] is None:
        return Precision.DAY if parts["day"] else Precision.MONTH if parts["month"] else Precision.YEAR
    return Precision.FRACTION if parts["fraction"] else Precision.SECOND if parts["second"] else Precision.MINUTE


def _zone(match: re.Match[str], group: int) -> int | Problem:
    """Minutes east of UTC."""
    zone = match[group]
    if zone is None or zone[0] not in "+-":
        return 0
    minutes = int(zone[-2:]) if len(zone) > 3 else 0
    if int(zone[1:3]) > 23 or minutes > 59:
        return Problem("impossible-offset", f"'{zone}' is not an offset from UTC", match.start(group), match.end(group))
    size = int(zone[1:3]) * 60 + minutes
    return -size if zone[0] == "-" else size


def _remarks(match: re.Match[str], zone: int) -> Iterator[Problem]:
    for group in (4, 9):
        letter = match[group]
        if letter is not None and letter in "tz":
            says = f"a small '{letter}', where '{letter.upper()}' was expected"
            yield Problem("letter-case", says, match.start(group), match.end(group))
    name = match[9]
    if name is not None and name[0] == "-" and not zone:
        yield Problem("unknown-offset", f"'{name}' says that the local zone is not known", match.start(9), match.end(9))
    yield from offset_remark(zone, match.start(9), match.end(9))


def _leap(when: dt.datetime, match: re.Match[str]) -> Problem:
    """A remark for a second that may have been inserted, a problem for one that cannot (RFC 3339 section 5.7)."""
    at, end = match.span(7)
    zone = when.utcoffset() or dt.timedelta()
    local = when.replace(tzinfo=None)
    try:
        utc = local - zone
        last = (utc + dt.timedelta(days=1)).day == 1
    except OverflowError:
        last, utc = False, local
    if last and utc.hour == 23 and utc.minute == 59:
        return Problem("leap-second", "a leap second, which many readers refuse", at, end)
    return Problem("impossible-second", "the second is '60', and no leap second falls on this moment", at, end)


# What stands where in the extended form, to say where a text leaves it.
_STEPS: Final = (
    ("year", "a year of four digits", r"[0-9]{4}(?![0-9])"),
    ("separators", "'-' after the year", "-"),
    ("month", "a month of two digits", r"[0-9]{2}(?![0-9])"),
    ("separators", "'-' after the month", "-"),
    ("day", "a day of two digits", r"[0-9]{2}(?![0-9])"),
    ("separator-t", "'T' between date and time", "[Tt]"),
    ("hour", "an hour of two digits", r"[0-9]{2}(?![0-9])"),
    ("separators", "':' after the hour", ":"),
    ("minute", "minutes of two digits", r"[0-9]{2}(?![0-9])"),
)
_SECONDS: Final = r":[0-9]{2}(?![0-9])"
_FRACTION: Final = r"\.[0-9]+"
_DIGITS: Final = r"[0-9]{5,}"
_NAMES: Final = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS))


def _diagnosis(text: str, form: _Form) -> Problem:
    """Where and how a text that is not in the extended form leaves it."""
    stripped = text.strip(BLANKS)
    if not stripped:
        return Problem("empty", f"it is empty, where a date such as '{form.sample}' was expected", 0, len(text))
    around = surrounding_blanks(text)
    if around is not None and _EXTENDED.fullmatch(stripped) is not None:
        return around
    lead = len(text) - len(text.lstrip(BLANKS))
    at, end = lead, lead + len(stripped)
    words = re.findall(r"[a-z]{3}", stripped[:24].lower())
    if any(word in _NAMES for word in words):
        return Problem(
            "rfc822-date", f"it names days or months as RFC 822 does, where '{form.sample}' was expected", at, end
        )
    number = re.compile(_DIGITS).match(text, at)
    if number is not None:
        if number.end() == end and len(stripped) != 8:
            return Problem("bare-number", "it is just a number, perhaps of seconds since 1970", at, end)
        return Problem("separators", "digits without '-' between year, month and day", at, number.end())
    if not "0" <= stripped[0] <= "9":
        return Problem("not-a-date", f"it does not begin with a year, as in '{form.sample}'", at, end)
    for kind, what, pattern in _STEPS:
        match = re.compile(pattern).match(text, at)
        if match is None:
            return _expected(text, at, end, kind, what)
        at = match.end()
    match = re.compile(_SECONDS).match(text, at)
    if match is not None:
        at = match.end()
        match = re.compile(_FRACTION).match(text, at)
        at = at if match is None else match.end()
    return _rest(text, at, end)


def _rest(text: str, at: int, end: int) -> Problem:
    """What is wrong with what follows the time, where a zone or the end was expected."""
    rest = text[at:end]
    shown = f"'{rest[:24]}'"
    if re.fullmatch(r"[+-][0-9]{4}", rest):
        return Problem("zone-form", f"{shown}, where '{rest[:3]}:{rest[3:]}' was expected", at, end)
    if rest[0] == ",":
        return Problem("fraction", "',' before the fraction of a second, where '.' was expected", at, at + 1)
    if rest[0] in BLANKS:
        return Problem("inner-blanks", "a blank inside the date", at, at + 1)
    if rest[0] in ".:":
        return _expected(text, at, end, "second", "seconds of two digits or a zone")
    return Problem("bad-zone", f"{shown}, where 'Z' or an offset such as '+00:00' was expected", at, end)


def _expected(text: str, at: int, end: int, kind: str, what: str) -> Problem:
    if at >= end:
        return Problem(f"bad-{kind}", f"the text ends, where {what} was expected", end, end)
    if text[at] in BLANKS:
        if kind == "separator-t":
            return Problem("space-for-t", "a blank between date and time, where 'T' was expected", at, at + 1)
        return Problem("inner-blanks", f"a blank, where {what} was expected", at, at + 1)
    stop = at + 1
    while "0" <= text[at] <= "9" and stop < end and "0" <= text[stop] <= "9" and stop - at < 24:
        stop += 1
    return Problem(
        f"bad-{kind}" if kind != "separators" else kind, f"'{text[at:stop]}', where {what} was expected", at, stop
    )
