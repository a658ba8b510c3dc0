"""Elements and attributes that no vocabulary has, that stand in the wrong place, or too often: read from the books."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from feeds.rules.catalogue import Scope
from feeds.rules.formats import RDF, RSS
from feeds.rules.namespaces.book import ATOM_NS, EVERYWHERE, NAMESPACED, XHTML, book
from feeds.rules.namespaces.shapes import closed, is_open, prefix_of, shapes
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ANYWHERE, ERROR, WARNING, Found, Repair, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.near import close_matches


def _has_no_element(parent: str, name: str, scope: Scope) -> bool:
    known = shapes(scope)
    return bool(parent) and name not in known.names and closed(name, scope, known)


@book.rule("NSP101", on="*", level=ERROR, says="{parent} has no element {name}{hint}",
           formats=EVERYWHERE, spec="https://www.rssboard.org/rss-specification",
           bad="<item><title>One</title><autor>me@example.org</autor></item>",
           good="<item><title>One</title><author>me@example.org (Me)</author></item>",
           repair="named", fix="Use the element that the specification has, or one of a declared namespace.",
           w3c=("UndefinedElement",), concerns=_has_no_element)  # fmt: skip
def unknown_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers pass over what they do not know, so what it was meant to say is lost."""
    known = shapes(reading.scope)
    kinds = reading.seen.get("unknown kinds", 0)
    near = _near(kind.name, kind.parent, reading.scope) if isinstance(kinds, int) and kinds < ENOUGH else ""
    reading.seen["unknown kinds"] = kinds + 1 if isinstance(kinds, int) else 1
    hint = f"; {near} is near" if near else ""
    for element in kind.elements:
        if not is_open(element, known):
            yield found(element, parent=kind.parent, name=quoted(kind.name), hint=hint, near=near)


@lru_cache(maxsize=500)
def _near(name: str, parent: str, scope: Scope) -> str:
    """The element that may stand in a parent and whose name is nearest, "" where none is near."""
    there = [each for up, each in shapes(scope).placed if up in {parent, ANYWHERE}]
    return next(iter(close_matches(name, there, 1, 0.75)), "") if len(name) <= LONGEST else ""


ENOUGH = 200  # kinds of unknown elements that get a hint; looking for near names takes its time
LONGEST = 60  # characters of a name that could be a slip of the pen


def _has_another_place(parent: str, name: str, scope: Scope) -> bool:
    known = shapes(scope)
    return bool(parent) and name in known.names and known.shape(parent, name) is None and closed(name, scope, known)


@book.rule("NSP102", on="*", level=ERROR, says="{name} does not belong into {parent}, but into {right}",
           formats=EVERYWHERE, spec="https://www.rssboard.org/rss-specification",
           bad="<pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate><guid>https://example.org/1</guid>",
           good="<pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate>",
           fix="Move it to where it belongs.", w3c=("UndefinedElement",), concerns=_has_another_place)  # fmt: skip
