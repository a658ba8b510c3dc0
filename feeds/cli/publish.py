"""``feeds publish``: a built folder onto a web server, then a look at what is served, then the hubs."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import click

from feeds import __version__, config
from feeds.cli import live, published
from feeds.cli.context import Edge
from feeds.errors import UsageError
from feeds.publish import hub
from feeds.publish.destination import FORMS, Wanted, target
from feeds.publish.folder import Changes, unchanging
from feeds.publish.manifest import Entry, Manifest
from feeds.publish.plan import plan
from feeds.publish.target import Target
from feeds.publish.tree import File, files

_SHOWN = 20  # files and findings that are listed before the rest is only counted


class _Run(NamedTuple):
    """What the rest of a run needs to know."""

    to: Target
    shown: str  # the destination as it was written
    home: str | None
    hubs: dict[str, tuple[str, ...]]
    check: bool
    edge: Edge
    undo: bool  # go back at once where the check finds errors


@click.command(
    "publish",
    epilog="""\b
Examples:
  feeds publish /srv/www/news                  a link to releases, switched at once; a folder is filled in place
  feeds publish ssh://www@example.org/srv/www/news
  feeds publish s3://bucket/news               AWS's own configuration holds; AWS_ENDPOINT_URL for others
  feeds publish --dry-run                      what would be sent; DEST from the configuration
  feeds publish --rollback                     serve the release before this one again
Passwords come from the ssh agent, ~/.ssh, ~/.aws, ~/.netrc or the environment (FEEDS_WEBDAV_USER, …_PASSWORD).
Exit codes: 0 published, 1 refused by the checker or served with errors, 2 wrong usage or configuration,
3 a place could not be reached or written, or what is served could not be looked at.""",
)
@click.argument("dest", required=False)
@click.option("--config", "config_file", metavar="FILE", help="The configuration; else feeds.toml or pyproject.toml.")
@click.option("--from", "folder", metavar="DIR", help="The folder to publish; else `output` of the configuration.")
@click.option("--base-url", metavar="URL", help="The public address of that folder.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be sent and removed.")
@click.option("--rollback", is_flag=True, help="Serve the release before this one again (folders and ssh).")
@click.option("--rollback-on-failure", is_flag=True, help="Do that when what is served has errors.")
@click.option("--keep", type=click.IntRange(2), default=5, show_default=True, help="How many releases stay.")
@click.option("--compress/--no-compress", default=True, show_default=True, help="Put .gz and .br beside text files.")
@click.option("--no-check", is_flag=True, help="Do not look at what is served afterwards.")
@click.pass_context
def command(
    ctx: click.Context,
    dest: str | None,
    config_file: str | None,
    folder: str | None,
    base_url: str | None,
    dry_run: bool,  # noqa: FBT001 - click passes flags by name
    rollback: bool,  # noqa: FBT001 - click passes flags by name
    rollback_on_failure: bool,  # noqa: FBT001 - click passes flags by name
    keep: int,
    compress: bool,  # noqa: FBT001 - click passes flags by name
    no_check: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """Put what was built on a web server, and check what is served.

    DEST is /path, ssh://user@host/path, sftp://user@host/path, s3://bucket/prefix or davs://host/path; else `publish`
    of the configuration. Only what changed is sent: pages first, feeds after, removals last.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    settings = config.load(Path(config_file)) if config_file else config.find(Path.cwd())
    text = dest or settings.publish
    if text is None:
        raise UsageError(f"Where to? Name it, or set `publish` in the configuration. There are: {FORMS}.")
    home = config.base_url(base_url, "--base-url") if base_url else settings.base_url
    start = Path.cwd() if dest else settings.folder
    if rollback:
        to = target(text, Wanted(keep, 0, edge.env), start)
        return _back(_Run(to, text, home, {}, not no_check, edge, undo=False))
    built = Path(folder) if folder else settings.folder / settings.output
    held = ExitStack()
    with held:
        held.enter_context(unchanging(built))
        wanted = files(built)
        said = published.look(wanted, edge)
        to = target(text, Wanted(keep, said.feed_age, edge.env), start)
        held.callback(to.close)
        hubs = {feed.path: feed.hubs for feed in said.feeds}
        run = _Run(to, text, home, hubs, not no_check, edge, rollback_on_failure)
        return _forth(run, wanted, packed=compress and to.takes_siblings, dry=dry_run)


