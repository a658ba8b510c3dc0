"""The whole text of an item, in RSS: https://web.resource.org/rss/1.0/modules/content/.

What its HTML holds is a matter of the book of HTML, its order beside description one of the book of RSS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RDF
from feeds.rules.modules import ITEM, RDF_ITEM, resources, within
from feeds.rules.reading import Kind
from feeds.rules.rule import ADVICE, Book, Where, found

_FORMAT: Final = '<content:format rdf:resource="http://www.w3.org/1999/xhtml"/>'
_ITEMS: Final = (
    f"<content:items><rdf:Bag><rdf:li><content:item>{_FORMAT}<rdf:value>One</rdf:value></content:item></rdf:li></rdf:Bag>"
    "</content:items>"
)

book = Book(
    "CNT",
    "Content",
    "https://web.resource.org/rss/1.0/modules/content/",
    prefix="content",
    uris=("http://purl.org/rss/1.0/modules/content/",),
    misspelt=(
        "http://purl.org/rss/1.0/modules/content",
        "https://purl.org/rss/1.0/modules/content/",
        "http://www.purl.org/rss/1.0/modules/content/",
        "http://purl.org/rss/1.0/modules/content/encoded/",
    ),
    frames={"content:items": RDF_ITEM, "content:format": RDF_ITEM, "content:encoding": RDF_ITEM, "*": ITEM},
    about="The whole text of an item, as HTML.",
)
book.element("content:encoded", inside="item", most=1)
book.element("content:items", inside=("channel", "item", "image", "textinput"), most=1, text=False)
book.element("content:item", inside=("rdf:li", "rdf:Bag", "rdf:Seq"), text=False, open=True)
for _name in ("format", "encoding"):
    book.element(f"content:{_name}", inside="content:item", most=1)

book.required(
    "CNT101", "content-items-without-bag", on="content:items", element="rdf:Bag", says="content:items has no rdf:Bag",
    why="An RDF parser finds the texts in the bag and nowhere else.", bad="<content:items/>", good=_ITEMS,
    fix="Put the texts into an rdf:Bag, each in rdf:li and content:item.", w3c=("MissingElement",), formats=RDF,
)  # fmt: skip
book.required(
    "CNT102", "content-item-without-format", on="content:item", element="content:format",
    says="content:item has no content:format", why="Without its format nobody knows how to show the text.",
    bad=_ITEMS.replace(_FORMAT, ""), good=_ITEMS,
    fix="Add content:format with the address of the format.", w3c=("MissingElement",), formats=RDF,
)  # fmt: skip
for _code, _name in (("CNT103", "format"), ("CNT104", "encoding")):
    _around = _ITEMS.replace(*((_FORMAT, "{}") if _name == "format" else ("<rdf:value>", "{}<rdf:value>")))
    resources(book, _code, f"content-{_name}", on=f"content:item/content:{_name}", element=f"content:{_name}",
              why="It is known by its address only.", frame=within(RDF_ITEM, _around))  # fmt: skip


@book.rule("CNT501", on="content:encoded", level=ADVICE, says="content:encoded is empty",
           bad="<description>One</description><content:encoded/>",
           good="<description>One</description><content:encoded>The whole text</content:encoded>",
           fix="Leave it out, or fill it.")  # fmt: skip
def empty_content(kind: Kind) -> Iterator[Where]:
    """Readers that prefer it to description show an item without a text."""
    for element in kind.elements:
        if not element.children and not element.text.strip():
            yield found(element)
