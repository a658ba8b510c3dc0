"""``--follow``: a feed's further pages are documents of their own; and what a later run remembers of a feed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_online import run

RSS = "application/rss+xml; charset=utf-8"


class Archive:
    """Feeds in pages on a loopback port; ``pages`` maps paths to a media type and a text."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []
        archive = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                archive.asked.append(self.path)
                kind, text = archive.pages.get(self.path, ("text/plain", ""))
                same = self.headers.get("If-None-Match") == '"one"'
                body = b"" if same else text.encode()
                self.send_response(304 if same else 200 if text else 404)
                for name, value in (("Content-Type", kind), ("ETag", '"one"'), ("Content-Length", str(len(body))),
                                    ("Access-Control-Allow-Origin", "*")):  # fmt: skip
                    self.send_header(name, value)
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            do_HEAD = do_GET  # noqa: N815 - the parent's name

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def rss(self, path: str, rel: str = "", to: str = "", title: str = "<title>One</title>") -> None:
        """A page with one item; ``rel`` and ``to`` say which is the next."""
        link = f'<atom:link rel="{rel}" href="{self.url}{to}"/>' if rel else ""
        self.pages[path] = (
            RSS,
            f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>{self.url}/</link>
<description>News</description><atom:link rel="self" href="{self.url}{path}"/>{link}
<item>{title}<link>{self.url}{path}/1</link><guid>{self.url}{path}/1</guid></item></channel></rss>
""",
        )

    def json(self, path: str, to: str = "", version: str = "https://jsonfeed.org/version/1.1") -> None:
        """The same as a JSON Feed."""
        feed = {"version": version, "title": "News", "feed_url": self.url + path,
                "items": [{"id": self.url + path + "/1", "content_text": "One"}]} | (
                    {"next_url": self.url + to} if to else {})  # fmt: skip
        self.pages[path] = ("application/feed+json", json.dumps(feed))


@pytest.fixture
def archive() -> Iterator[Archive]:
    archive = Archive()
    thread = threading.Thread(target=archive.server.serve_forever)
    thread.start()
    yield archive
    archive.server.shutdown()
    thread.join()
    archive.server.server_close()


def test_further_pages_are_checked_each_once_behind_the_feed_that_leads_to_them(
    archive: Archive, tmp_path: Path
) -> None:
    archive.rss("/a1", "next", "/a2")
    archive.rss("/a2", "next", "/a3", title="")
    archive.rss("/a3", "next", "/a2")  # a circle
    archive.rss("/b1", "prev-archive", "/b2")
    archive.rss("/b2", "prev-archive", "/gone")
    archive.json("/c1", "/c2")
    archive.json("/c2", "/c3", version="https://example.org/none")
    archive.json("/c3")
    archive.rss("/d1", "next", "/a3")
    targets = [archive.url + path for path in ("/a1", "/b1", "/c1", "/c3", "/d1")]

    done = run(*targets, "--follow", "--no-probe", "--output-format", "json", cwd=tmp_path)

    reports = json.loads(done.stdout)["reports"]
    names = [each["source"].removeprefix(archive.url) for each in reports]
    found = {name: {one["code"] for one in each["findings"]} for name, each in zip(names, reports, strict=True)}
    assert not done.stderr
    assert sorted(names) == ["/a1", "/a2", "/a3", "/b1", "/b2", "/c1", "/c2", "/c3", "/d1"]
    # In the order of the targets; /a3 belongs to whichever feed came to it first, /c3 is a target itself.
    assert [name for name in names if name != "/a3"] == ["/a1", "/a2", "/b1", "/b2", "/c1", "/c2", "/c3", "/d1"]
    assert "NET343" in found["/a1"]
    assert "NET342" in found["/b1"]
    assert "RSS110" in found["/a2"]
    assert "JSN133" in found["/c2"]
    # How a further page is served is not told for each.
    assert not {code for name in ("/a2", "/b2", "/c2") for code in found[name] if code.startswith("NET")}
    assert done.returncode == 1


def test_endless_pages_are_left_after_twenty(archive: Archive, tmp_path: Path) -> None:
    for number in range(30):
        archive.rss(f"/{number}", "next", f"/{number + 1}")

    done = run(archive.url + "/0", "--follow", "--no-probe", "--output-format", "jsonl", cwd=tmp_path)

    assert len(done.stdout.splitlines()) == 21
    assert archive.asked == [f"/{number}" for number in range(21)]


def test_a_feed_that_changed_under_its_validator_is_told_by_the_next_run(archive: Archive, tmp_path: Path) -> None:
    archive.rss("/feed")
    first = run(archive.url + "/feed", "--output-format", "concise", cwd=tmp_path)
    archive.rss("/feed", title="<title>Two</title>")

    second = run(archive.url + "/feed", "--output-format", "concise", cwd=tmp_path)
    third = run(archive.url + "/feed", "--output-format", "concise", cwd=tmp_path)

    assert "NET313" not in first.stdout
    assert "NET313 the feed changed since" in second.stdout
    assert second.returncode == 1
    assert "NET313" not in third.stdout
