"""URIs and IRIs: is a text one, and of which parts is it made.

Sources: RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986), RFC 3987 section 2.2
(https://www.rfc-editor.org/rfc/rfc3987#section-2.2) and, for the web's own schemes, RFC 9110 section 4.2
(https://www.rfc-editor.org/rfc/rfc9110#section-4.2).
"""

import re
from typing import Final, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.problem import Problem
from feeds.values.uris.host import host_problem

WEB: Final = frozenset(("http", "https"))
_WITH_HOST: Final = frozenset(("http", "https", "ws", "wss", "ftp"))  # their specifications ask for a host

# RFC 3986 appendix B; every text matches.
_SPLIT: Final = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_ASCII: Final = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"
_NOT_URI: Final = re.compile(f"[^{_ASCII}]")
_NOT_IRI: Final = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f-\x9f]")
_BEYOND: Final = re.compile("[^\x00-\x7f]")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BRACKET: Final = re.compile(r"[\[\]]+")
_RUNS: Final = {
    "space": re.compile(" +"),
    "control": re.compile("[\x00-\x1f\x7f-\x9f]+"),
    "backslash": re.compile(r"\\+"),
    "non-ascii": re.compile("[^\x00-\x7f]+"),
}


class Uri(NamedTuple):
    """A URI, IRI or relative reference in its parts; a part that is absent is None, ``path`` is never absent.

    ``host`` is as written (an IP literal with its brackets), ``port`` its digits, perhaps none.
    """

    text: str
    scheme: str | None
    userinfo: str | None
    host: str | None
    port: str | None
    path: str
    query: str | None
    fragment: str | None

    @property
    def is_web(self) -> bool:
        """Whether it is a full ``http`` or ``https`` URL."""
        return self.scheme is not None and self.scheme.lower() in WEB and bool(self.host)

    @property
    def is_same_document(self) -> bool:
        """Whether it refers to the document that it stands in (RFC 3986 section 4.4)."""
        return self.scheme is None and self.host is None and not self.path and self.query is None


def uri(text: str) -> Uri | Problem:
    """The parts of a URI, which has a scheme and is written in ASCII (RFC 3986 section 3)."""
    return _read(text, iri=False, absolute=True)


def iri(text: str) -> Uri | Problem:
    """The parts of an IRI, which has a scheme (RFC 3987 section 2.2); every URI is one."""
    return _read(text, iri=True, absolute=True)


def uri_reference(text: str) -> Uri | Problem:
    """The parts of a URI or of a relative reference (RFC 3986 section 4.1); the empty text is one."""
    return _read(text, iri=False, absolute=False)


def iri_reference(text: str) -> Uri | Problem:
    """The parts of an IRI or of a relative reference in any script; the empty text is one."""
    return _read(text, iri=True, absolute=False)


def full_url(text: str) -> Uri | Problem:
    """The parts of an ``http`` or ``https`` URI with a host; also ``not-web`` for other schemes."""
    return _web(_read(text, iri=False, absolute=True))


def full_iri(text: str) -> Uri | Problem:
    """As ``full_url``, in any script."""
    return _web(_read(text, iri=True, absolute=True))


def split(text: str) -> Uri:
    """The parts of any text, whether or not they are well made; what a lenient reader sees."""
    return _split(text)[0]


def _web(value: Uri | Problem) -> Uri | Problem:
    if isinstance(value, Problem) or value.is_web:
        return value
    return Problem("not-web", f"the scheme is '{value.scheme}', not 'http' or 'https'", 0, len(value.scheme or ""))


def _split(text: str) -> tuple[Uri, re.Match[str]]:
    match = _SPLIT.fullmatch(text)
    assert match is not None
    scheme, authority, path, query, fragment = match.groups()
    if authority is None:
        return Uri(text, scheme, None, None, None, path, query, fragment), match
    userinfo, at, place = authority.rpartition("@")
    host, colon, port = place.rpartition(":")
    if (
        not colon or "]" in port or ("]" not in host and place.startswith("["))
    ):  # the colons of an IP literal are its own
        host, colon, port = place, "", ""
    return Uri(text, scheme, userinfo if at else None, host, port if colon else None, path, query, fragment), match


def _read(text: str, *, iri: bool, absolute: bool) -> Uri | Problem:
    problem = _characters(text, iri=iri)
    if problem is not None:
        return problem
    value, match = _split(text)
    if value.scheme is None:
        if absolute:
            return _no_scheme(text)
    elif _SCHEME.fullmatch(value.scheme) is None:
        says = f"'{value.scheme[:40]}' is not a scheme, which is a letter, then letters, digits, '+', '-' and '.'"
        return Problem("bad-scheme", says, 0, match.end(1))
    bracket = _BRACKET.search(text, match.start(3))
    if bracket is not None:
        return Problem(
            "bracket", f"'{bracket[0][:1]}' outside a host, where '%5B' or '%5D' was expected", *bracket.span()
        )
    sharp = text.find("#", match.start(5)) if match[5] is not None else -1
    if sharp >= 0:
        return Problem("second-fragment", "a second '#', where '%23' was expected", sharp, sharp + 1)
    return _authority(value, match) or value


