"""RSS 0.90 and 1.0, which are RDF: http://web.resource.org/rss/1.0/spec.

What they share with RSS 2.0 (addresses, plain text, images) is in its book.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RDF
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted
from feeds.source.xmltree import Element

_OPEN: Final = '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
_HEAD: Final = (
    '<channel rdf:about="https://example.org/rss.rdf"><title>News</title><link>https://example.org/</link>'
    '<description>All the news</description><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq>'
    "</items></channel>"
)
_ITEM: Final = '<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link></item>'
_IMAGE: Final = (
    '<image rdf:about="https://example.org/a.png"><title>News</title><url>https://example.org/a.png</url>'
    "<link>https://example.org/</link></image>"
)
_BOX: Final = (
    '<textinput rdf:about="https://example.org/search"><title>Search</title><description>Search the news</description>'
    "<name>q</name><link>https://example.org/search</link></textinput>"
)
_RSS_10: Final = frozenset({"rss-1.0"})

book = Book(
    "RDF",
    "RSS 0.90 and 1.0",
    "http://web.resource.org/rss/1.0/spec",
    prefix="",
    uris=(
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
    ),
    misspelt=(
        "http://purl.org/rss/1.0",
        "https://purl.org/rss/1.0/",
        "http://www.purl.org/rss/1.0/",
        "http://purl.org/rss/1.0/#",
        "http://my.netscape.com/rdf/simple/0.9",
    ),
    formats=RDF,
    frames={
        "channel": f"{_OPEN}{{}}{_ITEM}</rdf:RDF>",
        "item": f"{_OPEN}{_HEAD}{{}}</rdf:RDF>",
        "*": f"{_OPEN}{_HEAD}{_ITEM}{{}}</rdf:RDF>",
    },
    about="The RSS that is RDF: the channel and its items stand side by side, named by rdf:about.",
)

book.element("channel", inside="rdf:RDF", most=1, text=False)
book.element("item", inside="rdf:RDF", text=False)
for name in ("image", "textinput"):
    book.element(name, inside=("rdf:RDF", "channel"), most=1, text=False)
book.element("items", inside="channel", most=1, text=False)
for name in ("title", "link"):
    book.element(name, inside=("channel", "item", "image", "textinput"), most=1)
book.element("description", inside=("channel", "item", "textinput"), most=1, open=True)
book.element("url", inside="image", most=1)
book.element("name", inside="textinput", most=1)

_MODEL: Final = "#s5.2"


@book.rule("RDF114", on="document", level=ERROR, spec="#s5.2", says="{name} is of the namespace {uri}, not of RSS 1.0",
           bad=f"{_OPEN}{_HEAD}{_ITEM}</rdf:RDF>".replace(book.uris[0], "http://backend.userland.com/rss2"),
           good=f"{_OPEN}{_HEAD}{_ITEM}</rdf:RDF>",
           fix='Write xmlns="http://purl.org/rss/1.0/".', w3c=("InvalidNamespace",))  # fmt: skip
def rdf_of_another_namespace(reading: Reading) -> Iterator[Where]:
    """Only the namespace makes a channel of RDF one of RSS; to most readers there is none."""
    root = reading.xml.root if reading.xml is not None else None
    if reading.xml is None or root is None:
        return
    ours = {each.uri: each for each in reading.xml.namespaces if reading.vocabulary.get(each.uri) == ""}
    for child in root.children:
        if child.local not in {"channel", "item"}:
            continue
        uri, brace, _ = child.name[1:].partition("}")
        if not brace:
            if not ours or not ours.keys().isdisjoint((*book.uris, *book.misspelt)):
                return
            uri = next(iter(ours))
        yield found(child, name=child.local, uri=quoted(uri, 90))
        return


book.required(
    "RDF101", "rdf-without-channel", on="rdf:RDF", element="channel", says="rdf:RDF has no channel",
    why="The channel says what the feed is called and which items belong to it.", spec="#s5.3",
    bad=f"{_OPEN}{_ITEM}</rdf:RDF>", good=f"{_OPEN}{_HEAD}{_ITEM}</rdf:RDF>", fix="Add a channel before the items.",
    w3c=("MissingElement",),
)  # fmt: skip
_SHORT: Final = (
    '<channel rdf:about="https://example.org/rss.rdf"><title>News</title><link>https://example.org/</link>'
    "<description>All the news</description></channel>"
)
book.required(
    "RDF102", "channel-without-items", on="channel", element="items", says="channel has no items",
    why="It is the table of contents: an RDF parser finds items, and their order, only through it.", spec="#s5.3.5",
    bad=_SHORT, good=_HEAD, fix="List the items in <items><rdf:Seq>, each by its rdf:about.", w3c=("MissingElement",),
    formats=_RSS_10,
)  # fmt: skip


def _named(code: str, name: str, good: str, spec: str) -> None:
    """Declare that one of the four classes needs rdf:about; within channel it may be a reference instead."""

    def check(element: Element) -> Iterator[Where]:
        if "rdf:about" not in element.attributes:
            yield element

    about = good[good.index(" rdf:about") : good.index(">")]
    book.rule(code, on=f"rdf:RDF/{name}", level=ERROR, spec=spec, says=f"{name} has no rdf:about",
              bad=good.replace(about, "", 1), good=good, fix="Add rdf:about with the address that identifies it.",
              w3c=("MissingAttribute",), name=f"rdf-{name}-without-about", formats=_RSS_10,
              why="In RDF a thing is known by its URI; without one, nothing else can refer to it.")(check)  # fmt: skip


_named("RDF103", "channel", _HEAD, "#s5.3")
_named("RDF104", "item", _ITEM, "#s5.5")
_named("RDF105", "image", _IMAGE, "#s5.4")
_named("RDF106", "textinput", _BOX, "#s5.6")

for _code, _element, _text, _why in (
    ("RDF107", "title", "<title>One</title>", "Readers show it as the headline."),
    ("RDF108", "link", "<link>https://example.org/1</link>", "Readers lead from the headline to the page by it."),
):
    book.required(
        _code, f"rdf-item-without-{_element}", on="item", element=_element, says=f"item has no {_element}", why=_why,
        spec="#s5.5", bad=_ITEM.replace(_text, ""), good=_ITEM, fix=f"Give the item a {_element}.",
        w3c=("MissingElement",),
    )  # fmt: skip


def _box(code: str, element: str, text: str, w3c: str) -> None:
    """Declare that a text box must have a child; in the channel it only refers to the real one."""

    def check(box: Element) -> Iterator[Where]:
        if box.lacks(element) and "rdf:resource" not in box.attributes:
            yield box

    book.rule(code, on="textinput", level=ERROR, spec="#s5.6", says=f"textinput has no {element}",
              bad=_BOX.replace(text, ""), good=_BOX, fix=f"Give it a {element}, or leave textinput out.", w3c=(w3c,),
              name=f"textinput-without-{element}", formats=RDF | {"rss-0.91"},
              why="Without all four a reader cannot show the box.")(check)  # fmt: skip


_box("RDF109", "title", "<title>Search</title>", "MissingTitle")
_box("RDF110", "description", "<description>Search the news</description>", "MissingDescription")
_box("RDF111", "name", "<name>q</name>", "MissingElement")
_box("RDF112", "link", "<link>https://example.org/search</link>", "MissingLink")


@book.rule("RDF113", on="channel/items", level=WARNING, spec="#s5.3.5", formats=_RSS_10,
           says="items has no rdf:Seq", bad=_HEAD.replace("rdf:Seq", "rdf:Bag"), good=_HEAD,
           fix="List the items in <items><rdf:Seq>.")  # fmt: skip
def items_without_a_sequence(items: Element) -> Iterator[Where]:
    """The order of the items is that of the sequence; in another container there is none."""
    if "rdf:Seq" not in items:
        yield items


def _list(reading: Reading) -> tuple[Element | None, Element | None]:
    """The root, and the channel's list of items."""
    root = reading.xml.root if reading.xml is not None else None
    channel = root.first("channel") if root is not None else None
    return root, channel.first("items") if channel is not None else None


