"""``feeds build``: raw documents in, a folder of feeds and pages out, which the checker has seen first."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from feeds import config
from feeds.again import is_simple
from feeds.build import LEDGER, build
from feeds.check import Report, check
from feeds.cli import attachments, covers, crews, declared_feeds, last, ledgers, leftovers, made, sources
from feeds.cli.again import Again, Changed
from feeds.cli.context import Edge
from feeds.cli.excluded import Excluded
from feeds.cli.network_options import user_folder
from feeds.cli.progress import Bar
from feeds.emit.feed import ATOM, INDEX, JSON_FEED, OPML, RSS, Channel
from feeds.errors import RefusedError, UnreadableError, UsageError
from feeds.publish.folder import Stage, compare, write
from feeds.rules.rule import Level
from feeds.source.source import Source

GATED = (RSS, ATOM, JSON_FEED, OPML)
MANY = 100  # documents from which a terminal shows how far the work has come
SHOWN = 20  # defects that are listed before the rest is only counted


@click.command(
    "build",
    epilog="""\b
Examples:
  feeds build                                  as the configuration says
  feeds build --check                          what would change; exit code 1 if anything would
  feeds build pages/ -o public --base-url https://www.example.org/news/
  feeds build --ledger https://www.example.org/news/ledger.jsonl
