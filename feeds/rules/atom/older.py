"""Documents that are Atom in name only: no namespace, another one, or one of a draft; and xml:base, xml:lang."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.addresses import trouble
from feeds.rules.atom.book import FEED, HEAD, NAMESPACE, book
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import languages
from feeds.values.problem import Problem

_GOOD: Final = FEED.replace("{}", HEAD)
_SPEC: Final = "#section-1.2"


def _root(reading: Reading) -> Element | None:
    """The root of a document that is called feed or entry, but is not Atom 1.0."""
    root = reading.xml.root if reading.xml is not None else None
    return root if root is not None and root.local in {"feed", "entry"} and not root.name.startswith("atom:") else None


@book.rule("ATM130", on="document", level=ERROR, formats=(), spec=_SPEC, says="{name} is of no namespace",
           bad="<feed><title>News</title></feed>", good=_GOOD, fix=f'Write <feed xmlns="{NAMESPACE}">.',
           w3c=("MissingNamespace",))  # fmt: skip
def atom_without_namespace(reading: Reading) -> Iterator[Where]:
    """Only the namespace makes it Atom; to a reader this is no feed."""
    root = _root(reading)
    if root is not None and ":" not in root.name:
        yield found(root, name=root.name)


@book.rule("ATM131", on="document", level=ERROR, formats=(), spec=_SPEC,
           says="{name} is of the namespace {uri}, not Atom's",
           bad='<feed xmlns="https://example.org/atom"><title>News</title></feed>', good=_GOOD,
           fix=f'Write <feed xmlns="{NAMESPACE}">.', w3c=("InvalidNamespace",))  # fmt: skip
def atom_in_wrong_namespace(reading: Reading) -> Iterator[Where]:
    """Only the namespace makes it Atom; to a reader this is no feed."""
    root = _root(reading)
    if root is not None and root.name.startswith("{"):
        yield found(root, name=root.local, uri=quoted(root.name[1:].partition("}")[0], 90))


@book.rule("ATM132", on="document", level=ERROR, formats=(), spec="https://www.rfc-editor.org/rfc/rfc4287#appendix-A",
           says="this is Atom {version}, a draft of 2003 that was replaced in 2005",
           bad='<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>', good=_GOOD,
           fix="Publish Atom 1.0: another namespace, and some elements have other names.",
           w3c=("ObsoleteNamespace",))  # fmt: skip
def draft_of_atom(reading: Reading) -> Iterator[Where]:
    """New readers know only Atom 1.0; others guess."""
    root = reading.xml.root if reading.xml is not None else None
    if root is not None and root.name.startswith("atom03:"):
        yield found(root, version=root.get("version", "0.3"))


def _with(reading: Reading, attribute: str) -> Iterator[Element]:
    """The elements that have xml:base or xml:lang; nothing is looked at where no byte says so."""
    if reading.xml is not None and attribute.encode() in reading.xml.utf8:
        for element in reading.xml.elements:
            if attribute in element.attributes:
                yield element


def _base(code: str, name: str, sorts: frozenset[str], w3c: str) -> None:
    def check(reading: Reading) -> Iterator[Where]:
        for element in _with(reading, "xml:base"):
            base = element.attributes["xml:base"]
            wrong = trouble(base, absolute=False)
            if wrong is not None and wrong[0] in sorts:
                spot = element.in_attribute("xml:base", wrong[1].at, wrong[1].end)
                yield found(spot, text=quoted(base), problem=wrong[1].says)

    book.rule(
        code, on="document", level=ERROR, formats=(), name=name, says="xml:base is not an IRI: {text}: {problem}",
        why="All relative links inside are resolved against it, so all of them lead astray.",
        spec="https://www.w3.org/TR/xmlbase/#syntax", w3c=(w3c,),
        bad=_GOOD.replace("<feed", f'<feed xml:base="{"https://example.org/a b" if w3c == "InvalidUriChar" else "https:///a"}"'),
        good=_GOOD.replace("<feed", '<feed xml:base="https://example.org/a/"'), fix="Write the whole address.",
    )(check)  # fmt: skip


_base("ATM250", "character-in-xml-base", frozenset({"character"}), "InvalidUriChar")
_base("ATM251", "malformed-xml-base", frozenset({"malformed", "tag", "urn", "uuid"}), "InvalidLink")


@book.rule("ATM252", on="document", level=ERROR, formats=(), spec="https://www.w3.org/TR/xml/#sec-lang-tag",
           says="xml:lang is not a language tag: {text}: {problem}",
           bad=_GOOD.replace('xml:lang="en"', 'xml:lang="en_US"'), good=_GOOD,
           fix="Write a tag of BCP 47, such as en, en-US or zh-Hant.", w3c=("InvalidLanguage",))  # fmt: skip
def malformed_xml_lang(reading: Reading) -> Iterator[Where]:
    """Readers that do not understand it fall back to their own language: wrong fonts, voices and hyphens."""
    for element in _with(reading, "xml:lang"):
        text = element.attributes["xml:lang"]
        problem = languages.language(text) if text else None
        if isinstance(problem, Problem):
            yield found(
                element.in_attribute("xml:lang", problem.at, problem.end), text=quoted(text), problem=problem.says
            )


@book.rule("ATM253", on="document", level=WARNING, formats=(),
           spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.9",
           says="xml:lang {text}: {problem}", bad=_GOOD.replace('xml:lang="en"', 'xml:lang="en-UK"'), good=_GOOD,
           fix="Take the subtag from the IANA registry.")  # fmt: skip
def unregistered_part_of_xml_lang(reading: Reading) -> Iterator[Where]:
    """What is not in the registry is understood by nobody else."""
    for element in _with(reading, "xml:lang"):
        text = element.attributes["xml:lang"]
        if text and not isinstance(languages.language(text), Problem):
            for problem in languages.remarks(text):
                yield found(
                    element.in_attribute("xml:lang", problem.at, problem.end), text=quoted(text), problem=problem.says
                )
