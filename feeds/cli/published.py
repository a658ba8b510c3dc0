"""The feeds of a built folder as publishing needs them: checked beforehand, and what they say of hubs and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feeds.check import Report, check, read
from feeds.cli.context import Edge
from feeds.errors import RefusedError
from feeds.publish.site import FeedFile, feed_age
from feeds.publish.tree import File
from feeds.rules.reading import Reading
from feeds.rules.rule import Level
from feeds.source.source import Source
from feeds.values.dates import understood

_SHOWN = 20  # defects that are listed before the rest is only counted
_DATES = frozenset(("pubDate", "atom:published", "atom:updated", "dc:date"))


class Looked(NamedTuple):
    """The feeds, and how long caches may keep them (in seconds)."""

    feeds: tuple[FeedFile, ...]
    feed_age: int


def is_feed(file: File) -> bool:
    """Whether subscribers read it; a list of feeds is none."""
    return file.kind not in ("other", "opml")


def look(files: Sequence[File], edge: Edge) -> Looked:
    """What the feeds among ``files`` say."""
    feeds: list[FeedFile] = []
    ages: list[int] = []
    for file in files:
        if is_feed(file):
            reading = read(Source(file.path, file.source.read_bytes()), edge.now)
            feeds.append(FeedFile(file.path, file.kind, tuple(dict.fromkeys(_hubs(reading)))))
            ages.append(feed_age(_dates(reading)))
    return Looked(tuple(feeds), min(ages, default=feed_age(())))


def gate(files: Sequence[File], home: str | None, edge: Edge) -> None:
    """Raises RefusedError when a feed among ``files`` has an error: then nothing may be published."""
    lines: list[str] = []
    for file in files:
        if not is_feed(file):
            continue
        report = check(Source(str(file.source), file.source.read_bytes(), home and home + file.path), now=edge.now)
        if not report.valid:
            lines += worded(report, errors=True)
    if lines:
        more = f"\n  and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        raise RefusedError("The feeds have errors, so nothing was published.\n  " + "\n  ".join(lines[:_SHOWN]) + more)


def worded(report: Report, *, errors: bool) -> list[str]:
    """A line for each error of a report, or for each thing that is none."""
    lines = []
    for finding in report.findings:
        if (finding.level is Level.ERROR) is errors:
            at = f":{finding.position.line}:{finding.position.column}" if finding.position else ""
            says = (
                finding.message.encode("unicode_escape").decode()
                if not finding.message.isprintable()
                else finding.message
            )
            lines.append(f"{report.source}{at}: {finding.level.value} {finding.rule.code} {says}")
    if errors and report.stopped:
        lines.append(f"{report.source}: {report.stopped}")
    if errors:
        lines += [f"{report.source}: the rule {crash.rule} broke ({crash.error})" for crash in report.crashes]
    return lines


def _hubs(reading: Reading) -> Iterator[str]:
    if reading.xml is not None:
        for element in reading.xml.elements:
            if element.name == "atom:link" and element.get("rel") == "hub" and element.get("href"):
                yield element.get("href").strip()
    root = reading.json.root if reading.json is not None else None
    hubs = root.get("hubs") if root is not None else None
    for hub in hubs.members() if hubs is not None else ():
        url = hub.string("url")
        if url:
            yield url


def _dates(reading: Reading) -> Iterator[dt.datetime]:
    if reading.xml is not None:
        for element in reading.xml.elements:
            if element.name in _DATES:
                yield from _moment(element.value)
    root = reading.json.root if reading.json is not None else None
    items = root.get("items") if root is not None else None
    for item in items.members() if items is not None else ():
        yield from _moment(item.string("date_published") or "")


def _moment(words: str) -> Iterator[dt.datetime]:
    moment = understood(words) if words else None
    if moment is not None and moment.when.tzinfo is not None:
        yield moment.when
