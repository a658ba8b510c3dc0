"""Four people who publish with feeds, as its README tells them to, through several days of a faked clock."""

import datetime as dt
import os
import random
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
START = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
_WORDS = """
    harbour council ferry storm market bridge teacher winter budget museum river station strike library orchestra
    tunnel election hospital garden railway festival school theatre police airport factory island mountain lighthouse
    farmers fishermen engineers students visitors residents drivers nurses actors painters opened closed began ended
    announced delayed repaired expanded rejected approved discussed measured counted visited restored published
"""


def prose(seed: str, paragraphs: int = 4) -> list[str]:
    """Paragraphs that nobody else writes."""
    choose = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    return [
        " ".join(
            " ".join(["The", *choose.choices(_WORDS.split(), k=11)]).capitalize() + "."
            for _ in range(choose.randint(3, 5))
        )
        for _ in range(paragraphs)
    ]


def png(width: int, height: int) -> bytes:
    """A picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x30\x60\x90" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def mp3(seconds: int) -> bytes:
    """Silence: frames of MPEG 1 layer III, 128 kbit/s at 44.1 kHz, 417 bytes and 26 ms each."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return frame * round(seconds / 0.026122)


@dataclass
class Person:
    """Somebody with a folder, an address, and what they do day by day; ``feed`` is where subscribers look."""

    name: str
    folder: Path
    home: str
    feed: str = "rss.xml"
    day: int = 0
    edits: list[tuple[str, str]] = field(default_factory=list)  # titles before and after
    mended: list[str] = field(default_factory=list)  # words that an edit of a body brought
    withdrawn: list[str] = field(default_factory=list)  # titles
    said: str = ""

    @property
    def subscriptions(self) -> dict[str, str]:
        """The addresses of the feeds, by the name of the format."""
        return {"rss": f"{self.home}{self.feed}", "atom": f"{self.home}atom.xml", "json": f"{self.home}feed.json"}

    def items(self) -> dict[str, str]:
        """What is in the feed just now: titles by link."""
        root = ET.parse(self.www / self.feed).getroot()
        return {item.findtext("link", ""): item.findtext("title", "") for item in root.iter("item")}

    @property
    def www(self) -> Path:
        """What the web server serves."""
        return self.folder / "www" / "site"

    def begin(self) -> None:
        """The folder and the configuration."""
        self.www.parent.mkdir(parents=True)
        self.configure()

    def configure(self, more: str = "") -> None:
        title = f"{self.name.capitalize()} News"
        (self.folder / "feeds.toml").write_text(
            f'base-url = "{self.home}"\ntitle = "{title}"\nauthor = "The {self.name}"\nlanguage = "en"\n'
            f'description = "What the {self.name} has to say."\nauthority = "{self.name}.example.org,2026"\n'
            f'sources = ["sources"]\n{more}',
            encoding="utf-8",
        )
        (self.folder / "sources").mkdir(exist_ok=True)

    def feeds(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """What the command says."""
        clock = START + dt.timedelta(days=self.day)
        ran = subprocess.run(
            [sys.executable, "-m", "feeds", *arguments],
            cwd=self.folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(clock.timestamp()))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode in codes, f"{self.name}, day {self.day}: {ran.stdout}{ran.stderr}"
        return ran.stdout

    def publish(self) -> None:
        """Build and publish, without the look at what is served: readers have that."""
        self.said = self.feeds("build")
        self.feeds("publish", str(self.www), "--no-check")

    def put(self, name: str, content: str | bytes) -> None:
        path = self.folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, name: str, before: str, after: str) -> None:
        path = self.folder / "sources" / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def retitle(self, name: str, before: str, after: str) -> None:
        self.edit(name, before, after)
        self.edits.append((before, after))

    def mend(self, name: str, seed: str) -> None:
        """Another sentence in a text."""
        first = prose(seed)[0].split(".")[0]
        after = f"{first} on the seventeenth"
        self.edit(name, first, after)
        self.mended.append("on the seventeenth")

    def act(self) -> str:
        """What happens this day, in a word; the site is published."""
        word, action = self.days()[self.day]
        action()
        self.publish()
        self.day += 1
        return word

    def days(self) -> list[tuple[str, Callable[[], None]]]:
        raise NotImplementedError

    def nothing(self) -> None:
        """The site is built again, and nothing is different."""


