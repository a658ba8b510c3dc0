"""How often a feed changes: https://web.resource.org/rss/1.0/modules/syndication/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import FEED, RSS
from feeds.rules.rule import ERROR, Book, Where, found
from feeds.source.xmltree import Element
from feeds.values import counts, dates
from feeds.values.problem import Problem

PERIODS: Final = ("hourly", "daily", "weekly", "monthly", "yearly")

book = Book(
    "SYN",
    "Syndication",
    "https://web.resource.org/rss/1.0/modules/syndication/",
    prefix="sy",
    uris=("http://purl.org/rss/1.0/modules/syndication/",),
    misspelt=(
        "http://purl.org/rss/1.0/modules/syndication",
        "https://purl.org/rss/1.0/modules/syndication/",
        "http://purl.org/rss/modules/syndication/",
        "http://www.purl.org/rss/1.0/modules/syndication/",
    ),
    frames={"*": RSS},
    about="How often a feed changes, so that readers know when to come again.",
)
for _name in ("updatePeriod", "updateFrequency", "updateBase"):
    book.element(f"sy:{_name}", inside=FEED, most=1)


def _period(text: str) -> str | Problem:
    return counts.choice(text, PERIODS)


def _frequency(text: str) -> int | Problem:
    return counts.positive(text)


book.value(
    "SYN201", "update-period-unknown", on="sy:updatePeriod", grammar=_period, blank=True,
    says="sy:updatePeriod is no period: {problem}", why="Readers that do not know the word come once a day.",
    bad="<sy:updatePeriod>often</sy:updatePeriod>", good="<sy:updatePeriod>hourly</sy:updatePeriod>",
    repair=("word", "hourly", "daily", "weekly", "monthly", "yearly"),
    fix=f"Write {', '.join(PERIODS[:-1])} or {PERIODS[-1]}.", w3c=("InvalidUpdatePeriod",),
)  # fmt: skip
book.value(
    "SYN202", "update-frequency-not-a-number", on="sy:updateFrequency", grammar=_frequency,
    says="sy:updateFrequency is not a whole number from 1 on: {text}: {problem}",
    why="Readers divide the period by it: by 0 or a fraction they cannot.",
    bad="<sy:updateFrequency>1.5</sy:updateFrequency>", good="<sy:updateFrequency>2</sy:updateFrequency>",
    repair="number",
    fix="Write how many times in a period the feed changes: a whole number.", w3c=("InvalidPositiveInteger",),
)  # fmt: skip


@book.rule("SYN203", on="sy:updateFrequency", level=ERROR, says="sy:updateFrequency is blank",
           bad="<sy:updateFrequency/>", good="<sy:updateFrequency>2</sy:updateFrequency>",
           fix="Write a whole number, or leave it out.", w3c=("NotBlank",))  # fmt: skip
def blank_update_frequency(element: Element) -> Iterator[Where]:
    """Readers divide the period by it, and by nothing they cannot."""
    if not element.value:
        yield found(element)


book.value(
    "SYN204", "update-base-not-w3cdtf", on="sy:updateBase", grammar=dates.w3cdtf, blank=True,
    says="sy:updateBase is not a W3CDTF date: {text}: {problem}", why="Readers count the periods from there.",
    bad="<sy:updateBase>Sat, 01 Jan 2000 12:00:00 GMT</sy:updateBase>",
    good="<sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase>",
    repair="w3cdtf", fix="Write it as 2000-01-01T12:00+00:00.",
    w3c=("InvalidW3CDTFDate",),
)  # fmt: skip
