"""``feeds check``: files, folders, globs, URLs and standard input, against every rule."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click

from feeds.choice import choose
from feeds.cli.context import Edge
from feeds.cli.outcomes import Outcome, Work, outcomes, settle
from feeds.cli.output import colour_wanted
from feeds.cli.targets import listed, targets
from feeds.errors import UsageError

if TYPE_CHECKING:
    from feeds.cli.outcomes import Form

LEVELS = ("error", "warning", "advice")


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
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 something could not be looked at.""",
)
@click.argument("named", nargs=-1, metavar="TARGET...")
@click.option("--files-from", metavar="FILE", help="Also check what FILE lists, one target a line; - is stdin.")
@click.option("--base-url", metavar="URL", help="The public URL of the folder that the targets are in.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: codes, prefixes or names.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules.")
@click.option("--fail-on", type=click.Choice(LEVELS), default="error", show_default=True,
              help="The level of finding from which the exit code is 1.")  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--output-format", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True)
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes for many files; 0: one a core.")
@click.option("--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    named: tuple[str, ...],
    files_from: str | None,
    base_url: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,  # noqa: FBT001 - click passes flags by name
    output_format: str,
    colour: str,
    jobs: int,
) -> int:
    """Check feeds: every defect, at its exact place.

    A TARGET is a file, a folder (its feeds are looked for), a glob, a URL, or - for standard input.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    settle()
    choice = choose(_split(select), _split(ignore))
    names = [*named, *listed(files_from)]
    if not names:
        raise UsageError("There is nothing to check. Name a file, a folder or a URL: `feeds check feed.xml`.")
    paint = colour_wanted(colour, edge.env, sys.stdout)
    work = Work(edge.now, choice, cast("Form", output_format), colour=paint)
    found: list[Outcome] = []
    for each in outcomes(targets(names, base_url), work, jobs):
        found.append(each if output_format == "json" else Outcome("", each.counts, each.checked))
        if output_format != "json" and each.words:
            click.echo(each.words, color=paint)
    counts = (sum(each.counts[0] for each in found), sum(each.counts[1] for each in found),
              sum(each.counts[2] for each in found))  # fmt: skip
    unchecked = sum(not each.checked for each in found)
    click.echo(_closing(found, counts, unchecked, output_format, colour=paint), color=paint)
    if exit_zero:
        return 0
    return 1 if any(counts[: LEVELS.index(fail_on) + 1]) else 3 if unchecked else 0


def _closing(found: list[Outcome], counts: tuple[int, int, int], unchecked: int, form: str, *, colour: bool) -> str:
    """What stands at the end: the summary, or the whole JSON document."""
    if form == "json":
        from feeds.report import json  # noqa: PLC0415 - one form a run

        return json.report([each.words for each in found], counts, unchecked)
    from feeds.report import text  # noqa: PLC0415 - as above

    return text.summary(len(found), counts, unchecked, colour=colour)


def _split(words: tuple[str, ...]) -> list[str]:
    return [part for word in words for part in word.replace(",", " ").split()]
