"""The items of a feed as a reader lists them, whatever the format: what is asked of all formats is asked once.

A reader takes the first element of its kind, the fuller text where there are two, and the day of publication before
that of a change; so does this view.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from feeds.rules.moments import rfc822, rfc3339
from feeds.rules.reading import Reading
from feeds.source.jsontree import Member
from feeds.source.places import JsonPlace, Place
from feeds.source.xmltree import Element
from feeds.values import dates
from feeds.values.dates import Moment

Node = Element | Member
_LONG: Final = 60  # characters, more than any date has
_JSON: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "link": ("url",),
    "id": ("id",),
    "date": ("date_published", "date_modified"),
    "content": ("content_html", "content_text"),
}
_SAYING: Final = frozenset(name for names in _JSON.values() for name in names)


class Entry(NamedTuple):
    """One item: the nodes that hold its parts, and the moment that its date says (None: none that can be read)."""

    node: Node
    title: Node | None = None
    link: Node | None = None
    id: Node | None = None
    date: Node | None = None
    content: Node | None = None
    moment: Moment | None = None


def entries(reading: Reading) -> list[Entry]:
    """The items or entries of a feed, in document order."""
    if reading.json is not None:
        return _of_json(reading)
    return [_of_element(item) for item in _items(reading)]


def said(node: Node | None) -> str:
    """What a part of an entry says, without the blanks around it; "" where it is missing."""
    if isinstance(node, Element):
        return node.attributes.get("href", "").strip() if node.name == "atom:link" else node.value
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""


def spot(node: Node, at: int = 0, end: int | None = None) -> Place | JsonPlace | Element:
    """The text of a part of an entry, or some characters of it (counted with the blanks in front)."""
    if isinstance(node, Member):
        return node.place(at, end)
    if node.name == "atom:link":
        return node.in_attribute("href")
    return node.in_text(at, end) if node.value else node


def text(node: Node) -> str:
    """The text of a part of an entry, blanks and all, as ``spot`` counts it."""
    if isinstance(node, Element):
        return node.text
    return node.value if isinstance(node.value, str) else ""


def _items(reading: Reading) -> list[Element]:
    root = reading.xml.root if reading.xml is not None else None
    if root is not None and root.name == "Channel":  # RSS 1.1
        items = root.first("items")
        return items.all("item") if items is not None else []
    return [root] if root is not None and root.name == "atom:entry" else reading.items


def _of_element(item: Element) -> Entry:
    there: dict[str, Element] = {}
    for child in item.children:
        if child.name not in there:
            there[child.name] = child
    get = there.get
    link = get("link")
    if link is None and "atom:link" in there:
        links = (child for child in item.children if child.name == "atom:link")
        link = next((child for child in links if child.attributes.get("rel", "alternate") == "alternate"), None)
    date = get("pubDate") or get("dc:date") or get("atom:published") or get("atom:updated")
    moment = None
    if date is not None:
        read = _rfc822 if date.name == "pubDate" else _iso8601
        moment = read(date.text if len(date.text) < _LONG else date.value[:_LONG])
    return Entry(
        item,
        get("title") or get("atom:title"),
        link,
        get("guid") or get("atom:id"),
        date,
        get("content:encoded") or get("xhtml:body") or get("atom:content") or get("description") or get("atom:summary"),
        moment,
    )


def _of_json(reading: Reading) -> list[Entry]:
    items = reading.json.root.get("items") if reading.json is not None and reading.json.root is not None else None
    found: list[Entry] = []
    if items is None or not isinstance(items.value, list):
        return found
    for index, value in enumerate(items.value):
        if not isinstance(value, dict) or _SAYING.isdisjoint(value):
            continue  # what says nothing at all is for the rules that say what it lacks
        member = Member(items.document, (*items.path, index), value)
        parts = {part: _first(member, names) for part, names in _JSON.items()}
        date = parts["date"]
        moment = _iso8601(said(date)[:60]) if date is not None else None
        entry = Entry(member, parts["title"], parts["link"], parts["id"], date, parts["content"], moment)
        found.append(entry)
    return found


def _first(item: Member, names: tuple[str, ...]) -> Member | None:
    return next((item.get(name) for name in names if item.string(name) is not None), None)


def _rfc822(text: str) -> Moment | None:
    moment = rfc822(text)
    return moment if isinstance(moment, Moment) else _understood(text)


def _iso8601(text: str) -> Moment | None:
    moment = rfc3339(text)
    return moment if isinstance(moment, Moment) else _understood(text)


_understood = lru_cache(maxsize=2048)(dates.understood)
