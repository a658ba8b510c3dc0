"""Building and publishing together, killed, starved and refused while a reader polls through a real nginx.

FEEDS_KILLS says how often (10; `make faults`: 200). The figures are printed (pytest -s).
"""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from xml.etree import ElementTree as ET

import httpx
import pytest
from loopback import free_port
from webservers import served

KILLS = int(os.environ.get("FEEDS_KILLS", "10"))
LIMIT = 8  # items in the feed
FIRST = 12  # posts of the first edition
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(30_000)
WORDS = "harbour ferry storm market bridge teacher winter budget museum river station strike library tunnel".split()  # noqa: SIM905 - it reads better
# What is imported before is of no interest: the instants are those of the work.
LAUNCH = """
import sys
import feeds.cli.build, feeds.cli.publish, feeds.convert, markdown_it, mdit_py_plugins.footnote, nh3, jsonschema_rs
from feeds.cli import main
print("ready", flush=True)
main(sys.argv[1:])
"""


@dataclass
class Desk:
    """Documents, the folder built from them, and the one that nginx serves."""

    root: Path
    port: int = field(default_factory=free_port)
    edition: int = 0

    def __post_init__(self) -> None:
        self.home = f"http://127.0.0.1:{self.port}/"
        self.posts = self.root / "posts"
        self.dist = self.root / "dist"
        self.www = self.root / "www" / "site"
        self.www.parent.mkdir()
        self.posts.mkdir()
        (self.posts / "map.png").write_bytes(PICTURE)
        for number in range(1, FIRST):
            self.write(number, "first")

    def write(self, number: int, state: str) -> None:
        choose = random.Random(number)  # noqa: S311 - the same every time is what is wanted
        text = " ".join(choose.choices(WORDS, k=300))
        (self.posts / f"{number}.md").write_text(
            f"---\ntitle: Post {number}\ndate: 2026-01-01T{number // 60:02}:{number % 60:02}:00Z\n---\n"
            f"{text}\n\nState {state}.\n\n![a map](map.png)\n\nThe end.\n",
            encoding="utf-8",
        )

    def next(self) -> None:
        """A new post, an edit of one that is in the feed, another title of the feed."""
        self.edition += 1
        self.write(FIRST + self.edition - 1, "first")
        self.write(FIRST + self.edition - 3, f"edited {self.edition}")
        (self.root / "feeds.toml").write_text(
            f'base-url = "{self.home}"\ntitle = "Edition {self.edition}"\nsources = ["posts"]\nlimit = {LIMIT}\n',
            encoding="utf-8",
        )

    def start(self, *arguments: str, limit: int = 0) -> "subprocess.Popen[str]":
        """A run that is about to begin its work; ``limit`` is the largest file that it may write."""
        command = [sys.executable, "-c", LAUNCH, *arguments]
        if limit:
            command = ["prlimit", f"--fsize={limit}", *command]
        clock = str(1_795_341_600 + self.edition * 60)
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.root,
            env={**os.environ, "SOURCE_DATE_EPOCH": clock, "XDG_CACHE_HOME": str(self.root / "cache")},
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    @property
    def build(self) -> tuple[str, ...]:
        return ("build",)

    @property
    def publish(self) -> tuple[str, ...]:
        return ("publish", str(self.www), "--no-check")

    def run(self, *arguments: str, code: int = 0, limit: int = 0) -> tuple[float, str]:
        """The seconds that a run takes which nobody disturbs, and what it says."""
        started = time.monotonic()
        process = self.start(*arguments, limit=limit)
        said, _ = process.communicate()
        assert process.returncode == code, said
        return time.monotonic() - started, said

    def both(self) -> None:
        self.run(*self.build)
        self.run(*self.publish)

    def held(self, folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".") and path.suffix not in (".gz", ".br")
        }

    def assert_mended(self) -> None:
        """What is served is what was built, that is what a clean build makes; nothing is left of what was killed."""
        left = [path for path in self.root.rglob("*") if path.name.endswith((".feeds-new", ".feeds-lock"))]
        assert left == []
        built = self.held(self.dist)
        assert self.held(self.www) == built
        clean = self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        shutil.copy(self.dist / "ledger.jsonl", clean)
        self.run("build", "-o", str(clean), "--no-cache")
        assert self.held(clean) == built


@dataclass
class Reader:
    """Polls the feed without a pause and follows every link and picture."""

    desk: Desk
    polls: int = 0
    followed: int = 0
    editions: set[int] = field(default_factory=set)
    guids: dict[str, str] = field(default_factory=dict)
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
        with httpx.Client(base_url=self.desk.home) as client:
            while not self._stop.is_set() and len(self.wrong) < 10:
                try:
                    self._poll(client, choose.choice(("identity", "gzip", "br")))
                except (httpx.HTTPError, ET.ParseError, AssertionError) as wrong:
                    self.wrong.append(f"{type(wrong).__name__}: {wrong}")
                self.polls += 1
                time.sleep(0.002)  # leave the publisher some of the machine

    def _poll(self, client: httpx.Client, coding: str) -> None:
        answer = client.get("rss.xml", headers={"Accept-Encoding": coding})
        assert answer.status_code == 200, f"the feed: {answer.status_code}"
        channel = ET.fromstring(answer.content).find("channel")
        assert channel is not None
        edition = int((channel.findtext("title") or "").removeprefix("Edition "))
        items = list(channel.iter("item"))
        last = FIRST + edition - 1
        titles = [item.findtext("title", "") for item in items]
        assert titles == [f"Post {number}" for number in range(last, last - LIMIT, -1)], f"edition {edition}: {titles}"
        for title, item in zip(titles, items, strict=True):
            guid = item.findtext("guid", "")
            assert self.guids.setdefault(title, guid) == guid, f"{title} is {guid}, and was {self.guids[title]}"
        new = edition not in self.editions
        self.editions.add(edition)
        for item in items if new or self.polls % 5 == 0 else items[:2]:
            link = item.findtext("link", "")
            page = client.get(link, headers={"Accept-Encoding": coding})
            assert page.status_code == 200, f"edition {edition} leads to {link}: {page.status_code}"
            title = item.findtext("title", "")
            assert re.search(rf"<h1>{title}</h1>.*The end\..*</html>", page.text, re.DOTALL), f"{link} is torn"
            self.followed += 1
        address = re.search(r'src="([^"]+map\.png)"', answer.text.replace("&quot;", '"'))
        assert address, "no picture"
        assert client.get(address[1]).content == PICTURE, "the picture is torn"


