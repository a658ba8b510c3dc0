"""Whence an aggregator has an item: https://web.resource.org/rss/1.0/modules/aggregation/."""

from __future__ import annotations

from feeds.rules.modules import ENTRY, ITEM, addresses
from feeds.rules.rule import Book
from feeds.values import dates

book = Book(
    "AGG",
    "Aggregation",
    "https://web.resource.org/rss/1.0/modules/aggregation/",
    prefix="ag",
    uris=("http://purl.org/rss/1.0/modules/aggregation/",),
    misspelt=("http://purl.org/rss/1.0/modules/aggregation", "https://purl.org/rss/1.0/modules/aggregation/"),
    frames={"*": ITEM},
    about="Where an aggregator found an item, and when.",
)
for _name in ("source", "sourceURL", "timestamp"):
    book.element(f"ag:{_name}", inside=ENTRY, most=1)
book.value(
    "AGG201", "aggregated-when-not-iso8601", on="ag:timestamp", grammar=dates.iso8601_datetime, blank=True,
    says="ag:timestamp is not an ISO 8601 date-time: {text}: {problem}", why="Readers sort by it.",
    bad="<ag:timestamp>yesterday</ag:timestamp>", good="<ag:timestamp>2026-01-30T08:00:00Z</ag:timestamp>",
    repair="rfc3339", fix="Write date, T, time and zone.", w3c=("InvalidISO8601DateTime",),
)  # fmt: skip
addresses(book, "AGG202", "aggregated-source", on="ag:sourceURL", example="<ag:sourceURL>{}</ag:sourceURL>",
          why="Readers lead to the source by it.")  # fmt: skip
