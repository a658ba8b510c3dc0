"""A publisher and validator for RSS, Atom and JSON Feed.

``check`` looks at one document, ``check_many`` at many; ``convert`` reads articles out of raw documents, ``build``
turns them into feeds and pages. Everything else is reached through what these return.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["build", "check", "check_many", "convert"]

if TYPE_CHECKING:
    from feeds.build import Build
    from feeds.check import Report
    from feeds.convert import Converted
    from feeds.rules.chosen import Choice
    from feeds.source.source import Source


def check(
    source: bytes | str | Path | Source,
    *,
    url: str | None = None,
    choice: Choice | None = None,
    now: dt.datetime | None = None,
) -> Report:
    """What a check of one document found: ``report.valid``, ``report.findings`` with code, message and position.

    ``source`` is the document itself as bytes, a path, an ``http(s)`` URL, or a Source. ``url`` is where it is
    published. ``now`` (with a zone) is the clock that plausibility of dates is judged by, the wall clock by default.
    A URL is asked for as the environment's proxy variables say, and what its server answered is checked too; where
    nothing came, ``report.stopped`` says why.

    Raises UnreadableError when there is no such file.
    """
    from feeds.check import check as run  # noqa: PLC0415 - importing feeds costs nothing until it is used

    return run(_source(source, url), now=now or dt.datetime.now(dt.UTC), choice=choice)


def convert(document: bytes | str | Path, *, language: str | None = None) -> Converted:
    """The drafts of the articles in a document: its bytes, or a path to it; what is wrong with it is in ``errors``.

    ``language`` (BCP 47) replaces detection. Raises UnreadableError when the file cannot be read.
    """
    from feeds.convert import convert as run  # noqa: PLC0415 - as above

    given = _source(document, None)
    return run(given.name, given.data, language=language)


def build(
    documents: Mapping[str, bytes],
    *,
    base_url: str,
    title: str = "",
    language: str = "",
    author: str = "",
    ledger: bytes = b"",
    now: dt.datetime | None = None,
    feed: Sequence[Mapping[str, object]] = (),
    limit: int = 50,
    archive: int = 0,
) -> Build:
    """The feeds and pages of the articles in ``documents`` (name → bytes), in memory: ``files`` maps paths to bytes.

    ``base_url`` is where they will be published. ``ledger`` is what the last build made as ``ledger.jsonl``: with it
    no article changes its id. ``now`` dates what is new. The main feed has at most ``limit`` articles; older ones stay
    in an archive of so many on a page, where ``archive`` is not 0. ``feed`` declares further feeds, with the keys and
    values of ``[[feed]]`` in a configuration (docs/configuration.md): ``{"name": "sport", "tags": ["Sport"]}``.

    Raises UsageError for a bad ``base_url``, ``limit``, ``archive`` or ``feed``, ArticleError for a bad ledger,
    UnreadableError when no document holds an article.
    """
    from feeds.build import build as run  # noqa: PLC0415 - as above
    from feeds.config import base_url as home  # noqa: PLC0415 - as above
    from feeds.declared import specs  # noqa: PLC0415 - as above
    from feeds.emit.feed import Channel  # noqa: PLC0415 - as above
    from feeds.emit.spec import Site  # noqa: PLC0415 - as above
    from feeds.errors import UsageError  # noqa: PLC0415 - as above

    if not 0 <= archive <= limit or limit < 1:
        raise UsageError(f"`limit` is {limit} and `archive` {archive}; the one is 1 or more, the other 0 to `limit`.")
    site = Site(specs([dict(table) for table in feed], "feeds.build()", limit), archive)

    channel = Channel(
        home=home(base_url, "base_url"), title=title or base_url, authority="", description="", language=language,
        author=author, limit=limit,
    )  # fmt: skip
    return run(documents, channel, ledger, clock=(now or dt.datetime.now(dt.UTC)).replace(microsecond=0), site=site)


async def check_many(
    sources: Iterable[bytes | str | Path | Source], *, choice: Choice | None = None, now: dt.datetime | None = None
) -> list[Report]:
    """The reports of many documents, in the order of ``sources``; what cannot be read is a report with ``stopped``.

    The work is done in threads, so that an event loop goes on meanwhile. The reports hold words and places only, not
    the documents (``lines`` and ``reading`` are None): thousands have room.
    """
    import asyncio  # noqa: PLC0415 - as above

    from feeds.check import Report as Outcome  # noqa: PLC0415 - as above
    from feeds.errors import UnreadableError  # noqa: PLC0415 - as above
    from feeds.kept import kept  # noqa: PLC0415 - as above

    def one(source: bytes | str | Path | Source) -> Report:
        try:
            return kept(check(source, choice=choice, now=now))
        except UnreadableError as wrong:
            name = source if isinstance(source, str) else str(getattr(source, "name", "-"))
            return Outcome(name, None, None, (), str(wrong))

    return await asyncio.gather(*(asyncio.to_thread(one, source) for source in sources))


def _source(source: bytes | str | Path | Source, url: str | None) -> Source:
    from feeds.errors import UnreadableError  # noqa: PLC0415 - as above
    from feeds.source.source import Source as Given  # noqa: PLC0415 - as above

    if isinstance(source, Given):
        return source
    if isinstance(source, bytes):
        return Given("<bytes>", source, url)
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        import os  # noqa: PLC0415 - as above

        from feeds.fetch.one import delivered  # noqa: PLC0415 - as above

        return delivered(source, env=os.environ)
    try:
        return Given(str(source), Path(source).read_bytes(), url)
    except OSError as wrong:
        raise UnreadableError(f"{source} cannot be read: {wrong.strerror or wrong}.") from wrong


class _Door(ModuleType):
    """The package itself; an import of the submodule ``feeds.check`` does not replace the function of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and isinstance(self.__dict__.get(name), FunctionType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
