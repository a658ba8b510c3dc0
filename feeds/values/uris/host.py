"""Hosts: names and addresses.

Sources: RFC 3986 section 3.2.2 (https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2); RFC 1123 section 2.1 for the
names of hosts (https://www.rfc-editor.org/rfc/rfc1123#section-2.1); RFC 6761 and RFC 6762 for the local ones.
"""

import re
from typing import TYPE_CHECKING, Final

from feeds.values.problem import Problem

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

_FUTURE: Final = re.compile(r"[Vv][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+")
_REGISTERED: Final = re.compile(r"(?:[^\x00-\x7f]|[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_PLAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LABEL: Final = re.compile(r"[A-Za-z0-9_\-%]+")
LOCAL: Final = ("localhost", "local", "localdomain", "lan", "internal", "home.arpa", "test", "invalid")


def host_problem(host: str, at: int, *, named: bool) -> Problem | None:
    """What is wrong with ``host``, which begins at ``at``; ``named``: it must be one that DNS could know."""
    end = at + len(host)
    if _PLAIN.fullmatch(host) is not None and len(host) <= 253:
        return None
    if host.startswith("["):
        return _literal_problem(host, at)
    reached = _REGISTERED.match(host)
    stop = 0 if reached is None else reached.end()
    if stop < len(host):
        return Problem("bad-host", f"'{host[stop]}' in the host", at + stop, at + stop + 1)
    if not named:
        return None
    labels = host.removesuffix(".").split(".")
    start = at
    for label in labels:
        says = _label_problem(label)
        if says is not None:
            return Problem("bad-host", says, start, max(start + len(label), start + 1))
        start += len(label) + 1
    if labels[-1].isascii() and labels[-1].isdigit() and _address(host) is None:
        return Problem("bad-host", f"'{host[:64]}' is neither a name nor an IPv4 address", at, end)
    if len(host) > 253:
        return Problem("bad-host", f"the host has {len(host)} characters; a name has at most 253", at, end)
    return None


def is_local(host: str) -> bool:
    """Whether ``host`` is a name or an address that only this machine or this network knows."""
    name = host.lower().rstrip(".")
    if name[:1] == "[" or name[-1:].isdigit():
        address = _address(name.strip("[]"))
        if address is not None:
            return address.is_private or address.is_loopback or address.is_link_local
    return any(name == local or name.endswith("." + local) for local in LOCAL)


def _address(host: str) -> "IPv4Address | IPv6Address | None":
    from ipaddress import ip_address  # noqa: PLC0415 - few hosts are addresses, and it takes a while to load

    try:
        return ip_address(host) if len(host) < 64 else None
    except ValueError:
        return None


def _literal_problem(host: str, at: int) -> Problem | None:
    end = at + len(host)
    inside = host[1:-1]
    if not host.endswith("]"):
        return Problem("bad-host", "'[' opens an IP address that never closes", at, end)
    if _FUTURE.fullmatch(inside) is not None:
        return None
    if (
        "%" not in inside and ":" in inside and _address(inside) is not None
    ):  # a zone has no place in a document (RFC 6874 section 1)
        return None
    return Problem("bad-host", f"'{inside[:64]}' is not an IPv6 address", at + 1, max(end - 1, at + 1))


def _label_problem(label: str) -> str | None:
    if not label:
        return "an empty name between two dots"
    if len(label) > 63:
        return f"a part of the host has {len(label)} characters; a name has at most 63"
    if label.startswith("-") or label.endswith("-"):
        return f"'{label}' begins or ends with '-', which no name of a host does"
    if label.isascii():
        reached = _LABEL.match(label)
        stop = 0 if reached is None else reached.end()
        return None if stop == len(label) else f"'{label[stop]}' in '{label}', which is no name of a host"
    # The letters, marks and digits of IDNA 2008; the rest of its table is left to those who register names.
    odd = next((c for c in label if not (c.isalnum() or c in "-_%·․" or _is_mark(c))), None)
    return None if odd is None else f"U+{ord(odd):04X} in '{label}', which is no name of a host"


def _is_mark(character: str) -> bool:
    import unicodedata  # noqa: PLC0415 - half a megabyte, needed only for names beyond ASCII

    return unicodedata.category(character)[0] == "M" or character in "\u200c\u200d"
