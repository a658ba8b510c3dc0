"""``feeds build``: raw documents in, a folder of feeds and pages out, which the checker has seen first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import click

from feeds import config
from feeds.build import LEDGER, Build, build
from feeds.check import Report, check
from feeds.cli.context import Edge
from feeds.emit.feed import ATOM, INDEX, JSON_FEED, OPML, RSS, Channel
from feeds.errors import DocumentError, FeedsError, RefusedError, UnreadableError, UsageError
from feeds.publish.folder import Changes, compare, write
from feeds.rules.rule import Level
from feeds.source.source import Source

GATED = (RSS, ATOM, JSON_FEED, OPML)
SHOWN = 20  # findings or names that are listed before the rest is only counted


@click.command(
    "build",
    epilog="""\b
Examples:
  feeds build                                  as the configuration says
  feeds build --check                          what would change; exit code 1 if anything would
  feeds build pages/ -o public --base-url https://www.example.org/news/
Exit codes: 0 built, 1 refused by the checker (or --check found changes), 2 wrong usage or configuration,
3 a document could not be read (the rest is built).""",
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--config", "config_file", metavar="FILE", help="The configuration; else feeds.toml or pyproject.toml.")
@click.option("-o", "--output", metavar="DIR", help="The folder to build into.")
@click.option("--base-url", metavar="URL", help="The public address of that folder.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change.")
@click.option("--strict", is_flag=True, help="Write nothing when a document cannot be read.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_file: str | None,
    output: str | None,
    base_url: str | None,
    only_check: bool,  # noqa: FBT001 - click passes flags by name
    strict: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """Build RSS, Atom, JSON Feed and pages from raw documents.

    A SOURCE is a file or a folder. What was built goes through the checker before anything is written: an error
    leaves the folder as it was.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    here = Path.cwd()
    settings = config.load(Path(config_file)) if config_file else config.find(here)
    folder = Path(output) if output else settings.folder / settings.output
    channel = _channel(settings, base_url)
    documents, unread = _documents(_paths(sources, settings), (settings.folder, here), folder, settings.size_limit)
    made = build(documents, channel, _ledger(folder), clock=edge.now, limit=settings.size_limit)
    errors = (*unread, *made.errors)
    for error in errors:
        click.echo(f"feeds: {error}", err=True)
    if errors and strict:
        raise UnreadableError("Nothing was written, because of --strict. Mend or remove what is named above.")
    reports = gate(made.files, channel.home, edge)
    shown = _relative(folder, here)
    if only_check:
        changes = compare(folder, made.files, made.stale)
        _say_changes(changes, shown)
        return 1 if changes else _code(errors)
    changes = write(folder, made.files, made.stale)
    _say(made, changes, reports, shown, len(documents) + len(unread))
    return _code(errors)


def gate(files: Mapping[str, bytes], home: str, edge: Edge) -> list[Report]:
    """What the checker says of the feeds among ``files``, as if they stood at ``home`` already.

    Raises RefusedError when it finds an error in one: then nothing may be written.
    """
    reports = [check(Source(name, files[name], home + name), now=edge.now) for name in GATED]
    if all(report.valid for report in reports):
        return reports
    lines = [line for report in reports for line in _defects(report)]
    more = f"\n  and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    raise RefusedError(
        "What was built has errors, so nothing was written and the folder is as it was.\n  "
        + "\n  ".join(lines[:SHOWN])
        + more
        + "\n`feeds explain CODE` says why and how to mend it."
    )


def _defects(report: Report) -> Iterator[str]:
    """The lines for one report that is not valid."""
    for finding in report.findings:
        if finding.level is Level.ERROR:
            at = f":{finding.position.line}:{finding.position.column}" if finding.position else ""
            yield f"{report.source}{at}: {finding.rule.code} {finding.message}"
    if report.stopped:
        yield f"{report.source}: {report.stopped}"
    for crash in report.crashes:
        yield f"{report.source}: the rule {crash.rule} broke ({crash.error})"


def _code(errors: Sequence[FeedsError]) -> int:
    return 3 if errors else 0


def _channel(settings: config.Config, given: str | None) -> Channel:
    """The channel of the configuration. Raises UsageError that says which key to add when no address is known."""
    home = config.base_url(given, "--base-url") if given else settings.base_url
    if home is None:
        where = settings.file or f"{config.FILE} (`feeds init` writes one)"
        raise UsageError(
            f"Where will the feeds be on the web? Set base-url in {where}, for example "
            'base-url = "https://www.example.org/news/", or give --base-url.'
        )
    return Channel(
        home=home,
        title=settings.title or urlsplit(home).hostname or home,
        authority=settings.authority or "",
        description=settings.description or "",
        language=settings.language or "",
        author=settings.author or "",
        hub=settings.hub,
        icon=settings.icon,
        identity=settings.id,
        limit=settings.limit,
    )


def _ledger(folder: Path) -> bytes:
    """The ledger of the last build, empty when there was none.

    Raises UsageError for a folder with files that a build would overwrite and no build has made.
    """
    try:
        return (folder / LEDGER).read_bytes()
    except FileNotFoundError:
        foreign = [name for name in (INDEX, *GATED) if (folder / name).exists()]
        if foreign:
            raise UsageError(
                f"{folder} has {', '.join(foreign)} but no {LEDGER}, so no build has made them and they are not "
                f"overwritten. Choose another folder (-o), restore {LEDGER}, or move them away."
            ) from None
        return b""
    except OSError as wrong:
        raise UsageError(f"{folder / LEDGER} cannot be read: {wrong.strerror}.") from wrong


