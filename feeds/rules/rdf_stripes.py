"""How things and properties take turns in RDF: one walk through what feeds borrow from other vocabularies.

Source: RDF 1.1 XML Syntax, section 7.2, https://www.w3.org/TR/rdf-syntax-grammar/#section-Infoset-Grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feeds.rules.rule import Found, part, quoted
from feeds.source.xmltree import Element

STRUCTURE: Final = frozenset({"title", "link", "description", "name", "url", "items", "channel", "item", "image",
                              "textinput", "Channel"})  # fmt: skip
"""The elements of RSS itself; its own rules know them better."""

_REFERENCES: Final = ("rdf:resource", "rdf:parseType", "rdf:datatype")
_IDENTITIES: Final = ("rdf:about", "rdf:ID", "rdf:nodeID")
_OBJECTS: Final = ("rdf:resource", "rdf:nodeID", "rdf:datatype", "rdf:parseType")
_SYNTAX: Final = frozenset(
    f"rdf:{name}" for name in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "bagID")
)
_NO_NODE: Final = _SYNTAX | {"rdf:li"}
_NO_PROPERTY: Final = _SYNTAX | {"rdf:Description"}
_NCNAME: Final = re.compile(r"[^\W\d][\w.\u00b7-]*")


def faults(thing: Element, names: set[str]) -> Iterator[Found]:
    """What an RDF parser stops at in a thing of the feed and in what is borrowed for it, by part.

    ``node`` (an attribute of properties on a thing), ``both`` (attributes that exclude each other), ``name`` (no name
    for an rdf:ID, or one that ``names`` holds already), ``stripe`` (things and properties do not take turns) and
    ``word`` (an element that RDF does not have here).
    """
    stack = [(thing, True)]
    while stack:
        element, is_node = stack.pop()
        if element.name in (_NO_NODE if is_node else _NO_PROPERTY):
            yield part("word", element, element=element.name, what="thing" if is_node else "property")
            continue
        if element.attributes:
            wrong = next(_attributes(element, names, is_node=is_node, own=element is thing), None)
            if wrong is not None:
                yield wrong
                continue
        elif not element.children and not is_node:
            continue
        if element is not thing:
            kind = element.get("rdf:parseType")
            if not is_node and kind and kind not in {"Resource", "Collection"}:
                continue  # a literal, whatever stands in it
            wrong = _stripe(element, is_node=is_node, kind=kind)
            if wrong is not None:
                yield wrong
                continue
            turn = not is_node and kind != "Resource"
        else:
            turn = False
        stack.extend((child, turn) for child in element.children if child.name not in STRUCTURE)


def _attributes(element: Element, names: set[str], *, is_node: bool, own: bool) -> Iterator[Found]:
    attributes = element.attributes
    if is_node and not own:
        for name in _REFERENCES:
            if name in attributes:
                yield part("node", element.place("attribute name", name), element=quoted(element.local), attribute=name)
    both = [name for name in (_IDENTITIES if is_node else _OBJECTS) if name in attributes]
    if len(both) > 1:
        yield part("both", element.place("attribute name", both[1]), element=element.name, one=both[0], other=both[1])
    elif not is_node and both and both[0] in {"rdf:resource", "rdf:nodeID"} and (element.children or element.value):
        what = "something inside"
        yield part("both", element.place("attribute name", both[0]), element=element.name, one=both[0], other=what)
    for name in ("rdf:ID", "rdf:nodeID"):
        value = attributes.get(name)
        if value is None:
            continue
        if _NCNAME.fullmatch(value) is None:
            yield part("name", element.in_attribute(name), attribute=name, text=quoted(value), what="is no XML name")
        elif name == "rdf:ID" and value in names and element.inherited("xml:base") is None:
            yield part("name", element.in_attribute(name), attribute=name, text=quoted(value), what="stands here twice")
        elif name == "rdf:ID":
            names.add(value)


def _stripe(element: Element, *, is_node: bool, kind: str) -> Found | None:
    """What of an element's inside does not fit: text in a thing or beside one, or two things in a property."""
    if not element.children:
        if is_node and element.value:
            return part("stripe", element.in_text(), element=element.name, what="is a thing with text in it")
        return None
    if element.value:
        what = "is a thing with text in it" if is_node else "has text beside elements"
        return part("stripe", element.in_text(), element=element.name, what=what)
    if not is_node and not kind and len(element.children) > 1:
        return part("stripe", element.children[1], element=element.name, what="is a property with two things in it")
    return None
