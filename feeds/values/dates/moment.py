"""A point in time as the date grammars read it, what is implausible about it, and how it is written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from feeds.values.problem import Problem

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LONG_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Precision(IntEnum):
    """How exact a text is: the smallest unit that it names."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4
    SECOND = 5
    FRACTION = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date or date-time says.

    ``when`` always has a zone: midnight at the start of the year, month or day where the text names no time, UTC where
    it names no zone (``zoned`` tells). Fractions are cut to microseconds; a leap second is the second before it.
    ``remarks`` are the things about the text that are allowed, yet questionable.
    """

    when: dt.datetime
    precision: Precision
    zoned: bool
    remarks: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def date(self) -> dt.date:
        """The calendar day in the text's own zone."""
        return self.when.date()


# Midnights that computers write for a date they do not know: .NET, Windows NT, NTP, classic Mac OS, Unix.
_ZERO_DAYS: Final = frozenset(
    (dt.date(1, 1, 1), dt.date(1601, 1, 1), dt.date(1900, 1, 1), dt.date(1904, 1, 1), dt.date(1970, 1, 1))
)
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def implausible(moment: Moment, now: dt.datetime) -> Iterator[Problem]:
    """At most one problem: why ``moment`` is hardly the date of something in a feed, seen from ``now`` (with a zone).

    ``zero-date``: the midnight from which some computer counts, so probably "unknown". ``before-1970``: older than
    any clock that would have stamped it; digitised archives do carry such dates, so this is a doubt, not an error.
    ``far-future``: more than a year ahead. ``future``: more than a day ahead (a day, because a local time that was
    labelled UTC can be up to 14 hours ahead without being late).
    """
    when = moment.when
    day = f"{when.year:04d}-{when.month:02d}-{when.day:02d}"
    if (
        moment.precision >= Precision.DAY
        and when.date() in _ZERO_DAYS
        and not (when.hour or when.minute or when.second)
    ):
        yield Problem("zero-date", f"{day} is the zero of a computer's calendar, so the real date was probably missing")
    elif when < _EPOCH:
        yield Problem("before-1970", f"{day} is before 1970")
    else:
        ahead = when - now
        if ahead > dt.timedelta(days=366):
            yield Problem("far-future", f"{day} is more than a year in the future")
        elif ahead > dt.timedelta(days=1):
            yield Problem("future", f"{day} is in the future")


def format_rfc822(when: dt.datetime) -> str:
    """``when`` (with a zone) as RSS writes it, to the second: ``Thu, 09 Feb 2006 23:59:45 +0000``.

    English names whatever the locale, four digits of year, a numeric zone: RFC 5322 section 3.3.
    """
    offset = _offset(when)
    minutes = round(abs(offset).total_seconds()) // 60
    return (
        f"{WEEKDAYS[when.weekday()]}, {when.day:02d} {MONTHS[when.month - 1]} {when.year:04d}"
        f" {when.hour:02d}:{when.minute:02d}:{when.second:02d}"
        f" {'-' if offset < dt.timedelta() else '+'}{minutes // 60:02d}{minutes % 60:02d}"
    )


def format_rfc3339(when: dt.datetime) -> str:
    """``when`` (with a zone) as Atom and JSON Feed write it: ``2006-02-09T23:59:45Z``; RFC 3339 section 5.6.

    UTC is written ``Z``; microseconds are written only when there are any, without trailing zeros.
    """
    offset = _offset(when)
    fraction = f".{when.microsecond:06d}".rstrip("0") if when.microsecond else ""
    if offset:
        minutes = round(abs(offset).total_seconds()) // 60
        zone = f"{'-' if offset < dt.timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    else:
        zone = "Z"
    return (
        f"{when.year:04d}-{when.month:02d}-{when.day:02d}"
        f"T{when.hour:02d}:{when.minute:02d}:{when.second:02d}{fraction}{zone}"
    )


def _offset(when: dt.datetime) -> dt.timedelta:
    offset = when.utcoffset()
    if offset is None:
        msg = "a date-time without a zone has no RFC 822 or RFC 3339 form"
        raise ValueError(msg)
    return offset
