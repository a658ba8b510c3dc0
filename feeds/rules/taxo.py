"""What an item is about, as topics: https://web.resource.org/rss/1.0/modules/taxonomy/."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RDF
from feeds.rules.modules import BOTH, RDF_ITEM
from feeds.rules.rule import WARNING, Book

_TOPICS: Final = '<taxo:topics><rdf:Bag><rdf:li rdf:resource="https://example.org/xml"/></rdf:Bag></taxo:topics>'

book = Book(
    "TAX",
    "Taxonomy",
    "https://web.resource.org/rss/1.0/modules/taxonomy/",
    prefix="taxo",
    uris=("http://purl.org/rss/1.0/modules/taxonomy/",),
    misspelt=("http://purl.org/rss/1.0/modules/taxonomy", "https://purl.org/rss/1.0/modules/taxonomy/"),
    frames={"*": RDF_ITEM},
    about="Topics of channels and items, named by their addresses.",
)
book.element("taxo:topics", inside=(*BOTH, "taxo:topic", "image", "textinput"), most=1, text=False, open=True)
book.element("taxo:topic", inside=("rdf:RDF", "rdf:li", "taxo:topics", "dc:subject"), text=False, open=True)
book.element("taxo:link", inside="taxo:topic", most=1)
book.required(
    "TAX101", "topics-without-bag", on="taxo:topics", element="rdf:Bag", says="taxo:topics has no rdf:Bag",
    why="An RDF parser finds the topics in the bag and nowhere else.", bad="<taxo:topics/>", good=_TOPICS, formats=RDF,
    fix="List the topics in an rdf:Bag, each in rdf:li.", level=WARNING,
)  # fmt: skip
