"""``feeds check``: files, folders, globs, URLs and standard input, against every rule."""

from __future__ import annotations

import gc
import glob
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import click

from feeds.check import Report, check
from feeds.choice import choose
from feeds.cli.context import Edge
from feeds.cli.output import colour_wanted
from feeds.errors import FetchError, UnreadableError, UsageError
from feeds.rules.chosen import Choice
from feeds.rules.formats import HEAD, looks_like_feed
from feeds.rules.rule import Level
from feeds.source.source import Source

LIMIT = 100_000_000  # bytes of a local file; no feed is a hundredth of it
SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".json", ".opml", ".jsonfeed"}


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
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option("--files-from", metavar="FILE", help="Also check what FILE lists, one target a line; - is stdin.")
@click.option("--base-url", metavar="URL", help="The public URL of the folder that the targets are in.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: codes, prefixes or names.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "advice"]), default="error", show_default=True,
              help="The level of finding from which the exit code is 1.")  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--output-format", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True)
@click.option("--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    targets: tuple[str, ...],
    files_from: str | None,
    base_url: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,  # noqa: FBT001 - click passes flags by name
    output_format: str,
    colour: str,
) -> int:
    """Check feeds: every defect, at its exact place.

    A TARGET is a file, a folder (its feeds are looked for), a glob, a URL, or - for standard input.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    # A tree of many small objects: the collector of cycles would look at all of them again and again while it grows.
    gc.set_threshold(200_000, 20, 20)
    choice = choose(_split(select), _split(ignore))
    wanted = [*targets, *_listed(files_from)]
    if not wanted:
        raise UsageError("There is nothing to check. Name a file, a folder or a URL: `feeds check feed.xml`.")
    reports = [_checked(source, edge, choice) for target in wanted for source in _sources(target, base_url)]
    _print(reports, output_format, colour=colour_wanted(colour, edge.env, sys.stdout))
    if exit_zero:
        return 0
    if any(each.stopped is not None or each.crashes for each in reports):
        return 1 if _failing(reports, fail_on) else 3
    return 1 if _failing(reports, fail_on) else 0


def _failing(reports: list[Report], fail_on: str) -> bool:
    least = Level(fail_on).rank
    return any(finding.level.rank >= least for each in reports for finding in each.findings)


def _split(words: tuple[str, ...]) -> list[str]:
    return [part for word in words for part in word.replace(",", " ").split()]


def _listed(path: str | None) -> Iterator[str]:
    """The targets that a list file names: one a line, blank lines and # comments left out."""
    if path is None:
        return
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise UsageError(f"The list of targets {path} cannot be read: {wrong}.") from wrong
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


Target = Source | UnreadableError


def _sources(target: str, base_url: str | None) -> Iterator[tuple[str, Target]]:
    """What a target stands for: each with the name that it is reported under."""
    if target == "-":
        yield "-", Source("-", sys.stdin.buffer.read(LIMIT), base_url)
    elif target.startswith(("http://", "https://")):
        yield target, _fetched(target)
    elif os.path.isdir(target):  # noqa: PTH112 - target may be hostile text; Path normalises it away
        found = sorted(path for path in Path(target).rglob("*") if path.suffix in SUFFIXES and _is_feed(path))
        if not found:
            yield target, UnreadableError(f"{target} has no feed in it; a feed ends in {', '.join(sorted(SUFFIXES))}.")
        for path in found:
            yield str(path), _read(str(path), _published(path.relative_to(target).as_posix(), base_url))
    elif not os.path.exists(target) and glob.has_magic(target):  # noqa: PTH110
        matches = sorted(glob.glob(target, recursive=True))  # noqa: PTH207
        if not matches:
            yield target, UnreadableError(f"{target} matches no file.")
        for match in matches:
            yield from _sources(match, base_url)
    else:
        yield target, _read(target, _published(target, base_url))


def _is_feed(path: Path) -> bool:
    """Whether a file of a folder is a feed: a sitemap or another JSON file is nobody's mistake there."""
    try:
        with path.open("rb") as file:
            return looks_like_feed(file.read(HEAD))
    except OSError:
        return path.is_file()  # it cannot be read: the check says so


def _published(path: str, base_url: str | None) -> str | None:
    """The public URL of a file at a path below the folder that ``base_url`` is the URL of."""
    if base_url is None:
        return None
    base = base_url if base_url.endswith("/") else base_url + "/"
    return urljoin(base, quote(path.removeprefix("./"), safe="/~!$&'()*+,;=:@-._"))


def _read(path: str, url: str | None) -> Target:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(LIMIT + 1)
    except OSError as wrong:
        return UnreadableError(f"{path} cannot be read: {wrong.strerror or wrong}.")
    if len(data) > LIMIT:
        return UnreadableError(f"{path} is larger than {LIMIT // 1_000_000} MB, which is no feed.")
    return Source(path, data, url)


def _fetched(url: str) -> Target:
    from feeds.fetch.one import fetch  # noqa: PLC0415 - files do not pay for httpx

    try:
        return fetch(url)
    except FetchError as wrong:
        return wrong


def _checked(named: tuple[str, Target], edge: Edge, choice: Choice) -> Report:
    name, target = named
    if isinstance(target, UnreadableError):
        return Report(name, None, None, (), str(target))
    return check(target, now=edge.now, choice=choice)


def _print(reports: list[Report], output_format: str, *, colour: bool) -> None:
    if output_format == "json":
        from feeds.report import json  # noqa: PLC0415 - one format a run

        click.echo(json.report(reports))
        return
    from feeds.report import text  # noqa: PLC0415

    lines = text.concise(reports) if output_format == "concise" else text.report(reports, colour=colour)
    for line in lines:
        click.echo(line, color=colour)
