"""RSS beside other vocabularies: said twice, in the wrong order, in the wrong place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.book import CHANNEL, PROFILE, RSS_20, book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Repair, Where, found, part, quoted
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


def _twice(parent: Element, names: dict[str, str], pairs: dict[str, str], which: str = "") -> Iterator[Where]:
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
            yield part(which, child, core=pairs[name], extension=name)


@book.rule("RSS320", on="channel", level=WARNING, spec=PROFILE + "#namespace-elements", formats=RSS,
           says="channel says the same with {core} and with {extension}",
           bad=f'<language>en</language><dc:language xmlns:dc="{_DC}">en</dc:language>',
           good=f'<dc:language xmlns:dc="{_DC}">en</dc:language>',
           fix="Keep the one that RSS itself has.", w3c=("DuplicateSemantics",))  # fmt: skip
def channel_says_it_twice(channel: Element) -> Iterable[Where]:
    """Readers differ in which of the two they believe, and one of them is soon forgotten."""
    return _twice(channel, _CHANNEL_NAMES, _CHANNEL_PAIRS)


_BODIES: Final = _names("xhtml:body", "atom:content")
_ENCODED: Final = frozenset(_names("content:encoded"))
_LOOKED_FOR: Final = frozenset({*_ITEM_NAMES, *_BODIES, *_ENCODED})


def _items(kind: Kind) -> Iterator[Where]:
    """One look at what each item has from other vocabularies."""
    for item in kind.elements:
        if _LOOKED_FOR.isdisjoint([child.name for child in item.children]):
            continue
        yield from _twice(item, _ITEM_NAMES, _ITEM_PAIRS, "twice")
        described = False
        for child in item.children:
            if child.name == "description":
                described = True
            elif child.name in _BODIES:
                yield part("elsewhere", child, element=_BODIES[child.name])
            elif child.name in _ENCODED and not described:
                yield part("before", child)


def _item(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str, spec: str, w3c: str,
          formats: frozenset[str] = RSS_20, repair: Repair = ()) -> None:  # fmt: skip
    item = "<item><title>One</title>{}</item>"
    book.rule(code, on="item", level=WARNING, spec=PROFILE + spec, formats=formats, says=says, bad=item.format(bad),
              good=item.format(good), fix=fix, w3c=(w3c,), name=name, why=why, part=which,
              repair=repair)(_items)  # fmt: skip


_SUBJECT: Final = f'<dc:subject xmlns:dc="{_DC}">Sport</dc:subject>'
_TEXT: Final = f'<content:encoded xmlns:content="{_CONTENT}">Text</content:encoded>'
_item("RSS321", "item-says-it-twice", "twice", spec="#namespace-elements", formats=RSS, w3c="DuplicateItemSemantics",
      says="item says the same with {core} and with {extension}",
      why="Readers differ in which of the two they believe, or show both.",
      bad=f"<category>Sport</category>{_SUBJECT}", good=_SUBJECT,
      fix="Keep the one that RSS itself has.")  # fmt: skip
_item("RSS322", "text-where-no-reader-looks", "elsewhere", spec="#namespace-elements-content-encoded",
      says="item has its text in {element}, where readers look into description and content:encoded",
      why="Hardly any reader of RSS looks there, so the item seems to be empty, or its text is shown twice.",
      bad='<body xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></body>', good="<description>Text</description>",
      fix="Put the text into content:encoded, and a summary into description.",
      w3c="DuplicateDescriptionSemantics")  # fmt: skip
_item("RSS323", "content-before-description", "before", spec="#namespace-elements-content-encoded",
      says="content:encoded stands before description, or without one",
      why="Programs that fill one field from both let the later one win: the summary replaces the whole text.",
      bad=_TEXT, good=f"<description>Short</description>{_TEXT}",
      repair="description-first",
      fix="Put a description with a summary in front of it.", w3c="NeedDescriptionBeforeContent")  # fmt: skip


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
def extension_attribute(kind: Kind) -> Iterator[Where]:
    """Namespaces may bring elements; readers look for nothing in attributes that RSS does not have."""
    for element in kind.elements:
        for name in element.attributes:
            if (":" in name or name[:1] == "{") and not name.startswith("xml:"):
                yield found(element.place("attribute name", name), element=element.name, name=quoted(name))


_BLINK: Final = "<{0}>https://example.org/</{0}>"
book.element("blink", inside="channel")


@book.rule("RSS137", on="channel/blink", level=ERROR, w3c=("NoBlink",),
           spec="https://web.archive.org/web/2012/http://backend.userland.com/blogChannelModule",
           says="RSS has no element blink; blogChannel:blink is meant", bad=_BLINK.format("blink"),
           good=_BLINK.format("blogChannel:blink"),
           fix="Write blogChannel:blink, and declare its namespace.")  # fmt: skip
def blink_without_its_namespace(kind: Kind) -> Iterator[Where]:
    """The weblog that somebody recommends is named by an element of a module; without its namespace nobody knows it."""
    yield from kind.elements
