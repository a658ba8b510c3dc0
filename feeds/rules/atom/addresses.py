"""Ids and addresses wherever Atom has them: RFC 4287 sections 2, 4.1.3, 4.2.2 and 4.2.4 to 4.2.7; IRIs, RFC 3987."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from feeds.rules.atom.book import book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.places import Place
from feeds.source.xmltree import Element
from feeds.values.problem import Problem
from feeds.values.uris.canonical import canonical, noncanonical, remarks, resolve
from feeds.values.uris.names import tag, urn
from feeds.values.uris.parts import iri, iri_reference, split

_TEXT: Final = ""
_LONG: Final = 500  # longer addresses are not remembered, so that hostile ones do not fill the memory
_NESTED: Final = 16  # xml:base within xml:base; beyond this nobody knows, and the work stays bounded
_ABSOLUTE: Final = {"atom:id": _TEXT, "atom:category": "scheme"}
_RELATIVE: Final = {
    "atom:icon": _TEXT, "atom:logo": _TEXT, "atom:uri": _TEXT, "atom:link": "href", "atom:content": "src",
    "atom:generator": "uri",
}  # fmt: skip
_PLACES: Final = _ABSOLUTE | _RELATIVE
_CHARACTERS: Final = {"space", "control", "backslash", "bad-character", "surrounding-blanks", "bracket", "non-ascii"}


def trouble(text: str, *, absolute: bool) -> tuple[str, Problem] | None:
    """What is wrong with an IRI (reference), and which sort of wrong.

    Sorts: ``tag``, ``urn``, ``uuid``, ``character``, ``relative`` (where it must be absolute), ``malformed``.
    """
    return (_known if len(text) <= _LONG else _trouble)(text, absolute)


def _trouble(text: str, absolute: bool) -> tuple[str, Problem] | None:  # noqa: FBT001 - a name costs the cache a third
    start = text[:4].lower()
    if start == "tag:":
        value = tag(text)
        return ("tag", value) if isinstance(value, Problem) else None
    if start == "urn:":
        name = urn(text)
        if not isinstance(name, Problem):
            return None
        return ("uuid" if name.kind == "bad-uuid" else "urn", name)
    parts = iri(text) if absolute else iri_reference(text)
    if not isinstance(parts, Problem):
        return None
    if parts.kind in _CHARACTERS:
        return "character", parts
    return "relative" if absolute and parts.kind in {"no-scheme", "no-host", "empty"} else "malformed", parts


_known = lru_cache(maxsize=2048)(_trouble)


def _written(element: Element) -> tuple[str, Callable[[int, int | None], Place]] | None:
    """The address in an element, and how to point at characters of it; None where it has none."""
    attribute = _PLACES[element.name]
    if attribute:
        raw = element.attributes.get(attribute)
        return None if raw is None else (raw, lambda at, end: element.in_attribute(attribute, at, end))
    raw = element.text
    text = raw.strip(" \t\r\n")
    lead = raw.find(text)
    return (text, lambda at, end: element.in_text(lead + at, lead + (len(text) if end is None else end)))


def _family(code: str, name: str, sort: str, *, says: str, why: str, bad: str, good: str, fix: str, w3c: str,
            spec: str) -> None:  # fmt: skip
    """Declare the rule for one sort of trouble, at every place that has an address."""

    def check(element: Element) -> Iterator[Where]:
        written = _written(element)
        if written is None or not written[0]:
            return
        text, point = written
        wrong = trouble(text, absolute=element.name in _ABSOLUTE)
        if wrong is not None and wrong[0] == sort:
            problem = wrong[1]
            what = f"{_PLACES[element.name]} of {element.name}" if _PLACES[element.name] else element.name
            yield found(point(problem.at, problem.end), what=what, text=quoted(text), problem=problem.says)

    book.rule(code, on=tuple(_PLACES), level=ERROR, says=says, bad=bad, good=good, fix=fix, w3c=(w3c,), spec=spec,
              name=name, why=why, formats=())(check)  # fmt: skip


def _entry(identity: str) -> str:
    return (f"<entry><title>One</title><id>{identity}</id><updated>2026-01-30T08:00:00Z</updated>"
            "<content>News</content></entry>")  # fmt: skip


_GOOD: Final = _entry("tag:example.org,2026:1")
_ID: Final = "#section-4.2.6"
_family("ATM210", "character-not-in-iris", "character", says="{what} is not an IRI: {text}: {problem}",
        why="Readers differ in how they mend such an address, so the link is dead in some, and the id is another.",
        bad='<summary>News</summary><link rel="related" href="https://example.org/a b"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/a%20b"/>',
        fix="Percent-encode the character.", w3c="InvalidUriChar",
        spec="https://www.rfc-editor.org/rfc/rfc3987#section-2.2")  # fmt: skip
_family("ATM211", "relative-id", "relative", says="{what} is not a whole IRI: {text}: {problem}",
        why="It must be unique in the world and never change; without a scheme it is neither.", bad=_entry("post-1"),
        good=_GOOD, fix="Write a whole IRI, such as tag:example.org,2026:post-1 or the permalink.",
        w3c="InvalidFullLink",
        spec=_ID)  # fmt: skip
_family("ATM212", "malformed-iri", "malformed", says="{what} is not an IRI: {text}: {problem}",
        why="No reader can follow it.", bad='<summary>News</summary><link rel="related" href="https:///news"/>',
        good='<summary>News</summary><link rel="related" href="https://example.org/news"/>',
        fix="Write the whole address, as a browser shows it.", w3c="InvalidLink",
        spec="https://www.rfc-editor.org/rfc/rfc3987#section-2.2")  # fmt: skip
_family("ATM213", "malformed-tag-uri", "tag", says="{what} is not a tag URI: {text}: {problem}",
        why="A tag URI names its maker and a day on which the maker owned the name; only then is it unique.",
        bad=_entry("tag:example.org:1"), good=_GOOD,
        fix="Write tag:, a domain of yours, a comma, a date on which you owned it, a colon and a name.",
        w3c="InvalidTAG", spec="https://www.rfc-editor.org/rfc/rfc4151#section-2.1")  # fmt: skip
_family("ATM214", "malformed-urn", "urn", says="{what} is not a URN: {text}: {problem}",
        why="A urn: has a registered namespace and a name within it; anything else may collide.",
        bad=_entry("urn:example.org:1"), good=_entry("urn:example:1"),
        fix="Use a registered namespace, such as urn:uuid:, or a tag: URI.",
        w3c="InvalidURN", spec="https://www.rfc-editor.org/rfc/rfc8141#section-2")  # fmt: skip
_family("ATM215", "malformed-uuid", "uuid", says="{what} is not a UUID: {text}: {problem}",
        why="A UUID is 128 bits in 8-4-4-4-12 hexadecimal digits; a made-up one is not unique.",
        bad=_entry("urn:uuid:1225c695-cfb8-4ebb-aaaa"), good=_entry("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
        fix="Have a program make it, for example uuidgen.", w3c="InvalidUUID",
        spec="https://www.rfc-editor.org/rfc/rfc9562#section-4")  # fmt: skip

book.value(
    "ATM216", "noncanonical-id", on="atom:id", grammar=noncanonical, level=WARNING, formats=(),
    says="{element} is not in canonical form: {text}: {problem}",
    why="Ids are compared letter by letter: a program that tidies addresses makes another one of it.",
    bad=_entry("https://example.org:443/1"), good=_entry("https://example.org/1"), fix="Write the canonical form.",
    spec="#section-4.2.6", w3c=("NonCanonicalURI",), when=lambda node: trouble(node.value, absolute=True) is None,
)  # fmt: skip


def _remarks(code: str, name: str, kinds: frozenset[str], *, says: str, why: str, bad: str, good: str, fix: str,
             w3c: tuple[str, ...] = (), level: object = WARNING) -> None:  # fmt: skip
    def check(element: Element) -> Iterator[Where]:
        written = _written(element)
        if written is None or ":" not in written[0]:
            return
        text, point = written
        for problem in (_remarked if len(text) <= _LONG else remarks)(text):
            if problem.kind in kinds and trouble(text, absolute=False) is None:
                what = f"{_PLACES[element.name]} of {element.name}" if _PLACES[element.name] else element.name
                yield found(point(problem.at, problem.end), what=what, text=quoted(text), problem=problem.says)

    book.rule(code, on=tuple(_PLACES), level=WARNING if level is WARNING else ADVICE, says=says, bad=bad, good=good,
              fix=fix, w3c=w3c, name=name, why=why, formats=(),
              spec="https://www.rfc-editor.org/rfc/rfc3986#section-3.1")(check)  # fmt: skip


@lru_cache(maxsize=2048)
def _remarked(text: str) -> tuple[Problem, ...]:
    return tuple(remarks(text))


_remarks("ATM217", "unregistered-uri-scheme", frozenset({"unregistered-scheme"}),
         says="{what} has a scheme that is not registered: {text}",
         why="A scheme that IANA does not know says nothing to a reader, and may come to mean something else.",
         bad=_entry("news-item:1"), good=_entry("tag:example.org,2026:1"),
         fix="Use a registered scheme, such as https: or tag:.", w3c=("SchemeNotIANARegistered",))  # fmt: skip
_remarks("ATM218", "address-with-two-schemes", frozenset({"double-scheme"}), says="{what} has two schemes: {text}",
         why="Two addresses were glued together; it leads nowhere.",
         bad='<summary>News</summary><link rel="related" href="http://https://example.org/"/>',
         good='<summary>News</summary><link rel="related" href="https://example.org/"/>',
         fix="Keep the second one.")  # fmt: skip
_remarks("ATM219", "address-only-known-here", frozenset({"local-host"}),
         says="{what} is known only here: {text}: {problem}",
         why="Nobody outside this machine or network can open it; often a feed of the test system was published.",
         bad='<summary>News</summary><link rel="related" href="http://localhost:8000/1"/>',
         good='<summary>News</summary><link rel="related" href="https://example.org/1"/>',
         fix="Write the public address.")  # fmt: skip


def base_of(element: Element, url: str | None) -> str:
    """The base that references in an element's own attributes are relative to: xml:base upwards, then the document's.

    "" where neither is known (RFC 4287 section 2, RFC 3986 section 5.1).
    """
    bases = []
    node: Element | None = element
    while node is not None:
        base = node.attributes.get("xml:base")
        if base is not None:
            bases.append(base.strip())
        node = node.parent
    if len(bases) > _NESTED:
        return ""
    result = url or ""
    for base in reversed(bases):
        result = resolve(result, base)
    return result


def same(one: str, other: str) -> bool:
    """Whether two addresses mean the same document, fragments apart."""
    return canonical(one.partition("#")[0]) == canonical(other.partition("#")[0])


def is_absolute(text: str) -> bool:
    """Whether a reference has an authority or is of a scheme that needs none."""
    parts = split(text)
    return parts.host is not None or (parts.scheme is not None and parts.scheme.lower() not in {"http", "https", "ftp"})
