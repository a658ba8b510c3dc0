"""How long builds of many articles take, as ratios in one run: ``make bench-build``.

Documents are generated: a folder of Markdown files, and one file of JSON Lines. A first build is held against what
feedgen and jsonschema alone take for the same articles, which is measured right after it, in one process; a build
after one document has changed, against two seconds. Seconds of the processors and of the clock are told: several
processes share the work, and on a machine that does something else meanwhile the clock says nothing. Memory is that of
all processes of a build together, what they share counted once.
"""

import argparse
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

WORDS = """
    harbour council bridge storm vote engineer city mayor ferry report minister budget school river market police
    court season player team film energy plan water train station road house price worker union health doctor
    patient study science island coast forest fire rescue weather rain wind night morning week month year
    government party leader election law rights member group office company bank fund growth trade export farm
    food harvest museum
""".split()  # noqa: SIM905 - a list of them would fill a page
CONFIG = 'base-url = "https://example.org/news/"\ntitle = "News"\nsources = ["src"]\nsize-limit = 2000000000\n'
START = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)


def article(number: int) -> tuple[str, str, list[str]]:
    """Headline, date and paragraphs of an article: about 1,700 characters."""
    choose = random.Random(number)  # noqa: S311 - nothing is secret here

    def sentence() -> str:
        return " ".join(choose.choices(WORDS, k=choose.randint(9, 18))).capitalize() + "."

    title = f"{' '.join(choose.choices(WORDS, k=6)).title()} {number}"
    date = (START + dt.timedelta(seconds=4801 * number)).isoformat().replace("+00:00", "Z")
    return title, date, [" ".join(sentence() for _ in range(3)) for _ in range(5)]


def markdown(home: Path, articles: int) -> None:
    """A folder for each thousand."""
    for number in range(articles):
        title, date, paragraphs = article(number)
        file = home / "src" / f"{number // 1000:03}" / f"{number}.md"
        if number % 1000 == 0:
            file.parent.mkdir(parents=True)
        head = f"---\ntitle: {title}\ndate: {date}\ntags: [news, t{number % 50}]\nauthor: Ann Example\n---\n\n"
        file.write_text(head + "\n\n".join(paragraphs) + "\n", "utf-8")


def lines(home: Path, articles: int) -> None:
    """One article a line."""
    (home / "src").mkdir(parents=True)
    with (home / "src" / "articles.jsonl").open("w", encoding="utf-8") as out:
        for number in range(articles):
            title, date, paragraphs = article(number)
            body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            item = {
                "uri": f"tag:example.org,2026:a{number}", "type": "text", "language": "en", "versionCreated": date,
                "headlines": [{"value": title}], "bodies": [{"contentType": "text/html", "value": body}],
            }  # fmt: skip
            out.write(json.dumps(item) + "\n")


class Took(NamedTuple):
    """Seconds of the clock and of the processors, and memory in MB."""

    clock: float
    busy: float
    memory: float = 0


def floor(home: Path, most: int = 1000) -> Took:
    """What feedgen (RSS and Atom) and jsonschema take for each article that was built."""
    from feedgen.feed import FeedGenerator
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator(json.loads(Path("schemas/article.schema.json").read_text("utf-8")))
    files = sorted((home / "dist" / "articles").glob("*.json"))[:most]
    records = [json.loads(file.read_bytes()) for file in files]
    begun, clock = time.process_time(), time.perf_counter()
    for record in records:
        list(checker.iter_errors(record))
    made = FeedGenerator()
    made.id("https://example.org/")
    made.title("News")
    made.link(href="https://example.org/")
    made.description("News")
    for record in records:
        item = record["item"]
        entry = made.add_entry(order="append")
        entry.id(item["uri"])
        entry.title(item["headlines"][0]["value"])
        entry.content(item["bodies"][0]["value"], type="html")
        entry.published(record["provenance"]["published"])
        entry.updated(item["versionCreated"])
        entry.link(href=f"https://example.org/{item['slugline']}.html")
    made.rss_str()
    made.atom_str()
    return Took((time.perf_counter() - clock) / len(records), (time.process_time() - begun) / len(records))


def together(pid: int) -> float:
    """The memory in MB of a process and its children, what they share counted once; 0 where nobody can tell."""
    found = 0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        for each in (str(pid), *children):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text("ascii").splitlines()
            found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, ValueError):  # one has just ended
        return 0
    return found / 1000


def build(home: Path) -> Took:
    """What the whole command takes."""
    env = os.environ | {"XDG_CACHE_HOME": str(home / "cache"), "SOURCE_DATE_EPOCH": "1795341600"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "feeds", "build"], cwd=home, env=env, stdout=subprocess.DEVNULL)
    most = [0.0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            most.append(together(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(seconds, busy, max(used.ru_maxrss / 1000, *most))


def edit(home: Path, round_: int) -> None:
    """One article changes."""
    file = home / "src" / "000" / "17.md"
    if file.exists():
        file.write_text(f"{file.read_text('utf-8')}\nThe mayor spoke {round_} more times.\n", "utf-8")
        return
    file = home / "src" / "articles.jsonl"
    head, _, rest = file.read_text("utf-8").partition("</p>")
    file.write_text(f"{head} The mayor spoke {round_} more times.</p>{rest}", "utf-8")


def measure(kind: str, sizes: list[int], runs: int) -> None:
    """Print what builds of some sizes take, and whether that is linear."""
    each: dict[int, Took] = {}  # for one article, by size
    for articles in sizes:
        with tempfile.TemporaryDirectory(prefix="feeds-bench-") as folder:
            home = Path(folder)
            {"markdown": markdown, "lines": lines}[kind](home, articles)
            (home / "feeds.toml").write_text(CONFIG, "utf-8")
            time.sleep(2.5)  # so that no document counts as written a moment ago
            first = build(home)
            least = [floor(home) for _ in range(3)]
            clock, busy = min(one.clock for one in least), min(one.busy for one in least)
            each[articles] = Took(first.clock / articles, first.busy / articles)
            one = each[articles]
            print(
                f"{kind}, {articles:7,} articles, first build: {first.clock:.1f} s, "
                f"{first.busy:.1f} s of the processors, {first.memory:.0f} MB\n"
                f"  an article: {one.clock * 1000:.3f} ms ({one.clock / clock:.2f} × feedgen and jsonschema, "
                f"budget 1.5), {one.busy * 1000:.3f} ms of the processors ({one.busy / busy:.2f} ×); "
                f"feedgen and jsonschema: {clock * 1000:.3f} ms, {busy * 1000:.3f} ms of the processor",
                flush=True,
            )
            again = []
            for round_ in range(runs):
                edit(home, round_)
                again.append(build(home))
            best = min(again)
            print(
                f"  one article changed: {best.clock:.2f} s (budget 2 for 100,000), "
                f"{best.busy:.2f} s of the processors, {max(one.memory for one in again):.0f} MB",
                flush=True,
            )
    small, large = sizes[-2:] if len(sizes) > 1 else (sizes[0], sizes[0])
    if small != large:
        grown = [one / other for one, other in zip(each[large][:2], each[small][:2], strict=True)]
        print(
            f"{kind}: an article among {large:,} takes {grown[0]:.2f} × the clock and {grown[1]:.2f} × the processors "
            f"of one among {small:,}"
        )


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kind", choices=["markdown", "lines"], action="append")
    ask.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 100_000])
    ask.add_argument("--runs", type=int, default=3)
    given = ask.parse_args()
    for chosen in given.kind or ["markdown", "lines"]:
        measure(chosen, given.sizes, given.runs)
