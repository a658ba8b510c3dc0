"""One connection for one request: names looked up once, addresses judged, then connected to, and what was seen on it.

Below httpcore, which speaks HTTP on what this gives it. The limits that hold before an answer is understood, on time,
on dripping and on the length of header sections, are held here, where the bytes come in.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import httpcore

from feeds.fetch.certificates import certificate
from feeds.fetch.guard import not_public
from feeds.fetch.names import Resolver, connect, first_that_answers
from feeds.source.delivery import Failure, Tls, TlsProblem, Trouble

Clock = Callable[[], float]
Family = Literal[4, 6]

TRIED = 6  # addresses of one name
PROBLEMS: dict[
    int, TlsProblem
] = {  # OpenSSL's X509_V_ERR_*, https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "untrusted",
    20: "untrusted",
    21: "untrusted",
    62: "wrong-host",
    64: "wrong-host",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken from a server: bytes, seconds, and how often a body may be larger than what was sent of it.

    ``pace`` is the least number of bytes a second, on average, once ``patience`` seconds are over; ``header`` bounds
    everything in front of the body, answers such as 100 Continue included.
    """

    body: int = 20_000_000
    ratio: int = 200
    header: int = 100_000
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    pace: float = 100.0
    patience: float = 20.0


class StoppedError(Exception):
    """Why a request was given up, as ``failure``."""

    def __init__(self, kind: Trouble, says: str, tls: Tls | None = None) -> None:
        super().__init__(says)
        self.failure = Failure(kind, says, tls=tls)


class Connection(httpcore.AsyncNetworkBackend):
    """Where one request goes: ``address`` and ``tls`` are known once it is connected."""

    def __init__(
        self,
        names: Resolver,
        limits: Limits,
        clock: Clock,
        *,
        family: Family | None = None,
        public_only: bool = False,
        direct: bool = True,
    ) -> None:
        self._names = names
        self._limits = limits
        self._family = family
        self._public_only = public_only
        self.direct = direct  # not to a proxy, of which nothing is to be observed
        self._via = "" if direct else "is asked through a proxy that "
        self.clock = clock
        self.address: str | None = None
        self.tls: Tls | None = None
        self.stream: Stream | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's name
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> Stream:
        """A socket connected to the first of the host's addresses that answers. Raises StoppedError."""
        del timeout, local_address, socket_options  # Limits say it
        try:
            async with asyncio.timeout(self._limits.connect):
                connected = await first_that_answers(await self._candidates(host), port)
        except TimeoutError as wrong:
            raise StoppedError(
                "timeout", f"{self._via}lets nobody connect within {self._limits.connect:g} seconds"
            ) from wrong
        except OSError as wrong:
            raise StoppedError("connect", f"{self._via}cannot be connected to: {_reason(wrong)}") from wrong
        peer: str = connected.getpeername()[0]
        if self._public_only and (meaning := not_public(peer)) is not None:
            connected.close()
            raise StoppedError("refused", f"is at {peer}, which is {meaning}")
        self.address = peer if self.direct else None
        self.stream = Stream(connected, self, self._limits)
        return self.stream

    async def _candidates(self, host: str) -> list[str]:
        try:
            found = await self._names(host)
        except OSError as wrong:
            raise StoppedError(
                "name", f"{self._via}has a host name that is not known ({wrong.strerror or wrong})"
            ) from wrong
        if self._family is not None:
            found = [each for each in found if (6 if ":" in each else 4) == self._family]
        if not found:
            version = "" if self._family is None else f"v{self._family}"
            raise StoppedError("name", f"has a host name without an IP{version} address")
        if not self._public_only:
            return list(found[:TRIED])
        public = [each for each in found if not_public(each) is None]
        if not public:
            raise StoppedError("refused", f"is at {found[0]}, which is {not_public(found[0])}")
        return public[:TRIED]


