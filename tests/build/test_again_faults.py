"""Builds that go on from the last one, killed at random instants and two at once: the next one mends it all.

FEEDS_KILLS says how often (10). The figures are printed (pytest -s).
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

KILLS = int(os.environ.get("FEEDS_KILLS", "10"))
DOCUMENTS = 30
CONFIG = 'base-url = "https://example.org/news/"\ntitle = "News"\nsources = ["pages"]\nlimit = 5\n'
WORDS = "harbour ferry storm market bridge teacher winter budget museum river station strike library tunnel".split()  # noqa: SIM905 - it reads better
# What is imported before is of no interest: the instants are those of the work. Whoever reads hears of a patch.
LAUNCH = """
import sys
import feeds.cli.again, feeds.cli.build, feeds.convert, markdown_it, mdit_py_plugins.footnote, nh3, jsonschema
from feeds.cli import main
real = feeds.cli.again.patched

def spied(*given, **named):
    made = real(*given, **named)
    if made is not None:
        print("a patch", flush=True)
    return made

feeds.cli.again.patched = spied
print("ready", flush=True)
main(sys.argv[1:])
"""


@dataclass
class Desk:
    """A folder of documents under ceaseless change, and what is built of it."""

    home: Path
    choose: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - the same every time
    edition: int = 0

    def __post_init__(self) -> None:
        self.pages, self.dist = self.home / "pages", self.home / "dist"
        self.pages.mkdir()
        (self.home / "feeds.toml").write_text(CONFIG, "utf-8")
        for number in range(DOCUMENTS):
            self.write(number)
        self.run()
        self.run()

    def write(self, number: int) -> None:
        text = " ".join(random.Random(number).choices(WORDS, k=200))  # noqa: S311 - as above
        (self.pages / f"{number}.md").write_text(
            f"---\ntitle: Post {number}\ndate: 2026-01-{number % 28 + 1:02}\n---\n{text}\n\nEdition {self.edition}.\n",
            "utf-8",
        )

    def change(self) -> None:
        """A document is edited, written, renamed or taken away."""
        self.edition += 1
        number = self.choose.randrange(DOCUMENTS)
        there = self.pages / f"{number}.md"
        match self.choose.randrange(5):
            case 0 if len(list(self.pages.iterdir())) > DOCUMENTS // 2:
                there.unlink(missing_ok=True)
            case 1 if there.exists():
                there.rename(self.pages / f"moved-{number}.md")
            case _:
                (self.pages / f"moved-{number}.md").unlink(missing_ok=True)
                self.write(number)

    def start(self, *options: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, "build", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.home,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(1_795_341_600 + 60 * self.edition),
                 "XDG_CACHE_HOME": str(self.home / "cache")},
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def run(self, *options: str) -> tuple[float, str]:
        """The seconds that a build takes which nobody disturbs, once it has begun, and what it says."""
        process = self.start(*options)
        started = time.monotonic()
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return time.monotonic() - started, said

    def held(self, folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def assert_clean(self) -> bool:
        """What is built now is what a build makes that remembers nothing; whether a patch was enough for it."""
        said = self.run()[1]
        clean = self.home / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        shutil.copy(self.dist / "ledger.jsonl", clean)
        self.run("-o", str(clean), "--no-cache")
        assert self.held(clean) == self.held(self.dist)
        return "a patch\n" in said


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_killed_at_random_instants(desk: Desk) -> None:
    desk.change()
    whole, said = desk.run()
    assert said.startswith("a patch\n")
    killed = patched = 0
    for number in range(KILLS):
        desk.change()
        process = desk.start()
        # Half of them while files and memory are written, which is at the end.
        time.sleep(desk.choose.uniform(0.5 if number % 2 else 0, 1) * whole)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if number % 3 == 2:
            patched += desk.assert_clean()
    patched += desk.assert_clean()
    sys.stdout.write(f"{killed} of {KILLS} builds killed; a patch was enough {patched} times after that\n")
    assert killed >= KILLS // 3
    desk.change()
    assert desk.run()[1].startswith("a patch\n")


def test_two_at_once(desk: Desk) -> None:
    whole = desk.run()[0]
    codes: list[int] = []
    for _ in range(max(3, KILLS // 3)):
        desk.change()
        first = desk.start()
        time.sleep(desk.choose.uniform(0, whole))
        desk.change()
        second = desk.start()
        for process in (first, second):
            said, _ = process.communicate()
            codes.append(process.returncode)
            assert process.returncode == 0 or "Another run" in said, said
        desk.assert_clean()
    sys.stdout.write(f"{codes.count(0)} of {len(codes)} builds came to an end beside another\n")
    assert 0 in codes
