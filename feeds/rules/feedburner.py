"""What FeedBurner adds to feeds: https://developers.google.com/feedburner/feedburner_namespace_reference."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import WARNING, Book
from feeds.rules.sorts import addresses, html, needed, values

_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"

book = Book(
    "FBN",
    "FeedBurner",
    "https://developers.google.com/feedburner/feedburner_namespace_reference",
    prefix="feedburner",
    uris=("http://rssnamespace.org/feedburner/ext/1.0",),
    misspelt=(
        "http://rssnamespace.org/feedburner/ext/1.0/",
        "https://rssnamespace.org/feedburner/ext/1.0",
        "http://rssnamespace.org/feedburner/1.0",
        "http://www.feedburner.com/rss/1.0",
    ),
    formats=XML_FEEDS,
    frames={"*": f'<rss version="2.0"><channel>{_HEAD}{{}}</channel></rss>'},
    about="Addresses before FeedBurner changed them, and links it put under items.",
)
_TOPS: Final = ("channel", "Channel", "atom:feed")
_ITEMS: Final = ("item", "atom:entry")
book.element("feedburner:awareness", inside=(*_TOPS, *_ITEMS), most=1)
for _name in ("browserFriendly", "emailServiceId", "feedburnerHostname"):
    book.element(f"feedburner:{_name}", inside=_TOPS, most=1)
book.element("feedburner:info", inside=_TOPS, most=1, attributes=("uri",), text=False)
book.element("feedburner:feedFlare", inside=(*_TOPS, *_ITEMS), attributes=("href", "src"))
for _name in ("origLink", "origEnclosureLink"):
    book.element(f"feedburner:{_name}", inside=_ITEMS, most=1)

_AWARE: Final = "<feedburner:awareness>{}</feedburner:awareness>"
addresses(book, ("FBN201", "FBN202", "FBN203"),
          {f"feedburner:{each}": ("",)
           for each in ("awareness", "feedburnerHostname", "origLink", "origEnclosureLink")},
          title="feedburner", bad=_AWARE, good=_AWARE,
          why="Readers that want the address before FeedBurner changed it get none.")  # fmt: skip
_FLARE: Final = '<feedburner:feedFlare href="{}" src="https://example.org/1.gif">Add it</feedburner:feedFlare>'
addresses(book, ("FBN204", "FBN205", ""), {"feedburner:feedFlare": ("href", "src")}, title="feedflare", bad=_FLARE,
          good=_FLARE, relative=True, why="The link under the item leads nowhere.")  # fmt: skip
needed(book, "FBN101", "feedburner-info-without-uri", {"feedburner:info": ("uri",)}, level=WARNING, w3c=(),
       why="FeedBurner finds the feed by it.", bad="<feedburner:info/>", good='<feedburner:info uri="example"/>',
       fix="Leave the element out, or add uri.")  # fmt: skip


values(book, "FBN206", "html-in-feedburner-text",
       {f"feedburner:{each}": ("",) for each in ("browserFriendly", "feedFlare", "emailServiceId")}, html,
       level=WARNING, blank=False, says="{what} has HTML in it: {problem}",
       why="It is shown as it stands, with its tags and references.",
       bad="<feedburner:browserFriendly>Me &amp;amp; you</feedburner:browserFriendly>",
       good="<feedburner:browserFriendly>Me &amp; you</feedburner:browserFriendly>", fix="Write plain text.",
       w3c=("ContainsHTML",))  # fmt: skip
