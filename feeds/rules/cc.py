"""Licences in RDF: Creative Commons' own vocabulary, https://creativecommons.org/ns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, Book, Where, found
from feeds.rules.sorts import addresses

_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_RDF: Final = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_LICENCE: Final = f'<cc:license {_RDF} rdf:resource="{{}}"/>'

book = Book(
    "CCL",
    "Creative Commons",
    "https://creativecommons.org/ns",
    prefix="cc",
    uris=("http://creativecommons.org/ns#", "http://web.resource.org/cc/"),
    misspelt=("http://web.resource.org/cc", "https://creativecommons.org/ns#", "http://creativecommons.org/ns"),
    formats=XML_FEEDS,
    frames={"*": f'<rss version="2.0"><channel>{_HEAD}{{}}</channel></rss>'},
    about="The licence of a feed or of an item, and what it permits, requires and prohibits.",
    closed=False,
)
for _name in ("channel", "item", "Channel", "atom:feed", "atom:entry", "rdf:RDF"):
    book.element("cc:license", inside=_name, attributes=("rdf:resource",))
book.element("cc:License", inside="rdf:RDF", attributes=("rdf:about",), text=False)
for _name in ("permits", "requires", "prohibits"):
    book.element(f"cc:{_name}", inside="cc:License", attributes=("rdf:resource",))

addresses(book, ("CCL201", "CCL202", "CCL203"),
          {"cc:license": ("rdf:resource",), "cc:License": ("rdf:about",), "cc:permits": ("rdf:resource",),
           "cc:requires": ("rdf:resource",), "cc:prohibits": ("rdf:resource",)},
          title="rdf-licence", bad=_LICENCE, good=_LICENCE, why="Nobody can look up what is allowed.")  # fmt: skip


@book.rule("CCL101", on="cc:license", level=ERROR, says="cc:license names no licence", bad="<cc:license/>",
           good=_LICENCE.format("https://creativecommons.org/licenses/by/4.0/"),
           fix="Add rdf:resource with the licence's address.", w3c=("MissingAttribute",))  # fmt: skip
def licence_without_address(kind: Kind) -> Iterator[Where]:
    """Nobody can know which licence it is."""
    for element in kind.elements:
        if "rdf:resource" not in element.attributes and not element.children and not element.value:
            yield found(element)
