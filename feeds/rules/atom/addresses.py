"""Ids and addresses wherever Atom has them: RFC 4287 sections 3.2.2, 4.1.3.2, 4.2.2.2 and 4.2.4 to 4.2.8."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import book
from feeds.rules.atom.iris import judged
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Level, Where, part, quoted
from feeds.source.places import Place
from feeds.source.xmltree import Element

_TEXT: Final = ""
_ABSOLUTE: Final = {"atom:id": _TEXT, "atom:category": "scheme"}
_RELATIVE: Final = {
    "atom:icon": _TEXT, "atom:logo": _TEXT, "atom:uri": _TEXT, "atom:link": "href", "atom:content": "src",
    "atom:generator": "uri",
}  # fmt: skip
_PLACES: Final = _ABSOLUTE | _RELATIVE


def _addresses(kind: Kind) -> Iterator[Where]:
    """Each address is looked at once; the part tells which rule it breaks."""
    attribute = _PLACES[kind.name]
    absolute = kind.name in _ABSOLUTE
    what = f"{attribute} of {kind.name}" if attribute else kind.name
    for element in kind.elements:
        text = element.attributes.get(attribute, "") if attribute else element.value
        if not text:
            continue
        for sort, problem in judged(text, absolute=absolute, identity=kind.name == "atom:id"):
            spot = _spot(element, attribute, text, problem.at, problem.end)
            yield part(sort, spot, what=what, text=quoted(text), problem=problem.says)


def _spot(element: Element, attribute: str, text: str, at: int, end: int | None) -> Place:
    if attribute:
        return element.in_attribute(attribute, at, end)
    lead = element.text.find(text)
    return element.in_text(lead + at, lead + (len(text) if end is None else end))


def _family(code: str, name: str, sort: str, *, says: str, why: str, bad: str, good: str, fix: str, spec: str,
            w3c: tuple[str, ...] = (), level: Level = ERROR) -> None:  # fmt: skip
    """Declare the rule for one sort of trouble, at every place that has an address."""
    book.rule(code, on=tuple(_PLACES), level=level, says=says, bad=bad, good=good, fix=fix, w3c=w3c, spec=spec,
              name=name, why=why, formats=(), part=sort, public=sort == "local-host")(_addresses)  # fmt: skip


def _entry(identity: str) -> str:
    return (f"<entry><title>One</title><id>{identity}</id><updated>2026-01-30T08:00:00Z</updated>"
            "<content>News</content></entry>")  # fmt: skip


_GOOD: Final = _entry("tag:example.org,2026:1")
_ID: Final = "#section-4.2.6"
_family("ATM210", "character-not-in-iris", "character", says="{what} is not an IRI: {text}: {problem}",
        why="Readers differ in how they mend such an address, so the link is dead in some, and the id is another.",
        bad='<summary>News</summary><link rel="related" href="https://example.org/a b"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/a%20b"/>',
        fix="Percent-encode the character.", w3c=("InvalidUriChar",),
        spec="https://www.rfc-editor.org/rfc/rfc3987#section-2.2")  # fmt: skip
_family("ATM211", "relative-id", "relative", says="{what} is not a whole IRI: {text}: {problem}",
        why="It must be unique in the world and never change; without a scheme it is neither.", bad=_entry("post-1"),
        good=_GOOD, fix="Write a whole IRI, such as tag:example.org,2026:post-1 or the permalink.",
        w3c=("InvalidFullLink",),
        spec=_ID)  # fmt: skip
_family("ATM212", "malformed-iri", "malformed", says="{what} is not an IRI: {text}: {problem}",
        why="No reader can follow it.", bad='<summary>News</summary><link rel="related" href="https:///news"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/news"/>',
        fix="Write the whole address, as a browser shows it.", w3c=("InvalidLink",),
        spec="https://www.rfc-editor.org/rfc/rfc3987#section-2.2")  # fmt: skip
_family("ATM213", "malformed-tag-uri", "tag", says="{what} is not a tag URI: {text}: {problem}",
        why="A tag URI names its maker and a day on which the maker owned the name; only then is it unique.",
        bad=_entry("tag:example.org:1"), good=_GOOD,
        fix="Write tag:, a domain of yours, a comma, a date on which you owned it, a colon and a name.",
        w3c=("InvalidTAG",), spec="https://www.rfc-editor.org/rfc/rfc4151#section-2.1")  # fmt: skip
_family("ATM214", "malformed-urn", "urn", says="{what} is not a URN: {text}: {problem}",
        why="A urn: has a registered namespace and a name within it; anything else may collide.",
        bad=_entry("urn:example.org:1"), good=_entry("urn:example:1"),
        fix="Use a registered namespace, such as urn:uuid:, or a tag: URI.",
        w3c=("InvalidURN",), spec="https://www.rfc-editor.org/rfc/rfc8141#section-2")  # fmt: skip
_family("ATM215", "malformed-uuid", "uuid", says="{what} is not a UUID: {text}: {problem}",
        why="A UUID is 128 bits in 8-4-4-4-12 hexadecimal digits; a made-up one is not unique.",
        bad=_entry("urn:uuid:1225c695-cfb8-4ebb-aaaa"), good=_entry("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
        fix="Have a program make it, for example uuidgen.", w3c=("InvalidUUID",),
        spec="https://www.rfc-editor.org/rfc/rfc9562#section-4")  # fmt: skip

_family("ATM216", "noncanonical-id", "noncanonical", level=WARNING,
        says="{what} is not in canonical form: {text}: {problem}",
        why="Ids are compared letter by letter: a program that tidies addresses makes another one of it.",
        bad=_entry("https://example.org:443/1"), good=_entry("https://example.org/1"), fix="Write the canonical form.",
        spec="#section-4.2.6.1", w3c=("NonCanonicalURI",))  # fmt: skip

_SCHEME: Final = "https://www.rfc-editor.org/rfc/rfc3986#section-3.1"
_family("ATM217", "unregistered-uri-scheme", "unregistered-scheme", level=WARNING, spec=_SCHEME,
        says="{what} has a scheme that is not registered: {text}",
        why="A scheme that IANA does not know says nothing to a reader, and may come to mean something else.",
        bad=_entry("news-item:1"), good=_GOOD, fix="Use a registered scheme, such as https: or tag:.",
        w3c=("SchemeNotIANARegistered",))  # fmt: skip
_family("ATM218", "address-with-two-schemes", "double-scheme", level=WARNING, spec=_SCHEME,
        says="{what} has two schemes: {text}", why="Two addresses were glued together; it leads nowhere.",
        bad='<summary>News</summary><link rel="related" href="http://https://example.org/"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/"/>',
        fix="Keep the second one.")  # fmt: skip
_family("ATM219", "address-only-known-here", "local-host", level=WARNING,
        spec="https://www.rfc-editor.org/rfc/rfc6761#section-6", says="{what} is known only here: {text}: {problem}",
        why="Nobody outside this machine or network can open it; often a feed of the test system was published.",
        bad='<summary>News</summary><link rel="related" href="http://localhost:8000/1"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/1"/>',
        fix="Write the public address.")  # fmt: skip
