"""The ledger's file: what must never change by accident about each article ever published here.

One JSON object a line, sorted by first publication and then uri, so that two branches that add articles merge line
by line; what both sides of a union merge say of one article is put together. Nothing is ever taken out: a uri or slug
that readers have seen is not given to another article.
"""

import builtins
import datetime as dt
import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import cast, get_args

from feeds.articles.article import DateBasis
from feeds.articles.fingerprints import read, written
from feeds.articles.moments import moment, rfc3339
from feeds.articles.reconciled import reconciled
from feeds.errors import ArticleError

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger keeps of one article.

    ``first`` is when it was first published here; ``published`` what readers see, on the given ``basis``; ``updated``
    when headline or body last changed. ``headline``, ``title`` and ``body`` are fingerprints (of the headline, of its
    letters alone, of the body's text), ``near`` is the body's near-duplicate signature, ``file`` the last part of the
    path of the document it was read from.

    An article that another generator published first also has the ``guid`` by which subscribers know it, where that
    is not the uri, and the ``link`` of its page there. It is ``adopted`` until a build has found it in a document.
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
    guid: str | None = None
    link: str | None = None
    adopted: bool = False


OPTIONAL = ("guid", "link", "adopted")
KEYS = tuple(key for key in Entry.__dataclass_fields__ if key not in OPTIONAL)
_WRITER = json.JSONEncoder(ensure_ascii=False)
_TEXTS = attrgetter(*KEYS)
MOMENTS = ("first", "published", "updated")


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, sorted by first publication and then uri; ``notes`` tell what had to be decided in reading them."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, data: builtins.bytes, name: str = NAME) -> "Ledger":
        """The ledger of a file's bytes; of none at all, an empty one.

        Raises ArticleError that names the line, for anything that ``bytes`` would not have written.
        """
        entries = [
            _entry(line, f"{name}, line {number}")
            for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1)
            if line.strip()
        ]
        kept, notes = reconciled(entries)
        return cls(_sorted(kept), tuple(notes))

    def joined(self, other: "Ledger") -> "Ledger":
        """What it and another ledger of the same site know, as one."""
        kept, notes = reconciled((*self.entries, *other.entries))
        return Ledger(_sorted(kept), (*self.notes, *other.notes, *notes))

    def bytes(self) -> builtins.bytes:
        """The file's bytes: UTF-8, one line an article, each line ended."""
        out = bytearray()  # of very many lines there is only one copy at a time
        for entry in self.entries:
            out += f"{_line(entry)}\n".encode()
        return builtins.bytes(out)

    def with_entries(self, changed: Mapping[str, Entry]) -> "Ledger":
        """A ledger with these entries, by uri, added or in place of their earlier state."""
        kept = {entry.uri: entry for entry in self.entries}
        return Ledger(_sorted({**kept, **changed}.values()), self.notes)


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.first, entry.uri)))


def _line(entry: Entry) -> str:
    plain: dict[str, str] = dict(zip(KEYS, _TEXTS(entry), strict=True))
    plain["near"] = written(entry.near)
    for key in MOMENTS:
        plain[key] = rfc3339(getattr(entry, key))
    plain |= {key: value for key, value in (("guid", entry.guid), ("link", entry.link)) if value}
    if entry.adopted:
        plain["adopted"] = "yes"
    return _WRITER.encode(plain)


def _entry(line: bytes, where: str) -> Entry:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        raise ArticleError(
            f"{where}: an unfinished merge. Keep the lines of both sides and delete the lines of marks. With "
            f"`{NAME} merge=union` in .gitattributes git does that itself."
        )
    try:
        parsed: object = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise ArticleError(f"{where}: not JSON ({wrong}). {_RESTORE}") from wrong
    if (
        not isinstance(parsed, dict)
        or not set(KEYS) <= set(parsed) <= {*KEYS, *OPTIONAL}
        or not all(isinstance(value, str) for value in parsed.values())
    ):
        raise ArticleError(
            f"{where}: an entry has exactly the texts {', '.join(KEYS)}, and perhaps {', '.join(OPTIONAL)}. {_RESTORE}"
        )
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
    return Entry(
        first=first, published=published, updated=updated, basis=basis, near=near, **rest,
        guid=texts.get("guid") or None, link=texts.get("link") or None, adopted="adopted" in texts,
    )  # fmt: skip


_RESTORE = "Restore the line from version control, or delete it and the article counts as new."
_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
