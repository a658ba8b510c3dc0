"""Dates inside running text: where they stand, and which day they can mean."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from feeds.convert.calendars import MONTHS, WEEKDAYS

MONTH: Final = {name.replace("\u00a0", " "): number for number, row in enumerate(MONTHS, 1) for name in row.split(" ")}
WEEKDAY: Final = {name.replace("\u00a0", " "): number for number, row in enumerate(WEEKDAYS) for name in row.split(" ")}


def _names(table: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(table, key=lambda name: (-len(name), name)))


_MONTH = rf"(?P<month>{_names(MONTH)})\b\.?"
_DAY = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_ANY_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
_BY = r"(?:\s{0,2}(?:,|de|del|of)?\s{1,2}|-)"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<sign>[/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\d/]|\.\d)",
        rf"{_YEAR}\s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?日",
        rf"{_YEAR}\s?년\s?(?P<month>\d\d?)\s?월\s?(?P<day>\d\d?)\s?일",
        rf"{_DAY}{_BY}(?:ב)?{_MONTH}{_BY}{_YEAR}",
        rf"(?<!\w){_MONTH}\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{1,2}}{_YEAR}",
        rf"(?<![\d./-])(?P<first>\d\d?)(?P<sign>[/.-])(?P<second>\d\d?)(?P=sign){_YEAR}(?![/-])",
    )
)
# The same without a year, for datelines.
_YEARLESS: Final = (
    re.compile(rf"(?<!\w){_MONTH}\s{{1,2}}(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?", re.IGNORECASE),
    re.compile(rf"{_DAY}{_BY}{_MONTH}", re.IGNORECASE),
)
_WEEKDAY: Final = re.compile(rf"(?<!\w)(?P<name>{_names(WEEKDAY)})(?!\w)", re.IGNORECASE)
_UNSPACED_WEEKDAY: Final = re.compile(r"(?:星期|周|週)[一二三四五六日天]")
_CLOCK: Final = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?\s?(?P<zone>Z\b|GMT\b|UTC\b|[+-]\d\d:?\d\d(?!\d))?",
    re.IGNORECASE,
)
# A text is searched for dates so far and no further: captions and date lines are shorter.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text: its offsets and words, and the days it can mean; two where day and month are unclear."""

    start: int
    end: int
    words: str
    days: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A date without its year."""

    words: str
    month: int
    day: int

    def in_year(self, year: int) -> dt.date | None:
        """The day in that year; None for 29 February in a common year."""
        return _date(year, self.month, self.day)


def mentions(text: str) -> list[Mention]:
    """The full dates in a text, in its order."""
    plain = digits(text[:LONGEST])
    if not _ANY_YEAR.search(plain):
        return []
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(plain):
            days = _days(match)
            if days and not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append(Mention(*match.span(), text[match.start() : match.end()], days))
    return sorted(found, key=lambda mention: mention.start)


def yearless(text: str) -> DayOfYear | None:
    """The first day and month without a year."""
    plain = digits(text[:LONGEST])
    for form in _YEARLESS:
        match = form.search(plain)
        if match and _date(2024, MONTH[match["month"].casefold()], int(match["day"])):
            return DayOfYear(match[0], MONTH[match["month"].casefold()], int(match["day"]))
    return None


def weekdays(text: str) -> dict[int, str]:
    """The weekdays named in a text, Monday 0, each with its word, in the text's order."""
    named = [(match.start(), match[0]) for match in _WEEKDAY.finditer(text)]
    unspaced = [(match.start(), match[0]) for match in _UNSPACED_WEEKDAY.finditer(text)]
    found: dict[int, str] = {}
    for _, word in sorted(named + unspaced):
        found.setdefault(WEEKDAY[word.casefold()], word)
    return found


def moment(text: str, day: dt.date) -> dt.datetime | None:
    """The time of day that a text gives with its zone (UTC, GMT, Z or an offset), on that day; None without a zone."""
    for match in _CLOCK.finditer(digits(text[:LONGEST])):
        if match["zone"] is None:
            continue
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
        at = dt.time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=_zone(match["zone"]))
        return dt.datetime.combine(day, at)
    return None


def without(text: str) -> str:
    """A text without its dates, weekdays and times of day: what else a date line says."""
    for mention in reversed(mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    text = _CLOCK.sub(" ", _WEEKDAY.sub(" ", _UNSPACED_WEEKDAY.sub(" ", digits(text))))
    return re.sub(
        r"(?<!\w)(?:[ap]\.?m\.?|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|[A-Z]{2,5}T|GMT|UTC|IST|at|الساعة|à|um|uhr|h|kl)(?!\w)",
        " ",
        text,
        flags=re.IGNORECASE,
    )


def digits(text: str) -> str:
    """A text with all decimal digits as 0-9 and no-break spaces as spaces; no character moves."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else " " if c == "\u00a0" else c for c in text)


def _days(match: re.Match[str]) -> tuple[dt.date, ...]:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first") is None:
        month = parts["month"].casefold()
        day = _date(year, int(month) if month.isdecimal() else MONTH[month], int(parts["day"]))
        return (day,) if day else ()
    first, second = int(parts["first"]), int(parts["second"])
    # Dots are European: the day comes first.
    orders = [(second, first)] if parts["sign"] == "." else [(second, first), (first, second)]
    return tuple(dict.fromkeys(day for order in orders if (day := _date(year, *order))))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _zone(text: str) -> dt.tzinfo:
    if text.upper() in {"Z", "GMT", "UTC"}:
        return dt.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return dt.timezone(dt.timedelta(minutes=minutes if text[0] == "+" else -minutes)) if minutes < 24 * 60 else dt.UTC
