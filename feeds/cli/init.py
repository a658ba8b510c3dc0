"""``feeds init``: a commented configuration to start from, and the ledger of a site that comes from elsewhere."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.context import Edge
from feeds.config import CHECK, FILE, SETTINGS, Setting
from feeds.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from feeds.adopt import Adopted
    from feeds.settings import Value
    from feeds.source.source import Source

# What a person must look at; the rest stands as a comment with its default or an example.
SHOWN = 5  # articles that are listed before the rest is only counted
_ACTIVE = ("base-url", "title", "sources", "output")


@click.command(
    "init",
    epilog="""\b
Examples:
  feeds init                                   then set base-url, put documents into articles/, run `feeds build`
  feeds init --adopt https://example.org/feed.xml --dry-run
  feeds init --adopt old/rss.xml --adopt old/atom.xml
Exit codes: 0 written, 2 wrong usage, 3 a feed could not be read.""",
)
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--adopt",
    "adopted",
    multiple=True,
    metavar="FEED",
    help="A feed (file or URL) whose articles come here with their ids, links and dates; may be given again.",
)
@click.option("--dry-run", is_flag=True, help="With --adopt: write nothing; say what was found.")
@click.pass_context
def command(ctx: click.Context, folder: Path, adopted: tuple[str, ...], dry_run: bool) -> int:  # noqa: FBT001 - click passes flags by name
    """Write a commented feeds.toml into DIR (default: here). An existing one is never overwritten.

    With --adopt, a site that another generator made moves here: its feeds, in each format that it has, give the
    settings, and a ledger by which the first build finds the same articles in the documents, by permalink, name of
    the file, headline and day, or text. They keep what subscribers know them by.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    if dry_run and not adopted:
        raise UsageError("--dry-run belongs to --adopt: without it nothing is found out.")
    if adopted:
        return _adopt(folder, adopted, edge, dry_run=dry_run)
    _write(folder / FILE, template(edge.now.year))
    click.echo(f"Wrote {folder / FILE}.")
    click.echo("Next: set base-url in it, put documents into articles/, and run `feeds build`.")
    return 0