Exit codes: 0 built, 1 refused by the checker (or --check found changes), 2 wrong usage or configuration,
3 a document could not be read (the rest is built).""",
)
@click.argument("given", nargs=-1, metavar="[SOURCE]...")
@click.option("--config", "config_file", metavar="FILE", help="The configuration; else feeds.toml or pyproject.toml.")
@click.option("-o", "--output", metavar="DIR", help="The folder to build into.")
@click.option("--base-url", metavar="URL", help="The public address of that folder.")
@click.option(
    "--ledger",
    "ledger_from",
    metavar="URL|FILE",
    help="The ledger of what is published, where the folder does not outlive a build; `new` for the very first.",
)
@click.option("--public-only", is_flag=True, help="With --ledger URL: connect to public addresses only.")
@click.option(
    "--exclude",
    "exclude",
    multiple=True,
    metavar="PATTERN",
    help="Files and folders that are no documents; repeatable.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change.")
@click.option(
    "--cache/--no-cache", default=True, show_default=True, help="Build only what changed since the last time."
)
@click.option("--strict", is_flag=True, help="Write nothing when a document cannot be read.")
@click.option(
    "--jobs",
    type=click.IntRange(1, crews.MOST),
    metavar="N",
    help="Processes that work side by side; by default one for each core, for many documents.",
)
@click.pass_context
def command(
    ctx: click.Context,
    given: tuple[str, ...],
    config_file: str | None,
    output: str | None,
    base_url: str | None,
    ledger_from: str | None,
    public_only: bool,  # noqa: FBT001 - click passes flags by name
    exclude: tuple[str, ...],
    only_check: bool,  # noqa: FBT001 - click passes flags by name
    cache: bool,  # noqa: FBT001 - click passes flags by name
    strict: bool,  # noqa: FBT001 - click passes flags by name
    jobs: int | None,
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
    site, icon, pictures = covers.covered(declared_feeds.site(settings), settings, channel.home)
    channel = replace(channel, icon=icon)
    paths = sources.paths(given, settings)
    excluded = Excluded((*settings.exclude, *exclude), settings.folder)
    shown = folder.absolute()
    shown = shown.relative_to(here) if shown.is_relative_to(here) else folder
    with last.uncollected():
        again = None
        # A patch knows feeds without archives only; these, podcasts and sitemaps are for a whole build.
        if cache and ledger_from is None and is_simple(site):
            said = (settings._replace(given=frozenset()), channel, [str(path.resolve()) for path in paths], str(here))
            again = Again.begin(user_folder(edge.env, "XDG_CACHE_HOME", ".cache"), folder, said)
        if again:
            ctx.call_on_close(again.close)
        listed = sources.listed(paths, (settings.folder, here), folder, excluded)
        if again:
            with again.changed(listed, channel, edge, settings.size_limit, site) as changed:
                if changed:
                    number = sum(one.is_document for one in listed.values())
                    return _patched(
                        changed, channel, edge, folder, shown, number, excluded.notes, only_check=only_check
                    )
    documents, files, unread = sources.offered(listed, settings.size_limit)
    here_known = _ledger(folder, only_there=ledger_from is not None)
    ledger = ledgers.joined(here_known, ledger_from, edge, public_only=public_only)
    stream = sys.stderr if len(documents) >= MANY and sys.stderr.isatty() else None
    cached = user_folder(edge.env, "XDG_CACHE_HOME", ".cache")
    with last.uncollected(), Stage(folder, (LEDGER, here_known), only_compares=only_check) as stage:
        with (
            crews.crew(jobs, documents, files, settings.size_limit, cached) as crew,
            Bar(stream, len(documents), "Converting") as bar,
        ):
            result = build(
                documents,
                channel,
                ledger,
                clock=edge.now,
                limit=settings.size_limit,
                files=files,
                site=site,
                done=bar.one_done,
                crew=crew,
                store=stage,
            )
        errors = (*unread, *result.errors)
        for error in errors:
            click.echo(f"feeds: {error}", err=True)
        if errors and strict:
            raise UnreadableError("Nothing was written, because of --strict. Mend or remove what is named above.")
        # What could not be read may hold the articles that are missing, so their pages stay.
        stale = () if unread else result.stale
        gated = declared_feeds.unseen(result.gated, result.files, folder)
        reports = gate(result.files, channel.home, edge, gated, result.podcasts)
        files_ = attachments.together(result, listed, pictures)
        left = () if unread else attachments.stale(result, folder)
        stale = (*stale, *left, *(() if unread else leftovers.stale(result, site, folder)))
        stale = (*stale, *covers.stale(folder, site, pictures))
        copied = attachments.sizes(result, listed) | {path: len(data) for path, data in pictures.items()}

        def keep() -> None:
            if again and not unread:
                again.keep(result, copied, listed, site)

        changes = stage.write(files_, stale, keep)
    if only_check:
        made.say_changes(changes, shown)
        return 1 if changes else 3 if errors else 0
    told = made.told(result, copied)
    told = told._replace(notes=(*excluded.notes, *made.remarks(result), *made.unheard(result, files), *told.notes))
    made.say(told, changes, reports, shown, len(documents) + len(unread))
    ledgers.say_waiting(result.files[LEDGER])
    return 3 if errors else 0


def _patched(
    changed: Changed,
    channel: Channel,
    edge: Edge,
    folder: Path,
    shown: Path,
    documents: int,
    passed: tuple[str, ...],
    *,
    only_check: bool,
) -> int:
    """Write what differs from the last build, and say the same as a whole build would."""
    patch = changed.patch
    gated = (*GATED, *patch.gated)  # what is as it was in a declared feed, has been looked at before
    reports = gate(changed.feeds(gated), channel.home, edge, gated)
    if only_check:
        changes = compare(folder, changed.files, patch.stale)
        made.say_changes(changes, shown, changed.count())
        return 1 if changes else 0
    changes = write(folder, changed.files, patch.stale, since=(LEDGER, changed.begin), then=changed.keep, is_swept=True)
    sizes, many = changed.sizes()
    told = made.Told(patch.visible, patch.hidden, patch.merged, (*passed, *patch.notes), sizes, channel.url(RSS), many)
    made.say(told, changes, reports, shown, documents)
    return 0


def gate(
    files: Mapping[str, bytes],
    home: str,
    edge: Edge,
    gated: Iterable[str] = GATED,
    podcasts: Container[str] = (),
) -> list[Report]:
    """What the checker says of the feeds ``gated`` among ``files``, as if they stood at ``home`` already.

    Those among ``podcasts`` have to be what podcast directories take.

    Raises RefusedError when it finds an error in one: then nothing may be written.
    """
    reports = [
        check(
            Source(name, files[name], home + name),
            now=edge.now,
            choice=declared_feeds.podcast() if name in podcasts else None,
        )
        for name in gated
    ]
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


def _channel(settings: config.Config, address: str | None) -> Channel:
    """The channel of the configuration. Raises UsageError that says which key to add when no address is known."""
    home = config.base_url(address, "--base-url") if address else settings.base_url
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


def _ledger(folder: Path, *, only_there: bool) -> bytes:
    """The ledger of the last build, empty when there was none; ``only_there``: another place has it too.

    Raises UsageError for a folder with files that a build would overwrite and no build has made.
    """
    try:
        return (folder / LEDGER).read_bytes()
    except FileNotFoundError:
        foreign = [name for name in (INDEX, *GATED) if (folder / name).exists()]
        if foreign and not only_there:
            raise UsageError(
                f"{folder} has {', '.join(foreign)} but no {LEDGER}, so no build has made them and they are not "
                f"overwritten. Choose another folder (-o), restore {LEDGER}, or move them away."
            ) from None
        return b""
    except OSError as wrong:
        raise UsageError(f"{folder / LEDGER} cannot be read: {wrong.strerror}.") from wrong
