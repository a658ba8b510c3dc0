"""Publishing that is killed, starved and refused while a reader polls through a real nginx.

FEEDS_KILLS says how often (25; `make faults`: 200). The figures are printed (pytest -s).
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import free_port
from newsroom import Reader, write
from remotes import Ssh, nginx_dav, sshd, webdav
from webservers import served

KILLS = int(os.environ.get("FEEDS_KILLS", "25"))
MANIFEST = ".feeds-manifest.json"
# What is imported before is of no interest: the instants are those of the work.
LAUNCH = """
import sys
import feeds.cli.publish
from feeds.cli import main
print("ready", flush=True)
main(sys.argv[1:])
"""


def figures(text: str) -> None:
    """Say what was measured; pytest -s shows it."""
    sys.stdout.write(f"{text}\n")


class Room:
    """A folder to publish from, one to publish to, and the nginx before it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.home = f"http://127.0.0.1:{self.port}/"
        self.dist = root / "dist"
        self.www = root / "www" / "site"
        self.www.parent.mkdir()
        self.edition = 0

    def next(self) -> None:
        self.edition += 1
        write(self.dist, self.edition, self.home)

    def start(
        self, dest: str | None = None, env: dict[str, str] | None = None, limit: int = 0
    ) -> "subprocess.Popen[str]":
        """A run of `feeds publish` that is about to begin its work; ``limit`` is the largest file it may write."""
        command = [
            sys.executable,
            "-c",
            LAUNCH,
            "publish",
            dest or str(self.www),
            "--from",
            str(self.dist),
            "--no-check",
        ]
        if limit:
            command = ["prlimit", f"--fsize={limit}", *command]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.root,
            env={**os.environ, **(env or {})},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def run(self, dest: str | None = None, env: dict[str, str] | None = None, code: int = 0) -> float:
        """The seconds that a run takes which nobody disturbs."""
        started = time.monotonic()
        process = self.start(dest, env)
        said, _ = process.communicate()
        assert process.returncode == code, said
        return time.monotonic() - started

    def assert_mended(self) -> None:
        """What is served is what was to be published, and nothing is left of what was killed."""
        left = [path for path in self.www.parent.rglob("*") if path.name.endswith((".feeds-new", ".feeds-lock"))]
        assert left == []
        assert _held(self.www) == _held(self.dist)


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and path.suffix not in (".gz", ".br")
    }


@pytest.fixture
def room() -> Iterator[Room]:
    root = Path(tempfile.mkdtemp(prefix="feeds-faults-"))
    root.chmod(0o755)
    try:
        yield Room(root)
    finally:
        shutil.rmtree(root)


@contextlib.contextmanager
def watched(room: Room, *, gaps: bool = False) -> Iterator[Reader]:
    """A reader that watches the room through nginx; in the end nothing may have been wrong.

    ``gaps``: behind a server that removes a file for an instant when it is to be replaced.
    """
    command = [sys.executable, "-m", "feeds", "server", "nginx", "--from", str(room.dist), "--base-url", room.home,
               "--root", str(room.www)]  # fmt: skip
    text = subprocess.run(command, capture_output=True, text=True, check=True, cwd=room.root).stdout
    with served("nginx", text, room.port, room.root / "nginx"), Reader(room.home, gaps) as reader:
        yield reader
    figures(f"\n{reader.polls} polls, {reader.followed} links followed, {len(reader.editions)} editions seen, "
          f"not there: {reader.gone}, wrong: {len(reader.wrong)}")  # fmt: skip
    assert reader.wrong == []
    assert reader.polls > 10


