"""What else an item is linked to: https://web.resource.org/rss/1.0/modules/link/."""

from __future__ import annotations

from feeds.rules.modules import BOTH, ITEM, RDF_ITEM, resources
from feeds.rules.rule import Book

book = Book(
    "LNK",
    "Link",
    "https://web.resource.org/rss/1.0/modules/link/",
    prefix="l",
    uris=("http://purl.org/rss/1.0/modules/link/",),
    misspelt=("http://purl.org/rss/1.0/modules/link", "https://purl.org/rss/1.0/modules/link/"),
    frames={"*": ITEM},
    about="Links to other things, each with its relation.",
)
for _name in ("link", "permalink"):
    book.element(f"l:{_name}", inside=(*BOTH, "rdf:RDF", "image"), open=True)
resources(book, "LNK101", "l-link", on=("l:link", "l:permalink"), element="l:link", why="It leads nowhere else.",
          frame=RDF_ITEM)  # fmt: skip
