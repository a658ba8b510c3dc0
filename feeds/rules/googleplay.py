"""Google's elements for podcasts, which nobody reads any more: Google Podcasts was closed in 2024.

Source: https://developers.google.com/search/docs/guides/podcast-guidelines, as it was until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, WARNING, Book, Where, found
from feeds.rules.sorts import addresses, needed, one_of, values

_URI: Final = "http://www.google.com/schemas/play-podcasts/1.0"
_NEWS: Final = "https://www.trustedreviews.com/news/google-podcasts-dies-in-2024-youtube-music-picking-up-slack-4373363"
_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "{}</channel></rss>"
)

book = Book(
    "GPC",
    "Google Play podcasts",
    "https://web.archive.org/web/2023/https://support.google.com/podcast-publishers/answer/9889544",
    prefix="googleplay",
    uris=(_URI,),
    misspelt=(
        f"{_URI}/",
        "https://www.google.com/schemas/play-podcasts/1.0",
        "https://www.google.com/schemas/play-podcasts/1.0/",
        "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd",
        "https://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd",
    ),
    formats=XML_FEEDS,
    frames={"*": _FEED},
    about="What Google Podcasts read of a show.",
)
_TOPS: Final = ("channel", "atom:feed")
_ITEMS: Final = ("item", "atom:entry")
for _name in ("author", "description", "explicit", "block"):
    book.element(f"googleplay:{_name}", inside=(*_TOPS, *_ITEMS), most=1)
book.element("googleplay:image", inside=(*_TOPS, *_ITEMS), most=1, attributes=("href",), text=False)
for _name in ("email", "owner", "new-feed-url"):
    book.element(f"googleplay:{_name}", inside=_TOPS, most=1)
book.element("googleplay:category", inside=(*_TOPS, "googleplay:category"), attributes=("text",), text=False)

_IMAGE: Final = '<googleplay:image href="{}"/>'
addresses(book, ("GPC201", "GPC202", "GPC203"), {"googleplay:image": ("href",)}, title="googleplay", bad=_IMAGE,
          good=_IMAGE, levels=(WARNING, WARNING, ADVICE))  # fmt: skip
needed(book, "GPC101", "googleplay-attribute-missing",
       {"googleplay:image": ("href",), "googleplay:category": ("text",)},
       level=WARNING, w3c=(), why="What it says is in the attribute.", bad="<googleplay:category/>",
       good='<googleplay:category text="Arts"/>', fix="Add the attribute, or leave the element out.")  # fmt: skip
values(book, "GPC204", "googleplay-word-neither-yes-nor-no", {"googleplay:explicit": ("",), "googleplay:block": ("",)},
       one_of("yes", "no", "clean", "true", "false", case=False), level=WARNING,
       says="{what}: {problem}", why="No program understands another word.",
       bad="<googleplay:explicit>maybe</googleplay:explicit>", good="<googleplay:explicit>no</googleplay:explicit>",
       fix="Write yes or no.")  # fmt: skip


@book.rule("GPC501", on="document", level=ADVICE, spec=_NEWS,
           says="Google Podcasts has been closed: nobody reads these elements",
           bad=_FEED.replace("{}", f'<googleplay:block xmlns:googleplay="{_URI}">no</googleplay:block>'),
           good=_FEED.replace("{}", "<ttl>60</ttl>"),
           fix="Leave them out; YouTube and the others read Apple's elements.")  # fmt: skip
def elements_of_google_podcasts(reading: Reading) -> Iterator[Where]:
    """Google closed its app in 2024, and YouTube reads the elements of Apple."""
    for element in reading.xml.elements if reading.xml is not None else ():
        if element.name.startswith("googleplay:"):
            yield found(element)
            return