@pytest.mark.real("nginx", "brotli-static")
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_killed_at_random_instants(kind: str, room: Room) -> None:
    if kind == "folder":
        room.www.mkdir()
    room.next()
    room.run()
    room.next()
    whole = room.run()
    choose = random.Random(kind)  # noqa: S311 - the same every time is what is wanted
    killed = 0
    with watched(room) as reader:
        for number in range((KILLS + 1) // 2):
            room.next()
            process = room.start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(choose.uniform(0, whole))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if number % 4 == 3:
                room.run()
                room.assert_mended()
        room.run()
        room.assert_mended()
    figures(f"{kind}: {killed} of {(KILLS + 1) // 2} runs killed within {whole:.2f} s, {room.edition} editions")
    assert killed >= KILLS // 8
    assert max(reader.editions) == room.edition


@pytest.mark.real("nginx", "brotli-static")
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_full_disk(kind: str, room: Room) -> None:
    """As far as a process can tell: no file may grow beyond a limit that only the feed needs."""
    if kind == "folder":
        room.www.mkdir()
    room.next()
    room.run()
    before = _held(room.www)
    with watched(room) as reader:
        room.next()
        process = room.start(limit=8_000)
        said, _ = process.communicate()
        assert process.returncode == 3, said
        assert "cannot be written: File too large" in said
        assert _held(room.www)["rss.xml"] == before["rss.xml"]
        room.run()
        room.assert_mended()
    assert max(reader.editions) == room.edition


@pytest.mark.real("setpriv")
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_place_that_may_not_be_written(kind: str, room: Room) -> None:
    if kind == "folder":
        room.www.mkdir()
    room.next()
    room.run()
    before = _held(room.www)
    room.next()
    places = [
        path for path in (room.www.parent, *room.www.parent.rglob("*")) if path.is_dir() and not path.is_symlink()
    ]
    for place in places:
        place.chmod(0o555)
    command = [sys.executable, "-m", "feeds", "publish", str(room.www), "--from", str(room.dist), "--no-check"]
    if os.geteuid() == 0:  # root writes everywhere, unless it has lost that capability
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=room.root)
    for place in places:
        place.chmod(0o755)
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert "Permission denied" in ran.stderr
    assert _held(room.www) == before
    room.run()
    room.assert_mended()


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    with sshd(tmp_path_factory.mktemp("home")) as machine:
        yield machine


@pytest.mark.real("nginx", "brotli-static", "sshd", "rsync", "paramiko")
@pytest.mark.parametrize("kind", ["ssh", "sftp"])
def test_killed_on_the_way_to_another_machine(kind: str, room: Room, ssh: Ssh) -> None:
    place = ssh.place(kind, room.www)
    if kind == "sftp":
        room.www.mkdir()
    room.next()
    room.run(place.dest, place.env)
    room.next()
    whole = room.run(place.dest, place.env)
    choose = random.Random(kind)  # noqa: S311 - the same every time is what is wanted
    with watched(room) as reader:
        for _ in range(max(3, KILLS // 8)):
            room.next()
            process = room.start(place.dest, place.env)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(choose.uniform(0, whole))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        room.next()
        room.run(place.dest, place.env)
        room.assert_mended()
    assert max(reader.editions) == room.edition


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("nginx", marks=pytest.mark.real("nginx", "brotli-static", "nginx-dav")),
        pytest.param("wsgidav", marks=pytest.mark.real("nginx", "brotli-static", "servers")),
    ],
)
def test_a_server_that_dies_halfway(kind: str, room: Room, tmp_path: Path) -> None:
    """nginx replaces a file by rename(2); wsgidav deletes it first, and may die between the two."""
    serve, gaps = {"nginx": (nginx_dav, False), "wsgidav": (webdav, True)}[kind]
    choose = random.Random(kind)  # noqa: S311 - the same every time is what is wanted
    room.www = tmp_path / "dav" / "news"
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    with serve(tmp_path, tmp_path / "dav") as place:
        room.next()
        room.run(place.dest, place.env)
        room.next()
        whole = room.run(place.dest, place.env)
    with watched(room, gaps=gaps) as reader:
        for number in range(max(3, KILLS // 8)):
            room.next()
            again = tmp_path / f"again{number}"
            again.mkdir()
            with serve(again, tmp_path / "dav") as place:
                process = room.start(place.dest, place.env)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(choose.uniform(0, whole))
                os.kill(place.pid, signal.SIGKILL)
                said, _ = process.communicate()
                assert process.returncode in (0, 3), said
        last = tmp_path / "last"
        last.mkdir()
        with serve(last, tmp_path / "dav") as place:
            room.run(place.dest, place.env)
        room.assert_mended()
    assert max(reader.editions) == room.edition
