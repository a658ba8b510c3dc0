"""One request, observed: what came, how much of it, how fast, from where; never more than the limits allow.

httpx says what a URL means and httpcore, which it is built on, speaks HTTP; its connection pool is left out, because
its work grows with the square of the connections (https://github.com/encode/httpx/issues/3215) and a feed's host is
asked once or a few times. So are httpx's cookies, redirects and decoding: each would hide what is to be observed.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import certifi
import httpcore

from feeds import __version__
from feeds.fetch.addresses import Address, address, bare, redacted, redirected
from feeds.fetch.asking import ADVICE, NOTHING, Asks
from feeds.fetch.cache import Remembering
from feeds.fetch.encodings import ACCEPTED
from feeds.fetch.exchange import Exchange, of_protocol
from feeds.fetch.memory import Memory
from feeds.fetch.names import Names, Resolver, look_up
from feeds.fetch.network import Connection, Family, Limits, StoppedError
from feeds.fetch.proxies import NONE, Proxies
from feeds.source.delivery import Answer, Delivery, Failure, Observed, Visit
from feeds.source.source import Source

__all__ = ["NOTHING", "USER_AGENT", "Asks", "Family", "Limits", "Wire", "deliver", "follow"]

REDIRECTS = 5
MOVES = frozenset({301, 302, 303, 307, 308})
USER_AGENT = f"feeds/{__version__} (feed validator)"
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "application/json;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})


class Wire:
    """The network. Every argument has a default that is right for checking feeds from a terminal.

    ``public_only`` refuses every address that is not public; ``context`` says whom TLS trusts (the operating system's
    and certifi's authorities by default); ``proxies`` are gone through; ``resolver`` looks names up; ``clock`` counts
    seconds.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        public_only: bool = False,
        context: ssl.SSLContext | None = None,
        proxies: Proxies = NONE,
        resolver: Resolver = look_up,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._user_agent = user_agent
        self._public_only = public_only
        self._contexts: dict[bool, ssl.SSLContext] = {} if context is None else {False: context, True: context}
        self._proxies = proxies
        self._names = Names(resolver)
        self._clock = clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._names.close()

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
        """One request and its answer, redirects not followed; why there is none as a Failure.

        ``headers`` are added to, and replace, those that are always sent. ``limit`` bounds the decoded body, in bytes:
        what comes before it is kept, unless ``keep`` is false. ``family`` allows only IPv4 or IPv6; ``http2`` offers
        HTTP/2 in the TLS handshake.
        """
        try:
            where = address(url)
        except ValueError as wrong:
            return Failure("url", f"{redacted(url)[:200]} {wrong}.", bare(url)[:200])
        named = self._proxies.of(where.origin)
        try:
            proxy = address(named) if named else None
        except ValueError as wrong:
            return Failure(
                "connect", f"The proxy {redacted(named)[:200]} {wrong}. Correct the proxy's address.", where.url
            )
        if proxy is not None and (self._public_only or proxy.origin.scheme != "http"):
            why = "hides which address is connected to" if self._public_only else "is none that speaks HTTP itself"
            return Failure("refused", f"{where.url} is behind the proxy {proxy.origin}, which {why}.", where.url)
        sent = self._fields(where, headers, http2=http2)
        connection = Connection(
            self._names, self.limits, self._clock, family=family, public_only=self._public_only, direct=proxy is None
        )
        exchange = Exchange(self.limits, self._clock, connection, method, where, sent)
        context = self.context(http2=http2) if where.origin.scheme == "https" else None
        try:
            async with asyncio.timeout(self.limits.total):
                return await exchange.run(context, limit or self.limits.body, keep=keep, http2=http2, proxy=proxy)
        except TimeoutError:
            return exchange.ended("slow", f"was not there after {self.limits.total:.0f} seconds")
        except StoppedError as wrong:
            return exchange.stopped(wrong.failure)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError) as wrong:
            return exchange.ended(*of_protocol(str(wrong)))
        except httpcore.ProxyError as wrong:
            return exchange.ended("connect", f"is not let through by the proxy: {wrong}")
        except httpcore.LocalProtocolError as wrong:
            return exchange.ended("url", f"cannot be asked for: {wrong}")
        except (OSError, httpcore.NetworkError) as wrong:
            return exchange.ended("connect", f"cannot be connected to: {wrong}")
        except Exception as wrong:  # noqa: BLE001 - a gap in httpcore, h11 or h2 must not stop a run
            return exchange.ended(
                "protocol", f"answers with something that is not HTTP ({type(wrong).__name__}: {wrong})"
            )

    def context(self, *, http2: bool) -> ssl.SSLContext:
        """Whom TLS trusts; one context with HTTP/2 and one without, since httpcore sets ALPN on it."""
        if http2 not in self._contexts:
            context = ssl.create_default_context()
            context.load_verify_locations(certifi.where())
            self._contexts[http2] = context
        return self._contexts[http2]

    def _fields(self, where: Address, headers: Mapping[str, str], *, http2: bool) -> dict[str, str]:
        host = str(where.origin).partition("://")[2]
        fields = {"host": host, "user-agent": self._user_agent, "accept": ACCEPT, "accept-encoding": ACCEPTED}
        if where.login:
            fields["authorization"] = where.login
        if not http2:
            fields["connection"] = "close"
        return fields | {name.lower(): value for name, value in headers.items()}


