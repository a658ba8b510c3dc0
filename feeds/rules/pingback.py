"""Pingback in feeds: https://www.hixie.ch/specs/pingback/pingback."""

from __future__ import annotations

from feeds.rules.modules import BOTH, ITEM, addresses
from feeds.rules.rule import Book

book = Book(
    "PNG",
    "Pingback",
    "https://www.hixie.ch/specs/pingback/pingback",
    prefix="pingback",
    uris=("http://madskills.com/public/xml/rss/module/pingback/",),
    misspelt=(
        "http://madskills.com/public/xml/rss/module/pingback",
        "https://madskills.com/public/xml/rss/module/pingback/",
    ),
    frames={"*": ITEM},
    about="The server that takes pings, and what they are about.",
)
for _code, _name, _why in (
    ("PNG201", "server", "Blogs that answer the item send their pings there."),
    ("PNG203", "target", "Pings name the item by it."),
):
    book.element(f"pingback:{_name}", inside=BOTH, most=1)
    addresses(book, _code, f"pingback-{_name}", on=f"pingback:{_name}", why=_why,
              example=f"<pingback:{_name}>{{}}</pingback:{_name}>")  # fmt: skip
