"""The URLs in the attributes of an HTML text.

Source: the HTML Standard, the index of attributes (https://html.spec.whatwg.org/multipage/indices.html#attributes-3),
section 4.8.4.2.1 for srcset, and obsolete attributes (section 16.2).
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final, NamedTuple

from feeds.values.htmltext.tokens import Attribute, Token, tokens

_ANY: Final = "*"
_HOLDERS: Final[dict[str, frozenset[str]]] = {
    "href": frozenset(("a", "area", "base", "link", "image", "use")),
    "xlink:href": frozenset((_ANY,)),
    "src": frozenset(("audio", "embed", "frame", "iframe", "img", "input", "script", "source", "track", "video")),
    "srcset": frozenset(("img", "source")),
    "imagesrcset": frozenset(("link",)),
    "poster": frozenset(("video",)),
    "cite": frozenset(("blockquote", "del", "ins", "q")),
    "data": frozenset(("object",)),
    "action": frozenset(("form",)),
    "formaction": frozenset(("button", "input")),
    "background": frozenset(("body", "table", "td", "th", "tr")),
    "longdesc": frozenset(("img", "iframe", "frame")),
    "lowsrc": frozenset(("img",)),
    "dynsrc": frozenset(("img",)),
    "ping": frozenset(("a", "area")),
}
_WORD: Final = re.compile(r"[^ \t\n\r\f]++")
_CANDIDATE: Final = re.compile(r"[ \t\n\r\f,]*+([^ \t\n\r\f]++)")
_DESCRIPTORS: Final = re.compile(r"(?:[^,(]++|\([^)]*+\)?+)*+")
_BLANKS: Final = " \t\n\r\f"


class Reference(NamedTuple):
    """A URL in an attribute: ``url`` with its references resolved and no blanks around, ``html[at:end]`` as written."""

    element: str
    attribute: str
    url: str
    at: int
    end: int


def holds_url(element: str, attribute: str) -> bool:
    """Whether that attribute of that element holds a URL."""
    holders = _HOLDERS.get(attribute)
    return holders is not None and (element in holders or _ANY in holders)


def urls(html: str, seen: Iterable[Token] | None = None) -> Iterator[Reference]:
    """Every URL in an attribute that holds one, in order; each candidate of a srcset by itself.

    ``seen`` are the tokens of ``html``, where they are at hand.
    """
    for token in tokens(html) if seen is None else seen:
        if token.kind == "start":
            yield from urls_of(token)


def urls_of(token: Token) -> Iterator[Reference]:
    """The URLs in the attributes of one start tag."""
    for attribute in token.attributes:
        if attribute.raw is None or not holds_url(token.name, attribute.name):
            continue
        if attribute.name in {"srcset", "imagesrcset"}:
            spans = _candidates(attribute.raw)
        elif attribute.name == "ping":
            spans = (match.span() for match in _WORD.finditer(attribute.raw))
        else:
            spans = iter((_stripped(attribute),))
        for start, stop in spans:
            url = attribute.raw[start:stop]
            at = attribute.value_at
            yield Reference(token.name, attribute.name, unescape(url) if "&" in url else url, at + start, at + stop)


def _stripped(attribute: Attribute) -> tuple[int, int]:
    raw = attribute.raw or ""
    start = len(raw) - len(raw.lstrip(_BLANKS))
    return start, max(start, len(raw.rstrip(_BLANKS)))


def _candidates(raw: str) -> Iterator[tuple[int, int]]:
    """Where the URLs of a srcset stand: the Standard's own steps, in which commas may be part of a URL."""
    at = 0
    while True:
        match = _CANDIDATE.match(raw, at)
        if match is None:
            return
        start, end = match.span(1)
        url = match[1].rstrip(",")
        if url:
            yield start, start + len(url)
        at = end
        if len(url) == end - start:  # descriptors follow, up to a comma outside parentheses
            at = _DESCRIPTORS.match(raw, at).end()  # type: ignore[union-attr]  # it matches the empty text
