"""Links: RFC 4287 section 4.2.7; relations by the IANA registry, RFC 8288 section 2.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from feeds.rules.atom.book import ENTRIES, book
from feeds.rules.atom.iris import base_of, is_absolute, same, trouble
from feeds.rules.atom.markup import first_markup
from feeds.rules.atom.relations import PAGING, REGISTERED
from feeds.rules.formats import ATOM
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import languages, mediatypes
from feeds.values.problem import Problem
from feeds.values.text import bad_characters
from feeds.values.uris.canonical import resolve
from feeds.values.uris.parts import iri

_PREFIX: Final = "http://www.iana.org/assignments/relation/"
_GOOD: Final = '<summary>News</summary><link rel="related" type="text/html" title="More" href="https://example.org/2"/>'


def relation(link: Element) -> str:
    """The relation of a link, without IANA's address before it; ``alternate`` where none is written."""
    return link.get("rel", "alternate").removeprefix(_PREFIX)


book.needs(
    "ATM124", "link-without-href", on="atom:link", attribute="href", says="link has no href", formats=(),
    why="In Atom the address stands in an attribute, not between the tags as in RSS.",
    bad='<summary>News</summary><link rel="related"/>', good=_GOOD, fix="Write the address into the href attribute.",
    spec="#section-4.2.7.1", w3c=("MissingHref",),
)  # fmt: skip


@book.rule("ATM125", on="atom:link", level=WARNING, formats=(), spec="#section-4.2.7",
           says="text stands in link: {text}",
           bad=_GOOD.replace("/>", ">https://example.org/2</link>"), good=_GOOD,
           fix="Write the address into the href attribute, a text into title.", w3c=("AtomLinkNotEmpty",))  # fmt: skip
def link_with_text(kind: Kind) -> Iterator[Where]:
    """All that a link says stands in its attributes; readers pass over the text."""
    for link in kind.elements:
        if link.value:
            yield found(link.in_text(), text=quoted(link.value))


@book.rule("ATM240", on="atom:link", level=WARNING, formats=(), spec="#section-4.2.7.2",
           says="the relation {rel} is not registered{hint}", bad=_GOOD.replace("related", "ALTERNATE"), good=_GOOD,
           repair="better-word", fix="Use a relation of the IANA registry, or an IRI of your own.",
           w3c=("UnregisteredAtomLinkRel",))  # fmt: skip
def unregistered_link_relation(kind: Kind) -> Iterator[Where]:
    """Readers compare it letter by letter with those they know, and pass over the link."""
    for link in kind.elements:
        written = link.attributes.get("rel")
        if not written or written.removeprefix(_PREFIX) in REGISTERED:
            continue
        if ":" in written and (not isinstance(iri(written), Problem)):
            continue
        near = written.strip(" \t\r\n").lower()
        near = near if near in REGISTERED else ""
        yield found(link.in_attribute("rel"), rel=quoted(written), hint=f"; {near} is" if near else "", near=near)


def _blank(code: str, attribute: str, w3c: tuple[str, ...]) -> None:
    others = "" if attribute == "rel" else 'rel="related" '

    def check(kind: Kind) -> Iterator[Where]:
        for link in kind.elements:
            if attribute in link.attributes and not link.attributes[attribute].strip():
                yield link.place("attribute name", attribute)

    book.rule(
        code, on="atom:link", level=WARNING, formats=(), spec="#section-4.2.7", name=f"blank-link-{attribute}",
        says=f"the {attribute} of the link is blank", why="It says nothing, and some readers then pass over the link.",
        bad=f'<summary>News</summary><link {others}{attribute}="" href="https://example.org/2"/>', good=_GOOD,
        fix="Fill the attribute, or leave it out.", w3c=w3c,
    )(check)  # fmt: skip


_blank("ATM241", "rel", ("AttrNotBlank", "UnregisteredAtomLinkRel"))
_blank("ATM242", "title", ("AttrNotBlank",))
_blank("ATM243", "type", ("InvalidMIMEType", "AttrNotBlank"))
_blank("ATM244", "hreflang", ("InvalidLanguage", "AttrNotBlank"))


def _wrong(kind: Kind, attribute: str, grammar: Callable[[str], object]) -> Iterator[Where]:
    """Attributes that are not values of a grammar; blanks around the value count, as Atom has none there."""
    right: set[str] = set()
    for link in kind.elements:
        text = link.attributes.get(attribute)
        if not text or text in right:
            continue
        problem = grammar(text) if text.strip() else None
        if isinstance(problem, Problem):
            spot = link.in_attribute(attribute, problem.at, problem.end)
            yield found(spot, text=quoted(text), problem=problem.says)
        else:
            right.add(text)


