"""Which proxy a request goes through, by the variables that curl and most others go by.

There is no standard; https://curl.se/docs/manpage.html#ENVIRONMENT describes what is usual.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import NamedTuple

from feeds.fetch.addresses import Origin


class Proxies(NamedTuple):
    """The proxies' URLs, "" for none, and the hosts that are reached without."""

    http: str = ""
    https: str = ""
    bypass: tuple[str, ...] = ()

    def of(self, origin: Origin) -> str:
        """The proxy for an origin; "" for none."""
        proxy = self.https if origin.scheme == "https" else self.http
        return "" if not proxy or any(_is_meant(each, origin) for each in self.bypass) else proxy


NONE = Proxies()


def proxies(env: Mapping[str, str]) -> Proxies:
    """What ``http_proxy``, ``https_proxy``, ``all_proxy`` and ``no_proxy`` say; small letters come first.

    HTTP_PROXY in capitals is not looked at in a CGI program, which has it from the request (https://httpoxy.org/).
    """
    every = _variable(env, "all_proxy")
    plain = env.get("http_proxy") or ("" if "REQUEST_METHOD" in env else env.get("HTTP_PROXY", ""))
    bypass = tuple(part for each in _variable(env, "no_proxy").lower().split(",") if (part := each.strip()))
    return Proxies(_url(plain or every), _url(_variable(env, "https_proxy") or every), bypass)


def _variable(env: Mapping[str, str], name: str) -> str:
    return env.get(name) or env.get(name.upper(), "")


def _url(named: str) -> str:
    return named if not named or "://" in named else f"http://{named}"


def _is_meant(bypass: str, origin: Origin) -> bool:
    """Whether an entry of no_proxy covers an origin: ``*``, a name and all below it, an address, a block of them."""
    if bypass == "*":
        return True
    host = origin.host.lower()
    if "/" in bypass:
        try:
            return ipaddress.ip_address(host) in ipaddress.ip_network(bypass, strict=False)
        except ValueError:
            return False
    name, _, port = bypass.rpartition(":") if bypass.count(":") == 1 else (bypass, "", "")
    if port and port != str(origin.port):
        return False
    name = (name or bypass).strip("[]").removeprefix("*").lstrip(".")
    return host == name or host.endswith("." + name)
