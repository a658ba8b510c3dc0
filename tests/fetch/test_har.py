"""A recorded run and its replay are the same, and nobody is asked for the second; no secret is in the file."""

import asyncio
import base64
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hostile import FEED, Request, head, hostile

from feeds.errors import UsageError
from feeds.fetch.asking import Asks
from feeds.fetch.har import moment
from feeds.fetch.network import Limits
from feeds.fetch.opening import Means, opened
from feeds.fetch.polite import Manners
from feeds.fetch.wire import deliver
from feeds.source.delivery import Answer, Failure, Observed
from feeds.source.source import Source

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
LIMITS = Limits(body=1_000_000, ratio=100, read=0.5, total=10.0, patience=0.3)
PATHS = ["/feed", "/gzip", "/moved", "/loop", "/to-file", "/silent", "/drip", "/bomb/gzip", "/garbage", "/too-long",
         "/too-short", "/status-999", "/nul", "/hangs-up", "/to-nothing"]  # fmt: skip
REQUESTS: list[dict[str, Any]] = [
    {}, {"method": "HEAD"}, {"headers": {"If-None-Match": '"a"'}}, {"headers": {"Authorization": "Bearer secret"}},
    {"headers": {"Cookie": "secret"}}, {"keep": False}, {"limit": 5}, {"family": 6}, {"http2": True},
]  # fmt: skip


async def everything(asks: Asks, urls: Sequence[str]) -> tuple[list[Source], list[Observed]]:
    sources = [await deliver(asks, url) for url in urls]
    return sources, [await asks.ask(urls[0], **how) for how in REQUESTS for _ in range(2)]


def run(means: Means, urls: Sequence[str]) -> tuple[list[Source], list[Observed]]:
    async def go() -> tuple[list[Source], list[Observed]]:
        async with opened(means, now=lambda: NOON) as asks:
            return await everything(asks, urls)

    return asyncio.run(go())


@pytest.fixture
def recorded(tmp_path: Path) -> tuple[Path, list[str], tuple[list[Source], list[Observed]]]:
    path = tmp_path / "run.har"
    with hostile() as server:
        urls = [*map(server.url, PATHS), server.url("/feed").replace("//", "//me:s3cret@"), "http://nobody.invalid/"]
        manners = Manners(retries=0)
        return path, urls, run(Means(limits=LIMITS, record=path, manners=manners), urls)


def test_a_replay_says_what_was_recorded(recorded: tuple[Path, list[str], Any]) -> None:
    path, urls, first = recorded

    # The server is gone.
    assert run(Means(replay=path, manners=Manners(retries=0)), urls) == first
    assert run(Means(replay=path), urls) == first  # what is tried again gets the same answer


def test_the_file_is_a_har_without_secrets(recorded: tuple[Path, list[str], Any]) -> None:
    path, urls, _ = recorded
    har = json.loads(path.read_bytes())

    assert har["log"]["version"] == "1.2"
    assert har["log"]["creator"]["name"] == "feeds"
    entries = har["log"]["entries"]
    assert len(entries) > len(urls)
    for entry in entries:
        assert entry.keys() >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
        assert entry["request"].keys() >= {"method", "url", "httpVersion", "cookies", "headers", "queryString",
                                           "headersSize", "bodySize"}  # fmt: skip
        assert entry["response"].keys() >= {"status", "statusText", "httpVersion", "cookies", "headers", "content",
                                            "redirectURL", "headersSize", "bodySize"}  # fmt: skip
    assert b"s3cret" not in path.read_bytes()
    assert base64.b64encode(b"me:s3cret") not in path.read_bytes()
    assert b"Bearer" not in path.read_bytes()
    assert not list(path.parent.glob("*.part"))


def test_a_replay_knows_the_clock_of_the_run(tmp_path: Path) -> None:
    judged = NOON - dt.timedelta(days=1)
    path = tmp_path / "run.har"

    async def go() -> None:
        async with opened(Means(record=path, judged=judged), now=lambda: NOON):
            pass

    asyncio.run(go())
    assert moment(path) == judged
    assert json.loads(path.read_bytes())["log"]["entries"] == []
    path.write_text("{}")
    assert moment(path) is None
    assert moment(tmp_path / "none.har") is None


