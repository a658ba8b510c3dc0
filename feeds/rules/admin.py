"""Who made a feed, and whom to tell of mistakes: http://webns.net/mvcb/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM as _ATOM
from feeds.rules.formats import RSS as _RSS
from feeds.rules.modules import FEED, RDF_ITEM, RSS, addresses, resources
from feeds.rules.reading import Kind
from feeds.rules.rule import ADVICE, Book, Where, found

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
              frame=_CHANNEL)  # fmt: skip
    addresses(book, _other, f"admin-{_name.lower()}", on=f"admin:{_name}", attribute="rdf:resource", full=False,
              why=_why, example=f'<admin:{_name} rdf:resource="{{}}"/>', formats=_ATOM | _RSS)  # fmt: skip


@book.rule("ADM501", on="admin:errorReportsTo", level=ADVICE, says="admin:errorReportsTo has no rdf:resource",
           bad="<admin:errorReportsTo>me@example.org</admin:errorReportsTo>", formats=("rss-2.0", "atom-1.0"),
           good='<admin:errorReportsTo rdf:resource="mailto:me@example.org"/>',
           fix="Write the address, with mailto: or https:, in rdf:resource.")  # fmt: skip
def error_reports_without_resource(kind: Kind) -> Iterator[Where]:
    """Programs look for the address in rdf:resource, in every kind of feed."""
    for element in kind.elements:
        if "rdf:resource" not in element.attributes:
            yield found(element)
