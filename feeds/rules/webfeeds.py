"""How a feed looks in Feedly: https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/."""

from __future__ import annotations

import re
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import WARNING, Book
from feeds.rules.sorts import addresses, one_of, values
from feeds.values.problem import Problem

_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "{}</channel></rss>"
)

book = Book(
    "WFD",
    "Webfeeds",
    "https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/",
    prefix="webfeeds",
    uris=("http://webfeeds.org/rss/1.0",),
    misspelt=("http://webfeeds.org/rss/1.0/", "https://webfeeds.org/rss/1.0", "http://www.webfeeds.org/rss/1.0"),
    formats=XML_FEEDS,
    frames={"*": _FEED},
    about="Cover, icon, logo and colour of a feed in Feedly.",
    closed=False,
)
_TOPS: Final = ("channel", "atom:feed", "Channel")
for _name, _attributes in (
    ("cover", ("image",)),
    ("icon", ()),
    ("logo", ()),
    ("wordmark", ()),
    ("accentColor", ()),
    ("related", ("layout", "target")),
    ("analytics", ("id", "engine")),
):
    book.element(f"webfeeds:{_name}", inside=_TOPS, most=1, attributes=_attributes)

_ICON: Final = "<webfeeds:icon>{}</webfeeds:icon>"
addresses(book, ("WFD201", "WFD202", "WFD203"),
          {"webfeeds:cover": ("image",), "webfeeds:icon": ("",), "webfeeds:logo": ("",)}, title="feedly-picture",
          bad=_ICON, good=_ICON, why="Feedly shows no picture.")  # fmt: skip


def _colour(text: str) -> Problem | None:
    if re.fullmatch(r"#?(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", text):
        return None
    return Problem("no-colour", "six hexadecimal digits were expected", 0, len(text))


values(book, "WFD204", "accent-colour-not-a-colour", {"webfeeds:accentColor": ("",)}, _colour, level=WARNING,
       says="accentColor is not a colour: {text}: {problem}", why="Feedly takes its own green.",
       bad="<webfeeds:accentColor>green</webfeeds:accentColor>",
       good="<webfeeds:accentColor>00FF00</webfeeds:accentColor>",
       fix="Write it as in 00FF00.")  # fmt: skip
values(book, "WFD205", "unknown-layout-of-related-articles", {"webfeeds:related": ("layout",)},
       one_of("card", "browse"), level=WARNING, says="layout: {problem}", why="Feedly takes its own layout.",
       bad='<webfeeds:related layout="grid" target="browser"/>',
       good='<webfeeds:related layout="card" target="browser"/>', fix="Write card or browse.")  # fmt: skip
