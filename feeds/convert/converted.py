"""What converting one raw document gives."""

import datetime as dt
from dataclasses import dataclass

from feeds.articles.article import Draft, Dropped
from feeds.articles.show import Show
from feeds.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Said:
    """A line about the feed that is in no article, and the formats in which a feed can say it again."""

    line: Dropped
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a feed says of itself; "" or None where it says nothing. ``guid`` is an Atom feed's id.

    ``passed`` has a sentence for what of an export is no published post. ``said`` are the lines that ``rights``,
    ``categories`` and ``show`` were read from; they are in no article.
    """

    title: str = ""
    home: str = ""
    description: str = ""
    language: str = ""
    author: str = ""
    icon: str | None = None
    hub: str | None = None
    guid: str | None = None
    address: str | None = None
    updated: dt.datetime | None = None
    rights: str = ""
    categories: tuple[str, ...] = ()
    show: Show | None = None
    said: tuple[Said, ...] = ()
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """The articles of one document, every line that is in none of them, and what could not be read.

    ``drafts`` stand in the order of the document. ``dropped`` has all lines that are in no article, each once, in
    order (an article's own ``dropped`` are among them). ``errors`` are for a person; with errors there may still be
    drafts: one bad article does not take the page's others with it. ``heading`` is what a feed says of itself, None
    for every other kind of document. ``asked`` are the names of files beside it that it hangs on, whether they are
    there or not, as ``sought`` has them.
    """

    drafts: tuple[Draft, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    errors: tuple[DocumentError, ...] = ()
    heading: Heading | None = None
    asked: frozenset[str] = frozenset()
