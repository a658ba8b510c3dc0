"""The book of RSS 0.91, 0.92 and 2.0 and the elements they have: https://www.rssboard.org/rss-specification.

The RSS Advisory Board's profile (https://www.rssboard.org/rss-profile) is the source where the specification is silent.
RSS 0.90, 1.0 and 1.1 share most names; what holds for theirs as well says so with ``EVERY_RSS``.
"""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RDF, RSS, RSS11
from feeds.rules.rule import Book

PROFILE: Final = "https://www.rssboard.org/rss-profile"
EVERY_RSS: Final = RSS | RDF | RSS11
RSS_20: Final = frozenset({"rss-2.0"})
CHANNEL: Final = "<title>News</title><link>https://example.org/</link><description>All the news</description>"

book = Book(
    "RSS",
    "RSS 0.91 to 2.0",
    "https://www.rssboard.org/rss-specification",
    prefix="",
    uris=(
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/RSS2",
        "http://backend.userland.com/rss091",
        "http://backend.userland.com/rss092",
        "http://backend.userland.com/RSS092",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://www.rssboard.org/rss-specification",
    ),
    formats=RSS,
    frames={
        "channel": '<rss version="2.0">{}</rss>',
        "*": f'<rss version="2.0"><channel>{CHANNEL}{{}}</channel></rss>',
    },
    about="The elements of RSS itself: channel, item and what is in them.",
)

# Netscape's RSS 0.91 had the text box in small letters.
_LOWER = frozenset({"rss-0.91"})

book.element("rss", inside="", most=1, attributes=("version",), text=False)
book.element("channel", inside="rss", most=1, text=False)
for name in ("title", "link", "description"):
    book.element(name, inside=("channel", "item", "image", "textInput"), most=1)
for name in (
    "copyright",
    "managingEditor",
    "webMaster",
    "pubDate",
    "lastBuildDate",
    "generator",
    "docs",
    "ttl",
    "rating",
    "language",
):
    book.element(name, inside="channel", most=1)
for name in ("item", "image", "textInput"):
    book.element(name, inside="channel", most=None if name == "item" else 1, text=False)
book.element("textinput", inside="channel", most=1, text=False, formats=_LOWER)
for name in ("title", "link", "description", "name"):
    book.element(name, inside="textinput", most=1, formats=_LOWER)
book.element("cloud", inside="channel", most=1, attributes=("domain", "port", "path", "registerProcedure", "protocol"))
book.element("skipHours", inside="channel", most=1, text=False)
book.element("skipDays", inside="channel", most=1, text=False)
book.element("hour", inside="skipHours")
book.element("day", inside="skipDays")
book.element("category", inside=("channel", "item"), attributes=("domain",))
for name in ("url", "width", "height"):
    book.element(name, inside="image", most=1)
book.element("name", inside="textInput", most=1)
for name in ("author", "comments", "pubDate"):
    book.element(name, inside="item", most=1)
book.element("guid", inside="item", most=1, attributes=("isPermaLink",))
book.element("source", inside="item", most=1, attributes=("url",))
book.element("enclosure", inside="item", attributes=("url", "length", "type"))
