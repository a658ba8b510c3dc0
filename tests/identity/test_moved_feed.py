"""A feed that is redirected, permanently or not, when it is compared."""

import http.server
import threading
from pathlib import Path

import pytest
from commands import Terminal

FEED = (
    b'<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>x</description>'
    b"<item><title>One</title><guid>https://example.org/1</guid></item></channel></rss>"
)


class _Moving(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that http.server asks for
        status = {"/old": 301, "/away": 302}.get(self.path, 200)
        self.send_response(status)
        if status != 200:
            self.send_header("Location", "/new")
        self.send_header("Content-Length", str(0 if status != 200 else len(FEED)))
        self.end_headers()
        self.wfile.write(b"" if status != 200 else FEED)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        pass


@pytest.mark.parametrize(
    ("path", "says", "code"),
    [("old", "has moved for good: ", 1), ("away", "is elsewhere for now: ", 1), ("new", "", 0)],
)
def test_a_redirect_is_told(
    path: str,
    says: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = Terminal(tmp_path, monkeypatch, capsys)
    (tmp_path / "feed.xml").write_bytes(FEED)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Moving)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        result = run("diff", "feed.xml", url + path, "--fail-on", "move")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert result.code == code, result.err
    assert (f"{url}{path} {says}{url}new" in result.out) is bool(says)
