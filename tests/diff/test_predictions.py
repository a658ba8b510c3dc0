"""What `feeds diff` predicts is what real readers do: an edit, other ids, another format, replayed in four of them.

Every reader polls the old feed, then the new one at the same address. What it shows as new the second time is compared
with the items that the prediction for that reader calls new or resurfacing; what it then shows of an edit, with
whether the prediction says that edits replace what is there.
"""

import configparser
import datetime as dt
import http.server
import os
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pytest
from test_comparison import ALL_NEW_IDS, FEED, NOW, Entry, Feed, edited

from feeds.diff import READERS, compare, snapshot
from feeds.source.source import Source

# reader's own copy of feedparser imports what Python 3.13 removes, and says so when imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Place:
    """An address on loopback at which one document stands."""

    def __init__(self) -> None:
        self.body = b""
        place = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server asks for
                self.send_response(200)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(place.body)))
                self.end_headers()
                self.wfile.write(place.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/feed"

    @contextmanager
    def open(self) -> Iterator["Place"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


class Program(Protocol):
    """A reader with one subscription."""

    def poll(self) -> None: ...

    def shown(self) -> list[str]:
        """A text for each item that it has shown: its title and its content."""
        ...


@dataclass
class Newsboat:
    home: Path
    url: str

    def poll(self) -> None:
        (self.home / "urls").write_text(self.url + "\n", encoding="utf-8")
        (self.home / "config").touch()
        files = [f"{flag}{self.home / name}" for flag, name in (("-C", "config"), ("-u", "urls"), ("-c", "cache.db"))]
        called(self.home, "newsboat", *files, "-x", "reload")

    def shown(self) -> list[str]:
        with closing(sqlite3.connect(self.home / "cache.db")) as cache:
            return [f"{title} {content}" for title, content in cache.execute("select title, content from rss_item")]


@dataclass
class Sfeed:
    home: Path
    url: str

    def poll(self) -> None:
        (self.home / "feeds").mkdir(exist_ok=True)
        (self.home / "rc").write_text(
            f'sfeedpath="{self.home}/feeds"\nfeeds() {{\n feed "one" "{self.url}"\n}}\n', "utf-8"
        )
        called(self.home, "sfeed_update", str(self.home / "rc"))

    def shown(self) -> list[str]:
        rows = (line.split("\t") for line in (self.home / "feeds" / "one").read_text("utf-8").splitlines())
        return [f"{row[1]} {row[3]}" for row in rows]


@dataclass
class Rss2email:
    home: Path
    url: str

    def poll(self) -> None:
        files = ("-c", str(self.home / "r2e.cfg"), "-d", str(self.home / "r2e.json"))
        if not (self.home / "mail").exists():
            for folder in ("new", "cur", "tmp"):
                (self.home / "mail" / "INBOX" / folder).mkdir(parents=True)
            called(self.home, "r2e", *files, "new", "reader@example.org")
            settings = configparser.ConfigParser(interpolation=None)
            settings.read(self.home / "r2e.cfg", encoding="utf-8")
            settings["DEFAULT"].update({"from": "feeds@example.org", "email-protocol": "maildir"})
            settings["DEFAULT"].update({"maildir-path": str(self.home / "mail"), "maildir-mailbox": "INBOX"})
            with (self.home / "r2e.cfg").open("w", encoding="utf-8") as file:
                settings.write(file)
            called(self.home, "r2e", *files, "add", "one", self.url)
        called(self.home, "r2e", *files, "run")

    def shown(self) -> list[str]:
        return [path.read_text("utf-8") for path in (self.home / "mail" / "INBOX" / "new").iterdir()]


@dataclass
class Library:
    """reader, https://reader.readthedocs.io/."""

    home: Path
    url: str

    def poll(self) -> None:
        from reader import make_reader

        with closing(make_reader(str(self.home / "reader.sqlite"))) as library:
            library.add_feed(self.url, exist_ok=True)
            library.update_feed(self.url)

    def shown(self) -> list[str]:
        from reader import make_reader

        with closing(make_reader(str(self.home / "reader.sqlite"))) as library:
            return [f"{one.title} {one.summary} {one.content}" for one in library.get_entries()]


def called(home: Path, *command: str) -> None:
    subprocess.run(
        command, env={**os.environ, "HOME": str(home)}, stdin=subprocess.DEVNULL, capture_output=True, check=True,
        timeout=60,
    )  # fmt: skip


PROGRAMS: dict[str, Callable[[Path, str], Program]] = {
    "newsboat": Newsboat,
    "sfeed": Sfeed,
    "rss2email": Rss2email,
    "reader": Library,
}
NAMELESS = replace(FEED, entries=tuple(replace(one, id=None) for one in FEED.entries))
EDITED = "<p>Entirely rewordedly put.</p>"


def redated(feed: Feed, number: int) -> Feed:
    return replace(feed, entries=tuple(replace(one, day=28) if one.number == number else one for one in feed.entries))


REPLAYS: dict[str, tuple[bytes, bytes]] = {
    "nothing": (FEED.rss(), FEED.rss()),
    "an edit": (FEED.rss(), edited(2, text=EDITED).rss()),
    "an edit in Atom": (FEED.atom(), edited(2, text=EDITED).atom()),
    "a headline": (FEED.rss(), edited(3, title="Another headline").rss()),
    "a link": (FEED.atom(), edited(3, link="https://example.org/elsewhere").atom()),
    "all ids": (FEED.rss(), ALL_NEW_IDS.rss()),
    "all ids in Atom": (FEED.atom(), ALL_NEW_IDS.atom()),
    "RSS to Atom": (FEED.rss(), FEED.atom()),
    "Atom to RSS, with other ids": (FEED.atom(), ALL_NEW_IDS.rss()),
    "a new one": (FEED.rss(), replace(FEED, entries=(Entry(9, day=28), *FEED.entries[:4])).rss()),
    "an id used again": (
        FEED.rss(),
        replace(
            FEED,
            entries=(
                replace(Entry(9, day=28), id=FEED.entries[0].id, text="<p>Nothing of that.</p>"), *FEED.entries[1:],
            ),
        ).rss(),
    ),
    "no ids, another date": (NAMELESS.rss(), redated(NAMELESS, 2).rss()),
    "no ids, an edit": (NAMELESS.rss(), replace(
        NAMELESS, entries=tuple(replace(one, text=EDITED) if one.number == 2 else one for one in NAMELESS.entries)
    ).rss()),
}  # fmt: skip


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.real(name)) for name in PROGRAMS])
@pytest.mark.parametrize(("old", "new"), REPLAYS.values(), ids=REPLAYS.keys())
def test_a_prediction_comes_true(old: bytes, new: bytes, name: str, tmp_path: Path) -> None:
    (reader,) = (one for one in READERS if one.name == name)
    told = compare(snapshot(Source("old", old), now=NOW), snapshot(Source("new", new), now=NOW), [reader])
    expected = told.count("new", name) + told.count("resurfacing", name)
    with Place().open() as place:
        program = PROGRAMS[name](tmp_path, place.url)
        place.body = old
        program.poll()
        before = program.shown()
        assert len(before) == len(told.old.items)
        place.body = new
        program.poll()
        after = program.shown()
    assert len(after) - len(before) == expected
    edits = [row for row in told.rows if row.new and EDITED.encode() in new and "content" in row.changed]
    for row in edits:
        seen = any("rewordedly" in text for text in after)
        assert seen is (row.readers[name] in {"changed", "resurfacing", "new"})


def test_the_clock_of_the_replays_is_no_matter() -> None:
    later = NOW + dt.timedelta(days=400)
    assert snapshot(Source("x", FEED.rss()), now=NOW) == snapshot(Source("x", FEED.rss()), now=later)
