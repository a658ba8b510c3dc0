"""The canonical form of a URI, what differs from it, what else is questionable, and how references are resolved.

Sources: RFC 3986 sections 5.2 and 6.2 (https://www.rfc-editor.org/rfc/rfc3986#section-6.2); RFC 3987 section 5.3.2
(https://www.rfc-editor.org/rfc/rfc3987#section-5.3.2); the IANA registry of URI schemes (tables/schemes.py).
"""

import re
from collections.abc import Iterator
from typing import Final

from feeds.values.problem import Problem
from feeds.values.tables.schemes import SCHEMES
from feeds.values.uris.host import is_local
from feeds.values.uris.parts import Uri, split

_DEFAULT_PORTS: Final = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "gopher": "70"}
_ROOTED: Final = frozenset(("http", "https", "ws", "wss"))  # an empty path is the same as "/"
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_SMALL: Final = re.compile(r"%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])")
_NEEDLESS: Final = re.compile(r"%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
_HIGH: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_DOTS: Final = re.compile(r"(?:^|/)(\.\.?)(?=/|$)")
_SECOND_SCHEME: Final = re.compile(r"https?:/*(?=https?:?//)", re.IGNORECASE)


def canonical(text: str) -> str:
    """``text`` with everything undone that RFC 3986 sections 6.2.2 and 6.2.3 call equivalent.

    Small letters in scheme and host, no default port, no empty path or dot segments, capital escapes and only where
    they are needed, composed characters (NFC). Two texts with one canonical form name the same thing.
    """
    parts = split(text)
    scheme = None if parts.scheme is None else parts.scheme.lower()
    path = _escapes(parts.path)
    host = parts.host
    port = parts.port
    if scheme is not None:
        path = remove_dot_segments(path) if parts.host is not None or path.startswith("/") else path
        if not path and parts.host and scheme in _ROOTED:
            path = "/"
        if port is not None and (not port or port == _DEFAULT_PORTS.get(scheme)):
            port = None
    if host is not None:
        host = _ESCAPE.sub(lambda match: match[0].upper(), _escapes(host).lower())
    query = None if parts.query is None else _escapes(parts.query)
    fragment = None if parts.fragment is None else _escapes(parts.fragment)
    userinfo = None if parts.userinfo is None else _escapes(parts.userinfo)
    return join(Uri("", scheme, userinfo, host, port, path, query, fragment))


def noncanonical(text: str) -> Iterator[Problem]:
    """Each way in which ``text``, a URI or IRI, differs from its canonical form; it matters where it is an identifier.

    Kinds: ``scheme-case``, ``host-case``, ``default-port``, ``empty-port``, ``empty-path``, ``dot-segments``,
    ``escape-case``, ``needless-escape``, ``not-nfc``.
    """
    parts = split(text)
    scheme = parts.scheme or ""
    if scheme != scheme.lower():
        yield Problem("scheme-case", f"'{scheme}', where '{scheme.lower()}' was expected", 0, len(scheme))
    at = len(scheme) + 1 if parts.scheme is not None else 0
    if parts.host is not None:
        at += 2 + (0 if parts.userinfo is None else len(parts.userinfo) + 1)
        end = at + len(parts.host)
        small = _ESCAPE.sub(lambda match: match[0].upper(), parts.host.lower())
        if _ESCAPE.sub(lambda match: match[0].upper(), parts.host) != small:
            yield Problem("host-case", f"'{parts.host}', where '{parts.host.lower()}' was expected", at, end)
        at = end
        if parts.port is not None:
            end = at + 1 + len(parts.port)
            if not parts.port:
                yield Problem("empty-port", "':' without a port", at, end)
            elif parts.port == _DEFAULT_PORTS.get(scheme.lower()):
                yield Problem("default-port", f"{parts.port} is the port of {scheme.lower()} anyway", at, end)
            at = end
        if not parts.path and scheme.lower() in _ROOTED:
            yield Problem("empty-path", "no '/' after the host", at, at)
    if parts.scheme is not None and (parts.host is not None or parts.path.startswith("/")):
        dots = _DOTS.search(parts.path)
        if dots is not None:
            yield Problem("dot-segments", f"the segment '{dots[1]}' in the path", at + dots.start(1), at + dots.end(1))
    yield from _escape_forms(text)


def _escape_forms(text: str) -> Iterator[Problem]:
    if "%" in text:
        small = _SMALL.search(text)
        if small is not None:
            yield Problem("escape-case", f"'{small[0]}', where '{small[0].upper()}' was expected", *small.span())
        needless = _NEEDLESS.search(text)
        if needless is not None:
            says = f"'{needless[0]}', where '{chr(int(needless[0][1:], 16))}' was expected"
            yield Problem("needless-escape", says, *needless.span())
    composed = _composed(text)
    if composed != text:
        at = next((n for n, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed))
        yield Problem("not-nfc", "a letter and its accent are two characters, where one was expected", at, len(text))


def remarks(text: str) -> Iterator[Problem]:
    """What is questionable about ``text``, a well-made URI or IRI, wherever it stands.

    Kinds: ``unregistered-scheme``, ``double-scheme`` (``http://https://…``), ``userinfo`` (a user name or password),
    ``local-host`` (only this machine or network knows it), ``underscore`` (in a host).
    """
    parts = split(text)
    if parts.scheme is None:
        return
    scheme = parts.scheme.lower()
    double = _SECOND_SCHEME.match(text)
    if double is not None:
        yield Problem("double-scheme", f"'{double[0]}' in front of another scheme", 0, double.end())
        return
    if scheme not in SCHEMES:
        hint = ": perhaps 'https' was meant" if set(scheme) <= set("https") else ""
        yield Problem("unregistered-scheme", f"'{parts.scheme}' is not a scheme that IANA lists{hint}", 0, len(scheme))
    if parts.host is None:
        return
    at = len(scheme) + 3
    if parts.userinfo is not None:
        end = at + len(parts.userinfo)
        what = "a password" if ":" in parts.userinfo else "a user name"
        yield Problem("userinfo", f"{what} in front of the host, for everyone to read", at, end)
        at = end + 1
    end = at + len(parts.host)
    if is_local(parts.host):
        yield Problem("local-host", f"'{parts.host}' is known only on its own machine or network", at, end)
    underscore = parts.host.find("_")
    if underscore >= 0:
        says = f"'_' in '{parts.host}', which no name of a host has"
        yield Problem("underscore", says, at + underscore, at + underscore + 1)


def resolve(base: str, reference: str) -> str:
    """What ``reference`` means in a document at ``base``: RFC 3986 section 5.2, strictly; ill-made parts stay as is."""
    part, root = split(reference), split(base)
    if part.scheme is not None:
        path = remove_dot_segments(part.path) if part.host is not None or part.path.startswith("/") else part.path
        return join(Uri("", part.scheme, part.userinfo, part.host, part.port, path, part.query, part.fragment))
    if part.host is not None:
        path = remove_dot_segments(part.path)
        return join(Uri("", root.scheme, part.userinfo, part.host, part.port, path, part.query, part.fragment))
    query = part.query
    if not part.path:
        path = root.path
        query = root.query if query is None else query
    elif part.path.startswith("/"):
        path = remove_dot_segments(part.path)
    else:
        if root.host is not None and not root.path:
            path = "/" + part.path
        else:
            path = root.path[: root.path.rfind("/") + 1] + part.path
        path = remove_dot_segments(path)
    return join(Uri("", root.scheme, root.userinfo, root.host, root.port, path, query, part.fragment))


def join(parts: Uri) -> str:
    """The text that ``parts`` make (RFC 3986 section 5.3)."""
    pieces = []
    if parts.scheme is not None:
        pieces += [parts.scheme, ":"]
    if parts.host is not None:
        pieces.append("//")
        if parts.userinfo is not None:
            pieces += [parts.userinfo, "@"]
        pieces.append(parts.host)
        if parts.port is not None:
            pieces += [":", parts.port]
    elif parts.path.startswith("//"):
        pieces.append("/.")  # else what follows would be taken for a host
    pieces.append(parts.path)
    if parts.query is not None:
        pieces += ["?", parts.query]
    if parts.fragment is not None:
        pieces += ["#", parts.fragment]
    return "".join(pieces)


def remove_dot_segments(path: str) -> str:
    """``path`` without the segments ``.`` and ``..`` (RFC 3986 section 5.2.4)."""
    if "." not in path:
        return path
    rooted = path.startswith("/")
    segments: list[str] = []
    source = path.split("/")[1:] if rooted else path.split("/")
    last = len(source) - 1
    for index, segment in enumerate(source):
        if segment not in {".", ".."}:
            segments.append(segment)
            continue
        if segment == ".." and segments:
            segments.pop()
        if index == last:
            segments.append("")
    return ("/" if rooted else "") + "/".join(segments)


def _escapes(part: str) -> str:
    """``part`` with escapes in capitals and only where needed, its characters composed."""
    if "%" in part:
        part = _NEEDLESS.sub(lambda match: chr(int(match[0][1:], 16)), part)
        part = _ESCAPE.sub(lambda match: match[0].upper(), part)
    return _composed(part)


def _composed(part: str) -> str:
    """``part`` in Unicode's composed form (NFC), where letters beyond ASCII are written out or escaped as UTF-8."""
    if part.isascii() and _HIGH.search(part) is None:
        return part
    import unicodedata  # noqa: PLC0415 - half a megabyte, needed only beyond ASCII

    if not part.isascii():
        return unicodedata.normalize("NFC", part)

    def decoded(match: re.Match[str]) -> str:
        raw = bytes.fromhex(match[0].replace("%", ""))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    text = _HIGH.sub(decoded, part)
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return part
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode("utf-8")) for c in composed)
