"""Licences as the RSS module of 2002 has them: https://www.rssboard.org/creative-commons."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import Book
from feeds.rules.sorts import addresses

_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_LICENCE: Final = "<creativeCommons:license>{}</creativeCommons:license>"

book = Book(
    "CRC",
    "Creative Commons RSS module",
    "https://www.rssboard.org/creative-commons",
    prefix="creativeCommons",
    uris=("http://backend.userland.com/creativeCommonsRssModule",),
    misspelt=(
        "http://backend.userland.com/creativeCommonsRssModule/",
        "https://backend.userland.com/creativeCommonsRssModule",
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html",
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule",
        "http://blogs.law.harvard.edu/tech/creativeCommonsRssModule",
        "http://www.rssboard.org/creative-commons",
        "https://www.rssboard.org/creative-commons",
    ),
    formats=XML_FEEDS,
    frames={"*": f'<rss version="2.0"><channel>{_HEAD}{{}}</channel></rss>'},
    about="The licence of a feed or of an item.",
)
book.element("creativeCommons:license", inside=("channel", "item", "Channel", "atom:feed", "atom:entry", "atom:source"))
addresses(book, ("CRC201", "CRC202", "CRC203"), {"creativeCommons:license": ("",)}, title="licence", bad=_LICENCE,
          good=_LICENCE, spec="#elements", why="Nobody can look up what is allowed.")  # fmt: skip
