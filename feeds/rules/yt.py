"""YouTube's elements in its own feeds; they point to the video and the channel.

Sources: YouTube Data API, push notifications (https://developers.google.com/youtube/v3/guides/push_notifications); for
the elements of 2007 the reference of the GData API, which YouTube shut down in 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, WARNING, Book, Where, found
from feeds.rules.sorts import values
from feeds.values.problem import Problem

_NEW: Final = "http://www.youtube.com/xml/schemas/2015"
_OLD: Final = "http://gdata.youtube.com/schemas/2007"
_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "<item><title>One</title>{}</item></channel></rss>"
)

book = Book(
    "YTB",
    "YouTube",
    "https://developers.google.com/youtube/v3/guides/push_notifications",
    prefix="yt",
    uris=(_NEW, _OLD),
    misspelt=(f"{_NEW}/", "https://www.youtube.com/xml/schemas/2015", "http://youtube.com/xml/schemas/2015"),
    formats=XML_FEEDS,
    frames={"*": _FEED},
    about="Which video and which channel of YouTube an entry is about.",
    closed=False,
)
_ENTRIES: Final = ("atom:entry", "item")
book.element("yt:videoId", inside=_ENTRIES, most=1)
book.element("yt:channelId", inside=("atom:feed", "channel", *_ENTRIES), most=1)
book.element("yt:playlistId", inside=("atom:feed", "channel"), most=1)


def video(text: str) -> Problem | None:
    """What keeps a text from being the identifier of a video."""
    if re.fullmatch(r"[A-Za-z0-9_-]{11}", text):
        return None
    return Problem("no-video", "11 letters, digits, dashes and underscores were expected", 0, len(text))


values(book, "YTB201", "video-identifier-of-another-form", {"yt:videoId": ("",)}, video, level=WARNING,
       says="videoId is not the identifier of a video: {text}: {problem}",
       why="Readers make the address of the player out of it.", bad="<yt:videoId>one</yt:videoId>",
       good="<yt:videoId>dQw4w9WgXcQ</yt:videoId>",
       fix="Write what stands after v= in the video's address.")  # fmt: skip


@book.rule("YTB501", on="document", level=ADVICE, says="elements of YouTube's interface of 2007 have been given up",
           bad=_FEED.replace("{}", f'<yt:duration xmlns:yt="{_OLD}" seconds="9"/>'),
           good=_FEED.replace("{}", f'<yt:videoId xmlns:yt="{_NEW}">dQw4w9WgXcQ</yt:videoId>'),
           fix=f"Use those of {_NEW}.")  # fmt: skip
def youtube_elements_of_2007(reading: Reading) -> Iterator[Where]:
    """YouTube shut that interface down in 2015; readers of today look for the newer elements."""
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        if namespace.uri == _OLD:
            yield found(namespace.element.place("namespace", namespace.prefix))
            return
