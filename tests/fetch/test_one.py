"""One URL fetched from real sockets on the loopback: what comes, and every way in which it does not."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from feeds.errors import FetchError
from feeds.fetch.one import fetch, redacted

FEED = b"<rss version='2.0'/>"


class Answers(BaseHTTPRequestHandler):
    """Each path is one way in which a server answers."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.headers.get("User-Agent", ""))
        match self.path:
            case "/feed.xml":
                self.answer(200, FEED, {"Content-Type": "application/rss+xml; charset=utf-8"})
            case "/moved.xml":
                self.answer(301, b"", {"Location": "/feed.xml"})
            case "/loop.xml":
                self.answer(302, b"", {"Location": "/loop.xml"})
            case "/packed.xml":
                self.answer(200, gzip.compress(FEED), {"Content-Encoding": "gzip"})
            case "/bomb.xml":
                self.answer(200, gzip.compress(b"0" * 5_000_000), {"Content-Encoding": "gzip"})
            case "/broken.xml":
                self.answer(200, b"not gzip", {"Content-Encoding": "gzip"})
            case "/cut.xml":
                self.answer(200, FEED, {"Content-Length": "1000"})
            case "/endless.xml":
                self.send_response(200)
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"x" * 65536)
                except OSError:
                    return
            case "/wall.xml":
                self.answer(403, b"", {})
            case _:
                self.answer(404, b"", {})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_feed_comes_with_its_address_and_media_type(base: str) -> None:
    source = fetch(f"{base}/feed.xml")

    assert source.data == FEED
    assert (source.name, source.url) == (f"{base}/feed.xml", f"{base}/feed.xml")
    assert source.media_type == "application/rss+xml; charset=utf-8"
    assert Answers.asked[-1].startswith("feeds/")


def test_redirects_are_followed_and_the_final_address_is_the_url(base: str) -> None:
    source = fetch(f"{base}/moved.xml")

    assert (source.name, source.url) == (f"{base}/moved.xml", f"{base}/feed.xml")


def test_compression_is_undone(base: str) -> None:
    assert fetch(f"{base}/packed.xml").data == FEED


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/none.xml", "answered 404 Not Found. There is no feed at this address."),
        ("/wall.xml", "answered 403 Forbidden. Readers are refused too"),
        ("/loop.xml", "redirects in a circle"),
        ("/endless.xml", "is larger than 1,000,000 bytes"),
        ("/bomb.xml", "is compressed more than 200 times"),
        ("/broken.xml", "has a body that is not the gzip that its Content-Encoding says"),
        ("/cut.xml", "ends before the length that it announces"),
    ],
)
def test_what_does_not_come_is_said(base: str, path: str, says: str) -> None:
    with pytest.raises(FetchError, match=r"^http://127") as raised:
        fetch(base + path, limit=1_000_000)

    assert says in str(raised.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/feed.xml", "http://", "http://[::1/feed.xml", "http://a b/"])
def test_addresses_that_lead_nowhere(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


def test_a_slow_answer_is_cut_off(base: str) -> None:
    ticks = iter(range(0, 10_000, 30))

    with pytest.raises(FetchError, match=r"was not there after 60 seconds|sends \d+ bytes a second"):
        fetch(f"{base}/endless.xml", limit=10**12, clock=lambda: float(next(ticks)))


def test_passwords_are_not_shown(base: str) -> None:
    with_password = base.replace("//", "//me:secret@")

    assert "secret" not in fetch(f"{with_password}/feed.xml").name
    assert redacted("https://me:secret@example.org/x") == "https://…@example.org/x"
    with pytest.raises(FetchError) as raised:
        fetch(f"{with_password}/none.xml")
    assert "secret" not in str(raised.value)
