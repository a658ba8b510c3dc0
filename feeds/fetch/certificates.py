"""What a certificate says of itself, read from its DER bytes (RFC 5280, section 4.1; X.690).

The standard library tells it only of certificates that it trusts, and those that it does not are the interesting ones.
Nothing is verified here: that is OpenSSL's work.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator
from typing import NamedTuple

SEQUENCE, SET, OCTETS, UTC_TIME, GENERALIZED_TIME = 0x30, 0x31, 0x04, 0x17, 0x18
VERSION, EXTENSIONS, DNS_NAME, IP_ADDRESS = 0xA0, 0xA3, 0x82, 0x87  # tags that the context gives their meaning
COMMON_NAME, ORGANISATION, ALTERNATIVE_NAMES = b"\x55\x04\x03", b"\x55\x04\x0a", b"\x55\x1d\x11"
ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
NAMES = 100  # of a certificate that are kept; some have thousands


class Certificate(NamedTuple):
    """Who signed it, whom it is for, until when it is valid (UTC)."""

    issuer: str
    subject: str
    expires: dt.datetime | None
    names: tuple[str, ...]


def certificate(der: bytes) -> Certificate | None:
    """What a certificate says; None for bytes that are none."""
    try:
        return _read(der)
    except (ValueError, IndexError, StopIteration):
        return None


def _read(der: bytes) -> Certificate:
    whole = next(_parts(der))[1]
    parts = [part for part in _parts(next(_parts(whole))[1]) if part[0] != VERSION]
    _serial, _algorithm, issuer, validity, subject, _key, *rest = parts
    until = list(_parts(validity[1]))[1]
    return Certificate(_name(issuer[1]), _name(subject[1]), _time(*until), tuple(_names(rest))[:NAMES])


def _parts(der: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each element that stands in ``der``."""
    at = 0
    while at < len(der):
        tag, length = der[at], der[at + 1]
        at += 2
        if length & 0x80:
            octets = length & 0x7F
            if not 1 <= octets <= 4:
                raise ValueError("no length of DER")
            length = int.from_bytes(der[at : at + octets])
            at += octets
        if at + length > len(der):
            raise ValueError("an element ends behind its parent")
        yield tag, der[at : at + length]
        at += length


def _name(der: bytes) -> str:
    """The common name, else the organisation, else "" of a distinguished name."""
    found: dict[bytes, str] = {}
    for tag, relative in _parts(der):
        if tag == SET:
            for _tag, pair in _parts(relative):
                (_, oid), (kind, value) = list(_parts(pair))[:2]
                found.setdefault(oid, value.decode(ENCODINGS.get(kind, "latin-1"), "replace"))
    return found.get(COMMON_NAME) or found.get(ORGANISATION) or ""


def _time(tag: int, value: bytes) -> dt.datetime | None:
    text = value.decode("ascii")
    if tag == UTC_TIME:  # two digits of the year: 50 and above are of the 1900s (RFC 5280, section 4.1.2.5.1)
        text = ("19" if text[:2] >= "50" else "20") + text
    elif tag != GENERALIZED_TIME:
        return None
    return dt.datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=dt.UTC)


def _names(rest: list[tuple[int, bytes]]) -> Iterator[str]:
    for tag, content in rest:
        if tag != EXTENSIONS:
            continue
        for _tag, extension in _parts(next(_parts(content))[1]):
            fields = list(_parts(extension))
            if fields[0][1] != ALTERNATIVE_NAMES:
                continue
            for kind, value in _parts(next(_parts(fields[-1][1]))[1]):
                if kind == DNS_NAME:
                    yield value.decode("ascii", "replace")
                elif kind == IP_ADDRESS:
                    yield str(ipaddress.ip_address(value))
