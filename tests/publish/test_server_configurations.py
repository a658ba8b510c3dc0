"""What `feeds server` prints, loaded into the real server and looked at with httpx and with `feeds check`."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from loopback import free_port
from publisher import ROOT
from webservers import served

KINDS = [
    pytest.param("nginx", marks=pytest.mark.real("nginx", "brotli-static")),
    pytest.param("caddy", marks=pytest.mark.real("caddy")),
    pytest.param("apache", marks=pytest.mark.real("apache2")),
    pytest.param("lighttpd", marks=pytest.mark.real("lighttpd")),
]
TYPES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "feeds.opml": "text/x-opml; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "ledger.jsonl": "application/x-ndjson",
    "feed-icon.png": "image/png",
}
FEEDS = ("rss.xml", "atom.xml", "feed.json")
HUB = "https://hub.example.org/?a=1"


def feeds(*arguments: object, code: int = 0, env: dict[str, str] | None = None) -> str:
    """What the command line says, which must leave with ``code``."""
    command = [sys.executable, "-m", "feeds", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})})
    assert ran.returncode == code, f"{ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout + ran.stderr


@dataclass(frozen=True)
class Built:
    """A site that was built for a port and published to a folder that every user may read."""

    root: Path
    port: int
    prefix: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def configuration(self, kind: str) -> str:
        return feeds("server", kind, "--config", self.root / "feeds.toml", "--root", self.root / "www" / "site")


@pytest.fixture(scope="module", params=["/", "/our/news/"])
def built(request: pytest.FixtureRequest) -> Iterator[Built]:
    root = Path(tempfile.mkdtemp(prefix="feeds-test-"))
    root.chmod(0o755)
    (root / "www").mkdir()
    made = Built(root, free_port(), str(request.param))
    said = {"base-url": made.url, "title": "Site", "hub": HUB, "authority": "example.org,2026"}
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    (root / "feeds.toml").write_text("\n".join([*lines, f"sources = [{json.dumps(str(ROOT / 'seeds'))}]"]), "utf-8")
    feeds("build", "--config", root / "feeds.toml", env={"SOURCE_DATE_EPOCH": "1795341600"})
    feeds("publish", root / "www" / "site", "--config", root / "feeds.toml", "--no-check")
    try:
        yield made
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("kind", KINDS)
def test_a_real_server(kind: str, built: Built) -> None:
    scratch = built.root / kind
    with served(kind, built.configuration(kind), built.port, scratch), httpx.Client(base_url=built.url) as client:
        for path, wanted in TYPES.items():
            _types_and_validators(client, path, wanted)
        for path in FEEDS:
            _as_feeds(client, path, built)
        assert client.get(".feeds-manifest.json").status_code in (403, 404)
        assert client.get("").headers["content-type"] == TYPES["index.html"]
        assert client.get("rss").status_code == 404
        own = {"XDG_CACHE_HOME": str(scratch / "cache")}  # what another server said at this address is no news here
        assert feeds("check", *(built.url + path for path in FEEDS), env=own) == "Nothing to mend in 3 documents.\n"


def _types_and_validators(client: httpx.Client, path: str, wanted: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert plain.headers["content-type"] == wanted
    assert "content-encoding" not in plain.headers
    assert plain.headers.get_list("cache-control") == [plain.headers["cache-control"]]
    packed = not path.endswith(".png")
    codings = ("gzip", "br") if packed else ()
    for answer in (plain, *(client.get(path, headers={"Accept-Encoding": coding}) for coding in codings)):
        assert answer.content == plain.content  # httpx unpacks
        assert answer.headers["content-type"] == wanted
        if packed:
            assert answer.headers["vary"].lower().split(", ") == ["accept-encoding"]
        again = {"Accept-Encoding": answer.headers.get("content-encoding", "identity")}
        for condition in (
            {"If-None-Match": answer.headers["etag"]},
            {"If-Modified-Since": answer.headers["last-modified"]},
        ):
            same = client.get(path, headers={**again, **condition})
            assert same.status_code == 304, condition
            assert same.content == b""
    for coding in codings:
        answer = client.get(path, headers={"Accept-Encoding": coding})
        assert answer.headers["content-encoding"] == coding, path


def _as_feeds(client: httpx.Client, path: str, built: Built) -> None:
    answer = client.get(path)
    tag = {"If-None-Match": answer.headers["etag"]}
    for each in (answer, client.get(path, headers=tag)):
        assert each.headers.get_list("access-control-allow-origin") == ["*"], each.status_code
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers.get_list("link") == [f'<{built.url}{path}>; rel="self", <{HUB}>; rel="hub"']
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    preflight = client.options(path, headers={**asked, "Access-Control-Request-Headers": "if-none-match"})
    assert preflight.status_code in (200, 204)
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "If-None-Match" in preflight.headers["access-control-allow-headers"]
