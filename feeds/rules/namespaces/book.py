"""The book of vocabularies in general, and what its rules share.

Source: Namespaces in XML, https://www.w3.org/TR/xml-names/.
"""

from __future__ import annotations

from feeds.rules.formats import APP, ATOM, OPENSEARCH, OPML, XML_FEEDS
from feeds.rules.rule import Book
from feeds.source.places import Place
from feeds.source.xmltree import Namespace

book = Book(
    "NSP",
    "Vocabularies",
    "https://www.w3.org/TR/xml-names/",
    frames={
        "*": '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link>'
        "<description>News</description>{}</channel></rss>"
    },
    about="Elements and attributes that no vocabulary has, that stand in the wrong place or stand there too often.",
)

EVERYWHERE = XML_FEEDS | APP | OPML | OPENSEARCH
NAMESPACED = ATOM | APP | OPENSEARCH
ATOM_NS = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"


def place(namespace: Namespace) -> Place:
    """Where a namespace is declared."""
    return namespace.element.place("namespace", namespace.prefix)
