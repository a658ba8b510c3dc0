"""What everything that can be asked for a URL has in common, whether it is the network or stands in front of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from feeds.fetch.network import Family
from feeds.source.delivery import Observed, Trouble

NOTHING: Mapping[str, str] = MappingProxyType({})
ADVICE: Mapping[Trouble, str] = {
    "name": "Check the spelling of the address, and its entry in the DNS.",
    "connect": "Check the address, and whether the server runs.",
    "tls": "Readers refuse it too: mend the certificate or the TLS settings.",
    "timeout": "Try again later; if it stays so, look into the server's log.",
    "redirects": "Give the address that the feed is at, and mend the redirect.",
    "refused": "Only public addresses may be asked here.",
    "too-large": "Readers have their limits too: publish fewer items, or none of their pictures inside the feed.",
    "bomb": "No feed is like that; whoever reads it has to assume an attack.",
    "slow": "Readers do not wait for ever either: look for what holds the server up.",
    "protocol": "Look at what really answers on that port.",
    "cut": "Look into the server's log for what ends it, and at whatever stands in between.",
    "encoding": "Correct the Content-Encoding, or leave it out.",
    "headers": "Look for what adds them.",
    "offline": "Run once without --offline.",
    "url": "Correct the address.",
}


class Asks(Protocol):
    """Whatever can be asked for a URL: the wire, and what stands in front of it (politeness, a record, a replay)."""

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = NOTHING,
        keep: bool = True,
        limit: int | None = None,
        family: Family | None = None,
        http2: bool = False,
    ) -> Observed:
        """One answer, or why there is none; never an exception for what a server does."""
