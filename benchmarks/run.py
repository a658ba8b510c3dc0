"""The budgets, measured as ratios in one run: ``make bench``.

Each figure is the minimum of several runs of both sides, taken in turn, so that it holds when the machine is busy.
Garbage is collected before each run, as the command line does between documents; that leaves the processor's caches
cold for both sides. The corpus is measured a second time in passes over all documents, without: then lxml's code stays
in the caches from one document to the next, which our many rules do not, and the ratio is higher.
"""

import argparse
import datetime as dt
import gc
import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from operator import truediv
from pathlib import Path

from hostile import hostile
from lxml import etree

from feeds.check import check
from feeds.cli.outcomes import GARBAGE
from feeds.report.json import line
from feeds.report.telling import tell
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
PARSER = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False)
CONFORMANCE = Path(os.environ.get("FEEDS_CONFORMANCE", "../shared/conformance"))


def fastest(*sides: Callable[[], object], runs: int) -> list[float]:
    """The minimum CPU seconds of each side over ``runs`` runs taken in turn."""
    best = [float("inf")] * len(sides)
    for _ in range(runs):
        for index, side in enumerate(sides):
            gc.collect()
            gc.disable()  # as the command line does within a document
            start = time.process_time()
            side()
            gc.enable()
            best[index] = min(best[index], time.process_time() - start)
    return best


def checked(source: Source) -> object:
    """The full check: every rule."""
    return check(source, now=NOW)


def reported(source: Source) -> object:
    """The full check, and all that a machine's report says."""
    return line(tell(check(source, now=NOW)))


def parsed(data: bytes) -> object:
    """What lxml needs to read the same bytes."""
    return etree.parse(io.BytesIO(data), PARSER)


