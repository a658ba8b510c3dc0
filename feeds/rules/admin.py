"""Who made a feed, and whom to tell of mistakes: http://webns.net/mvcb/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM as _ATOM
from feeds.rules.formats import RDF, RSS11
from feeds.rules.formats import RSS as _RSS
from feeds.rules.modules import FEED, RDF_ITEM, RSS, addresses, resources
from feeds.rules.rule import WARNING, Book, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.uris.parts import split

_CHANNEL: Final = RDF_ITEM.replace("{}", "").replace("<items>", "{}<items>")

book = Book(
    "ADM",
    "Administration",
    "http://webns.net/mvcb/",
    prefix="admin",
    uris=("http://webns.net/mvcb/",),
    misspelt=("http://webns.net/mvcb", "https://webns.net/mvcb/", "http://www.webns.net/mvcb/"),
    frames={"*": RSS},
    about="Which program made the feed, and whom to tell of mistakes in it.",
)
for _code, _other, _name, _why in (
    ("ADM101", "ADM201", "generatorAgent", "It names the program by its address."),
    ("ADM102", "ADM203", "errorReportsTo", "It names the address that takes reports."),
):
    book.element(f"admin:{_name}", inside=FEED, most=1)
    resources(book, _code, f"admin-{_name.lower()}", on=f"admin:{_name}", element=f"admin:{_name}", why=_why,
              frame=_CHANNEL, formats=_ATOM | _RSS | RDF | RSS11)  # fmt: skip
    addresses(book, _other, f"admin-{_name.lower()}", on=f"admin:{_name}", attribute="rdf:resource", full=False,
              why=_why, example=f'<admin:{_name} rdf:resource="{{}}"/>', formats=_ATOM | _RSS)  # fmt: skip


_GOOD: Final = '<admin:generatorAgent rdf:resource="https://example.org/mill"/>'


@book.rule("ADM205", on=("admin:generatorAgent", "admin:errorReportsTo"), level=WARNING,
           says="rdf:resource of {element} is not a whole address: {text}", formats=_ATOM | _RSS | RDF | RSS11,
           bad=_GOOD.replace("https://example.org/mill", "mill"), good=_GOOD,
           fix="Write the whole address: https:// for a program, mailto: for a person.",
           w3c=("InvalidFullLink",))  # fmt: skip
def relative_admin_address(element: Element) -> Iterator[Where]:
    """It names a program or a mailbox; relative to the feed it would be a part of the feed's own site."""
    written = element.get("rdf:resource", "urn:").strip()
    if split(written).scheme is None:
        spot = element.in_attribute("rdf:resource") if written else element.place("attribute name", "rdf:resource")
        yield found(spot, element=element.name, text=quoted(written))
