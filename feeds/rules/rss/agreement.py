"""The image against its channel."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.rules.formats import RSS, RSS11
from feeds.rules.rss.addresses import of_channel
from feeds.rules.rss.book import PROFILE, RSS_20, book
from feeds.rules.rule import WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import uris

_IMAGE = "<image><url>https://example.org/a.png</url><title>{}</title><link>{}</link></image>"
_GOOD = _IMAGE.format("News", "https://example.org/")


def _above(element: Element, name: str) -> str:
    """The text of the channel's element of the same name."""
    image = element.parent
    channel = image.parent if image is not None and of_channel(element) else None
    same = channel.first(name) if channel is not None else None
    return " ".join(same.text.split()) if same is not None else ""


@book.rule("RSS310", on="image/title", level=WARNING, spec=PROFILE + "#element-channel-image-title", formats=RSS_20,
           says="the image is titled {text}, the channel {other}",
           bad=_IMAGE.format("Our logo", "https://example.org/"), good=_GOOD,
           fix="Repeat the channel's title.", w3c=("ImageTitleDoesntMatch",))  # fmt: skip
def image_title_differs(title: Element) -> Iterable[Where]:
    """Readers show it where the picture cannot be seen, as the name of the subscription."""
    text, other = " ".join(title.text.split()), _above(title, "title")
    if text and other and text != other:
        yield found(title.in_text(), text=quoted(text), other=quoted(other))


@book.rule("RSS311", on="image/link", level=WARNING, spec=PROFILE + "#element-channel-image-link", formats=RSS | RSS11,
           says="the image leads to {text}, the channel to {other}", bad=_IMAGE.format("News", "https://example.com/"),
           good=_GOOD, fix="Repeat the channel's link.", w3c=("ImageLinkDoesntMatch",))  # fmt: skip
def image_link_differs(link: Element) -> Iterable[Where]:
    """People expect the picture and the name of a site to lead to the same page."""
    text, other = " ".join(link.text.split()), _above(link, "link")
    if text and other and text != other and uris.canonical(text) != uris.canonical(other):
        yield found(link.in_text(), text=quoted(text), other=quoted(other))
