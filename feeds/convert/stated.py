"""A date that a document states in so many words: the moment, or the day where its time of day has no zone."""

import datetime as dt
import re
from typing import NamedTuple

from feeds.articles.moments import FORM
from feeds.convert.dates import mentions, moment
from feeds.values.dates import Precision, understood

# From 2001 to 2033, which is more likely a moment than a number.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)


class When(NamedTuple):
    """A moment with its zone, or a day, or None; and what has to be said about it."""

    at: dt.date | dt.datetime | None
    note: str | None = None

    @property
    def exact(self) -> dt.datetime | None:
        """The moment in UTC and whole seconds, None where only a day is known."""
        return self.at.astimezone(dt.UTC).replace(microsecond=0) if isinstance(self.at, dt.datetime) else None

    @property
    def start(self) -> dt.datetime | None:
        """The moment; of a day its noon in UTC, which is that day nearly everywhere."""
        if self.at is None or isinstance(self.at, dt.datetime):
            return self.exact
        return dt.datetime.combine(self.at, dt.time(12), dt.UTC)


def when(words: str) -> When:
    """What the words say. Without a zone a time of day is no moment: then only its day is used, and a note says so."""
    words = words.strip()[:200]
    if FORM.fullmatch(words) and not words.endswith("-00:00"):  # what programs write needs no reader of every form
        try:
            return When(dt.datetime.fromisoformat(words.upper()))
        except ValueError:
            pass
    read = understood(words)
    if read is None and _EPOCH.fullmatch(words):
        seconds = int(words[:10])  # since 1970, or thousandths of them
        return When(dt.datetime.fromtimestamp(seconds, dt.UTC))
    if read is None:
        days = mentions(words)
        if len(days) == 1 and len(days[0].days) == 1:
            return When(moment(words, days[0].days[0]) or days[0].days[0])
        if len(days) == 1:
            either = " or ".join(sorted(day.isoformat() for day in days[0].days))
            return When(None, f"{words!r} could be {either}, and was not used. Write it like {min(days[0].days)}.")
        return When(None, f"{words!r} is not a date that can be understood, and was not used." if words else None)
    if read.precision < Precision.DAY:
        return When(None, f"{words!r} names no day and was not used.")
    if read.precision is Precision.DAY:
        return When(read.date)
    if not read.zoned:
        return When(read.date, f"{words!r} names no zone, so only its day was used.")
    try:
        return When(read.when.astimezone(read.when.tzinfo).replace(microsecond=0))
    except OverflowError:
        return When(None, f"{words!r} is outside of what calendars hold, and was not used.")
