"""Where a ping is sent to, and what was pinged: http://madskills.com/public/xml/rss/module/trackback/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM, RSS
from feeds.rules.modules import ENTRY, ITEM, RDF_ITEM, addresses, resources
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, Book, Where, found

_PLAIN: Final = RSS | ATOM
_PING: Final = "<trackback:ping>{}</trackback:ping>"

book = Book(
    "TRB",
    "TrackBack",
    "http://madskills.com/public/xml/rss/module/trackback/",
    prefix="trackback",
    uris=("http://madskills.com/public/xml/rss/module/trackback/",),
    misspelt=(
        "http://madskills.com/public/xml/rss/module/trackback",
        "https://madskills.com/public/xml/rss/module/trackback/",
        "http://www.madskills.com/public/xml/rss/module/trackback/",
    ),
    frames={"*": ITEM},
    about="The address that takes pings, and what an item pinged.",
)
book.element("trackback:ping", inside=ENTRY, most=1)
book.element("trackback:about", inside=ENTRY)
_WHY: Final = "Blogs that answer the item send their pings there."

for _code, _name in (("TRB101", "ping"), ("TRB102", "about")):
    resources(book, _code, f"trackback-{_name}", on=f"trackback:{_name}", element=f"trackback:{_name}", frame=RDF_ITEM,
              why="In RSS 1.0 the address stands in rdf:resource; programs that read RDF see no text.")  # fmt: skip
addresses(book, "TRB201", "trackback-ping", on="trackback:ping", example=_PING, why=_WHY, formats=_PLAIN)
addresses(book, "TRB203", "trackback-about", on="trackback:about", example=_PING.replace("ping", "about"), why=_WHY,
          formats=_PLAIN)  # fmt: skip


@book.rule("TRB205", on=("trackback:ping", "trackback:about"), level=ERROR, formats=_PLAIN,
           says="the address of {element} stands in rdf:resource, as in RSS 1.0",
           bad='<trackback:ping rdf:resource="https://example.org/1"/>', good=_PING.replace("{}", "https://example.org/1"),
           fix="Write it between the tags.", w3c=("InvalidFullLink", "UnexpectedAttribute"))  # fmt: skip
def trackback_as_rdf(kind: Kind) -> Iterator[Where]:
    """Outside RDF, programs read the text of the element, and here is none."""
    for element in kind.elements:
        if "rdf:resource" in element.attributes:
            yield found(element.place("attribute name", "rdf:resource"), element=element.name)
