"""An item of an existing feed, whatever its format, → a draft that readers will know again.

Its id stays: as uri where it is one, else as guid beside a uri that is always made of it in the same way. Its link
stays the permalink.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from feeds.articles.article import Draft, Dropped, Enclosure, Evidence, Picture, Status
from feeds.articles.episode import Episode
from feeds.articles.validation import URI
from feeds.convert.applied import enclosure, identity, picture
from feeds.convert.beside import Beside
from feeds.convert.drafting import document, drafted, limited
from feeds.convert.episodes import settled
from feeds.convert.html.markup import Body, plain, publishable, resolver, urlsplit_scheme
from feeds.convert.stated import when
from feeds.errors import DocumentError

_LOOKS_LIKE_HTML = re.compile(r"</[A-Za-z]|<(?:br|img)\b|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")


@dataclass(slots=True)
class Item:
    """What a feed says of one item; texts are as they stand, ``html`` and ``summary`` are HTML unless said."""

    first: int
    last: int
    id: str = ""
    link: str = ""
    title: str = ""
    html: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    language: str | None = None
    base: str | None = None
    status: Status = "usable"
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    episode: Episode = field(default_factory=Episode)
    described: str = ""  # HTML, of a picture or film in it

    def drop(self, path: str, line: int, text: str, reason: str) -> None:
        """Note what of the item is not carried over."""
        self.dropped.append(Dropped(path, line, " ".join(text.split())[:500], reason))


def draft_of(name: str, item: Item, scope: str, spoken: str | None, digest: str) -> Draft:
    """The draft of an item; ``scope`` is the feed's own address, within which a guid that is no URI counts.

    Raises DocumentError for an item with neither title nor text.
    """
    notes: list[str] = []
    link = item.link if urlsplit_scheme(item.link) in ("http", "https") and URI.fullmatch(item.link) else ""
    base = item.base or link or scope or None
    resolve = resolver(base)
    html, summary = item.html, item.summary
    if not html:
        html, summary = summary, ""
    html = html if html.strip() else item.described
    heading, is_titled = title(item.title), True
    if not heading and not plain(html).strip():
        heading, is_titled = _pictured(item), False
    body = publishable(html, resolve) if html.strip() else Body("", "", "")
    for line, what in body.gone:
        item.drop(name, item.first + max(line, 1) - 1, what, "it acts or stands for something that is not here")
    short = plain(summary)
    if short and short == " ".join(body.text.split()):
        short = ""
    stretch = replace(document(name, b"", item.first, item.last), sha256=digest)
    draft = drafted(stretch, body, title=heading, declared=item.language, spoken=spoken, dropped=limited(item.dropped))
    published, updated = when(item.published), when(item.updated)
    start = published.start or updated.start
    notes += [note for note in (published.note, updated.note) if note]
    uri, guid = identity(item.id, scope) if item.id.strip() else (link or None, None)
    at = published.at or updated.at
    nothing = Beside()
    episode = settled(item.episode, resolve, nothing, base, notes)
    if episode and episode.title == draft.headline:
        episode = replace(episode, title="")
        episode = episode if episode != Episode() else None
    shown = {one.href for one in body.pictures}
    pictures = [found for one in item.pictures if (found := picture(one, resolve, nothing, base, notes))]
    # A picture that the text shows is in the text.
    unique = {one.href: one for one in reversed(pictures) if one.href not in shown}
    return replace(
        draft,
        is_titled=draft.is_titled and is_titled,
        summary=short,
        evidence=Evidence("metadata", item.published or item.updated) if at is not None else None,
        content_created=at,
        published=start,
        updated=max(start, updated.start) if start and updated.start else None,
        authors=tuple(dict.fromkeys(filter(None, map(str.strip, item.authors)))),
        agencies=tuple(dict.fromkeys(filter(None, map(str.strip, item.agencies)))),
        subjects=tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in item.categories)))),
        pictures=tuple(reversed(unique.values())),
        enclosures=tuple(file for one in item.enclosures if (file := enclosure(one, resolve, nothing, base, notes))),
        original_url=link or None,
        uri=uri,
        guid=guid,
        status=item.status,
        episode=episode,
        notes=(*draft.notes, *dict.fromkeys(notes)),
    )


def _pictured(item: Item) -> str:
    """What an item without a word is called: by what is said of its picture, else by the name of the file."""
    for one in item.pictures:
        if one.caption or one.href:
            return one.caption or unquote(urlsplit(one.href or "").path).rpartition("/")[2]
    return next((unquote(urlsplit(one.href).path).rpartition("/")[2] for one in item.enclosures), "")


def title(text: str) -> str:
    """A title as plain text: of HTML, its words."""
    return plain(text) if _LOOKS_LIKE_HTML.search(text) else " ".join(text.split())


def latest(moments: list[dt.datetime | None]) -> dt.datetime | None:
    """The latest of some moments, None where there is none."""
    return max((one for one in moments if one is not None), default=None)


def nothing_in(name: str) -> DocumentError:
    """What is said of a feed without items."""
    return DocumentError(name, "it is a feed without items, so there is nothing to convert.")
