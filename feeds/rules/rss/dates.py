"""pubDate and lastBuildDate: RFC 822, and what readers make of other forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from feeds.rules.moments import rfc822
from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Found, Level, Repair, Where, part, quoted
from feeds.source.xmltree import Element
from feeds.values import dates
from feeds.values.problem import Problem

_ON = ("item/pubDate", "channel/pubDate", "channel/lastBuildDate")
_BLANKS = " \t\r\n"
_SPEC = "#ltpubdategtSubelementOfLtitemgt"
_ITEM = "<item><title>One</title><pubDate>{}</pubDate></item>"
_GOOD = _ITEM.format("Fri, 31 Jan 2020 08:00:00 +0000")
_QUESTIONABLE = frozenset(
    {"two-digit-year", "military-zone", "odd-offset", "letter-case", "comment", "blanks", "leap-second"}
)


def _mark(element: Element, problem: Problem, which: str) -> Found:
    # Dates are read with the blanks around them, so that offsets hold for the text as it stands.
    text = element.text
    spot = element.in_text(problem.at, len(text) if problem.end is None else problem.end) if text.strip() else element
    return part(which, spot, element=element.name, text=quoted(text.strip(_BLANKS)), problem=problem.says)


def _dates(kind: Kind, reading: Reading) -> Iterator[Where]:
    """One look at each date."""
    now, oldest = reading.now, dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
    for element in kind.elements:
        answer = rfc822(element.text)
        if isinstance(answer, Problem):
            yield _mark(element, answer, "invalid")
            continue
        told: set[str] = set()
        for remark in answer.remarks:
            which = "weekday" if remark.kind == "wrong-weekday" else "form" if remark.kind in _QUESTIONABLE else ""
            if which and which not in told:
                told.add(which)
                yield _mark(element, remark, which)
        if not oldest < answer.when < now:
            for problem in dates.implausible(answer, now):
                yield _mark(element, Problem(problem.kind, problem.says, *_bare(element.text)), "implausible")


def _bare(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the blanks around it."""
    return len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))


def _declare(code: str, name: str, which: str, *, says: str, why: str, bad: str, w3c: str, level: Level = ERROR,
             spec: str = _SPEC, fix: str = "Write it as in Fri, 31 Jan 2020 08:00:00 +0000.",
             repair: Repair = (), safe: bool = True) -> None:  # fmt: skip
    book.rule(code, on=_ON, level=level, spec=spec, says=says, bad=_ITEM.format(bad), good=_GOOD, fix=fix, w3c=(w3c,),
              name=name, why=why, part=which, repair=repair, safe=safe)(_dates)  # fmt: skip


_declare("RSS220", "pubdate-not-rfc822", "invalid",
         repair="rfc822", says="{element} is not an RFC 822 date: {text}: {problem}",
         why="Readers that cannot read the date show the item at the time of its arrival, or not at all.",
         bad="31/01/2020", w3c="InvalidRFC2822Date")  # fmt: skip
_declare("RSS221", "wrong-weekday", "weekday", says="{element} has the wrong day of the week: {text}: {problem}",
         why="It is a sign that the date was put together by hand, and one of its parts is wrong.",
         spec="https://www.rfc-editor.org/rfc/rfc5322#section-3.3", bad="Mon, 31 Jan 2020 08:00:00 +0000",
         repair="rfc822", safe=False,
         fix="Let a library write the date, or leave the day of the week out.", w3c="IncorrectDOW")  # fmt: skip
_declare("RSS222", "questionable-date", "form", repair="rfc822", level=WARNING, spec=PROFILE + "#data-types-datetime",
         says="{element} is written in a way that readers differ about: {text}: {problem}",
         why="RFC 822 allows it, but programs that know only the usual form read another date or none.",
         bad="31 Jan 20 08:00:00 +0000", w3c="ProblematicalRFC822Date")  # fmt: skip
_declare("RSS223", "implausible-date", "implausible", level=WARNING, spec=PROFILE + "#element-channel-item-pubdate",
         says="{element} is hardly right: {text}: {problem}",
         why="Readers sort by date: such an item stays at the top for years, or is never seen.",
         bad="Thu, 01 Jan 1970 00:00:00 GMT", fix="Say when the item was published.",
         w3c="ImplausibleDate")  # fmt: skip
