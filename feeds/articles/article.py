"""An article as everything after conversion sees it, and where each thing about it comes from.

``Article`` is the typed face of the JSON record ``{"item": …, "provenance": …}``; the item is an IPTC ninjs 3.1 news
item (https://iptc.org/std/ninjs/). ``feeds.articles.record`` turns one into the other and validates it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from feeds.articles.episode import Episode
from feeds.values.packed import packed

DateBasis = Literal["metadata", "dateline", "caption", "text", "ledger", "override"]
LanguageBasis = Literal["detected", "metadata", "override"]
Status = Literal["usable", "withheld", "canceled"]


@packed
@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to an article; ``href`` is None while only its caption is known."""

    caption: str
    credit: str = ""
    href: str | None = None
    media_type: str | None = None
    width: int | None = None
    height: int | None = None


@packed
@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an article: a podcast, a PDF; ``length`` in bytes, ``duration`` in seconds."""

    href: str
    media_type: str | None = None
    length: int | None = None
    duration: float | None = None
    title: str = ""


@packed
@dataclass(frozen=True, slots=True)
class Document:
    """The stretch of a raw document that an article was read from; lines count from 1, both ends inclusive."""

    path: str
    sha256: str
    first_line: int
    last_line: int


@packed
@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of the raw document that is not part of the article, word for word, and why."""

    path: str
    line: int
    text: str
    reason: str


@packed
@dataclass(frozen=True, slots=True)
class Evidence:
    """What a date rests on: the kind of evidence and the words it was read from ("" when there are none)."""

    basis: DateBasis
    words: str = ""


@packed
@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's facts come from."""

    documents: tuple[Document, ...]
    date: Evidence
    language_confidence: float
    language_basis: LanguageBasis = "detected"
    merged: tuple[str, ...] = ()  # one sentence for each duplicate: what was recognised, and by what
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


@packed
@dataclass(frozen=True, slots=True)
class Article:
    """One article, complete: what is not known is None or empty, never made up.

    All datetimes carry a zone and whole seconds. ``published`` is what readers should see: the moment the evidence
    gives, noon UTC where it gives only a day (midnight UTC is the day before in half of the world), else when it was
    first published here; the ledger keeps it, and keeps two articles from sharing one second. ``updated`` is when it
    last changed in a way that matters, never before ``published``. ``first_created`` is when it was first published
    here, ``content_created`` what the evidence itself says (a date where only the day is known). ``original_url`` is
    where the article has its home, if that is elsewhere: items lead there. ``guid`` is by what the subscribers of an
    earlier feed know it, where that is no URI. Until ``embargoed_until`` it waits. ``episode`` is what a podcast
    says of it.
    """

    uri: str
    slug: str
    language: str  # BCP 47; "und" where the text was too short or too mixed to tell
    headline: str
    html: str
    text: str
    summary: str
    published: dt.datetime
    updated: dt.datetime
    first_created: dt.datetime
    provenance: Provenance
    content_created: dt.date | dt.datetime | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    subjects: tuple[str, ...] = ()
    status: Status = "usable"
    original_url: str | None = None
    guid: str | None = None
    embargoed_until: dt.datetime | None = None
    enclosures: tuple[Enclosure, ...] = ()
    episode: Episode | None = None


@packed
@dataclass(frozen=True, slots=True)
class Draft:
    """What one raw document says about one article: all of Article that needs no memory of earlier runs.

    ``content_created`` and ``evidence`` are None together: then nothing in the document says when it was written.
    ``uri``, ``slug``, ``published`` and ``updated`` are set only where the document itself states them (an article
    record does, the text of a page does not); ``feeds.articles.ledger.identify`` finds or makes them otherwise.
    """

    headline: str
    html: str
    text: str
    summary: str
    language: str
    language_confidence: float
    documents: tuple[Document, ...]
    language_basis: LanguageBasis = "detected"
    evidence: Evidence | None = None
    content_created: dt.date | dt.datetime | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    subjects: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    status: Status = "usable"
    original_url: str | None = None
    uri: str | None = None
    slug: str | None = None
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    guid: str | None = None
    embargoed_until: dt.datetime | None = None
    enclosures: tuple[Enclosure, ...] = ()
    episode: Episode | None = None
    is_titled: bool = True  # False: the headline is only the beginning of the text

    @property
    def place(self) -> str:
        """Where it was read, for messages: the path of the first document and its first line."""
        first = self.documents[0]
        return f"{first.path}, line {first.first_line}"
