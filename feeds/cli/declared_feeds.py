"""What the configuration declares beside the main feed, and which of the built files the checker has to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from feeds.choice import choose
from feeds.config import Config
from feeds.emit.selection import chooser
from feeds.emit.spec import Site
from feeds.rules.chosen import Choice


def site(settings: Config) -> Site:
    """What is declared. Raises UsageError for an expression that cannot be read, before anything else is done."""
    for spec in settings.feeds:
        chooser(spec.select, f"{settings.file}, feed {spec.name}, `where`")
    return Site(settings.feeds, settings.archive or 0, settings.sitemap, settings.news_sitemap, settings.minor or 0)


def unseen(gated: Iterable[str], files: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """Those that have to be checked: all but pages of archives that stand there already, which were checked then."""
    for name in gated:
        if "archive/" not in name or _there(folder / name) != files[name]:
            yield name


def podcast() -> Choice:
    """The rules for what podcast directories read: what they refuse is an error."""
    return choose(preset="podcast")


def _there(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