class Newsroom(Person):
    """Pages of text as they were scraped: the seeds and more."""

    def days(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("first", self.first),
            ("unchanged", self.nothing),
            ("title", lambda: self.retitle("one.txt", "Ferry Runs Again", "Ferry Runs Again After Two Years")),
            ("body", lambda: self.mend("two.txt", "two")),
            ("new", lambda: self.page("four.txt", "Winter Market Opens on the Island")),
            ("moved", self.move),
            ("withdrawn", self.withdraw),
        ]

    def first(self) -> None:
        for seed in sorted((ROOT / "seeds").glob("*.txt")):
            shutil.copy(seed, self.folder / "sources")
        for name, title in (
            ("one.txt", "Ferry Runs Again"),
            ("two.txt", "Storm Closes Harbour for the Third Day"),
            ("three.txt", "Library Counts Its Visitors"),
        ):
            self.page(name, title)

    def page(self, name: str, title: str) -> None:
        text = "\n\n".join(prose(name.removesuffix(".txt")))
        self.put(name, f"{title}\n\nBy Ada Lovelace\n\nNovember 20, 2026\n\n{text}\n")

    def move(self) -> None:
        (self.folder / "sources" / "2026").mkdir()
        (self.folder / "sources" / "three.txt").rename(self.folder / "sources" / "2026" / "library.txt")

    def withdraw(self) -> None:
        self.put("two.txt.toml", 'status = "canceled"\n')
        self.withdrawn.append("Storm Closes Harbour for the Third Day")


class Blogger(Person):
    """Markdown with front matter and pictures."""

    def days(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("first", self.first),
            ("unchanged", self.nothing),
            ("title", lambda: self.retitle("2026-11-01-bread.md", "Bread without kneading", "Bread, hardly kneaded")),
            ("body", lambda: self.mend("2026-11-02-knots.md", "knots")),
            ("new", lambda: self.post("2026-11-26-owls.md", "Owls at dusk", 26)),
            ("moved", self.rename),
            ("withdrawn", self.withdraw),
        ]

    def first(self) -> None:
        self.put("cat.png", png(64, 48))
        self.post("2026-11-01-bread.md", "Bread without kneading", 1, "![a cat](cat.png)\n")
        self.post("2026-11-02-knots.md", "Seven knots", 2, "See [the bread](2026-11-01-bread.md).\n")
        self.post("2026-11-03-tea.md", "Tea in the rain", 3)

    def post(self, name: str, title: str, day: int, more: str = "") -> None:
        seed = name.rpartition("-")[2].removesuffix(".md")
        text = "\n\n".join(prose(seed))
        self.put(name, f"---\ntitle: {title}\ndate: 2026-11-{day:02}T09:30:00Z\ntags: [life]\n---\n\n{text}\n\n{more}")

    def rename(self) -> None:
        (self.folder / "sources" / "2026-11-03-tea.md").rename(self.folder / "sources" / "tea-when-it-rains.md")

    def withdraw(self) -> None:
        self.edit("2026-11-02-knots.md", "tags: [life]", "status: canceled")
        self.withdrawn.append("Seven knots")


