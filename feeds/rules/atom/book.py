"""The book of Atom, and the elements it has: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287.

Atom elements also stand inside RSS (above all ``atom:link``) and in AtomPub documents.
"""

from typing import Final

from feeds.rules.formats import ATOM, RDF, RSS, RSS11
from feeds.rules.rule import Book

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
IN_RSS: Final = RSS | RDF | RSS11
PERSONS: Final = ("atom:author", "atom:contributor")
TEXTS: Final = ("atom:title", "atom:subtitle", "atom:summary", "atom:rights")
"""Text constructs, RFC 4287 section 3.1."""
ENTRIES: Final = ("atom:feed/atom:entry", "/atom:entry")
"""Entries where they may stand: in a feed, or as the document itself."""
DATES: Final = ("atom:updated", "atom:published")

_HEAD = (
    "<title>News</title><id>tag:example.org,2026:news</id><updated>2026-01-31T08:00:00Z</updated>"
    '<link rel="self" href="https://example.org/atom.xml"/><link href="https://example.org/"/>'
    "<author><name>Me</name></author>"
)
_ENTRY = (
    "<title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/>'
)
HEAD: Final = _HEAD
"""The metadata of a feed as examples have it; ``ENTRY`` is that of an entry, without content."""
ENTRY: Final = _ENTRY
FEED: Final = f'<feed xmlns="{NAMESPACE}" xml:lang="en">{{}}</feed>'

book = Book(
    "ATM",
    "Atom 1.0",
    "https://www.rfc-editor.org/rfc/rfc4287",
    prefix="atom",
    uris=(NAMESPACE,),
    misspelt=("http://www.w3.org/2005/atom", "http://www.w3.org/2005/Atom/", "https://www.w3.org/2005/Atom"),
    formats=ATOM,
    frames={
        "entry": FEED.replace("{}", _HEAD + "{}"),
        "*": FEED.replace("{}", f"{_HEAD}<entry>{_ENTRY}{{}}</entry>"),
    },
    about="Feeds and entries of Atom, and Atom's elements inside other feeds.",
)

_CONTAINERS = ("atom:feed", "atom:entry", "atom:source")
_HEADS = ("atom:feed", "atom:source")
_IN_RSS = ("channel", "item", "atom:source")

book.element("atom:feed", inside="", text=False)
book.element("atom:entry", inside=("", "atom:feed"), text=False)
book.element("atom:source", inside="atom:entry", most=1, text=False)
for name in PERSONS:
    book.element(name, inside=_CONTAINERS, text=False)
    book.element(name, inside=_IN_RSS, text=False, formats=IN_RSS)
for name in ("atom:name", "atom:uri", "atom:email"):
    book.element(name, inside=PERSONS, most=1, formats=())
for name in ("atom:title", "atom:rights"):
    book.element(name, inside=_CONTAINERS, most=1, attributes=("type",), open=True)
    book.element(name, inside=_IN_RSS, most=1, attributes=("type",), open=True, formats=IN_RSS)
for name, where, there in (
    ("atom:subtitle", _HEADS, ("channel", "atom:source")),
    ("atom:summary", ("atom:entry",), ("item",)),
):
    book.element(name, inside=where, most=1, attributes=("type",), open=True)
    book.element(name, inside=there, most=1, attributes=("type",), open=True, formats=IN_RSS)
book.element("atom:content", inside="atom:entry", most=1, attributes=("type", "src"), open=True)
book.element("atom:content", inside="item", most=1, attributes=("type", "src"), open=True, formats=IN_RSS)
for name in ("atom:id", "atom:updated"):
    book.element(name, inside=_CONTAINERS, most=1)
    book.element(name, inside=_IN_RSS, most=1, formats=IN_RSS)
book.element("atom:published", inside="atom:entry", most=1)
book.element("atom:published", inside="item", most=1, formats=IN_RSS)
book.element("atom:source", inside="item", most=1, text=False, formats=IN_RSS)
for name in ("atom:icon", "atom:logo"):
    book.element(name, inside=_HEADS, most=1)
    book.element(name, inside=("channel", "atom:source"), most=1, formats=IN_RSS)
book.element("atom:generator", inside=_HEADS, most=1, attributes=("uri", "version"))
book.element("atom:generator", inside=("channel", "atom:source"), most=1, attributes=("uri", "version"), formats=IN_RSS)
_LINK = ("href", "rel", "type", "hreflang", "title", "length")
book.element("atom:link", inside=_CONTAINERS, attributes=_LINK)
book.element("atom:link", inside=("channel", "item", "items", "atom:source"), attributes=_LINK, formats=IN_RSS)
book.element("atom:category", inside=_CONTAINERS, attributes=("term", "scheme", "label"))
book.element("atom:category", inside=_IN_RSS, attributes=("term", "scheme", "label"), formats=IN_RSS)
