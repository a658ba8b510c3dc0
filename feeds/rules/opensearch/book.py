"""The book of OpenSearch 1.1: descriptions of search engines, and the elements that search results carry.

Source: OpenSearch 1.1 Draft 6, https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from feeds.rules.formats import OPENSEARCH
from feeds.rules.reading import Reading
from feeds.rules.rule import Book
from feeds.source.encoding import known
from feeds.source.xmltree import Element
from feeds.values.problem import Problem

URI = "http://a9.com/-/spec/opensearch/1.1/"
NEEDED = (
    '<ShortName>Web</ShortName><Description>The web</Description><Query role="example" searchTerms="cat"/>'
    '<Url type="text/html" template="https://example.org/?q={searchTerms}"/>'
)
_WHOLE = f'<OpenSearchDescription xmlns="{URI}">{NEEDED}{{}}</OpenSearchDescription>'
_FEED = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>{}'
    "</channel></rss>"
)


def description(inside: str = NEEDED) -> str:
    """A whole description for an example."""
    return f'<OpenSearchDescription xmlns="{URI}">{inside}</OpenSearchDescription>'


book = Book(
    "OSD",
    "OpenSearch",
    "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md",
    prefix="os",
    uris=(URI, "http://a9.com/-/spec/opensearchrss/1.0/"),
    misspelt=(
        "http://a9.com/-/spec/opensearch/1.1",
        "https://a9.com/-/spec/opensearch/1.1/",
        "http://www.a9.com/-/spec/opensearch/1.1/",
        "http://a9.com/-/spec/opensearchrss/1.1/",
        "http://a9.com/-/spec/opensearch/1.0/",
    ),
    frames={
        "OpenSearchDescription": "{}",
        "os:Query": _FEED,
        "os:totalResults": _FEED,
        "os:startIndex": _FEED,
        "os:itemsPerPage": _FEED,
        "*": _WHOLE,
    },
    about="Descriptions of search engines, and what search results say about the search.",
)

_ROOT = "os:OpenSearchDescription"
_RESULTS = ("channel", "Channel", "atom:feed")
QUERY = (
    "role", "title", "totalResults", "searchTerms", "count", "startIndex", "startPage", "language", "inputEncoding",
    "outputEncoding",
)  # fmt: skip

for name in (
    "ShortName", "Description", "Contact", "Tags", "LongName", "Developer", "Attribution", "SyndicationRight",
    "AdultContent",
):  # fmt: skip
    book.element(f"os:{name}", inside=_ROOT, most=1, formats=OPENSEARCH)
for name in ("Language", "InputEncoding", "OutputEncoding"):
    book.element(f"os:{name}", inside=_ROOT, formats=OPENSEARCH)
book.element(_ROOT, inside="", text=False, formats=OPENSEARCH)
book.element("os:Url", inside=_ROOT, formats=OPENSEARCH,
             attributes=("template", "type", "rel", "indexOffset", "pageOffset"))  # fmt: skip
book.element("os:Image", inside=_ROOT, attributes=("height", "width", "type"), formats=OPENSEARCH)
book.element("os:Query", inside=(_ROOT, *_RESULTS), attributes=QUERY)
for name in ("totalResults", "startIndex", "itemsPerPage"):
    book.element(f"os:{name}", inside=_RESULTS, most=1)

_INTEGER = re.compile(r"[+-]?[0-9]+")


def integer(text: str) -> Problem | None:
    """What keeps a text from being a whole number."""
    return None if _INTEGER.fullmatch(text) else Problem("no-integer", "a whole number was expected", 0, len(text))


def counting(text: str) -> Problem | None:
    """What keeps a text from being a whole number that is not below zero."""
    if _INTEGER.fullmatch(text) and not (text.startswith("-") and text.strip("-0")):
        return None
    return Problem("no-count", "a whole number from 0 on was expected", 0, len(text))


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._:-]*")


def charset(text: str) -> Problem | None:
    """What keeps a text from being the name of a character encoding."""
    if _NAME.fullmatch(text) is not None and known(text):
        return None
    return Problem("no-charset", "no such character encoding", 0, len(text))


def declared(reading: Reading, element: Element, prefix: str) -> bool:
    """Whether a prefix of a namespace is declared on an element or around it."""
    if prefix == "xml":
        return True
    around = {id(element), *(id(each) for each in element.ancestors())}
    namespaces = reading.xml.namespaces if reading.xml is not None else ()
    return any(each.prefix == prefix and id(each.element) in around for each in namespaces)


# Tags that people write; what else stands in angle brackets is text.
@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        r"</?(?:a|abbr|b|big|blockquote|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|script|small|span"
        r"|strike|strong|style|sub|sup|table|td|th|tr|tt|u|ul)(?:\s{1,9}[a-z:-]{1,30}\s?=[^<>]{0,400}|\s{0,9}/?)>",
        re.IGNORECASE,
    )


_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")


def markup(text: str) -> Iterator[Problem]:
    """The first tag or character reference of HTML in a text."""
    if "<" not in text and "&" not in text:
        return
    tag = _tag().search(text)
    reference = next(filter(_is_known, _REFERENCE.finditer(text)), None) if "&" in text else None
    found = min(
        (match for match in (tag, reference) if match is not None), key=lambda match: match.start(), default=None
    )
    if found is not None:
        yield Problem("markup", f"{found[0][:40]!r} is HTML", *found.span())


def _is_known(reference: re.Match[str]) -> bool:
    from html.entities import html5  # noqa: PLC0415 - two thousand names, needed by few documents

    return reference[1] is None or f"{reference[1]};" in html5


def at_most(characters: int) -> Callable[[str], Problem | None]:
    """A grammar that a text of more characters is not of."""

    def grammar(text: str) -> Problem | None:
        if len(text) <= characters:
            return None
        return Problem("too-long", f"{len(text)} characters, where at most {characters} were expected", characters)

    return grammar
