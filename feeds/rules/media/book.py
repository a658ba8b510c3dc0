"""The book of Media RSS 1.5.1: pictures, sound and films beside the text, https://www.rssboard.org/media-rss."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import Book

URI: Final = "http://search.yahoo.com/mrss/"
NO_SLASH: Final = "http://search.yahoo.com/mrss"
_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
FEED: Final = f'<rss version="2.0"><channel>{_HEAD}<item><title>One</title>{{}}</item></channel></rss>'


book = Book(
    "MED",
    "Media RSS",
    "https://www.rssboard.org/media-rss",
    prefix="media",
    uris=(URI, "http://www.rssboard.org/media-rss", NO_SLASH),
    misspelt=(
        "https://search.yahoo.com/mrss/",
        "https://search.yahoo.com/mrss",
        "http://search.yahoo.com/rss/",
        "http://search.yahoo.com/mrss/1.0",
        "http://video.search.yahoo.com/mrss",
        "http://video.search.yahoo.com/mrss/",
        "http://tools.search.yahoo.com/mrss/",
        "http://api.search.yahoo.com/mrss/",
        "http://purl.org/rss/1.0/modules/media/",
        "https://www.rssboard.org/media-rss",
        "http://www.rssboard.org/media-rss/",
    ),
    formats=XML_FEEDS,
    frames={"*": FEED},
    about="Media objects of an item or entry, in all their versions, and what is to be said of them.",
)

_TOPS: Final = ("channel", "Channel", "atom:feed")
_ITEMS: Final = ("item", "atom:entry")
_OBJECTS: Final = ("media:group", "media:content")
_ALL: Final = (*_TOPS, *_ITEMS, *_OBJECTS)

book.element("media:group", inside=_ITEMS, text=False)
book.element("media:content", inside=(*_ITEMS, "media:group"), text=False, attributes=(
    "url", "fileSize", "type", "medium", "isDefault", "expression", "bitrate", "framerate", "samplingrate", "channels",
    "duration", "height", "width", "lang",
))  # fmt: skip
_EMPTY: Final = frozenset({"thumbnail", "player", "status", "price", "subTitle", "peerLink", "rights"})
for _name, _most, _attributes in (
    ("adult", 1, ()),
    ("rating", None, ("scheme",)),
    ("title", 1, ("type",)),
    ("description", 1, ("type",)),
    ("keywords", 1, ()),
    ("thumbnail", None, ("url", "width", "height", "time")),
    ("category", None, ("scheme", "label")),
    ("hash", None, ("algo",)),
    ("player", 1, ("url", "width", "height")),
    ("credit", None, ("role", "scheme")),
    ("copyright", 1, ("url",)),
    ("text", None, ("type", "lang", "start", "end")),
    ("restriction", None, ("relationship", "type")),
    ("status", 1, ("state", "reason")),
    ("price", None, ("type", "info", "price", "currency")),
    ("license", None, ("type", "href")),
    ("subTitle", None, ("type", "lang", "href")),
    ("peerLink", None, ("type", "href")),
    ("rights", 1, ("status",)),
):
    book.element(f"media:{_name}", inside=_ALL, most=_most, attributes=_attributes, text=_name not in _EMPTY)
book.element("media:location", inside=_ALL, attributes=("description", "start", "end"), open=True)
book.element("media:community", inside=_ALL, most=1, text=False)
book.element(
    "media:starRating", inside="media:community", most=1, text=False, attributes=("average", "count", "min", "max")
)
book.element("media:statistics", inside="media:community", most=1, attributes=("views", "favorites"), text=False)
book.element("media:tags", inside="media:community", most=1)
book.element("media:embed", inside=_ALL, attributes=("url", "width", "height"), text=False)
book.element("media:param", inside="media:embed", attributes=("name",))
for _name, _child in (("comments", "comment"), ("responses", "response"), ("backLinks", "backLink")):
    book.element(f"media:{_name}", inside=_ALL, most=1, text=False)
    book.element(f"media:{_child}", inside=f"media:{_name}")
book.element("media:scenes", inside=_ALL, most=1, text=False)
book.element("media:scene", inside="media:scenes", text=False)
for _name in ("sceneTitle", "sceneDescription", "sceneStartTime", "sceneEndTime"):
    book.element(f"media:{_name}", inside="media:scene", most=1)
    book.element(_name, inside="media:scene", most=1)  # the specification's own example has them without the prefix
