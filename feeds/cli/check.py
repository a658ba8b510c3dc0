"""``feeds check``: files, folders, globs, URLs and standard input, against every rule."""

from __future__ import annotations

import sys

import click

from feeds.cli.choosing_options import Chosen, choosing, ledger, remarks
from feeds.cli.context import Edge
from feeds.cli.outcomes import Outcome, Work, outcomes, settle
from feeds.cli.output import colour_wanted
from feeds.cli.output_options import Asked, output_options
from feeds.cli.outputs import Outputs, chosen, look
from feeds.cli.targets import listed, targets
from feeds.errors import UsageError
from feeds.report.forms import Totals, merged
from feeds.rules.rule import Level


@click.command(
    "check",
    epilog="""\b
Examples:
  feeds check feed.xml                         one file
  feeds check dist/                            every feed in a folder
  feeds check https://example.org/feed.xml     what is really published
  git ls-files '*.xml' | feeds check --files-from -
  feeds check --ignore RSS5 --fail-on warning feed.xml
  feeds check --output-format json feed.xml > report.json
  feeds check --output sarif=report.sarif --output text feed.xml
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 something could not be looked at.""",
)
@click.argument("named", nargs=-1, metavar="TARGET...")
@click.option("--files-from", metavar="FILE", help="Also check what FILE lists, one target a line; - is stdin.")
@click.option("--base-url", metavar="URL", help="The public URL of the folder that the targets are in.")
@choosing
@output_options
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes for many files; 0: one a core.")
@click.pass_context
def command(
    ctx: click.Context,
    named: tuple[str, ...],
    files_from: str | None,
    base_url: str | None,
    wanted: Chosen,
    outputs: tuple[str, ...],
    output_format: str | None,
    statistics: bool,  # noqa: FBT001 - as above
    colour: str,
    jobs: int,
) -> int:
    """Check feeds: every defect, at its exact place.

    A TARGET is a file, a folder (its feeds are looked for), a glob, a URL, or - for standard input.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    settle()
    names = [*named, *listed(files_from)] or wanted.targets
    if not names:
        raise UsageError("There is nothing to check. Name a file, a folder or a URL: `feeds check feed.xml`.")
    asked = Asked(outputs, output_format, statistics)
    paint = colour_wanted(colour, edge.env, sys.stdout)
    seen = look(asked, edge.env, colour=paint)._replace(fails=Level(wanted.fail_on), base_url=base_url, now=edge.now)
    told = Outputs(chosen(asked, edge.env), seen)
    known = ledger(wanted)
    work = Work(edge.now, wanted.choices, told.forms, seen, known)
    todo = list(targets(names, base_url))
    found: list[Outcome] = []
    for each in outcomes(todo, work, jobs):
        told.take(each.words)
        found.append(each._replace(words=()))
    counts = (sum(each.counts[0] for each in found), sum(each.counts[1] for each in found),
              sum(each.counts[2] for each in found))  # fmt: skip
    unchecked = sum(not each.checked for each in found)
    told.close(Totals(len(found), *counts, unchecked, merged(each.tally for each in found)))
    for line in remarks(wanted, known, found):
        click.echo(line, err=True)
    if wanted.exit_zero:
        return 0
    return 1 if wanted.fails(counts) else 3 if unchecked else 0
