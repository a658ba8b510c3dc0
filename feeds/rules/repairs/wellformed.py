"""What stops a parser, mended in the whole document at once: the parser tells only of the first of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from feeds.rules.repairs.edits import Case, Fix
from feeds.source import raw
from feeds.source.places import Span
from feeds.source.recover import opening
from feeds.source.rewrite import Edit, stray_characters

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_AMPERSAND: Final = re.compile(rb"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z_:][A-Za-z0-9._:-]{0,40});)")
_LESS: Final = re.compile(rb"<(?![A-Za-z_:/!?\x80-\xff])")
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NUMBER: Final = re.compile(rb"&#(?:([0-9]{1,9})|x([0-9A-Fa-f]{1,8}));")


def _runs(utf8: bytes) -> Iterator[Span]:
    """What is neither a comment, nor a CDATA section, nor a processing instruction; in it references count."""
    at = 0
    while at < len(utf8):
        mark = utf8.find(b"<", at)
        stops = (b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")
        start = at
        while mark >= 0:
            closing = next((close for begin, close in stops if utf8.startswith(begin, mark)), None)
            if closing is not None:
                break
            mark = utf8.find(b"<", mark + 1)
        if mark < 0:
            yield Span(start, len(utf8))
            return
        yield Span(start, mark)
        assert closing is not None
        close = utf8.find(closing, mark + 2)
        at = close + len(closing) if close >= 0 else len(utf8)


def _utf8(case: Case) -> bytes:
    return case.reading.decoded.utf8


def junk(case: Case) -> Fix | None:
    """Everything before the document is taken away."""
    start = opening(_utf8(case))
    tree = case.reading.xml
    if not start or tree is None or tree.recovered != "junk cut off":
        return None
    return Fix((Edit(0, start, ""),), safe=b"<rss" not in _utf8(case)[:start])


def invalid(case: Case) -> Fix | None:
    """Bare ampersands and signs are escaped; characters that XML does not have are left out."""
    utf8 = _utf8(case)
    edits = [Edit(*match.span(), "") for match in _CONTROL.finditer(utf8)]
    if not edits:
        for run in _runs(utf8):
            edits += [_ampersand(utf8, match) for match in _AMPERSAND.finditer(utf8, *run)]
            edits += [Edit(match.start(), match.end(), "&lt;") for match in _LESS.finditer(utf8, *run)]
    return Fix(tuple(sorted(edits))) if edits else None


def _ampersand(utf8: bytes, match: re.Match[bytes]) -> Edit:
    """A bare ampersand escaped; where only the x of a character's number is a capital one, that is mended instead."""
    at = match.end()
    if _CAPITAL.match(utf8, at) is not None:
        return Edit(at + 1, at + 2, "x")
    return Edit(match.start(), at, "&amp;")


_CAPITAL: Final = re.compile(rb"#X[0-9A-Fa-f]{1,6};")


def entities(case: Case) -> Fix | None:
    """Characters for the names that HTML has for them and XML has not."""
    utf8 = _utf8(case)
    edits: list[Edit] = []
    for run in _runs(utf8):
        for match in _ENTITY.finditer(utf8, *run):
            name = match[1].decode()
            meant = html5.get(f"{name};")
            if meant is not None and name not in _OWN:
                edits.append(Edit(*match.span(), meant.replace("&", "&amp;").replace("<", "&lt;")))
    return Fix(tuple(edits)) if edits and (case.document is None or not case.document.entities) else None


def references(case: Case) -> Fix | None:
    """References to characters that XML does not have are left out."""
    utf8 = _utf8(case)
    edits: list[Edit] = []
    for run in _runs(utf8):
        for match in _NUMBER.finditer(utf8, *run):
            number = int(match[1]) if match[1] else int(match[2], 16)
            legal = number in {9, 10, 13} or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
            if not legal and not 0x10000 <= number <= 0x10FFFF:
                edits.append(Edit(*match.span(), ""))
    return Fix(tuple(edits)) if edits else None


