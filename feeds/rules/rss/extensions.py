"""RSS beside other vocabularies: said twice, in the wrong order, in the wrong place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.reading import Reading
from feeds.rules.rss.book import CHANNEL, PROFILE, RSS_20, book
from feeds.rules.rule import ADVICE, WARNING, Where, found, quoted
from feeds.source.xmltree import Element

_DC: Final = "http://purl.org/dc/elements/1.1/"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_SLASH: Final = "http://purl.org/rss/1.0/modules/slash/"
_URIS: Final = {
    "dc": _DC,
    "dcterms": "http://purl.org/dc/terms/",
    "admin": "http://webns.net/mvcb/",
    "cc": "http://web.resource.org/cc/",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "atom": "http://www.w3.org/2005/Atom",
    "content": _CONTENT,
    "slash": _SLASH,
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def _names(*names: str) -> dict[str, str]:
    """Names as the tree may have them, by prefix or by namespace, and the name to show."""
    table: dict[str, str] = {}
    for name in names:
        prefix, _, local = name.partition(":")
        table[name] = name
        table[f"{{{_URIS[prefix]}}}{local}"] = name
    return table


_CHANNEL_PAIRS: Final = {
    "admin:generatorAgent": "generator", "dc:date": "pubDate", "dc:creator": "managingEditor",
    "dc:publisher": "webMaster", "dc:language": "language", "dc:rights": "copyright",
    "dcterms:modified": "lastBuildDate", "cc:license": "creativeCommons:license",
}  # fmt: skip
_ITEM_PAIRS: Final = {
    "atom:id": "guid", "dc:creator": "author", "dc:date": "pubDate", "dc:source": "source", "dc:subject": "category",
    "cc:license": "creativeCommons:license",
}  # fmt: skip
_CHANNEL_NAMES: Final = _names(*_CHANNEL_PAIRS)
_ITEM_NAMES: Final = _names(*_ITEM_PAIRS)
_CREATIVE: Final = frozenset(_names("creativeCommons:license"))


def _twice(parent: Element, names: dict[str, str], pairs: dict[str, str]) -> Iterable[Where]:
    """Each extension element that says what an element of RSS beside it says."""
    spots = [child for child in parent.children if child.name in names]
    if not spots:
        return
    there = {"creativeCommons:license" if child.name in _CREATIVE else child.name for child in parent.children}
    seen: set[str] = set()
    for child in spots:
        name = names[child.name]
        if pairs[name] in there and name not in seen:
            seen.add(name)
            yield found(child, core=pairs[name], extension=name)


@book.rule("RSS320", on="channel", level=WARNING, spec=PROFILE + "#namespace-elements", formats=RSS,
           says="channel says the same with {core} and with {extension}",
           bad=f'<language>en</language><dc:language xmlns:dc="{_DC}">en</dc:language>',
           good=f'<dc:language xmlns:dc="{_DC}">en</dc:language>',
           fix="Keep the one that RSS itself has.", w3c=("DuplicateSemantics",))  # fmt: skip
def channel_says_it_twice(channel: Element) -> Iterable[Where]:
    """Readers differ in which of the two they believe, and one of them is soon forgotten."""
    return _twice(channel, _CHANNEL_NAMES, _CHANNEL_PAIRS)


@book.rule("RSS321", on="item", level=WARNING, spec=PROFILE + "#namespace-elements", formats=RSS,
           says="item says the same with {core} and with {extension}",
           bad="<item><title>One</title><category>Sport</category>"
           f'<dc:subject xmlns:dc="{_DC}">Sport</dc:subject></item>',
           good=f'<item><title>One</title><dc:subject xmlns:dc="{_DC}">Sport</dc:subject></item>',
           fix="Keep the one that RSS itself has.", w3c=("DuplicateItemSemantics",))  # fmt: skip
def item_says_it_twice(item: Element) -> Iterable[Where]:
    """Readers differ in which of the two they believe, or show both."""
    return _twice(item, _ITEM_NAMES, _ITEM_PAIRS)


_BODIES: Final = _names("xhtml:body", "atom:content")


@book.rule("RSS322", on="item", level=WARNING, spec=PROFILE + "#namespace-elements-content-encoded", formats=RSS_20,
           says="item has its text in {element}, where readers look into description and content:encoded",
           bad='<item><title>One</title><body xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></body></item>',
           good="<item><title>One</title><description>Text</description></item>",
           fix="Put the text into content:encoded, and a summary into description.",
           w3c=("DuplicateDescriptionSemantics",))  # fmt: skip
def text_where_no_reader_looks(item: Element) -> Iterable[Where]:
    """Hardly any reader of RSS looks there, so the item seems to be empty, or its text is shown twice."""
    for child in item.children:
        if child.name in _BODIES:
            yield found(child, element=_BODIES[child.name])


_ENCODED: Final = frozenset(_names("content:encoded"))


@book.rule("RSS323", on="item", level=WARNING, spec=PROFILE + "#namespace-elements-content-encoded", formats=RSS_20,
           says="content:encoded stands before description, or without one",
           bad=f'<item><title>One</title><content:encoded xmlns:content="{_CONTENT}">Text</content:encoded></item>',
           good="<item><title>One</title><description>Short</description>"
           f'<content:encoded xmlns:content="{_CONTENT}">Text</content:encoded></item>',
           fix="Put a description with a summary in front of it.",
           w3c=("NeedDescriptionBeforeContent",))  # fmt: skip
def content_before_description(item: Element) -> Iterable[Where]:
    """Programs that fill one field from both let the later one win: the summary replaces the whole text."""
    for child in item.children:
        if child.name == "description":
            return
        if child.name in _ENCODED:
            yield child


_COMMENTS: Final = frozenset(_names("slash:comments"))


@book.rule("RSS324", on="document", level=WARNING, spec=PROFILE + "#namespace-elements-slash-comments", formats=RSS_20,
           says="channel counts comments and has no lastBuildDate",
           bad=f'<item><title>One</title><slash:comments xmlns:slash="{_SLASH}">3</slash:comments></item>',
           good="<lastBuildDate>Fri, 31 Jan 2020 08:00:00 +0000</lastBuildDate>"
           f'<item><title>One</title><slash:comments xmlns:slash="{_SLASH}">3</slash:comments></item>',
           fix="Add lastBuildDate.", w3c=("SlashDate",))  # fmt: skip
def comment_counts_without_a_date(reading: Reading) -> Iterator[Where]:
    """Nobody can say when the number was right; it grows while the item stays the same."""
    items = reading.items
    channel = items[0].parent if items else None
    if channel is None or "lastBuildDate" in channel:
        return
    for item in items:
        for child in item.children:
            if child.name in _COMMENTS:
                yield child
                return


_CORE: Final = (
    "rss", "channel", "item", "title", "link", "description", "language", "copyright", "managingEditor", "webMaster",
    "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput",
    "skipHours", "skipDays", "hour", "day", "url", "width", "height", "name", "author", "comments", "enclosure", "guid",
    "source",
)  # fmt: skip
_XSI: Final = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="rss.xsd"'


@book.rule("RSS506", on=_CORE, level=ADVICE, spec=PROFILE + "#introduction", formats=RSS_20,
           says="{element} has {name}, an attribute that RSS 2.0 does not have",
           bad=f'<rss version="2.0" {_XSI}><channel>{CHANNEL}</channel></rss>',
           good=f'<rss version="2.0"><channel>{CHANNEL}</channel></rss>',
           fix="Leave it out, unless a reader that you know uses it.", w3c=("UseOfExtensionAttr",))  # fmt: skip
def extension_attribute(element: Element) -> Iterable[Where]:
    """Namespaces may bring elements; readers look for nothing in attributes that RSS does not have."""
    for name in element.attributes:
        if (":" in name or name[:1] == "{") and not name.startswith("xml:"):
            yield found(element.place("attribute name", name), element=element.name, name=quoted(name))
