"""What stands between a server and its readers: a proxy that meddles (mitmproxy), and a line that is slow (tbf)."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import answers, await_condition, free_port

# One fault a path, so that each request of a run meets the same one.
MEDDLER = """
from mitmproxy import http

def response(flow):
    answer, fault = flow.response, flow.request.path.strip("/").partition(".")[0]
    if fault == "failing":
        flow.response = http.Response.make(503, b"", {"Retry-After": "0"})
    elif fault == "truncated":
        answer.content = answer.content[: len(answer.content) // 2]
    elif fault == "retyped":
        answer.headers["content-type"] = "text/plain; charset=iso-8859-1"
    elif fault == "relabelled":
        answer.headers["content-encoding"] = "br"
    elif fault == "stripped":
        for name in ("etag", "last-modified"):
            answer.headers.pop(name, None)
    elif fault == "walled":
        flow.response = http.Response.make(403, b"<!doctype html><title>Just a moment...</title>",
                                           {"cf-mitigated": "challenge", "server": "cloudflare"})
"""
FAULTS = {"failing": "NET106", "truncated": "XML106", "retyped": "NET203", "relabelled": "NET111",
          "stripped": "NET503", "walled": "NET103"}  # fmt: skip


def feed(items: int = 8) -> bytes:
    """An RSS feed of about 250 bytes an item."""
    each = """<item><title>Item {0}</title><link>http://a.example/{0}</link><guid>http://a.example/{0}</guid>
<pubDate>Sat, 21 Nov 2026 08:00:00 +0000</pubDate><description>What happened on this day.</description></item>
"""
    return ("""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>News</title><link>http://a.example/</link><description>News</description>
""" + "".join(map(each.format, range(items))) + "</channel></rss>\n").encode()  # fmt: skip


class Files(http.server.SimpleHTTPRequestHandler):
    """A folder's feeds, as what they are."""

    extensions_map = {".xml": "application/rss+xml"}  # noqa: RUF012 - the parent's name and kind

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        pass


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[int]:
    """The port of a server whose feeds are all the same."""
    for name in (*FAULTS, "sound"):
        (tmp_path / f"{name}.xml").write_bytes(feed())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.real("mitmproxy")
def test_what_a_proxy_in_between_does_is_found(behind: int, tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "meddler.py").write_text(MEDDLER)
    program = shutil.which("mitmdump")
    assert program is not None
    proxy = subprocess.Popen(
        [program, "--mode", f"reverse:http://127.0.0.1:{behind}", "--listen-host", "127.0.0.1", "-p", str(port),
         "-s", str(tmp_path / "meddler.py"), "--set", f"confdir={tmp_path}", "-q"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await_condition(lambda: answers(port), "mitmdump does not answer")
        urls = [f"http://127.0.0.1:{port}/{name}.xml" for name in (*FAULTS, "sound")]
        done = subprocess.run(
            [sys.executable, "-m", "feeds", "check", *urls, "--no-cache", "--output-format", "json"],
            capture_output=True, text=True, check=False, timeout=120,
            env=os.environ | {"HOME": str(tmp_path), "no_proxy": "*"},
        )  # fmt: skip
    finally:
        proxy.terminate()
        proxy.wait(20)

    assert not done.stderr
    reports = json.loads(done.stdout)["reports"]
    found = {each["source"].rpartition("/")[2][:-4]: {one["code"] for one in each["findings"]} for each in reports}
    assert {name: code for name, code in FAULTS.items() if code not in found[name]} == {}
    assert not found["sound"] & set(FAULTS.values())


# Runs in a network of its own, in which the loopback carries 128 kbit a second and nothing else is there. (The largest
# packet has to fit into the bucket: without the mtu nothing at all would pass.)
SLOW_LINE = """
import functools, http.server, subprocess, sys, threading
for command in ("ip link set lo up mtu 1500", "tc qdisc add dev lo root tbf rate 128kbit burst 4000 latency 3000ms"):
    subprocess.run(command.split(), check=True)
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
handler.log_message = lambda *_: None
server = http.server.ThreadingHTTPServer(("127.0.0.1", 8080), handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for seconds in ("30", "1"):
    subprocess.run([sys.executable, "-m", "feeds", "check", "http://127.0.0.1:8080/feed.xml", "--no-probe",
                    "--no-cache", "--timeout", seconds, "--output-format", "jsonl"])
"""


@pytest.mark.real("iproute2")
def test_a_slow_line_is_waited_for_as_long_as_is_wanted(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this kernel gives nobody a network of their own")
    (tmp_path / "feed.xml").write_bytes(feed(160))  # 40 kB: two and a half seconds

    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", SLOW_LINE, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=90,
        env=os.environ | {"HOME": str(tmp_path), "no_proxy": "*", "PATH": os.environ.get("PATH", "") + ":/usr/sbin"},
    )  # fmt: skip

    patient, hurried = map(json.loads, done.stdout.splitlines())
    assert patient["stopped"] is None
    assert patient["format"] == "rss-2.0"
    assert "was not there after 1 second" in hurried["stopped"]
    assert [each["code"] for each in hurried["findings"]] == ["NET113"]
