"""URLs of the web taken apart for a request: what is connected to, what is asked for, and the login that they carry."""

from __future__ import annotations

import base64
import ipaddress
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

LONGEST = 16_384  # characters; servers answer 414 far below that
HOST = re.compile(r"(?:[0-9A-Za-z_-]{1,63}\.)*[0-9A-Za-z_-]{1,63}\.?")
PORTS = {"http": 80, "https": 443}
# Most URLs are of this kind, in which there is nothing to encode, to resolve or to put right.
PLAIN = re.compile(
    r"(https?)://((?:[0-9a-z_-]{1,63}\.)*[0-9a-z_-]{1,63})(?::([1-9][0-9]{0,4}))?"
    r"((?=/)(?:/[A-Za-z0-9_~!$*+,;=:@-][A-Za-z0-9._~!$*+,;=:@-]*)*/?(?:\?[A-Za-z0-9._~!$&*+,;=:@/-]+)?)"
)


class Origin(NamedTuple):
    """Scheme, host and port (RFC 6454, section 4); what a login may be sent to."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


class Address(NamedTuple):
    """A URL that can be asked for: ``url`` is it without login and fragment, ``login`` an Authorization field or ""."""

    origin: Origin
    target: bytes
    url: str
    login: str


def address(url: str) -> Address:
    """A URL taken apart, its host as ASCII and its path percent-encoded.

    Raises ValueError with the words that complete "this URL ..." when it cannot be asked for.
    """
    if len(url) <= LONGEST and (found := PLAIN.fullmatch(url)) is not None:
        scheme, host, port, target = found.groups()
        if len(host) <= 254 and int(port or 1) < 65_536 and (not host[-1].isdigit() or _is_ipv4(host)):
            plain = Origin(scheme, host, int(port) if port else PORTS[scheme])
            return Address(plain, target.encode("ascii"), f"{plain}{target}", "")
    return _unusual(url)


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _unusual(url: str) -> Address:
    """As ``address``, of any URL."""
    import httpx  # noqa: PLC0415 - few URLs need it

    if len(url) > LONGEST:
        raise ValueError(f"is longer than {LONGEST:,} characters")
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as wrong:
        raise ValueError(f"is no URL ({wrong})") from wrong
    if parsed.scheme not in PORTS:
        raise ValueError("is no address of the web: it begins with neither http:// nor https://")
    if not host:
        raise ValueError("names no host")
    if not (":" in host or (len(host) <= 254 and HOST.fullmatch(host))):
        raise ValueError("names a host that cannot be one")
    if not 0 < (parsed.port or 1) < 65_536:
        raise ValueError("names a port that cannot be one")
    login = parsed.userinfo.decode("ascii", "replace")
    origin = Origin(parsed.scheme, host, parsed.port or PORTS[parsed.scheme])
    return Address(origin, parsed.raw_path, f"{origin}{parsed.raw_path.decode('ascii')}", _basic(login))


def redirected(url: str, location: str) -> str:
    """Where a Location field of the answer to ``url`` leads to, without a login unless it leads to the same origin.

    Raises ValueError with the words that complete "this URL ...".
    """
    import httpx  # noqa: PLC0415 - most documents are where they are said to be

    try:
        leads = str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as wrong:
        raise ValueError(f"is no URL ({wrong})") from wrong
    here, there = address(url), address(leads)
    if not here.login or here.origin != there.origin:
        return there.url
    return there.url.replace("//", f"//{urlsplit(url).netloc.rpartition('@')[0]}@", 1)


def redacted(url: str) -> str:
    """The URL with a dot for the user name and password that it may carry."""
    try:
        parts = urlsplit(url)
        if "@" not in parts.netloc:
            return url
        return urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2]))
    except ValueError:
        return url


def bare(url: str) -> str:
    """The URL without the user name and password that it may carry."""
    return redacted(url).replace("//…@", "//", 1)


def _basic(login: str) -> str:
    """The Authorization field of a login (RFC 7617)."""
    if not login:
        return ""
    user, _, password = login.partition(":")
    pair = f"{unquote(user)}:{unquote(password)}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")
