"""Debian's four web servers: configured well they have no finding, configured badly the right ones; and their traps."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import os
from pathlib import Path

import pytest
from loopback import free_port
from realservers import KINDS, nginx_in_public, publish, running, started
from served import AUTHORITY, HOST, ITEMS, JSON, Public

from feeds.check import Report
from feeds.delivered import Wanted, check_url
from feeds.fetch.probes import ALL
from feeds.fetch.wire import Wire
from feeds.source.delivery import Answer, Visit

NOW = dt.datetime.now(dt.UTC)
THEN = int(NOW.timestamp()) - 86_400
RSS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title>'
    f"<link>https://example.org/</link><description>News</description>{{}}{ITEMS}</channel></rss>"
)
PUBLIC = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>News</title>'
    f'<link>https://{HOST}/</link><description>News</description><itunes:image href="https://{HOST}/show.gif"/>'
    f'<atom:link rel="self" type="application/rss+xml" href="https://{HOST}/rss.xml"/>'
    f'<item><title>Sound</title><enclosure url="https://{HOST}/1.mp3" length="1000" type="audio/mpeg"/></item>'
    f"{ITEMS}</channel></rss>"
)
EVERY = [pytest.param(name, marks=pytest.mark.real(name)) for name in KINDS]
RIGHT = {
    "nginx": {"NET203", "NET205", "NET302", "NET402", "NET505"},
    "caddy": {"NET203", "NET317", "NET403", "NET503"},
    "apache2": {"NET203", "NET207", "NET209", "NET504", "NET505"},
    "lighttpd": {"NET203", "NET210", "NET211", "NET212", "NET505"},
}


def checked(url: str, earlier: Visit | None = None) -> Report:
    async def run() -> Report:
        async with Wire() as wire:
            return await check_url(url, wire, now=NOW, wanted=Wanted(probes=ALL - {"ipv6"}), earlier=earlier)

    report = asyncio.run(run())
    assert report.crashes == ()
    return report


def codes(report: Report) -> set[str]:
    return {finding.rule.code for finding in report.findings if finding.rule.code.startswith("NET")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a feed in two formats that a server running as somebody else may read."""
    root = tmp_path / "site"
    root.mkdir()
    for folder in (root, *tmp_path.parents[:3], tmp_path):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    publish(root, "rss.xml", RSS.format("").encode(), THEN)
    publish(root, "feed.json", JSON.replace("[]", f'[{{"id": "1", "content_text": "{"words " * 99}"}}]').encode(), THEN)
    return root


@pytest.mark.parametrize("name", EVERY)
def test_a_well_configured_server_has_no_finding(name: str, root: Path, tmp_path: Path) -> None:
    with running(name, root, tmp_path / "server", well=True) as url:
        assert codes(checked(url + "rss.xml")) == set()
        assert codes(checked(url + "feed.json")) - {"NET513"} == set()


@pytest.mark.parametrize("name", EVERY)
def test_a_badly_configured_server_has_the_right_findings(name: str, root: Path, tmp_path: Path) -> None:
    with running(name, root, tmp_path / "server", well=False) as url:
        assert codes(checked(url + "rss.xml")) >= RIGHT[name]


@pytest.mark.parametrize("name", EVERY)
def test_what_is_not_there_is_an_error_of_the_feed(name: str, root: Path, tmp_path: Path) -> None:
    with running(name, root, tmp_path / "server", well=True) as url:
        report = checked(url + "nothing.xml")
    assert codes(report) == {"NET101"}
    assert report.stopped is not None
    assert "404" in report.stopped


@pytest.mark.parametrize("name", EVERY)
def test_other_bytes_of_one_size_and_time_are_told_across_runs(name: str, root: Path, tmp_path: Path) -> None:
    """All four answer 304 to the old tag: no request can show it, but what an earlier run remembers does."""
    with running(name, root, tmp_path / "server", well=True) as url:
        # A .gz of the new bytes would have another length, and so another tag.
        (root / "rss.xml.gz").unlink()
        first = asyncio.run(_usual(url + "rss.xml"))
        publish(root, "rss.xml", RSS.format("").replace("day 1,", "day X,").encode(), THEN)
        (root / "rss.xml.gz").unlink()
        tag, date = first.header("etag"), first.header("last-modified")
        found = codes(checked(url + "rss.xml", Visit(NOW, first.status, first.digest, tag, date)))
    assert found & {"NET313", "NET314"}


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.real(name)) for name in ("caddy", "apache2")])
def test_a_compressed_copy_that_was_left_behind(name: str, root: Path, tmp_path: Path) -> None:
    with running(name, root, tmp_path / "server", well=True) as url:
        (root / "rss.xml").write_bytes(RSS.format("<!-- news -->").encode())
        assert "NET312" in codes(checked(url + "rss.xml"))


@pytest.mark.real("nginx")
def test_nginx_says_that_an_older_file_is_new_and_others_do_not(root: Path, tmp_path: Path) -> None:
    """If-Modified-Since later than the file's time: exact comparison is right too (RFC 9110, section 13.1.3)."""
    publish(root, "rss.xml", gzip.decompress((root / "rss.xml.gz").read_bytes()), THEN - 86_400)
    with running("nginx", root, tmp_path / "server", well=True) as url:
        assert codes(checked(url + "rss.xml")) == set()


@pytest.mark.real("nginx")
def test_nginx_as_it_should_stand_on_the_internet(root: Path, tmp_path: Path) -> None:
    """With every probe, and everything asked for that the feed names: no finding about delivery."""
    scratch, ports = tmp_path / "nginx", {"http": free_port(), "https": free_port()}
    scratch.mkdir()
    issued = AUTHORITY.issue_cert(HOST)
    issued.private_key_pem.write_to_path(scratch / "key.pem")
    for each in issued.cert_chain_pems:
        each.write_to_path(scratch / "chain.pem", append=True)
    publish(root, "rss.xml", PUBLIC.encode(), THEN)
    link = f'<link rel="alternate" type="application/rss+xml" title="News" href="https://{HOST}/rss.xml">'
    (root / "index.html").write_text(f"<!doctype html><html><head><title>News</title>{link}</head><body>", "utf-8")
    (root / "1.mp3").write_bytes(b"ID3" + bytes(997))
    (root / "show.gif").write_bytes(b"GIF89a" + (1400).to_bytes(2, "little") * 2 + b"..")
    configuration = nginx_in_public(root, ports["http"], ports["https"], HOST, ready=scratch)
    (scratch / "server.conf").write_text(configuration, "utf-8")

    async def run() -> Report:
        asks = Public(ports, addresses=("127.0.0.1", "::1"))
        wanted = Wanted(ALL, enclosures=True, hub=True, home=True, follow=True, page=f"https://{HOST}/")
        return await check_url(f"https://{HOST}/rss.xml", asks, now=NOW, wanted=wanted)

    with started("nginx", scratch, ports["http"]):
        report = asyncio.run(run())
    assert report.crashes == ()
    assert report.stopped is None
    assert codes(report) == set()


async def _usual(url: str) -> Answer:
    async with Wire() as wire:
        got = await wire.ask(url)
    assert isinstance(got, Answer)
    return got
