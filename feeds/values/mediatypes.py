"""Media types (``text/html; charset=utf-8``) and media ranges (``image/*``).

Sources: RFC 6838 section 4.2 for the names (https://www.rfc-editor.org/rfc/rfc6838#section-4.2); RFC 9110 sections
5.6.6, 8.3.1 and 12.5.1 for parameters and ranges (https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.problem import Problem
from feeds.values.tables.mediatypes import MISNOMERS, TOP_LEVEL

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}")
_BAD: Final = re.compile(r"[^A-Za-z0-9!#$&^_.+-]")
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_QUOTED: Final = re.compile(r'"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\x00-\x08\x0a-\x1f\x7f])*+)"')
_GAP: Final = re.compile(r"[ \t]*")


class MediaType(NamedTuple):
    """A media type: its names in small letters, its parameters in order (names in small letters, values unquoted)."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def essence(self) -> str:
        """Type and subtype without the parameters."""
        return f"{self.type}/{self.subtype}"

    def parameter(self, name: str) -> str | None:
        """The value of a parameter, None when it is absent."""
        return next((value for key, value in self.parameters if key == name), None)

    @property
    def is_xml(self) -> bool:
        """Whether it is XML: RFC 7303 sections 4.2 and 9.1, or a name ending in ``/xml`` (RFC 4287 section 4.1.3.3)."""
        return self.subtype == "xml" or self.subtype.endswith(("+xml", "/xml")) or self.subtype == "xml-dtd"

    @property
    def is_html(self) -> bool:
        """Whether it is HTML in either syntax."""
        return self.essence in {"text/html", "application/xhtml+xml"}

    @property
    def is_text(self) -> bool:
        """Whether its top-level type is text."""
        return self.type == "text"

    @property
    def is_composite(self) -> bool:
        """Whether it holds other media: RFC 2046 section 5; Atom content must not (RFC 4287 section 4.1.3.1)."""
        return self.type in {"multipart", "message"}

    @property
    def is_feed(self) -> bool:
        """Whether it is a type that feeds are served with."""
        return self.essence in {
            "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
        }  # fmt: skip


def media_type(text: str) -> MediaType | Problem:
    """The parts of a media type.

    Kinds of problem: ``empty``, ``no-slash``, ``no-type``, ``no-subtype``, ``bad-character``, ``too-long``,
    ``surrounding-blanks``, ``blanks``, ``list``, ``wildcard``, ``bad-parameter``, ``unclosed-quote``,
    ``duplicate-parameter``.
    """
    return _read(text, ranges=False)


def media_range(text: str) -> MediaType | Problem:
    """As ``media_type``, where ``*`` may stand for a subtype, or for both."""
    return _read(text, ranges=True)


def remarks(text: str) -> Iterator[Problem]:
    """What is questionable about a well-made media type: ``unknown-type`` (no such top-level type), ``misnomer``."""
    value = media_range(text)
    if isinstance(value, Problem) or value.type == "*":
        return
    slash = text.index("/")
    if value.type not in TOP_LEVEL:
        yield Problem("unknown-type", f"'{text[:slash]}' is not a registered type", 0, slash)
    better = MISNOMERS.get(value.essence)
    if better is not None:
        end = slash + 1 + len(value.subtype)
        yield Problem("misnomer", f"'{value.essence}' is not registered, where '{better}' is", 0, end)


def _read(text: str, *, ranges: bool) -> MediaType | Problem:
    if not text.strip(BLANKS):
        return Problem("empty", "it is empty, where a media type such as 'text/html' was expected", 0, len(text))
    around = surrounding_blanks(text)
    if around is not None:
        return around
    semicolon = text.find(";")
    essence = (text if semicolon < 0 else text[:semicolon]).rstrip(" \t")
    slash = essence.find("/")
    if slash < 0:
        says = f"'{essence[:64]}' has no '/', where a type and a subtype such as 'text/html' were expected"
        return Problem("no-slash", says, 0, len(essence))
    problem = _name(text, 0, slash, "type") or _name(text, slash + 1, len(essence), "subtype")
    if problem is not None:
        whole = essence.endswith("/*") and (essence == "*/*" or _name(text, 0, slash, "type") is None)
        if not whole:
            return problem
        if not ranges:
            return Problem("wildcard", "'*', where just one type was expected", essence.index("*"), len(essence))
    type_, subtype = essence[:slash], essence[slash + 1 :]
    parameters = _parameters(text, len(essence))
    if isinstance(parameters, Problem):
        return parameters
    return MediaType(type_.lower(), subtype.lower(), parameters)


def _name(text: str, at: int, end: int, what: str) -> Problem | None:
    if _NAME.fullmatch(text, at, end) is not None:
        return None
    if at == end:
        side = "in front of" if what == "type" else "after"
        return Problem(f"no-{what}", f"no {what} {side} '/'", at, at)
    bad = _BAD.search(text, at, end)
    if bad is None:
        if end - at > 127:
            return Problem("too-long", f"the {what} has {end - at} characters; it may have 127", at, end)
        return Problem("bad-character", f"'{text[at]}' at the beginning of the {what}", at, at + 1)
    if bad[0] == ",":
        return Problem("list", "',' after the media type, where just one was expected", bad.start(), len(text))
    if bad[0].isspace():
        return Problem("blanks", "white space inside the media type", *bad.span())
    shown = f"'{bad[0]}'" if bad[0].isprintable() else f"U+{ord(bad[0]):04X}"
    return Problem("bad-character", f"{shown} in the {what}", *bad.span())


def _parameters(text: str, at: int) -> tuple[tuple[str, str], ...] | Problem:
    found: dict[str, str] = {}
    end = len(text)
    while at < end:
        at = _skip(text, at)
        if text[at] != ";":
            return Problem("bad-parameter", f"'{text[at : at + 24]}', where ';' was expected", at, end)
        at = _skip(text, at + 1)
        if at == end or text[at] == ";":  # RFC 9110 section 5.6.6 lets a parameter be empty
            continue
        name = _TOKEN.match(text, at)
        if name is None or text[name.end() : name.end() + 1] != "=":
            return Problem("bad-parameter", f"'{text[at : at + 24]}', where name=value was expected", at, end)
        start = name.end() + 1
        value = _TOKEN.match(text, start)
        if value is None:
            value = _QUOTED.match(text, start)
            if value is None:
                if text[start : start + 1] == '"':
                    return Problem("unclosed-quote", "a quoted value that never closes", start, end)
                return Problem("bad-parameter", f"no value after '{name[0][:64]}='", at, start)
            plain = re.sub(r"\\(.)", r"\1", value[1])
        else:
            plain = value[0]
        key = name[0].lower()
        if key in found:
            return Problem("duplicate-parameter", f"a second '{key[:64]}'", at, value.end())
        found[key] = plain
        at = value.end()
    return tuple(found.items())


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return at if match is None else match.end()
