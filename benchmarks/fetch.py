"""How fast many URLs are fetched and checked, against httpx that only fetches them: ``make bench-fetch``.

Both sides ask one nginx on the loopback for the same 2,000 addresses on 200 hosts, in turn in one run; of httpx the
best of several settings counts. Seconds of the clock say something on an idle machine only; the seconds of the
processors hold on a busy one too. Then the town of tests/delivery_many/: 2,000 URLs on 200 hosts, of which five in a
hundred are dead, five slow and two hostile. Last, the same killed in the middle, and gone on with.
"""

import argparse
import asyncio
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from string import Template

import httpx
import loopback
from town import SLOW, Town, feed, sources, visit

HOSTS, URLS = 200, 2_000

# Connections kept alive or not, requests at a time: issue 3215 of httpx says that more may be slower.
SETTINGS = [(0, 2), (0, 5), (0, 10), (0, 25), (0, 50), (10, 10), (200, 1), (200, 10), (200, 50)]


async def _bare(urls: list[str], keep: int, at_once: int) -> float:
    turn = asyncio.Semaphore(at_once)
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=keep)
    async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:

        async def one(url: str) -> None:
            async with turn:
                answer = await client.get(url)
                assert answer.status_code == 200
                assert answer.content

        start = time.perf_counter()
        await asyncio.gather(*(one(url) for url in urls))
        return time.perf_counter() - start


def _ours(urls: list[str], home: Path) -> tuple[float, float]:
    """The seconds of the whole command, its start and the checking included; of the clock and of all processors."""
    listed = home / "urls.txt"
    listed.write_text("\n".join(urls), encoding="utf-8")
    start, busy = time.perf_counter(), _processors()
    done = subprocess.run(
        [sys.executable, "-m", "feeds", "check", "--files-from", str(listed), "--no-probe", "--no-cache",
         "--output-format", "jsonl"],
        capture_output=True, text=True, check=False, env=os.environ | {"HOME": str(home)},
    )  # fmt: skip
    seconds = time.perf_counter() - start
    assert len(set(sources(done.stdout.splitlines()))) == len(urls), done.stderr[-2000:]
    return seconds, _processors() - busy


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def throughput(runs: int) -> None:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        root = Path(folder).absolute()
        (root / "www").mkdir()
        (root / "home").mkdir()
        (root / "www" / "rss.xml").write_bytes(feed("example.org"))
        for each in (root, root / "www"):
            each.chmod(0o755)
        loopback.CONFIGURATION = Template(loopback.CONFIGURATION.template.replace("127.0.0.1:$port", "$port"))
        with loopback.serve(root / "www", loopback.free_port(), root / "nginx") as server:
            # All of 127/8 is this machine: each host has an address of its own.
            urls = [f"http://127.0.1.{number % HOSTS + 1}:{server.port}/rss.xml?{number}" for number in range(URLS)]
            best: dict[tuple[int, int], float] = {}
            ours = (float("inf"), float("inf"))
            bare = float("inf")
            pairs: list[float] = []
            for _ in range(runs):
                seconds: list[float] = []
                for setting in SETTINGS:
                    busy = time.process_time()
                    seconds.append(asyncio.run(_bare(urls, *setting)))
                    bare = min(bare, time.process_time() - busy)
                    best[setting] = min(best.get(setting, float("inf")), seconds[-1])
                took = _ours(urls, root / "home")
                pairs.append(min(seconds) / took[0])
                ours = min(ours, took)
    for (keep, at_once), least in best.items():
        print(f"httpx, {at_once:3} at once, {keep:3} kept alive: {URLS / least:5.0f} URLs/s")
    fastest = min(best.values())
    print(f"feeds check, fetched and checked:    {URLS / ours[0]:5.0f} URLs/s: "
          f"{fastest / ours[0]:.0%} of bare httpx at its best  (budget: 60 %)")  # fmt: skip
    print(f"  run by run: {', '.join(f'{each:.0%}' for each in pairs)}; load average {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} processors")  # fmt: skip
    print(f"  processors: {ours[1]:.1f} s with all workers, httpx alone {bare:.1f} s")


def town() -> None:
    options = ("--output-format", "jsonl", "--no-probe", "--no-cache", "--timeout", "5")
    with tempfile.TemporaryDirectory() as home:
        with Town(HOSTS, URLS, only_quick=True) as place:
            quick = visit(place, options, Path(home) / "quick")
        when: dict[str, float] = {}
        with Town(HOSTS, URLS) as place:
            start = time.monotonic()

            def watch(_number: int, line: str) -> None:
                when[sources([line])[0]] = time.monotonic() - start

            mixed = visit(place, options, Path(home) / "mixed", watch=watch)
            kinds = dict(place.addresses)
    told = sources(mixed.lines)
    assert sorted(told) == sorted(kinds), "not every target was told once"
    print(f"{URLS} URLs on {HOSTS} quick hosts: {quick.seconds:.1f} s, {quick.bytes / 1e6:.0f} MB")
    print(f"the same, 5 % dead, 5 % slow ({SLOW} s), 2 % hostile: {mixed.seconds:.1f} s, {mixed.bytes / 1e6:.0f} MB "
          f"(budget 300), every target told once")  # fmt: skip
    for kind in dict.fromkeys(kinds.values()):
        last = max(seconds for url, seconds in when.items() if kinds[url] == kind)
        print(f"  {kind:8} last after {last:5.1f} s")


def killed() -> None:
    options = ("--output-format", "jsonl", "--no-probe", "--no-cache", "--timeout", "5")
    with Town(HOSTS, URLS) as place, tempfile.TemporaryDirectory() as home:
        first = visit(
            place, options, Path(home), watch=lambda number, _: signal.SIGKILL if number == URLS // 2 else None
        )
        asked = len(place.asked)
        second = visit(place, [*options, "--resume"], Path(home))
        again, urls = place.asked[asked:], place.urls
    whole = [line for line in first.lines if line.endswith("}")]
    told = {url.partition("://")[2].replace(f":{place.port}", "", 1) for url in sources(whole)}
    assert first.code == -signal.SIGKILL, first.said
    assert sorted(sources(second.lines)) == sorted(urls), "not every target was told once"
    assert not told & set(again), "what was told before was asked again"
    assert set(whole) <= set(second.lines), "a report was lost or is another now"
    known = second.said.partition(" ")[0]
    print(f"killed (-9) after {len(whole):,} of {URLS:,} reports, and gone on with: {known} known from before, "
          f"{len(again):,} asked; nothing lost, nothing twice ({second.seconds:.1f} s)")  # fmt: skip


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", nargs="*", choices=["throughput", "town", "killed", []], default=[])
    ask.add_argument("--runs", type=int, default=3)
    given = ask.parse_args()
    if not given.what or "throughput" in given.what:
        throughput(given.runs)
    if not given.what or "town" in given.what:
        town()
    if not given.what or "killed" in given.what:
        killed()
