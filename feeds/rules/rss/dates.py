"""pubDate and lastBuildDate: RFC 822, and what readers make of other forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from feeds.rules.reading import Reading
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Found, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import dates
from feeds.values.dates import Moment
from feeds.values.problem import Problem

_ON = ("item/pubDate", "channel/pubDate", "channel/lastBuildDate")
_BLANKS = " \t\r\n"
_SPEC = "#ltpubdategtSubelementOfLtitemgt"
_PROFILE = PROFILE + "#data-types-datetime"
_RFC5322 = "https://www.rfc-editor.org/rfc/rfc5322#section-3.3"
_ITEM = "<item><title>One</title><pubDate>{}</pubDate></item>"
_GOOD = _ITEM.format("Fri, 31 Jan 2020 08:00:00 +0000")
_FIX = "Write it as in Fri, 31 Jan 2020 08:00:00 +0000."
_QUESTIONABLE = frozenset(
    {"two-digit-year", "military-zone", "odd-offset", "letter-case", "comment", "blanks", "leap-second"}
)

read = lru_cache(maxsize=4096)(dates.rfc822)
"""``dates.rfc822``, asked only once about a text that several rules look at."""


def _mark(element: Element, problem: Problem) -> Found:
    # Dates are read with the blanks around them, so that offsets hold for the text as it stands.
    text = element.text
    spot = element.in_text(problem.at, len(text) if problem.end is None else problem.end) if text.strip() else element
    return found(spot, element=element.name, text=quoted(text.strip(_BLANKS)), problem=problem.says)


@book.rule("RSS220", on=_ON, level=ERROR, spec=_SPEC, says="{element} is not an RFC 822 date: {text}: {problem}",
           bad=_ITEM.format("31/01/2020"), good=_GOOD, fix=_FIX, w3c=("InvalidRFC2822Date",))  # fmt: skip
def pubdate_not_rfc822(element: Element) -> Iterable[Where]:
    """Readers that cannot read the date show the item at the time of its arrival, or not at all."""
    answer = read(element.text)
    return (_mark(element, answer),) if isinstance(answer, Problem) else ()


def _remarks(element: Element, kinds: frozenset[str]) -> Iterable[Where]:
    answer = read(element.text)
    if isinstance(answer, Problem) or not answer.remarks:
        return ()
    return [_mark(element, remark) for remark in answer.remarks if remark.kind in kinds][:1]


@book.rule("RSS221", on=_ON, level=ERROR, spec=_RFC5322,
           says="{element} has the wrong day of the week: {text}: {problem}",
           bad=_ITEM.format("Mon, 31 Jan 2020 08:00:00 +0000"), good=_GOOD,
           fix="Let a library write the date, or leave the day of the week out.", w3c=("IncorrectDOW",))  # fmt: skip
def wrong_weekday(element: Element) -> Iterable[Where]:
    """It is a sign that the date was put together by hand, and one of its parts is wrong."""
    return _remarks(element, frozenset({"wrong-weekday"}))


@book.rule("RSS222", on=_ON, level=WARNING, spec=_PROFILE,
           says="{element} is written in a way that readers differ about: {text}: {problem}",
           bad=_ITEM.format("31 Jan 20 08:00:00 +0000"), good=_GOOD, fix=_FIX,
           w3c=("ProblematicalRFC822Date",))  # fmt: skip
def questionable_date(element: Element) -> Iterable[Where]:
    """RFC 822 allows it, but programs that know only the usual form read another date or none."""
    return _remarks(element, _QUESTIONABLE)


@book.rule("RSS223", on=_ON, level=WARNING, spec=PROFILE + "#element-channel-item-pubdate",
           says="{element} is hardly right: {text}: {problem}", bad=_ITEM.format("Thu, 01 Jan 1970 00:00:00 GMT"),
           good=_GOOD, fix="Say when the item was published.", w3c=("ImplausibleDate",))  # fmt: skip
def implausible_date(element: Element, reading: Reading) -> Iterable[Where]:
    """Readers sort by date: such an item stays at the top for years, or is never seen."""
    answer = read(element.text)
    if isinstance(answer, Moment):
        text = element.text.strip(_BLANKS)
        for problem in dates.implausible(answer, reading.now):
            yield found(element.in_text(), element=element.name, text=quoted(text), problem=problem.says)
