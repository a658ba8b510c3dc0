"""A server on raw sockets that does what servers do when they are broken, slow or malicious: a way for each path."""

import asyncio
import contextlib
import gzip
import ssl
import threading
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import brotlicffi  # type: ignore[import-untyped] # it has none
import zstandard

Way = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]
Connected = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
FEED = b"<rss version='2.0'><channel/></rss>"
WAYS: dict[str, Way] = {}


@dataclass
class Request:
    """One request as it came."""

    method: str
    target: str
    fields: dict[str, str]


@dataclass
class Hostile:
    """A running server, what was asked of it, and how many connections it has had."""

    origin: str
    asked: list[Request] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str) -> str:
        return self.origin + path


def way(path: str) -> Callable[[Way], Way]:
    def remember(function: Way) -> Way:
        WAYS[path] = function
        return function

    return remember


def head(status: str = "200 OK", **fields: object) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def says(path: str, raw: bytes) -> None:
    """A way that sends these bytes and hangs up."""

    async def send(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    WAYS[path] = send


def packed(coding: str, body: bytes) -> None:
    says(f"/{coding}", head(Content_Encoding=coding, Content_Length=len(body)) + body)


ZEROS = b"0" * 40_000_000
packed("gzip", gzip.compress(FEED))
packed("br", brotlicffi.compress(FEED))
packed("zstd", zstandard.compress(FEED))
packed("deflate", zlib.compress(FEED))
packed("gzip, br", brotlicffi.compress(gzip.compress(FEED)))
packed("x-gzip", gzip.compress(FEED[:9]) + gzip.compress(FEED[9:]))
packed("unheard-of", FEED)
packed("gzip, gzip, gzip, gzip", FEED)
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(FEED) + RAW.flush()
says("/raw-deflate", head(Content_Encoding="deflate", Content_Length=len(RAW_DEFLATE)) + RAW_DEFLATE)
for name, bomb in {
    "gzip": gzip.compress(ZEROS),
    "br": brotlicffi.compress(ZEROS, quality=5),
    "zstd": zstandard.compress(ZEROS),
    "twice": gzip.compress(gzip.compress(ZEROS)),
}.items():
    says(f"/bomb/{name}", head(Content_Encoding="gzip, gzip" if name == "twice" else name) + bomb)
for name, whole in {
    "gzip": gzip.compress(FEED),
    "br": brotlicffi.compress(FEED),
    "zstd": zstandard.compress(FEED),
}.items():
    says(f"/half/{name}", head(Content_Encoding=name) + whole[: len(whole) // 2])
    says(f"/no/{name}", head(Content_Encoding=name) + b"this is " + FEED)

says("/feed", head(Content_Length=len(FEED), Content_Type="application/rss+xml") + FEED)
says("/chunked", head(Transfer_Encoding="chunked") + b"5\r\n<rss \r\n1e\r\n" + FEED[5:] + b"\r\n0\r\n\r\n")
says("/until-the-end", head() + FEED)
says("/too-long", head(Content_Length=1000) + FEED)
says("/too-short", head(Content_Length=4) + FEED)
says("/304-with-a-body", head("304 Not Modified", Content_Length=len(FEED)) + FEED)
says("/cut-chunk", head(Transfer_Encoding="chunked") + b"400\r\n<rss")
says("/no-last-chunk", head(Transfer_Encoding="chunked") + b"4\r\n<rss\r\n")
says("/no-chunk", head(Transfer_Encoding="chunked") + b"zz\r\n<rss")
says("/http-0.9", FEED)
says("/garbage", bytes(range(256)) * 20)
says("/smtp", b"220 mail.example.org ESMTP\r\n")
says("/hangs-up", b"")
says("/half-a-head", b"HTTP/1.1 200 OK\r\nContent-Type: text/")
says("/two-lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<rss>")
says("/negative", head(Content_Length=-1) + FEED)
says("/huge-length", head(Content_Length="9" * 5000) + FEED)
says("/status-999", head("999 No") + FEED)
says("/no-reason", b"HTTP/1.1 200\r\n\r\n" + FEED)
says("/nul", b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\n\r\n" + FEED)
says("/loop", head("302 Found", Location="/loop"))
says("/ring/1", head("302 Found", Location="/ring/2"))
says("/ring/2", head("302 Found", Location="/ring/1"))
for number in range(9):
    says(f"/chain/{number}", head("301 Moved Permanently", Location=f"/chain/{number + 1}"))
says("/moved", head("301 Moved Permanently", Location="/feed"))
says("/to-file", head("302 Found", Location="file:///etc/passwd"))
says("/to-script", head("302 Found", Location="javascript:alert(1)"))
says("/to-nowhere", head("302 Found", Location="http://[::1"))
says("/to-nothing", head("302 Found"))
says("/to-metadata", head("302 Found", Location="http://169.254.169.254/latest/meta-data/"))


@way("/silent")
async def silent(_request: Request, writer: asyncio.StreamWriter) -> None:
    await writer.wait_closed()


@way("/drip")
async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
    await repeat(writer, b"x", 0.05)


@way("/drip-head")
async def drip_head(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await repeat(writer, b"x", 0.05)


@way("/endless")
async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
    await repeat(writer, b"x" * 65_536)


@way("/endless-chunks")
async def endless_chunks(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Transfer_Encoding="chunked"))
    await repeat(writer, b"1\r\nx\r\n" * 1000)


@way("/endless-chunk-size")
async def endless_chunk_size(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Transfer_Encoding="chunked"))
    await repeat(writer, b"0" * 65_536)


@way("/endless-trailers")
async def endless_trailers(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Transfer_Encoding="chunked") + b"0\r\n")
    await repeat(writer, b"X-More: and more\r\n" * 1000)


@way("/header-flood")
async def header_flood(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await repeat(writer, b"X-More: and more\r\n" * 1000)


@way("/long-header")
async def long_header(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await repeat(writer, b"x" * 65_536)


@way("/continue-flood")
async def continue_flood(_request: Request, writer: asyncio.StreamWriter) -> None:
    await repeat(writer, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@way("/bomb/endless")
async def endless_bomb(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Content_Encoding="gzip"))
    await repeat(writer, gzip.compress(b""))


async def repeat(writer: asyncio.StreamWriter, piece: bytes, pause: float = 0.0) -> None:
    """Send it until the client has had enough."""
    while not writer.is_closing():
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(pause)


@contextlib.contextmanager
def hostile(
    context: ssl.SSLContext | None = None, ways: dict[str, Way] | None = None, connected: Connected | None = None
) -> Iterator[Hostile]:
    """The server, for as long as the context lasts, on a loopback port of its own; ``connected`` replaces HTTP."""
    known = WAYS | (ways or {})
    server = Hostile("")
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    over = asyncio.Event()
    under_way: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)  # the loop itself holds tasks weakly
        try:
            await (connected or serve_one)(reader, writer)
        finally:
            writer.close()
            under_way.discard(task)

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = lines[0].split(" ")
            fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
            request = Request(method, target, fields)
            server.asked.append(request)
            await known.get(unquote(target.partition("?")[0]), WAYS["/hangs-up"])(request, writer)

    async def serve() -> None:
        listening = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        scheme = "http" if context is None else "https"
        server.origin = f"{scheme}://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        ready.set()
        await over.wait()
        listening.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        for _ in range(3):
            await asyncio.sleep(0)  # what was closed is closed

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