def misplaced_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers look for an element where the specification puts it, and nowhere else."""
    known = shapes(reading.scope)
    ups = sorted(up for up, name in known.placed if name == kind.name)
    root = reading.xml.root if reading.xml is not None else None
    here = [up for up in ups if up in known.names or (root is not None and up == root.name)]  # not of other formats
    right = " or ".join((here or ups)[:4])
    for element in kind.elements:
        if not is_open(element, known):
            yield found(element, name=kind.name, parent=kind.parent, right=right)


def _is_shaped(parent: str, name: str, scope: Scope) -> bool:
    shape = shapes(scope).shape(parent, name)
    return shape is not None and (shape.most is not None or shape.attributes is not None or not shape.text)


def _look(kind: Kind, reading: Reading) -> Iterator[Where]:
    """What the elements of one kind have that their shape does not allow: one look for the three rules below."""
    shape = shapes(reading.scope).shape(kind.parent, kind.name)
    if shape is None:
        return
    elements, allowed, most = kind.elements, shape.attributes, shape.most
    if most is not None and len(elements) > most:
        yield from _repeated(elements, most)
    if allowed is not None:
        for element in elements:
            for name in element.attributes:
                if name not in allowed and ":" not in name and not name.startswith("{"):
                    spot = element.place("attribute name", name)
                    near = next((each for each in allowed if each.lower() == name.lower()), "")
                    yield Found(spot, {"element": element.name, "name": quoted(name), "near": near}, "attribute")
    if not shape.text:
        for element in elements:
            text = element.text
            if text and not text.isspace():
                if allowed and kind.name.find(":") > 0 and allowed.isdisjoint(element.attributes):
                    continue  # the text stands for the attribute, and its book says so
                bare = text.strip()
                at = text.index(bare[0])
                spot = element.in_text(at, at + len(bare.split(None, 1)[0]))
                yield Found(spot, {"element": element.name}, "text")


def _repeated(elements: list[Element], most: int) -> Iterator[Where]:
    if len({id(element.parent) for element in elements}) == len(elements):
        return
    counts: dict[int, int] = {}
    for element in elements:
        key = id(element.parent)
        counts[key] = count = counts.get(key, 0) + 1
        if count == most + 1:
            times = "once" if most == 1 else f"{most} times"
            yield Found(element, {"name": element.name, "most": times}, "repeated")


def _shaped(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str, w3c: str,
            repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="*", level=ERROR, spec="https://www.rssboard.org/rss-specification", says=says, bad=bad,
              good=good, fix=fix, w3c=(w3c,), formats=EVERYWHERE, name=name, why=why, part=which,
              concerns=_is_shaped, repair=repair)(_look)  # fmt: skip


_shaped("NSP103", "repeated-element", "repeated", says="{name} stands here more than {most}",
        why="Some readers take the first, others the last.", bad="<language>en</language><language>de</language>",
        good="<language>en</language>", repair="one-of-two",
        fix="Keep one of them.", w3c="DuplicateElement")  # fmt: skip
_shaped("NSP104", "unknown-attribute", "attribute", says="{element} has no attribute {name}",
        why="Readers pass over what they do not know; attribute names are sensitive to case.",
        bad='<item><guid permalink="true">https://example.org/1</guid></item>',
        good='<item><guid isPermaLink="true">https://example.org/1</guid></item>',
        repair="attribute-named",
        fix="Use the attribute that the specification has.", w3c="UnexpectedAttribute")  # fmt: skip
_shaped("NSP105", "text-between-elements", "text", says="text stands in {element}, where none belongs",
        why="It is shown nowhere.", bad="<item>News<title>One</title></item>", good="<item><title>One</title></item>",
        fix="Put the text into an element such as description.", w3c="UnexpectedText")  # fmt: skip


@book.rule("NSP106", on="*", level=WARNING, says="{name} is of no namespace", formats=NAMESPACED | RDF,
           spec="https://www.rfc-editor.org/rfc/rfc4287#section-6.1",
           bad=f'<feed xmlns="{ATOM_NS}" xml:lang="en"><note xmlns="">News</note></feed>',
           good=f'<feed xmlns="{ATOM_NS}" xml:lang="en"></feed>',
           fix='Leave out xmlns="", or give the element a namespace of its own.',
           w3c=("UndeterminableVocabulary",),
           concerns=lambda parent, name, _scope: prefix_of(name) == "" and bool(prefix_of(parent)))  # fmt: skip
def element_without_namespace(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Without a namespace nobody can know what is meant, not even when the name is known."""
    known = shapes(reading.scope)
    if reading.format in RDF and (kind.parent != "rdf:RDF" or _has_rss_namespace(reading)):
        return
    for element in kind.elements:
        if not is_open(element, known):
            yield found(element, name=quoted(kind.name))


def _has_rss_namespace(reading: Reading) -> bool:
    """Whether any namespace of RSS is declared; the tree gives its elements no prefix, as those without one."""
    namespaces = reading.xml.namespaces if reading.xml is not None else ()
    return any(reading.vocabulary.get(each.uri) == "" for each in namespaces)


@book.rule("NSP107", on="*", level=ERROR, says="{name}, an element of feeds, stands within XHTML", formats=EVERYWHERE,
           spec="https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
           bad=f'<feed xmlns="{ATOM_NS}" xml:lang="en"><rights type="xhtml"><div xmlns="{XHTML}">'
               f'<id xmlns="{ATOM_NS}">tag:example.org,2026:1</id></div></rights></feed>',
           good=f'<feed xmlns="{ATOM_NS}" xml:lang="en"><rights type="xhtml"><div xmlns="{XHTML}"/></rights></feed>',
           fix="Move it out of the text.", w3c=("UndefinedElement",),
           concerns=lambda parent, name, scope: (
               parent.startswith("xhtml:") and bool(prefix_of(name)) and name in shapes(scope).names))  # fmt: skip
def feed_element_within_xhtml(kind: Kind) -> Iterator[Where]:
    """Within a text readers expect XHTML; they drop what they do not know, or show its text."""
    for element in kind.elements:
        yield found(element, name=kind.name)


@book.rule("NSP108", on="*", level=ERROR, says="{name} within {parent} is of no namespace", formats=RSS,
           spec="https://www.rssboard.org/rss-specification#extendingRss",
           bad='<a:note xmlns:a="https://example.org/a"><text>News</text></a:note>',
           good='<a:note xmlns:a="https://example.org/a"><a:text>News</a:text></a:note>',
           fix="Give it the prefix of the element that it stands in.", w3c=("NotInANamespace",),
           concerns=lambda parent, name, _scope: parent.startswith("{") and prefix_of(name) == "")  # fmt: skip
def child_of_extension_without_namespace(kind: Kind) -> Iterator[Where]:
    """RSS has no namespace, so the element counts as one of RSS, which has none such here."""
    for element in kind.elements:
        yield found(element, name=quoted(kind.name), parent=element.parent.local if element.parent else "")
