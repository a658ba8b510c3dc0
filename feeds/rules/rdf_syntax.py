"""RDF itself, as far as RSS 1.0 and 1.1 are written in it: https://www.w3.org/TR/rdf-syntax-grammar/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from feeds.rules.formats import RDF, RSS, RSS11
from feeds.rules.rdf_stripes import faults
from feeds.rules.reading import Reading
from feeds.rules.rss.addresses import CHARACTERS, FOREIGN, SLOPPY, mark
from feeds.rules.rule import ERROR, WARNING, Book, Level, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import uris
from feeds.values.problem import Problem

_BOTH: Final = RDF | RSS11
_OPEN: Final = (
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<channel rdf:about="{0}"><title>News</title><link>https://example.org/</link>'
    '<description>All the news</description><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq>'
    "</items></channel>"
)
_HEAD: Final = _OPEN.format("https://example.org/rss.rdf")
_ITEM: Final = (
    '<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>{}</item></rdf:RDF>'
)
_PLAIN: Final = _HEAD + _ITEM.format("")

book = Book(
    "RDX",
    "RDF in feeds",
    "https://www.w3.org/TR/rdf-syntax-grammar/",
    prefix="rdf",
    uris=("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    misspelt=(
        "http://www.w3.org/1999/02/22-rdf-syntax-ns",
        "https://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns/",
        "http://www.w3.org/TR/WD-rdf-syntax#",
    ),
    formats=_BOTH,
    about="The grammar below RSS 1.0 and 1.1: things, their properties, and how they refer to each other.",
    closed=False,
)

book.element("rdf:RDF", inside="", most=1, text=False)
book.element("rdf:Seq", inside="items", most=1, text=False)
book.element("rdf:li", inside=("rdf:Seq", "rdf:Bag", "rdf:Alt"), attributes=("resource",))

_LITERALS: Final = ("title", "link", "description", "name", "url")


@book.rule("RDX101", on=_LITERALS, level=ERROR, spec="#section-Syntax-XML-literals",
           says='{element} has elements inside, but does not say rdf:parseType="Literal"',
           bad=_HEAD + _ITEM.format("<description>An <em>important</em> one</description>"),
           good=_HEAD + _ITEM.format("<description>An &lt;em>important&lt;/em> one</description>"),
           fix='Escape the markup, or add rdf:parseType="Literal".', w3c=("InvalidRDF",))  # fmt: skip
def elements_in_a_literal(element: Element) -> Iterable[Where]:
    """An RDF parser takes them for things with properties and stops; others lose the text inside."""
    if not element.children or element.get("rdf:parseType") == "Literal":
        return ()
    return (found(element.children[0], element=element.name),)


_MAKER: Final = '<x:by xmlns:x="https://example.org/x"><x:Person {}/></x:by>'
_ABOUT: Final = 'rdf:about="https://example.org/jo"'
_TWO: Final = (
    '<x:by xmlns:x="https://example.org/x"{}><x:Person rdf:about="https://example.org/jo"/>'
    '<x:Person rdf:about="https://example.org/ann"/></x:by>'
)
_DESCRIBED: Final = '<rdf:Description rdf:about="https://example.org/jo"/>'


def _faults(thing: Element, reading: Reading) -> Iterator[Where]:
    if thing.document.fatal is not None:
        return  # a prefix that is not declared may have been lost, and its element is taken for RSS
    names = reading.seen.setdefault("rdf names", set())
    if isinstance(names, set):
        yield from faults(thing, names)


def _striped(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str,
             level: Level = ERROR, spec: str = "#section-Infoset-Grammar") -> None:  # fmt: skip
    book.rule(code, on=("channel", "item", "image", "textinput", "Channel"), level=level, spec=spec, says=says,
              bad=_HEAD + _ITEM.format(bad), good=_HEAD + _ITEM.format(good), fix=fix, w3c=("InvalidRDF",), name=name,
              why=why, part=which)(_faults)  # fmt: skip


_striped("RDX102", "property-attribute-on-a-thing", "node", spec="#section-Syntax-node-property-elements",
         says="{element} is a thing, and a thing cannot have {attribute}",
         why="Things and properties take turns in RDF; a parser that meets this stops.",
         bad=_MAKER.format(_ABOUT.replace("about", "resource")), good=_MAKER.format(_ABOUT),
         fix="Use rdf:about on a thing; rdf:resource belongs on the property around it.")  # fmt: skip
_striped("RDX106", "contradicting-rdf-attributes", "both", says="{element} has both {one} and {other}",
         why="A thing has one name, and a property one value; a parser that meets two stops.",
         bad=_MAKER.format(f'{_ABOUT} rdf:ID="jo"'), good=_MAKER.format(_ABOUT), fix="Keep one of them.")  # fmt: skip
_striped("RDX107", "rdf-without-turns", "stripe", level=WARNING, spec="#section-Syntax-node-property-elements",
         says="{element} {what}, where RDF wants things and properties by turns",
         why="An RDF parser stops there; readers that take RSS for plain XML do not notice.",
         bad=_TWO.format(""), good=_TWO.format(' rdf:parseType="Collection"'),
         fix='Put each into a property of its own; markup into rdf:parseType="Literal".')  # fmt: skip
_striped("RDX108", "rdf-id-not-a-name", "name", spec="#section-Syntax-ID-xml-base", says="{attribute} {text} {what}",
         why="The name is put behind a # to make an address, and an address names one thing.",
         bad=_MAKER.format('rdf:ID="2 cats"'), good=_MAKER.format('rdf:ID="cats"'),
         fix="Begin with a letter, and use each name once.")  # fmt: skip
_striped("RDX109", "rdf-word-in-the-wrong-place", "word", says="{element} cannot be the name of a {what}",
         why="RDF keeps the name for something else; a parser that meets it here stops.",
         bad=_DESCRIBED, good=f'<x:by xmlns:x="https://example.org/x">{_DESCRIBED}</x:by>',
         fix="Put it where RDF has it: rdf:Description is a thing, rdf:li a property of a list.")  # fmt: skip


_KNOWN: Final = frozenset(
    {"about", "resource", "ID", "nodeID", "datatype", "parseType", "type", "value", "subject", "predicate", "object",
     "first", "rest", "version", "direction"}
)  # fmt: skip


@book.rule("RDX103", on="document", level=ERROR, spec="#section-Namespace",
           says="RDF has no attribute {name}", bad=_PLAIN.replace("rdf:li rdf:resource", "rdf:li rdf:resources"),
           good=_PLAIN, fix="Use rdf:about, rdf:resource or another name that RDF has.",
           w3c=("UnexpectedAttribute",))  # fmt: skip
def unknown_rdf_attribute(reading: Reading) -> Iterator[Where]:
    """What it was meant to say is lost: a parser takes it for a property of its own."""
    for element in reading.xml.elements if reading.xml is not None else ():
        for name in element.attributes:
            if name.startswith("rdf:") and name[4:] not in _KNOWN and not name[5:].isdigit():
                yield found(element.place("attribute name", name), name=quoted(name))


@book.rule("RDX104", on="rdf:Seq/rdf:li", level=ERROR, spec="#section-Syntax-list-element",
           says="rdf:li refers to nothing", good=_PLAIN,
           bad=_PLAIN.replace(' rdf:resource="https://example.org/1"', ""),
           fix="Add rdf:resource with the rdf:about of the item.", w3c=("MissingAttribute",))  # fmt: skip
def list_entry_without_resource(entry: Element) -> Iterable[Where]:
    """The list says which items there are and in which order; an empty entry says neither."""
    if not entry.children and not any(name.rpartition(":")[2].startswith("resource") for name in entry.attributes):
        yield entry


@book.rule("RDX105", on=("rdf:Description", "rdf:Seq", "rdf:Bag", "rdf:Alt", "rdf:li", "rdf:value"), level=WARNING,
           says="{element} is RDF, which no reader expects in RSS {version}", formats=RSS,
           spec="https://www.rssboard.org/rss-profile#namespace-elements",
           bad='<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>News'
               "</description><item><title>One</title><rdf:Description/></item></channel></rss>",
           good='<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>News'
                "</description><item><title>One</title></item></channel></rss>",
           fix="Write the value alone, as text.", w3c=("UndefinedElement",))  # fmt: skip
def rdf_in_plain_rss(element: Element) -> Iterator[Where]:
    """Only RSS 0.90, 1.0 and 1.1 are RDF: elsewhere readers take the text of an element, and find none."""
    root = element.document.root
    yield found(element, element=element.name, version=root.get("version", "2.0") if root is not None else "2.0")


# --- names of things

_NAMED: Final = ("rdf:about", "rdf:resource")


def _names(kinds: frozenset[str], *, inverse: bool = False) -> Callable[[Reading], Iterator[Where]]:
    def check(reading: Reading) -> Iterator[Where]:
        for element in reading.xml.elements if reading.xml is not None else ():
            if not element.attributes:
                continue
            for name in _NAMED:
                raw = element.attributes.get(name)
                answer = None if raw is None else uris.uri_reference(raw.strip(" \t\r\n"))
                if isinstance(answer, Problem) and (answer.kind in kinds) is not inverse:
                    spot = mark(element, answer, name)
                    yield found(spot.spot, **{**spot.facts, "attribute": name})

    return check


def _declare(code: str, name: str, kinds: frozenset[str], bad: str, w3c: str, why: str, fix: str, *,
             inverse: bool = False, level: Level = ERROR) -> None:  # fmt: skip
    book.rule(code, on="document", level=level, spec="#section-Syntax-URI-Refs", name=name, why=why, fix=fix,
              says="{attribute} is not a URI: {text}: {problem}", bad=_OPEN.format(bad) + _ITEM.format(""),
              good=_PLAIN, w3c=(w3c,))(_names(kinds, inverse=inverse))  # fmt: skip


_declare("RDX201", "rdf-name-not-a-uri", CHARACTERS | FOREIGN | SLOPPY, "http:///rss.rdf", "InvalidLink",
         "Things are known by it: a parser that cannot read the name does not know which thing is meant.",
         "Write a whole address.", inverse=True)  # fmt: skip
_declare("RDX202", "character-not-allowed-in-rdf-name", CHARACTERS, "https://example.org/my rss", "InvalidUriChar",
         "Names are compared letter by letter, and programs differ in how they write such a character.",
         "Write it as % and two hexadecimal digits: %20 for a space.")  # fmt: skip
_declare("RDX203", "rdf-name-beyond-ascii", FOREIGN, "https://example.org/caf\u00e9", "UriNotIri",
         "Names are compared letter by letter, and older programs know only ASCII.",
         "Write such letters as % and the bytes of their UTF-8.", level=WARNING)  # fmt: skip


@book.rule("RDX301", on="document", level=ERROR, spec="#section-Syntax-ID-xml-base",
           says="two things have the name {text}", bad=_PLAIN.replace("rss.rdf", "1"), good=_PLAIN,
           fix="Give every thing a URI of its own.", w3c=("DuplicateValue",))  # fmt: skip
def duplicate_rdf_name(reading: Reading) -> Iterator[Where]:
    """Two things with one name are one thing for RDF, with two titles and two links."""
    seen: set[str] = set()
    for element in reading.xml.elements if reading.xml is not None else ():
        about = element.attributes.get("rdf:about")
        if about is None:
            continue
        if about in seen:
            yield found(element.in_attribute("rdf:about"), text=quoted(about))
        seen.add(about)
