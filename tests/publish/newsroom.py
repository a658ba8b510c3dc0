"""A newsroom that publishes edition after edition, and a reader that polls it and misses nothing."""

import random
import re
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from xml.etree import ElementTree as ET

import httpx

ITEMS = 12  # in the feed
PAGES = 60  # that stay on the server
END = "<!-- end -->"


def pages(edition: int) -> range:
    """The articles that an edition has; the newest ITEMS of them are in its feed."""
    return range(max(1, edition * 2 + 20 - PAGES), edition * 2 + 21)


def write(folder: Path, edition: int, home: str) -> None:
    """The files of an edition, as a build would leave them; every third article of the feed was edited."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "a").mkdir(parents=True)
    newest = list(reversed(pages(edition)))[:ITEMS]
    for number in pages(edition):
        edited = f" edited in {edition}" if number in newest[::3] else ""
        words = f"<p>Article {number}{edited}.</p>" * 40
        text = f'<!doctype html><html lang="en"><title>{number}</title>{words}{END}</html>'
        (folder / "a" / f"{number}.html").write_text(text, "utf-8")
    (folder / "index.html").write_text(f"<!doctype html><title>{edition}</title>{END}", "utf-8")
    items = "".join(
        f"<item><title>{number}</title><link>{home}a/{number}.html</link>"
        f'<guid isPermaLink="false">tag:example.org,2026:{number}</guid><description>{"x" * 900}</description></item>'
        for number in newest
    )
    (folder / "rss.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>Edition {edition}</title><link>{home}</link><description>News</description>"
        f'<atom:link href="{home}rss.xml" rel="self" type="application/rss+xml"/>{items}</channel></rss>\n',
        "utf-8",
    )


@dataclass
class Reader:
    """Polls the feed without a pause, compressed or not, and follows every link in it.

    With ``gaps``, a file that is not there is counted but not wrong: some servers take the old one away before they
    put the new one in its place (RFC 4918 section 9.9.3 says MOVE like that).
    """

    home: str
    gaps: bool = False
    gone: int = 0
    polls: int = 0
    followed: int = 0
    editions: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_wrong: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        choose = random.Random(1)  # noqa: S311 - the same every time is what is wanted
        last = 0
        with httpx.Client(base_url=self.home) as client:
            while not self._stop.is_set() and len(self.wrong) < 10:
                coding = choose.choice(("identity", "gzip", "br"))
                try:
                    last = self._poll(client, coding, last)
                except LookupError as gone:
                    self.gone += 1
                    if not self.gaps:
                        self.wrong.append(f"{coding}: {gone}")
                except (httpx.HTTPError, ET.ParseError, AssertionError) as wrong:
                    self.wrong.append(f"{coding}: {type(wrong).__name__}: {wrong}")
                self.polls += 1
                time.sleep(0.002)  # leave the publisher some of the machine

    def _poll(self, client: httpx.Client, coding: str, last: int) -> int:
        answer = client.get("rss.xml", headers={"Accept-Encoding": coding})
        if answer.status_code == 404:
            raise LookupError("the feed is not there")
        assert answer.status_code == 200, f"the feed: {answer.status_code}"
        channel = ET.fromstring(answer.content).find("channel")
        assert channel is not None
        edition = int((channel.findtext("title") or "").removeprefix("Edition "))
        found = [int((item.findtext("guid") or "").rpartition(":")[2]) for item in channel.iter("item")]
        wanted = list(reversed(pages(edition)))[:ITEMS]
        assert found == wanted, f"edition {edition}: items {found}"
        if coding == "identity":  # each encoding is a file of its own: only of one file it can be told what is newer
            assert edition >= last, f"edition {edition} after {last}"
            last = edition
        new = edition not in self.editions
        self.editions.add(edition)
        for number in found if new or self.polls % 5 == 0 else found[:2]:
            page = client.get(f"a/{number}.html", headers={"Accept-Encoding": coding})
            if page.status_code == 404:
                raise LookupError(f"edition {edition} leads to page {number}, which is not there")
            assert page.status_code == 200, f"edition {edition} leads to page {number}: {page.status_code}"
            assert re.search(rf"<title>{number}</title>.*{END}", page.text, re.DOTALL), f"page {number} is torn"
            self.followed += 1
        return last
