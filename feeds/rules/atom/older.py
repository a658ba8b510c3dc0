"""Documents that are Atom in name only: no namespace, another one, or one of a draft; and xml:base, xml:lang."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import FEED, HEAD, NAMESPACE, book
from feeds.rules.formats import APP, ATOM, OPENSEARCH, UNKNOWN
from feeds.rules.inherited import inherited
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Level, Repair, Where, found, quoted
from feeds.source.xmltree import Element

_GOOD: Final = FEED.replace("{}", HEAD)
_SPEC: Final = "#section-1.2"


def _root(reading: Reading) -> Element | None:
    """The root of a document that is called feed or entry, but is not Atom 1.0."""
    root = reading.xml.root if reading.xml is not None else None
    return root if root is not None and root.local in {"feed", "entry"} and not root.name.startswith("atom:") else None


@book.rule("ATM130", undeclared=True, on="document", level=ERROR, formats=UNKNOWN, spec=_SPEC,
           says="{name} is of no namespace",
           bad="<feed><title>News</title></feed>", good=_GOOD,
           repair=("default-namespace", "http://www.w3.org/2005/Atom"), fix=f'Write <feed xmlns="{NAMESPACE}">.',
           w3c=("MissingNamespace",))  # fmt: skip
def atom_without_namespace(reading: Reading) -> Iterator[Where]:
    """Only the namespace makes it Atom; to a reader this is no feed."""
    root = _root(reading)
    if root is not None and ":" not in root.name:
        yield found(root, name=root.name)


@book.rule("ATM131", undeclared=True, on="document", level=ERROR, formats=UNKNOWN, spec=_SPEC,
           says="{name} is of the namespace {uri}, not Atom's",
           bad='<feed xmlns="https://example.org/atom"><title>News</title></feed>', good=_GOOD,
           fix=f'Write <feed xmlns="{NAMESPACE}">.', w3c=("InvalidNamespace",))  # fmt: skip
def atom_in_wrong_namespace(reading: Reading) -> Iterator[Where]:
    """Only the namespace makes it Atom; to a reader this is no feed."""
    root = _root(reading)
    if root is None or ":" not in root.name:
        return
    uri, brace, _ = root.name[1:].partition("}")
    if not brace:  # that of another book, which is named by its prefix
        prefix = root.name.partition(":")[0]
        declared = reading.xml.namespaces if reading.xml is not None else ()
        uri = next((each.uri for each in declared if reading.vocabulary.get(each.uri) == prefix), prefix)
    yield found(root, name=root.local, uri=quoted(uri, 90))


@book.rule("ATM132", undeclared=True, on="document", level=ERROR, formats={"atom-0.3"},
           spec="https://www.rfc-editor.org/rfc/rfc4287#appendix-A",
           says="this is Atom {version}, a draft of 2003 that was replaced in 2005",
           bad='<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>', good=_GOOD,
           fix="Publish Atom 1.0: another namespace, and some elements have other names.",
           w3c=("ObsoleteNamespace",))  # fmt: skip
def draft_of_atom(reading: Reading) -> Iterator[Where]:
    """New readers know only Atom 1.0; others guess."""
    root = reading.xml.root if reading.xml is not None else None
    if root is not None and root.name.startswith("atom03:"):
        yield found(root, version=root.get("version", "0.3"))


_SAYING: Final = ATOM | APP | OPENSEARCH | {"atom-0.3"}  # the book of RSS says it of RSS


def _rule(code: str, name: str, sort: str, *, level: Level, says: str, why: str, spec: str, bad: str, good: str,
          fix: str, w3c: tuple[str, ...], repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="document", level=level, formats=_SAYING, says=says, bad=bad, good=good, fix=fix, spec=spec,
              w3c=w3c, name=name, why=why, part=sort, repair=repair)(inherited)  # fmt: skip


def _base(code: str, name: str, sort: str, address: str, w3c: str) -> None:
    _rule(
        code, name, sort, level=ERROR, says="xml:base is not an IRI: {text}: {problem}",
        why="All relative links inside are resolved against it, so all of them lead astray.",
        spec="https://www.w3.org/TR/xmlbase/#syntax", bad=_GOOD.replace("<feed", f'<feed xml:base="{address}"'),
        good=_GOOD.replace("<feed", '<feed xml:base="https://example.org/a/"'), fix="Write the whole address.",
        w3c=(w3c,),
    )  # fmt: skip


_base("ATM250", "character-in-xml-base", "character", "https://example.org/a b", "InvalidUriChar")
_base("ATM251", "malformed-xml-base", "malformed", "https:///a", "InvalidLink")
_rule("ATM252", "malformed-xml-lang", "language", level=ERROR, says="xml:lang is not a language tag: {text}: {problem}",
      why="Readers that do not understand it fall back to their own language: wrong fonts, voices and hyphens.",
      spec="https://www.w3.org/TR/xml/#sec-lang-tag", bad=_GOOD.replace('xml:lang="en"', 'xml:lang="en_US"'),
      good=_GOOD,
      repair="language",
      fix="Write a tag of BCP 47, such as en, en-US or zh-Hant.", w3c=("InvalidLanguage",))  # fmt: skip
_rule("ATM253", "unregistered-part-of-xml-lang", "unregistered", level=WARNING, says="xml:lang {text}: {problem}",
      why="What is not in the registry is understood by nobody else.",
      spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.9",
      bad=_GOOD.replace('xml:lang="en"', 'xml:lang="en-UK"'),
      good=_GOOD, repair="language", fix="Take the subtag from the IANA registry.", w3c=())  # fmt: skip
