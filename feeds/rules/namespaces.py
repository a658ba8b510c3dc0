"""Vocabularies in general: what stands where, how often, and under which namespace – read from the books.

Source: Namespaces in XML, https://www.w3.org/TR/xml-names/.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from feeds.rules import books_for, cards
from feeds.rules.catalogue import Card, Scope
from feeds.rules.foreign import FOREIGN
from feeds.rules.formats import APP, ATOM, OPENSEARCH, OPML, RDF, RSS, XML_FEEDS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ADVICE, ANYWHERE, ERROR, WARNING, Book, Found, Repair, Shape, Where, found, part, quoted
from feeds.source.places import Place
from feeds.source.xmltree import Element, Namespace
from feeds.values.near import close_matches
from feeds.values.problem import Problem
from feeds.values.uris.names import tag

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


_EVERYWHERE = XML_FEEDS | APP | OPML | OPENSEARCH
_NAMESPACED = ATOM | APP | OPENSEARCH
_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_USUAL = {"os": frozenset({"os", "opensearch", "openSearch"}), "xhtml": frozenset({"xhtml", "html", "h", "x"})}


class Shapes(NamedTuple):
    """What the books of one format declare."""

    placed: dict[tuple[str, str], Shape]
    names: frozenset[str]
    prefixes: frozenset[str]
    closed: frozenset[str]

    def shape(self, parent: str, name: str) -> Shape | None:
        """How an element of a name is shaped in a parent; None where it does not belong."""
        return self.placed.get((parent, name)) or self.placed.get((ANYWHERE, name))


@lru_cache(maxsize=256)
def shapes(scope: Scope) -> Shapes:
    """The element shapes that hold for a document."""
    placed: dict[tuple[str, str], Shape] = {}
    names: set[str] = set()
    for each in books_for(scope):
        for shape in each.shapes:
            if shape.formats and scope.format not in shape.formats:
                continue
            names.add(shape.name)
            for parent in shape.inside:
                placed[parent, shape.name] = shape
                if parent == "atom:feed" and not shape.name.startswith("atom:"):
                    placed.setdefault(("atom:source", shape.name), shape)  # it holds what its feed says of itself
    with_shapes = {each.prefix for each in books_for(scope) if each.prefix is not None and each.shapes}
    closed = {each.prefix for each in books_for(scope) if each.prefix in with_shapes and each.closed}
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


def _has_no_element(parent: str, name: str, scope: Scope) -> bool:
    known = shapes(scope)
    return bool(parent) and name not in known.names and _closed(name, scope, known)


def _closed(name: str, scope: Scope, known: Shapes) -> bool:
    """Whether the vocabulary of a name is one that has only the elements which its book declares."""
    prefix = _prefix(name)
    # An element of no namespace, in a format that has one, is NSP106's.
    return prefix in known.closed and not (prefix == "" and scope.format in _NAMESPACED)


@book.rule("NSP101", on="*", level=ERROR, says="{parent} has no element {name}{hint}",
           formats=_EVERYWHERE, spec="https://www.rssboard.org/rss-specification",
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
        if not _open(element, known):
            yield found(element, parent=kind.parent, name=quoted(kind.name), hint=hint, near=near)


@lru_cache(maxsize=500)
def _near(name: str, parent: str, scope: Scope) -> str:
    """The element that may stand in a parent and whose name is nearest, "" where none is near."""
    there = [each for up, each in shapes(scope).placed if up in {parent, ANYWHERE}]
    return next(iter(close_matches(name, there, 1, 0.75)), "") if len(name) <= LONGEST else ""


ENOUGH = 200  # kinds of unknown elements that get a hint; looking for near names takes its time
LONGEST = 60  # characters of a name that could be a slip of the pen


def _open(element: Element, known: Shapes) -> bool:
    """Whether anything may stand inside one of the elements around this one."""
    for node in element.ancestors():
        prefix = _prefix(node.name)
        if prefix is None or prefix == "xhtml":
            return True
        if node.parent is not None:
            shape = known.shape(node.parent.name, node.name)
            if shape is not None and shape.open:
                return True
    return False


def _has_another_place(parent: str, name: str, scope: Scope) -> bool:
    known = shapes(scope)
    return bool(parent) and name in known.names and known.shape(parent, name) is None and _closed(name, scope, known)


@book.rule("NSP102", on="*", level=ERROR, says="{name} does not belong into {parent}, but into {right}",
           formats=_EVERYWHERE, spec="https://www.rssboard.org/rss-specification",
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
        if not _open(element, known):
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
              good=good, fix=fix, w3c=(w3c,), formats=_EVERYWHERE, name=name, why=why, part=which,
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


@book.rule("NSP106", on="*", level=WARNING, says="{name} is of no namespace", formats=_NAMESPACED | RDF,
           spec="https://www.rfc-editor.org/rfc/rfc4287#section-6.1",
           bad=f'<feed xmlns="{_ATOM}" xml:lang="en"><note xmlns="">News</note></feed>',
           good=f'<feed xmlns="{_ATOM}" xml:lang="en"></feed>',
           fix='Leave out xmlns="", or give the element a namespace of its own.',
           w3c=("UndeterminableVocabulary",),
           concerns=lambda parent, name, _scope: _prefix(name) == "" and bool(_prefix(parent)))  # fmt: skip
def element_without_namespace(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Without a namespace nobody can know what is meant, not even when the name is known."""
    known = shapes(reading.scope)
    if reading.format in RDF and (kind.parent != "rdf:RDF" or _has_rss_namespace(reading)):
        return
    for element in kind.elements:
        if not _open(element, known):
            yield found(element, name=quoted(kind.name))


