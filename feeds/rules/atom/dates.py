"""Dates: RFC 4287 section 3.3, which is RFC 3339 with capital letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import DATES, book
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import dates
from feeds.values.dates.moment import implausible
from feeds.values.problem import Problem

_GOOD: Final = "<summary>News</summary><published>2026-01-30T08:00:00Z</published>"
_SPEC: Final = "#section-3.3"
_EDITED: Final = "atom:entry/app:edited"  # RFC 5023 section 10.2


def _letters(text: str) -> Iterator[Problem]:
    """A small t or z, and no other remark."""
    moment = dates.rfc3339(text)
    if not isinstance(moment, Problem):
        for remark in moment.remarks:
            if remark.kind == "letter-case":
                yield remark


book.value(
    "ATM201", "atom-date-not-rfc3339", on=(*DATES, _EDITED), grammar=dates.rfc3339, formats=(),
    says="{element} is not an RFC 3339 date-time: {text}: {problem}", spec=_SPEC,
    why="Readers that cannot read the date show the entry at the time of its arrival, or sort it to the end.",
    bad="<summary>News</summary><published>Fri, 30 Jan 2026 08:00:00 +0000</published>", good=_GOOD,
    fix="Write date, T, time and zone, as in 2026-01-30T08:00:00Z.", w3c=("InvalidRFC3339Date",),
)  # fmt: skip
book.value(
    "ATM202", "atom-date-in-small-letters", on=(*DATES, _EDITED), grammar=_letters, formats=(),
    says="{element} has a small t or z: {text}", spec=_SPEC,
    why="Atom asks for the capitals T and Z, so that dates can be compared as texts; strict parsers know no other.",
    bad="<summary>News</summary><published>2026-01-30t08:00:00z</published>", good=_GOOD,
    fix="Write T and Z as capitals.", w3c=("InvalidRFC3339Date",),
)  # fmt: skip


@book.rule("ATM203", on=(*DATES, _EDITED), level=WARNING, formats=(),
           says="{element} is implausible: {text}: {problem}",
           bad="<summary>News</summary><published>0126-01-30T08:00:00Z</published>", good=_GOOD, spec=_SPEC,
           fix="Give the date at which it happened.", w3c=("ImplausibleDate",))  # fmt: skip
def atom_date_implausible(element: Element, reading: Reading) -> Iterator[Where]:
    """A date before the web or in the future sorts the entry where nobody finds it, or keeps it on top for years."""
    text = element.value
    moment = dates.rfc3339(text)
    if isinstance(moment, Problem):
        return
    for problem in implausible(moment, reading.now):
        yield found(element.in_text(), element=element.name, text=quoted(text), problem=problem.says)


@book.rule("ATM204", on=(*DATES, _EDITED, "atom:id", "atom:icon", "atom:logo", "atom:uri", "atom:email"), level=ERROR,
           formats=(),
           says="white space stands around the value of {element}", spec=_SPEC,
           bad="<summary>News</summary><published> 2026-01-30T08:00:00Z</published>", good=_GOOD,
           fix="Write the value directly between its tags.", w3c=("UnexpectedWhitespace",))  # fmt: skip
def blanks_around_value(element: Element) -> Iterator[Where]:
    """Values of Atom are taken letter by letter: a blank or a line break makes another id, and no address at all."""
    text = element.text
    if text and (text[0] in " \t\r\n" or text[-1] in " \t\r\n") and element.value:
        lead = len(text) - len(text.lstrip(" \t\r\n"))
        spot = element.in_text(0, lead) if lead else element.in_text(len(text.rstrip(" \t\r\n")), len(text))
        yield found(spot, element=element.name)
