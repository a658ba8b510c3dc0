"""Mojibake: UTF-8 that was read as Windows-1252 (or ISO 8859-1), as in ``Donâ€™t``, found where it is certain.

A letter such as Ã that begins a sequence and the symbols that continue it also meet by chance, above all before closing
quotes: ``„Spaß“``, ``MAÇÃ”``, ``à «`` with a no-break space. Certain are therefore only

- pairs that begin with Â or Ã, save before what closes a word in capitals,
- triples that begin with â, and quadruples that begin with ð, save where only closing marks follow,
- pairs that begin with Ä or Å inside a word,
- runs of two or more of any other sequences, as Greek, Cyrillic, Hebrew, Arabic, Chinese and Japanese leave them.

Sources: RFC 3629 section 4 for the bytes of UTF-8 (https://www.rfc-editor.org/rfc/rfc3629#section-4); the WHATWG
Encoding Standard for Windows-1252 (https://encoding.spec.whatwg.org/#windows-1252).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from feeds.values.problem import Problem

# The 64 bytes that continue a sequence, as characters of Windows-1252; its five holes and ISO 8859-1 give controls.
_WINDOWS: Final = bytes(byte for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode(
    "cp1252"
)
_NEXT: Final = f"[\x80-\xbf{_WINDOWS}]"
# The first character class lets the search skip what begins no sequence.
_RUN: Final = (
    f"[\xc2-\xf4](?:(?<=[\xc2-\xdf]){_NEXT}|(?<=[\xe0-\xef]){_NEXT}{{2}}|(?<=[\xf0-\xf4]){_NEXT}{{3}})"
    f"(?:[\xc2-\xdf]{_NEXT}|[\xe0-\xef]{_NEXT}{{2}}|[\xf0-\xf4]{_NEXT}{{3}})*+"
)
# The same as the bytes of a document have it: which bytes the characters begin with, and which may follow each.
_AFTER: Final = {
    first: bytes(sorted({each.encode()[1] for each in _WINDOWS if each.encode()[:1] == first}))
    for first in (b"\xc5", b"\xc6", b"\xcb")
}
_BEHIND: Final = rb"(?:\xc2[\x80-\xbf]|" + b"|".join(
    (*(first + b"[" + rest + b"]" for first, rest in _AFTER.items()),
     *sorted(re.escape(each.encode()) for each in _WINDOWS if len(each.encode()) > 2))
) + b")"  # fmt: skip
_WRITTEN: Final = (
    rb"\xc3(?:[\x82-\x9f]" + _BEHIND + rb"|[\xa0-\xaf]" + _BEHIND + rb"{2}|[\xb0-\xb4]" + _BEHIND + rb"{3})"
)
_BYTES: Final = {ord(character): character.encode("cp1252")[0] for character in _WINDOWS}
_CLOSING: Final = frozenset("’”»›…–—‘“®™©\xa0·°")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(_RUN)  # which takes a while, and most texts have no need of it


@cache
def _written() -> re.Pattern[bytes]:
    return re.compile(_WRITTEN)


def may_have_mojibake(utf8: bytes) -> bool:
    """Whether ``mojibake`` could find anything in a text of a document that stands there as it is, not escaped."""
    return not utf8.isascii() and b"\xc3" in utf8 and _written().search(utf8) is not None


def mojibake(text: str) -> Iterator[Problem]:
    """Each run of characters that certainly is UTF-8 read as Windows-1252: ``mojibake``."""
    if text.isascii():
        return
    for match in _run().finditer(text):
        decoded = _decoded(match[0])
        if decoded is not None and _certain(text, match.start(), match.end(), decoded):
            shown = match[0] if len(match[0]) <= 24 else f"{match[0][:24]}…"
            says = f"'{shown}' was '{decoded[:24]}' before its UTF-8 was read as Windows-1252"
            yield Problem("mojibake", says, *match.span())


def _decoded(run: str) -> str | None:
    try:
        return bytes(_BYTES.get(code, code) for code in map(ord, run)).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None


def _certain(text: str, at: int, end: int, decoded: str) -> bool:
    lead, rest = text[at], text[at + 1 : end]
    before = text[at - 1 : at]
    if any(not character.isprintable() and character not in "\xa0\xad\ufeff" for character in decoded):
        return False
    if len(decoded) > 1:
        run = text[at:end]
        odd = (character not in _CLOSING and not "Â" <= character <= "ô" for character in run)
        return len(decoded) > 2 or any(character in "ÂÃâð" for character in run) or any(odd)
    if lead in "ÂÃ":
        return not (rest in _CLOSING and before.isupper())
    if lead in "âð":
        return not all(character in _CLOSING for character in rest)
    if lead == "ï":
        return decoded == "\ufeff"
    after = text[end : end + 1]
    return lead in "ÄÅ" and rest not in _CLOSING and before.isalpha() and after.isalpha()
