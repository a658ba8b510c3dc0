"""RFC 822 date-times as RSS 2.0 wants them, and what readers understand beyond them.

Sources: RFC 822 section 5 (https://www.rfc-editor.org/rfc/rfc822#section-5) with the four-digit years of RFC 1123
section 5.2.14; RFC 5322 sections 3.3 and 4.3 (https://www.rfc-editor.org/rfc/rfc5322#section-3.3) for leap seconds,
offsets and the meaning of obsolete forms; RSS 2.0 (https://www.rssboard.org/rss-specification).
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from feeds.values.dates.moment import LONG_MONTHS, LONG_WEEKDAYS, MONTHS, WEEKDAYS, Moment, Precision
from feeds.values.dates.words import Reading, Word, quote
from feeds.values.dates.zones import zone
from feeds.values.problem import Problem

READERS_ACCEPT: Final = frozenset(
    ("long-name", "no-comma", "unknown-weekday", "no-zone", "zone-form", "unlisted-zone", "short-number", "no-time",
     "odd-order", "odd-separator", "hour-24", "twelve-hour")
)  # fmt: skip
"""Kinds of problem after which lenient readers still get a date out of the text."""

_MONTH: Final = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_LONG_MONTH: Final = {name.lower(): n for n, name in enumerate(LONG_MONTHS, 1)} | {"sept": 9}
_WEEKDAY: Final = {name.lower(): n for n, name in enumerate(WEEKDAYS)}
_LONG_WEEKDAY: Final = {name.lower(): n for n, name in enumerate(LONG_WEEKDAYS)} | {"tues": 1, "thur": 3, "thurs": 3}

# The form that nearly every feed uses, in one step; whatever it does not match is read word by word.
_USUAL: Final = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0-9]{4})"
    r" ([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))? (?:([+-])([01][0-9])([0-5][0-9])|GMT|Z)"
)


def rfc822(text: str) -> Moment | Problem:
    """The moment that an RFC 822 date-time names; white space around it does not count.

    Remarks of the moment: ``wrong-weekday``, ``two-digit-year``, ``military-zone``, ``obsolete-zone`` (EST and its
    kin), ``unknown-offset`` (-0000), ``odd-offset``, ``letter-case``, ``comment``, ``blanks``, ``leap-second``.
    A problem whose kind is in ``READERS_ACCEPT`` does not keep lenient readers from the date.
    """
    usual = _USUAL.fullmatch(text)
    moment = None if usual is None else _usual(usual)
    if moment is not None:
        return moment
    reading = Reading(text)
    moment = _moment(reading)
    if moment is None or reading.problems:
        # What makes it no date at all is worth more than a trifle in front of it.
        worst = (problem for problem in reading.problems if problem.kind not in READERS_ACCEPT)
        return next(worst, reading.problems[0])
    return moment


def understood_rfc822(text: str) -> Moment | None:
    """The moment that lenient readers take ``text`` for, although ``rfc822`` may have a problem with it; else None."""
    reading = Reading(text)
    moment = _moment(reading)
    return moment if all(problem.kind in READERS_ACCEPT for problem in reading.problems) else None


def rfc822_remarks(text: str) -> Iterator[Problem]:
    """What is allowed in ``text``, yet questionable; nothing when it is no RFC 822 date-time."""
    moment = rfc822(text)
    if isinstance(moment, Moment):
        yield from moment.remarks


def _usual(match: re.Match[str]) -> Moment | None:
    """The moment of the usual form, None when there is something to say about it."""
    weekday, day, month, year, hour, minute, second, sign, east, rest = match.groups()
    offset = dt.UTC
    if sign is not None:
        minutes = int(east) * 60 + int(rest)
        if minutes % 15 or minutes > 720 or (sign == "-" and not minutes):
            return None
        if minutes:
            offset = dt.timezone(dt.timedelta(minutes=-minutes if sign == "-" else minutes))
    try:
        when = dt.datetime(
            int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second or 0), tzinfo=offset
        )
    except ValueError:
        return None
    if weekday is not None and WEEKDAYS[when.weekday()] != weekday:
        return None
    return Moment(when, Precision.MINUTE if second is None else Precision.SECOND, zoned=True)


def _moment(reading: Reading) -> Moment | None:
    """The moment, or None and at least one problem."""
    if not reading.words:
        if not reading.problems:
            reading.wrong("empty", "it is empty, where a date such as 'Thu, 09 Feb 2006 23:59:45 +0000' was expected")
        return None
    weekday = _weekday(reading)
    day_word, date = _date(reading)
    clock = None if date is None else _clock(reading)
    if date is None or clock is None:
        return None
    year, month, day = date
    hour, minute, second, precision = clock
    east, zoned = (0, False) if precision == Precision.DAY else zone(reading)
    if year is None and east is not None:  # the C library writes it last
        year = _year(reading)
    if east is None or year is None:
        return None
    rest = reading.peek()
    if rest is not None:
        reading.wrong("trailing-text", f"{quote(rest)} and what follows is not part of a date", rest, reading.length)
        return None
    try:
        when = dt.datetime(year, month, day, hour % 24, minute, second, tzinfo=dt.timezone(dt.timedelta(minutes=east)))
        when += dt.timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        reading.wrong("impossible-day", f"{LONG_MONTHS[month - 1]} {year} has no day {day}", day_word)
        return None
    if weekday is not None:
        said, word = weekday
        real = dt.date(year, month, day).weekday()
        if said != real:
            says = f"'{word.text}', but {day} {LONG_MONTHS[month - 1]} {year} is a {LONG_WEEKDAYS[real]}"
            reading.remark("wrong-weekday", says, word.at, word.end)
    return Moment(when, precision, zoned=zoned, remarks=tuple(reading.remarks))


def _weekday(reading: Reading) -> tuple[int, Word] | None:
    word = reading.peek()
    name = "" if word is None or not word.is_name else word.text.rstrip(".").lower()
    if word is None or not name or name in _MONTH or name in _LONG_MONTH:
        return None
    day = _WEEKDAY.get(name, _LONG_WEEKDAY.get(name))
    comma = reading.peek(1)
    if day is None:
        if comma is None or comma.text != ",":
            return None
        reading.wrong("unknown-weekday", f"{quote(word)} is not a day of the week: Mon to Sun", word)
    elif name in _LONG_WEEKDAY or word.text.endswith("."):
        reading.wrong("long-name", f"'{word.text}', where '{WEEKDAYS[day]}' was expected", word)
    elif word.text != WEEKDAYS[day]:
        reading.remark("letter-case", f"'{word.text}' is usually written '{WEEKDAYS[day]}'", word.at, word.end)
    reading.next += 1
    if reading.mark(",") is None:
        reading.wrong("no-comma", f"no comma after '{word.text}'", word)
    return None if day is None else (day, word)


def _date(reading: Reading) -> tuple[Word | None, tuple[int | None, int, int] | None]:
    """The word of the day, and year (None: it comes after the time), month and day; None after a problem."""
    first = reading.peek()
    if first is None or not (first.is_name or first.is_number):
        reading.expected("no-date", "the day of the month")
        return first, None
    if first.is_name:
        return _american(reading, first)
    if len(first.text) > 2:
        _no_day(reading, first)
        return first, None
    day = reading.number("day", 1, 31, 1)
    _separator(reading, "between day and month")
    month = None if day is None else _month(reading)
    if day is None or month is None:
        return first, None
    _separator(reading, "after the month")
    year = _year(reading)
    return first, None if year is None else (year, month, day)


def _american(reading: Reading, first: Word) -> tuple[Word | None, tuple[int | None, int, int] | None]:
    """``Feb 9, 2006``, or with the year at the end, as the C library has it: ``Thu Feb  9 23:59:45 2006``."""
    month = _month(reading)
    if month is None:
        return first, None
    reading.wrong("odd-order", f"'{first.text}', where the day was expected before the month", first)
    word = reading.peek()
    day = reading.number("day", 1, 31, 1)
    reading.mark(",")
    colon = reading.peek(1)
    if day is None or (colon is not None and colon.text == ":"):
        return word, None if day is None else (None, month, day)
    year = _year(reading)
    return word, None if year is None else (year, month, day)


def _no_day(reading: Reading, first: Word) -> None:
    after = reading.peek(1)
    if len(first.text) == 8 or (len(first.text) == 4 and after is not None and after.text in "-/."):
        says = f"{quote(first)} comes first, as in the dates of ISO 8601, where the day of the month was expected"
        reading.wrong("iso-date", says, first, reading.length)
    elif after is None:
        reading.wrong("no-date", f"{quote(first)} is just a number", first)
    else:
        reading.expected("no-date", "the day of the month")


def _separator(reading: Reading, where: str) -> None:
    mark = reading.mark("-", "/", ".", ",")
    if mark is not None:
        reading.wrong("odd-separator", f"'{mark.text}' {where}, where a blank was expected", mark)


def _month(reading: Reading) -> int | None:
    word = reading.peek()
    name = "" if word is None else word.text.rstrip(".").lower()
    month = _MONTH.get(name, _LONG_MONTH.get(name))
    if word is None or month is None:
        reading.expected("unknown-month", "a month from Jan to Dec")
        return None
    reading.next += 1
    if name not in _MONTH or word.text.endswith("."):
        reading.wrong("long-name", f"'{word.text}', where '{MONTHS[month - 1]}' was expected", word)
    elif word.text != MONTHS[month - 1]:
        reading.remark("letter-case", f"'{word.text}' is usually written '{MONTHS[month - 1]}'", word.at, word.end)
    return month


def _year(reading: Reading) -> int | None:
    word = reading.peek()
    if word is None or not word.is_number or len(word.text) not in {2, 3, 4} or word.text == "0000":
        reading.expected("bad-year", "a year of four digits")
        return None
    reading.next += 1
    comma = reading.mark(",")
    if comma is not None:
        reading.wrong("odd-separator", "',' after the year, where a blank was expected", comma)
    year = int(word.text)
    if len(word.text) < 4:  # RFC 5322 section 4.3 says which century is meant
        year += 2000 if len(word.text) == 2 and year < 50 else 1900
        says = f"the year '{word.text}' has {len(word.text)} digits, and readers must guess that it is {year}"
        reading.remark("two-digit-year", says, word.at, word.end)
    return year


def _colon(reading: Reading) -> bool:
    """Whether the next word separates parts of a time; it is then behind us."""
    mark = reading.mark(":", ".")
    if mark is not None and mark.text == ".":
        reading.wrong("odd-separator", "'.' in the time, where ':' was expected", mark)
    return mark is not None


def _clock(reading: Reading) -> tuple[int, int, int, Precision] | None:
    start = reading.peek()
    if start is None:
        reading.wrong("no-time", "no time of day after the date")
        return 0, 0, 0, Precision.DAY
    hour: int | None = 24
    if start.text == "24":
        reading.next += 1
    else:
        hour = reading.number("hour", 0, 23)
    if hour is None:
        return None
    if not _colon(reading):
        reading.expected("bad-time", "':' after the hour")
        return None
    minute, second, precision = reading.number("minute", 0, 59), 0, Precision.MINUTE
    if minute is None:
        return None
    if _colon(reading):
        word = reading.peek()
        exact = reading.number("second", 0, 60)
        if exact is None or word is None:
            return None
        if exact == 60:
            reading.remark("leap-second", "a leap second, which many readers refuse", word.at, word.end)
        second, precision = min(exact, 59), Precision.SECOND
    half = reading.peek()
    if half is not None and half.text.lower() in {"am", "pm"} and 1 <= hour <= 12:
        reading.next += 1
        reading.wrong("twelve-hour", f"'{half.text}', where the hour was expected to count from 0 to 23", half)
        hour = hour % 12 + (12 if half.text.lower() == "pm" else 0)
    if hour == 24:
        if minute or second:
            reading.wrong("impossible-hour", "the hour is '24', not 0 to 23", start)
            return None
        reading.wrong("hour-24", "midnight is 00:00 of the next day, not 24:00", start)
    return hour, minute, second, precision
