"""The ledger that a build goes on from: the folder's, and the one that is published where a folder does not last."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import AsyncExitStack
from pathlib import Path

import click

from feeds.articles.ledger import Ledger
from feeds.cli.context import Edge
from feeds.cli.network_options import user_folder
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
    """The published ledger; asked for conditionally where a copy is in the cache."""
    # Whoever builds from the folder alone pays for nothing that opens sockets.
    from feeds.fetch.addresses import redacted  # noqa: PLC0415 - see above
    from feeds.fetch.network import Limits  # noqa: PLC0415 - see above
    from feeds.fetch.opening import Means, opened  # noqa: PLC0415 - see above
    from feeds.fetch.proxies import proxies  # noqa: PLC0415 - see above
    from feeds.fetch.wire import deliver  # noqa: PLC0415 - see above
    from feeds.source.delivery import Failure  # noqa: PLC0415 - see above
    from feeds.source.source import Source  # noqa: PLC0415 - see above

    cache = user_folder(edge.env, "XDG_CACHE_HOME", ".cache")
    means = Means(Limits(body=LIMIT, total=TOTAL), public_only=public_only, proxies=proxies(edge.env), cache=cache)

    async def run() -> Source:
        async with AsyncExitStack() as stack:
            asks = await stack.enter_async_context(opened(means, now=lambda: dt.datetime.now(dt.UTC)))
            return await deliver(asks, url, conditional=True)

    source = asyncio.run(run())
    final = source.delivery.final if source.delivery is not None else None
    name = redacted(url)
    if final is None or isinstance(final, Failure):
        says = final.says if final is not None else f"{name} gave no answer."
    elif final.cut is not None:
        says = final.cut.says
    elif final.status != 200:
        says = f"{name} answered {final.status} {final.reason}."
    else:
        return source.data
    raise FetchError(f"The published ledger cannot be had, so nothing was built. {says} {_FIRST}")
