"""What the elements of Media RSS say together, and its namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.media.book import FEED, NO_SLASH, URI, book
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, WARNING, Where, found, quoted
from feeds.rules.sorts import presence
from feeds.source.xmltree import Element

_ONE: Final = '<media:content url="https://example.org/1.mp4"{}/>'
_TWO: Final = '<media:content url="https://example.org/1.webm"{}/>'


def _group(*contents: str) -> str:
    return f"<media:group>{''.join(contents)}</media:group>"


@book.rule("MED501", on="media:group", level=ADVICE, spec="#media-group",
           says="the group has {count} media:content, where several were expected",
           bad=_group(_ONE.replace("{}", "")), good=_group(_ONE.replace("{}", ""), _TWO.replace("{}", "")),
           fix="Leave the group out and put its elements into the item.",
           w3c=("MediaGroupWithoutAlternatives",))  # fmt: skip
def media_group_without_alternatives(group: Element) -> Iterator[Where]:
    """A group holds several versions of one film or sound. Readers show one version all the same."""
    count = sum(child.name == "media:content" for child in group.children)
    if count < 2 and not group.document.stopped_within(group):
        item = group.parent
        if item is None or not any(child.name.startswith("yt:") for child in item.children):  # YouTube has it so
            yield found(group, count="one" if count else "no")


@book.rule("MED313", on="media:group", level=WARNING, spec="#media-content",
           says="a second media:content of the group is the default one",
           bad=_group(_ONE.replace("{}", ' isDefault="true"'), _TWO.replace("{}", ' isDefault="true"')),
           good=_group(_ONE.replace("{}", ' isDefault="true"'), _TWO.replace("{}", "")),
           fix="Let one of them be the default.")  # fmt: skip
def two_default_versions(group: Element) -> Iterator[Where]:
    """Readers take the first or the last of them."""
    seen = False
    for child in group.children:
        if child.name == "media:content" and child.get("isDefault") == "true":
            if seen:
                yield child.in_attribute("isDefault")
                return
            seen = True


presence(book, "MED314", "media-adult-given-up", ("media:adult",), level=WARNING, spec="#media-adult",
         says="{element} has been replaced by media:rating", why="The specification has given it up since 1.1.0.",
         bad="<media:adult>false</media:adult>", good="<media:rating>nonadult</media:rating>",
         fix="Write a media:rating, adult or nonadult.", w3c=("DeprecatedMediaAdult",))  # fmt: skip
_BAD: Final = FEED.replace("{}", '<media:title xmlns:media="{}">One</media:title>')


@book.rule("MED315", on="document", level=WARNING, spec="#namespace-declaration",
           says="the namespace of Media RSS ends with a slash: {uri}", bad=_BAD.replace("{}", NO_SLASH),
           good=_BAD.replace("{}", URI),
           repair=("namespace", "http://search.yahoo.com/mrss/"),
           fix=f"Write {URI}.", w3c=("MediaRssNamespace",))  # fmt: skip
def media_namespace_without_its_slash(reading: Reading) -> Iterator[Where]:
    """It was so in early versions and many readers know both; others see no picture in the feed."""
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        if namespace.uri == NO_SLASH:
            yield found(namespace.element.place("namespace", namespace.prefix), uri=quoted(NO_SLASH, 90))
            return