class Podcaster(Person):
    """Sound files, each with a page of notes."""

    def begin(self) -> None:
        self.feed = "podcast/rss.xml"
        super().begin()

    def configure(self, more: str = "") -> None:
        super().configure(
            more
            or '[[feed]]\nname = "podcast"\ntitle = "Out Loud"\ndescription = "Read aloud."\nlanguage = "en"\n\n'
            '[feed.podcast]\ncategories = ["News > Daily News"]\nimage = "https://www.example.org/cover.jpg"\n'
            'email = "podcast@example.org"\n'
        )

    def days(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("first", self.first),
            ("unchanged", self.nothing),
            ("title", lambda: self.retitle("ep1.md", "The first episode", "The very first episode")),
            ("body", lambda: self.mend("ep2.md", "ep2")),
            ("new", lambda: self.episode(4, "A fourth voice")),
            ("sound", lambda: self.put("ep2.mp3", mp3(5))),
            ("withdrawn", self.withdraw),
        ]

    def first(self) -> None:
        for number, title in enumerate(("The first episode", "A second helping", "Three of a kind"), 1):
            self.episode(number, title)

    def episode(self, number: int, title: str) -> None:
        self.put(f"ep{number}.mp3", mp3(number + 1))
        text = "\n\n".join(prose(f"ep{number}"))
        self.put(
            f"ep{number}.md",
            f"---\ntitle: {title}\ndate: 2026-11-{10 + number}T06:00:00Z\naudio: ep{number}.mp3\n---\n\n{text}\n",
        )

    def withdraw(self) -> None:
        self.edit("ep3.md", "audio: ep3.mp3", "audio: ep3.mp3\nstatus: canceled")
        self.withdrawn.append("Three of a kind")


class Mover(Person):
    """Somebody whose site another generator made until now; on the fourth day it moves here."""

    posts = (("hello", "Hello from the old place", 4), ("bees", "Bees on the roof", 5), ("map", "A map of wells", 6))

    def begin(self) -> None:
        self.feed = "feed.xml"
        self.www.mkdir(parents=True)
        self.configure()

    def days(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("first", self.nothing),
            ("unchanged", self.nothing),
            ("unchanged", self.nothing),
            ("migrated", self.migrate),
            ("new", lambda: self.post("salt", "Salt of the sea", 25)),
            ("title", lambda: self.retitle("bees.md", "Bees on the roof", "Bees on every roof")),
            ("body", lambda: self.mend("map.md", "map")),
        ]

    @property
    def subscriptions(self) -> dict[str, str]:
        return {"rss": f"{self.home}feed.xml"}

    @property
    def is_here(self) -> bool:
        """Whether the site has moved."""
        return (self.folder / "dist").exists()

    def items(self) -> dict[str, str]:
        self.feed = "rss.xml" if self.is_here else "feed.xml"
        return super().items()

    def publish(self) -> None:
        if self.is_here:
            super().publish()
        else:
            self.old()

    def old(self) -> None:
        """The feed as the old generator wrote it, with numbers for ids."""
        items = "".join(
            f"<item><title>{title}</title><link>{self.home}{slug}/</link><pubDate>{day:02} Nov 2026 07:00:00 +0000"
            f'</pubDate><guid isPermaLink="false">{self.home}?p={number}</guid><description><![CDATA['
            f"{''.join(f'<p>{one}</p>' for one in prose(slug))}]]></description></item>"
            for number, (slug, title, day) in reversed(list(enumerate(self.posts, 11)))
        )
        (self.www / "feed.xml").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Mover News</title>'
            f"<link>{self.home}</link><description>What the mover has to say.</description>{items}</channel></rss>\n",
            encoding="utf-8",
        )

    def migrate(self) -> None:
        for slug, title, day in self.posts:
            self.post(slug, title, day)
        (self.folder / "feeds.toml").unlink()
        self.said = self.feeds("init", "--adopt", f"{self.home}feed.xml")
        text = (self.folder / "feeds.toml").read_text("utf-8")
        assert 'sources = ["articles"]' in text
        (self.folder / "feeds.toml").write_text(text.replace('["articles"]', '["sources"]'), encoding="utf-8")
        (self.folder / "dist").mkdir(exist_ok=True)
        shutil.rmtree(self.www)

    def post(self, slug: str, title: str, day: int) -> None:
        text = "\n\n".join(prose(slug))
        self.put(f"{slug}.md", f"---\ntitle: {title}\ndate: 2026-11-{day:02}T07:00:00Z\n---\n\n{text}\n")
