"""RSS 1.1: http://inamidst.com/rss1.1/. What it shares with the others is in the books of RSS and of RDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RDF, RSS11
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, Book, Where, found, quoted
from feeds.source.xmltree import Element

_OPEN: Final = (
    '<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'rdf:about="https://example.org/rss.rdf">'
)
_PARTS: Final = {
    "title": "<title>News</title>",
    "link": "<link>https://example.org/</link>",
    "description": "<description>All the news</description>",
    "items": '<items rdf:parseType="Collection">{}</items>',
}
_HEAD: Final = _OPEN + "".join(text for name, text in _PARTS.items() if name != "items")
_ITEM: Final = "<item><title>One</title><link>https://example.org/1</link></item>"
_WHOLE: Final = f"{_HEAD}{_PARTS['items'].format(_ITEM)}</Channel>"

book = Book(
    "RSL",
    "RSS 1.1",
    "http://inamidst.com/rss1.1/",
    prefix="",
    uris=("http://purl.org/net/rss1.1#",),
    misspelt=("http://purl.org/net/rss1.1", "http://purl.org/net/rss1.1/", "http://purl.org/net/rss1.0#",
              "https://purl.org/net/rss1.1#"),
    formats=RSS11,
    frames={
        "Channel": "{}",
        "item": f"{_HEAD}{_PARTS['items']}</Channel>",
        "*": f"{_HEAD}{_PARTS['items'].format(_ITEM)}{{}}</Channel>",
    },
    about="The RSS whose root is Channel and whose items are a collection.",
)  # fmt: skip

book.element("Channel", inside="", most=1, text=False)
for name in ("title", "link", "description"):
    book.element(name, inside=("Channel", "item", "image"), most=1)
book.element("items", inside="Channel", most=1, text=False)
book.element("item", inside="items", text=False)
book.element("image", inside=("Channel", "item"), most=1, text=False)
book.element("url", inside="image", most=1)

for _number, (_element, _w3c, _why) in enumerate(
    (
        ("title", "MissingTitle", "Readers name the subscription by it."),
        ("link", "MissingLink", "Readers lead from the subscription to the site by it."),
        ("description", "MissingDescription", "Readers show it beside the title before people subscribe."),
        ("items", "MissingElement", "The items stand in it."),
    ),
    101,
):
    book.required(
        f"RSL{_number}", f"rss11-channel-without-{_element}", on="Channel", element=_element, why=_why,
        says=f"Channel has no {_element}", spec="#Channel", good=_WHOLE, fix=f"Add {_element}.", w3c=(_w3c,),
        bad=_OPEN + "".join(text.format(_ITEM) for key, text in _PARTS.items() if key != _element) + "</Channel>",
    )  # fmt: skip
book.needs(
    "RSL105", "rss11-channel-without-about", on="Channel", attribute="rdf:about", says="Channel has no rdf:about",
    why="In RDF a thing is known by its URI; the feed's address is the name of the channel.", spec="#Channel",
    bad=_WHOLE.replace(' rdf:about="https://example.org/rss.rdf"', ""), good=_WHOLE,
    fix="Add rdf:about with the feed's address.", w3c=("MissingAttribute",),
)  # fmt: skip
for _number, (_parent, _element, _w3c) in enumerate(
    (("item", "title", "MissingElement"), ("item", "link", "MissingElement"), ("image", "title", "MissingTitle"),
     ("image", "url", "MissingElement")), 106,
):  # fmt: skip
    _text = {"title": "<title>One</title>", "link": "<link>https://example.org/1</link>",
             "url": "<url>https://example.org/a.png</url>"}  # fmt: skip
    _needed = ("title", "link") if _parent == "item" else ("title", "url")
    book.required(
        f"RSL{_number}", f"rss11-{_parent}-without-{_element}", on=_parent, element=_element, spec=f"#{_parent}",
        says=f"{_parent} has no {_element}", why="RSS 1.1 asks for it, and readers show nothing without it.",
        bad=f"<{_parent}>{''.join(_text[key] for key in _needed if key != _element)}</{_parent}>",
        good=f"<{_parent}>{''.join(_text[key] for key in _needed)}</{_parent}>", fix=f"Add {_element}.", w3c=(_w3c,),
    )  # fmt: skip


def _typed(code: str, parent: str, kind: str, why: str) -> None:
    """Declare that an element must say by its rdf:parseType how its inside is read."""

    def check(element: Element) -> Iterator[Where]:
        if element.get("rdf:parseType") != kind:
            yield element

    tag = f'<{parent} rdf:parseType="{kind}">'
    image = '<image rdf:parseType="Resource"><title>News</title><url>https://example.org/a.png</url></image>'
    good = _WHOLE if parent == "items" else _WHOLE.replace("<items", image + "<items")
    book.rule(code, on=parent, level=ERROR, name=f"rss11-{parent}-without-parse-type", spec=f"#{parent}",
              says=f'{parent} does not say rdf:parseType="{kind}"', why=why, bad=good.replace(tag, f"<{parent}>"),
              good=good, fix=f"Write {tag}.", w3c=("MissingAttribute",))(check)  # fmt: skip


_typed("RSL112", "items", "Collection", "Only with it the items are a list; without it RDF allows a single one.")
_typed("RSL113", "image", "Resource", "Without it title and url would be things, not properties of the picture.")


@book.rule("RSL114", on="Channel", level=ERROR, spec="#Channel", says="Channel is not of the namespace of RSS 1.1",
           bad=_WHOLE.replace(' xmlns="http://purl.org/net/rss1.1#"', ""), good=_WHOLE,
           fix='Write <Channel xmlns="http://purl.org/net/rss1.1#">.',
           w3c=("MissingNamespace", "InvalidNamespace"))  # fmt: skip
def rss11_without_namespace(channel: Element, reading: Reading) -> Iterator[Where]:
    """Only the namespace makes it RSS 1.1; to a reader this is no feed."""
    declared = () if reading.xml is None or channel.parent is not None else reading.xml.namespaces
    if channel.parent is None and not any(each.uri in _URIS for each in declared):
        yield channel


_URIS: Final = frozenset((*book.uris, *book.misspelt))
_NAMES: Final = ("title", "link", "description", "items", "item", "image", "url", "textinput", "name")
_JO: Final = '<x:maker xmlns:x="https://example.org/x"><x:Person {0}><x:name>Jo</x:name>{1}</x:Person></x:maker>'


@book.rule("RSL110", on=_NAMES, level=ERROR, spec="#Any", formats=RDF | RSS11,
           says="{element} of RSS stands in {parent}, which is not RSS",
           bad=_WHOLE.replace("</item>", _JO.format("", "<description>Nice</description>") + "</item>"),
           good=_WHOLE.replace("</item>", _JO.format("", "") + "</item>"),
           fix="Use a property of another vocabulary, as in dc:description.", w3c=("UndefinedElement",))  # fmt: skip
def rss_in_an_extension(element: Element) -> Iterator[Where]:
    """The elements of RSS describe channels and items; on another thing they say that it is one."""
    parent = element.parent
    if parent is None or parent.name[:1] != "{":
        return
    for above in element.ancestors():
        if above.get("rdf:parseType") == "Literal":
            return
    yield found(element, element=element.name, parent=quoted(parent.local))


@book.rule("RSL111", on="document", level=ERROR, spec="#Any",
           says="the attribute {name} of RSS stands on {element}, which is not RSS",
           bad=_WHOLE.replace("</item>", _JO.format(f'r:title="Jo" xmlns:r="{book.uris[0]}"', "") + "</item>"),
           good=_WHOLE.replace("</item>", _JO.format("", "") + "</item>"),
           fix="Use an attribute of another vocabulary.", w3c=("UnexpectedAttribute",))  # fmt: skip
def rss_attribute_in_an_extension(reading: Reading) -> Iterator[Where]:
    """RSS 1.1 has no attributes of its own; a parser takes it for the title or the link of an item."""
    for element in reading.xml.elements if reading.xml is not None else ():
        if element.attributes and element.name[:1] == "{":
            for name in element.attributes:
                if name in _NAMES:
                    yield found(element.place("attribute name", name), name=quoted(name), element=quoted(element.local))


@book.rule("RSL501", on="Channel", level=ADVICE, spec="#Channel", says="Channel does not say its language",
           bad=_WHOLE, good=_WHOLE.replace("<Channel", '<Channel xml:lang="en"'), fix='Add xml:lang="en".',
           w3c=("MissingDCLanguage",))  # fmt: skip
def rss11_channel_without_language(channel: Element) -> Iterator[Where]:
    """Readers choose fonts, hyphenation and voices by it."""
    if not channel.get("xml:lang") and channel.lacks("dc:language", "{http://purl.org/dc/elements/1.1/}language"):
        yield channel
