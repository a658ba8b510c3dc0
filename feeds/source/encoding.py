"""Which characters the bytes are: decided here, once, before any parser sees them.

Order of belief for XML: byte order mark, then the charset of the HTTP header, then the XML declaration, then UTF-8
(RFC 7303 §3, https://www.rfc-editor.org/rfc/rfc7303#section-3; XML 1.0 appendix F,
https://www.w3.org/TR/xml/#sec-guessing). JSON is UTF-8 (RFC 8259 §8.1). What follows works on UTF-8 only.
"""

import codecs
import re
from functools import lru_cache
from typing import Literal, NamedTuple

Basis = Literal["byte order mark", "HTTP header", "XML declaration", "first bytes", "default"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How a document begins that has no mark, in the wide encodings: with `<`, or for JSON with `{` or `[`.
_WIDE = tuple(
    (pattern % first, name)
    for first in (b"<", b"{", b"[")
    for pattern, name in (
        (b"%b\0\0\0", "utf-32-le"), (b"\0\0\0%b", "utf-32-be"), (b"%b\0", "utf-16-le"), (b"\0%b", "utf-16-be"))
)  # fmt: skip
_EBCDIC = b"\x4c\x6f\xa7\x94"

_DECLARATION = re.compile(
    r"""<\?xml[ \t\r\n]{1,99}version[ \t\r\n]{0,99}=[ \t\r\n]{0,99}(?:"(?P<v1>[^"<>]{0,99})"|'(?P<v2>[^'<>]{0,99})')"""
    r"""(?:[ \t\r\n]{1,99}encoding[ \t\r\n]{0,99}=[ \t\r\n]{0,99}(?:"(?P<e1>[^"<>]{0,99})"|'(?P<e2>[^'<>]{0,99})'))?"""
)
_CHARSET = re.compile(r""";[ \t]*charset[ \t]*=[ \t]*(?:"([^"]{0,99})"|([^";, \t]{1,99}))""", re.IGNORECASE)
HEAD = 600  # bytes of the document in which its declaration must end


class Declaration(NamedTuple):
    """An XML declaration: its version, its encoding if it gives one, and where the encoding's name stands."""

    start: int
    version: str
    encoding: str | None
    encoding_at: int


class Trouble(NamedTuple):
    """Something wrong with the bytes, at a byte offset of the transcoded document."""

    kind: Literal["unknown-charset", "undecodable", "windows-1252"]
    offset: int
    says: str


class Decoded(NamedTuple):
    """A document as UTF-8 without a byte order mark, and how its charset was decided."""

    utf8: bytes
    charset: str
    basis: Basis
    declaration: Declaration | None
    http_charset: str | None
    troubles: tuple[Trouble, ...]
    marked: bool  # a byte order mark stood in front


def mark_length(data: bytes) -> int:
    """How many bytes the byte order mark takes that a document begins with; 0 where it has none."""
    return next((len(mark) for mark, _name in _MARKS if data.startswith(mark)), 0)


def http_charset(media_type: str | None) -> str | None:
    """The charset parameter of a Content-Type value, or None."""
    match = _CHARSET.search(media_type or "")
    return (match[1] or match[2] or None) if match else None


def declaration(head: str) -> Declaration | None:
    """The XML declaration in the first characters of a document, blanks before it allowed."""
    match = _DECLARATION.search(head)
    if match is None or head[: match.start()].strip("\ufeff \t\r\n"):
        return None
    name = match["e1"] if match["e1"] is not None else match["e2"]
    at = match.start("e1") if match["e1"] is not None else match.start("e2")
    version = match["v1"] if match["v1"] is not None else match["v2"]
    return Declaration(match.start(), version, name, at)


# Text codecs of Python's own that no document is written in.
_NOT_CHARSETS = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "utf-7", "mbcs", "oem"}


# Names of the Encoding Standard and of IANA's registry that Python does not have, but whose charset it reads.
_ALIASES = {
    "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gbk", "x-x-big5": "big5", "windows-949": "cp949",
    "windows-874": "cp874", "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman", "unicode-1-1-utf-8": "utf-8", "iso-10646-ucs-2": "utf-16", "iso-10646-ucs-4": "utf-32",
}  # fmt: skip