def _forth(run: _Run, wanted: tuple[File, ...], *, packed: bool, dry: bool) -> int:
    """Publish, look, tell."""
    state = run.to.state()
    todo = plan(wanted, state, now=int(run.edge.now.timestamp()), packed=packed)
    if dry:
        _say(todo.changes, run.to.name, "would be ")
        return 0
    sent = set(todo.changed_feeds)
    published.gate([file for file in wanted if file.path in sent], run.home, run.edge)
    before = state.manifest
    after = run.to.carry_out(todo, before, lambda _path: None)
    _say(todo.changes, run.to.name, "")
    code = _look(run, after, before.files)
    if code == 1:
        return _offer(run)
    _tell(run, after)
    return code


def _back(run: _Run) -> int:
    try:
        name, after = run.to.roll_back(int(run.edge.now.timestamp()))
        click.echo(f"{run.to.name}: {name} is served again; what differs has a new date, so that readers notice.")
        code = _look(run, after, {})
        if code != 1:
            _tell(run, after)
        return code
    finally:
        run.to.close()


def _look(run: _Run, after: Manifest, before: Mapping[str, Entry]) -> int:
    """The exit code of what the web gives: 0 good, 1 errors, 3 nobody could look."""
    if not run.check:
        return 0
    if run.home is None:
        click.echo(
            "feeds: what is served was not looked at: set base-url or give --base-url (or --no-check).", err=True
        )
        return 3
    seen = list(live.look(run.home, after, before, run.edge, time.sleep))
    wrong = [line for each in seen for line in each.errors]
    unseen = [each.unseen for each in seen if each.unseen]
    notes = [line for each in seen for line in each.notes]
    for line in (*wrong, *unseen):
        click.echo(f"feeds: {line}", err=True)
    for line in notes[:_SHOWN]:
        click.echo(f"  {line}")
    if len(notes) > _SHOWN:
        click.echo(f"  and {len(notes) - _SHOWN} more")
    if wrong:
        return 1
    if unseen:
        return 3
    click.echo(f"Served at {run.home}: {_counted(len(seen), 'feed')}, looked at, without errors.")
    return 0


def _offer(run: _Run) -> int:
    """Say how to go back, or go back where that is wished."""
    if not run.to.keeps_releases:
        click.echo(
            "feeds: published, but served with errors; mend the server or the articles, and publish again.", err=True
        )
        return 1
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    if run.undo or (asked and click.confirm("Served with errors. Serve the release before this one again?")):
        name, _ = run.to.roll_back(int(run.edge.now.timestamp()))
        click.echo(f"feeds: published, but served with errors; {name} is served again.", err=True)
        return 1
    click.echo(
        f"feeds: published, but served with errors. Take it back with: feeds publish {run.shown} --rollback", err=True
    )
    return 1


def _tell(run: _Run, after: Manifest) -> None:
    """Tell the hubs of what changed; what a hub was not told, it is told after the next run."""
    if run.home is None:
        return
    told = [
        hub.tell(each, live.address(run.home, path), f"feeds/{__version__}")
        for path in after.announce
        for each in run.hubs.get(path, ())
    ]
    for each in told:
        if each.problem:
            click.echo(f"feeds: the hub {each.hub} was not told of {each.topic}: {each.problem}", err=True)
    if told and not any(each.problem for each in told):
        click.echo(f"Told the hub of {_counted(len(told), 'feed')}.")
    if not any(each.problem for each in told):
        run.to.announced()


def _say(changes: Changes, name: str, would: str) -> None:
    """What was or would be done."""
    counts = ", ".join(
        f"{len(paths)} {word}"
        for word, paths in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed))
        if paths
    )
    if not counts:
        click.echo(f"{name}: nothing to do, all {_counted(len(changes.unchanged), 'file')} are there.")
        return
    shown = [*((f"{would}sent   ", path) for path in (*changes.new, *changes.changed)),
             *((f"{would}removed", path) for path in changes.removed)]  # fmt: skip
    for word, path in shown[:_SHOWN]:
        click.echo(f"  {word}  {path}")
    if len(shown) > _SHOWN:
        click.echo(f"  and {len(shown) - _SHOWN} more")
    click.echo(f"{name}: {counts}, {len(changes.unchanged)} unchanged.")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
