"""What is remembered between runs: no feed is sent twice that has not changed, and nothing stale is taken for new."""

import asyncio
import datetime as dt
import hashlib
import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from hostile import FEED, Hostile, Request, head, hostile

from feeds.fetch.cache import Cache
from feeds.fetch.opening import Means, opened
from feeds.fetch.wire import deliver
from feeds.source.delivery import Answer, Failure
from feeds.source.source import Source

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
URL = "http://feeds.example/feed.xml"


class Changing:
    """A feed with a validator; ``body`` and ``tag`` are what the test makes of it."""

    def __init__(self, body: bytes = FEED, tag: str = '"1"', **fields: str) -> None:
        self.body, self.tag, self.fields = body, tag, fields
        self.kind = "application/rss+xml"

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if request.fields.get("if-none-match") == self.tag:
            writer.write(head("304 Not Modified", ETag=self.tag))
        else:
            writer.write(head(ETag=self.tag, Content_Type=self.kind, Content_Length=len(self.body),
                              Set_Cookie="secret", **self.fields))  # fmt: skip
            writer.write(b"" if request.method == "HEAD" else self.body)
        await writer.drain()


def run(folder: Path, url: str, *, conditional: bool = True, offline: bool = False) -> Source:
    async def go() -> Source:
        means = Means(cache=folder, offline=offline)
        async with opened(means, now=lambda: NOON) as asks:
            return await deliver(asks, url, conditional=conditional)

    return asyncio.run(go())


def final(source: Source) -> Answer:
    assert source.delivery is not None
    assert isinstance(source.delivery.final, Answer), source.delivery.final
    return source.delivery.final


def failure(source: Source) -> Failure:
    assert source.delivery is not None
    assert isinstance(source.delivery.final, Failure)
    return source.delivery.final


