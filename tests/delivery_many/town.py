"""A town of hosts on the loopback: most serve feeds at once, some are dead, slow or hostile; and who visits them.

A host ``h7.test`` is at 127.0.0.8 for the command line that ``visit`` runs, and for nobody else.
"""

import asyncio
import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Self

from loopback import free_port

Kind = Literal["quick", "slow", "unknown", "closed", "silent", "drip", "endless", "bomb", "garbage", "cut", "flood"]
HOSTILE: tuple[Kind, ...] = ("silent", "drip", "endless", "bomb", "garbage", "cut", "flood")
SLOW = 1.5  # seconds until a slow host answers

ITEM = """<item><title>Item {n} of {name}</title><link>http://{name}/{n}</link>
<guid isPermaLink="false">{name}-{n}</guid><pubDate>Sat, 21 Nov 2026 08:00:00 +0000</pubDate>
<description>What happened on this day, in a few words.</description></item>
"""

# Runs in a process of its own: the town's names are known there, and how much memory it needed is seen from outside.
VISITOR = """
import socket, sys
real = socket.getaddrinfo
unknown = set(map(int, sys.argv[1].split(","))) if sys.argv[1] else set()
def resolve(host, *rest, **more):
    if isinstance(host, str) and host.endswith(".test"):
        number = int(host[1:-5])
        if number in unknown:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        host = f"127.0.{(number + 1) // 250}.{(number + 1) % 250 + 1}"
    return real(host, *rest, **more)
socket.getaddrinfo = resolve
from feeds.cli import main
main(sys.argv[2:])
"""


def feed(name: str, items: int = 8) -> bytes:
    """An RSS feed of about two kilobytes."""
    head = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{name}</title><link>http://{name}/</link>
<description>News of {name}</description><language>en</language>
<atom:link rel="self" type="application/rss+xml" href="http://{name}/feed.xml"/>
"""
    return (head + "".join(ITEM.format(n=n, name=name) for n in range(items)) + "</channel></rss>\n").encode()


class Address(NamedTuple):
    """A URL in the town, and what its host is like."""

    url: str
    kind: Kind


class Town:
    """The hosts: of each hundred five are dead, five slow and two hostile."""

    def __init__(self, hosts: int, urls: int, *, only_quick: bool = False) -> None:
        self.port = free_port()
        self.closed = free_port()
        self.asked: list[str] = []
        self.kinds: list[Kind] = ["quick" if only_quick else kind_of(number) for number in range(hosts)]
        self.addresses = [self._address(number % hosts, number // hosts) for number in range(urls)]
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _address(self, host: int, page: int) -> Address:
        kind = self.kinds[host]
        port = self.closed if kind == "closed" else self.port
        return Address(f"http://h{host}.test:{port}/{page}/feed.xml", kind)

    @property
    def urls(self) -> list[str]:
        return [each.url for each in self.addresses]

    @property
    def unknown(self) -> str:
        """The hosts that have no address, for the visitor."""
        return ",".join(str(number) for number, kind in enumerate(self.kinds) if kind == "unknown")

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "0.0.0.0", self.port, backlog=1000))  # noqa: S104 - all of 127/8
        self._started.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            host = request.lower().partition("\r\nhost: ")[2].partition(":")[0]
            self.asked.append(host + request.split(" ")[1])
            await self._answer(self.kinds[int(host[1:-5])], host, writer)
        writer.close()

    async def _answer(self, kind: Kind, host: str, writer: asyncio.StreamWriter) -> None:
        def head(length: int | None, more: str = "") -> bytes:
            said = "" if length is None else f"Content-Length: {length}\r\n"
            return (f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{more}{said}Connection: close\r\n"
                    "Cache-Control: max-age=900\r\n\r\n").encode()  # fmt: skip

        body = feed(host)
        match kind:
            case "quick" | "slow":
                if kind == "slow":
                    await asyncio.sleep(SLOW)
                writer.write(head(len(body)) + body)
            case "silent":
                await asyncio.sleep(600)
            case "drip":
                writer.write(head(None))
                while True:
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.2)
            case "endless":
                writer.write(head(None) + body[:200])
                while True:
                    writer.write(b"<item>" * 10_000)
                    await writer.drain()
            case "bomb":
                writer.write(head(None, "Content-Encoding: gzip\r\n") + BOMB)
            case "garbage":
                writer.write(b"\x00\xff" * 500 + b"\r\n\r\n")
            case "cut":
                writer.write(head(len(body) * 2) + body)
            case "flood":
                writer.write(b"HTTP/1.1 200 OK\r\n")
                while True:
                    writer.write(b"X-Flood: " + b"y" * 8000 + b"\r\n")
                    await writer.drain()
        await writer.drain()


def kind_of(number: int) -> Kind:
    """What a host of the town is like."""
    match number % 100:
        case 3 | 23 | 43:
            return "unknown"
        case 63 | 83:
            return "closed"
        case 7 | 27 | 47 | 67 | 87:
            return "slow"
        case 11 | 51:
            return HOSTILE[(number // 100 * 2 + (number % 100 > 50)) % len(HOSTILE)]
        case _:
            return "quick"


BOMB = gzip.compress(b"<item>" * 8_000_000, 9)


class Visit(NamedTuple):
    """How a command line ended: its lines, its exit code, the most memory that it and its workers held together."""

    lines: list[str]
    said: str
    code: int
    bytes: int
    seconds: float


def visit(
    town: Town,
    arguments: Sequence[str],
    home: Path,
    *,
    watch: Callable[[int, str], int | None] = lambda _number, _line: None,
) -> Visit:
    """Run ``feeds check`` on the town's URLs.

    ``watch`` sees each line as it comes, with its number; a signal that it returns is sent to the command line.
    """
    home.mkdir(parents=True, exist_ok=True)
    listed = home / "urls.txt"
    listed.write_text("\n".join(town.urls), encoding="utf-8")
    env = {"HOME": str(home), "PATH": os.environ.get("PATH", ""), "PYTHONWARNINGS": "default"}
    began = time.monotonic()
    with (home / "said.txt").open("w+b") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", VISITOR, town.unknown, "check", "--files-from", str(listed), *arguments],
            stdout=subprocess.PIPE, stderr=said, env=env, text=True, encoding="utf-8", cwd=home, start_new_session=True,
        )  # fmt: skip
        most = [0]
        done = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, most, done), daemon=True)
        sampler.start()
        lines: list[str] = []
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                lines.append(line.rstrip("\n"))
                number = watch(len(lines), line)
                if number is not None:
                    process.send_signal(number)
        code = process.wait(120)
        done.set()
        sampler.join(10)
        # What a kill left behind: the session's processes that were not asked to leave.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    return Visit(lines, words, code, most[0], time.monotonic() - began)


def sources(lines: Sequence[str]) -> list[str]:
    """What each line of JSON is about, in their order."""
    return [str(json.loads(line)["source"]) for line in lines]


def _sample(pid: int, most: list[int], done: threading.Event) -> None:
    """The proportional set size of a process and all below it, sampled until it has ended."""
    while not done.wait(0.05):
        with contextlib.suppress(OSError):
            most[0] = max(most[0], sum(_pss(each) for each in _family(pid)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield from _family(int(child))


def _pss(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
