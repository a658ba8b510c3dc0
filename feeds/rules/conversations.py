"""Ratings and intros of the Conversations Network, a family of podcasts that ended in 2012."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import Book
from feeds.rules.sorts import values
from feeds.values import counts, dates

_PREFIX: Final = "conversationsNetwork"

book = Book(
    "CVN",
    "Conversations Network",
    "https://web.archive.org/web/2012/http://conversationsnetwork.org/rssNamespace-1.0/",
    prefix=_PREFIX,
    uris=("http://conversationsnetwork.org/rssNamespace-1.0/",),
    misspelt=(
        "http://conversationsnetwork.org/rssNamespace-1.0",
        "http://www.conversationsnetwork.org/rssNamespace-1.0/",
    ),
    formats=XML_FEEDS,
    frames={
        "*": '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link>'
        "<description>News</description><item><title>One</title>{}</item></channel></rss>"
    },
    about="How listeners rated an episode, and how long its intro is.",
)
for _name in ("introMilliseconds", "ratingAverage", "ratingCount", "ratingIndividual", "ratingTimestamp"):
    book.element(f"{_PREFIX}:{_name}", inside=("item", "atom:entry"), most=1)


def _example(name: str, text: str) -> str:
    return f"<{_PREFIX}:{name}>{text}</{_PREFIX}:{name}>"


_WHY: Final = "Programs that count with it pass over it."
values(book, "CVN201", "conversations-count-below-0",
       {f"{_PREFIX}:introMilliseconds": ("",), f"{_PREFIX}:ratingCount": ("",)}, counts.non_negative,
       says="{what} is not a whole number from 0 on: {text}: {problem}", why=_WHY, bad=_example("ratingCount", "-3"),
       good=_example("ratingCount", "3"), fix="Write a whole number.", w3c=("InvalidNonNegativeInteger",))  # fmt: skip
values(book, "CVN202", "conversations-average-not-a-number", {f"{_PREFIX}:ratingAverage": ("",)}, counts.decimal,
       says="{what} is not a number: {text}: {problem}", why=_WHY, bad=_example("ratingAverage", "good"),
       good=_example("ratingAverage", "3.5"), fix="Write a number.", w3c=("InvalidFloat",))  # fmt: skip
values(book, "CVN203", "conversations-rating-not-from-1", {f"{_PREFIX}:ratingIndividual": ("",)}, counts.positive,
       says="{what} is not a whole number from 1 on: {text}: {problem}", why=_WHY,
       bad=_example("ratingIndividual", "0"), good=_example("ratingIndividual", "5"),
       fix="Write a whole number from 1 on.", w3c=("InvalidPositiveInteger",))  # fmt: skip
values(book, "CVN204", "conversations-time-not-a-time", {f"{_PREFIX}:ratingTimestamp": ("",)}, dates.iso8601_datetime,
       says="{what} is not an ISO 8601 time: {text}: {problem}", why=_WHY,
       bad=_example("ratingTimestamp", "2009-01-12T12:13:14GMT"),
       good=_example("ratingTimestamp", "2009-01-12T12:13:14Z"),
       repair="rfc3339", fix="Write it as in 2009-01-12T12:13:14Z.",
       w3c=("InvalidISO8601DateTime",))  # fmt: skip
