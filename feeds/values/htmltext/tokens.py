"""The tags of an HTML text, as the HTML Standard's tokenizer finds them, in one pass from left to right.

Source: the HTML Standard, section 13.2.5 (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).

Linear whatever the text: a token is either complete, and the next look begins behind it, or it never ends, and then
the Standard lets it swallow the rest, so the pass ends. Every repetition in the patterns is possessive.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, Literal

from feeds.values.tables.html import RAW

_SPACE: Final = r"[ \t\n\r\f]"
_NAME: Final = r"[A-Za-z][^ \t\n\r\f/>]*+"
# An unclosed quotation reaches to the end of the text, where no ">" follows it.
_VALUE: Final = r"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'])[^ \t\n\r\f>]*+"
_INSIDE: Final = rf"(?:[ \t\n\r\f/]++|[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE}))?+)*+"
_TAG: Final = re.compile(rf"<(/?)({_NAME})({_INSIDE})>")
_LETTER: Final = re.compile("[A-Za-z]")
_ATTRIBUTE: Final = re.compile(
    rf"([^ \t\n\r\f/>][^ \t\n\r\f/>=]*+)(?:{_SPACE}*+={_SPACE}*+(?:\"([^\"]*+)\"|'([^']*+)'|([^ \t\n\r\f>]*+)))?+"
)
_COMMENT_END: Final = re.compile(r"--!?>")
_HIDDEN: Final = RAW - {"textarea", "title"}
_FOREIGN: Final = frozenset(("svg", "math"))

Kind = Literal["start", "end", "comment", "unclosed"]


class Attribute:
    """An attribute of a start tag; ``raw`` is its value as written, at ``value_at``; None when it has none."""

    __slots__ = ("at", "name", "raw", "value_at")

    def __init__(self, name: str, at: int, raw: str | None, value_at: int) -> None:
        self.name, self.at, self.raw, self.value_at = name, at, raw, value_at

    @property
    def value(self) -> str:
        """The value with its references resolved; "" when it has none."""
        raw = self.raw
        return "" if raw is None else unescape(raw) if "&" in raw else raw

    @property
    def end(self) -> int:
        """Behind the value, without its closing quote."""
        return self.value_at + len(self.raw or "")


class Token:
    """A tag or a comment, ``html[at:end]``; ``unclosed`` is one that never ends and swallows the rest.

    ``name`` is the element's, in small letters ("" for a comment). ``foreign``: inside svg or math, whose elements are
    not HTML's. An end tag has no attributes.
    """

    __slots__ = ("_attributes", "_inside", "at", "end", "foreign", "html", "kind", "name")

    def __init__(self, html: str, kind: Kind, name: str, at: int, end: int, inside: int, *, foreign: bool) -> None:
        self.html, self.kind, self.name, self.at, self.end, self._inside = html, kind, name, at, end, inside
        self.foreign = foreign
        self._attributes: tuple[Attribute, ...] | None = None

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes, in order; of two with one name, HTML knows only the first. They are read when asked for."""
        if self._attributes is None:
            self._attributes = () if self.kind != "start" or self.end - self._inside < 3 else tuple(self._read())
        return self._attributes

    def _read(self) -> Iterator[Attribute]:
        for match in _ATTRIBUTE.finditer(self.html, self._inside, self.end - 1):
            group = match.lastindex or 1
            if group == 1:
                yield Attribute(match[1].lower(), match.start(), None, match.end())
            else:
                yield Attribute(match[1].lower(), match.start(), match[group], match.start(group))

    def attribute(self, name: str) -> Attribute | None:
        """The first attribute of that name, None when there is none."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    @property
    def is_self_closing(self) -> bool:
        """Whether it ends in ``/>``, which means something only in svg and math."""
        if self.kind != "start" or self.end - self._inside < 2 or self.html[self.end - 2] != "/":
            return False
        return (
            not self.attributes or self.attributes[-1].end < self.end - 1
        )  # else the slash belongs to an unquoted value


def tokens(html: str) -> Iterator[Token]:
    """The tags and comments of ``html`` in order; what stands between them is text, and so is what a script holds."""
    find, match_tag = html.find, _TAG.match
    depth = 0  # of svg and math
    at = find("<")
    while at >= 0:
        match = match_tag(html, at)
        if match is None:
            end = _no_tag(html, at)
            if end < 0:
                yield Token(html, "unclosed", "", at, len(html), at, foreign=depth > 0)
                return
            if end > at + 1:
                yield Token(html, "comment", "", at, end, at, foreign=depth > 0)
            at = find("<", end)
            continue
        name, end = match[2].lower(), match.end()
        if match[1]:
            yield Token(html, "end", name, at, end, match.start(3), foreign=depth > 0)
            if depth and name in _FOREIGN:
                depth -= 1
        else:
            token = Token(html, "start", name, at, end, match.start(3), foreign=depth > 0)
            yield token
            if name in _FOREIGN:
                depth += not token.is_self_closing
            elif name in RAW and not depth:
                close = _raw_end(html, name, end)
                if close < 0:
                    yield Token(html, "unclosed", name, at, len(html), end, foreign=False)
                    return
                at = close
                continue
        at = find("<", end)


def plain_text(html: str) -> str:
    """The characters that ``html`` shows: its text without tags, comments, scripts and styles, references resolved."""
    pieces: list[str] = []
    at, hidden = 0, False
    for token in tokens(html):
        if not hidden:
            pieces.append(html[at : token.at])
        at = token.end
        hidden = token.kind == "start" and token.name in _HIDDEN and not token.foreign
    if not hidden:
        pieces.append(html[at:])
    text = "".join(pieces)
    return unescape(text) if "&" in text else text


def _no_tag(html: str, at: int) -> int:
    """Past what the ``<`` at ``at`` begins when it is no complete tag: itself, or a comment; -1 when it never ends."""
    second = html[at + 1 : at + 2]
    if second == "/":
        third = html[at + 2 : at + 3]
        if third in {"", ">"}:
            return at + 1
        return -1 if _LETTER.match(third) else html.find(">", at) + 1 or -1
    if second in {"!", "?"}:
        if html.startswith(("<!-->", "<!--->"), at):
            return html.index(">", at) + 1
        if html.startswith("<!--", at):
            match = _COMMENT_END.search(html, at + 4)
            return -1 if match is None else match.end()
        return html.find(">", at) + 1 or -1
    return -1 if _LETTER.match(second) else at + 1


def _raw_end(html: str, name: str, at: int) -> int:
    """Where the end tag of a raw element begins; -1 when there is none."""
    if name == "plaintext":
        return -1
    match = re.compile(f"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE).search(html, at)
    return -1 if match is None else match.start()