@lru_cache(maxsize=64)
def known(charset: str) -> str | None:
    """Python's name for a charset of text, or None where there is no such charset."""
    try:
        info = codecs.lookup(_ALIASES.get(charset.strip().lower(), charset))
    except (LookupError, ValueError):
        return None
    # `rot13`, `zip` and their like are codecs, but not of text; only the private field says so.
    text = bool(getattr(info, "_is_text_encoding", True))
    return info.name if text and info.name not in _NOT_CHARSETS else None


def decode(data: bytes, media_type: str | None = None, *, json: bool = False) -> Decoded:
    """The document in UTF-8; never raises: what cannot be decoded becomes U+FFFD and a Trouble says so."""
    marked = wide = None
    if data[:1] != b"<" or data[1:2] == b"\0":  # else it is neither marked nor wide, as nearly all are
        marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
        wide = next((name for first, name in _WIDE if data.startswith(first)), None)
        if data.startswith(_EBCDIC):
            wide = "cp037"
    over_http = http_charset(media_type) if media_type is not None else None
    head = data[:HEAD]
    body = data[len(marked[0]) :] if marked else data
    declared = None
    if not json:
        declared = declaration(head[len(marked[0]) if marked else 0 :].decode(
            marked[1] if marked else wide or "latin-1", "replace"))  # fmt: skip
    wanted, basis = _decide(marked[1] if marked else None, over_http, declared, wide, json=json)
    troubles: list[Trouble] = []
    name = known(wanted)
    if name is None:
        troubles.append(Trouble("unknown-charset", declared.encoding_at if declared else 0, wanted))
        name = "utf-8"
    return _decoded(body, name, basis, declared, over_http, troubles, marked=marked is not None)


def _decide(
    marked: str | None, over_http: str | None, declared: Declaration | None, wide: str | None, *, json: bool
) -> tuple[str, Basis]:
    if marked:
        return marked, "byte order mark"
    if json:
        return wide or "utf-8", "first bytes" if wide else "default"
    if over_http:
        return over_http, "HTTP header"
    if wide:
        return wide, "first bytes"
    if declared and declared.encoding is not None:
        return declared.encoding, "XML declaration"
    return "utf-8", "default"


def _decoded(
    body: bytes,
    name: str,
    basis: Basis,
    declared: Declaration | None,
    over_http: str | None,
    troubles: list[Trouble],
    *,
    marked: bool,
) -> Decoded:
    if name == "utf-8":
        try:
            body.decode()
        except UnicodeDecodeError as wrong:
            before = body[: wrong.start]
            says = f"byte 0x{body[wrong.start]:02X} is not UTF-8"
            troubles.append(Trouble("undecodable", len(before), says))
            utf8 = _rescued(body).encode()
        else:
            utf8 = body
    else:
        if name == "iso8859-1":
            first = re.search(rb"[\x80-\x9f]", body)
            if first:
                # Browsers and readers read these bytes as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
                at = len(body[: first.start()].decode("latin-1").encode())
                troubles.append(Trouble("windows-1252", at, f"byte 0x{body[first.start()]:02X}"))
                name = "cp1252"
        try:
            utf8 = body.decode(name).encode()
        except UnicodeError as wrong:
            start = wrong.start if isinstance(wrong, UnicodeDecodeError) else 0
            text = body.decode(name, "replace")
            before = body[:start].decode(name, "replace").encode("utf-8", "replace")
            byte = f"byte 0x{body[start]:02X}" if start < len(body) else "the end"
            troubles.append(Trouble("undecodable", len(before), f"{byte} is not {name}"))
            utf8 = text.encode("utf-8", "replace")
    return Decoded(utf8, name, basis, declared, over_http, tuple(troubles), marked)


def _rescued(body: bytes) -> str:
    """Bytes that claim to be UTF-8 and are not, read as what they most likely are: Windows-1252, byte by byte."""
    return body.decode("utf-8", "feeds-windows-1252")


def _windows_1252(wrong: UnicodeError) -> tuple[str, int]:
    assert isinstance(wrong, UnicodeDecodeError)
    return wrong.object[wrong.start : wrong.end].decode("cp1252", "replace"), wrong.end


codecs.register_error("feeds-windows-1252", _windows_1252)
