"""What an item comments on: https://web.resource.org/rss/1.0/modules/annotation/."""

from __future__ import annotations

from feeds.rules.formats import XML_FEEDS
from feeds.rules.modules import ENTRY, ITEM, RDF_ITEM, resources
from feeds.rules.rule import Book

book = Book(
    "ANN",
    "Annotation",
    "https://web.resource.org/rss/1.0/modules/annotation/",
    prefix="annotate",
    uris=("http://purl.org/rss/1.0/modules/annotate/",),
    misspelt=("http://purl.org/rss/1.0/modules/annotate", "http://purl.org/rss/1.0/modules/annotation/"),
    frames={"*": ITEM},
    about="What an item comments on.",
)
book.element("annotate:reference", inside=ENTRY, most=1)
resources(book, "ANN101", "annotated-thing", on="annotate:reference", element="annotate:reference", frame=RDF_ITEM,
          formats=XML_FEEDS, why="Nobody knows what the item comments on.")  # fmt: skip
