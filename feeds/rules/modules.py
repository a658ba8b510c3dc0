"""What the books of modules share: vocabularies that a feed borrows, for its channel or for its items.

RSS 1.0 calls them modules (http://web.resource.org/rss/1.0/modules/), and the word has stayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final

from feeds.rules.formats import RDF
from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.addresses import CHARACTERS, FOREIGN, SLOPPY, mark, trouble
from feeds.rules.rule import ERROR, WARNING, Book, Level, Where, found, part, quoted
from feeds.values.geo import latitude, longitude
from feeds.values.near import close_matches
from feeds.values.problem import Problem
from feeds.values.text import entities, markup
from feeds.values.uris.parts import iri_reference

FEED: Final = ("channel", "Channel", "atom:feed")
ENTRY: Final = ("item", "atom:entry")
BOTH: Final = FEED + ENTRY
RSS: Final = (
    '<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>All the news'
    "</description>{}</channel></rss>"
)
"""A frame for what stands in a channel."""
ITEM: Final = RSS.replace("{}", "<item><title>One</title>{}</item>")
"""A frame for what stands in an item."""
ATOM: Final = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title><id>tag:example.org,2026:news</id>'
    '<updated>2026-01-31T08:00:00Z</updated><link rel="self" href="https://example.org/atom.xml"/>'
    "<author><name>Me</name></author>{}</feed>"
)
"""A frame for what stands in a feed of Atom."""
RDF_ITEM: Final = (
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<channel rdf:about="https://example.org/rss.rdf"><title>News</title><link>https://example.org/</link>'
    '<description>All the news</description><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq>'
    '</items></channel><item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>'
    "{}</item></rdf:RDF>"
)
"""A frame for what stands in an item of RSS 1.0."""

_RFC: Final = "https://www.rfc-editor.org/rfc/rfc3986"
_GOOD: Final = "https://example.org/1"


def within(frame: str, inside: str) -> str:
    """A whole document: the frame with something in it."""
    return frame.replace("{}", inside)


def after(code: str, steps: int = 1) -> str:
    """The code that comes so many places later."""
    letters = code.rstrip("0123456789")
    return f"{letters}{int(code[len(letters) :]) + steps:03d}"


_HINTS: Final = 100  # names looked up in one document; what has more wrong ones was not mistyped


def nearest(name: str, names: frozenset[str], reading: Reading) -> str:
    """The one of ``names`` that was probably meant, "" where none is near."""
    looked_up = reading.seen.get("nearest", 0)
    if not isinstance(looked_up, int) or looked_up >= _HINTS or len(name) > 60:
        return ""
    reading.seen["nearest"] = looked_up + 1

    return next(iter(close_matches(name, sorted(names), 1, 0.75)), "")


def _reference(text: str) -> Problem | None:
    answer = iri_reference(text)
    return answer if isinstance(answer, Problem) else None


def addresses(book: Book, code: str, name: str, *, on: str | tuple[str, ...], example: str, why: str, spec: str = "",
              attribute: str | None = None, full: bool = True, level: Level = ERROR, w3c: str = "",
              grammar: Callable[[str], Problem | None] | None = None, formats: frozenset[str] | None = None,
              good: str = _GOOD) -> None:  # fmt: skip
    """Declare that an element's text, or an attribute, is an address: two rules, ``code`` and the next.

    The first is for what is no address (a full one, unless ``full`` is False), the second for characters that no
    address holds. ``example`` is an element with {} for the address.
    """
    read = grammar or (trouble if full else _reference)

    def check(kind: Kind) -> Iterator[Where]:
        for element in kind.elements:
            raw = element.text if attribute is None else element.attributes.get(attribute)
            if raw is None or (attribute is None and "rdf:resource" in element.attributes):
                continue
            text = raw.strip(" \t\r\n")
            problem = read(text) if text or full else None
            if problem is None and attribute is not None and text and len(raw) != len(text):
                problem = Problem("space", "a blank before or behind it")
            if problem is not None and problem.kind not in FOREIGN and problem.kind not in SLOPPY:
                which = "characters" if problem.kind in CHARACTERS else "malformed"
                if attribute is not None and not text:
                    yield part(which, element.place("attribute name", attribute), element=element.name,
                               text=quoted(text), problem=problem.says)  # fmt: skip
                else:
                    yield mark(element, problem, attribute, which)

    what = "{element}" if attribute is None else f"{attribute} of {{element}}"
    bad = example.replace("{}", good.partition("://")[2] if full else good.replace("://", ":///"))
    book.rule(code, on=on, level=level, name=f"{name}-not-an-address", spec=spec, formats=formats, why=why,
              part="malformed",
              says=f"{what} is not {'a full' if full else 'an'} address: {{text}}: {{problem}}", bad=bad,
              good=example.replace("{}", good), fix="Write the whole address, with https://.",
              w3c=(w3c or ("InvalidFullLink" if full else "InvalidLink"),))(check)  # fmt: skip
    book.rule(after(code), on=on, level=level, name=f"character-in-{name}", spec=f"{_RFC}#section-2", formats=formats,
              why=why, part="characters", says=f"{what} has a character that no address holds: {{text}}: {{problem}}",
              bad=example.replace("{}", f"{good} 2"), good=example.replace("{}", good),
              fix="Write the character as % and two hexadecimal digits.", w3c=("InvalidUriChar",))(check)  # fmt: skip


def resources(book: Book, code: str, name: str, *, on: str | tuple[str, ...], element: str, why: str, spec: str = "",
              level: Level = ERROR, frame: str = RDF_ITEM, formats: frozenset[str] = RDF) -> None:  # fmt: skip
    """Declare that an element names something by rdf:resource: in RDF it means nothing without.

    The address itself is a matter of the book of RDF.
    """

    def missing(kind: Kind) -> Iterator[Where]:
        for each in kind.elements:
            if "rdf:resource" not in each.attributes:
                yield found(each, element=each.name)

    named = f'<{element} rdf:resource="{{}}"/>'
    book.rule(code, on=on, level=level, name=f"{name}-without-resource", spec=spec, formats=formats, why=why,
              says="{element} has no rdf:resource", bad=within(frame, f"<{element}/>"),
              good=within(frame, named.replace("{}", _GOOD)), fix="Name it in rdf:resource.",
              w3c=("MissingAttribute",))(missing)  # fmt: skip


def plain(book: Book, code: str, name: str, *, on: str | tuple[str, ...], example: str, spec: str = "",
          attribute: str | None = None) -> None:  # fmt: skip
    """Declare that an element's text, or an attribute, is text without HTML; ``example`` has {} for the text."""

    def problems(text: str) -> Iterator[Problem]:
        if "<" in text or "&" in text:
            yield from islice(chain(markup(text), entities(text)), 1)

    book.value(
        code, f"markup-in-{name}", on=on, grammar=problems, attribute=attribute, level=WARNING, spec=spec,
        says=f"{'{element}' if attribute is None else '{attribute} of {element}'} is text, but has {{problem}}",
        why="Readers show it letter by letter, tags and references included.",
        bad=example.replace("{}", "&amp;copy; Jo"), good=example.replace("{}", "© Jo"),
        fix="Write the characters themselves, and no tags.", w3c=("ContainsHTML",),
    )  # fmt: skip


def coordinates(book: Book, code: str, prefix: str, latitude_name: str, longitude_name: str, spec: str = "") -> None:
    """Declare that two elements are degrees north and degrees east: ``code`` and the next."""
    for number, name, grammar, good, bad, w3c in (
        (code, latitude_name, latitude, "42.05", "91.048", "InvalidLatitude"),
        (after(code), longitude_name, longitude, "-124.267", "-188.2", "InvalidLongitude"),
    ):
        element = f"{prefix}:{name}"
        book.value(
            number, f"{prefix}-{name}-not-in-degrees", on=element, grammar=grammar, blank=True, spec=spec,
            says="{element} is not a number of degrees: {text}: {problem}",
            why="Maps show the item elsewhere, or nowhere.",
            bad=f"<{element}>{bad}</{element}>", good=f"<{element}>{good}</{element}>",
            fix="Write degrees with a decimal point; south and west are negative.", w3c=(w3c,),
        )  # fmt: skip
