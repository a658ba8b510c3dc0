"""Vocabularies in general: what stands where, how often, and under which namespace – read from the books.

Source: Namespaces in XML, https://www.w3.org/TR/xml-names/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from feeds.rules.formats import XML_FEEDS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Book, Shape, Where, found, quoted
from feeds.source.xmltree import Element

book = Book(
    "NSP",
    "Vocabularies",
    "https://www.w3.org/TR/xml-names/",
    frames={
        "*": '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link>'
        "<description>News</description>{}</channel></rss>"
    },
    about="Elements and attributes that no vocabulary has, that stand in the wrong place or stand there too often.",
)


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the books of one format declare."""

    placed: dict[tuple[str, str], Shape]
    names: frozenset[str]
    prefixes: frozenset[str]
    closed: frozenset[str]


@cache
def shapes(form: str | None) -> Shapes:
    """The element shapes that hold for a format."""
    from feeds.rules import books  # noqa: PLC0415 - the generic rules read the books, this one among them

    placed: dict[tuple[str, str], Shape] = {}
    names: set[str] = set()
    for each in books():
        for shape in each.shapes:
            if shape.formats and form not in shape.formats:
                continue
            names.add(shape.name)
            for parent in shape.inside:
                placed[parent, shape.name] = shape
    with_shapes = {each.prefix for each in books() if each.prefix is not None and each.shapes}
    closed = {each.prefix for each in books() if each.prefix in with_shapes and each.closed}
    return Shapes(
        placed, frozenset(names), frozenset(p for p in with_shapes if p is not None),
        frozenset(p for p in closed if p is not None),
    )  # fmt: skip


def _prefix(name: str) -> str | None:
    """The canonical prefix of a name, None for a name of no known vocabulary."""
    if name.startswith("{"):
        return None
    prefix, colon, _ = name.partition(":")
    return prefix if colon else ""


def _is_foreign(element: Element) -> bool:
    """Whether it stands inside something whose inside is no feed matter: XHTML, an unknown vocabulary."""
    return any(_prefix(parent.name) is None or parent.name.startswith("xhtml:") for parent in element.ancestors())


@book.rule("NSP101", on="*", level=ERROR, says="{parent} has no element {name}{hint}",
           formats=XML_FEEDS, spec="https://www.rssboard.org/rss-specification",
           bad="<item><title>One</title><autor>me@example.org</autor></item>",
           good="<item><title>One</title><author>me@example.org (Me)</author></item>",
           fix="Use the element that the specification has, or one of a declared namespace.",
           w3c=("UndefinedElement",))  # fmt: skip
def unknown_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers pass over what they do not know, so what it was meant to say is lost."""
    known = shapes(reading.format)
    if not kind.parent or (kind.parent, kind.name) in known.placed or kind.name in known.names:
        return
    if _prefix(kind.name) not in known.closed:
        return
    near = get_close_matches(kind.name, [name for up, name in known.placed if up == kind.parent], 1, 0.75)
    hint = f"; {near[0]} is near" if near else ""
    for element in kind.elements:
        if not _open(element, known):
            yield found(element, parent=kind.parent, name=quoted(kind.name), hint=hint)


def _open(element: Element, known: Shapes) -> bool:
    """Whether anything may stand inside one of the elements around this one."""
    for node in element.ancestors():
        prefix = _prefix(node.name)
        if prefix is None or prefix == "xhtml":
            return True
        if node.parent is not None:
            shape = known.placed.get((node.parent.name, node.name))
            if shape is not None and shape.open:
                return True
    return False


@book.rule("NSP102", on="*", level=ERROR, says="{name} does not belong into {parent}, but into {right}",
           formats=XML_FEEDS, spec="https://www.rssboard.org/rss-specification",
           bad="<pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate><guid>https://example.org/1</guid>",
           good="<pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate>",
           fix="Move it to where it belongs.", w3c=("UndefinedElement",))  # fmt: skip
def misplaced_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers look for an element where the specification puts it, and nowhere else."""
    known = shapes(reading.format)
    if not kind.parent or (kind.parent, kind.name) in known.placed or kind.name not in known.names:
        return
    if _prefix(kind.name) not in known.closed:
        return
    right = " or ".join(sorted(up for up, name in known.placed if name == kind.name)[:4])
    for element in kind.elements:
        if not _open(element, known):
            yield found(element, name=kind.name, parent=kind.parent, right=right)