@pytest.fixture
def desk() -> Iterator[Desk]:
    root = Path(tempfile.mkdtemp(prefix="feeds-builds-"))
    root.chmod(0o755)
    try:
        yield Desk(root)
    finally:
        shutil.rmtree(root)


@contextlib.contextmanager
def watched(desk: Desk) -> Iterator[Reader]:
    command = [sys.executable, "-m", "feeds", "server", "nginx", "--root", str(desk.www)]
    text = subprocess.run(command, capture_output=True, text=True, check=True, cwd=desk.root).stdout
    with served("nginx", text, desk.port, desk.root / "nginx"), Reader(desk) as reader:
        yield reader
    sys.stdout.write(
        f"\n{reader.polls} polls, {reader.followed} links followed, {len(reader.editions)} editions seen, "
        f"wrong: {len(reader.wrong)}\n"
    )
    assert reader.wrong == []
    assert reader.polls > 5


@pytest.mark.real("nginx", "brotli-static")
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_killed_at_random_instants(kind: str, desk: Desk) -> None:
    if kind == "folder":
        desk.www.mkdir()
    desk.next()
    desk.both()
    desk.next()
    whole = {"build": desk.run(*desk.build)[0], "publish": desk.run(*desk.publish)[0]}
    choose = random.Random(kind)  # noqa: S311 - the same every time is what is wanted
    killed = {"build": 0, "publish": 0}
    runs = (KILLS + 1) // 2
    with watched(desk) as reader:
        for number in range(runs):
            desk.next()
            for word, command in (("build", desk.build), ("publish", desk.publish)):
                # A publisher's script goes on after a build that was killed, or it does not; here both.
                if word == "build" and number % 3 == 2:
                    desk.run(*command)
                    continue
                process = desk.start(*command)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(choose.uniform(0, 0.8 * whole[word]))
                killed[word] += process.poll() is None
                process.send_signal(signal.SIGKILL)
                process.communicate()
                if word == "build" and number % 2:
                    break
            if number % 8 == 7:
                desk.both()
                desk.assert_mended()
        desk.both()
        desk.assert_mended()
        time.sleep(0.2)
    figures = f"{killed['build']} builds and {killed['publish']} publications killed"
    sys.stdout.write(f"{kind}: {figures} in {runs} rounds, {desk.edition} editions\n")
    assert sum(killed.values()) >= runs // 4
    assert max(reader.editions) == desk.edition


@pytest.mark.real("nginx", "brotli-static")
@pytest.mark.parametrize("at", ["build", "publish"])
def test_a_full_disk(at: str, desk: Desk) -> None:
    """A file system that is too small where the system lets us make one, else no file may be as large as the feed."""
    desk.next()
    with small(desk.dist if at == "build" else desk.www.parent) as widen:
        desk.both()
        before = desk.held(desk.www)
        with watched(desk) as reader:
            desk.next()
            if at == "publish":
                desk.run(*desk.build)
            limit = 0
            if widen is None:
                limit = 20_000
            else:
                place = desk.dist if at == "build" else desk.www.parent
                filler = place / ".filler"
                with contextlib.suppress(OSError), filler.open("wb") as file:
                    while True:
                        file.write(bytes(4096))
                        file.flush()
            said = desk.run(at, *getattr(desk, at)[1:], code=2 if at == "build" else 3, limit=limit)[1]
            assert "No space left on device" in said or "File too large" in said
            assert desk.held(desk.www) == before
            if widen is not None:
                filler.unlink()
            desk.both()
            time.sleep(0.2)
        desk_assert_served(desk)
        assert max(reader.editions) == desk.edition


def desk_assert_served(desk: Desk) -> None:
    assert desk.held(desk.www) == desk.held(desk.dist)


@contextlib.contextmanager
def small(place: Path) -> Iterator[bool | None]:
    """A file system of 6 MB in a place; None where we may not mount one."""
    place.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m,mode=755", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        yield None
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.real("setpriv")
def test_what_may_not_be_written(desk: Desk) -> None:
    """A file that is read-only is replaced all the same; a folder that is, is told, and nothing is half done."""
    desk.next()
    desk.both()
    (desk.dist / "rss.xml").chmod(0o444)
    desk.next()
    desk.both()
    assert (desk.dist / "rss.xml").stat().st_mode & 0o777 == 0o444
    assert b"Edition 2" in (desk.dist / "rss.xml").read_bytes()
    desk.next()
    (desk.dist / "articles").chmod(0o555)
    before = desk.held(desk.dist)
    command = [sys.executable, "-m", "feeds", "build"]
    if os.geteuid() == 0:  # root writes everywhere, unless it has lost that capability
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=desk.root)
    (desk.dist / "articles").chmod(0o755)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "Permission denied" in ran.stderr
    assert desk.held(desk.dist) == before
    desk.both()
    desk.assert_mended()
