"""Bytes → text: the encodings that pages are saved in, and clear words where it is none of them."""

import re
from contextlib import suppress
from dataclasses import dataclass

from feeds.convert import charsets
from feeds.errors import DocumentError

# By their first bytes; the longer of two that begin alike comes first.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
BINARIES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV, AVI)"),
    (b"{\\rtf", "a rich-text document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
# Two to four bytes that are one character of UTF-8 (RFC 3629 §4, near enough for counting).
CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# More high bytes than a text in a western European language has, or a whole word of them: another 8-bit encoding.
MOST_HIGH = 0.15
HIGH_WORD = re.compile(rb"[\xc0-\xff]{5}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text without byte order mark, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(name: str, data: bytes, limit: int) -> Decoded:
    """The text of a document in UTF-8, UTF-16 or UTF-32 with a byte order mark, or another charset that is plausible.

    Raises DocumentError, with the line where there is one, for a document that is empty, larger than ``limit`` bytes,
    binary, or in another encoding.
    """
    if len(data) > limit:
        raise DocumentError(name, f"it is larger than {limit:,} bytes. Split it, or raise the limit.")
    if not data.strip():
        raise DocumentError(name, "it is empty. Give it a headline and a text, or leave it out.")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_with_mark(name, data[len(mark) :], encoding), encoding)
    for start, kind in BINARIES:
        if data.startswith(start):
            raise DocumentError(name, f"it is {kind}, not a text. Save its text as UTF-8.")
    if b"\x00" in data:
        at = data.index(b"\x00")
        if _is_utf16(data):
            raise DocumentError(name, "it looks like UTF-16 without a byte order mark. Save it as UTF-8.", 1)
        raise DocumentError(
            name, f"it is binary: byte {at} is NUL. Save its text as UTF-8, or leave it out.", _line(data, at)
        )
    other = charsets.seven_bits(data)
    if other is not None:
        return Decoded(*other)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as wrong:
        other = charsets.declared(data)
        if other is not None and not _is_broken_utf8(data):
            return Decoded(*other)
        return _otherwise(name, data, wrong.start)


def _with_mark(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].decode(encoding, "replace").count("\n") + 1
        raise DocumentError(
            name,
            f"its byte order mark says {encoding.upper()}, but byte {wrong.start} is not. Save it as UTF-8.",
            line,
        ) from wrong
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x00"):
        raise DocumentError(name, "it is empty. Give it a headline and a text, or leave it out.")
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise DocumentError(name, "it is binary: it has NUL characters. Save its text as UTF-8, or leave it out.", line)
    return text


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is no ASCII is UTF-8."""
    high = sum(byte >= 0x80 for byte in data)
    return sum(map(len, CHARACTER.findall(data))) * 2 > high


def _otherwise(name: str, data: bytes, at: int) -> Decoded:
    """The text as Windows-1252, where that is what it can be, or in the charset of its language."""
    line = _line(data, at)
    high = sum(byte >= 0x80 for byte in data)
    if _is_broken_utf8(data):
        other = charsets.guessed(data)
        if other is not None:
            return Decoded(*other)
        # Most of it is UTF-8: read as Windows-1252, every quotation mark would come out as three signs.
        raise DocumentError(
            name, f"it is UTF-8 with a broken character (byte {at} is 0x{data[at]:02X}). Mend it there.", line
        )
    plausible = None
    if high <= MOST_HIGH * len(data) and not HIGH_WORD.search(data):
        with suppress(UnicodeDecodeError):
            plausible = data.decode("cp1252")
    other = (charsets.guessed(data) if plausible is None else None) or charsets.relative_of_latin(data, plausible)
    if other is not None:
        return Decoded(*other)
    if plausible is None:
        says = f"it is not UTF-8 (byte {at} is 0x{data[at]:02X}), and its charset cannot be told for sure."
        raise DocumentError(name, f"{says} Save it as UTF-8.", line)
    return Decoded(plausible, "windows-1252")


def _is_utf16(data: bytes) -> bool:
    """Whether nearly every second byte of the beginning is zero, always the same second."""
    start = data[:1000]
    return any(start[offset::2].count(0) * 10 > len(start[offset::2]) * 7 for offset in (0, 1)) and len(data) > 3


def _line(data: bytes, at: int) -> int:
    before = data[:at]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
