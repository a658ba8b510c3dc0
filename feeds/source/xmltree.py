"""An XML document as a tree in which every node knows its place: one expat pass, our own slotted nodes.

expat gives the exact byte offset of each construct; libxml2 gives only the line in which a start tag ends. Names are
mapped at once to the canonical names that rules use (``item``, ``atom:link``, ``itunes:image``): the vocabulary is an
argument, this module knows no namespace but ``xml``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.parsers import expat

from feeds.source.places import Part, Place

if TYPE_CHECKING:
    from feeds.source.raw import AttributeMap, TextMap

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
DEPTH = 200  # elements within each other; no feed needs a tenth of it, and every recursion downstream is bounded by it
SEPARATOR = "\x1f"  # no XML character, so it is in no namespace URI
_NOTHING: dict[str, str] = {}


class Element:
    """An element. ``name`` is canonical; ``start`` is the byte offset of its ``<``.

    ``text`` is its own character data, without that of its children. Attributes have canonical names too (``href``,
    ``xml:lang``). A name of no known vocabulary is ``{namespace}local``.
    """

    __slots__ = ("attributes", "children", "document", "name", "parent", "start", "text")

    def __init__(
        self, name: str, parent: Element | None, attributes: dict[str, str], start: int, document: Document
    ) -> None:
        self.name = name
        self.parent = parent
        self.attributes = attributes
        self.start = start
        self.document = document
        self.children: list[Element] | tuple[()] = ()
        self.text = ""

    @property
    def value(self) -> str:
        """The text without the blanks around it."""
        return self.text.strip(" \t\r\n")

    def __contains__(self, name: str) -> bool:
        for child in self.children:  # noqa: SIM110 - a third faster than any(), and asked for every item
            if child.name == name:
                return True
        return False

    def lacks(self, *names: str) -> bool:
        """Whether it has no child of any of these names, as far as one can say.

        False too where the parser had to stop within the element: what is missing may stand in what was not read.
        """
        for child in self.children:
            if child.name in names:
                return False
        return not self.document.stopped_within(self)

    def first(self, name: str) -> Element | None:
        """The first child of that name, or None."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def all(self, name: str) -> list[Element]:
        """The children of that name, in document order."""
        return [child for child in self.children if child.name == name]

    def get(self, attribute: str, otherwise: str = "") -> str:
        """An attribute's value, ``otherwise`` where it is absent."""
        return self.attributes.get(attribute, otherwise)

    def inherited(self, attribute: str) -> str | None:
        """The value of ``xml:lang`` or ``xml:base`` in force here: the nearest ancestor's, or None."""
        node: Element | None = self
        while node is not None:
            if attribute in node.attributes:
                return node.attributes[attribute]
            node = node.parent
        return None

    def ancestors(self) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Element]:
        """Yield the element itself and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    @property
    def local(self) -> str:
        """The name without its prefix or namespace."""
        return self.name.rpartition("}")[2].rpartition(":")[2]

    def place(self, part: Part = "tag", name: str = "", at: int = 0, end: int | None = None) -> Place:
        """A place in this element; see Place."""
        return Place(self, part, name, at, end)

    def in_text(self, at: int = 0, end: int | None = None) -> Place:
        """Characters ``at`` to ``end`` of the text; the whole value, without the blanks around it, by default."""
        if end is None and at == 0:
            text = self.text
            stripped = text.strip(" \t\r\n")
            if not stripped:
                return Place(self)
            at = text.index(stripped[0])
            return Place(self, "text", "", at, at + len(stripped))
        return Place(self, "text", "", at, end)

    def in_attribute(self, name: str, at: int = 0, end: int | None = None) -> Place:
        """Characters ``at`` to ``end`` of an attribute's value."""
        return Place(self, "attribute", name, at, end)


class Namespace(NamedTuple):
    """A namespace declaration: ``prefix`` ("" for the default) bound to ``uri`` on an element."""

    element: Element
    prefix: str
    uri: str


class Doctype(NamedTuple):
    """A document type declaration."""

    name: str
    system: str | None
    public: str | None
    subset: bool
    start: int


class Note(NamedTuple):
    """A comment or a processing instruction (``target`` is set), at a byte offset, in an element (None: outside)."""

    start: int
    text: str
    target: str | None = None
    parent: Element | None = None


class Fatal(NamedTuple):
    """Where and why a parser could not go on: expat's own words, or ours."""

    offset: int
    says: str
    code: int


@dataclass(slots=True)
class Document:
    """A parsed XML document; ``root`` is None when nothing could be read."""

    utf8: bytes
    root: Element | None = None
    elements: list[Element] = field(default_factory=list)
    namespaces: list[Namespace] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    doctype: Doctype | None = None
    qualified: set[str] = field(default_factory=set)  # names of the attributes of elements with one of a namespace
    entities: list[tuple[str, str | None, int]] = field(default_factory=list)  # declared: name, system id, offset
    skipped: list[tuple[str, int]] = field(default_factory=list)  # undeclared entities that a DOCTYPE excuses
    fatal: Fatal | None = None
    recovered: Literal["", "junk cut off", "by libxml2"] = ""
    maps: dict[int, TextMap] = field(default_factory=dict, repr=False)  # of elements that findings point into
    tags: dict[int, AttributeMap] = field(default_factory=dict, repr=False)  # their attributes, likewise
    exact: bool = True  # False: after recovery, element offsets are those of their lines only
    _open: frozenset[int] | None = field(default=None, repr=False, compare=False)

    def stopped_within(self, element: Element) -> bool:
        """Whether the parser had to stop between an element's start and its end, so that a part of it may be lost."""
        if self.fatal is None or self.recovered == "junk cut off":
            return False
        if self._open is None:
            reached = bisect_right(self.elements, self.fatal.offset, key=lambda each: each.start)
            last = self.elements[reached - 1] if reached else None
            self._open = frozenset(map(id, (last, *last.ancestors()))) if last is not None else frozenset()
        return id(element) in self._open


