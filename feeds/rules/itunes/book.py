"""The book of Apple's podcast elements, as Apple specifies them today, and those that it has given up.

Sources: Apple, "Podcast RSS feed requirements" (https://podcasters.apple.com/support/823-podcast-requirements) and
"A podcaster's guide to RSS" (https://help.apple.com/itc/podcasts_connect/#/itcb54353390).
"""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import Book

GUIDE: Final = "https://help.apple.com/itc/podcasts_connect/#/itcb54353390"
REQUIREMENTS: Final = "https://podcasters.apple.com/support/823-podcast-requirements"
URI: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
OLDER: Final = "http://www.itunes.com/DTDs/Podcast-1.0.dtd"

IMAGE: Final = '<itunes:image href="https://example.org/cover.jpg"/>'
CATEGORY: Final = '<itunes:category text="Technology"/>'
OWNER: Final = "<itunes:owner><itunes:name>Me</itunes:name><itunes:email>me@example.org</itunes:email></itunes:owner>"
EXPLICIT: Final = "<itunes:explicit>false</itunes:explicit>"
LANGUAGE: Final = "<language>en</language>"
_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
ITEM: Final = (
    '<item><title>One</title><guid isPermaLink="false">1</guid>'
    '<enclosure url="https://example.org/1.mp3" length="1000" type="audio/mpeg"/>{}</item>'
)


def show(*parts: str) -> str:
    """A whole feed with these elements in its channel."""
    return f'<rss version="2.0" xmlns:itunes="{URI}"><channel>{_HEAD}{"".join(parts)}</channel></rss>'


book = Book(
    "ITU",
    "Apple Podcasts",
    GUIDE,
    prefix="itunes",
    uris=(URI, OLDER),
    misspelt=(
        "https://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/dtds/podcast-1.0.dtd/",
        "http://www.itunes.com/dtds/Podcast-1.0.dtd",
        "http://www.itunes.com/DTDs/podcast-1.0.dtd",
        "http://itunes.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/dtds/podcast-1.0",
        "http://www.itunes.com/dtds/podcast-1.1.dtd",
        "http://www.itunes.com/dtds/podcast-1.2.dtd",
        "http://www.itunes.com/dtds/podcast-2.0.dtd",
        "http://www.apple.com/dtds/podcast-1.0.dtd",
        "http://example.com/DTDs/PodCast-1.0.dtd",
    ),
    formats=XML_FEEDS,
    frames={"*": show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER, "{}")},
    about="What Apple Podcasts, and most other directories and apps of podcasts, read of a show and its episodes.",
)

CHANNELS: Final = ("channel", "Channel", "atom:feed")
ITEMS: Final = ("item", "atom:entry")
_BOTH: Final = (*CHANNELS, *ITEMS)

for name in ("author", "block", "explicit", "title", "keywords", "subtitle", "summary"):
    book.element(f"itunes:{name}", inside=_BOTH, most=1)
book.element("itunes:image", inside=_BOTH, most=1, attributes=("href",), text=False)
for name in ("complete", "new-feed-url", "type", "applepodcastsverify", "pubDate"):
    book.element(f"itunes:{name}", inside=CHANNELS, most=1)
book.element("itunes:category", inside=(*CHANNELS, "itunes:category"), attributes=("text",), text=False)
book.element("itunes:owner", inside=CHANNELS, most=1, text=False)
for name in ("name", "email"):
    book.element(f"itunes:{name}", inside="itunes:owner", most=1)
for name in ("duration", "episode", "season", "episodeType", "order", "isClosedCaptioned"):
    book.element(f"itunes:{name}", inside=ITEMS, most=1)
