"""Plain text that is not what it should be: characters that XML forbids, mojibake, escapes, markup.

Sources: XML 1.0 section 2.2 for characters (https://www.w3.org/TR/xml/#charsets); the WHATWG Encoding Standard for
Windows-1252 (https://encoding.spec.whatwg.org/#windows-1252) and the HTML Standard for the names of entities
(https://html.spec.whatwg.org/multipage/named-characters.html).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from feeds.values.problem import Problem
from feeds.values.tables.html import ELEMENTS

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_CONTROL: Final = re.compile("[\x80-\x9f]+")
_REPLACEMENT: Final = re.compile("\ufffd+")
_BROKEN: Final = re.compile("[\x80-\x9f\ufffd]")
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TWICE: Final = re.compile(r"&amp;(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)((?:[\s/][^<>]*+)?)>")


def illegal_characters(text: str) -> Iterator[Problem]:
    """Each run of characters that no XML document may hold, not even as references: ``xml-illegal``."""
    for match in _ILLEGAL.finditer(text):
        yield Problem("xml-illegal", f"U+{ord(match[0][0]):04X}, which XML does not allow", *match.span())


_LOST: Final = re.compile(rb"\xef\xbf\xbd")
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_WRITTEN: Final = re.compile(rb"&#0*(?:1[2-5][0-9]|65533|[xX]0*(?:[89][0-9A-Fa-f]|[fF]{3}[dD]));")
_TRIES: Final = 100  # first bytes that are looked at one by one before an expression goes through the rest


def may_have_bad_characters(utf8: bytes) -> bool:
    """Whether a document has anything that ``bad_characters`` could find, written as it is or as a reference.

    An expression goes through every byte, and so does a search for two; a search for one is ten times as fast, so these
    are found by the one byte of theirs that is rarest.
    """
    if not utf8.isascii() and (_occurs(utf8, b"\xef", _LOST) or _occurs(utf8, b"\xc2", _C1)):
        return True
    return _occurs(utf8, b"#", _WRITTEN, back=1)


def _occurs(utf8: bytes, rare: bytes, sign: re.Pattern[bytes], back: int = 0) -> bool:
    """Whether the sign occurs, which has the rare byte ``back`` bytes behind its beginning."""
    at = utf8.find(rare, back)
    tries = 0
    while at >= 0 and tries < _TRIES:
        if sign.match(utf8, at - back) is not None:
            return True
        at = utf8.find(rare, at + 1)
        tries += 1
    return at >= 0 and sign.search(utf8, at - back) is not None


def bad_characters(text: str) -> Iterator[Problem]:
    """Each run of characters that a broken conversion leaves: ``replacement`` (U+FFFD), ``windows-1252``, ``control``.

    Nobody types the C1 controls: they are bytes of Windows-1252 that were taken for ISO 8859-1, or, where Windows-1252
    has no such byte (``control``), a part of mojibake.
    """
    if text.isascii():
        return
    if _BROKEN.search(text) is None:
        return
    for match in _REPLACEMENT.finditer(text) if "\ufffd" in text else ():
        yield Problem("replacement", "U+FFFD, which stands for a character that was lost", *match.span())
    for match in _CONTROL.finditer(text):
        meant = match[0][:16].encode("latin-1").decode("cp1252", "ignore")
        says = f"the control character U+{ord(match[0][0]):04X}"
        if meant:
            yield Problem("windows-1252", f"{says}, which was '{meant}' in Windows-1252", *match.span())
        else:
            yield Problem("control", says, *match.span())


def entities(text: str) -> Iterator[Problem]:
    """Each reference to a character in plain text, where it is seen as it stands: ``entity``."""
    if "&" not in text:
        return
    for match in _REFERENCE.finditer(text):
        meant = _meaning(match[0])
        if meant is not None:
            yield Problem("entity", f"'{match[0]}', where '{meant}' was expected", *match.span())


def escaped_twice(html: str) -> Iterator[Problem]:
    """Each reference in HTML that was escaped once too often, such as ``&amp;nbsp;``: ``escaped-twice``."""
    for match in _TWICE.finditer(html):
        once = f"&{match[0][5:]}"
        if _meaning(once) is not None:
            yield Problem("escaped-twice", f"'{match[0]}' is shown as '{once}'", *match.span())


def markup(text: str) -> Iterator[Problem]:
    """Each HTML tag in plain text: ``tag``; ``a < b``, ``<3`` and ``<gorilla>`` are none."""
    if "<" not in text:
        return
    for match in _TAG.finditer(text):
        slash, name, rest = match.groups()
        if name.lower() not in ELEMENTS:
            continue
        bare = rest.strip(" \t\r\n/")
        if bare and (slash or "=" not in bare):  # "if a <b and c> d" is no markup
            continue
        yield Problem("tag", f"the tag '<{slash}{name}>'", *match.span())


def _meaning(reference: str) -> str | None:
    """The characters that a reference with its ``&`` and ``;`` stands for, None when it is none."""
    if reference[1] == "#":
        code = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else None
    return _named().get(reference[1:])


@cache
def _named() -> dict[str, str]:
    from html.entities import html5  # noqa: PLC0415 - two thousand names, needed only where a reference stands

    return html5
