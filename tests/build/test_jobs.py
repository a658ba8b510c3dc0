"""Several processes build what one does, to the byte; and whatever ends one of them, nothing half is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.build.crew import Crew, Task
from feeds.errors import CutShortError, DocumentError

CONFIG = """base-url = "https://example.org/news/"
title = "News"
sources = ["src"]
archive = 5
sitemap = true

[[feed]]
name = "short"
text = "summary"
tags = ["t1"]
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


def documents(folder: Path, number: int) -> None:
    """Articles of all kinds: duplicates, links and pictures beside, one that waits, one that cannot be read."""
    src = folder / "src"
    (src / "in").mkdir(parents=True)
    (src / "cat.png").write_bytes(PICTURE)
    for at in range(number):
        words = " ".join(f"word{(at * 7919 + one * one) % 997}" for one in range(60))
        more = f"\n\n[another]({at - 1}.md) and ![a cat](cat.png), <script>x</script>\n" if at % 9 == 5 else ""
        head = f"title: Article {at}\ndate: 2026-01-01T00:00:{at % 60:02}Z\ntags: [t{at % 3}]"
        (src / f"{at}.md").write_text(f"---\n{head}\n---\n\n{words}.\n{more}", "utf-8")
    (src / "in" / "again.md").write_text((src / "3.md").read_text("utf-8"), "utf-8")
    (src / "in" / "late.md").write_text("---\ntitle: Late\ndate: 2999-01-01\n---\n\nNot yet there.\n", "utf-8")
    (src / "4.toml").write_text('summary = "Said beside it"\n', "utf-8")
    (src / "wrong.md").write_text("---\ntitle: [\n---\n\nNo.\n", "utf-8")
    (folder / "feeds.toml").write_text(CONFIG, "utf-8")


def built(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"SOURCE_DATE_EPOCH": "1795341600", "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(
        [sys.executable, "-m", "feeds", "build", *arguments],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_any_number_of_jobs_builds_the_same(tmp_path: Path) -> None:
    documents(tmp_path, 60)
    said = [built(tmp_path, "-o", f"dist{jobs}", "--jobs", jobs) for jobs in ("1", "2", "5")]
    assert [one.returncode for one in said] == [3, 3, 3], said[0].stderr
    assert len({one.stderr for one in said}) == 1
    assert len({one.stdout.replace(f"dist{jobs}", "dist") for one, jobs in zip(said, "125", strict=True)}) == 1
    first = state(tmp_path / "dist1")
    assert len(first) > 130
    assert state(tmp_path / "dist2") == first
    assert state(tmp_path / "dist5") == first
    assert built(tmp_path, "-o", "dist1", "--jobs", "3", "--check").returncode == 3
    assert "nothing would change" in built(tmp_path, "-o", "dist1", "--jobs", "3", "--check").stdout


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    documents(tmp_path, 10)
    refused = built(tmp_path, "--jobs", "2", "--strict")
    assert refused.returncode == 3
    assert not (tmp_path / "dist").exists()


class Hand:
    """Does as it is told."""

    def __init__(self, number: int) -> None:
        self.number = number

    def close(self) -> None:
        """Nothing to give back."""


class Double:
    """A task."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __call__(self, hand: Hand) -> int:
        assert hand.number >= 0
        return 2 * self.value


class Number:
    """A task that tells by whom it is done."""

    def __call__(self, hand: Hand) -> int:
        return hand.number


class Wrong:
    """A task that cannot be done."""

    def __call__(self, _hand: Hand) -> int:
        raise DocumentError("a.md", "it is wrong", 3)


class Killed:
    """A task that ends its process."""

    def __call__(self, _hand: Hand) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0


def among(task: Callable[[Hand], int]) -> list[Task[Hand, int]]:
    """A task among others."""
    return [(None, Double(1)), (None, task), (None, Double(2))]


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with Crew(Hand, jobs) as crew:
        heard: list[int] = []
        assert crew.gather([(None, Double(value)) for value in range(50)], heard.append) == [2 * v for v in range(50)]
        assert sorted(heard) == [2 * v for v in range(50)]
        assert crew.gather([(number % jobs, Number()) for number in range(9)]) == [n % jobs for n in range(9)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_in_a_process_is_raised_here(jobs: int) -> None:
    with pytest.raises(DocumentError, match=r"a\.md, line 3: it is wrong") as caught, Crew(Hand, jobs) as crew:
        crew.gather(among(Wrong()))
    assert caught.value.line == 3


def test_a_process_that_is_ended_is_told() -> None:
    with pytest.raises(CutShortError, match="ended by signal 9"), Crew(Hand, 2) as crew:
        crew.gather(among(Killed()))


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_processes_go_with_their_parent(tmp_path: Path) -> None:
    documents(tmp_path, 300)
    env = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "feeds", "build", "--jobs", "2"]
    parent = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children: list[int] = []
    while len(children) < 2 and parent.poll() is None:
        children = [int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
        time.sleep(0.001)
    parent.kill()
    parent.wait()
    for _ in range(2000):
        if not any(Path(f"/proc/{pid}").exists() for pid in children):
            break
        time.sleep(0.01)
    assert len(children) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert built(tmp_path, "--jobs", "1").returncode == 3
    assert not [path for path in (tmp_path / "dist").rglob("*") if path.name.endswith(".feeds-new")]
