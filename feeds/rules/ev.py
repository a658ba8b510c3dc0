"""When and where something takes place: https://web.resource.org/rss/1.0/modules/event/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import BOTH, ITEM
from feeds.rules.rule import WARNING, Book, Where, found
from feeds.source.xmltree import Element
from feeds.values import dates
from feeds.values.dates.moment import Moment

_DAYS: Final = "<ev:startdate>{}</ev:startdate><ev:enddate>{}</ev:enddate>"
_GOOD: Final = _DAYS.format("2026-07-02T10:00:00", "2026-07-03T18:00:00")

book = Book(
    "EVT",
    "Event",
    "https://web.resource.org/rss/1.0/modules/event/",
    prefix="ev",
    uris=("http://purl.org/rss/1.0/modules/event/",),
    misspelt=(
        "http://purl.org/rss/1.0/modules/event",
        "https://purl.org/rss/1.0/modules/event/",
        "http://www.purl.org/rss/1.0/modules/event/",
    ),
    frames={"*": ITEM},
    about="Begin, end and place of what an item announces.",
)
for _name in ("startdate", "enddate", "location", "organizer", "type"):
    book.element(f"ev:{_name}", inside=BOTH, most=1, open=True)

for _code, _name in (("EVT201", "startdate"), ("EVT202", "enddate")):
    book.value(
        _code, f"event-{_name}-not-a-date", on=f"ev:{_name}", grammar=dates.iso8601, blank=True,
        says="{element} is not an ISO 8601 date: {text}: {problem}", why="Calendars cannot enter the event.",
        bad=f"<ev:{_name}>next Friday</ev:{_name}>", good=f"<ev:{_name}>2026-07-02T10:00:00</ev:{_name}>",
        fix="Write it as 2026-07-02 or 2026-07-02T10:00:00+02:00.", w3c=("InvalidW3CDTFDate",),
        repair="w3cdtf",
    )  # fmt: skip


@book.rule("EVT301", on="ev:enddate", level=WARNING, says="the event ends before it begins",
           bad=_DAYS.format("2026-07-03", "2026-07-02"), good=_GOOD, fix="Exchange the two dates.")  # fmt: skip
def event_ends_before_it_begins(end: Element) -> Iterator[Where]:
    """Calendars refuse such an event, or show one without end."""
    start = end.parent.first("ev:startdate") if end.parent is not None else None
    if start is None:
        return
    until, since = dates.iso8601(end.value), dates.iso8601(start.value)
    if not (isinstance(until, Moment) and isinstance(since, Moment) and until.zoned == since.zoned):
        return
    if until.date < since.date if until.precision != since.precision else until.when < since.when:
        yield found(end.in_text())