@book.rule("ATM245", on="atom:link", level=ERROR, formats=(), spec="#section-4.2.7.3",
           says="the type of the link is not a media type: {text}: {problem}",
           bad=_GOOD.replace("text/html", "html"), good=_GOOD,
           repair="media-type", fix="Write a media type, such as text/html.",
           w3c=("InvalidMIMEType",))  # fmt: skip
def link_type_not_a_media_type(kind: Kind) -> Iterator[Where]:
    """Readers decide by it whether a link is a feed, a page or a sound."""
    return _wrong(kind, "type", mediatypes.media_type)


@book.rule("ATM246", on="atom:link", level=ERROR, formats=(), spec="#section-4.2.7.4",
           says="hreflang is not a language tag: {text}: {problem}",
           bad=_GOOD.replace("title=", 'hreflang="English" title='), good=_GOOD,
           repair="language", fix="Write a tag of BCP 47, such as en or pt-BR.", w3c=("InvalidLanguage",))  # fmt: skip
def link_language_unknown(kind: Kind) -> Iterator[Where]:
    """Readers choose among the versions of a page by it."""
    return _wrong(kind, "hreflang", languages.language)


@book.rule("ATM247", on="atom:link", level=ERROR, formats=(), spec="#section-4.2.7.6",
           says="the length of the link is not a number of bytes: {text}",
           bad=_GOOD.replace("title=", 'length="1.5 MB" title='),
           good=_GOOD.replace("title=", 'length="1500000" title='),
           repair="number",
           fix="Write the number of bytes in digits, or leave it out.", w3c=("InvalidNonNegativeInteger",))  # fmt: skip
def link_length_not_a_number(kind: Kind) -> Iterator[Where]:
    """Podcast apps show it and plan their downloads by it."""
    for link in kind.elements:
        written = link.attributes.get("length")
        if written is not None and not (written.strip().isascii() and written.strip().isdigit()):
            spot = link.in_attribute("length") if written else link.place("attribute name", "length")
            yield found(spot, text=quoted(written))


@book.rule("ATM248", on="atom:link", level=WARNING, formats=(), spec="#section-4.2.7.5",
           says="the title of the link holds HTML: {markup}", bad=_GOOD.replace("More", "&lt;b>More&lt;/b>"),
           good=_GOOD,
           fix="Write the title as plain text.", w3c=("ContainsHTML",))  # fmt: skip
def link_title_with_html(kind: Kind) -> Iterator[Where]:
    """The title is plain text; readers show tags and entities as they stand."""
    for link in kind.elements:
        title = link.attributes.get("title")
        where = first_markup(title) if title else None
        if title and where is not None:
            yield found(link.in_attribute("title", *where), markup=quoted(title[slice(*where)]))


@book.rule("ATM249", on="document", level=WARNING, spec="https://www.w3.org/TR/xml/#charsets",
           says="{where} holds characters that a broken conversion left: {problem}",
           bad=_GOOD.replace("More", "Mo&#x92;re"), good=_GOOD,
           fix="Convert the text from the charset that it really is in, once.",
           w3c=("BadCharacters",))  # fmt: skip
def atom_broken_characters(reading: Reading) -> Iterator[Where]:
    """An invisible control character or a replacement character stands where a quote or a letter was lost."""
    tree = reading.xml
    if tree is None or not reading.may_be_broken:
        return
    for element in tree.elements:
        if not element.text.isascii():
            for problem in bad_characters(element.text):
                yield found(element.in_text(problem.at, problem.end), where=element.name, problem=problem.says)
        for name, value in element.attributes.items():
            for problem in () if value.isascii() else bad_characters(value):
                spot = element.in_attribute(name, problem.at, problem.end)
                yield found(spot, where=f"{name} of {element.name}", problem=problem.says)


@book.rule("ATM301", on=("atom:feed", *ENTRIES, "atom:source"), level=ERROR, spec="#section-4.1.1",
           says='this is another link with rel="alternate" and the same type and hreflang',
           bad='<summary>News</summary><link href="https://example.org/2"/>', good=_GOOD,
           repair="one-of-two",
           fix="Keep one of them, or tell them apart by type or hreflang.", w3c=("DuplicateAtomLink",))  # fmt: skip
def several_alternates(element: Element) -> Iterator[Where]:
    """Some readers open the first of them, others the last."""
    seen: set[tuple[str, str]] = set()
    for link in element.children:
        if link.name == "atom:link" and relation(link) == "alternate":
            key = (link.get("type").strip().lower(), link.get("hreflang").strip().lower())
            if key in seen:
                yield link
            seen.add(key)


