"""Content of entries: RFC 4287 section 4.1.3, and the summary that some content needs (section 4.1.2)."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import ENTRIES, ENTRY, book
from feeds.rules.atom.texts import kind_of
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.mediatypes import MediaType, media_type
from feeds.values.problem import Problem

_SRC: Final = '<summary>News</summary><content src="https://example.org/1.pdf" type="application/pdf"/>'
_WORDS: Final = {"text", "html", "xhtml"}
_BLANKS: Final = str.maketrans("", "", " \t\r\n")


@book.rule("ATM223", on="atom:content", level=ERROR, formats=(), spec="#section-4.1.3.1",
           says="the type of content is {type}: {problem}", bad='<content type="xml">News</content>',
           good='<content type="html">News</content>', fix="Write text, html, xhtml or a media type such as image/png.",
           w3c=("InvalidMIMEType",))  # fmt: skip
def type_of_content(kind: Kind) -> Iterator[Where]:
    """Readers decide by it how to show the content; with one they do not know they show none."""
    for content in kind.elements:
        written = content.get("type")
        remote = "src" in content.attributes
        if not written.strip() or (written in _WORDS and not remote):
            continue
        if written in _WORDS:
            says, at, end = "content from elsewhere (src) has a media type such as text/html", 0, len(written)
        else:
            parsed = media_type(written)
            if isinstance(parsed, Problem):
                says, at, end = parsed.says, parsed.at, len(written) if parsed.end is None else parsed.end
            elif parsed.is_composite:
                says, at, end = "a document of several parts cannot be content", 0, len(written)
            else:
                continue
        yield found(content.in_attribute("type", at, end), type=quoted(written), problem=says)


@book.rule("ATM120", on="atom:content", level=WARNING, formats=(), spec="#section-4.1.3.2",
           says="content is elsewhere (src), but has no type",
           bad='<summary>News</summary><content src="https://example.org/1.pdf"/>',
           good=_SRC, fix="Say the media type in a type attribute.", w3c=("MissingTypeAttr",))  # fmt: skip
def remote_content_without_type(kind: Kind) -> Iterator[Where]:
    """Readers would have to fetch it to know whether they can show it; most do not."""
    for content in kind.elements:
        if "src" in content.attributes and "type" not in content.attributes:
            yield content


@book.rule("ATM121", on="atom:content", level=ERROR, formats=(), spec="#section-4.1.3.2",
           says="content is elsewhere (src), but {what} stands in it", bad=_SRC.replace("/>", "><b/></content>"),
           good=_SRC, fix="Leave it empty; a summary can say what is there.", w3c=("UndefinedElement",))  # fmt: skip
def remote_content_with_elements(kind: Kind) -> Iterator[Where]:
    """A reader takes the one or the other."""
    for content in kind.elements:
        if "src" in content.attributes and content.children:
            yield found(content.children[0], what=f"<{content.children[0].local[:60]}>")


@book.rule("ATM122", on="atom:content", level=ERROR, formats=(), spec="#section-4.1.3.2",
           says="content is elsewhere (src), but text stands in it", bad=_SRC.replace("/>", ">News</content>"),
           good=_SRC, fix="Leave it empty; a summary can say what is there.", w3c=("UnexpectedText",))  # fmt: skip
def remote_content_with_text(kind: Kind) -> Iterator[Where]:
    """A reader takes the one or the other."""
    for content in kind.elements:
        if "src" in content.attributes and content.value:
            yield content.in_text()


@book.rule("ATM224", on="atom:content", level=ERROR, formats=(), spec="#section-4.1.3.3",
           says="content of type {type} is not Base64: {problem}",
           bad='<summary>News</summary><content type="image/png">News!</content>',
           good='<summary>News</summary><content type="image/png">TmV3cw==</content>',
           fix="Encode the bytes in Base64, or link to them.", w3c=("NotBase64",))  # fmt: skip
def content_not_base64(kind: Kind) -> Iterator[Where]:
    """Content that is neither text nor XML is Base64; anything else decodes to rubbish."""
    for content in kind.elements:
        if content.children or "src" in content.attributes or kind_of(content) != "binary":
            continue
        parsed = media_type(content.get("type").strip())
        if isinstance(parsed, MediaType):
            try:
                binascii.a2b_base64(content.text.translate(_BLANKS).encode("ascii", "replace"), strict_mode=True)
            except binascii.Error as wrong:
                yield found(content.in_text(), type=quoted(parsed.essence), problem=str(wrong).lower())


@book.rule("ATM123", on=ENTRIES, level=ERROR, spec="#section-4.1.2",
           says="entry has no summary, but its content is {what}",
           bad=f'<entry>{ENTRY}{_SRC.partition("</summary>")[2]}</entry>', good=f"<entry>{ENTRY}{_SRC}</entry>",
           fix="Give the entry a summary.", w3c=("MissingSummary",))  # fmt: skip
def entry_without_needed_summary(entry: Element) -> Iterator[Where]:
    """Most readers show neither remote nor binary content, and have only the summary."""
    content = entry.first("atom:content")
    if content is None or not entry.lacks("atom:summary"):
        return
    if "src" in content.attributes:
        yield found(entry, what="elsewhere (src)")
    elif kind_of(content) == "binary":
        yield found(entry, what=f"of type {quoted(content.get('type'))}, in Base64")
