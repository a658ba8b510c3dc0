"""Four people publish for a week, and readers poll through nginx: nobody sees anything twice, nothing is lost.

Each day something happens to each site – a title or a body is edited, a post comes, a file moves, an article is taken
back, a site moves here from another generator – and after that every reader looks at every feed. The readers that
install in seconds run always, the others with FEEDS_READERS=all, or a name (`make readers`). The figures are printed
(pytest -s).
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desktop import HEAVY
from loopback import free_port
from people import Blogger, Mover, Newsroom, Person, Podcaster
from subscribers import LIGHT, Subscriber
from webservers import served

DAYS = 7
# With a network of its own, `make readers` gives addresses that are nobody's loopback: tt-rss refuses those.
HOSTS = os.environ.get("FEEDS_HOSTS", "").split()


@dataclass
class Tally:
    """What one reader showed in a week."""

    shown: int = 0
    again: int = 0
    twice: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    seen: int = 0


@pytest.fixture
def root() -> Iterator[Path]:
    root = Path(tempfile.mkdtemp(prefix="feeds-people-"))
    root.chmod(0o755)
    try:
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


@pytest.mark.real("nginx", "brotli-static")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_week(root: Path) -> None:
    kinds = [kind for kind in (*LIGHT, *HEAVY) if _is_here(kind)]
    assert kinds
    people: list[Person] = []
    addresses = []
    for number, kind in enumerate((Newsroom, Blogger, Podcaster, Mover)):
        port = free_port()
        host = HOSTS[number] if HOSTS else ""
        people.append(
            kind(kind.__name__.lower(), root / kind.__name__.lower(), f"http://{host or f'127.0.0.1:{port}'}/")
        )
        addresses.append((port, host))
    subscribers = [kind(root / "readers" / kind.__name__.lower()) for kind in kinds]
    tallies = {one.name: Tally() for one in subscribers}
    servers = [contextlib.ExitStack() for _ in people]
    with ThreadPoolExecutor(2) as pool, contextlib.ExitStack() as stack:
        for one in subscribers:
            stack.callback(one.end)
        for server in servers:
            stack.enter_context(server)
        for person in people:
            person.begin()
        for day in range(DAYS):
            words = list(pool.map(Person.act, people))
            for person, server, address, word in zip(people, servers, addresses, words, strict=True):
                if word in ("first", "migrated"):
                    server.close()
                    server.enter_context(_serve(person, *address))
            if day == 0:
                for one in subscribers:
                    one.subscribe(dict(_feeds(one, people)))
            list(pool.map(_poll, subscribers))
            for one in subscribers:
                for person in people:
                    _judge(one, person, tallies[one.name], f"day {day + 1} ({words[people.index(person)]})")
    asked = [
        line for person in people for line in (person.folder / "nginx" / "access.log").read_text("utf-8").splitlines()
    ]
    _print(subscribers, tallies, asked)
    wrong = {name: tally.twice + tally.lost + tally.edits for name, tally in tallies.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def _is_here(kind: type[Subscriber]) -> bool:
    from conftest import PARTS

    missing = [name for name in kind.needs if not PARTS[name].is_here]
    if missing:
        assert os.environ.get("FEEDS_REQUIRE_REAL") != "1" or kind in HEAVY, f"{kind.name} needs {missing}"
        sys.stdout.write(f"{kind.name}: skipped, needs {', '.join(missing)}\n")
    return not missing


def _feeds(one: Subscriber, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    for person in people:
        for form, url in person.subscriptions.items():
            if form in one.reads:
                yield f"{person.name}-{form}", url


def _poll(one: Subscriber) -> None:
    one.poll()


@contextlib.contextmanager
def _serve(person: Person, port: int, host: str) -> Iterator[None]:
    """nginx as `feeds server` has it; before the move, as any server is."""
    if isinstance(person, Mover) and not person.is_here:
        text = f"root {person.www}; default_type application/rss+xml;"
    else:
        command = [sys.executable, "-m", "feeds", "server", "nginx", "--root", str(person.www)]
        text = subprocess.run(command, capture_output=True, text=True, check=True, cwd=person.folder).stdout
        if isinstance(person, Mover):
            text += "\nrewrite ^/feed.xml$ /rss.xml last;\n"  # sfeed follows no redirect
    scratch = person.folder / "nginx"
    text = f"access_log {scratch}/access.log combined;\n" + (f"listen {host}:80;\n" if host else "") + text
    with served("nginx", text, port, scratch):
        yield


def _judge(one: Subscriber, person: Person, tally: Tally, day: str) -> None:
    """What a reader shows of a person's feeds, against what was published."""
    now = person.items()
    before = dict(person.edits)
    for form in person.subscriptions:
        if form not in one.reads:
            continue
        rows = one.shown(f"{person.name}-{form}")
        tally.seen = len(rows) if not tally.seen else tally.seen
        where = f"{day}, {person.name}'s {form}"
        often = Counter(row.link for row in rows)
        titles = {link: {row.title for row in rows if row.link == link} for link in often}
        again = {
            link for link in often if one.edit == "again" and titles[link] & before.keys() and len(titles[link]) > 1
        }
        tally.twice += [f"{where}: {link}" for link, count in often.items() if count > (2 if link in again else 1)]
        tally.lost += [f"{where}: {link}" for link in now if link not in often]
        if day.startswith(f"day {DAYS} "):
            tally.shown += len(rows)
            tally.again += len(again)
        for old, new in person.edits:
            link = next(link for link, title in now.items() if title == new)
            wanted = {"replaced": {new}, "ignored": {old}, "again": {old, new}}[one.edit]
            if titles.get(link) != wanted:
                tally.edits.append(f"{where}: the title is {titles.get(link)}, not {wanted}")
        for word in person.mended:
            found = any(word in " ".join(row.text.split()) for row in rows)
            if found != one.notices(form):
                tally.edits.append(f"{where}: the edited body is {'' if found else 'not '}shown")


def _print(subscribers: Sequence[Subscriber], tallies: dict[str, Tally], asked: Sequence[str]) -> None:
    same = sum(1 for line in asked if '" 304 ' in line)
    lines = ["", f"{'reader':<12}{'feeds':>6}{'items':>7}{'twice':>7}{'lost':>6}{'again':>7}  edits"]
    for one in subscribers:
        tally = tallies[one.name]
        feeds = 10 if "json" in one.reads else 7
        wrong = f", {len(tally.edits)} not as expected" if tally.edits else ""
        lines.append(
            f"{one.name:<12}{feeds:>6}{tally.shown:>7}{len(tally.twice):>7}{len(tally.lost):>6}{tally.again:>7}"
            f"  {one.edit}{wrong}"
        )
    lines.append(f"{len(asked)} requests in {DAYS} days, {same} answered with 304")
    sys.stdout.write("\n".join(lines) + "\n")