@book.rule("NSP103", on="*", level=ERROR, says="{name} stands here more than {most}", formats=XML_FEEDS,
           spec="https://www.rssboard.org/rss-specification", bad="<language>en</language><language>de</language>",
           good="<language>en</language>", fix="Keep one of them.", w3c=("DuplicateElement",))  # fmt: skip
def repeated_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Some readers take the first, others the last."""
    shape = shapes(reading.format).placed.get((kind.parent, kind.name))
    if shape is None or shape.most is None:
        return
    most = "once" if shape.most == 1 else f"{shape.most} times"
    counts: dict[int, int] = {}
    for element in kind.elements:
        key = id(element.parent)
        counts[key] = count = counts.get(key, 0) + 1
        if count == shape.most + 1:
            yield found(element, name=kind.name, most=most)


@book.rule("NSP104", on="*", level=ERROR, says="{element} has no attribute {name}", formats=XML_FEEDS,
           spec="https://www.rssboard.org/rss-specification",
           bad='<item><guid permalink="false">1</guid></item>', good='<item><guid isPermaLink="false">1</guid></item>',
           fix="Use the attribute that the specification has.", w3c=("UnexpectedAttribute",))  # fmt: skip
def unknown_attribute(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers pass over what they do not know; attribute names are sensitive to case."""
    shape = shapes(reading.format).placed.get((kind.parent, kind.name))
    if shape is None or shape.attributes is None:
        return
    allowed = shape.attributes
    for element in kind.elements:
        for name in element.attributes:
            if name not in allowed and ":" not in name and not name.startswith("{"):
                yield found(element.place("attribute name", name), element=element.name, name=quoted(name))


@book.rule("NSP105", on="*", level=ERROR, says="text stands in {element}, where only elements belong",
           formats=XML_FEEDS, spec="https://www.rssboard.org/rss-specification",
           bad="<item>News<title>One</title></item>", good="<item><title>One</title></item>",
           fix="Put the text into an element such as description.", w3c=("UnexpectedText",))  # fmt: skip
def text_between_elements(kind: Kind, reading: Reading) -> Iterator[Where]:
    """It is shown nowhere."""
    shape = shapes(reading.format).placed.get((kind.parent, kind.name))
    if shape is None or shape.text:
        return
    for element in kind.elements:
        text = element.text
        bare = text.strip()
        if bare:
            at = text.index(bare[0])
            yield found(element.in_text(at, at + len(bare.split(None, 1)[0])), element=element.name)


@book.rule("NSP301", on="document", level=WARNING, says="this namespace is misspelt: {uri}; {title} is {right}",
           bad='<item><title>One</title><a:id xmlns:a="http://www.w3.org/2005/atom">tag:example.org,2026:1</a:id></item>',
           good='<item><title>One</title><a:id xmlns:a="http://www.w3.org/2005/Atom">tag:example.org,2026:1</a:id></item>',
           fix="Copy the namespace from its specification, to the last slash.", w3c=("InvalidNamespace",))  # fmt: skip
def misspelt_namespace(reading: Reading) -> Iterator[Where]:
    """A namespace is compared letter by letter: with one wrong, its elements mean nothing to most readers."""
    from feeds.rules import books  # noqa: PLC0415

    meant = {uri: each for each in books() for uri in each.misspelt}
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        right = meant.get(namespace.uri)
        if right is not None:
            spot = namespace.element.place("namespace", namespace.prefix)
            yield found(spot, uri=quoted(namespace.uri, 90), title=right.title, right=quoted(right.uris[0], 90))
