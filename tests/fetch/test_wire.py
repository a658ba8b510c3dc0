"""The wire against a server that does everything wrong: each ends in time, with the right kind, in little memory."""

import asyncio
import hashlib
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hostile import FEED, Hostile, head, hostile

from feeds.fetch.network import Limits
from feeds.fetch.wire import Wire, deliver, follow
from feeds.source.delivery import Answer, Failure, Observed
from feeds.source.source import Source

LIMITS = Limits(
    body=5_000_000, ratio=100, header=20_000, connect=2.0, read=0.5, total=10.0, pace=100.0, patience=0.3
)  # fmt: skip
IN_TIME = 20.0  # seconds: the limits, and a machine that has other work


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    with hostile() as server:
        yield server


def ask(url: str, limits: Limits = LIMITS, **asked: Any) -> Observed:
    async def run() -> Observed:
        async with Wire(limits=limits) as wire:
            return await wire.ask(url, **asked)

    return asyncio.run(run())


def brought(url: str, limits: Limits = LIMITS) -> Source:
    async def run() -> Source:
        async with Wire(limits=limits) as wire:
            return await deliver(wire, url)

    return asyncio.run(run())


def answered(observed: Observed) -> Answer:
    assert isinstance(observed, Answer), observed
    return observed


def failed(observed: Observed) -> Failure:
    assert isinstance(observed, Failure), observed
    return observed


def test_everything_that_was_seen(server: Hostile) -> None:
    answer = answered(ask(server.url("/feed"), headers={"If-None-Match": '"a"', "Authorization": "Bearer x"}))

    assert (answer.method, answer.url, answer.status, answer.reason) == ("GET", server.url("/feed"), 200, "OK")
    assert answer.headers == (("content-length", str(len(FEED))), ("content-type", "application/rss+xml"))
    assert (answer.body, answer.size, answer.wire) == (FEED, len(FEED), len(FEED))
    assert answer.digest == hashlib.sha256(FEED).hexdigest()
    assert (answer.address, answer.version, answer.tls) == ("127.0.0.1", "HTTP/1.1", None)
    assert 0 < answer.first <= answer.total < IN_TIME
    assert (answer.cut, answer.surplus) == (None, 0)
    assert dict(answer.sent)["if-none-match"] == '"a"'
    assert "authorization" not in dict(answer.sent)
    assert server.asked[-1].fields["user-agent"].startswith("feeds/")


@pytest.mark.parametrize("path", [
    "/chunked", "/until-the-end", "/gzip", "/br", "/zstd", "/deflate", "/raw-deflate", "/gzip, br", "/x-gzip",
    "/no-reason", "/status-999",
])  # fmt: skip
def test_ways_to_send_a_body(server: Hostile, path: str) -> None:
    answer = answered(ask(server.url(path)))

    assert (answer.body, answer.cut) == (FEED, None)


def test_head_has_no_body_and_what_is_not_kept_is_counted(server: Hostile) -> None:
    assert answered(ask(server.url("/gzip"), method="HEAD")).body is None

    answer = answered(ask(server.url("/gzip"), keep=False))
    assert (answer.body, answer.size, answer.digest) == (None, len(FEED), hashlib.sha256(FEED).hexdigest())


def test_only_as_much_as_was_asked_for(server: Hostile) -> None:
    answer = answered(ask(server.url("/feed"), limit=10))

    assert answer.body == FEED[:10]
    assert answer.cut is not None
    assert answer.cut.kind == "too-large"


@pytest.mark.parametrize(("path", "kind"), [
    ("/silent", "timeout"),
    ("/drip-head", "slow"),
    ("/header-flood", "headers"),
    ("/long-header", "headers"),
    ("/continue-flood", "headers"),
    ("/http-0.9", "protocol"),
    ("/garbage", "protocol"),
    ("/smtp", "protocol"),
    ("/hangs-up", "protocol"),
    ("/half-a-head", "protocol"),
    ("/two-lengths", "protocol"),
    ("/negative", "protocol"),
    ("/huge-length", "protocol"),
    ("/nul", "protocol"),
])  # fmt: skip
def test_no_answer(server: Hostile, path: str, kind: str) -> None:
    began = time.monotonic()

    failure = failed(ask(server.url(path)))

    assert (failure.kind, failure.url) == (kind, server.url(path))
    assert failure.says.startswith(server.url(path) + " ")
    assert failure.says.endswith(".")
    assert time.monotonic() - began < IN_TIME


@pytest.mark.parametrize(("path", "kind"), [
    ("/drip", "slow"),
    ("/endless", "too-large"),
    ("/endless-chunks", "slow"),
    ("/endless-chunk-size", "protocol"),
    ("/endless-trailers", "protocol"),
    ("/too-long", "cut"),
    ("/cut-chunk", "cut"),
    ("/no-last-chunk", "cut"),
    ("/no-chunk", "protocol"),
    ("/bomb/gzip", "bomb"),
    ("/bomb/br", "bomb"),
    ("/bomb/zstd", "bomb"),
    ("/bomb/twice", "bomb"),
    ("/bomb/endless", "encoding"),
    ("/half/gzip", "encoding"),
    ("/half/br", "encoding"),
    ("/half/zstd", "encoding"),
    ("/no/gzip", "encoding"),
    ("/no/br", "encoding"),
    ("/no/zstd", "encoding"),
    ("/unheard-of", "encoding"),
    ("/gzip, gzip, gzip, gzip", "encoding"),
])  # fmt: skip
def test_a_body_that_is_not_whole(server: Hostile, path: str, kind: str) -> None:
    tracemalloc.start()
    began = time.monotonic()
    answer = answered(ask(server.url(path)))
    took, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert answer.cut is not None
    assert (answer.cut.kind, answer.cut.url) == (kind, answer.url), answer.cut
    assert took < IN_TIME
    assert most < 40_000_000
    assert len(answer.body or b"") <= LIMITS.body + 8_500_000
    assert brought(server.url(path)).data == b""


