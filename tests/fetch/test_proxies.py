"""Proxies as the usual variables name them, and a real one in between: plain, and a tunnel for TLS."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator, Mapping

import pytest
import trustme
from hostile import FEED, Request, hostile

import feeds
from feeds.fetch.addresses import address
from feeds.fetch.proxies import NONE, Proxies, proxies
from feeds.fetch.wire import Wire
from feeds.source.delivery import Answer, Failure, Observed


@pytest.mark.parametrize(("env", "expected"), [
    ({}, NONE),
    ({"http_proxy": "http://p:1", "HTTPS_PROXY": "q:2"}, Proxies("http://p:1", "http://q:2")),
    ({"all_proxy": "http://p:1", "https_proxy": "http://q:2"}, Proxies("http://p:1", "http://q:2")),
    ({"HTTP_PROXY": "http://p:1"}, Proxies("http://p:1")),
    ({"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, NONE),
    ({"no_proxy": " .A.example, b.example ,,"}, Proxies(bypass=(".a.example", "b.example"))),
])  # fmt: skip
def test_the_variables(env: Mapping[str, str], expected: Proxies) -> None:
    assert proxies(env) == expected


@pytest.mark.parametrize(("bypass", "url", "direct"), [
    ("*", "http://a.example/", True),
    ("a.example", "http://a.example/", True),
    ("a.example", "http://b.a.example/", True),
    (".a.example", "http://b.A.example/", True),
    ("*.a.example", "http://b.a.example/", True),
    ("a.example", "http://ba.example/", False),
    ("a.example:8080", "http://a.example:8080/", True),
    ("a.example:8080", "http://a.example/", False),
    ("10.0.0.0/8", "http://10.1.2.3/", True),
    ("10.0.0.0/8", "http://11.1.2.3/", False),
    ("10.0.0.0/8", "http://a.example/", False),
    ("::1", "http://[::1]/", True),
    ("127.0.0.1", "http://127.0.0.1:99/", True),
])  # fmt: skip
def test_who_is_reached_without(bypass: str, url: str, *, direct: bool) -> None:
    found = Proxies("http://p:1", "http://p:1", (bypass,)).of(address(url).origin)

    assert found == ("" if direct else "http://p:1")


@contextlib.contextmanager
def proxy(to: str) -> Iterator[tuple[str, list[str]]]:
    """A proxy that connects everything to one port, and what it was asked."""
    asked: list[str] = []
    host, _, port = to.rpartition("//")[2].rpartition(":")

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(65_536):
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            asked.append(head.decode())
            there_reader, there = await asyncio.open_connection(host, int(port))
            if head.startswith(b"CONNECT"):
                writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            else:
                method, url, version = head.split(b"\r\n")[0].split(b" ")
                there.write(b" ".join([method, b"/" + url.split(b"/", 3)[3], version]) + head[head.index(b"\r\n") :])
            try:
                await asyncio.gather(carry(reader, there), carry(there_reader, writer))
            finally:
                there.close()

    with hostile(connected=serve) as server:
        yield server.origin, asked


def ask(url: str, through: Proxies, context: ssl.SSLContext | None = None, *, public_only: bool = False) -> Observed:
    async def run() -> Observed:
        async with Wire(proxies=through, context=context, public_only=public_only) as wire:
            return await wire.ask(url)

    return asyncio.run(run())


def test_plain_http_through_a_proxy() -> None:
    with hostile() as server, proxy(server.origin) as (through, asked):
        answer = ask("http://feeds.example/feed", Proxies(through.replace("//", "//me:secret@")))

    assert isinstance(answer, Answer), answer
    assert (answer.body, answer.url, answer.address) == (FEED, "http://feeds.example/feed", None)
    assert asked[0].startswith("GET http://feeds.example/feed HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in asked[0]


def test_the_python_function_goes_through_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    with hostile() as server, proxy(server.origin) as (through, asked):
        monkeypatch.setenv("http_proxy", through)
        feeds.check("http://feeds.example/feed")

    assert asked[0].startswith("GET http://feeds.example/feed HTTP/1.1\r\n")


def test_tls_through_a_proxy() -> None:
    authority = trustme.CA(organization_name="An authority")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("feeds.example").configure_cert(serving)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    with hostile(serving) as server, proxy(server.origin) as (through, asked):
        answer = ask("https://feeds.example/feed", Proxies(https=through), trusting)
        failure = ask("https://other.example/feed", Proxies(https=through), trusting)

    assert isinstance(answer, Answer), answer
    assert answer.body == FEED
    assert answer.tls is not None
    assert answer.tls.issuer == "An authority"
    assert asked[0].startswith("CONNECT feeds.example:443 HTTP/1.1\r\n")
    assert isinstance(failure, Failure)
    assert failure.kind == "tls"
    assert failure.tls is not None
    assert failure.tls.problem == "wrong-host"


def test_a_proxy_that_refuses() -> None:
    async def refuse(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 403 Not you\r\n\r\n")
        await writer.drain()

    with hostile(ways={"feeds.example:443": refuse}) as through:
        failure = ask("https://feeds.example/feed", Proxies(https=through.origin))

    assert isinstance(failure, Failure)
    assert (failure.kind, "403 Not you" in failure.says) == ("connect", True)


@pytest.mark.parametrize("named", ["socks5://127.0.0.1:1", "https://127.0.0.1:1", "nonsense://", "http://"])
def test_proxies_that_cannot_be_gone_through(named: str) -> None:
    failure = ask("http://feeds.example/feed", Proxies(named))

    assert isinstance(failure, Failure)
    assert "proxy" in failure.says


def test_no_proxy_where_only_public_addresses_may_be_asked() -> None:
    with hostile() as server:
        failure = ask("http://feeds.example/feed", Proxies(server.origin), public_only=True)

    assert isinstance(failure, Failure)
    assert failure.kind == "refused"
    assert server.connections == 0
