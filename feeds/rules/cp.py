"""Where a list of changed pages is: https://web.resource.org/rss/1.0/modules/changedpage/."""

from __future__ import annotations

from feeds.rules.formats import XML_FEEDS
from feeds.rules.modules import FEED, ITEM, RDF_ITEM, resources
from feeds.rules.rule import Book

book = Book(
    "CHP",
    "Changed pages",
    "https://web.resource.org/rss/1.0/modules/changedpage/",
    prefix="cp",
    uris=("http://my.theinfo.org/changed/1.0/rss/",),
    misspelt=("http://my.theinfo.org/changed/1.0/rss", "https://my.theinfo.org/changed/1.0/rss/"),
    frames={"*": ITEM},
    about="The server that tells when pages change.",
)
book.element("cp:server", inside=FEED, most=1)
resources(book, "CHP101", "change-server", on="cp:server", element="cp:server",
          formats=XML_FEEDS, why="Programs ask the server at that address for changes.",
          frame=RDF_ITEM.replace("{}", "").replace("<items>", "{}<items>"))  # fmt: skip
