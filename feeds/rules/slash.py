"""What Slashdot adds to its items: https://web.resource.org/rss/1.0/modules/slash/."""

from __future__ import annotations

from feeds.rules.modules import ENTRY, ITEM
from feeds.rules.rule import Book
from feeds.values import counts
from feeds.values.problem import Problem

book = Book(
    "SLA",
    "Slash",
    "https://web.resource.org/rss/1.0/modules/slash/",
    prefix="slash",
    uris=("http://purl.org/rss/1.0/modules/slash/",),
    misspelt=(
        "http://purl.org/rss/1.0/modules/slash",
        "https://purl.org/rss/1.0/modules/slash/",
        "http://www.purl.org/rss/1.0/modules/slash/",
    ),
    frames={"*": ITEM.replace("<item>", "<lastBuildDate>Fri, 31 Jan 2020 08:00:00 +0000</lastBuildDate><item>")},
    about="How many comments an item has, and under which heading it stands.",
)
for _name in ("section", "department", "comments", "hit_parade"):
    book.element(f"slash:{_name}", inside=ENTRY, most=1)


def _count(text: str) -> int | Problem:
    return counts.non_negative(text)


book.value(
    "SLA201", "comment-count-not-a-number", on="slash:comments", grammar=_count, blank=True,
    says="slash:comments is not a whole number: {text}: {problem}", why="Readers show it as a number, or not at all.",
    bad="<slash:comments>many</slash:comments>", good="<slash:comments>177</slash:comments>",
    repair="number", fix="Write how many comments there are.", w3c=("InvalidNonNegativeInteger",),
)  # fmt: skip
book.value(
    "SLA202", "hit-parade-not-numbers", on="slash:hit_parade", grammar=counts.integers, blank=True,
    says="slash:hit_parade is not a list of whole numbers: {text}: {problem}",
    why="It counts the comments from each threshold on, between commas.",
    bad="<slash:hit_parade>177 155</slash:hit_parade>",
    good="<slash:hit_parade>177,155,105,33,6,3,0</slash:hit_parade>",
    fix="Write numbers with commas between them.", w3c=("InvalidCommaSeparatedIntegers",),
)  # fmt: skip
