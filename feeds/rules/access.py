"""Who may show a feed: Bloglines' Feed Access Control, http://www.bloglines.com/about/specs/fac-1.0 (given up)."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import Book
from feeds.rules.sorts import needed, one_of, values

_FEED: Final = (
    '<rss version="2.0" xmlns:access="http://www.bloglines.com/about/specs/fac-1.0">{}<channel><title>One</title>'
    "<link>https://example.org/</link><description>News</description></channel></rss>"
)
_GOOD: Final = '<access:restriction relationship="deny"/>'

book = Book(
    "ACC",
    "Feed access control",
    "https://web.archive.org/web/2007/http://www.bloglines.com/about/specs/fac-1.0",
    prefix="access",
    uris=("http://www.bloglines.com/about/specs/fac-1.0",),
    misspelt=("http://www.bloglines.com/about/specs/fac-1.0/", "https://www.bloglines.com/about/specs/fac-1.0"),
    formats=XML_FEEDS,
    frames={"*": _FEED},
    about="Whether a feed may be shown to others than its subscriber.",
)
book.element(
    "access:restriction", inside=("rss", "atom:feed", "rdf:RDF"), most=1, attributes=("relationship",), text=False
)
needed(book, "ACC101", "access-restriction-without-relationship", {"access:restriction": ("relationship",)},
       why="It says neither yes nor no: directories show the feed.", bad="<access:restriction/>", good=_GOOD,
       fix='Write relationship="allow" or relationship="deny".',
       w3c=("MissingAttribute", "InvalidAccessRestrictionRel"))  # fmt: skip
values(book, "ACC201", "unknown-access-restriction", {"access:restriction": ("relationship",)},
       one_of("allow", "deny"), exact=True, says="relationship: {problem}",
       why="Directories that do not understand it show the feed.", bad='<access:restriction relationship="private"/>',
       good=_GOOD, fix="Write allow or deny.", w3c=("InvalidAccessRestrictionRel",))  # fmt: skip
