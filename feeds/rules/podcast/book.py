"""The book of the podcast namespace ("Podcasting 2.0"): https://podcasting2.org/docs/podcast-namespace.

Each element has a page of its own, docs/tags/… in https://github.com/Podcastindex-org/podcast-namespace, which the
rules cite. The namespace grows: what is proposed is known here, and an attribute that it does not have is no error.
"""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.rule import Book

URI: Final = "https://podcastindex.org/namespace/1.0"
OTHER: Final = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
TAGS: Final = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/"
_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_FEED: Final = f'<rss version="2.0" xmlns:podcast="{URI}"><channel>{_HEAD}{{}}</channel></rss>'
_ITEM: Final = _FEED.replace("{}", "<item><title>One</title>{}</item>")

ATTRIBUTES: Final = {
    "transcript": "url type language rel",
    "locked": "owner",
    "funding": "url",
    "chapters": "url type",
    "soundbite": "startTime duration title",
    "person": "role group img href",
    "location": "rel geo osm country",
    "season": "name",
    "episode": "display",
    "trailer": "url pubdate length type season",
    "license": "url",
    "alternateEnclosure": "type length bitrate height lang title rel codecs default",
    "source": "uri contentType",
    "integrity": "type value",
    "guid": "",
    "value": "type method suggested",
    "valueRecipient": "name customKey customValue type address split fee",
    "valueTimeSplit": "startTime duration remoteStartTime remotePercentage",
    "medium": "",
    "images": "srcset",
    "image": "href alt aspect-ratio width height type purpose",
    "liveItem": "status start end",
    "contentLink": "href",
    "socialInteract": "protocol uri accountId accountUrl priority",
    "block": "id",
    "txt": "purpose",
    "remoteItem": "feedGuid feedUrl itemGuid medium title",
    "podroll": "",
    "updateFrequency": "complete dtstart rrule",
    "podping": "usesPodping",
    "publisher": "",
    "chat": "server protocol accountId space",
}
"""The elements of the namespace, and the attributes of each."""

PROPOSED: Final = (
    "liveValue", "complete", "social", "recommendations", "gateway", "id", "contact", "previousUrl", "newFeedUrl",
    "verify", "bonusItem", "opensubscribe", "hiveAccount", "sharedSoundbites", "comments", "metaBoost",
)  # fmt: skip

_IN_CHANNEL: Final = ("locked", "funding", "trailer", "guid", "medium", "liveItem", "block", "podroll",
                      "updateFrequency", "podping", "publisher")  # fmt: skip
_ONCE: Final = frozenset({"locked", "chapters", "season", "episode", "license", "integrity", "guid", "medium",
                          "podroll", "updateFrequency", "podping", "publisher", "chat", "images"})  # fmt: skip
_NESTED: Final = {
    "source": ("alternateEnclosure",),
    "integrity": ("alternateEnclosure",),
    "valueRecipient": ("value", "valueTimeSplit"),
    "valueTimeSplit": ("value",),
    "remoteItem": ("podroll", "valueTimeSplit", "publisher", "value"),
}
_EVERYWHERE: Final = frozenset({"person", "location", "license", "value", "images", "image", "socialInteract", "txt",
                                "chat", "funding", "remoteItem"})  # fmt: skip

book = Book(
    "POD",
    "Podcast namespace",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    prefix="podcast",
    uris=(URI, OTHER),
    misspelt=(
        "http://podcastindex.org/namespace/1.0",
        "https://podcastindex.org/namespace/1.0/",
        "https://www.podcastindex.org/namespace/1.0",
        "https://podcastindex.org/namespace",
        "http://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.xsd",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
    formats=RSS,
    frames={
        "*": _ITEM,
        "item": _FEED,
        **{f"podcast:{name}": _FEED for name in (*_IN_CHANNEL, "value")},
    },
    about="What podcasts have beyond Apple's elements: transcripts, chapters, people, payments, live streams.",
    closed=False,  # it grows: what is unknown here may be newer (POD110, POD111, POD507)
)

for _name in ATTRIBUTES:
    _parents = tuple(f"podcast:{up}" for up in _NESTED.get(_name, ()))
    if _name in _IN_CHANNEL or _name in _EVERYWHERE:
        _parents += ("channel",)
    if _name not in _NESTED and (_name not in _IN_CHANNEL or _name in _EVERYWHERE):
        _parents += ("item",)
    book.element(f"podcast:{_name}", inside=_parents, most=1 if _name in _ONCE else None, attributes=None,
                 open=_name == "liveItem")  # fmt: skip
for _name in PROPOSED:
    book.element(f"podcast:{_name}", inside=("channel", "item", "podcast:liveItem", "podcast:value"), attributes=None,
                 open=True)  # fmt: skip