def _has_rss_namespace(reading: Reading) -> bool:
    """Whether any namespace of RSS is declared; the tree gives its elements no prefix, as those without one."""
    namespaces = reading.xml.namespaces if reading.xml is not None else ()
    return any(reading.vocabulary.get(each.uri) == "" for each in namespaces)


@book.rule("NSP107", on="*", level=ERROR, says="{name}, an element of feeds, stands within XHTML", formats=_EVERYWHERE,
           spec="https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
           bad=f'<feed xmlns="{_ATOM}" xml:lang="en"><rights type="xhtml"><div xmlns="{_XHTML}">'
               f'<id xmlns="{_ATOM}">tag:example.org,2026:1</id></div></rights></feed>',
           good=f'<feed xmlns="{_ATOM}" xml:lang="en"><rights type="xhtml"><div xmlns="{_XHTML}"/></rights></feed>',
           fix="Move it out of the text.", w3c=("UndefinedElement",),
           concerns=lambda parent, name, scope: (
               parent.startswith("xhtml:") and bool(_prefix(name)) and name in shapes(scope).names))  # fmt: skip
def feed_element_within_xhtml(kind: Kind) -> Iterator[Where]:
    """Within a text readers expect XHTML; they drop what they do not know, or show its text."""
    for element in kind.elements:
        yield found(element, name=kind.name)


@book.rule("NSP108", on="*", level=ERROR, says="{name} within {parent} is of no namespace", formats=RSS,
           spec="https://www.rssboard.org/rss-specification#extendingRss",
           bad='<a:note xmlns:a="https://example.org/a"><text>News</text></a:note>',
           good='<a:note xmlns:a="https://example.org/a"><a:text>News</a:text></a:note>',
           fix="Give it the prefix of the element that it stands in.", w3c=("NotInANamespace",),
           concerns=lambda parent, name, _scope: parent.startswith("{") and _prefix(name) == "")  # fmt: skip
def child_of_extension_without_namespace(kind: Kind) -> Iterator[Where]:
    """RSS has no namespace, so the element counts as one of RSS, which has none such here."""
    for element in kind.elements:
        yield found(element, name=quoted(kind.name), parent=element.parent.local if element.parent else "")


@cache
def _meant() -> dict[str, Card]:
    """Misspelt URI to the book that it was meant to name."""
    return {uri: each for each in cards() for uri in each.misspelt}


def _misspelt(reading: Reading) -> Iterator[Where]:
    """One look at all namespaces: that of the whole document, or that of an extension."""
    meant = _meant()
    root = reading.xml.root if reading.xml is not None else None
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        right = meant.get(namespace.uri)
        if right is not None and root is not None:
            whole = namespace.element is root and (_prefix(root.name) == right.prefix or _is_rdf(root, right))
            which = "whole" if whole else "div" if _is_div(namespace.element) else "extension"
            yield part(which, _place(namespace), uri=quoted(namespace.uri, 90),
                       title=right.title, right=quoted(right.uris[0], 90))  # fmt: skip


def _is_rdf(root: Element, right: Card) -> bool:
    """Whether the namespace was meant to be that of the channel in RDF."""
    return root.name == "rdf:RDF" and right.prefix == ""


def _is_div(element: Element) -> bool:
    """Whether an element is the div in which Atom has its XHTML."""
    return element.name == "xhtml:div" and element.parent is not None and element.parent.get("type") == "xhtml"


book.rule("NSP301", on="document", level=WARNING, says="this namespace is misspelt: {uri}; {title} is {right}",
          bad='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/atom">tag:example.org,2026:1</atom:id>'
              "</item>",
          good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id>'
               "</item>",
          why="A namespace is compared letter by letter: with one wrong, its elements mean nothing to most readers.",
          repair="namespace",
          fix="Copy the namespace from its specification, to the last slash.", w3c=("ReservedPrefix",),
          name="misspelt-namespace", part="extension")(_misspelt)  # fmt: skip
