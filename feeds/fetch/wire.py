"""One request, observed: what came, how much of it, how fast, from where; never more than the limits allow.

httpx says what a URL means and httpcore, which it is built on, speaks HTTP; its connection pool is left out, because
its work grows with the square of the connections (https://github.com/encode/httpx/issues/3215) and a feed's host is
asked once or a few times. So are httpx's cookies, redirects and decoding: each would hide what is to be observed.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import aclosing
from types import MappingProxyType, TracebackType
from typing import Protocol, Self

import certifi
import httpcore

from feeds import __version__
from feeds.fetch.addresses import Address, address, bare, redacted, redirected
from feeds.fetch.encodings import ACCEPTED, Decoder, UndecodableError, decoder
from feeds.fetch.network import Connection, Family, Limits, Names, Resolver, StoppedError, look_up
from feeds.source.delivery import Answer, Delivery, Failure, Observed, Trouble, Visit
from feeds.source.source import Source

REDIRECTS = 5
MOVES = frozenset({301, 302, 303, 307, 308})
USER_AGENT = f"feeds/{__version__} (feed validator)"
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "application/json;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
NOTHING: Mapping[str, str] = MappingProxyType({})
SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})
# The fields of a request that an answer remembers: those that a server may answer differently for.
TOLD = frozenset({"accept", "accept-encoding", "if-none-match", "if-modified-since", "origin", "range"})
FREE = 1_000_000  # bytes that may come out of any compression ratio
ADVICE: Mapping[Trouble, str] = {
    "name": "Check the spelling of the address, and its entry in the DNS.",
    "connect": "Check the address, and whether the server runs.",
    "tls": "Readers refuse it too: mend the certificate or the TLS settings.",
    "timeout": "Try again later; if it stays so, look into the server's log.",
    "redirects": "Give the address that the feed is at, and mend the redirect.",
    "refused": "Only public addresses may be asked here.",
    "too-large": "Readers stop sooner than that: publish fewer items, or none of their pictures inside the feed.",
    "bomb": "No feed is like that; whoever reads it has to assume an attack.",
    "slow": "Readers give up sooner than that: look for what holds the server up.",
    "protocol": "Look at what really answers on that port.",
    "cut": "Look into the server's log for what ends it, and at whatever stands in between.",
    "encoding": "Correct the Content-Encoding, or leave it out.",
    "headers": "Look for what adds them.",
    "offline": "Run once without --offline.",
    "url": "Correct the address.",
}
CRUMBS = 2_000  # pieces of a body until their mean size is looked at
CRUMB = 16  # bytes a piece, at least: smaller ones are only there to be work


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


class Wire:
    """The network. Every argument has a default that is right for checking feeds from a terminal.

    ``public_only`` refuses every address that is not public; ``context`` says whom TLS trusts (the operating system's
    and certifi's authorities by default); ``resolver`` looks names up; ``clock`` counts seconds.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        public_only: bool = False,
        context: ssl.SSLContext | None = None,
        resolver: Resolver = look_up,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._user_agent = user_agent
        self._public_only = public_only
        self._contexts: dict[bool, ssl.SSLContext] = {} if context is None else {False: context, True: context}
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
        sent = self._fields(where, headers, http2=http2)
        connection = Connection(self._names, self.limits, self._clock, family=family, public_only=self._public_only)
        exchange = _Exchange(self, connection, method, where, sent)
        try:
            async with asyncio.timeout(self.limits.total):
                return await exchange.run(limit or self.limits.body, keep=keep, http2=http2)
        except TimeoutError:
            return exchange.ended("slow", f"was not there after {self.limits.total:.0f} seconds")
        except StoppedError as wrong:
            return exchange.stopped(wrong.failure)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError) as wrong:
            return exchange.ended(*_protocol(str(wrong)))
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

    @property
    def clock(self) -> Callable[[], float]:
        """What counts the seconds."""
        return self._clock

    def _fields(self, where: Address, headers: Mapping[str, str], *, http2: bool) -> dict[str, str]:
        host = str(where.origin).partition("://")[2]
        fields = {"host": host, "user-agent": self._user_agent, "accept": ACCEPT, "accept-encoding": ACCEPTED}
        if where.login:
            fields["authorization"] = where.login
        if not http2:
            fields["connection"] = "close"
        return fields | {name.lower(): value for name, value in headers.items()}