def _paths(sources: Sequence[str], settings: config.Config) -> list[Path]:
    """The sources of the command line, else those of the configuration. Raises UsageError when there are none."""
    paths = [Path(source) for source in sources] or [settings.folder / source for source in settings.sources]
    if not paths:
        where = settings.file or config.FILE
        raise UsageError(f'There is nothing to build from. Name files or folders, or set sources = ["…"] in {where}.')
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")
    return paths


def _documents(
    paths: Iterable[Path], roots: Sequence[Path], output: Path, limit: int
) -> tuple[dict[str, bytes], list[FeedsError]]:
    """The documents by the names that provenance gives them, and what could not be read."""
    documents: dict[str, bytes] = {}
    errors: list[FeedsError] = []
    found = (file.resolve() for start in paths for file in _files(start, output.resolve()))
    for path in dict.fromkeys(found):
        name = _name(path, roots)
        if name in documents:
            raise UsageError(f"Two documents would both be called {name}. Build from a folder that holds both.")
        try:
            with path.open("rb") as file:
                documents[name] = file.read(limit + 1)  # one byte more shows the converter that it is too much
        except OSError as wrong:
            errors.append(DocumentError(name, f"it cannot be read: {wrong.strerror}."))
    return documents, errors


def _files(path: Path, output: Path) -> Iterator[Path]:
    """A file itself; of a folder all files but hidden ones and what was built, in the order of their names."""
    if not path.is_dir():
        yield path
        return
    for parent, folders, names in os.walk(path):
        inside = Path(parent)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (inside / name).resolve() != output
        )
        for name in sorted(names):
            if not name.startswith(".") and (inside / name).is_file():
                yield inside / name


def _name(path: Path, roots: Sequence[Path]) -> str:
    """A path from the first root that holds it, so that no record names a machine's folders; else its last two."""
    for root in roots:
        try:
            return path.relative_to(root.resolve()).as_posix()
        except ValueError:
            continue
    return str(PurePosixPath(*path.parts[-2:]))


def _relative(folder: Path, here: Path) -> Path:
    absolute = folder.absolute()
    return absolute.relative_to(here) if absolute.is_relative_to(here) else folder


def _say_changes(changes: Changes, folder: Path) -> None:
    """What ``--check`` says."""
    if not changes:
        click.echo(f"{folder}: nothing would change ({_counted(len(changes.unchanged), 'file')}).")
        return
    for word, names in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed)):
        for name in names:
            click.echo(f"{word:<8} {folder / name}")
    click.echo("`feeds build` without --check would write this.")


def _say(made: Build, changes: Changes, reports: Sequence[Report], folder: Path, documents: int) -> None:
    """What was made, what the checker says, what to try next."""
    visible = len(made.feed.everything)
    hidden = len(made.articles) - visible
    click.echo(
        f"{_counted(documents, 'document')}, {_counted(visible, 'article')}, "
        f"{_counted(len(made.merged), 'duplicate')} merged" + (f", {hidden} not to be shown" if hidden else "")
    )
    for sentence in (*made.merged, *made.notes):
        click.echo(f"  {sentence}")
    click.echo()
    click.echo(f"{folder}/")
    for label, size, state in _rows(made, changes):
        click.echo(f"  {label:<34} {size:>9}  {state}")
    for name in changes.removed:
        click.echo(f"  {name:<34} {'':>9}  removed")
    click.echo()
    click.echo(_summary(reports))
    click.echo()
    click.echo(f"Next: open {folder / INDEX} in a browser, or see what subscribers will get:")
    click.echo(f"  python3 -m http.server --bind 127.0.0.1 --directory {folder} 8000")
    click.echo("When the folder is on the web, check what is really served:")
    click.echo(f"  feeds check {made.feed.channel.url(RSS)}")


def _rows(made: Build, changes: Changes) -> Iterator[tuple[str, str, str]]:
    """Name, size and state of each file; of many articles only how many."""
    states = {**dict.fromkeys(changes.new, "new"), **dict.fromkeys(changes.changed, "changed")}
    articles = [name for name in made.files if name.startswith("articles/")]
    if len(articles) > SHOWN:
        size = sum(len(made.files[name]) for name in articles)
        touched = sum(name in states for name in articles)
        yield f"articles/ ({len(articles)} files)", _size(size), f"{touched} new or changed" if touched else "unchanged"
        articles = []
    for name, data in made.files.items():
        if name in articles or not name.startswith("articles/"):
            yield name, _size(len(data)), states.get(name, "unchanged")


def _summary(reports: Sequence[Report]) -> str:
    """The check in a line, and what it would rather have otherwise."""
    counts = {level: sum(report.count(level) for report in reports) for level in (Level.ERROR, Level.WARNING)}
    line = (
        f"Checked {', '.join(report.source for report in reports)}: "
        f"{_counted(counts[Level.ERROR], 'error')}, {_counted(counts[Level.WARNING], 'warning')}."
    )
    lines = [
        f"  {report.source}: {finding.rule.code} {finding.message}"
        for report in reports
        for finding in report.findings
        if finding.level is Level.WARNING
    ]
    return "\n".join([line, *lines[:SHOWN]])


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