class Stream(httpcore.AsyncNetworkStream):
    """The bytes of a connection; counts what comes, and gives up on who drips or never ends a header section."""

    def __init__(self, connected: socket.socket, connection: Connection, limits: Limits) -> None:
        self._socket: socket.socket | None = connected
        self._connection = connection
        self._limits = limits
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._secure = False
        self.received = 0
        self.head = bytearray()  # what came in front of the body; and behind it, in the piece that ended it
        self.answered = False
        self.restart()

    def restart(self) -> None:
        """Another request begins."""
        self.began = self._connection.clock()
        self.received = 0
        self.head.clear()
        self.answered = False

    async def _open(self, context: ssl.SSLContext | None = None, host: str | None = None) -> asyncio.StreamWriter:
        connected, self._socket = self._socket, None
        assert connected is not None
        if context is None:
            self._reader, self._writer = await asyncio.open_connection(sock=connected)
        else:
            self._reader, self._writer = await asyncio.open_connection(
                sock=connected, ssl=context, server_hostname=host, ssl_handshake_timeout=self._limits.connect,
                ssl_shutdown_timeout=1.0,
            )  # fmt: skip
        return self._writer

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's name
    ) -> Stream:
        """The same connection, encrypted. Raises StoppedError; what the certificate says is then in ``failure.tls``."""
        del timeout
        server_hostname = server_hostname.rstrip(".") if server_hostname is not None else None
        peer: tuple[str, int] | None = None
        try:
            if self._writer is not None:  # through a proxy, which was asked for the tunnel in plain text
                writer = self._writer
                await writer.start_tls(
                    ssl_context, server_hostname=server_hostname, ssl_handshake_timeout=self._limits.connect
                )
                self.restart()
            else:
                assert self._socket is not None
                peer = self._socket.getpeername()[:2]
                writer = await self._open(ssl_context, server_hostname)
        except ssl.SSLCertVerificationError as wrong:
            problem = PROBLEMS.get(wrong.verify_code, "untrusted")
            tls = await self._seen(peer, server_hostname, problem)
            raise StoppedError("tls", _refused(tls, wrong.verify_message), tls) from wrong
        except (ssl.SSLError, ConnectionError, TimeoutError) as wrong:
            says = getattr(wrong, "reason", None) or str(wrong) or "it ended early"
            raise StoppedError("tls", f"fails the TLS handshake: {str(says).replace('_', ' ').lower()}",
                               Tls("", problem="handshake")) from wrong  # fmt: skip
        self._secure = True
        self._connection.tls = _tls(writer)
        return self

    async def _seen(self, peer: tuple[str, int] | None, host: str | None, problem: TlsProblem) -> Tls:
        """The certificate that was refused, from a second handshake in which nothing is asked for."""
        if peer is None:
            return Tls("", problem=problem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            async with asyncio.timeout(self._limits.connect):
                connected = await connect(*peer)
                _reader, writer = await asyncio.open_connection(sock=connected, ssl=context, server_hostname=host)
        except (OSError, TimeoutError):
            return Tls("", problem=problem)
        try:
            return _tls(writer, problem)
        finally:
            writer.transport.abort()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's name
        """The next bytes; none at the end. Raises StoppedError for who takes too long or never comes to the point."""
        del timeout
        assert self._reader is not None
        try:
            async with asyncio.timeout(self._limits.read):
                piece = await self._reader.read(max_bytes)
        except TimeoutError as wrong:
            raise StoppedError("timeout", f"was silent for {self._limits.read:g} seconds") from wrong
        except ssl.SSLError as wrong:
            raise StoppedError("cut", f"breaks the TLS connection off: {wrong.reason}") from wrong
        except OSError as wrong:
            raise StoppedError("cut", f"breaks the connection off: {wrong.strerror or wrong}") from wrong
        self.received += len(piece)
        self._judge(piece)
        return piece

    def _judge(self, piece: bytes) -> None:
        limits, elapsed = self._limits, self._connection.clock() - self.began
        if elapsed > limits.total:
            raise StoppedError("slow", f"was not there after {limits.total:.0f} seconds")
        if elapsed > limits.patience and self.received < limits.pace * elapsed:
            raise StoppedError("slow", f"sends {self.received / elapsed:.0f} bytes a second")
        if not self.answered:
            self.head += piece
            if len(self.head) > limits.header + 65_536:
                raise StoppedError("headers", f"sends more than {limits.header:,} bytes in front of its answer")

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's name
        """Send. Raises StoppedError."""
        del timeout
        if not buffer:
            return
        try:
            writer = self._writer or await self._open()
            writer.write(buffer)
            async with asyncio.timeout(self._limits.read):
                await writer.drain()
        except TimeoutError as wrong:
            raise StoppedError("timeout", "does not read what it is asked") from wrong
        except OSError as wrong:
            # An answer may have come before it hung up: httpcore reads it where this is its own kind of error.
            raise httpcore.WriteError(str(wrong)) from wrong

    async def aclose(self) -> None:
        """Hang up, at once: nothing that was sent is still on its way."""
        if self._writer is not None:
            self._writer.transport.abort()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def get_extra_info(self, info: str) -> typing.Any:  # noqa: ANN401 - as httpcore declares it
        """What httpcore asks of a connection."""
        if info == "ssl_object":
            return self._writer.get_extra_info("ssl_object") if self._writer is not None and self._secure else None
        if info == "is_readable":  # of an idle connection: the server has hung up, or said something unasked
            return self._reader is None or self._reader.at_eof()
        return None


def _reason(wrong: OSError) -> str:
    """What the operating system calls it: asyncio's own words name the call."""
    return os.strerror(wrong.errno).lower() if wrong.errno else str(wrong)


def _tls(writer: asyncio.StreamWriter, problem: TlsProblem = "") -> Tls:
    spoken: ssl.SSLObject = writer.get_extra_info("ssl_object")
    read = certificate(spoken.getpeercert(binary_form=True) or b"")
    protocol = spoken.version() or ""
    return Tls(protocol, problem=problem) if read is None else Tls(protocol, *read, problem)


def _refused(tls: Tls, words: str) -> str:
    """What is wrong with a certificate, completing "https://... "."""
    match tls.problem:
        case "expired" if tls.expires is not None:
            return f"has a certificate that expired on {tls.expires:%Y-%m-%d}"
        case "expired":
            return "has a certificate that has expired"
        case "not-yet-valid":
            return "has a certificate that is not valid yet"
        case "wrong-host" if tls.names:
            more = f" and {len(tls.names) - 3} more" if len(tls.names) > 3 else ""
            return f"has a certificate for other hosts: {', '.join(tls.names[:3])}{more}"
        case "wrong-host":
            return "has a certificate for another host"
        case "self-signed":
            return "has a certificate that it signed itself"
        case _:
            issuer = f" of {tls.issuer!r}" if tls.issuer else ""
            return f"has a certificate{issuer} that is not trusted ({words})"