async def follow(
    asks: Asks,
    url: str,
    *,
    headers: Mapping[str, str] = NOTHING,
    limit: int | None = None,
    family: Family | None = None,
    redirects: int = REDIRECTS,
    memory: Memory | None = None,
) -> tuple[tuple[Answer, ...], Observed]:
    """The answers that redirected, in order, and the last one, or why there is none.

    A login and secret header fields go to the origin of ``url`` only. A circle, a chain of more than ``redirects`` and
    a redirect to something that is not of the web are Failures. Whether it has changed is asked where the URL comes up
    that ``memory`` is of: the answer may then be a 304.
    """
    hops: list[Answer] = []
    seen = {bare(url)}
    while True:
        known = memory is not None and memory.answer.url == bare(url)
        asked = {**headers, **memory.conditions} if memory is not None and known else headers
        observed = await asks.ask(url, headers=asked, limit=limit, family=family)
        location = observed.header("location") if isinstance(observed, Answer) and observed.status in MOVES else None
        if isinstance(observed, Failure) or not location:
            return tuple(hops), observed
        hops.append(observed)
        try:
            leads = redirected(url, location)
        except ValueError as wrong:
            says = f"{observed.url} redirects to {redacted(location)[:200]!r}, which {wrong}. {ADVICE['redirects']}"
            return tuple(hops), Failure("redirects", says, observed.url)
        if bare(leads) in seen:
            says = f"{observed.url} redirects in a circle, to {bare(leads)}. {ADVICE['redirects']}"
            return tuple(hops), Failure("redirects", says, observed.url)
        if len(hops) > redirects:
            says = f"{hops[0].url} redirects more than {redirects} times. {ADVICE['redirects']}"
            return tuple(hops), Failure("redirects", says, observed.url)
        if address(leads).origin != address(url).origin:
            headers = {name: value for name, value in headers.items() if name.lower() not in SECRETS}
        seen.add(bare(leads))
        url = leads


async def deliver(
    asks: Asks,
    url: str,
    *,
    earlier: Visit | None = None,
    headers: Mapping[str, str] = NOTHING,
    limit: int | None = None,
    family: Family | None = None,
    conditional: bool = False,
) -> Source:
    """The document at a URL, with how it was delivered; ``name`` is the URL asked for, ``url`` where it led to.

    A document that did not come, or not whole, has no ``data``; ``delivery.final`` says why. What ``asks`` remembers of
    an earlier run is ``delivery.earlier``; with ``conditional`` the server is only asked whether it has changed, and
    where it has not, ``delivery.final`` is the earlier answer, marked as ``stored``, with the header fields of now.
    """
    remembering = asks if isinstance(asks, Remembering) else None
    memory = remembering.cache.recall(url) if remembering is not None else None
    hops: tuple[Answer, ...] = ()
    final: Observed
    if memory is not None and remembering is not None and remembering.offline and memory.answer.body is not None:
        final = memory.answer
    else:
        hops, final = await follow(
            asks, url, headers=headers, limit=limit, family=family, memory=memory if conditional else None
        )
        if isinstance(final, Answer) and final.status == 304 and memory is not None and final.url == memory.answer.url:
            head = await asks.ask(final.url, method="HEAD", headers=headers, keep=False, family=family)
            confirmed = memory.confirmed(head) if isinstance(head, Answer) else None
            if confirmed is None:
                hops, final = await follow(asks, url, headers=headers, limit=limit, family=family)
            else:
                final = confirmed
        if isinstance(final, Answer) and remembering is not None:
            remembering.cache.keep(url, final)
    if earlier is None and memory is not None:
        earlier = memory.visit
    delivery = Delivery(bare(url), final, hops, earlier=earlier)
    if isinstance(final, Failure):
        return Source(redacted(url), b"", delivery.url, None, delivery)
    data = final.body or b"" if final.cut is None else b""
    return Source(redacted(url), data, final.url, final.header("content-type"), delivery)
