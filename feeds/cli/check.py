"""``feeds check``: files, folders, globs, URLs and standard input, against every rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from feeds.cli.choosing_options import Chosen, choosing, ledger, remarks
from feeds.cli.context import Edge
from feeds.cli.fixing_options import Fixing, fixing_options
from feeds.cli.network_options import Network, network_options, user_folder
from feeds.cli.outcomes import Outcome, Work, outcomes, settle
from feeds.cli.output import colour_wanted
from feeds.cli.output_options import Asked, output_options
from feeds.cli.outputs import Outputs, chosen, look
from feeds.cli.sections import Sections
from feeds.cli.targets import Target, distinct, is_url, listed, targets
from feeds.errors import UsageError
from feeds.report.forms import Totals, merged
from feeds.rules.rule import Level
from feeds.source.source import Source

if TYPE_CHECKING:
    from feeds.cli.reuse import Store

INTERRUPTED = 130  # as a shell says of a program that Ctrl-C ended


@click.command(
    "check",
    cls=Sections,
    epilog="""\b
Examples:
  feeds check feed.xml                         one file
  feeds check dist/                            every feed in a folder
  feeds check https://example.org/feed.xml     what is really published
  git ls-files '*.xml' | feeds check --files-from -
  feeds check --ignore RSS5 --fail-on warning feed.xml
  feeds check --output-format json feed.xml > report.json
  feeds check --output sarif=report.sarif --output text feed.xml
  feeds check --fix feed.xml                   mend what can be mended; --diff only shows it
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 something could not be looked at, 130
interrupted.""",
)
@click.argument("named", nargs=-1, metavar="TARGET...")
@click.option(
    "--files-from",
    "list_file",
    metavar="FILE",
    help="Also check what a list names: a target a line, an OPML's feeds, a sitemap's pages. FILE, URL or -.",
)
@click.option("--base-url", metavar="URL", help="The public URL of the folder that the targets are in.")
@choosing
@output_options
@fixing_options
@network_options
@click.option("--watch", is_flag=True, help="Check again when a file has changed, until Ctrl-C.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes for many files; 0: one a core.")
@click.pass_context
def command(
    ctx: click.Context,
    named: tuple[str, ...],
    list_file: str | None,
    base_url: str | None,
    wanted: Chosen,
    outputs: tuple[str, ...],
    output_format: str | None,
    statistics: bool,  # noqa: FBT001 - as above
    colour: str,
    fixing: Fixing,
    network: Network,
    watch: bool,  # noqa: FBT001 - as above
    jobs: int,
) -> int:
    """Check feeds: every defect, at its exact place.

    A TARGET is a file, a folder (its feeds are looked for), a glob, a URL, or - for standard input.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    if network.replay is not None:
        from feeds.fetch.har import moment  # noqa: PLC0415 - few runs are replayed

        edge = edge._replace(now=moment(network.replay) or edge.now)
    settle()
    lines = listed(list_file, base_url, partial(_fetched, network, edge)) if list_file else ()
    todo = distinct([*targets(named, base_url), *lines]) or distinct(targets(wanted.targets, base_url))
    if not todo:
        raise UsageError("There is nothing to check. Name a file, a folder or a URL: `feeds check feed.xml`.")
    if watch:
        from feeds.cli.watch import watched  # noqa: PLC0415 - most runs look once

        return watched(ctx, [*(named or wanted.targets), *(each.name for each in todo)], wanted, list_file)
    asked = Asked(outputs, output_format, statistics)
    paint = colour_wanted(colour, edge.env, sys.stdout)
    seen = look(asked, edge.env, colour=paint)._replace(fails=Level(wanted.fail_on), base_url=base_url, now=edge.now)
    standard_input = any(each.name == "-" for each in todo)
    told = Outputs(chosen(asked, edge.env, aside=fixing.fix and not fixing.diff and standard_input), seen)
    known = ledger(wanted)
    work = Work(edge.now, wanted.choices, told.forms, seen, known, _store(network, edge) if wanted.reuse else None)
    if fixing.diff:
        from feeds.cli.fixing import differences  # noqa: PLC0415 - only who asks for fixes pays for them

        if asked != Asked((), None, statistics=False) or wanted.write or wanted.prune:
            raise UsageError(
                "--diff shows what would change and nothing else. Ask for a report or a baseline without it."
            )
        code = differences(todo, fixing, work)
        return 0 if wanted.exit_zero else code
    if fixing.fix:
        from feeds.cli.fixing import fix  # noqa: PLC0415 - as above

        todo = fix(todo, fixing, work, edge.wrote)
    found: list[Outcome] = []
    interrupted = False
    try:
        for each in _looked_at(todo, work, jobs, network, edge):
            told.take(each.words)
            found.append(each._replace(words=()))
    except KeyboardInterrupt:
        interrupted = True
    counts = (sum(each.counts[0] for each in found), sum(each.counts[1] for each in found),
              sum(each.counts[2] for each in found))  # fmt: skip
    unchecked = sum(not each.checked for each in found)
    unseen = sum(each.known for each in found), sum(each.silenced for each in found)
    told.close(Totals(len(found), *counts, unchecked, merged(each.tally for each in found), *unseen))
    for line in remarks(wanted, known, found):
        click.echo(line, err=True)
    if known is not None and known.keep:
        edge.wrote(str(wanted.baseline))
    if interrupted:
        return INTERRUPTED
    if wanted.exit_zero:
        return 0
    return 1 if wanted.fails(counts) else 3 if unchecked else 0


def _store(network: Network, edge: Edge) -> Store | None:
    """What was found in files that may not have changed."""
    from feeds.cli.reuse import store  # noqa: PLC0415 - most runs check everything

    return store(network.cache_dir or user_folder(edge.env, "XDG_CACHE_HOME", ".cache"), edge.now)


def _fetched(network: Network, edge: Edge, url: str) -> Source:
    """A list of targets that is on the network. Raises FetchError."""
    from feeds.cli.online import fetched as fetch  # noqa: PLC0415 - files do not pay for what opens sockets

    return fetch(network, edge, url)


def _looked_at(todo: list[Target], work: Work, jobs: int, network: Network, edge: Edge) -> Iterator[Outcome]:
    if not any(is_url(target.name) for target in todo):
        return outcomes(todo, work, jobs)
    from feeds.cli.online import online  # noqa: PLC0415 - as above

    return online(todo, work, jobs, network, edge, partial(click.echo, err=True))
