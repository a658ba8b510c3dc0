"""The ledger that a build goes on from: the folder's, and the one that is published where a folder does not last."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.articles.ledger import Ledger
from feeds.cli.context import Edge
from feeds.errors import ArticleError, FetchError, UsageError

NEW = "new"
LIMIT = 500_000_000  # bytes: a million articles
TOTAL = 300.0  # seconds
_FIRST = f"If nothing has been published yet, begin with --ledger {NEW}."


def joined(here: bytes, given: str | None, edge: Edge, *, public_only: bool = False) -> bytes:
    """The ledger of the folder (``here``) and that of ``--ledger``, as one.

    Raises UsageError, FetchError or ArticleError where there is none to go on from: new ids for what subscribers know
    already would show them everything twice.
    """
    if given is None:
        return here
    if given == NEW:
        if here:
            raise UsageError(
                f"The folder has a ledger already; leave out --ledger {NEW}, and the build goes on from it."
            )
        return here
    data = _fetched(given, edge, public_only=public_only) if given.startswith(("http://", "https://")) else _file(given)
    there = Ledger.read(data, given)
    if not there.entries:
        raise ArticleError(f"{given} is empty, which no ledger of a site is. {_FIRST}")
    return Ledger.read(here).joined(there).bytes() if here else data


def say_waiting(ledger: bytes) -> None:
    """What is adopted from another generator and was in no document, if there is any."""
    if b'"adopted": "yes"' not in ledger:
        return
    waiting = [entry for entry in Ledger.read(ledger).entries if entry.adopted]
    click.echo()
    click.echo(f"{len(waiting)} adopted article{'s' if len(waiting) > 1 else ''} in no document so far:")
    for entry in waiting[:10]:
        click.echo(f"  {entry.link or entry.guid or entry.uri}")
    if len(waiting) > 10:
        click.echo(f"  and {len(waiting) - 10} more")


def _file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no ledger {name}. {_FIRST}") from None
    except OSError as wrong:
        raise UsageError(f"The ledger {name} cannot be read: {wrong.strerror}.") from wrong


def _fetched(url: str, edge: Edge, *, public_only: bool) -> bytes:
    """The published ledger. Raises FetchError."""
    # Whoever builds from the folder alone pays for nothing that opens sockets.
    from feeds.cli.answered import answered  # noqa: PLC0415 - see above
    from feeds.fetch.addresses import redacted  # noqa: PLC0415 - see above
    from feeds.fetch.network import Limits  # noqa: PLC0415 - see above

    stop = "The published ledger cannot be had, so nothing was built."
    try:
        source = answered(url, edge, limits=Limits(body=LIMIT, total=TOTAL), public_only=public_only)
    except FetchError as wrong:
        raise FetchError(f"{stop} {wrong}") from wrong
    if source is None:
        raise FetchError(f"{stop} There is none at {redacted(url)}. {_FIRST}")
    return source.data