def _write(file: Path, text: str) -> None:
    """A new file. Raises UsageError, also where there is one."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(f"{file} is already there, and is left as it is.") from None
    except OSError as wrong:
        raise UsageError(f"{file} cannot be written: {wrong.strerror}.") from wrong


def _adopt(folder: Path, names: tuple[str, ...], edge: Edge, *, dry_run: bool) -> int:
    """Write the ledger of other feeds, and a configuration where there is none yet."""
    from feeds import config  # noqa: PLC0415 - who starts from nothing pays for none of this
    from feeds.adopt import adopt  # noqa: PLC0415 - as above
    from feeds.articles.ledger import NAME, Ledger  # noqa: PLC0415 - as above
    from feeds.publish.folder import write  # noqa: PLC0415 - as above

    file = folder / FILE
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Make it first.")
    there = file.exists()
    output = config.load(file).output if there else config.Config(folder).output
    ledger = folder / output / NAME
    try:
        before = ledger.read_bytes() if ledger.exists() else b""
    except OSError as wrong:
        raise UsageError(f"{ledger} cannot be read: {wrong.strerror}.") from wrong
    sources = [_source(name, edge) for name in names]
    made = adopt(sources, Ledger.read(before, str(ledger)), clock=edge.now)
    _say(made, before=len(made.ledger.entries) - len(made.entries))
    if dry_run:
        click.echo("Nothing was written, because of --dry-run.")
        return 0
    write(folder / output, {NAME: made.ledger.bytes()}, since=(NAME, before))
    click.echo(f"Wrote {ledger}: keep it, in version control or on the site; it is what the ids rest on.")
    if there:
        click.echo(f"{file} is already there, and is left as it is.")
    else:
        _write(file, template(edge.now.year, made.settings, made.podcast))
        click.echo(f"Wrote {file}.")
    click.echo()
    _next(made, str(made.settings.get("base-url", "https://…/")), output)
    return 0


def _source(name: str, edge: Edge) -> Source:
    """A feed. Raises UsageError and UnreadableError."""
    from feeds.cli.targets import Target, is_url  # noqa: PLC0415 - as above

    if is_url(name):
        from feeds.cli.answered import answered  # noqa: PLC0415 - files do not pay for what opens sockets

        source = answered(name, edge)
        if source is None:
            raise UnreadableError(f"There is no feed at {name}.")
        return source
    if not Path(name).is_file():
        raise UsageError(f"There is no file {name}.")
    return Target(name).source()


def _say(made: Adopted, before: int) -> None:
    """What was found."""
    for old in made.feeds:
        click.echo(f"{old.name}: {old.family}, {len(old.made.drafts)} items")
    for key, value in made.settings.items():
        click.echo(f"  {key} = {json.dumps(value, ensure_ascii=False)}")
    known = f", beside the {before} that the ledger has" if before else ""
    click.echo(f"{len(made.entries)} articles to adopt{known}")
    for entry in made.entries[:SHOWN]:
        click.echo(f"  {entry.published.date()}  {made.titles[entry.uri][:80]}")
        click.echo(f"              {entry.guid or entry.uri}")
    if len(made.entries) > SHOWN:
        click.echo(f"  and {len(made.entries) - SHOWN} more")
    for note in made.notes:
        click.echo(f"note: {note}")


def _next(made: Adopted, home: str, output: str) -> None:
    """What remains to be done by hand."""
    names = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
    click.echo("Next: look at sources and base-url in the configuration, then `feeds build`.")
    for old in made.feeds:
        is_show = made.podcast is not None and old.family == "rss"
        name = f"{made.podcast['feed']['name']}/rss.xml" if made.podcast and is_show else names[old.family]
        click.echo(f"Before the site moves: feeds diff {old.address or old.name} {output}/{name} --fail-on resurface")
        if old.address and old.address != home + name:
            click.echo(f"On the web server: a permanent redirect (301) from {old.address} to {home}{name}")
    click.echo("The articles' links stay as they were: keep those pages, or redirect them too.")


_FEED = """\
# Feeds beside the main one, any number, each begun with [[feed]]: by section, tag, author, language, source or an
# expression; podcasts and pictures too (docs/feeds.md).
# [[feed]]
# name = "sport"
# tags = ["Sport"]"""


def template(
    year: int,
    found: Mapping[str, str | int] | None = None,
    podcast: Mapping[str, Mapping[str, Value]] | None = None,
) -> str:
    """The file's text; ``year`` stands in the example of an authority.

    ``found`` are settings that are known, ``podcast`` the tables of a show.
    """
    known = found or {}
    parts = [
        "# Configuration of feeds. The same keys work as [tool.feeds] in pyproject.toml.",
        *(_commented(setting, year, known.get(setting.key)) for setting in SETTINGS),
        _FEED,
        *(_show(podcast) if podcast else ()),
        "# What `feeds check` does.\n[check]",
        *(_commented(setting, year) for setting in CHECK),
    ]
    return "\n\n".join(parts) + "\n"


def _show(tables: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    """The tables of a show, as they stand in TOML."""
    for head, key in (("[[feed]]", "feed"), ("[feed.podcast]", "podcast")):
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in tables[key].items()]
        missing = [f"# {name} = …" for name in ("categories", "image") if key == "podcast" and name not in tables[key]]
        yield "\n".join((head, *lines, *missing))


def _commented(setting: Setting, year: int, found: str | int | None = None) -> str:
    comment = textwrap.fill(setting.says, 100, initial_indent="# ", subsequent_indent="# ")
    example = f"example.org,{year}" if setting.key == "authority" else setting.example
    # Texts, lists of texts, numbers and true are spelt as in TOML.
    value = json.dumps(example, ensure_ascii=False)
    if isinstance(example, dict):
        value = "{ " + ", ".join(f'"{word}" = "{level}"' for word, level in example.items()) + " }"
    if found is not None:
        value = json.dumps(found, ensure_ascii=False)
    mark = "" if setting.key in _ACTIVE or found is not None else "# "
    return f"{comment}\n{mark}{setting.key} = {value}"
