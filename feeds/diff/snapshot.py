"""A feed as readers take it in: its items with the few things by which they are known again, whatever the format.

Nothing is repaired here: an item without an id has none, since that is what decides what a reader does.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urljoin

from feeds.check import read
from feeds.errors import UnreadableError
from feeds.rules.formats import JSON, RDF, RSS, RSS11
from feeds.rules.reading import Reading
from feeds.source.jsontree import Member, span
from feeds.source.places import Lines
from feeds.source.source import Source
from feeds.source.xmltree import Element
from feeds.values.dates import understood
from feeds.values.htmltext.tokens import plain_text

Family = Literal["rss", "atom", "json"]


def _moment(words: str) -> dt.datetime | None:
    read_as = understood(words[:200]) if words else None
    return read_as.when.astimezone(dt.UTC) if read_as is not None and 1 < read_as.when.year < 9999 else None


@dataclass(frozen=True)
class Item:
    """An item; texts as they stand, "" where there is none. ``line`` and ``column`` count from 1, ``number`` too.

    ``link`` is the address that a reader opens, ``date`` the words of the first date that is given.
    """

    number: int
    line: int
    column: int
    id: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    updated: str = ""
    content: str = ""
    summary: str = ""
    enclosures: tuple[str, ...] = ()
    is_text: bool = False  # the title is no markup, whatever it looks like

    @cached_property
    def published(self) -> dt.datetime | None:
        """The moment of ``date``, None where it says none."""
        return _moment(self.date)

    @cached_property
    def modified(self) -> dt.datetime | None:
        """The moment of ``updated``, None where it says none."""
        return _moment(self.updated)

    @cached_property
    def words(self) -> str:
        """The words of its text, without markup."""
        return " ".join(plain_text(self.content or self.summary).split())

    @cached_property
    def headline(self) -> str:
        """The words of its title, without markup: what one format escapes and another does not is the same."""
        return " ".join((self.title if self.is_text else plain_text(self.title)).split())


@dataclass(frozen=True)
class Snapshot:
    """A feed at one time. ``id`` is an Atom feed's; ``own`` the address that it gives as its own.

    ``withdrawn`` are ids of entries that it says were deleted (RFC 6721, https://www.rfc-editor.org/rfc/rfc6721).
    """

    name: str
    url: str | None
    format: str
    family: Family
    title: str
    home: str
    own: str
    id: str
    items: tuple[Item, ...]
    withdrawn: frozenset[str] = frozenset()
    moved: tuple[str, ...] = ()  # a sentence for each redirect on the way to it


def snapshot(source: Source, *, now: dt.datetime) -> Snapshot:
    """The feed in a source. Raises UnreadableError for what is no feed."""
    reading = read(source, now)
    if reading.format in JSON and reading.json is not None and reading.json.root is not None:
        return _json(source, reading, reading.json.root)
    if reading.xml is not None and reading.xml.root is not None:
        if reading.format in RSS | RDF | RSS11:
            return _rss(source, reading, reading.xml.root)
        if reading.format == "atom-1.0":
            return _atom(source, reading, reading.xml.root)
    what = f"it is {reading.format}" if reading.format else "it is neither RSS, Atom nor JSON Feed"
    raise UnreadableError(f"{source.name} cannot be compared: {what}.")


def _moved(source: Source) -> tuple[str, ...]:
    hops = source.delivery.hops if source.delivery is not None else ()
    steps = [*(hop.url for hop in hops), source.url or ""]
    return tuple(
        f"{hop.url} {'has moved for good' if hop.status in (301, 308) else 'is elsewhere for now'}: {following}"
        for hop, following in zip(hops, steps[1:], strict=True)
    )


def _value(element: Element | None, *names: str) -> str:
    for name in names if element is not None else ():
        for child in element.all(name) if element is not None else ():
            if child.value:
                return child.value
    return ""


def _links(element: Element, rel: str) -> Iterator[str]:
    for link in element.all("atom:link"):
        if (link.get("rel") or "alternate") == rel and link.get("href"):
            yield _whole(link, link.get("href").strip())


def _whole(element: Element, address: str) -> str:
    """An address with xml:base before it (https://www.w3.org/TR/xmlbase/)."""
    for one in (element, *element.ancestors()):
        base = one.get("xml:base")
        if base:
            try:
                address = urljoin(base.strip(), address)
            except ValueError:
                return address
    return address


def _inside(element: Element | None) -> str:
    """The text of an element and of all in it, with the names of the elements: what is different differs."""
    if element is None:
        return ""
    if not element.children:
        return element.value
    return " ".join(
        f"<{each.local}{''.join(f' {name}={value!r}' for name, value in each.attributes.items())}>{each.value}"
        for each in element.walk()
    )


def _rss(source: Source, reading: Reading, root: Element) -> Snapshot:
    channel = root.first("channel") or root
    lines = Lines(reading.decoded.utf8)
    return Snapshot(
        source.name,
        source.url,
        reading.format or "rss-2.0",
        "rss",
        _value(channel, "title"),
        _value(channel, "link"),
        next(_links(channel, "self"), ""),
        "",
        tuple(_rss_item(item, number, lines) for number, item in enumerate(reading.items, 1)),
        moved=_moved(source),
    )


def _rss_item(item: Element, number: int, lines: Lines) -> Item:
    guid = item.first("guid")
    told = guid.value if guid is not None else ""
    permanent = told if guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true" else ""
    content = _value(item, "content:encoded")
    description = _value(item, "description") or _inside(item.first("description"))
    return Item(
        number,
        *lines.line_column(item.start),
        id=told or item.get("rdf:about") or _value(item, "dc:identifier"),
        link=_value(item, "link") or next(_links(item, "alternate"), "") or permanent,
        title=_value(item, "title", "dc:title"),
        date=_value(item, "pubDate", "dc:date", "atom:published", "atom:updated"),
        updated=_value(item, "atom:updated", "dcterms:modified"),
        content=content or description,
        summary=description if content else "",
        enclosures=tuple(one.get("url") for one in item.all("enclosure")),
    )


def _atom(source: Source, reading: Reading, root: Element) -> Snapshot:
    lines = Lines(reading.decoded.utf8)
    return Snapshot(
        source.name,
        source.url,
        reading.format or "atom-1.0",
        "atom",
        _inside(root.first("atom:title")),
        next(_links(root, "alternate"), ""),
        next(_links(root, "self"), ""),
        _value(root, "atom:id"),
        tuple(_atom_entry(entry, number, lines) for number, entry in enumerate(reading.items, 1)),
        frozenset(one.get("ref") for one in root.all("at:deleted-entry")),
        _moved(source),
    )


def _atom_entry(entry: Element, number: int, lines: Lines) -> Item:
    title, content = entry.first("atom:title"), entry.first("atom:content")
    summary = _inside(entry.first("atom:summary"))
    text = _inside(content)
    return Item(
        number,
        *lines.line_column(entry.start),
        id=_value(entry, "atom:id"),
        link=next(_links(entry, "alternate"), ""),
        title=_inside(title),
        date=_value(entry, "atom:published", "atom:updated"),
        updated=_value(entry, "atom:updated"),
        content=text or summary,
        summary=summary if text else "",
        enclosures=tuple(_links(entry, "enclosure")),
        is_text=title is None or title.get("type", "text") == "text",
    )


def _json(source: Source, reading: Reading, root: Member) -> Snapshot:
    lines = Lines(reading.decoded.utf8)
    items = root.get("items")
    return Snapshot(
        source.name,
        source.url,
        reading.format or "json-feed-1.1",
        "json",
        root.string("title") or "",
        root.string("home_page_url") or "",
        root.string("feed_url") or "",
        "",
        tuple(
            _json_item(member, number, lines)
            for number, member in enumerate(items.members() if items is not None else (), 1)
            if isinstance(member.value, dict)
        ),
        moved=_moved(source),
    )


def _json_item(member: Member, number: int, lines: Lines) -> Item:
    told = member.value.get("id") if isinstance(member.value, Mapping) else None
    attachments = member.get("attachments")
    html = member.string("content_html")
    text = (member.string("content_text") or "").replace("&", "&amp;").replace("<", "&lt;")
    summary = (member.string("summary") or "").replace("&", "&amp;").replace("<", "&lt;")
    return Item(
        number,
        *lines.line_column(span(member.place()).start),
        id=str(told) if isinstance(told, (str, int, float)) and not isinstance(told, bool) else "",
        link=member.string("url") or member.string("external_url") or "",
        title=member.string("title") or "",
        date=member.string("date_published") or member.string("date_modified") or "",
        updated=member.string("date_modified") or "",
        content=html or text or summary,
        summary=summary if html or text else "",
        enclosures=tuple(one.string("url") or "" for one in (attachments.members() if attachments is not None else ())),
    )
