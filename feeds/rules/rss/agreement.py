"""The image against its channel."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import RSS, RSS11
from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import of_channel
from feeds.rules.rss.book import PROFILE, RSS_20, book
from feeds.rules.rule import WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import uris

_IMAGE = "<image><url>https://example.org/a.png</url><title>{}</title><link>{}</link></image>"
_GOOD = _IMAGE.format("News", "https://example.org/")


def _pairs(kind: Kind, name: str) -> Iterator[tuple[Element, str, str]]:
    """Each element of a channel's image, its text, and that of the channel's element of the same name."""
    known: dict[int, str] = {}
    for element in kind.elements:
        image = element.parent
        channel = image.parent if image is not None and of_channel(element) else None
        if channel is None:
            continue
        other = known.get(id(channel))
        if other is None:
            same = channel.first(name)
            other = known[id(channel)] = " ".join(same.text.split()) if same is not None else ""
        text = " ".join(element.text.split())
        if text and other and text != other:
            yield element, text, other


@book.rule("RSS310", on="image/title", level=WARNING, spec=PROFILE + "#element-channel-image-title", formats=RSS_20,
           says="the image is titled {text}, the channel {other}",
           bad=_IMAGE.format("Our logo", "https://example.org/"), good=_GOOD,
           repair="same-as-channel", safe=False,
           fix="Repeat the channel's title.", w3c=("ImageTitleDoesntMatch",))  # fmt: skip
def image_title_differs(kind: Kind) -> Iterator[Where]:
    """Readers show it where the picture cannot be seen, as the name of the subscription."""
    for title, text, other in _pairs(kind, "title"):
        yield found(title.in_text(), text=quoted(text), other=quoted(other))


@book.rule("RSS311", on="image/link", level=WARNING, spec=PROFILE + "#element-channel-image-link", formats=RSS | RSS11,
           says="the image leads to {text}, the channel to {other}", bad=_IMAGE.format("News", "https://example.com/"),
           good=_GOOD,
           repair="same-as-channel", safe=False,
           fix="Repeat the channel's link.", w3c=("ImageLinkDoesntMatch",))  # fmt: skip
def image_link_differs(kind: Kind) -> Iterator[Where]:
    """People expect the picture and the name of a site to lead to the same page."""
    for link, text, other in _pairs(kind, "link"):
        if uris.canonical(text) != uris.canonical(other):
            yield found(link.in_text(), text=quoted(text), other=quoted(other))