def feed(megabytes: float) -> bytes:
    """A podcast-like RSS feed of about that size, with HTML in its descriptions."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel><title>Talk</title>'
        "<link>https://example.org/</link><description>Talks</description><language>en</language>\n"
    )
    parts, size, number = [head], len(head), 0
    start = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
    while size < megabytes * 1_000_000:
        number += 1
        date = (start - dt.timedelta(hours=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        item = (
            f"<item><title>Episode {number}: on this &amp; that</title><link>https://example.org/{number}</link>"
            f'<guid isPermaLink="false">tag:example.org,2026:{number}</guid><pubDate>{date}</pubDate>'
            f"<description>Short words about episode {number}</description><content:encoded><![CDATA["
            + f'<p>We talk about <a href="https://example.org/{number}/notes">the notes</a> and '
            "<strong>what matters</strong>.</p><ul><li>One thing</li><li>Another thing</li></ul>" * 2
            + f'<img src="https://example.org/{number}.jpg" alt="A picture"/>]]></content:encoded>'
            f'<enclosure url="https://cdn.example.org/{number}.mp3" length="1234567" type="audio/mpeg"/>'
            f'<itunes:duration>00:42:{number % 60:02}</itunes:duration><itunes:explicit>false</itunes:explicit>'
            f"<itunes:episode>{number}</itunes:episode></item>\n"
        )  # fmt: skip
        parts.append(item)
        size += len(item)
    return ("".join(parts) + "</channel></rss>\n").encode()


def corpus(runs: int) -> None:
    """The full check of real feeds against bare lxml: the median ratio over the corpus."""
    files = sorted(path for path in (CONFORMANCE / "real").rglob("*") if path.suffix in {".xml", ".rss", ".atom"})
    if not files:
        print(f"no corpus in {CONFORMANCE}; set FEEDS_CONFORMANCE")
        return
    ratios: list[tuple[float, str]] = []
    told: list[float] = []
    total = [0.0, 0.0]
    size = 0
    for path in files:
        data = path.read_bytes()
        source = Source(path.name, data, f"https://example.org/{path.name}")
        ours, words, theirs = fastest(
            partial(checked, source), partial(reported, source), partial(parsed, data), runs=runs
        )
        ratios.append((ours / theirs, path.name))
        told.append(words / theirs)
        total[0] += ours
        total[1] += theirs
        size += len(data)
    values = [ratio for ratio, _ in ratios]
    print(f"real feeds: {len(files)}, {size / 1e6:.1f} MB: check / lxml parse: median {statistics.median(values):.2f}, "
          f"p90 {statistics.quantiles(values, n=10)[8]:.2f}, whole corpus {total[0] / total[1]:.2f}, "
          f"{size / 1e6 / total[0]:.1f} MB/s  (budget: median 6)")  # fmt: skip
    print("  with words and places, as the JSON report has them: median", round(statistics.median(told), 2))
    ours, theirs = passes(files, runs)
    middle = statistics.median(map(truediv, ours, theirs))
    print(f"  in passes over the corpus, caches warm: median {middle:.2f}, whole corpus {sum(ours) / sum(theirs):.2f}")
    print("  slowest:", ", ".join(f"{name} {ratio:.1f}" for ratio, name in sorted(ratios, reverse=True)[:5]))


def passes(files: list[Path], runs: int) -> tuple[list[float], list[float]]:
    """The minimum CPU seconds of the check and of lxml for each file, in passes over all files."""
    sources = [Source(path.name, path.read_bytes(), f"https://example.org/{path.name}") for path in files]
    ours, theirs = [float("inf")] * len(files), [float("inf")] * len(files)
    gc.disable()
    for _ in range(runs):
        for index, source in enumerate(sources):
            start = time.process_time()
            parsed(source.data)
            theirs[index] = min(theirs[index], time.process_time() - start)
        for index, source in enumerate(sources):
            start = time.process_time()
            checked(source)
            if gc.get_count()[0] > GARBAGE:
                gc.collect()
            ours[index] = min(ours[index], time.process_time() - start)
    gc.enable()
    return ours, theirs


def sizes(runs: int) -> None:
    """A generated feed of 1, 5 and 20 MB, against lxml and two feed parsers."""
    import fastfeedparser
    import feedparser

    seconds: dict[int, float] = {}
    for megabytes in (1, 5, 20):
        data = feed(megabytes)
        source = Source("feed.xml", data, "https://example.org/feed.xml")
        sides: list[Callable[[], object]] = [partial(checked, source), partial(parsed, data)]
        if megabytes == 1:
            sides += [partial(feedparser.parse, data), partial(fastfeedparser.parse, data)]
        best = fastest(*sides, runs=runs if megabytes < 20 else 2)
        seconds[megabytes] = best[0]
        print(f"{megabytes:2} MB: {best[0] * 1000:.0f} ms, {megabytes / best[0]:.1f} MB/s, "
              f"{best[0] / best[1]:.1f} × lxml"
              + (f", {best[0] / best[2]:.2f} × feedparser, {best[0] / best[3]:.2f} × fastfeedparser"
                 if len(best) > 2 else ""))  # fmt: skip
    print(f"5 MB / 1 MB: {seconds[5] / seconds[1]:.2f} (budget 5.5); 20 MB / 5 MB: {seconds[20] / seconds[5]:.2f}")
    one, five = ([alone(megabytes, side) for side in ("check", "lxml")] for megabytes in (1, 5))
    print(f"  each in a process of its own, as on the command line: 5 MB / 1 MB {five[0] / one[0]:.2f}; "
          f"lxml {five[1] / one[1]:.2f}")  # fmt: skip


def alone(megabytes: int, side: str, runs: int = 7) -> float:
    """The minimum CPU seconds of one side for a feed of that size, each time in a fresh process."""
    command = [sys.executable, __file__, "one", "--megabytes", str(megabytes), "--side", side]
    return min(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs))


def one(megabytes: int, side: str) -> None:
    """Print the CPU seconds of one check or parse; a small feed has had everything loaded before."""
    data = feed(megabytes)
    checked(Source("small.xml", feed(0.02), "https://example.org/small.xml"))
    parsed(feed(0.02))
    source = Source("feed.xml", data, "https://example.org/feed.xml")
    gc.collect()
    gc.disable()
    start = time.process_time()
    if side == "check":
        checked(source)
    else:
        parsed(data)
    print(time.process_time() - start)


def startup(runs: int) -> None:
    """``feeds check small.xml`` as a whole process against bare Python."""
    small = Path("tests/cli/small.xml")
    if not small.exists():
        return
    best = [float("inf")] * 2
    commands = [[sys.executable, "-m", "feeds", "check", str(small)], [sys.executable, "-c", "pass"]]
    for _ in range(runs * 3):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            best[index] = min(best[index], time.perf_counter() - start)
    print(f"start-up: feeds check small.xml {best[0] * 1000:.0f} ms, python -c pass {best[1] * 1000:.0f} ms: "
          f"{best[0] / best[1]:.1f} × (budget 120 ms where bare Python takes 13: 9.2 ×)")  # fmt: skip


def strangers(_runs: int) -> None:
    """Documents that mean ill."""
    hostile(lambda name, data: check(Source(name, data), now=NOW))


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", nargs="*", choices=["corpus", "sizes", "startup", "hostile", "one", []], default=[])
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--megabytes", type=int, default=1)
    ask.add_argument("--side", choices=["check", "lxml"], default="check")
    given = ask.parse_args()
    if "one" in given.what:
        one(given.megabytes, given.side)
    for name, measure in (("hostile", strangers), ("startup", startup), ("corpus", corpus), ("sizes", sizes)):
        if not given.what or name in given.what:
            measure(given.runs)
