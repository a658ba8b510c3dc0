"""Text constructs: RFC 4287 section 3.1, and what their type promises. The same is asked of content.

A type is ``text``, ``html`` or ``xhtml``; content may also have a media type (section 4.1.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import TEXTS, book
from feeds.rules.atom.markup import first_markup
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.mediatypes import MediaType, media_type

BOTH: Final = (*TEXTS, "atom:content")
_DIV: Final = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
_GOOD: Final = '<summary type="html">&lt;b>News&lt;/b></summary>'
_GOOD_XHTML: Final = f'<summary type="xhtml">{_DIV.format("<b>News</b>")}</summary>'
_XHTML: Final = "#section-3.1.1.3"


def kind_of(element: Element) -> str:
    """What it says it holds: one of ``text``, ``html``, ``xhtml``, ``xml``, ``plain`` and ``binary``.

    ``plain`` is a media type text/…, ``xml`` one of XML (section 4.1.3.3), ``binary`` any other, written in Base64.
    A type that is none of these is taken for plain text, as readers do.
    """
    written = element.get("type", "text").strip().lower()
    if written in {"text", "html", "xhtml"}:
        return written
    if "/" not in written:
        return "text"
    parsed = media_type(written)
    essence = parsed.essence if isinstance(parsed, MediaType) else written
    if essence.endswith(("+xml", "/xml")):
        return "xml"
    return "plain" if essence.startswith("text/") else "binary"


@book.rule("ATM220", on=TEXTS, level=ERROR, formats=(), spec="#section-3.1.1",
           says="the type of {element} is {type}, but text, html or xhtml was expected",
           bad='<summary type="text/plain">News</summary>', good=_GOOD,
           repair="text-type",
           fix="Write text, html or xhtml; media types belong to content.", w3c=("InvalidTextType",))  # fmt: skip
def media_type_of_text(kind: Kind) -> Iterator[Where]:
    """Readers know three words here; with another they show tags as text, or nothing."""
    for element in kind.elements:
        written = element.get("type")
        if "/" in written:
            yield found(element.in_attribute("type"), element=element.name, type=quoted(written))


@book.rule("ATM221", on=TEXTS, level=ERROR, formats=(), spec="#section-3.1.1",
           says="the type of {element} is {type}, but text, html or xhtml was expected",
           bad='<summary type="escaped">News</summary>', good=_GOOD,
           repair="text-type", fix="Write text, html or xhtml.",
           w3c=("InvalidMIMEType",))  # fmt: skip
def unknown_type_of_text(kind: Kind) -> Iterator[Where]:
    """Readers know three words here; with another they show tags as text, or nothing."""
    for element in kind.elements:
        written = element.get("type")
        if written and "/" not in written and written not in {"text", "html", "xhtml"}:
            yield found(element.in_attribute("type"), element=element.name, type=quoted(written))


@book.rule("ATM222", on=BOTH, level=WARNING, formats=(), spec="#section-3.1.1", says="the type of {element} is blank",
           bad=_GOOD.replace('"html"', '""').replace("&lt;b>News&lt;/b>", "News"), good=_GOOD,
           repair="no-attribute", safe=False,
           fix="Say what it is: text, html or xhtml.", w3c=("AttrNotBlank",))  # fmt: skip
def blank_type(kind: Kind) -> Iterator[Where]:
    """Readers then guess between plain text and HTML, and some guess wrong."""
    for element in kind.elements:
        if "type" in element.attributes and not element.attributes["type"].strip():
            yield found(element.place("attribute name", "type"), element=element.name)


@book.rule("ATM237", on=BOTH, level=WARNING, formats=(), spec="#section-4.2.14", says="{element} is blank",
           bad="<content/>", good="<content>News</content>", fix="Fill the element, or leave it out.",
           w3c=("NotBlank",))  # fmt: skip
def blank_text(kind: Kind) -> Iterator[Where]:
    """Readers show an empty headline or an empty page."""
    for element in kind.elements:
        if not element.children and "src" not in element.attributes and not element.value:
            yield found(element, element=element.name)


@book.rule("ATM116", on=BOTH, level=ERROR, formats=(), spec="#section-3.1.1",
           says="{child} stands in {element}, whose type {type} is text without elements",
           bad='<summary type="html"><b>News</b></summary>', good=_GOOD,
           fix='Escape the markup (&lt;b>), or use type="xhtml" and an XHTML div.',
           w3c=("UndefinedElement",))  # fmt: skip
def elements_in_text(kind: Kind) -> Iterator[Where]:
    """Readers take only the text and lose what the elements hold, or drop the entry."""
    for element in kind.elements:
        if element.children and not element.value and _is_textual(element):
            written = quoted(element.get("type", "text"))
            yield found(element.children[0], child=element.children[0].local, element=element.name, type=written)


@book.rule("ATM126", on=BOTH, level=ERROR, formats=(), spec="#section-3.1.1",
           says="{child} stands amid the text of {element}, whose type {type} is text without elements",
           bad='<summary type="html">All <b>News</b></summary>', good=_GOOD,
           fix='Escape the markup (&lt;b>), or use type="xhtml" and an XHTML div.',
           w3c=("UndefinedElement", "UnexpectedText"))  # fmt: skip
def elements_amid_text(kind: Kind) -> Iterator[Where]:
    """Readers take only the text and lose what the elements hold, or drop the entry."""
    for element in kind.elements:
        if element.children and element.value and _is_textual(element):
            written = quoted(element.get("type", "text"))
            yield found(element.children[0], child=element.children[0].local, element=element.name, type=written)


def _is_textual(element: Element) -> bool:
    return "src" not in element.attributes and kind_of(element) not in {"xhtml", "xml"}


@book.rule("ATM310", on=BOTH, level=ERROR, formats=(), spec="#section-3.1.1",
           says="mode says that the inside of {element} is escaped, but elements stand in it",
           bad='<content type="text/xml" mode="escaped"><svg xmlns="http://www.w3.org/2000/svg"/></content>',
           good='<content type="text/xml" mode="escaped">News</content>',
           fix="Leave the mode attribute out; it is of Atom 0.3.", w3c=("NotEscaped",))  # fmt: skip
def claims_to_be_escaped(kind: Kind) -> Iterator[Where]:
    """The two readings contradict each other: as text the tags vanish, as markup they are no text."""
    for element in kind.elements:
        if element.children and element.get("mode") == "escaped":
            yield found(element.in_attribute("mode"), element=element.name)


@book.rule("ATM311", on=BOTH, level=WARNING, formats=(), spec="#section-3.1.1.1",
           says="{element} holds {markup}, but its type is {type}",
           bad="<summary>&lt;b>News&lt;/b></summary>", good=_GOOD,
           repair=("attribute", "type", "html"), safe=False,
           fix='Declare type="html", or leave the markup out.', w3c=("ContainsUndeclaredHTML",))  # fmt: skip
def undeclared_html(kind: Kind) -> Iterator[Where]:
    """Without type="html" it is plain text, and readers show the tags."""
    for element in kind.elements:
        if element.children:
            continue
        text = element.text
        if ("<" in text or "&" in text) and kind_of(element) in {"text", "plain"}:
            if element.get("type").strip().lower().startswith("text/html"):
                continue
            where = first_markup(text)
            if where is not None:
                written = quoted(element.get("type", "text"))
                yield found(
                    element.in_text(*where), element=element.name, markup=quoted(text[slice(*where)]), type=written
                )


@book.rule("ATM312", on=BOTH, level=WARNING, formats=(), spec=_XHTML,
           says="{element} is of type xhtml, but {markup} is escaped in it",
           bad=f'<summary type="xhtml">{_DIV.format("&lt;b>News&lt;/b>")}</summary>', good=_GOOD_XHTML,
           fix='Write the markup as elements, or use type="html".', w3c=("NotInline",))  # fmt: skip
def escaped_html_in_xhtml(kind: Kind) -> Iterator[Where]:
    """Readers show the tags as text."""
    for element in kind.elements:
        if element.get("type") != "xhtml":
            continue
        divs = [child for child in element.children if child.name == "xhtml:div" and not child.children]
        for node in (element, *divs):
            where = first_markup(node.text)
            if where is not None:
                yield found(node.in_text(*where), element=element.name, markup=quoted(node.text[slice(*where)]))
                break


@book.rule("ATM117", on=BOTH, level=ERROR, formats=(), spec=_XHTML,
           says="{element} is of type xhtml, but {what}, where one xhtml:div was expected",
           bad='<summary type="xhtml">News</summary>', good=_GOOD_XHTML,
           fix='Put it all into one <div xmlns="http://www.w3.org/1999/xhtml">.',
           w3c=("MissingXhtmlDiv",))  # fmt: skip
def xhtml_without_div(kind: Kind) -> Iterator[Where]:
    """Readers take what is in the div, and nothing that stands beside it."""
    for element in kind.elements:
        if element.get("type") != "xhtml" or "src" in element.attributes:
            continue
        first = element.children[0] if element.children else None
        beside = first if first is not None and first.local != "div" else next(iter(element.children[1:]), None)
        if beside is not None:
            yield found(beside, element=element.name, what=f"<{beside.local[:60]}> stands in it")
        elif first is None or element.value:
            what = "text stands in it" if element.value else "nothing stands in it"
            yield found(element.in_text(), element=element.name, what=what)


@book.rule("ATM118", on=BOTH, level=ERROR, formats=(), spec=_XHTML,
           says="the div in {element} is not of the XHTML namespace",
           bad='<summary type="xhtml"><div>News</div></summary>', good=_GOOD_XHTML,
           fix='Write <div xmlns="http://www.w3.org/1999/xhtml">.', w3c=("NotHtml", "MissingXhtmlDiv"))  # fmt: skip
def div_in_wrong_namespace(kind: Kind) -> Iterator[Where]:
    """It inherits the feed's namespace, so it is no XHTML, and readers that look at namespaces show nothing."""
    for element in kind.elements:
        if element.get("type") == "xhtml" and element.children:
            child = element.children[0]
            if child.local == "div" and child.name != "xhtml:div":
                yield found(child, element=element.name)


