"""Declarations of namespaces: unknown ones, prefixes that usually mean another, and addresses that are none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from feeds.rules import cards, vocabulary
from feeds.rules.foreign import FOREIGN
from feeds.rules.formats import XML_FEEDS
from feeds.rules.namespaces.book import ATOM_NS, EVERYWHERE, NAMESPACED, XHTML, book, place
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Namespace
from feeds.values.problem import Problem
from feeds.values.uris.names import tag

_USUAL = {"os": frozenset({"os", "opensearch", "openSearch"}), "xhtml": frozenset({"xhtml", "html", "h", "x"})}


def _declared(reading: Reading) -> Iterator[Namespace]:
    """Each pair of prefix and URI once, at its first declaration."""
    seen: set[tuple[str, str]] = set()
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        pair = (namespace.prefix, namespace.uri)
        if namespace.uri and pair not in seen:
            seen.add(pair)
            yield namespace


def _unusual(reading: Reading) -> tuple[Namespace, ...]:
    """Those that are not what everybody declares: a known namespace, under its usual prefix or none."""
    known = reading.seen.get(_UNUSUAL)
    if not isinstance(known, tuple):
        usual = _everyday()
        namespaces = reading.xml.namespaces if reading.xml is not None else ()
        strange = any(each[1:] not in usual for each in namespaces)
        known = tuple(each for each in _declared(reading) if each[1:] not in usual) if strange else ()
        reading.seen[_UNUSUAL] = known
    return known


_UNUSUAL = "unusual namespaces"


@cache
def _everyday() -> frozenset[tuple[str, str]]:
    """Pairs of prefix and URI of which no rule for all formats has anything to say."""
    pairs = ((card.prefix or "", uri) for card in cards() if card.prefix is not None for uri in card.uris)
    return frozenset(
        pair
        for prefix, uri in pairs
        for pair in ((prefix, uri), ("", uri))
        if uri in vocabulary()
        and vocabulary()[uri] == prefix
        and not any(blank in uri for blank in " \t\r\n")
        and uri[:4].lower() != "tag:"
    )


@cache
def _owners() -> dict[str, str]:
    """Prefix to the URI that it usually stands for."""
    usual = {each.prefix: uri for uri, each in FOREIGN.items()}
    usual |= {each.prefix: each.uris[0] for each in cards() if each.prefix and each.uris}
    return usual | {other: usual[prefix] for prefix, others in _USUAL.items() for other in others if len(other) > 1}


_UNKNOWN_BAD = '<item><title>One</title><a:note xmlns:a="https://example.org/a">News</a:note></item>'


@book.rule("NSP302", on="document", level=ADVICE, says="nothing is known of the namespace {uri}", formats=EVERYWHERE,
           bad=_UNKNOWN_BAD, good="<item><title>One</title></item>",
           fix="Nothing, if it is your own; else compare it with its specification.",
           w3c=("UnknownNamespace",))  # fmt: skip
def unknown_namespace(reading: Reading) -> Iterator[Where]:
    """Readers pass over it. It may be an extension of your own, or a known one that is misspelt."""
    owners = _owners()
    told: set[str] = set()
    for namespace in _unusual(reading):
        uri = namespace.uri
        if uri in told or uri in reading.vocabulary or uri in FOREIGN or namespace.prefix in owners:
            continue
        told.add(uri)
        yield found(place(namespace), uri=quoted(uri, 90))


@book.rule("NSP303", on="document", level=WARNING, formats=EVERYWHERE,
           says="the prefix {prefix} usually stands for {usual}, here it stands for {uri}",
           bad='<item><title>One</title><atom:id xmlns:atom="https://example.org/atom">1</atom:id></item>',
           good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id></item>',
           fix="Copy the namespace from its specification, or choose another prefix.",
           w3c=("ReservedPrefix",))  # fmt: skip
def prefix_of_another_namespace(reading: Reading) -> Iterator[Where]:
    """Most likely the namespace is misspelt; then readers pass over all its elements."""
    owners = _owners()
    for namespace in _unusual(reading):
        uri = namespace.uri
        if namespace.prefix in owners and uri not in reading.vocabulary and uri not in FOREIGN:
            usual = quoted(owners[namespace.prefix], 90)
            yield found(place(namespace), prefix=namespace.prefix, usual=usual, uri=quoted(uri, 90))


@book.rule("NSP304", on="document", level=ADVICE,
           says="the prefix {prefix} stands for {uri}, whose usual prefix is {usual}",
           formats=EVERYWHERE,
           bad='<item><title>One</title><a:id xmlns:a="http://www.w3.org/2005/Atom">tag:example.org,2026:1</a:id></item>',
           good='<item><title>One</title><atom:id xmlns:atom="http://www.w3.org/2005/Atom">tag:example.org,2026:1</atom:id></item>',
           fix="Use the usual prefix.", w3c=("NonstdPrefix",))  # fmt: skip
def unusual_prefix(reading: Reading) -> Iterator[Where]:
    """Any prefix is allowed, yet some readers look for the letters that everybody else uses."""
    for namespace in _unusual(reading):
        foreign = FOREIGN.get(namespace.uri)
        usual = reading.vocabulary.get(namespace.uri) or (foreign.prefix if foreign else "")
        if not namespace.prefix or not usual or namespace.prefix in _USUAL.get(usual, {usual}):
            continue
        if not (reading.format in NAMESPACED and namespace.uri in {ATOM_NS, XHTML}):  # NSP305 says so
            yield found(place(namespace), prefix=namespace.prefix, uri=quoted(namespace.uri, 90), usual=usual)


@book.rule("NSP305", on="document", level=ADVICE,
           says="{uri} has the prefix {prefix}; some readers want it without one",
           formats=NAMESPACED | XML_FEEDS, spec="https://www.rfc-editor.org/rfc/rfc4287#section-1.2",
           bad=f'<feed xmlns="{ATOM_NS}" xml:lang="en" xmlns:xhtml="{XHTML}"></feed>',
           good=f'<feed xmlns="{ATOM_NS}" xml:lang="en"></feed>',
           fix="Declare it as the default: xmlns=… without a prefix.", w3c=("AvoidNamespacePrefix",))  # fmt: skip
def prefixed_atom_or_xhtml(reading: Reading) -> Iterator[Where]:
    """Readers that cut XHTML out of the feed as text leave the prefixes in; and some compare names with them."""
    root = reading.xml.root if reading.xml is not None else None
    own = root is None or not root.name.startswith("atom:")  # elsewhere atom: is what everybody writes
    default = own or any(not each.prefix and each.uri == ATOM_NS for each in _declared(reading))
    for namespace in _declared(reading):
        prefix = namespace.prefix
        if not prefix or namespace.element.name == "xhtml:meta":
            continue  # the way to tell robots to keep away
        atom = namespace.uri == ATOM_NS and reading.format in NAMESPACED and not (prefix == "atom" and default)
        if atom or namespace.uri == XHTML:
            yield found(place(namespace), uri=quoted(namespace.uri), prefix=prefix)


@book.rule("NSP501", on="document", level=ADVICE, formats=EVERYWHERE,
           says="elements of {name} were not looked at; see {address}",
           bad='<item><title>One</title><gd:note xmlns:gd="http://schemas.google.com/g/2005">News</gd:note></item>',
           good="<item><title>One</title></item>", fix="Check them with a tool that knows them.",
           w3c=("UnsupportedNamespace",))  # fmt: skip
def namespace_not_looked_at(reading: Reading) -> Iterator[Where]:
    """So that silence is not taken for praise."""
    told: set[str] = set()
    for namespace in _unusual(reading):
        foreign = FOREIGN.get(namespace.uri)
        if foreign is None or namespace.uri in told or namespace.uri in reading.vocabulary or foreign.prefix in _QUIET:
            continue
        told.add(namespace.uri)
        yield found(place(namespace), name=foreign.name, address=foreign.address)


_QUIET = {"svg", "mathml", "xlink", "xsi", "xsd", "rdf", "rdfs", "p"}  # content of other kinds, or mere plumbing


@book.rule("NSP201", on="document", level=ERROR, says="a namespace is a whole IRI: {uri}: {problem}",
           formats=EVERYWHERE,
           spec="https://www.w3.org/TR/xml-names/#dt-NSName", bad='<a:note xmlns:a="tag:example.org">News</a:note>',
           good='<a:note xmlns:a="tag:example.org,2026:ns">News</a:note>', fix="Write a whole IRI.",
           w3c=("InvalidTAG",))  # fmt: skip
def malformed_tag_as_namespace(reading: Reading) -> Iterator[Where]:
    """A tag URI without its date is not unique, so others may mean something else by it."""
    for namespace in _unusual(reading):
        problem = tag(namespace.uri) if namespace.uri[:4].lower() == "tag:" else None
        if isinstance(problem, Problem):
            yield found(place(namespace), uri=quoted(namespace.uri, 90), problem=problem.says)


_BLANK_BAD = '<a:note xmlns:a="https://example.org/ a">News</a:note>'


@book.rule("NSP202", on="document", level=ERROR, says="a namespace is an address, and none has a blank: {uri}",
           formats=EVERYWHERE, spec="https://www.w3.org/TR/xml-names/#iri-use", bad=_BLANK_BAD,
           good=_BLANK_BAD.replace(' a"', 'a"'), repair="namespace", fix="Remove the blank or the line break.",
           w3c=("SAXError",))  # fmt: skip
def blank_in_namespace(reading: Reading) -> Iterator[Where]:
    """Some parsers stop there, and no other document will spell it the same."""
    for namespace in _unusual(reading):
        if any(blank in namespace.uri.strip() for blank in " \t\r\n"):
            yield found(place(namespace), uri=quoted(namespace.uri, 90))