@book.rule("ATM302", on=("atom:entry/atom:link", "item/atom:link"), level=WARNING, formats=(),
           spec="https://www.rfc-editor.org/rfc/rfc5005#section-3",
           says="the relation {rel} is for feeds, not for entries", bad=_GOOD.replace("related", "next"), good=_GOOD,
           fix="Move the link to the feed, or leave it out.", w3c=("FeedHistoryRelInEntry",))  # fmt: skip
def paging_link_in_entry(kind: Kind) -> Iterator[Where]:
    """Links of this relation lead from one page of a feed to the next; readers look for them on the feed only."""
    for link in kind.elements:
        rel = relation(link)
        if rel in PAGING:
            yield found(link.in_attribute("rel"), rel=quoted(rel))


@book.rule("ATM303", on="atom:feed/atom:link", level=WARNING, formats=(),
           spec="#section-4.2.7.2",
           says="the self link is {href}, but the feed is at {url}", url="https://example.org/atom.xml",
           bad='<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://example.org/feed"/></feed>',
           good='<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://example.org/atom.xml"/></feed>',
           repair="self-href", safe=False,
           fix="Give the address at which the feed is published.", w3c=("SelfDoesntMatchLocation",))  # fmt: skip
def self_link_elsewhere(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers and hubs subscribe to the address that it names, which may be another feed, or none."""
    for link in kind.elements:
        if reading.url is None or relation(link) != "self" or "href" not in link.attributes:
            continue
        href = link.attributes["href"].strip()
        meant = resolve(base_of(link, reading.url), href)
        if trouble(href, absolute=False) is None and not same(meant, reading.url):
            yield found(link.in_attribute("href") if href else link, href=quoted(meant), url=quoted(reading.url))


@book.rule("ATM304", on=("atom:feed/atom:link", "channel/atom:link"), level=WARNING, formats=(),
           spec="#section-4.2.7.2",
           says="the self link is relative: {href}", url="https://example.org/atom.xml",
           bad='<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="atom.xml"/></feed>',
           good='<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://example.org/atom.xml"/></feed>',
           repair=("url", "iri"), fix="Write the whole address.", w3c=("RelativeSelf",))  # fmt: skip
def relative_self_link(kind: Kind) -> Iterator[Where]:
    """It is there to say where the feed lives when only a copy is at hand; relative to the copy it says nothing."""
    for link in kind.elements:
        if relation(link) == "self" and "href" in link.attributes:
            href = link.attributes["href"]
            if not is_absolute(href) and not is_absolute(base_of(link, None)):
                yield found(
                    link.in_attribute("href") if href else link.place("attribute name", "href"), href=quoted(href)
                )


@book.rule("ATM305", on="atom:link", level=WARNING, formats=(), spec="#section-4.2.7.2",
           says="the self link leads to {type}, which is no feed of this format", bad=_GOOD.replace("related", "self"),
           good=_GOOD.replace("related", "self").replace("text/html", "application/atom+xml"),
           fix='Link to the feed itself; a page is rel="alternate".', w3c=("SelfNotAtom",))  # fmt: skip
def self_link_to_no_feed(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Self is the same document, in the same format; readers that follow it would subscribe to a page."""
    atom = reading.format in ATOM
    for link in kind.elements:
        written = link.get("type").strip()
        if written and relation(link) == "self":
            parsed = mediatypes.media_type(written)
            if isinstance(parsed, Problem):
                continue
            if parsed.essence != "application/atom+xml" if atom else not parsed.is_feed:
                yield found(link.in_attribute("type"), type=quoted(written))


@book.rule("ATM306", on=("atom:link", "atom:content"), level=WARNING, formats=(),
           spec="https://www.rfc-editor.org/rfc/rfc3986#section-4.4",
           says="{text} means this document, but xml:base says that it is elsewhere: {base}",
           url="https://example.org/atom.xml",
           bad='<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><link href="."/></feed>',
           good='<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/new/"><link href="1"/></feed>',
           fix="Write the whole address.", w3c=("SameDocumentReference",))  # fmt: skip
def ambiguous_same_document_reference(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Some readers take it for the feed itself, others for what xml:base names."""
    for element in kind.elements:
        name = "href" if element.name == "atom:link" else "src"
        written = element.attributes.get(name)
        if reading.url is None or written is None or is_absolute(written) or element.inherited("xml:base") is None:
            continue
        base = base_of(element, reading.url)
        if same(resolve(base, written.strip()), base) and not same(base, reading.url):
            spot = element.in_attribute(name) if written else element.place("attribute name", name)
            yield found(spot, text=quoted(written), base=quoted(base))