book.rule("NSP307", on="document", level=WARNING, says="this namespace is misspelt: {uri}; {title} is {right}",
          bad='<feed xmlns="http://www.w3.org/2005/atom" xml:lang="en"></feed>',
          good='<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"></feed>',
          name="misspelt-namespace-of-the-whole-document",
          why="A namespace is compared letter by letter: with one wrong, most readers see no feed in the document.",
          repair="namespace",
          fix="Copy the namespace from its specification, to the last slash.", w3c=("InvalidNamespace",), part="whole",
          )(_misspelt)  # fmt: skip
_DIV = f'<feed xmlns="{_ATOM}" xml:lang="en"><rights type="xhtml"><div xmlns="{{}}">Mine</div></rights></feed>'
book.rule("NSP308", on="document", level=ERROR, says="this namespace is misspelt: {uri}; {title} is {right}",
          spec="https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
          bad=_DIV.format("http://www.w3.org/1999/XHTML"), good=_DIV.format(_XHTML), name="misspelt-namespace-of-a-div",
          why="Only the namespace makes it XHTML: readers that look at it show nothing of the text.",
          repair="namespace",
          fix=f'Write <div xmlns="{_XHTML}">.', w3c=("MissingXhtmlDiv", "NotHtml"), part="div")(_misspelt)  # fmt: skip


def _declared(reading: Reading) -> Iterator[Namespace]:
    """Each pair of prefix and URI once, at its first declaration."""
    seen: set[tuple[str, str]] = set()
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        pair = (namespace.prefix, namespace.uri)
        if namespace.uri and pair not in seen:
            seen.add(pair)
            yield namespace


@cache
def _owners() -> dict[str, str]:
    """Prefix to the URI that it usually stands for."""
    usual = {each.prefix: uri for uri, each in FOREIGN.items()}
    usual |= {each.prefix: each.uris[0] for each in cards() if each.prefix and each.uris}
    return usual | {other: usual[prefix] for prefix, others in _USUAL.items() for other in others if len(other) > 1}


def _place(namespace: Namespace) -> Place:
    return namespace.element.place("namespace", namespace.prefix)


_UNKNOWN_BAD = '<item><title>One</title><a:note xmlns:a="https://example.org/a">News</a:note></item>'


@book.rule("NSP302", on="document", level=ADVICE, says="nothing is known of the namespace {uri}", formats=_EVERYWHERE,
           bad=_UNKNOWN_BAD, good="<item><title>One</title></item>",
           fix="Nothing, if it is your own; else compare it with its specification.",
           w3c=("UnknownNamespace",))  # fmt: skip
def unknown_namespace(reading: Reading) -> Iterator[Where]:
    """Readers pass over it. It may be an extension of your own, or a known one that is misspelt."""
    owners = _owners()
    told: set[str] = set()
    for namespace in _declared(reading):
        uri = namespace.uri
        if uri in told or uri in reading.vocabulary or uri in FOREIGN or namespace.prefix in owners:
            continue
        told.add(uri)
        yield found(_place(namespace), uri=quoted(uri, 90))


@book.rule("NSP303", on="document", level=WARNING, formats=_EVERYWHERE,
           says="the prefix {prefix} usually stands for {usual}, here it stands for {uri}",
           bad='<item><title>One</title><atom:id xmlns:atom="https://example.org/atom">1</atom:id></item>',
           good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id></item>',
           fix="Copy the namespace from its specification, or choose another prefix.",
           w3c=("ReservedPrefix",))  # fmt: skip
def prefix_of_another_namespace(reading: Reading) -> Iterator[Where]:
    """Most likely the namespace is misspelt; then readers pass over all its elements."""
    owners = _owners()
    for namespace in _declared(reading):
        uri = namespace.uri
        if namespace.prefix in owners and uri not in reading.vocabulary and uri not in FOREIGN:
            usual = quoted(owners[namespace.prefix], 90)
            yield found(_place(namespace), prefix=namespace.prefix, usual=usual, uri=quoted(uri, 90))


@book.rule("NSP304", on="document", level=ADVICE,
           says="the prefix {prefix} stands for {uri}, whose usual prefix is {usual}",
           formats=_EVERYWHERE,
           bad='<item><title>One</title><a:id xmlns:a="http://www.w3.org/2005/Atom">tag:example.org,2026:1</a:id></item>',
           good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id></item>',
           fix="Use the usual prefix.", w3c=("NonstdPrefix",))  # fmt: skip
