"""When an article was written, by evidence: what the page says, its dateline, or the date of its picture.

A date that the text merely mentions is none. A picture's date counts only where the text's weekday agrees with it ("…
February 26, 2025", "said on Wednesday"), or names no weekday and nothing speaks against it; and never where the
caption says that the picture is from the archive.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeds.articles.article import DateBasis, Evidence
from feeds.convert.credits import is_archive
from feeds.convert.dates import Mention, mentions, moment, weekdays, yearless
from feeds.convert.leftovers import is_first_published, is_update

# So many of an article's first paragraphs are asked for a weekday.
PARAGRAPHS = 4
# A dateline's year may be that of a picture taken so many days before or after.
NEAR = dt.timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or moment, what it rests on, and remarks for whoever wonders."""

    at: dt.date | dt.datetime | None
    evidence: Evidence | None
    notes: tuple[str, ...] = ()


def dated(lines: Sequence[str], dateline: str | None, captions: Sequence[str], paragraphs: Sequence[str]) -> Dated:
    """The date of an article.

    ``lines`` are the page's own lines about it ("Updated …", a byline with a date), ``dateline`` the words before the
    first paragraph, ``captions`` those of its pictures with their dates, ``paragraphs`` its text.
    """
    named = _named(paragraphs)
    notes: list[str] = []
    found = (
        _of_lines(lines, named, notes)
        or _of_dateline(dateline, captions, lines, named)
        or _of_captions(captions, paragraphs, named, notes)
    )
    if found is None:
        return Dated(None, None, tuple(notes))
    at, basis, words = found
    return Dated(at, Evidence(basis, words), tuple(notes))


Found = tuple[dt.date | dt.datetime, DateBasis, str]


def _named(paragraphs: Sequence[str]) -> Mapping[int, str]:
    """The weekdays that the first paragraph to name any names."""
    for paragraph in paragraphs[:PARAGRAPHS]:
        found = weekdays(paragraph[:2000])
        if found:
            return found
    return {}


def _of_lines(lines: Sequence[str], named: Mapping[int, str], notes: list[str]) -> Found | None:
    """The first publication that the page states; else the only or earliest date, else the last change."""
    choices: list[tuple[int, int, dt.date | dt.datetime, str]] = []
    for line in lines[:20]:
        end = 0
        for mention in mentions(line):
            day = _one(mention, weekdays(line) or named, line, notes)
            label = line[end : mention.start]
            end = mention.end
            if day is None:
                continue
            rank = 0 if is_first_published(label) else 2 if is_update(label) else 1
            clock = moment(_around(line, mention), day)
            choices.append((rank, len(choices), clock or day, line))
    if not choices:
        return None
    _, _, at, words = min(choices, key=lambda one: one[:2])
    return at, "metadata", words


def _of_dateline(
    dateline: str | None, captions: Sequence[str], lines: Sequence[str], named: Mapping[int, str]
) -> Found | None:
    """The dateline's date; without a year, the year of a picture taken about then whose weekday the text names."""
    if dateline is None:
        return None
    full = mentions(dateline)
    if full:
        day = full[0].days[0]
        return (day, "dateline", dateline) if len(full[0].days) == 1 else None
    short = yearless(dateline)
    if short is None:
        return None
    for mention in _all((*lines[:20], *captions[:20])):
        for taken in mention.days:
            then = short.in_year(taken.year)
            if then is not None and abs(then - taken) <= NEAR and (not named or then.weekday() in named):
                return then, "dateline", f"{dateline}; the year from: {mention.words}"
    return None


def _of_captions(
    captions: Sequence[str], paragraphs: Sequence[str], named: Mapping[int, str], notes: list[str]
) -> Found | None:
    """The date of a picture that agrees with the text; of several the latest."""
    choices = []
    for caption in captions[:20]:
        if is_archive(caption):
            continue
        choices += [(mention.days[0], mention.words) for mention in mentions(caption) if len(mention.days) == 1]
    if not choices:
        return None
    agreeing = [choice for choice in choices if choice[0].weekday() in named] if named else choices
    if not agreeing:
        notes.append(
            f"The picture's date ({choices[0][0].isoformat()}) is not on a weekday that the text's beginning names, so "
            "it says nothing about the article's."
        )
        return None
    day, words = max(agreeing, key=lambda choice: choice[0])
    later = next((one for one in _all(paragraphs[:200]) if len(one.days) == 1 and one.days[0] > day), None)
    if not named and later is not None:
        notes.append(f"The picture's date ({day.isoformat()}) is earlier than one in the text ({later.words}).")
        return None
    if named:
        words = f"{words} in the caption, {named[day.weekday()]} in the text"
    return day, "caption", words


def _around(line: str, mention: Mention) -> str:
    """The part of a line that speaks of one of its dates: all of it where there is only one."""
    dates = mentions(line)
    if len(dates) == 1:
        return line
    following = [other.start for other in dates if other.start > mention.start]
    return line[mention.start : min(following, default=len(line))]


def _one(mention: Mention, named: Mapping[int, str], line: str, notes: list[str]) -> dt.date | None:
    """The day that a date means; with day and month unclear, the one on a weekday that is named."""
    if len(mention.days) == 1:
        return mention.days[0]
    fitting = [day for day in mention.days if day.weekday() in named]
    if len(fitting) == 1:
        return fitting[0]
    notes.append(f"{mention.words!r} in {line!r} could be two different days and was not used.")
    return None


def _all(texts: Sequence[str]) -> Iterator[Mention]:
    for text in texts:
        yield from mentions(text)
