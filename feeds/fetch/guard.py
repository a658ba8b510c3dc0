"""``--public-only``: which addresses a service may connect to that checks whatever its users name.

The address is looked at, never the name: what is connected to is one of the addresses that were looked at, so a name
that is answered differently the second time (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import ipaddress

SCHEMES = ("http", "https")

# Blocks that no public server has, from IANA's registries of special-purpose addresses
# (https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry) and, marked, beyond.
# Written out: what the standard library calls global differs between its versions.
BLOCKS = tuple(
    (ipaddress.ip_network(block), meaning)
    for block, meaning in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),  # Azure's; in no registry
        ("169.254.0.0/16", "link-local"),  # 169.254.169.254 is where clouds keep metadata
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discarded"),
        ("2001::/23", "for protocols"),  # Teredo, ORCHID and others
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "for documentation"),
        ("5f00::/16", "for segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)


def not_public(address: str) -> str | None:
    """Why an IP address is none that everybody can reach, such as ``loopback``; None for a public one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "no IP address"
    for block, meaning in BLOCKS:
        if parsed.version == block.version and parsed in block:
            return meaning
    # Of IPv6 only 2000::/3 is given out (RFC 4291, section 2.4).
    if parsed.version == 6 and parsed.packed[0] >> 5 != 1:
        return "reserved"
    return None