def unusual_prefix(reading: Reading) -> Iterator[Where]:
    """Any prefix is allowed, yet some readers look for the letters that everybody else uses."""
    for namespace in _declared(reading):
        foreign = FOREIGN.get(namespace.uri)
        usual = reading.vocabulary.get(namespace.uri) or (foreign.prefix if foreign else "")
        if not namespace.prefix or not usual or namespace.prefix in _USUAL.get(usual, {usual}):
            continue
        if not (reading.format in _NAMESPACED and namespace.uri in {_ATOM, _XHTML}):  # NSP305 says so
            yield found(_place(namespace), prefix=namespace.prefix, uri=quoted(namespace.uri, 90), usual=usual)


@book.rule("NSP305", on="document", level=ADVICE,
           says="{uri} has the prefix {prefix}; some readers want it without one",
           formats=_NAMESPACED | XML_FEEDS, spec="https://www.rfc-editor.org/rfc/rfc4287#section-1.2",
           bad=f'<feed xmlns="{_ATOM}" xml:lang="en" xmlns:xhtml="{_XHTML}"></feed>',
           good=f'<feed xmlns="{_ATOM}" xml:lang="en"></feed>',
           fix="Declare it as the default: xmlns=… without a prefix.", w3c=("AvoidNamespacePrefix",))  # fmt: skip
def prefixed_atom_or_xhtml(reading: Reading) -> Iterator[Where]:
    """Readers that cut XHTML out of the feed as text leave the prefixes in; and some compare names with them."""
    root = reading.xml.root if reading.xml is not None else None
    own = root is None or not root.name.startswith("atom:")  # elsewhere atom: is what everybody writes
    default = own or any(not each.prefix and each.uri == _ATOM for each in _declared(reading))
    for namespace in _declared(reading):
        prefix = namespace.prefix
        if not prefix or namespace.element.name == "xhtml:meta":
            continue  # the way to tell robots to keep away
        atom = namespace.uri == _ATOM and reading.format in _NAMESPACED and not (prefix == "atom" and default)
        if atom or namespace.uri == _XHTML:
            yield found(_place(namespace), uri=quoted(namespace.uri), prefix=prefix)


@book.rule("NSP501", on="document", level=ADVICE, formats=_EVERYWHERE,
           says="elements of {name} were not looked at; see {address}",
           bad='<item><title>One</title><gd:note xmlns:gd="http://schemas.google.com/g/2005">News</gd:note></item>',
           good="<item><title>One</title></item>", fix="Check them with a tool that knows them.",
           w3c=("UnsupportedNamespace",))  # fmt: skip
def namespace_not_looked_at(reading: Reading) -> Iterator[Where]:
    """So that silence is not taken for praise."""
    told: set[str] = set()
    for namespace in _declared(reading):
        foreign = FOREIGN.get(namespace.uri)
        if foreign is None or namespace.uri in told or namespace.uri in reading.vocabulary or foreign.prefix in _QUIET:
            continue
        told.add(namespace.uri)
        yield found(_place(namespace), name=foreign.name, address=foreign.address)


_QUIET = {"svg", "mathml", "xlink", "xsi", "xsd", "rdf", "rdfs", "p"}  # content of other kinds, or mere plumbing


@book.rule("NSP201", on="document", level=ERROR, says="a namespace is a whole IRI: {uri}: {problem}",
           formats=_EVERYWHERE,
           spec="https://www.w3.org/TR/xml-names/#dt-NSName", bad='<a:note xmlns:a="tag:example.org">News</a:note>',
           good='<a:note xmlns:a="tag:example.org,2026:ns">News</a:note>', fix="Write a whole IRI.",
           w3c=("InvalidTAG",))  # fmt: skip
def malformed_tag_as_namespace(reading: Reading) -> Iterator[Where]:
    """A tag URI without its date is not unique, so others may mean something else by it."""
    for namespace in _declared(reading):
        problem = tag(namespace.uri) if namespace.uri[:4].lower() == "tag:" else None
        if isinstance(problem, Problem):
            yield found(_place(namespace), uri=quoted(namespace.uri, 90), problem=problem.says)


_BLANK_BAD = '<a:note xmlns:a="https://example.org/ a">News</a:note>'


@book.rule("NSP202", on="document", level=ERROR, says="a namespace is an address, and none has a blank: {uri}",
           formats=_EVERYWHERE, spec="https://www.w3.org/TR/xml-names/#iri-use", bad=_BLANK_BAD,
           good=_BLANK_BAD.replace(' a"', 'a"'), repair="namespace", fix="Remove the blank or the line break.",
           w3c=("SAXError",))  # fmt: skip
def blank_in_namespace(reading: Reading) -> Iterator[Where]:
    """Some parsers stop there, and no other document will spell it the same."""
    for namespace in _declared(reading):
        if any(blank in namespace.uri.strip() for blank in " \t\r\n"):
            yield found(_place(namespace), uri=quoted(namespace.uri, 90))