def serving(feed: Changing) -> Any:
    away = head("302 Found", Location="/feed.xml")

    async def moved(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(away)
        await writer.drain()

    return hostile(ways={"/feed.xml": feed, "/moved.xml": moved})


@pytest.mark.parametrize("path", ["/feed.xml", "/moved.xml"])
def test_an_unchanged_feed_is_not_sent_twice(tmp_path: Path, path: str) -> None:
    server: Hostile
    with serving(Changing()) as server:
        first, second = run(tmp_path, server.url(path)), run(tmp_path, server.url(path))

    assert first.delivery is not None
    assert first.delivery.earlier is None
    assert not final(first).stored
    assert second.data == first.data == FEED
    assert (second.url, second.media_type) == (first.url, "application/rss+xml")
    assert final(second).stored
    assert final(second).status == 200
    assert [(request.method, request.fields.get("if-none-match")) for request in server.asked[-2:]] == [
        ("GET", '"1"'), ("HEAD", None),
    ]  # fmt: skip
    assert second.delivery is not None
    visit = second.delivery.earlier
    assert visit is not None
    assert (visit.when, visit.status, visit.etag, visit.digest) == (NOON, 200, '"1"', final(first).digest)
    assert len(second.delivery.hops) == len(first.delivery.hops)
    conditional = [request.target for request in server.asked if "if-none-match" in request.fields]
    assert conditional == ["/feed.xml"]


def test_what_was_mended_in_the_header_is_seen_at_once(tmp_path: Path) -> None:
    feed = Changing()
    with serving(feed) as server:
        run(tmp_path, server.url("/feed.xml"))
        feed.kind = "text/plain"
        second = run(tmp_path, server.url("/feed.xml"))
        feed.fields = {"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
        third = run(tmp_path, server.url("/feed.xml"))  # HEAD is not about what was stored

    assert (second.data, second.media_type, final(second).stored) == (FEED, "text/plain", True)
    assert (third.data, final(third).stored) == (FEED, False)
    assert [request.method for request in server.asked] == ["GET", "GET", "HEAD", "GET", "HEAD", "GET"]


def test_a_changed_feed_is_sent(tmp_path: Path) -> None:
    feed = Changing()
    with serving(feed) as server:
        run(tmp_path, server.url("/feed.xml"))
        feed.body, feed.tag = FEED + b" ", '"2"'
        second = run(tmp_path, server.url("/feed.xml"))
        feed.body = FEED + b"  "  # under the same validator: what freezes readers
        unconditional = run(tmp_path, server.url("/feed.xml"), conditional=False)

    assert second.data == FEED + b" "
    assert not final(second).stored
    assert unconditional.data == FEED + b"  "
    assert unconditional.delivery is not None
    assert unconditional.delivery.earlier is not None
    assert unconditional.delivery.earlier.etag == '"2"'
    assert unconditional.delivery.earlier.digest == final(second).digest != final(unconditional).digest


def test_offline(tmp_path: Path) -> None:
    with serving(Changing()) as server:
        assert failure(run(tmp_path, server.url("/feed.xml"), offline=True)).kind == "offline"
        run(tmp_path, server.url("/feed.xml"))
        asked = len(server.asked)
        source = run(tmp_path, server.url("/feed.xml"), offline=True)

        assert source.data == FEED
        assert final(source).stored
        assert len(server.asked) == asked == 1


def test_what_is_not_kept(tmp_path: Path) -> None:
    with serving(Changing(Cache_Control="private, no-store")) as server:
        run(tmp_path, server.url("/feed.xml"))
        run(tmp_path, server.url("/feed.xml").replace("//", "//me:secret@"))
        run(tmp_path, server.url("/too-long"))
        run(tmp_path, server.url("/nowhere"))
        again = run(tmp_path, server.url("/feed.xml"))

    assert not final(again).stored
    assert again.delivery is not None
    assert again.delivery.earlier is not None  # the visit is remembered all the same
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert len(files) == 1
    assert b"secret" not in files[0]
    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]


def answer(size: int = 10, url: str = URL) -> Answer:
    body = hashlib.shake_256(url.encode()).digest(size)  # does not compress
    return Answer("GET", url, 200, (("etag", '"a"'),), body, digest=hashlib.sha256(body).hexdigest(), size=size)


@pytest.mark.parametrize("damage", [
    b"", b"{}", b"{}\n", b"[]\nx", b'{"format":2}\n', b"\xff\xfe\n", b"{" * 5000 + b"\n", None,
])  # fmt: skip
def test_a_damaged_memory_is_none(tmp_path: Path, damage: bytes | None) -> None:
    cache = Cache(tmp_path, lambda: NOON)
    cache.keep(URL, answer())
    assert cache.recall(URL) is not None
    (path,) = tmp_path.iterdir()

    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)

    assert cache.recall(URL) is None


def test_the_folder_is_bounded(tmp_path: Path) -> None:
    cache = Cache(tmp_path, lambda: NOON, most=50_000)
    for number in range(20):
        cache.keep(f"{URL}?{number}", answer(10_000, f"{URL}?{number}"))
    cache.close()

    assert 20_000 < sum(path.stat().st_size for path in tmp_path.iterdir()) <= 50_000


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "folder", lambda: NOON)

    cache.keep(URL, answer())
    cache.close()

    assert cache.recall(URL) is None


def write_often(folder: str, mark: int) -> None:
    cache = Cache(Path(folder), lambda: NOON)
    for number in range(40):
        cache.keep(URL, answer(5_000 + mark * 100 + number % 3))


def test_several_processes_write_the_same(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_often, args=(str(tmp_path), mark)) for mark in range(2)]
    cache = Cache(tmp_path, lambda: NOON)
    cache.keep(URL, answer())
    for writer in writers:
        writer.start()
    read = 0
    while any(writer.is_alive() for writer in writers):
        assert cache.recall(URL) is not None
        read += 1
        writers[0].join(0.005)
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0

    assert read > 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".feed"]
