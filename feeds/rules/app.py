"""AtomPub: service and category documents, and what it adds to entries. RFC 5023, read from section 7 on.

https://www.rfc-editor.org/rfc/rfc5023
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import APP, ATOM
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.mediatypes import MediaType, media_range
from feeds.values.problem import Problem
from feeds.values.uris.parts import iri, iri_reference

_APP: Final = "http://www.w3.org/2007/app"
_DOCUMENTS: Final = APP | ATOM
_SERVICE: Final = f'<service xmlns="{_APP}" xmlns:atom="http://www.w3.org/2005/Atom" xml:lang="en">{{}}</service>'
_COLLECTION: Final = '<collection href="https://example.org/entries"><atom:title>All</atom:title>{}</collection>'
_IN_COLLECTION: Final = _SERVICE.replace(
    "{}", f"<workspace><atom:title>Main</atom:title>{_COLLECTION.replace('{}', '{}')}</workspace>"
)
_GOOD: Final = _IN_COLLECTION.replace("{}", "")
_CATEGORY: Final = '<atom:category term="sport"/>'
_YES_NO: Final = {"yes", "no"}
_CATEGORIES: Final = (
    f'<categories xmlns="{_APP}" xmlns:atom="http://www.w3.org/2005/Atom" xml:lang="en" {{}}>{_CATEGORY}</categories>'
)
_REMOTE: Final = f'<categories xmlns="{_APP}" href="https://example.org/categories"/>'
_WORKSPACE: Final = "<workspace><atom:title>Main</atom:title></workspace>"

book = Book(
    "APP",
    "AtomPub",
    "https://www.rfc-editor.org/rfc/rfc5023",
    prefix="app",
    uris=(_APP, "http://purl.org/atom/app#"),
    misspelt=("http://www.w3.org/2007/app/", "https://www.w3.org/2007/app", "http://www.w3.org/2007/App"),
    formats=APP,
    frames={"*": _IN_COLLECTION},
    about="Service and category documents of the Atom Publishing Protocol, and its elements in entries.",
)

book.element("app:workspace", inside="app:service", text=False)
book.element("app:collection", inside="app:workspace", attributes=("href",), text=False)
book.element("app:collection", inside="atom:feed", most=1, attributes=("href",), text=False, formats=ATOM)
book.element("app:accept", inside="app:collection", formats=_DOCUMENTS)
book.element("app:categories", inside="app:collection", attributes=("fixed", "scheme", "href"), text=False,
             formats=_DOCUMENTS)  # fmt: skip
book.element("atom:category", inside="app:categories", attributes=("term", "scheme", "label"), formats=_DOCUMENTS)
book.element("atom:title", inside="app:workspace", most=1, attributes=("type",), open=True)
book.element("atom:title", inside="app:collection", most=1, attributes=("type",), open=True, formats=_DOCUMENTS)
book.element("app:control", inside="atom:entry", most=1, text=False, formats=ATOM)
book.element("app:draft", inside="app:control", most=1, formats=ATOM)
book.element("app:edited", inside="atom:entry", most=1, formats=ATOM)

book.required(
    "APP101", "service-without-workspace", on="app:service", element="app:workspace", says="service has no workspace",
    why="A client finds what it can publish to in workspaces.", spec="#section-8.3.1",
    bad=_SERVICE.replace("{}", ""), good=_GOOD, fix="Put the collections into a workspace.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "APP102", "workspace-without-title", on="app:workspace", element="atom:title", says="workspace has no atom:title",
    why="Clients show workspaces by their titles.", spec="#section-8.3.2",
    bad=_SERVICE.replace("{}", _WORKSPACE.replace("<atom:title>Main</atom:title>", "")),
    good=_SERVICE.replace("{}", _WORKSPACE), fix="Give the workspace an atom:title.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "APP103", "collection-without-title", on="app:collection", element="atom:title",
    says="collection has no atom:title",
    why="Clients show collections by their titles.", spec="#section-8.3.3", formats=_DOCUMENTS,
    bad=_GOOD.replace("<atom:title>All</atom:title>", ""), good=_GOOD, fix="Give the collection an atom:title.",
    w3c=("MissingElement",),
)  # fmt: skip
book.needs(
    "APP104", "collection-without-href", on="app:collection", attribute="href", says="collection has no href",
    why="A client publishes by a request to that address.", spec="#section-8.3.3", formats=_DOCUMENTS,
    bad=_GOOD.replace(' href="https://example.org/entries"', ""), good=_GOOD,
    fix="Give the collection its address.", w3c=("MissingAttribute",),
)  # fmt: skip


def _questionable(code: str, parent: str, names: frozenset[str], bad: str, good: str) -> None:
    def check(element: Element) -> Iterator[Where]:
        for child in element.children:
            if child.name in names:
                yield found(child, name=child.name, parent=element.name)

    book.rule(
        code, on=parent, level=WARNING, name=f"atom-element-in-{parent.partition(':')[2]}", spec="#section-8.3",
        says="{name} has no known meaning in {parent}", why="Clients do not expect it there and pass over it.",
        bad=bad, good=good, fix="Leave it out, or move it to the feed of the collection.", w3c=("QuestionableUsage",),
    )(check)  # fmt: skip


_ODD: Final = ("author", "category", "contributor", "generator", "icon", "id", "link", "logo", "published", "rights",
               "subtitle", "summary", "updated")  # fmt: skip
for _name in _ODD:
    book.element(f"atom:{_name}", inside=("app:service", "app:workspace", "app:collection"), attributes=None, open=True)
_ATOM_NAMES: Final = frozenset(f"atom:{name}" for name in _ODD)
book.element("atom:title", inside="app:service", attributes=None, open=True)
_GOOD_SERVICE: Final = _SERVICE.replace("{}", _WORKSPACE)
_questionable("APP301", "app:service", _ATOM_NAMES | {"atom:title"},
              _SERVICE.replace("{}", "<atom:title>All</atom:title>" + _WORKSPACE), _GOOD_SERVICE)  # fmt: skip
_questionable("APP302", "app:workspace", _ATOM_NAMES,
              _SERVICE.replace("{}", _WORKSPACE.replace("</w", f"{_CATEGORY}</w")), _GOOD_SERVICE)  # fmt: skip
_questionable("APP303", "app:collection", _ATOM_NAMES,
              _IN_COLLECTION.replace("{}", "<atom:id>tag:example.org,2026:c</atom:id>"), _GOOD)  # fmt: skip


def _yes_no(code: str, name: str, on: str, attribute: str, formats: frozenset[str], **texts: str) -> None:
    def check(element: Element) -> Iterator[Where]:
        text = element.attributes.get(attribute) if attribute else element.value
        if text is not None and text not in _YES_NO:
            spot = element.in_attribute(attribute) if attribute and text else element.in_text() if text else element
            yield found(spot, text=quoted(text))

    book.rule(
        code, on=on, level=ERROR, name=name, formats=formats, says=texts["says"], why=texts["why"], bad=texts["bad"],
        good=texts["good"], fix="Write yes or no.", spec=texts["spec"], w3c=("InvalidYesNo",), repair="yes-no",
    )(check)  # fmt: skip


_ENTRY: Final = (
    '<entry xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>One</title><id>tag:example.org,2026:1</id>'
    "<updated>2026-01-30T08:00:00Z</updated><author><name>Me</name></author><content>News</content>"
    "<app:control><app:draft>{}</app:draft></app:control></entry>"
)
_yes_no("APP201", "draft-not-yes-or-no", "app:draft", "", ATOM,
        says="draft is {text}, where yes or no was expected",
        why="What a client means by another word is left to chance: the draft may become public.",
        bad=_ENTRY.replace("{}", "true"), good=_ENTRY.replace("{}", "yes"), spec="#section-13.1.1")  # fmt: skip
_yes_no("APP202", "fixed-not-yes-or-no", "app:categories", "fixed", _DOCUMENTS,
        says="fixed is {text}, where yes or no was expected",
        why="It tells clients whether the list of categories is closed.",
        bad=_CATEGORIES.replace("{}", 'fixed="true"'), good=_CATEGORIES.replace("{}", 'fixed="yes"'),
        spec="#section-7.2.1.1")  # fmt: skip


def _address(code: str, name: str, kinds: frozenset[str] | None, without: frozenset[str], w3c: str, bad: str) -> None:
    book.value(
        code, name, on=("app:collection", "app:categories"), attribute="href", grammar=iri_reference, kinds=kinds,
        without=without, says="href of {element} is not an IRI: {text}: {problem}", spec="#section-8.3.3",
        why="A client cannot send a request to it.", bad=_GOOD.replace("https://example.org/entries", bad), good=_GOOD,
        fix="Write the whole address.", w3c=(w3c,), formats=_DOCUMENTS,
    )  # fmt: skip


_CHARACTERS: Final = frozenset({"space", "control", "backslash", "bad-character", "bracket"})
_address(
    "APP203", "character-in-collection-address", _CHARACTERS, frozenset(), "InvalidUriChar", "https://example.org/a b"
)
_address("APP204", "malformed-collection-address", None, _CHARACTERS, "InvalidLink", "https:///entries")
book.value(
    "APP205", "relative-category-scheme", on="app:categories", attribute="scheme", grammar=iri, formats=_DOCUMENTS,
    says="scheme of {element} is not a whole IRI: {text}: {problem}", spec="#section-7.2.1",
    why="It is what all categories of the list are told apart from others by.",
    bad=_CATEGORIES.replace("{}", 'scheme="topics"'),
    good=_CATEGORIES.replace("{}", 'scheme="https://example.org/topics"'), fix="Write the whole IRI.",
    w3c=("InvalidFullLink",),
)  # fmt: skip


@book.rule("APP206", on="app:accept", level=ERROR, formats=_DOCUMENTS, spec="#section-8.3.4",
           says="accept is not a media range: {text}: {problem}", bad="<accept>entry</accept>",
           good="<accept>application/atom+xml;type=entry</accept>", fix="Write a media range such as image/*.",
           w3c=("InvalidMIMEType",))  # fmt: skip
def accept_not_a_media_range(accept: Element) -> Iterator[Where]:
    """Clients decide by it what they may publish here; with one that they do not understand, nothing."""
    for at, text in _ranges(accept):
        problem = media_range(text)
        if isinstance(problem, Problem):
            end = at + (len(text) if problem.end is None else problem.end)
            yield found(accept.in_text(at + problem.at, end), text=quoted(text), problem=problem.says)


def _ranges(accept: Element) -> Iterator[tuple[int, str]]:
    """The media ranges of an accept element, and where in its text they begin; several stand between commas."""
    at = 0
    for part in accept.text.split(","):
        text = part.strip(" \t\r\n")
        if text:
            yield at + part.index(text[0]), text
        at += len(part) + 1


@book.rule("APP207", on="app:accept", level=WARNING, formats=_DOCUMENTS, spec="#section-8.3.4",
           says="a media range in accept has no parameter {name}", bad="<accept>image/png;q=0.5</accept>",
           good="<accept>image/png</accept>", fix="Leave the parameter out.", w3c=("UndefinedParam",))  # fmt: skip
def preference_in_accept(accept: Element) -> Iterator[Where]:
    """Preferences are for HTTP requests; here they are taken for a part of the type, which nothing matches."""
    for at, text in _ranges(accept):
        parsed = media_range(text)
        if isinstance(parsed, MediaType) and any(name == "q" for name, _ in parsed.parameters):
            begin = text.lower().rindex("q", 0, text.lower().rindex("="))
            yield found(accept.in_text(at + begin, at + begin + 1), name="'q'")


@book.rule("APP304", on="app:categories", level=ERROR, formats=_DOCUMENTS, spec="#section-7.2.1",
           says="categories are elsewhere (href), but {name} is given",
           bad=_REMOTE.replace("/>", ' fixed="yes"/>'), good=_REMOTE,
           fix="Leave it to the document at that address.",
           w3c=("ConflictingCatAttr",))  # fmt: skip
def remote_categories_with_attributes(categories: Element) -> Iterator[Where]:
    """Clients take everything from the document that href names."""
    if "href" in categories.attributes:
        for name in ("fixed", "scheme"):
            if name in categories.attributes:
                yield found(categories.place("attribute name", name), name=name)


@book.rule("APP305", on="app:categories", level=ERROR, formats=_DOCUMENTS, spec="#section-7.2.1",
           says="categories are elsewhere (href), but some stand here",
           bad=_CATEGORIES.replace("{}", 'href="https://example.org/categories"'), good=_REMOTE,
           fix="Leave out the one or the other.",
           w3c=("ConflictingCatChildren",))  # fmt: skip
def remote_categories_with_children(categories: Element) -> Iterator[Where]:
    """Clients take the categories from the document that href names, and never see these."""
    if "href" in categories.attributes and categories.children:
        yield categories.children[0]
