"""The one look at HTML, wherever a feed holds it, from which all rules of the book take their findings.

HTML is what readers take for it: descriptions and contents of RSS items, Atom's texts and contents of type html,
content_html of JSON Feed, the text of outlines (http://opml.org/spec2.opml allows markup there); XHTML stands in the
tree itself. Here it is decided what is HTML at all; what there is to say about it is found in ``texts``, which is
loaded with the first text that has any markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.catalogue import Scope
from feeds.rules.formats import OPML
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import Where
from feeds.source.jsontree import Member

LOOKED_AT: Final = ("*", "json:/items/*/content_html")

_TYPED: Final = frozenset(
    ("atom:title", "atom:subtitle", "atom:summary", "atom:rights", "atom:content", "media:title", "media:description",
     "media:text")
)  # fmt: skip
_PLAIN: Final = frozenset(("rss-0.90", "rss-0.91"))  # whose descriptions are plain text, by their specifications
_TYPES: Final = frozenset(("html", "text/html"))
_OUTSIDE: Final = frozenset(("rss", "channel", "Channel", "rdf:RDF", "atom:feed", ""))  # of no text or content


def look(node: Kind | Member, reading: Reading) -> Iterator[Where]:
    """Everything there is to say about the HTML in the elements of one kind, or in one JSON string."""
    if isinstance(node, Member):
        if isinstance(node.value, str) and ("<" in node.value or "&" in node.value):
            from feeds.rules.html.texts import in_member  # noqa: PLC0415 - a feed without HTML does not pay for it

            yield from in_member(node, node.value, reading)
        return
    if node.name == "outline":
        outlines = [element for element in node.elements if "<" in element.attributes.get("text", "")]
        if outlines:
            from feeds.rules.html.texts import in_attributes  # noqa: PLC0415 - as above

            yield from in_attributes(outlines, "text", reading)
        return
    if node.name.startswith("xhtml:"):
        from feeds.rules.html.texts import in_tree  # noqa: PLC0415 - as above

        yield from in_tree(node, reading)
        return
    elements = [element for element in node.elements if "<" in element.text or "&" in element.text]
    if elements and node.name in _TYPED:
        elements = [each for each in elements if each.get("type").strip().lower() in _TYPES and not each.children]
    if elements:
        from feeds.rules.html.texts import in_elements  # noqa: PLC0415 - as above

        yield from in_elements(elements, reading)


def concerned(parent: str, name: str, scope: Scope) -> bool:
    """Whether elements of a kind may hold HTML."""
    if name.startswith("xhtml:"):
        return parent not in _OUTSIDE
    return (
        name == "content:encoded"
        or name in _TYPED
        or (name == "outline" and scope.format in OPML)
        or (name == "description" and parent == "item" and scope.format not in _PLAIN)
    )