def canonical(vocabulary: Mapping[str, str], cache: dict[str, str]) -> Callable[[str], str]:
    """A function from expat's names (``uri␟local``) to canonical ones; ``vocabulary`` maps namespace URI to prefix.

    What it finds it keeps in ``cache``, where the parser looks first.
    """

    def name_of(name: str) -> str:
        known = cache.get(name)
        if known is None:
            uri, _, local = name.rpartition(SEPARATOR)
            if not uri:
                known = local
            else:
                prefix = "xml" if uri == XML_NAMESPACE else vocabulary.get(uri)
                known = f"{{{uri}}}{local}" if prefix is None else f"{prefix}:{local}" if prefix else local
            cache[name] = known
        return known

    return name_of


_MANY = 2_000  # names that are remembered from one document to the next
_remembered: tuple[Mapping[str, str], dict[str, str]] = ({}, {})


def _names(vocabulary: Mapping[str, str]) -> dict[str, str]:
    """The canonical names known so far: documents are mostly made of the same ones."""
    global _remembered  # noqa: PLW0603 - a cache of one entry: there is one vocabulary
    known, names = _remembered
    if known is not vocabulary or len(names) > _MANY:
        names = {}
        _remembered = (vocabulary, names)
    return names


class _TooDeep(Exception):  # noqa: N818 - a signal out of the parser's callbacks, never seen outside parse()
    pass


def parse(utf8: bytes, vocabulary: Mapping[str, str], *, offset: int = 0) -> Document:
    """The tree of a UTF-8 document, read from byte ``offset`` on; ``fatal`` is set where expat had to stop."""
    document = Document(utf8)
    parser = expat.ParserCreate("utf-8", SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.specified_attributes = True
    names = _names(vocabulary)
    name_of = canonical(vocabulary, names)
    elements, qualified = document.elements, document.qualified
    declared: list[tuple[str, str]] = []
    depth = 0
    pieces: dict[Element, list[str]] = {}  # text after an element's first, which children or its length cut off
    current: Element | None = None
    new = Element.__new__  # a call of __init__ for each element is a tenth of the whole parse
    known, add = names.get, elements.append

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current, depth
        if not attributes:
            attributes = _NOTHING
        else:
            for key in attributes:
                if SEPARATOR in key:
                    attributes = {name_of(key): value for key, value in attributes.items()}
                    qualified.update(attributes)
                    break
        element = new(Element)
        element.name = known(name) or name_of(name)
        element.parent = current
        element.attributes = attributes
        element.start = parser.CurrentByteIndex + offset
        element.document = document
        element.children = ()
        element.text = ""
        if current is None:
            document.root = element
        elif current.children:
            current.children.append(element)
        else:
            current.children = [element]
        add(element)
        if declared:
            document.namespaces.extend(Namespace(element, prefix, uri) for prefix, uri in declared)
            declared.clear()
        depth += 1
        if depth > DEPTH:
            raise _TooDeep
        current = element

    def end(_name: str) -> None:
        nonlocal current, depth
        assert current is not None
        if pieces:
            rest = pieces.pop(current, None)
            if rest is not None:
                current.text += "".join(rest)
        depth -= 1
        current = current.parent

    def characters(data: str) -> None:
        if current is None:
            return
        if not current.text:
            current.text = data
        elif current in pieces:
            pieces[current].append(data)
        else:
            pieces[current] = [data]

    def doctype(name: str, system: str | None, public: str | None, subset: int) -> None:
        document.doctype = Doctype(name, system, public, bool(subset), parser.CurrentByteIndex + offset)

    def entity(
        name: str, parameter: int, _value: str | None, _base: str | None, system: str | None, _p: str | None,
        _notation: str | None,
    ) -> None:  # fmt: skip
        if not parameter or system is not None:
            document.entities.append((name, system, parser.CurrentByteIndex + offset))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartNamespaceDeclHandler = lambda prefix, uri: declared.append((prefix or "", uri or ""))
    parser.CommentHandler = lambda text: document.notes.append(
        Note(parser.CurrentByteIndex + offset, text, None, current)
    )
    parser.ProcessingInstructionHandler = lambda target, text: document.notes.append(
        Note(parser.CurrentByteIndex + offset, text, target, current)
    )
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = lambda name, is_parameter: (
        None if is_parameter else document.skipped.append((name, parser.CurrentByteIndex + offset))
    )
    # External entities are never fetched: without a handler expat passes over them.
    try:
        parser.Parse(utf8[offset:] if offset else utf8, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as wrong:
        document.fatal = Fatal(max(parser.ErrorByteIndex, 0) + offset, expat.ErrorString(wrong.code) or "", wrong.code)
    except _TooDeep:
        document.fatal = Fatal(elements[-1].start, f"more than {DEPTH} elements within each other", -1)
    return document
