"""What nginx gives for every address that the site names, and what `feeds check` says of it over HTTP."""

import gzip
import http.client
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from email.message import Message
from urllib.parse import urlsplit

import pytest
from loopback import Server
from publisher import Site

pytestmark = pytest.mark.real("nginx")

TYPES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",  # RFC 8259 gives JSON no charset
}


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)
    try:
        connection.request("GET", address.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("name", TYPES)
def test_a_feed_is_served_with_type_validators_and_compression(server: Server, site: Site, name: str) -> None:
    status, headers, body = get(server.url + name)
    assert (status, headers["Content-Type"]) == (200, TYPES[name])
    assert body == (site.output / name).read_bytes()
    for validator, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        assert get(server.url + name, **{condition: headers[validator]})[0] == 304
    _, compressed, packed = get(server.url + name, **{"Accept-Encoding": "gzip"})
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == body


@pytest.mark.usefixtures("server")
def test_no_permalink_is_dead(site: Site) -> None:
    for item in site.items():
        status, headers, body = get(item.url)
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert item.id.encode() in body or item.url.encode() in body


def test_every_feed_of_the_opml_answers(server: Server) -> None:
    _, _, body = get(server.url + "feeds.opml")
    addresses = [
        outline.attrib["xmlUrl"] for outline in ET.fromstring(body).iter("outline") if "xmlUrl" in outline.attrib
    ]
    assert {urlsplit(address).path.removeprefix("/") for address in addresses} <= set(TYPES)
    assert addresses
    assert {get(address)[0] for address in addresses} == {200}


def test_feeds_check_is_content(server: Server) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "feeds", "check", "--output-format", "json", *(server.url + name for name in TYPES)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    summary = json.loads(ran.stdout)["summary"]
    assert (summary["sources"], summary["errors"], summary["warnings"], summary["unchecked"]) == (3, 0, 0, 0)
    asked = server.requests()
    # Each is asked for once, and then again to see what its validators, encodings and errors are worth.
    assert {request.path.removeprefix("/") for request in asked} == {*TYPES, "there-is-no-such-feed"}
    assert {request.status for request in asked} == {200, 304, 404}
    assert all(request.agent.startswith("feeds/") for request in asked)


def test_feeds_check_of_a_missing_address_is_not_silent(server: Server) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "feeds", "check", server.url + "absent.xml"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "NET101" in ran.stdout
    assert "404" in ran.stdout + ran.stderr
