"""A server of our own on raw sockets, for what a real one cannot be made to do, and a wire that thinks it is public."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import trustme

from feeds.fetch.network import Family, Limits
from feeds.fetch.wire import NOTHING, Wire
from feeds.source.delivery import Answer, Failure, Observed

HOST = "feeds.example.org"
AUTHORITY = trustme.CA()
MODIFIED = "Sat, 31 Jan 2026 08:00:00 GMT"
_SELF = f"https://{HOST}/rss.xml"
ITEMS = "".join(
    f"<item><title>Number {n}</title><link>https://{HOST}/{n}</link><guid>https://{HOST}/{n}</guid>"
    f"<description>What was said on day {n}, at length and in other words than on day {n + 1}.</description></item>"
    for n in range(30)
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>News</title>'
    f"<link>https://{HOST}/</link><description>News</description><ttl>60</ttl>"
    f'<atom:link rel="self" type="application/rss+xml" href="{_SELF}"/>{{}}{ITEMS}</channel></rss>'
)
JSON = '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}'


@dataclass(frozen=True)
class Request:
    """A request as it came; field names in lower case."""

    method: str
    path: str
    fields: Mapping[str, str]
    secure: bool = False

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True)
class Reply:
    """An answer; ``raw`` replaces all of it."""

    status: int = 200
    fields: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes | None = None
    wait: float = 0.0
    surplus: bytes = b""
    after: float = 0.0

    def having(self, **fields: str | None) -> Reply:
        """The same with other header fields (underscores are hyphens); None takes one away."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        kept = {name: value for name, value in self.fields.items() if name not in named}
        return replace(self, fields=kept | {name: value for name, value in named.items() if value is not None})


Serve = Callable[[Request], Reply]


def well(request: Request, body: str = RSS.format(""), kind: str = "application/rss+xml; charset=utf-8") -> Reply:
    """How a good server answers: validators, 304, gzip, Vary, HEAD, CORS for JSON."""
    data = body.encode()
    tag = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
    fields = {"Content-Type": kind, "Last-Modified": MODIFIED, "Cache-Control": "max-age=900",
              "Vary": "Accept-Encoding", "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}  # fmt: skip
    if "json" in kind:
        fields |= {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
    if "gzip" in request["accept-encoding"]:
        data, tag = gzip.compress(data, mtime=0), f"W/{tag}"
        fields["Content-Encoding"] = "gzip"
    fields["ETag"] = tag
    matches = request["if-none-match"].removeprefix("W/") == tag.removeprefix("W/")
    if matches or (not request["if-none-match"] and request["if-modified-since"] == MODIFIED):
        return Reply(304, fields)
    return Reply(200, fields, data)


@contextlib.asynccontextmanager
async def serving(serve: Serve, *, secure: bool = True, plain: bool = True, host: str = "127.0.0.1",
                  context: ssl.SSLContext | None = None) -> AsyncIterator[dict[str, int]]:  # fmt: skip
    """Both ports of one host, by scheme; a scheme that is off has a port on which nobody listens."""
    if context is None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        AUTHORITY.issue_cert(HOST).configure_cert(context)
    ports: dict[str, int] = {}
    async with contextlib.AsyncExitStack() as stack:
        for scheme, on in (("http", plain), ("https", secure)):
            server = await asyncio.start_server(
                _talker(serve, secure=scheme == "https"), host, 0, ssl=context if scheme == "https" else None
            )
            ports[scheme] = server.sockets[0].getsockname()[1]
            if on:
                stack.push_async_callback(server.wait_closed)
                stack.callback(server.close)
            else:
                server.close()
                await server.wait_closed()
        yield ports


def _talker(serve: Serve, *, secure: bool) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *rest = text.split("\r\n")
            method, path, _ = line.split(" ", 2)
            pairs = (part.partition(":") for part in rest if part)
            reply = serve(Request(method, path, {n.lower(): v.strip() for n, _, v in pairs}, secure))
            await asyncio.sleep(reply.wait)
            writer.write(reply.raw if reply.raw is not None else _bytes(reply, method))
            await writer.drain()
            await asyncio.sleep(reply.after)
        writer.close()

    return talk


def _bytes(reply: Reply, method: str) -> bytes:
    fields = dict(reply.fields)
    if reply.status != 304:
        fields.setdefault("Content-Length", str(len(reply.body)))
    lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in fields.items())]
    body = b"" if method == "HEAD" or reply.status == 304 else reply.body
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body + reply.surplus


class Public:
    """A wire for which the loopback ports are those of public hosts: no port in an address, the right one under it."""

    def __init__(self, ports: Mapping[str, int], *, speed: float = 1.0, addresses: Sequence[str] = ("127.0.0.1",),
                 total: float = 60.0) -> None:  # fmt: skip
        context = ssl.create_default_context()
        AUTHORITY.configure_trust(context)

        async def resolver(_host: str) -> Sequence[str]:
            return addresses

        # A faster clock: what takes a tenth of a second here is measured as ten.
        limits = Limits(total=total)
        self.wire = Wire(limits=limits, context=context, resolver=resolver, clock=lambda: time.monotonic() * speed)
        self._ports = ports

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
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        inner = f"{scheme}://{host}:{self._ports[scheme]}{slash}{path}"
        got = await self.wire.ask(
            inner, method=method, headers=headers, keep=keep, limit=limit, family=family, http2=http2
        )
        port = f":{self._ports[scheme]}"
        if isinstance(got, Failure):
            return replace(got, url=url, says=got.says.replace(port, ""))
        cut = replace(got.cut, says=got.cut.says.replace(port, "")) if got.cut is not None else None
        assert isinstance(got, Answer)
        return replace(got, url=url, cut=cut)
