"""Persons, categories and the generator: RFC 4287 sections 3.2, 4.2.2 and 4.2.4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import PERSONS, book
from feeds.rules.atom.markup import first_markup
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import mail

_GOOD: Final = "<summary>News</summary><author><name>Me</name><email>me@example.org</email></author>"
_NAMES: Final = tuple(f"{person}/atom:name" for person in PERSONS)
_EMAILS: Final = tuple(f"{person}/atom:email" for person in PERSONS)

book.value(
    "ATM230", "atom-email-not-an-address", on=_EMAILS, grammar=mail.addr_spec, formats=(), blank=True,
    says="email is not a mail address: {text}: {problem}",
    why="It is a bare address, nothing beside it: mail programs take a name or a remark for a part of the address.",
    bad=_GOOD.replace("me@example.org", "Me &lt;me@example.org>"), good=_GOOD,
    repair="address",
    fix="Write the bare address; the name has an element of its own.", spec="#section-3.2.3", w3c=("InvalidAddrSpec",),
)  # fmt: skip


@book.rule("ATM231", on=(*_NAMES, "atom:generator"), level=WARNING, formats=(), spec="#section-3.2.1",
           says="{element} holds HTML: {markup}",
           bad=_GOOD.replace("Me<", "&lt;b>Me&lt;/b><"), good=_GOOD, fix="Write the name as plain text.",
           w3c=("ContainsHTML",))  # fmt: skip
def atom_name_with_html(kind: Kind) -> Iterator[Where]:
    """Readers show the name as it stands, tags and all."""
    for name in kind.elements:
        where = first_markup(name.text)
        if where is not None:
            yield found(name.in_text(*where), element=name.local, markup=quoted(name.text[slice(*where)]))


@book.rule("ATM232", on=_NAMES, level=WARNING, formats=(), spec="#section-3.2.1",
           says="the name holds a mail address: {text}", bad=_GOOD.replace(">Me<", ">me@example.org<"), good=_GOOD,
           fix="Write the name of the person, and the address into email, if at all.",
           w3c=("ContainsEmail",))  # fmt: skip
def person_name_with_address(kind: Kind) -> Iterator[Where]:
    """Names are shown to everybody, and collected by those who send unwanted mail."""
    for name in kind.elements:
        where = mail.contains_address(name.text)
        if where is not None:
            yield found(name.in_text(*where), text=quoted(name.text[slice(*where)]))


book.needs(
    "ATM115", "category-without-term", on="atom:category", attribute="term", says="category has no term", formats=(),
    why="The term is the category; the label is only how to show it.",
    bad='<summary>News</summary><category label="Sport"/>',
    good='<summary>News</summary><category term="sport" label="Sport"/>', fix="Give the category a term attribute.",
    spec="#section-4.2.2.1", w3c=("MissingAttribute",),
)  # fmt: skip


@book.rule("ATM233", on="atom:category", level=WARNING, formats=(), spec="#section-4.2.2.1", says="the term is blank",
           bad='<summary>News</summary><category term=""/>', good='<summary>News</summary><category term="sport"/>',
           fix="Name the category, or leave the element out.", w3c=("NotBlank",))  # fmt: skip
def category_with_blank_term(kind: Kind) -> Iterator[Where]:
    """A category without a name says nothing."""
    for category in kind.elements:
        if not category.get("term", "-").strip():
            yield category.place("attribute name", "term")


@book.rule("ATM239", on="atom:category", level=WARNING, formats=(), spec="#section-4.2.2.2", says="the scheme is blank",
           bad='<summary>News</summary><category term="sport" scheme=""/>',
           good='<summary>News</summary><category term="sport"/>',
           fix="Name the scheme by its IRI, or leave the attribute out.",
           w3c=("InvalidFullLink", "AttrNotBlank"))  # fmt: skip
def category_with_blank_scheme(kind: Kind) -> Iterator[Where]:
    """The scheme is the IRI of a list of categories; programs that group by it make a list without a name."""
    for category in kind.elements:
        if not category.get("scheme", "-").strip():
            yield category.place("attribute name", "scheme")


@book.rule("ATM234", on="atom:category", level=WARNING, formats=(), spec="#section-4.2.2.3",
           says="the label holds HTML: {markup}",
           bad='<summary>News</summary><category term="sport" label="&lt;b>Sport&lt;/b>"/>',
           good='<summary>News</summary><category term="sport" label="Sport"/>',
           fix="Write the label as plain text.", w3c=("ContainsHTML",))  # fmt: skip
def category_label_with_html(kind: Kind) -> Iterator[Where]:
    """The label is plain text; readers show tags and entities as they stand."""
    for category in kind.elements:
        label = category.get("label")
        where = first_markup(label)
        if where is not None:
            yield found(category.in_attribute("label", *where), markup=quoted(label[slice(*where)]))


_VALUES: Final = ("atom:name", "atom:uri", "atom:generator", "atom:icon", "atom:logo")


@book.rule("ATM235", on=_VALUES, level=WARNING, formats=(), spec="#section-3.2.1", says="{element} is blank",
           bad="<summary>News</summary><author><name/></author>",
           good="<summary>News</summary><author><name>Me</name></author>",
           fix="Fill the element, or leave it out.", w3c=("NotBlank",))  # fmt: skip
def blank_atom_value(kind: Kind) -> Iterator[Where]:
    """There is nothing to show, nothing to fetch; some readers show an empty line."""
    for element in kind.elements:
        if not element.children and not element.value:
            yield found(element, element=element.name)


@book.rule("ATM236", on="atom:id", level=ERROR, formats=(), spec="#section-4.2.6", says="id is blank",
           bad="<source><id/></source>", good="<source><id>tag:example.org,2026:1</id></source>", fix="Give it an id.",
           w3c=("InvalidFullLink",))  # fmt: skip
def blank_atom_id(element: Element) -> Iterator[Where]:
    """An empty id is none: readers show the entry again and again, or only one of all."""
    if not element.value:
        yield element
