"""RSS 0.91, 0.92 and 2.0: https://www.rssboard.org/rss-specification, read from top to bottom.

The RSS Advisory Board's profile (https://www.rssboard.org/rss-profile) is the source where the specification is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import RSS
from feeds.rules.rule import ERROR, Book, Where
from feeds.source.xmltree import Element
from feeds.values import dates

PROFILE = "https://www.rssboard.org/rss-profile"
_CHANNEL = "<title>News</title><link>https://example.org/</link><description>All the news</description>"

book = Book(
    "RSS",
    "RSS 0.91 to 2.0",
    "https://www.rssboard.org/rss-specification",
    prefix="",
    uris=(
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/RSS2",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://www.rssboard.org/rss-specification",
    ),
    formats=RSS,
    frames={
        "channel": '<rss version="2.0">{}</rss>',
        "*": f'<rss version="2.0"><channel>{_CHANNEL}{{}}</channel></rss>',
    },
    about="The elements of RSS itself: channel, item and what is in them.",
)

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
book.element("channel", inside="rss", most=1, text=False)
book.element("item", inside="channel", text=False)
book.element("image", inside="channel", most=1, text=False)
book.element("textInput", inside="channel", most=1, text=False)
book.element("textinput", inside="channel", most=1, text=False, formats={"rss-0.91"})
book.element("cloud", inside="channel", most=1, attributes=("domain", "port", "path", "registerProcedure", "protocol"))
book.element("skipHours", inside="channel", most=1, text=False)
book.element("skipDays", inside="channel", most=1, text=False)
book.element("hour", inside="skipHours")
book.element("day", inside="skipDays")
book.element("category", inside=("channel", "item"), attributes=("domain",))
book.element("url", inside="image", most=1)
book.element("width", inside="image", most=1)
book.element("height", inside="image", most=1)
book.element("name", inside="textInput", most=1)
for name in ("author", "comments", "pubDate"):
    book.element(name, inside="item", most=1)
book.element("guid", inside="item", most=1, attributes=("isPermaLink",))
book.element("source", inside="item", most=1, attributes=("url",))
book.element("enclosure", inside="item", attributes=("url", "length", "type"))

_SPEC_CHANNEL = "#requiredChannelElements"

book.required(
    "RSS101", "rss-without-channel", on="rss", element="channel", says="rss has no channel",
    why="Everything that a feed says stands in its channel.", spec="#hrelementsOfLtrssgt",
    bad='<rss version="2.0"></rss>', good=f'<rss version="2.0"><channel>{_CHANNEL}</channel></rss>',
    fix="Put a channel with title, link and description into rss.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "RSS102", "channel-without-title", on="channel", element="title", says="channel has no title",
    why="Readers name the subscription by it.", spec=_SPEC_CHANNEL,
    bad="<channel><link>https://example.org/</link><description>News</description></channel>",
    good=f"<channel>{_CHANNEL}</channel>", fix="Give the channel the name by which people know the site.",
    w3c=("MissingTitle",),
)  # fmt: skip


@book.rule("RSS110", on="item", level=ERROR, spec="#hrelementsOfLtitemgt",
           says="item has neither title nor description",
           bad="<item><link>https://example.org/1</link></item>", good="<item><title>One</title></item>",
           fix="Give the item a title, or a description that holds its text.",
           w3c=("ItemMustContainTitleOrDescription",))  # fmt: skip
def item_without_title_or_description(item: Element) -> Iterator[Where]:
    """A reader has nothing to show for an item with neither."""
    if "title" not in item and "description" not in item:
        yield item


book.value(
    "RSS220", "pubdate-not-rfc822", on=("item/pubDate", "channel/pubDate"), grammar=dates.rfc822,
    without=frozenset({"weekday"}), says="{element} is not an RFC 822 date: {text}: {problem}",
    why="Readers that cannot read the date show the item at the time of its arrival, or not at all.",
    spec="#ltpubdategtSubelementOfLtitemgt", bad="<item><title>One</title><pubDate>31/01/2020</pubDate></item>",
    good="<item><title>One</title><pubDate>Fri, 31 Jan 2020 08:00:00 +0000</pubDate></item>",
    fix="Write it as in Fri, 31 Jan 2020 08:00:00 +0000.", w3c=("InvalidRFC2822Date",),
)  # fmt: skip
