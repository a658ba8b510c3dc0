"""Namespaces that are misspelt: one look tells whether it is that of the document, of a div, or of an extension."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from feeds.rules import cards
from feeds.rules.catalogue import Card
from feeds.rules.namespaces.book import ATOM_NS, XHTML, book, place
from feeds.rules.namespaces.shapes import prefix_of
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Where, part, quoted
from feeds.source.xmltree import Element


@cache
def _meant() -> dict[str, Card]:
    """Misspelt URI to the book that it was meant to name."""
    return {uri: each for each in cards() for uri in each.misspelt}


def _misspelt(reading: Reading) -> Iterator[Where]:
    """One look at all namespaces: that of the whole document, or that of an extension."""
    meant = _meant()
    root = reading.xml.root if reading.xml is not None else None
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        right = meant.get(namespace.uri)
        if right is not None and root is not None:
            whole = namespace.element is root and (prefix_of(root.name) == right.prefix or _is_rdf(root, right))
            which = "whole" if whole else "div" if _is_div(namespace.element) else "extension"
            yield part(which, place(namespace), uri=quoted(namespace.uri, 90),
                       title=right.title, right=quoted(right.uris[0], 90))  # fmt: skip


def _is_rdf(root: Element, right: Card) -> bool:
    """Whether the namespace was meant to be that of the channel in RDF."""
    return root.name == "rdf:RDF" and right.prefix == ""


def _is_div(element: Element) -> bool:
    """Whether an element is the div in which Atom has its XHTML."""
    return element.name == "xhtml:div" and element.parent is not None and element.parent.get("type") == "xhtml"


book.rule("NSP301", on="document", level=WARNING, says="this namespace is misspelt: {uri}; {title} is {right}",
          bad='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/atom">tag:example.org,2026:1</atom:id>'
              "</item>",
          good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id>'
               "</item>",
          why="A namespace is compared letter by letter: with one wrong, its elements mean nothing to most readers.",
          repair="namespace",
          fix="Copy the namespace from its specification, to the last slash.", w3c=("ReservedPrefix",),
          name="misspelt-namespace", part="extension")(_misspelt)  # fmt: skip
book.rule("NSP307", on="document", level=WARNING, says="this namespace is misspelt: {uri}; {title} is {right}",
          bad='<feed xmlns="http://www.w3.org/2005/atom" xml:lang="en"></feed>',
          good='<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"></feed>',
          name="misspelt-namespace-of-the-whole-document",
          why="A namespace is compared letter by letter: with one wrong, most readers see no feed in the document.",
          repair="namespace",
          fix="Copy the namespace from its specification, to the last slash.", w3c=("InvalidNamespace",), part="whole",
          )(_misspelt)  # fmt: skip
_DIV = f'<feed xmlns="{ATOM_NS}" xml:lang="en"><rights type="xhtml"><div xmlns="{{}}">Mine</div></rights></feed>'
book.rule("NSP308", on="document", level=ERROR, says="this namespace is misspelt: {uri}; {title} is {right}",
          spec="https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
          bad=_DIV.format("http://www.w3.org/1999/XHTML"), good=_DIV.format(XHTML), name="misspelt-namespace-of-a-div",
          why="Only the namespace makes it XHTML: readers that look at it show nothing of the text.",
          repair="namespace",
          fix=f'Write <div xmlns="{XHTML}">.', w3c=("MissingXhtmlDiv", "NotHtml"), part="div")(_misspelt)  # fmt: skip