@pytest.mark.parametrize("path", ["/too-short", "/304-with-a-body"])
def test_bytes_behind_the_end_are_counted(server: Hostile, path: str) -> None:
    answer = answered(ask(server.url(path)))

    assert answer.surplus == len(FEED) - answer.wire > 0


def test_redirects(server: Hostile) -> None:
    source = brought(server.url("/moved"))

    assert (source.name, source.url, source.data) == (server.url("/moved"), server.url("/feed"), FEED)
    assert source.media_type == "application/rss+xml"
    assert source.delivery is not None
    assert [(hop.status, hop.url) for hop in source.delivery.hops] == [(301, server.url("/moved"))]


@pytest.mark.parametrize(("path", "says", "hops"), [
    ("/loop", "in a circle", 1),
    ("/ring/1", "in a circle", 2),
    ("/chain/0", "more than 5 times", 6),
    ("/to-file", "neither http:// nor https://", 1),
    ("/to-script", "neither http:// nor https://", 1),
    ("/to-nowhere", "is no URL", 1),
])  # fmt: skip
def test_redirects_that_lead_nowhere(server: Hostile, path: str, says: str, hops: int) -> None:
    source = brought(server.url(path))

    assert source.data == b""
    assert source.delivery is not None
    failure = failed(source.delivery.final)
    assert failure.kind == "redirects"
    assert says in failure.says
    assert len(source.delivery.hops) == hops


def test_a_redirect_without_an_address_is_the_answer(server: Hostile) -> None:
    source = brought(server.url("/to-nothing"))

    assert source.delivery is not None
    assert source.delivery.answer is not None
    assert source.delivery.answer.status == 302


def test_a_login_stays_with_its_origin() -> None:
    with hostile() as other:
        away = {"/away": sending(head("302 Found", Location=other.url("/feed"))),
                "/near": sending(head("302 Found", Location="/feed"))}  # fmt: skip
        with hostile(ways=away) as mine:

            async def run() -> None:
                url = mine.origin.replace("//", "//me:s%40crét@")
                async with Wire() as wire:
                    for path in ("/away", "/near"):
                        hops, final = await follow(wire, url + path, headers={"Cookie": "a=b", "X-Mine": "1"})
                        assert "@" not in repr(final) + repr(hops)

            asyncio.run(run())

        assert other.asked[0].fields.keys().isdisjoint({"authorization", "cookie"})
        assert other.asked[0].fields["x-mine"] == "1"
        assert [request.fields["authorization"] for request in mine.asked] == ["Basic bWU6c0BjcsOpdA=="] * 3
        assert [request.fields["cookie"] for request in mine.asked] == ["a=b"] * 3


def sending(raw: bytes) -> Any:
    async def send(_request: object, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return send


@pytest.mark.parametrize(("url", "kind"), [
    ("http://127.0.0.1:1/feed.xml", "connect"),
    ("http://", "url"),
    ("http://[::1/feed.xml", "url"),
    ("http://a b/", "url"),
    ("ftp://example.org/feed.xml", "url"),
    ("file:///etc/passwd", "url"),
    ("feed.xml", "url"),
    ("http://example.org:99999/", "url"),
    ("http://" + "a" * 20_000, "url"),
    ("http://nobody.invalid/", "name"),
    ("http://" + "a" * 300 + ".invalid/", "url"),
        ("https://.example.org/", "url"),
        ("https://a..example.org/", "url"),
    ("http://127.0.0.1:1\r\nX: y/", "url"),
])  # fmt: skip
def test_addresses_that_lead_nowhere(url: str, kind: str) -> None:
    failure = failed(ask(url))

    assert failure.kind == kind
    assert failure.says


def test_a_header_that_cannot_be_sent(server: Hostile) -> None:
    assert failed(ask(server.url("/feed"), headers={"If-None-Match": '"a"\r\nX: y'})).kind == "url"


def test_nobody_waits_for_a_name_server_that_is_silent() -> None:
    async def never(_host: str) -> list[str]:
        await asyncio.sleep(60)
        return []

    async def run() -> Observed:
        async with Wire(limits=Limits(connect=0.2), resolver=never) as wire:
            return await wire.ask("http://slow.example/")

    assert failed(asyncio.run(run())).kind == "timeout"


def test_one_address_of_several_answers(server: Hostile) -> None:
    """The first is silent for good, or refuses: the second is tried."""
    port = server.origin.rpartition(":")[2]

    async def several(_host: str) -> list[str]:
        return ["127.0.0.2", "::1", "127.0.0.1"]

    async def run(family: Any) -> Observed:
        async with Wire(limits=LIMITS, resolver=several) as wire:
            return await wire.ask(f"http://feeds.example:{port}/feed", family=family)

    assert answered(asyncio.run(run(None))).address == "127.0.0.1"
    assert answered(asyncio.run(run(4))).address == "127.0.0.1"
    assert failed(asyncio.run(run(6))).kind == "connect"
