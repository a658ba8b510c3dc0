"""XHTML inside a feed: the namespace, and where Atom's content puts it; what it holds is a matter of the HTML book.

Source: RFC 4287 section 3.1.1.3, https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import ATOM
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Book, Where, found

_FRAME = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title><id>tag:example.org,2026:news</id>'
    '<updated>2026-01-31T08:00:00Z</updated><link rel="self" href="https://example.org/atom.xml"/>'
    "<author><name>Me</name></author><entry><title>One</title><id>tag:example.org,2026:1</id>"
    '<updated>2026-01-30T08:00:00Z</updated><link href="https://example.org/1"/><summary>News</summary>{}</entry></feed>'
)
_IMAGE = '<img xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/1.jpg" alt="One"/>'

book = Book(
    "XHT",
    "XHTML",
    "https://www.rfc-editor.org/rfc/rfc4287",
    prefix="xhtml",
    uris=("http://www.w3.org/1999/xhtml",),
    misspelt=("https://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xhtml/", "http://www.w3.org/1999/XHTML"),
    formats=ATOM,
    frames={"*": _FRAME},
    about="XHTML elements in Atom, where they stand.",
    closed=False,
)


@book.rule("XHT101", on="*", level=WARNING, spec="#section-3.1.1.3",
           says="{name} stands directly in {parent}, not in the div of a text or content of type xhtml",
           bad=_IMAGE, good='<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>News</p></div></content>',
           fix='Put it into content type="xhtml", within its div.', w3c=("MisplacedXHTMLContent",))  # fmt: skip
def xhtml_outside_content(kind: Kind) -> Iterator[Where]:
    """Readers look for XHTML in texts and content only; here it is passed over."""
    if kind.name.startswith("xhtml:") and kind.parent in {"atom:feed", "atom:entry", "atom:source"}:
        for element in kind.elements:
            if element.local not in {"link", "meta"}:
                yield found(element, name=element.local, parent=kind.parent)
