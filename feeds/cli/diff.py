"""``feeds diff``: what subscribers would see if the new version of a feed took the place of the old one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import click

from feeds import __version__
from feeds.cli.context import Edge
from feeds.cli.sections import OneOf
from feeds.cli.targets import Target, is_url, targets
from feeds.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from feeds.diff import Comparison, Reader
    from feeds.source.source import Source

SHOWN = 10
# What a deploy may be stopped by, and the effects that it is made of.
FAILURES = {
    "resurface": ("resurfacing",),
    "vanish": ("vanished",),
    "hide": ("hidden", "left-out"),
    "new": ("new",),
    "change": ("changed", "unnoticed"),
    "move": (),
    "any": ("resurfacing", "vanished", "hidden", "left-out", "new", "changed", "unnoticed"),
}


class Pair(NamedTuple):
    """An old and a new feed, one of them None where it is only on the other side."""

    old: Source | None
    new: Source | None


@click.command(
    "diff",
    epilog="""\b
Examples:
  feeds diff old/rss.xml new/rss.xml
  feeds diff https://www.example.org/feed.xml dist/rss.xml --fail-on resurface
  feeds diff https://www.example.org/news/ dist/ --fail-on resurface,vanish,move
  feeds diff old.rss new.json --reader Miniflux --output-format json
Exit codes: 0 compared, 1 something that --fail-on names, 2 wrong usage, 3 a feed could not be read.""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--fail-on",
    metavar="WHAT",
    default="",
    help=f"Exit with 1 on any of these, with commas between: {', '.join(FAILURES)}.",
)
@click.option("--reader", "names", multiple=True, metavar="NAME", help="Only this reader; may be given again.")
@click.option("--output-format", type=OneOf(("text", "json")), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help=f"List all items, not only {SHOWN} of a kind.")
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    fail_on: str,
    names: tuple[str, ...],
    output_format: str,
    everything: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """Say what subscribers would see when NEW takes the place of OLD.

    OLD and NEW are files, folders or URLs; RSS, Atom or JSON Feed, also one against another. Of two folders, or of a
    folder and the URL (with a slash at its end) where it is published, the feeds of the same name are compared.
    Each item is new, changed, resurfacing (seen again as new), hidden (never seen: it has the key of another item),
    vanished, or aged-out as the oldest items always do. Readers know items by different things, so that what one
    shows again another does not.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    from feeds.diff import compare, snapshot  # noqa: PLC0415 - `feeds diff --help` pays for no parser
    from feeds.diff.telling import lines, totals, value  # noqa: PLC0415 - as above

    failing = _failing(fail_on)
    readers = _chosen(names)
    made: list[Comparison] = []
    alone: list[tuple[str, str]] = []  # feeds that are on one side only
    for pair in _pairs(old, new, edge):
        if pair.old is None or pair.new is None:
            name = pair.old.name if pair.old is not None else pair.new.name if pair.new is not None else ""
            alone.append(("the whole feed is new" if pair.old is None else "the whole feed has vanished", name))
            continue
        made.append(compare(snapshot(pair.old, now=edge.now), snapshot(pair.new, now=edge.now), readers))
    if output_format == "json":
        document = {
            "schema": 1,
            "tool": {"name": "feeds", "version": __version__},
            "summary": dict(totals(made)),
            "feeds": [value(one) for one in made],
            "unpaired": [{"source": name, "says": says} for says, name in alone],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for one in made:
            for line in lines(one, 0 if everything else SHOWN):
                click.echo(line)
        for says, name in alone:
            click.echo(f"{name}: {says}")
    gone = any(says.endswith("vanished") for says, _ in alone)
    return 1 if _fails(made, failing) or (gone and failing & {"vanish", "any"}) else 0


def _fails(made: Sequence[Comparison], failing: set[str]) -> bool:
    effects = {effect for one in failing for effect in FAILURES[one]}
    for one in made:
        if any(effects & {row.effect, *row.readers.values()} for row in one.rows):
            return True
        if failing & {"move", "any"} and (one.moves or one.lost):
            return True
    return False


def _failing(words: str) -> set[str]:
    """The kinds that --fail-on names. Raises UsageError."""
    from feeds.settings import nearest  # noqa: PLC0415 - only who guards a deploy pays for it

    found = {word.strip().lower() for word in words.split(",") if word.strip()}
    for word in found:
        if word not in FAILURES:
            raise UsageError(f"--fail-on: there is no {word!r}.{nearest(word, FAILURES)}")
    return found


def _chosen(names: Sequence[str]) -> tuple[Reader, ...]:
    """The readers of these names, all where there is none. Raises UsageError."""
    from feeds.diff import READERS  # noqa: PLC0415 - as above
    from feeds.settings import nearest  # noqa: PLC0415 - as above

    known = {reader.name.lower(): reader for reader in READERS}
    for name in names:
        if name.lower() not in known:
            raise UsageError(
                f"--reader: nothing is known of {name!r}.{nearest(name, [reader.name for reader in READERS])}"
            )
    return tuple(known[name.lower()] for name in dict.fromkeys(names)) or READERS


def _pairs(old: str, new: str, edge: Edge) -> Iterator[Pair]:
    """The feeds to compare, by their names. Raises UsageError and UnreadableError."""
    if not _is_folder(old) and not _is_folder(new):
        yield Pair(_one(old, edge), _one(new, edge))
        return
    if is_url(old) and is_url(new):
        raise UsageError("Nobody can say which feeds are below a URL. Name a feed on each side, or a folder on one.")
    if not all(_is_folder(one) or one.endswith("/") for one in (old, new)):
        raise UsageError(f"{old} and {new}: one is a folder and one a feed. Name a folder or a feed on both sides.")
    inside = [_inside(one) if _is_folder(one) else None for one in (old, new)]
    for name in dict.fromkeys(name for names in inside for name in names or ()):
        yield Pair(*(_at(one, name, names, edge) for one, names in zip((old, new), inside, strict=True)))


def _is_folder(name: str) -> bool:
    return not is_url(name) and Path(name).is_dir()


def _inside(folder: str) -> list[str]:
    """The names of a folder's feeds. Raises UnreadableError where there is none."""
    found = list(targets([folder], None))
    if found[0].problem is not None:
        raise UnreadableError(found[0].problem)
    names = [Path(each.name).relative_to(folder).as_posix() for each in found]
    return [name for name in names if not name.endswith(".opml")]


def _at(side: str, name: str, names: Sequence[str] | None, edge: Edge) -> Source | None:
    if names is None:
        return _fetched(side + quote(name), edge)
    return _one(str(Path(side) / name), edge) if name in names else None


def _one(name: str, edge: Edge) -> Source:
    """A feed. Raises UnreadableError."""
    if is_url(name):
        source = _fetched(name, edge)
        if source is None:
            raise UnreadableError(f"There is no feed at {name}.")
        return source
    if name != "-" and not Path(name).exists():
        raise UsageError(f"There is no file or folder {name}.")
    return Target(name).source()


def _fetched(url: str, edge: Edge) -> Source | None:
    from feeds.cli.answered import answered  # noqa: PLC0415 - files do not pay for what opens sockets

    return answered(url, edge)
