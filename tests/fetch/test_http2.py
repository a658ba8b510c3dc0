"""HTTP/2 where TLS offers it: asked for, observed, and cut off as HTTP/1.1 is."""

import asyncio
import gzip
import ssl

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest
import trustme
from hostile import FEED, hostile

from feeds.fetch.network import Limits
from feeds.fetch.wire import Wire
from feeds.source.delivery import Answer, Failure, Observed

AUTHORITY = trustme.CA()
BOMB = gzip.compress(b"0" * 5_000_000)


def serving() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)
    context.set_alpn_protocols(["h2"])
    return context


async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server of HTTP/2 for one connection."""
    spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    spoken.initiate_connection()
    writer.write(spoken.data_to_send())
    while data := await reader.read(65_536):
        for event in spoken.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                assert event.stream_id is not None
                assert event.headers is not None
                answer(spoken, event.stream_id, dict(event.headers)[b":path"])
                if dict(event.headers)[b":path"] == b"/garbage":
                    writer.write(b"\xff" * 5000)
        writer.write(spoken.data_to_send())
        await writer.drain()


def answer(spoken: h2.connection.H2Connection, stream: int, path: bytes) -> None:
    match path:
        case b"/feed":
            spoken.send_headers(stream, [(":status", "200"), ("content-type", "application/rss+xml")])
            spoken.send_data(stream, FEED, end_stream=True)
        case b"/bomb":
            spoken.send_headers(stream, [(":status", "200"), ("content-encoding", "gzip")])
            spoken.send_data(stream, BOMB, end_stream=True)
        case b"/reset":
            spoken.send_headers(stream, [(":status", "200")])
            spoken.reset_stream(stream)
        case b"/away":
            spoken.close_connection()


def ask(path: str) -> Observed:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)

    async def run(origin: str) -> Observed:
        async with Wire(context=context, limits=Limits(read=2.0, total=4.0)) as wire:
            return await wire.ask(origin + path, http2=True)

    with hostile(serving(), connected=speak) as server:
        return asyncio.run(run(server.origin))


def test_a_feed_over_http2() -> None:
    observed = ask("/feed")

    assert isinstance(observed, Answer), observed
    assert (observed.version, observed.body, observed.cut) == ("HTTP/2", FEED, None)
    assert observed.header("content-type") == "application/rss+xml"


@pytest.mark.parametrize(("path", "kinds"), [
    ("/bomb", {"bomb"}),
    ("/reset", {"cut", "protocol"}),
    ("/away", {"protocol", "cut"}),
    ("/garbage", {"protocol", "timeout"}),
])  # fmt: skip
def test_what_is_wrong_over_http2(path: str, kinds: set[str]) -> None:
    observed = ask(path)

    cut = observed if isinstance(observed, Failure) else observed.cut
    assert cut is not None
    assert cut.kind in kinds