@book.rule("RDF302", on="document", level=WARNING, spec="#s5.3.5", formats=_RSS_10,
           says="items lists {text}, which is not the rdf:about of any item",
           bad=_HEAD.replace("</rdf:Seq>", '<rdf:li rdf:resource="https://example.org/2"/></rdf:Seq>'), good=_HEAD,
           fix="Repeat the item's rdf:about letter by letter.")  # fmt: skip
def list_of_items_without_the_item(reading: Reading) -> Iterator[Where]:
    """An RDF parser looks the listed things up by name; with another name the item is not in the channel."""
    root, items = _list(reading)
    if root is None or items is None:
        return
    known = {item.get("rdf:about") for item in root.all("item")}
    if "" in known:
        return  # RDF104 says so, and it may be the one that is meant
    for container in items.children:
        for entry in container.children:
            name = "rdf:resource" if "rdf:resource" in entry.attributes else "resource"
            uri = entry.get(name)
            if uri and uri not in known:
                yield found(entry.in_attribute(name), text=quoted(uri))


@book.rule("RDF303", on="document", level=WARNING, spec="#s5.3.5", formats=_RSS_10,
           says="this item is not in the channel's list of items",
           bad=_ITEM + _ITEM.replace("org/1", "org/2"), good=_ITEM,
           fix="Add <rdf:li> with its rdf:about to the list.")  # fmt: skip
def item_not_in_the_list(reading: Reading) -> Iterator[Where]:
    """An RDF parser does not know that it belongs to the channel, nor where in the order."""
    root, items = _list(reading)
    if root is None or items is None or not items.children:
        return
    listed = {
        entry.get("rdf:resource") or entry.get("resource") for parent in items.children for entry in parent.children
    }
    if "" in listed:
        return  # an entry without its name: RDX104 says so
    for item in root.all("item"):
        about = item.get("rdf:about")
        if about and about not in listed:
            yield item
