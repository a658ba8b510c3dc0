"""``feeds check`` of targets on the network: the session, its journal, its bar, and local files among them."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from feeds import __version__
from feeds.cli.context import Edge
from feeds.cli.journal import Journal, forget_old, run_key
from feeds.cli.looking import Observe, Wanted
from feeds.cli.network_options import Network, cache_folder, user_folder
from feeds.cli.outcomes import Outcome, Work, judged, outcome, outcomes
from feeds.cli.progress import Bar
from feeds.cli.session import Session
from feeds.cli.targets import Target, is_url, shown
from feeds.cli.workers import Workers
from feeds.delivered import Wanted as Beside
from feeds.delivered import observe
from feeds.errors import FetchError, UsageError
from feeds.fetch.addresses import redacted
from feeds.fetch.many import Pace
from feeds.fetch.network import Limits
from feeds.fetch.opening import Means
from feeds.fetch.opening import opened as means_opened
from feeds.fetch.polite import Manners
from feeds.fetch.probes import ALL, DEFAULT
from feeds.fetch.proxies import proxies
from feeds.fetch.wire import USER_AGENT
from feeds.report.forms import EPOCH
from feeds.source.delivery import Failure
from feeds.source.source import Source

KEPT = 20  # targets from which a run that is interrupted is worth going on with
AS_THEY_COME = frozenset({"jsonl", "summary"})  # forms in which the order of targets says nothing
PAINTED = frozenset({"text", "github", "azure"})  # forms that may have colours in them
NO_RUN = (
    "There is no run to go on with: none over these targets and with these options was interrupted. It begins anew."
)

Note = Callable[[str], None]


def online(
    todo: Sequence[Target], work: Work, jobs: int, network: Network, edge: Edge, note: Note
) -> Iterator[Outcome]:
    """The outcome of each target and of the feeds that it leads to, in the order of the targets.

    Lines of JSON come as they are known. What a person wants to know besides goes to ``note``. Raises
    KeyboardInterrupt after the outcomes that were there when the person interrupted.
    """
    wanted, local = _parted(todo)
    in_order = not AS_THEY_COME.issuperset(work.forms)
    files = outcomes([todo[number] for number in local], work, 1)
    waiting = deque(local)
    led: set[int] = set()  # the targets that led to something to look at
    with ExitStack() as stack:
        workers = Workers(partial(judged, work=work), len(wanted), jobs)
        pace = Pace(network.concurrency, network.per_host, most=max(200, network.concurrency))
        session = stack.enter_context(Session(partial(opened, network, edge), workers, pace))
        journal = _journal(wanted, work, network, edge, note)
        bar = stack.enter_context(Bar(_terminal(network, edge, len(wanted)), len(wanted)))
        for told in session.told(wanted, journal, in_order=in_order):
            number = told.wanted.key[0]
            bar.one_done(told.wanted.url)
            bar.more(len(told.instead))
            bar.aside()
            if told.note:
                note(told.note)
            while in_order and waiting and waiting[0] < number:
                waiting.popleft()
                yield next(files)
            if told.outcome is not None or told.feeds:
                led.add(number)
            if told.outcome is not None:
                yield told.outcome
            yield from told.pages
            bar.back()
        bar.aside()
        if journal is not None:
            journal.close(finished=not session.interrupted)
        if session.interrupted:
            more = " The same command with --resume goes on from there." if journal is not None else ""
            note(f"interrupted after {len(led):,} of {len(wanted):,} targets.{more}")
            raise KeyboardInterrupt
    yield from files
    nothing = [todo[each.key[0]] for each in wanted if not each.listed and each.key[0] not in led]
    if wanted and not led and not nothing:  # a sitemap's addresses, none of them a feed or on the way to one
        nothing = [todo[wanted[0].key[0]]]
    for each in nothing:
        yield outcome(each._replace(problem=f"{shown(each)} leads to no feed."), work)


def fetched(network: Network, edge: Edge, url: str) -> Source:
    """One document, now: a list of targets. Raises FetchError when it is not there, UsageError in a recorded run."""
    if network.record is not None or network.replay is not None:
        raise UsageError(f"A recorded run needs its list of targets at hand: save {redacted(url)} as a file first.")

    async def run() -> Source:
        async with AsyncExitStack() as stack:
            look = await opened(network._replace(probe=False, routes=False), edge, stack)
            return await look(url, None)

    source = asyncio.run(run())
    final = source.delivery.final if source.delivery is not None else None
    if isinstance(final, Failure):
        raise FetchError(final.says)
    if final is not None and (final.status != 200 or final.cut is not None):
        raise FetchError(final.cut.says if final.cut else f"{source.name} answered {final.status} {final.reason}.")
    return source


async def opened(network: Network, edge: Edge, stack: AsyncExitStack) -> Observe:
    """What fetches one target as the options say. Raises UsageError for a recording that cannot be used."""
    usual = Limits()
    limits = replace(
        usual, body=network.max_size, total=network.timeout, connect=min(usual.connect, network.timeout),
        read=min(usual.read, network.timeout), patience=min(usual.patience, network.timeout),
    )  # fmt: skip
    means = Means(
        limits, Manners(network.per_host, network.interval), network.user_agent or USER_AGENT,
        public_only=network.public_only, proxies=proxies(edge.env), offline=network.offline,
        cache=cache_folder(network, edge.env), record=network.record, judged=edge.now, replay=network.replay,
    )  # fmt: skip
    asks = await stack.enter_async_context(means_opened(means, now=lambda: dt.datetime.now(dt.UTC)))
    probes = (DEFAULT if network.probe else frozenset()) | (ALL - DEFAULT if network.routes else frozenset())
    beside = Beside(probes, network.enclosures, network.hub, network.home, network.follow)

    async def observed(url: str, page: str | None) -> Source:
        return await observe(url, asks, wanted=beside._replace(page=page if network.probe else None))

    return observed


def _parted(todo: Sequence[Target]) -> tuple[list[Wanted], list[int]]:
    """The URLs among the targets, each once, and the numbers of the others."""
    wanted: dict[str, Wanted] = {}
    local: list[int] = []
    for number, target in enumerate(todo):
        if target.problem is not None or not is_url(target.name):
            local.append(number)
        else:
            wanted.setdefault(target.name, Wanted((number,), target.name, target.depth, target.listed))
    return [*wanted.values()], local


def _journal(wanted: Sequence[Wanted], work: Work, network: Network, edge: Edge, note: Note) -> Journal | None:
    """Where the run is kept; None for a short one, unless it is asked for. Raises UsageError."""
    asked = network.resume or network.journal is not None
    if not asked and (len(wanted) < KEPT or network.replay is not None):
        return None
    # The same run in a window of another width, or piped, is the same run.
    seen = work.look._replace(now=EPOCH, width=0, colour=work.look.colour and not PAINTED.isdisjoint(work.forms))
    key = run_key(
        __version__, [*wanted], work.choices, work.forms, seen, work.ledger,
        network._replace(resume=False, journal=None, progress=None, concurrency=0, per_host=0, interval=0.0),
    )  # fmt: skip
    folder = user_folder(edge.env, "XDG_STATE_HOME", ".local/state")
    if network.journal is None and folder is None:
        if asked:
            raise UsageError(
                "There is no folder to keep the run in, since HOME is not set. Name a file with --journal."
            )
        return None
    path = network.journal or Path(folder or "") / f"{key}.journal"
    try:
        journal = Journal(path, key, resume=network.resume)
    except UsageError:
        if asked:
            raise
        return None  # nobody asked for it
    if folder is not None:
        forget_old(folder, edge.now.timestamp())
    if network.resume:
        done = len(journal.done)
        note(f"{done:,} of the run's documents are known from before." if done else NO_RUN)
    return journal


def _terminal(network: Network, edge: Edge, targets: int) -> IO[str] | None:
    """Where a bar is drawn; None for nowhere."""
    wanted = network.progress
    if wanted is None:
        wanted = targets > 1 and sys.stderr.isatty() and edge.env.get("TERM") != "dumb"
    return sys.stderr if wanted else None
