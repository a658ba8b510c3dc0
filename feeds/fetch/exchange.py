"""One request under way: sent, its answer read, decoded and counted, and cut where it must be."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable
from contextlib import aclosing

import httpcore

from feeds.fetch.addresses import PORTS, Address
from feeds.fetch.asking import ADVICE
from feeds.fetch.encodings import Decoder, UndecodableError, decoder
from feeds.fetch.network import Connection, Limits
from feeds.source.delivery import Answer, Failure, Observed, Trouble

# The fields of a request that an answer remembers: those that a server may answer differently for.
TOLD = frozenset({"accept", "accept-encoding", "if-none-match", "if-modified-since", "origin", "range"})
FREE = 1_000_000  # bytes that may come out of any compression ratio
CRUMBS = 2_000  # pieces of a body until their mean size is looked at
CRUMB = 16  # bytes a piece, at least: smaller ones are only there to be work


class Exchange:
    """One request under way, and what is known of its answer so far."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        connection: Connection,
        method: str,
        where: Address,
        sent: dict[str, str],
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._connection = connection
        self._method = method
        self._where = where
        self._sent = sent
        self._began = clock()
        self._first = 0.0
        self._response: httpcore.Response | None = None
        self._body: bytearray | None = None
        self._digest = hashlib.sha256()
        self._compressed = self._size = 0

    async def run(
        self, context: ssl.SSLContext | None, limit: int, *, keep: bool, http2: bool, proxy: Address | None = None
    ) -> Answer:
        """The answer. Raises StoppedError, TimeoutError and what httpcore raises; ``ended`` makes the best of it."""
        origin, where = self._where.origin, self._where
        scheme, host = origin.scheme.encode(), origin.host.encode()
        usual = origin.port == PORTS[origin.scheme]
        line: httpcore.AsyncHTTPConnection | httpcore.AsyncHTTPProxy
        if proxy is None:
            line = httpcore.AsyncHTTPConnection(
                httpcore.Origin(scheme, host, origin.port),
                ssl_context=context,
                http2=http2,
                network_backend=self._connection,
            )
        else:
            login = [("Proxy-Authorization", proxy.login)] if proxy.login else None
            line = httpcore.AsyncHTTPProxy(
                proxy.url, proxy_headers=login, ssl_context=context, http2=http2, network_backend=self._connection
            )
        try:
            self._response = response = await line.handle_async_request(
                httpcore.Request(
                    self._method,
                    httpcore.URL(scheme=scheme, host=host, port=None if usual else origin.port, target=where.target),
                    headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in self._sent.items()],
                )
            )
            self._first = self._clock() - self._began
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
                if self._size > max(FREE, self._limits.ratio * self._compressed):
                    return self._failure("bomb", f"is compressed more than {self._limits.ratio} times")
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
            self._clock() - self._began,
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


def of_protocol(says: str) -> tuple[Trouble, str]:
    """What h11 and h2 say of a server, in our words."""
    if "without complete" in says or "without sending complete" in says or "incomplete" in says:
        return "cut", "ends before the length that it announces"
    if "without sending a response" in says:
        return "protocol", "hangs up without an answer"
    if "buffer" in says and "long" in says:
        return "headers", "sends more header fields than anybody reads"
    return "protocol", f"answers with something that is not HTTP ({says[:200]})"