@book.rule("ATM119", on=BOTH, level=ERROR, formats=(), spec=_XHTML, says="{name} stands in XHTML without a namespace",
           bad=_GOOD_XHTML.replace("<b>", '<b xmlns="">'),
           good=_GOOD_XHTML, fix='Leave out xmlns="".', w3c=("MissingNamespace",))  # fmt: skip
def xhtml_element_without_namespace(kind: Kind) -> Iterator[Where]:
    """Without the namespace it is no XHTML, whatever it is called."""
    for element in kind.elements:
        if element.get("type") != "xhtml" or "xhtml:div" not in element:
            continue
        for node in element.walk():
            if ":" not in node.name and not node.name.startswith("{"):
                yield found(node, name=quoted(node.name))


@book.rule("ATM313", on=BOTH, level=WARNING, formats=(), spec="#section-4.1.3.3",
           says="{type} promises a whole document, but {element} begins with {what}",
           bad='<content type="application/xhtml+xml"><p xmlns="http://www.w3.org/1999/xhtml">News</p></content>',
           good='<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>News</p></div></content>',
           fix='Use type="html" or type="xhtml" for a piece of a page.', w3c=("HtmlFragment",))  # fmt: skip
def fragment_as_document(kind: Kind) -> Iterator[Where]:
    """Readers know the words html and xhtml; a media type makes some offer the text as a file to download."""
    for element in kind.elements:
        written = element.get("type").strip().lower()
        if "/" not in written or "src" in element.attributes:
            continue
        if written == "application/xhtml+xml":
            if element.children and element.children[0].local != "html":
                what = f"<{element.children[0].local[:60]}>"
                yield found(element.in_attribute("type"), element=element.name, type=quoted(written), what=what)
        elif written.partition(";")[0].strip() == "text/html" and "<html" not in element.text.lower():
            what = f"<{element.children[0].local[:60]}>" if element.children else quoted(element.value[:30])
            yield found(element.in_attribute("type"), element=element.name, type=quoted(written), what=what)


_SHOWN: Final = frozenset(TEXTS) | {"atom:content"}


@book.rule("ATM501", on="document", level=ADVICE, spec="#section-2", says="nowhere does the feed say its language",
           bad='<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
           good='<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title></feed>',
           fix='Say it once on the root element, as in xml:lang="en".', w3c=("MissingDCLanguage",))  # fmt: skip
def atom_language_missing(reading: Reading) -> Iterator[Where]:
    """Readers choose fonts, voices, hyphenation and translation by it, and search engines the audience."""
    root = reading.xml.root if reading.xml is not None else None
    if root is None or "xml:lang" in root.attributes:
        return
    entry = root.first("atom:entry") or root
    for child in (*root.children, *entry.children):
        if child.name in _SHOWN and child.inherited("xml:lang") is None:
            yield root
            return
