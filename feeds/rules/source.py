"""Dave Winer's source namespace: http://source.scripting.com/."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.rule import WARNING, Book
from feeds.rules.sorts import addresses, needed

_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "{}</channel></rss>"
)

book = Book(
    "SRC",
    "Source namespace",
    "http://source.scripting.com/",
    prefix="source",
    uris=("http://source.scripting.com/", "https://source.scripting.com/"),
    misspelt=(
        "http://source.scripting.com",
        "https://source.scripting.com",
        "http://source.smallpict.com/2014/07/12/theSourceNamespace.html",
    ),
    formats=RSS,
    frames={"*": _FEED},
    about="The source of an item's text, and accounts and archives of a feed.",
    closed=False,
)
for _name in ("localTime", "archive", "blogroll", "cloud", "self", "likes"):
    book.element(f"source:{_name}", inside="channel", most=1, attributes=None, open=True)
book.element("source:account", inside="channel", attributes=("service",))
for _name in ("markdown", "linkFull", "jsonUrl", "likes", "localTime"):
    book.element(f"source:{_name}", inside="item", most=1, attributes=None)
book.element("source:outline", inside=("item", "source:outline"), attributes=None)

needed(book, "SRC101", "account-without-service", {"source:account": ("service",)}, level=WARNING, w3c=(),
       why="A name alone says nothing: nobody knows where the account is.",
       bad="<source:account>me</source:account>", good='<source:account service="github">me</source:account>',
       fix='Add service, as in service="github".')  # fmt: skip
needed(book, "SRC102", "source-outline-without-text", {"source:outline": ("text",)}, level=WARNING, w3c=(),
       spec="http://opml.org/spec2.opml#1629042334000", why="An outliner has nothing to show for the line.",
       bad="<item><title>One</title><source:outline/></item>",
       good='<item><title>One</title><source:outline text="One"/></item>', fix="Add text.")  # fmt: skip
_SELF: Final = "<source:self>{}</source:self>"
addresses(book, ("SRC201", "SRC202", "SRC203"),
          {"source:self": ("",), "source:blogroll": ("",), "source:linkFull": ("",), "source:jsonUrl": ("",)},
          title="source", bad=_SELF, good=_SELF, blank=False)  # fmt: skip
