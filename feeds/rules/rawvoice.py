"""RawVoice's and Blubrry's elements for podcasts: https://blubrry.com/developer/rawvoice-rss/."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.rule import WARNING, Book
from feeds.rules.sorts import addresses, needed, one_of, values

_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "{}</channel></rss>"
)

book = Book(
    "RVO",
    "RawVoice",
    "https://blubrry.com/developer/rawvoice-rss/",
    prefix="rawvoice",
    uris=("http://www.rawvoice.com/rawvoiceRssModule/", "https://blubrry.com/developer/rawvoice-rss/"),
    misspelt=("http://www.rawvoice.com/rawvoiceRssModule", "https://www.rawvoice.com/rawvoiceRssModule/",
              "http://rawvoice.com/rawvoiceRssModule/", "https://blubrry.com/developer/rawvoice-rss"),
    formats=RSS,
    frames={"*": _FEED},
    about="Where to subscribe to a show, how often it appears, and other versions of an episode.",
    closed=False,
)  # fmt: skip
for _name in ("rating", "location", "frequency", "subscribe", "donate"):
    book.element(f"rawvoice:{_name}", inside="channel", most=1, attributes=None)
for _name in ("poster", "isHd", "embed", "webm", "mp4", "metamark"):
    book.element(f"rawvoice:{_name}", inside="item", most=None if _name == "metamark" else 1, attributes=None)

_DONATE: Final = '<rawvoice:donate href="{}">Help us</rawvoice:donate>'
addresses(book, ("RVO201", "RVO202", "RVO203"),
          {"rawvoice:donate": ("href",), "rawvoice:poster": ("url",), "rawvoice:webm": ("src",),
           "rawvoice:mp4": ("src",), "rawvoice:metamark": ("link",),
           "rawvoice:subscribe": ("feed", "html", "itunes", "googleplay", "spotify", "blubrry", "stitcher", "tunein")},
          title="rawvoice", bad=_DONATE, good=_DONATE, blank=False)  # fmt: skip
needed(book, "RVO101", "rawvoice-address-missing", {"rawvoice:donate": ("href",), "rawvoice:poster": ("url",),
                                                   "rawvoice:webm": ("src",), "rawvoice:mp4": ("src",)}, w3c=(),
       level=WARNING, why="The element is there for the address.", bad="<rawvoice:donate>Help us</rawvoice:donate>",
       good='<rawvoice:donate href="https://example.org/">Help us</rawvoice:donate>',
       fix="Add the address.")  # fmt: skip
values(book, "RVO204", "high-definition-neither-yes-nor-no", {"rawvoice:isHd": ("",)}, one_of("yes", "no", case=False),
       level=WARNING, says="isHd: {problem}", why="Players take the film for one in low definition.",
       bad="<item><title>One</title><rawvoice:isHd>true</rawvoice:isHd></item>",
       good="<item><title>One</title><rawvoice:isHd>yes</rawvoice:isHd></item>",
       repair="yes-no", fix="Write yes or no.")  # fmt: skip