def test_the_command_says_the_same_from_a_recording_at_another_time(tmp_path: Path) -> None:
    feed = b"""<rss version="2.0"><channel><title>A</title><link>http://a.example/</link><description>B</description>
    <item><title>One</title><pubDate>Thu, 01 Jan 2026 12:00:00 GMT</pubDate></item></channel></rss>"""

    async def serve(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head(Content_Type="application/rss+xml", Content_Length=len(feed)))
        writer.write(b"" if request.method == "HEAD" else feed)
        await writer.drain()

    def check(url: str, option: str, when: int) -> bytes:
        command = [sys.executable, "-m", "feeds", "check", url, option, str(tmp_path / "run.har")]
        env = {"PATH": os.environ.get("PATH", ""), "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": str(when)}
        return subprocess.run(command, env=env, check=False, capture_output=True, timeout=60).stdout

    before, after = 1_750_000_000, 1_900_000_000
    with hostile(ways={"/rss.xml": serve}) as server:
        url = server.url("/rss.xml")
        recorded = check(url, "--record", before)
    assert b"2026" in recorded  # a date that lies in the future by the clock of the first run
    assert check(url, "--replay", after) == recorded


def test_what_was_not_recorded_is_named(recorded: tuple[Path, list[str], Any]) -> None:
    path, urls, _ = recorded

    async def go() -> Observed:
        async with opened(Means(replay=path), now=lambda: NOON) as asks:
            return await asks.ask(urls[0] + "/other")

    failure = asyncio.run(go())
    assert isinstance(failure, Failure)
    assert failure.kind == "offline"
    assert failure.says.startswith(urls[0] + "/other ")


def test_answers_come_in_their_order(tmp_path: Path) -> None:
    count = 0

    async def counting(_request: object, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n%d" % count)
        await writer.drain()

    async def thrice(means: Means, url: str) -> list[bytes]:
        async with opened(means, now=lambda: NOON) as asks:
            observed = [await asks.ask(url) for _ in range(3)]
        return [each.body or b"" for each in observed if isinstance(each, Answer)]

    path = tmp_path / "run.har"
    with hostile(ways={"/count": counting}) as server:
        assert asyncio.run(thrice(Means(record=path), server.url("/count"))) == [b"1", b"2", b"3"]
        assert asyncio.run(thrice(Means(replay=path), server.url("/count"))) == [b"1", b"2", b"3"]


def test_a_recording_of_a_browser(tmp_path: Path) -> None:
    request = {
        "method": "GET",
        "url": "https://feeds.example/feed.xml",
        "headers": [{"name": "Accept", "value": "*/*"}],
    }
    headers = [{"name": "Content-Type", "value": "application/rss+xml"}, {"name": "Content-Encoding", "value": "br"}]
    content = {"size": len(FEED), "mimeType": "application/rss+xml", "text": FEED.decode()}
    answered = {"status": 200, "statusText": "", "httpVersion": "h2", "headers": headers, "content": content}
    entries = [
        {"request": request, "response": answered},
        {"request": request | {"url": "https://feeds.example/blocked"},
         "response": answered | {"status": 0, "content": {}}},
    ]  # fmt: skip
    path = tmp_path / "browser.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}, indent=2))

    (source, blocked), _ = run(Means(replay=path), ["https://feeds.example/feed.xml", "https://feeds.example/blocked"])

    assert source.data == FEED
    assert source.media_type == "application/rss+xml"
    assert blocked.delivery is not None
    assert isinstance(blocked.delivery.final, Failure)


@pytest.mark.parametrize("content", [
    b"", b"{}", b"[]", b"null", b'{"log":{}}', b'{"log":{"entries":[{}]}}', b"\xff", b"[" * 100_000,
    b'{"log":{"entries":[{"request":{"method":"GET","url":1},"response":{"status":"x","content":[]}}]}}',
])  # fmt: skip
def test_a_file_that_is_no_recording(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.har"
    path.write_bytes(content)

    with pytest.raises(UsageError, match="is no recording"):
        run(Means(replay=path), [])


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        run(Means(replay=tmp_path / "none.har"), [])
    with pytest.raises(UsageError, match="cannot be written"):
        run(Means(record=tmp_path / "none" / "run.har"), [])
    with pytest.raises(UsageError, match="cannot be recorded"):
        run(Means(record=tmp_path / "run.har", offline=True), [])