class _Exchange:
    """One request under way, and what is known of its answer so far."""

    def __init__(self, wire: Wire, connection: Connection, method: str, where: Address, sent: dict[str, str]) -> None:
        self._wire = wire
        self._connection = connection
        self._method = method
        self._where = where
        self._sent = sent
        self._began = wire.clock()
        self._first = 0.0
        self._response: httpcore.Response | None = None
        self._body: bytearray | None = None
        self._digest = hashlib.sha256()
        self._compressed = self._size = 0

    async def run(self, limit: int, *, keep: bool, http2: bool) -> Answer:
        """The answer. Raises StoppedError, TimeoutError and what httpcore raises; ``ended`` makes the best of it."""
        origin, where = self._where.origin, self._where
        scheme, host = origin.scheme.encode(), origin.host.encode()
        line = httpcore.AsyncHTTPConnection(
            httpcore.Origin(scheme, host, origin.port),
            ssl_context=self._wire.context(http2=http2) if origin.scheme == "https" else None,
            http2=http2,
            network_backend=self._connection,
        )
        try:
            self._response = response = await line.handle_async_request(
                httpcore.Request(
                    self._method,
                    httpcore.URL(scheme=scheme, host=host, port=origin.port, target=where.target),
                    headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in self._sent.items()],
                )
            )
            self._first = self._wire.clock() - self._began
            if self._connection.stream is not None:
                self._connection.stream.answered = True
            return await self._read(response, limit, keep=keep)
        finally:
            await line.aclose()

    async def _read(self, response: httpcore.Response, limit: int, *, keep: bool) -> Answer:
        bodiless = self._method == "HEAD" or response.status in {204, 304}
        if keep and not bodiless:
            self._body = bytearray()
        cut: Failure | None = None
        undoing = None if bodiless else self._decoder()
        if isinstance(undoing, Failure):
            cut, undoing = undoing, decoder("")
        pieces = 0
        # The stream is an async generator of httpcore's, which is to end here and not when it is collected.
        async with aclosing(response.stream.__aiter__()) as coming:  # type: ignore[union-attr,type-var]
            async for piece in coming:
                pieces += 1
                self._compressed += len(piece)
                if pieces > CRUMBS and self._compressed < CRUMB * pieces:
                    return self._answer(self._failure("slow", f"sends its body in pieces of {CRUMB} bytes and less"))
                if undoing is not None and (told := self._take(undoing, piece, limit)) is not None:
                    return self._answer(told)
        if undoing is not None and cut is None:
            try:
                undoing.finish()
            except UndecodableError as wrong:
                cut = self._failure("encoding", f"has a body that {wrong}")
        return self._answer(cut)

    def _decoder(self) -> Decoder | Failure:
        try:
            return decoder(self._field("content-encoding"))
        except UndecodableError as wrong:
            return self._failure("encoding", f"has a body that {wrong}")

    def _take(self, undoing: Decoder, piece: bytes, limit: int) -> Failure | None:
        """Decode, count and keep; why it ends here."""
        try:
            for out in undoing.feed(piece):
                self._size += len(out)
                self._digest.update(out)
                if self._body is not None:
                    self._body += out
                if self._size > max(FREE, self._wire.limits.ratio * self._compressed):
                    return self._failure("bomb", f"is compressed more than {self._wire.limits.ratio} times")
                if self._size > limit:
                    break
        except UndecodableError as wrong:
            return self._failure("encoding", f"has a body that {wrong}")
        if max(self._size, self._compressed) > limit:
            if self._body is not None:
                del self._body[limit:]
            return self._failure("too-large", f"is larger than {limit:,} bytes")
        return None

    def stopped(self, failure: Failure) -> Observed:
        """The part of an answer that came before it was given up, else why there is none."""
        return self.ended(failure.kind, failure.says, failure)

    def ended(self, kind: Trouble, says: str, known: Failure | None = None) -> Observed:
        """As ``stopped``."""
        if kind == "headers" and self._response is not None:
            kind, says = "protocol", "sends a chunk's head or trailer fields that never end"
        failure = self._failure(kind, says)
        if known is not None and known.tls is not None:
            failure = Failure(failure.kind, failure.says, failure.url, known.tls)
        return failure if self._response is None else self._answer(failure)

    def _failure(self, kind: Trouble, says: str) -> Failure:
        return Failure(kind, f"{self._where.url} {says}. {ADVICE[kind]}", self._where.url)

    def _field(self, name: str) -> str:
        assert self._response is not None
        wanted = name.encode()
        return ", ".join(value.decode("latin-1") for field, value in self._response.headers if field.lower() == wanted)

    def _answer(self, cut: Failure | None) -> Answer:
        response, connection = self._response, self._connection
        assert response is not None
        reason, version = response.extensions.get("reason_phrase", b""), response.extensions.get("http_version", b"")
        return Answer(
            self._method,
            self._where.url,
            response.status,
            tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers),
            None if self._body is None else bytes(self._body),
            reason.decode("latin-1"),
            version.decode("latin-1"),
            self._compressed,
            self._size,
            self._first,
            self._wire.clock() - self._began,
            connection.address,
            tuple((name, value) for name, value in self._sent.items() if name in TOLD),
            connection.tls,
            cut,
            self._digest.hexdigest(),
            self._surplus() if cut is None else 0,
        )

    def _surplus(self) -> int:
        """Bytes that had come behind the end of the body, where the header section says where that is."""
        stream, assert_length = self._connection.stream, self._field("content-length")
        version = self._response.extensions.get("http_version") if self._response is not None else None
        if stream is None or not assert_length or self._field("transfer-encoding") or version == b"HTTP/2":
            return 0
        at = 0
        while (end := stream.head.find(b"\r\n\r\n", at)) >= 0:
            informational = stream.head[at : at + 12].endswith(b" 1", 0, 10)
            at = end + 4
            if not informational:
                return max(0, stream.received - at - self._compressed)
        return 0


