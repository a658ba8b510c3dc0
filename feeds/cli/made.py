"""What ``feeds build`` says: what it made, what the checker thinks of it, what to try next."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import click

from feeds.build import Build
from feeds.check import Report
from feeds.convert.sound import is_recording
from feeds.emit.feed import INDEX, RSS
from feeds.emit.shelves import FOLDER as EARLIER
from feeds.publish.folder import Changes
from feeds.rules.rule import Level

_UNUSED = re.compile(r"not used|left out|cannot be used|so it was detected")
SHOWN = 20  # articles and findings that are listed before the rest is only counted


def say_changes(changes: Changes, folder: Path, files: int | None = None) -> None:
    """What ``--check`` says, of a number of files if it has not looked at all of them."""
    if not changes:
        files = len(changes.unchanged) if files is None else files
        click.echo(f"{folder}: nothing would change ({_counted(files, 'file')}).")
        return
    for word, names in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed)):
        for name in names:
            click.echo(f"{word:<8} {folder / name}")
    click.echo("`feeds build` without --check would write this.")


class Told(NamedTuple):
    """What a build made, as far as it is told: numbers of articles, sentences, sizes by path, the feed's address.

    ``many`` has number and size of the files in a folder of which each is not told.
    """

    visible: int
    hidden: int
    merged: Sequence[str]
    notes: Sequence[str]
    sizes: Mapping[str, int]
    address: str
    many: Mapping[str, tuple[int, int]] = {}


def sizes(made: Build) -> dict[str, int]:
    """The bytes of each file that a build made, in the order of writing."""
    rest = {name: len(data) for name, data in made.files.items()}
    ledger = {name: rest.pop(name) for name in list(rest)[:1]}
    return {**ledger, **{name: one.size for name, one in made.stored.items()}, **rest}


def told(made: Build, copied: Mapping[str, int]) -> Told:
    """What is told of a whole build, which ``copied`` files of some sizes."""
    visible = len(made.feed.everything)
    return Told(
        visible,
        len(made.articles) - visible + sum(moment is None for _, moment, _ in made.waits),
        made.merged,
        made.notes,
        {**copied, **sizes(made)},
        made.feed.channel.url(RSS),
    )


def remarks(made: Build) -> Iterator[str]:
    """What documents state and nobody could use, a date for instance, as far as there is room for it."""
    notes = [
        f"{one.provenance.documents[0].path}, line {one.provenance.documents[0].first_line}: {note}"
        for one in made.articles
        for note in one.provenance.notes
        if _UNUSED.search(note)
    ]
    yield from notes[:SHOWN]
    if len(notes) > SHOWN:
        yield f"and {len(notes) - SHOWN} more such remarks; the articles' records have them all"


def unheard(made: Build, names: Iterable[str]) -> Iterator[str]:
    """The recordings among the files at hand, by their ``names``, that no article of a site with a podcast has."""
    if not made.podcasts:
        return
    used = set(made.media.values())
    lonely = [name for name in names if is_recording(name) and name not in used]
    for name in lonely[:SHOWN]:
        notes = f"{PurePosixPath(name).with_suffix('.md')}"
        yield f"{name}: no article has this recording. Put its show notes beside it, as {notes}."
    if len(lonely) > SHOWN:
        yield f"and {len(lonely) - SHOWN} more recordings that no article has"


def say(made: Told, changes: Changes, reports: Sequence[Report], folder: Path, documents: int) -> None:
    """What was made, what the checker says, what to try next."""
    click.echo(
        f"{_counted(documents, 'document')}, {_counted(made.visible, 'article')}, "
        f"{_counted(len(made.merged), 'duplicate')} merged"
        + (f", {made.hidden} not to be shown" if made.hidden else "")
    )
    for sentence in (*made.merged, *made.notes):
        click.echo(f"  {sentence}")
    click.echo()
    click.echo(f"{folder}/")
    for name, size, state in (
        *_rows(made.sizes, made.many, changes),
        *((name, "", "removed") for name in changes.removed),
    ):
        click.echo(f"  {size:>8}  {state:<9}  {name}")
    click.echo()
    click.echo(_summary(reports))
    click.echo()
    click.echo(f"Next: open {folder / INDEX} in a browser, or see what subscribers will get:")
    click.echo(f"  python3 -m http.server --bind 127.0.0.1 --directory {folder} 8000")
    click.echo("When the folder is on the web, check what is really served:")
    click.echo(f"  feeds check {made.address}")


def _rows(
    sizes: Mapping[str, int], many: Mapping[str, tuple[int, int]], changes: Changes
) -> Iterator[tuple[str, str, str]]:
    """Name, size and state of each file; of many in one folder only how many."""
    states = {**dict.fromkeys(changes.new, "new"), **dict.fromkeys(changes.changed, "changed")}
    left = dict(sizes)
    archives = dict.fromkeys(f"{name.partition('archive/')[0]}archive/" for name in sizes if "archive/" in name)
    for start in ("articles/", "media/", f"{EARLIER}/", *archives):
        names = [name for name in left if name.startswith(start)]
        count, size = many.get(start, (len(names), 0))
        if count > SHOWN:
            size += sum(left.pop(name) for name in names)
            touched = [state for name, state in states.items() if name.startswith(start)]
            state = touched[0] if len(set(touched)) == 1 else "changed" if touched else "unchanged"
            yield f"{start} ({count} files, {len(touched)} written)", _size(size), state
    for name, length in left.items():
        yield name, _size(length), states.get(name, "unchanged")


def _summary(reports: Sequence[Report]) -> str:
    """The check in a line, and what it would rather have otherwise."""
    counts = {level: sum(report.count(level) for report in reports) for level in (Level.ERROR, Level.WARNING)}
    line = (
        f"Checked {_names(reports)}: "
        f"{_counted(counts[Level.ERROR], 'error')}, {_counted(counts[Level.WARNING], 'warning')}."
    )
    first: dict[tuple[str, str], str] = {}
    often: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for finding in report.findings:
            if finding.level is Level.WARNING:
                often[report.source, finding.rule.code] += 1
                first.setdefault((report.source, finding.rule.code), finding.message)
    lines = [
        f"  {source}: {code} {message}" + (f" ({often[source, code]} times)" if often[source, code] > 1 else "")
        for (source, code), message in first.items()
    ]
    return "\n".join([line, *lines[:SHOWN]])


def _names(reports: Sequence[Report]) -> str:
    names = [report.source for report in reports]
    return ", ".join(names) if len(names) <= SHOWN else f"{', '.join(names[:4])} and {len(names) - 4} more"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
