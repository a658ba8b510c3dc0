"""Dates: RFC 4287 section 3.3, which is RFC 3339 with capital letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import DATES, book
from feeds.rules.moments import rfc3339
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Level, Repair, Where, found, part, quoted
from feeds.source.xmltree import Element
from feeds.values.dates.moment import implausible
from feeds.values.problem import Problem

_GOOD: Final = "<summary>News</summary><published>2026-01-30T08:00:00Z</published>"
_SPEC: Final = "#section-3.3"
_EDITED: Final = "atom:entry/app:edited"  # RFC 5023 section 10.2


_ON: Final = (*DATES, _EDITED)


def _dates(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Each date is read once; the part tells which rule it breaks."""
    for element in kind.elements:
        text = element.value
        if not text:
            yield part("blank", element, element=element.name)
            continue
        moment = rfc3339(text)
        if isinstance(moment, Problem):
            yield _date_part("malformed", element, moment)
            continue
        for problem in moment.remarks:
            if problem.kind == "letter-case":
                yield _date_part("letters", element, problem)
        for problem in implausible(moment, reading.now):
            yield _date_part("implausible", element, problem)


def _date_part(name: str, element: Element, problem: Problem) -> Where:
    text = element.value
    lead = element.text.find(text)
    spot = element.in_text(lead + problem.at, lead + (len(text) if problem.end is None else problem.end))
    return part(name, spot, element=element.name, text=quoted(text), problem=problem.says)


def _date(code: str, name: str, sort: str, *, says: str, why: str, bad: str, fix: str, w3c: str,
          good: str = _GOOD, level: Level = ERROR, repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on=_ON, level=level, formats=(), says=says, bad=bad, good=good, fix=fix, spec=_SPEC, w3c=(w3c,),
              name=name, why=why, part=sort, repair=repair)(_dates)  # fmt: skip


_date("ATM201", "atom-date-not-rfc3339", "malformed",
      says="{element} is not an RFC 3339 date-time: {text}: {problem}",
      why="Readers that cannot read the date show the entry at the time of its arrival, or sort it to the end.",
      bad="<summary>News</summary><published>Fri, 30 Jan 2026 08:00:00 +0000</published>",
      repair="rfc3339",
      fix="Write date, T, time and zone, as in 2026-01-30T08:00:00Z.", w3c="InvalidRFC3339Date")  # fmt: skip
_date("ATM202", "atom-date-in-small-letters", "letters", says="{element} has a small t or z: {text}",
      why="Atom asks for the capitals T and Z, so that dates can be compared as texts; strict parsers know no other.",
      bad="<summary>News</summary><published>2026-01-30t08:00:00z</published>",
      repair="rfc3339", fix="Write T and Z as capitals.", w3c="InvalidRFC3339Date")  # fmt: skip
_date("ATM203", "atom-date-implausible", "implausible", level=WARNING,
      says="{element} is implausible: {text}: {problem}",
      why="A date before the web or in the future sorts the entry where nobody finds it, or keeps it on top for years.",
      bad="<summary>News</summary><published>0126-01-30T08:00:00Z</published>",
      fix="Give the date at which it happened.", w3c="ImplausibleDate")  # fmt: skip
_date("ATM238", "blank-atom-date", "blank", says="{element} is blank",
      why="Readers show the entry at the time of its arrival, or sort it to the end.",
      bad="<summary>News</summary><published/>", good="<summary>News</summary>",
      fix="Write the date, or leave out published.", w3c="InvalidRFC3339Date")  # fmt: skip


@book.rule("ATM204", on=(*DATES, _EDITED, "atom:id", "atom:icon", "atom:logo", "atom:uri", "atom:email"), level=ERROR,
           formats=(),
           says="white space stands around the value of {element}", spec=_SPEC,
           bad="<summary>News</summary><published> 2026-01-30T08:00:00Z</published>", good=_GOOD,
           repair="blanks",
           fix="Write the value directly between its tags.", w3c=("UnexpectedWhitespace",))  # fmt: skip
def blanks_around_value(kind: Kind) -> Iterator[Where]:
    """Values of Atom are taken letter by letter: a blank or a line break makes another id, and no address at all."""
    for element in kind.elements:
        text = element.text
        if text and (text[0] in " \t\r\n" or text[-1] in " \t\r\n") and element.value:
            lead = len(text) - len(text.lstrip(" \t\r\n"))
            spot = element.in_text(0, lead) if lead else element.in_text(len(text.rstrip(" \t\r\n")), len(text))
            yield found(spot, element=element.name)
