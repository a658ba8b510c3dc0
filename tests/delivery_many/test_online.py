"""What a URL on the command line stands for: a feed, a page, a sitemap, a list; and what the options make of it."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from loopback import free_port
from town import feed, sources

HTML = "text/html; charset=utf-8"
XML = "application/xml"
PAGE = """<!doctype html><html><head><title>x</title>
<link rel="alternate" type="application/rss+xml" title="A" href="/a.xml">
<link rel="alternate" type="application/rss+xml" title="B" href="{host}/b.xml"></head><body></body></html>"""


class Site:
    """A server on a loopback port; ``asked`` is what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.add(self.headers.get("User-Agent", ""))
                kind, body = site.pages.get(self.path, ("", b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or HTML)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        rss = "application/rss+xml"
        locations = "".join(f"<url><loc>{self.url}/{name}</loc></url>" for name in
                            ("", "about", "a.xml", "picture.png", "gone.html"))  # fmt: skip
        sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'.encode()
        outlines = "".join(
            f'<outline type="rss" text="{name}" xmlUrl="{self.url}/{name}"/>' for name in ("b.xml", "a.xml")
        )
        self.pages = {
            "/a.xml": (rss, feed("a.example", 1)),
            "/b.xml": (rss, feed("b.example", 1)),
            "/": (HTML, PAGE.format(host=self.url).encode()),
            "/about": (HTML, b"<!doctype html><title>About</title>"),
            "/blog/feed.xml": (HTML, PAGE.format(host=self.url).encode()),
            "/picture.png": ("image/png", b"\x89PNG\r\n\x1a\n"),
            "/sitemap.xml": (XML, sitemap),
            "/sitemap.xml.gz": ("application/gzip", gzip.compress(sitemap)),
            "/index.xml": (XML, f"<sitemapindex><sitemap><loc>{self.url}/sitemap.xml.gz</loc></sitemap>".encode()
                           + b"</sitemapindex>"),
            "/empty.xml": (XML, f"<urlset><url><loc>{self.url}/about</loc></url></urlset>".encode()),
            "/subs.opml": ("text/x-opml", f'<opml version="2.0"><head/><body>{outlines}</body></opml>'.encode()),
        }  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def run(*arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    env = os.environ | {"HOME": str(cwd), "XDG_CACHE_HOME": "", "XDG_STATE_HOME": ""}
    return subprocess.run([sys.executable, "-m", "feeds", "check", *arguments], cwd=cwd, input=stdin, text=True,
                          capture_output=True, check=False, timeout=60, env=env)  # fmt: skip


def told(done: subprocess.CompletedProcess[str], site: Site) -> list[str]:
    """The paths that reports are about."""
    assert "Traceback" not in done.stderr
    reports = json.loads(done.stdout)["reports"]
    return [str(each["source"]).removeprefix(site.url) for each in reports]


JSON = ("--output-format", "json", "--no-probe")


@pytest.mark.parametrize(
    ("target", "reports", "said"),
    [
        ("/a.xml", ["/a.xml"], ""),
        ("/", ["/a.xml", "/b.xml"], "is a web page; it names these 2 feeds"),
        ("/blog/feed.xml", ["/blog/feed.xml", "/a.xml", "/b.xml"], "is a web page"),
        ("/about", ["/about"], ""),
        ("/sitemap.xml", ["/a.xml", "/b.xml", "/gone.html"], "is a sitemap, 5 long"),
        ("/index.xml", ["/a.xml", "/b.xml", "/gone.html"], "is an index of sitemaps, 1 long"),
        ("/empty.xml", ["/empty.xml"], "is a sitemap, 1 long"),
        ("/subs.opml", ["/subs.opml"], ""),
    ],
)
def test_what_a_target_stands_for(target: str, reports: list[str], said: str, site: Site, tmp_path: Path) -> None:
    done = run(site.url + target, *JSON, cwd=tmp_path)

    assert sorted(told(done, site)) == sorted(reports)
    assert said in done.stderr
    if not said:
        assert done.stderr == ""


def test_a_page_where_a_feed_was_promised_is_an_error_and_one_without_feeds_too(site: Site, tmp_path: Path) -> None:
    for target in ("/blog/feed.xml", "/about"):
        done = run(site.url + target, *JSON, cwd=tmp_path)
        first = json.loads(done.stdout)["reports"][0]
        assert done.returncode == 1
        assert not first["valid"]


def test_a_sitemap_that_leads_nowhere_is_not_clean(site: Site, tmp_path: Path) -> None:
    done = run(site.url + "/empty.xml", cwd=tmp_path)

    assert done.returncode == 3
    assert "leads to no feed" in done.stdout


@pytest.mark.parametrize(
    ("name", "reports"),
    [
        ("/subs.opml", ["/b.xml", "/a.xml"]),
        ("/", ["/a.xml", "/b.xml"]),
        ("/sitemap.xml", ["/a.xml", "/b.xml", "/gone.html"]),
    ],
)
def test_a_list_is_a_file_or_a_url_and_is_not_itself_checked(
    name: str, reports: list[str], site: Site, tmp_path: Path
) -> None:
    kept = tmp_path / "list"
    kept.write_bytes(site.pages[name][1].replace(b'href="/', f'href="{site.url}/'.encode()))

    for given in (str(kept), site.url + name):
        done = run("--files-from", given, *JSON, cwd=tmp_path)
        assert sorted(told(done, site)) == sorted(reports)
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--files-from", "{url}/gone"], "The list of targets cannot be fetched: {url}/gone answered 404"),
        (["--files-from", "{url}/about"], "{url}/about is a web page that names no feed."),
        (
            ["--files-from", "{url}/a.xml"],
            "{url}/a.xml is a feed, not a list of targets. Name it without --files-from.",
        ),
        (["--files-from", "{url}/subs.opml", "--record", "x.har"], "save {url}/subs.opml as a file first"),
        (["{url}/a.xml", "--record", "x.har", "--replay", "y.har"], "give --record or --replay, not both"),
        (["{url}/a.xml", "--replay", "none.har"], "none.har"),
        (["{url}/a.xml", "--max-size", "big"], "'big' is no size; write it as in 500k or 20M."),
        (["{url}/a.xml", "--resume", "--journal", "note.txt"], "note.txt is no journal of ours"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], says: str, site: Site, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("a note\n")

    done = run(*(each.format(url=site.url) for each in arguments), cwd=tmp_path)

    assert done.returncode == 2
    assert says.format(url=site.url) in " ".join(done.stderr.split())
    assert (tmp_path / "note.txt").read_text() == "a note\n"


def test_targets_of_all_kinds_are_told_in_their_order(site: Site, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(feed("one.example"))
    (tmp_path / "two.xml").write_bytes(feed("two.example"))

    done = run("one.xml", site.url + "/", "two.xml", site.url + "/b.xml", site.url + "/b.xml", *JSON, cwd=tmp_path)

    assert told(done, site) == ["one.xml", "/a.xml", "two.xml", "/b.xml"]


def test_a_recorded_run_is_replayed_byte_for_byte(site: Site, tmp_path: Path) -> None:
    arguments = (site.url + "/", site.url + "/none.xml", "--output-format", "json")
    first = run(*arguments, "--record", "run.har", cwd=tmp_path)
    before = len(site.asked)

    second = run(*arguments, "--replay", "run.har", cwd=tmp_path)

    assert len(site.asked) == before
    assert (second.stdout, second.stderr, second.returncode) == (first.stdout, first.stderr, first.returncode)


def test_options_reach_the_network(site: Site, tmp_path: Path) -> None:
    feed_url = site.url + "/a.xml"
    run(feed_url, "--user-agent", "Tester/1", "--no-probe", cwd=tmp_path)
    assert "Tester/1" in site.agents

    for option, says in ((["--public-only"], "loopback"), (["--offline", "--no-cache"], "not in the cache"),
                         (["--max-size", "100", "--no-cache"], "larger than 100")):  # fmt: skip
        done = run(feed_url, *option, "--output-format", "concise", cwd=tmp_path)
        assert says in done.stdout, done.stdout
        assert done.returncode != 0


def test_where_nobody_answers_the_address_is_named_once_with_and_without_colours(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/feed.xml"

    for colour in ("never", "always"):
        done = run(url, "--color", colour, cwd=tmp_path)
        assert done.returncode == 3
        assert done.stdout.count(url) == 1
        assert "cannot be connected to: connection refused. Check the address" in done.stdout


def test_a_password_is_in_no_output_and_in_no_journal(site: Site, tmp_path: Path) -> None:
    url = site.url.replace("://", "://someone:secret@") + "/"

    done = run(url, url + "none.xml", *JSON, "--journal", "kept", "--resume", cwd=tmp_path)
    broken = run(
        *[f"{url}none.xml?{number}" for number in range(30)], "--output-format", "jsonl", "--no-probe", cwd=tmp_path
    )

    assert "secret" not in done.stdout + done.stderr + broken.stdout + broken.stderr
    assert len(sources(broken.stdout.splitlines())) == 30
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"secret" not in path.read_bytes(), path