def after(case: Case) -> Fix | None:
    """What follows the end of the document is taken away; safe where it is no text of any kind."""
    tree, utf8 = case.reading.xml, _utf8(case)
    if tree is None or tree.fatal is None or tree.fatal.offset <= 0:
        return None
    if tree.recovered == "junk cut off":  # a program's warning in HTML was a document of its own
        return junk(case)
    rest = utf8[tree.fatal.offset :]
    return Fix((Edit(tree.fatal.offset, len(utf8), ""),), safe=not rest.strip(b" \t\r\n\0\x1a"))


def attribute_twice(case: Case) -> Fix | None:
    """The second of two attributes is taken away, where it says the same."""
    tree, utf8 = case.reading.xml, _utf8(case)
    if tree is None or tree.fatal is None:
        return None
    start = utf8.rfind(b"<", 0, tree.fatal.offset + 1)
    seen: dict[str, bytes] = {}
    edits: list[Edit] = []
    for name, where, value in raw.attributes(utf8, start) if start >= 0 else ():
        written = utf8[value.start : value.end]
        if seen.get(name) == written:
            at = where.start
            while utf8[at - 1] in b" \t\r\n":
                at -= 1
            edits.append(Edit(at, value.end + 1, ""))
        seen.setdefault(name, written)
    return Fix(tuple(edits)) if edits else None


# --- the declaration

_WESTERN: Final = frozenset(
    {"en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi", "is", "ca", "gl", "eu", "ga", "af"}
)
_LANGUAGE: Final = re.compile(rb"(?:<(?:dc:)?language>[ \t\r\n]*|xml:lang=[\"'])([A-Za-z]{2})(?![A-Za-z])")


def stray_bytes(case: Case) -> Fix | None:
    """Stray bytes of Windows-1252 in UTF-8 as the characters they are; safe where the language is a western one."""
    decoded = case.reading.decoded
    edits = stray_characters(case.reading.source.data, decoded)
    language = _LANGUAGE.search(decoded.utf8)
    safe = language is not None and language[1].decode().lower() in _WESTERN
    return Fix(tuple(edits), safe) if edits else None


def declared(case: Case) -> Fix | None:
    """The declaration names the charset that the document is in."""
    decoded = case.reading.decoded
    said = decoded.declaration
    if said is None or said.encoding is None or any(each.kind == "undecodable" for each in decoded.troubles):
        return None
    if decoded.basis == "HTTP header":
        return None  # the server speaks of what it sent, and that may be another document than the one mended
    name = {"cp1252": "windows-1252", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(
        decoded.charset, decoded.charset
    )
    edit = Edit(said.encoding_at, said.encoding_at + len(said.encoding.encode()), name)
    return Fix((edit,)) if name != said.encoding else None


def declaration(case: Case) -> Fix | None:
    """The declaration says that the document is in UTF-8, which it is."""
    decoded = case.reading.decoded
    if decoded.charset != "utf-8" or decoded.troubles or decoded.basis == "HTTP header":
        return None
    if decoded.declaration is None:
        return Fix((Edit(0, 0, '<?xml version="1.0" encoding="utf-8"?>\n'),))
    at = _version_end(decoded.utf8)
    return Fix((Edit(at, at, ' encoding="utf-8"'),)) if at else None


_VERSION: Final = re.compile(
    rb"<\?xml[ \t\r\n]{1,99}version[ \t\r\n]{0,99}=[ \t\r\n]{0,99}(?:\"[^\"<>]{0,99}\"|'[^'<>]{0,99}')"
)


def _version_end(utf8: bytes) -> int | None:
    match = _VERSION.match(utf8)
    return match.end() if match else None


def version(case: Case) -> Fix | None:
    """Version 1.0 of XML, which every parser knows."""
    match = _VERSION.match(_utf8(case))
    return Fix((Edit(match.end() - 1 - len(_written_version(match[0])), match.end() - 1, "1.0"),)) if match else None


def _written_version(head: bytes) -> bytes:
    return head[:-1].rpartition(head[-1:])[2]


def mark(case: Case) -> Fix | None:
    """The byte order mark is taken away."""
    return Fix((Edit(-1, 0, ""),)) if case.reading.decoded.marked and case.reading.decoded.charset == "utf-8" else None