async def follow(
    asks: Asks,
    url: str,
    *,
    headers: Mapping[str, str] = NOTHING,
    limit: int | None = None,
    family: Family | None = None,
    redirects: int = REDIRECTS,
) -> tuple[tuple[Answer, ...], Observed]:
    """The answers that redirected, in order, and the last one, or why there is none.

    A login and secret header fields go to the origin of ``url`` only. A circle, a chain of more than ``redirects`` and
    a redirect to something that is not of the web are Failures.
    """
    hops: list[Answer] = []
    seen = {bare(url)}
    while True:
        observed = await asks.ask(url, headers=headers, limit=limit, family=family)
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
) -> Source:
    """The document at a URL, with how it was delivered; ``name`` is the URL asked for, ``url`` where it led to.

    A document that did not come, or not whole, has no ``data``; ``delivery.final`` says why.
    """
    hops, final = await follow(asks, url, headers=headers, limit=limit, family=family)
    delivery = Delivery(bare(url), final, hops, earlier=earlier)
    if isinstance(final, Failure):
        return Source(redacted(url), b"", delivery.url, None, delivery)
    data = final.body or b"" if final.cut is None else b""
    return Source(redacted(url), data, final.url, final.header("content-type"), delivery)


def _protocol(says: str) -> tuple[Trouble, str]:
    """What h11 and h2 say of a server, in our words."""
    if "without complete" in says or "without sending complete" in says or "incomplete" in says:
        return "cut", "ends before the length that it announces"
    if "without sending a response" in says:
        return "protocol", "hangs up without an answer"
    if "buffer" in says and "long" in says:
        return "headers", "sends more header fields than anybody reads"
    return "protocol", f"answers with something that is not HTTP ({says[:200]})"
