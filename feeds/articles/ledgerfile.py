"""The ledger's file: what must never change by accident about each article ever published here.

One JSON object a line, sorted by first publication and then uri, so that two branches that add articles merge line
by line. Nothing is ever taken out: a uri or slug that readers have seen is not given to another article.
"""

import builtins
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from feeds.articles.article import DateBasis
from feeds.articles.fingerprints import read, written
from feeds.articles.moments import moment, rfc3339
from feeds.errors import ArticleError

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger keeps of one article.

    ``first`` is when it was first published here; ``published`` what readers see, on the given ``basis``; ``updated``
    when headline or body last changed. ``headline``, ``title`` and ``body`` are fingerprints (of the headline, of its
    letters alone, of the body's text), ``near`` is the body's near-duplicate signature, ``file`` the last part of the
    path of the document it was read from.
    """

    uri: str
    slug: str
    first: dt.datetime
    published: dt.datetime
    updated: dt.datetime
    basis: DateBasis
    headline: str
    title: str
    body: str
    near: bytes
    file: str


KEYS = tuple(Entry.__dataclass_fields__)
MOMENTS = ("first", "published", "updated")


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, sorted by first publication and then uri."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def read(cls, data: builtins.bytes, name: str = NAME) -> "Ledger":
        """The ledger of a file's bytes; of none at all, an empty one.

        Raises ArticleError that names the line, for anything that ``bytes`` would not have written.
        """
        entries: dict[str, tuple[int, Entry]] = {}
        slugs: dict[str, int] = {}
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line.strip():
                continue
            entry = _entry(line, f"{name}, line {number}")
            if entry.uri in entries:
                raise ArticleError(
                    f"{name}, lines {entries[entry.uri][0]} and {number}: both are {entry.uri}. "
                    "Keep the one with the earlier `first` and delete the other."
                )
            if entry.slug in slugs:
                raise ArticleError(
                    f"{name}, lines {slugs[entry.slug]} and {number}: both have the slug {entry.slug!r}. "
                    "Give the one that no reader has seen yet another slug."
                )
            entries[entry.uri] = number, entry
            slugs[entry.slug] = number
        return cls(_sorted(entry for _, entry in entries.values()))

    def bytes(self) -> builtins.bytes:
        """The file's bytes: UTF-8, one line an article, each line ended."""
        return "".join(f"{_line(entry)}\n" for entry in self.entries).encode("utf-8")

    def with_entries(self, changed: Mapping[str, Entry]) -> "Ledger":
        """A ledger with these entries, by uri, added or in place of their earlier state."""
        kept = {entry.uri: entry for entry in self.entries}
        return Ledger(_sorted({**kept, **changed}.values()))


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.first, entry.uri)))


def _line(entry: Entry) -> str:
    plain = {
        key: rfc3339(value) if isinstance(value, dt.datetime) else written(value) if isinstance(value, bytes) else value
        for key, value in ((key, getattr(entry, key)) for key in KEYS)
    }
    return json.dumps(plain, ensure_ascii=False, separators=(", ", ": "))


def _entry(line: bytes, where: str) -> Entry:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")):
        raise ArticleError(
            f"{where}: an unfinished merge. Keep the lines of both sides and delete the three lines of marks."
        )
    try:
        parsed: object = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise ArticleError(f"{where}: not JSON ({wrong}). {_RESTORE}") from wrong
    if not isinstance(parsed, dict) or set(parsed) != set(KEYS) or not all(isinstance(v, str) for v in parsed.values()):
        raise ArticleError(f"{where}: an entry has exactly the texts {', '.join(KEYS)}. {_RESTORE}")
    texts = cast("dict[str, str]", parsed)
    try:
        first, published, updated = (moment(texts[key]) for key in MOMENTS)
    except ValueError as wrong:
        raise ArticleError(
            f"{where}: {wrong}. {', '.join(MOMENTS)} are dates like 2026-11-22T10:00:00Z; mend it."
        ) from wrong
    if texts["basis"] not in get_args(DateBasis):
        raise ArticleError(
            f"{where}: basis is {texts['basis']!r}, not one of {', '.join(get_args(DateBasis))}; mend it."
        )
    try:
        near = read(texts["near"])
    except ValueError as wrong:
        raise ArticleError(f"{where}: near is not a signature ({wrong}). {_RESTORE}") from wrong
    if not texts["uri"] or not texts["slug"] or set(texts["slug"]) - _SLUG_LETTERS:
        raise ArticleError(f"{where}: uri and slug must be there, the slug in a-z, 0-9 and hyphens. {_RESTORE}")
    basis = cast("DateBasis", texts["basis"])
    rest = {key: texts[key] for key in ("uri", "slug", "headline", "title", "body", "file")}
    return Entry(first=first, published=published, updated=updated, basis=basis, near=near, **rest)


_RESTORE = "Restore the line from version control, or delete it and the article counts as new."
_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