def _authority(value: Uri, match: re.Match[str]) -> Problem | None:
    scheme = (value.scheme or "").lower()
    if value.host is None:
        if scheme in _WITH_HOST:
            says = f"no '//' and host after '{value.scheme}:'"
            return Problem("no-host", says, match.end(1), match.end(1) + 1)
        return None
    at, end = match.span(2)
    if not value.host:
        if scheme in _WITH_HOST or value.userinfo is not None or value.port is not None:
            return Problem(
                "no-host", f"no host after '{match[1] or ''}{':' if match[1] else ''}//'", max(at - 2, 0), max(end, at)
            )
        return None
    if value.userinfo is not None:
        sign = value.userinfo.find("@")
        if sign >= 0:
            return Problem("bad-userinfo", "a second '@' before the host", at + sign, at + sign + 1)
        bracket = _BRACKET.search(value.userinfo)
        if bracket is not None:
            return Problem(
                "bad-userinfo", f"'{bracket[0][:1]}' before the host", at + bracket.start(), at + bracket.end()
            )
        at += len(value.userinfo) + 1
    if value.port:
        digits = value.port.isascii() and value.port.isdigit()
        if not digits or len(value.port.lstrip("0")) > 5 or not 0 < int(value.port.lstrip("0") or "0") < 65536:
            start = at + len(value.host) + 1
            return Problem("bad-port", f"the port is '{value.port[:24]}', not a number from 1 to 65535", start, end)
    return host_problem(value.host, at, named=scheme in _WITH_HOST or not scheme)


def _characters(text: str, *, iri: bool) -> Problem | None:
    """The first character that no URI (or IRI) holds, or the first broken escape."""
    found = (_NOT_IRI if iri else _NOT_URI).search(text)
    if iri and not text.isascii():
        found = _not_in_iri(text, len(text) if found is None else found.start()) or found
    if found is None:
        broken = _BAD_ESCAPE.search(text) if "%" in text else None
        if broken is None:
            return None
        at, shown = broken.start(), text[broken.start() : broken.start() + 3]
        return Problem("bad-escape", f"'{shown}' is not '%' and two hexadecimal digits", at, at + len(shown))
    return _bad_character(text, found.start(), iri=iri)


def _not_in_iri(text: str, end: int) -> re.Match[str] | None:
    """The first character beyond ASCII before ``end`` that RFC 3987 section 2.2 keeps out of an IRI.

    These are surrogates, noncharacters and specials; private-use characters too, save in a query.
    """
    question, sharp = text.find("?"), text.find("#")
    query = range(question, len(text) if sharp < 0 else sharp) if question >= 0 else range(0)
    for match in _BEYOND.finditer(text, 0, end):
        code = ord(match[0])
        private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
        if (private and match.start() not in query) or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF:
            return match
        if 0xFFF0 <= code <= 0xFFFF or code & 0xFFFE == 0xFFFE:
            return match
    return None


def _bad_character(text: str, at: int, *, iri: bool) -> Problem:
    character = text[at]
    if character in BLANKS and not text.isspace():
        around = surrounding_blanks(text)
        if around is not None and around.at == at:
            return around
    if character == " ":
        kind, says = "space", "a space, where '%20' was expected"
    elif character < " " or "\x7f" <= character < "\xa0":
        kind, says = "control", f"the control character U+{ord(character):04X}"
    elif character == "\\":
        kind, says = "backslash", "a backslash, where '/' was expected"
    elif character.isascii():
        says = f"'{character}', where '%{ord(character):02X}' was expected"
        return Problem("bad-character", says, at, at + 1)
    elif iri:
        return Problem("bad-character", f"U+{ord(character):04X}, which no IRI may hold", at, at + 1)
    else:
        kind, says = "non-ascii", f"'{character}' is not ASCII, which a URI is made of"
    run = _RUNS[kind].match(text, at)
    return Problem(kind, says, at, at + 1 if run is None else run.end())


def _no_scheme(text: str) -> Problem:
    """Why a text without a scheme has none."""
    if not text:
        return Problem("empty", "it is empty, where a scheme such as 'https:' was expected", 0, 0)
    lower = text[:8].lower()
    if lower.startswith("www."):
        says = "no scheme such as 'https://' in front of 'www.'"
    elif lower.startswith(("http//", "https//", "http/", "https/")):
        says = f"no ':' after '{text[: lower.index('/')]}'"
    elif text.startswith("//"):
        says = "no scheme such as 'https:' in front of '//'"
    else:
        says = "no scheme such as 'https:', so it is relative"
    return Problem("no-scheme", says, 0, len(text))
