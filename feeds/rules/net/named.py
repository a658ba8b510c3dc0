"""What a feed names that can be asked for too: enclosures, artwork, hubs, its home page, its next page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from feeds.rules.atom.iris import base_of
from feeds.rules.net.book import served
from feeds.rules.net.origins import in_feed, links
from feeds.rules.reading import Reading
from feeds.rules.rule import Spot
from feeds.source.jsontree import Member
from feeds.source.xmltree import Element
from feeds.values.uris.canonical import resolve

_SEEN: Final = "net named"


class Named(NamedTuple):
    """Something that the document names: what it is, its absolute URL, what the document says of it, and where."""

    what: str
    url: str
    said: Mapping[str, str]
    spot: Spot


def named(reading: Reading) -> tuple[Named, ...]:
    """Everything that the document names, in document order within each kind."""
    known = reading.seen.get(_SEEN)
    if not isinstance(known, tuple):
        known = tuple(each for each in _named(reading) if each.url.startswith(("http://", "https://")))
        reading.seen[_SEEN] = known
    return known


def spot_of(reading: Reading, what: str, url: str) -> Spot:
    """Where the document names something; None where only a header does."""
    return next((each.spot for each in named(reading) if each.what == what and each.url == url), None)


def _named(reading: Reading) -> Iterator[Named]:
    answer = served(reading) if reading.source.delivery is not None else None
    for hub in in_feed(reading, "hub"):
        yield Named("hub", hub.url, {}, hub.spot)
    for url in links(answer, "hub") if answer is not None else ():
        yield Named("hub", url, {}, None)
    if reading.json is not None and reading.json.root is not None and isinstance(reading.json.root.value, dict):
        yield from _in_json(reading, reading.json.root)
    elif reading.xml is not None and reading.xml.root is not None:
        yield from _in_xml(reading, reading.xml.root)


def _in_xml(reading: Reading, root: Element) -> Iterator[Named]:
    head = root.first("channel") or root
    for child in head.children:
        if child.name == "link" and child.value:
            yield Named("home", resolve(base_of(child, reading.url), child.value), {}, child)
        elif child.name == "image":
            address = child.first("url")
            if address is not None:
                url = resolve(base_of(address, reading.url), address.value)
                yield Named("artwork", url, _size(child), address)
        elif child.name == "itunes:image" and child.get("href"):
            yield Named("artwork", resolve(base_of(child, reading.url), child.get("href")), {"for": "itunes"}, child)
        elif child.name in {"atom:logo", "atom:icon"}:
            yield Named("artwork", resolve(base_of(child, reading.url), child.value), {}, child)
        elif child.name == "atom:link":
            rel = child.get("rel").strip().lower() or "alternate"
            what = {"alternate": "home", "next": "next", "prev-archive": "next"}.get(rel)
            if what is not None and not (what == "home" and "html" not in child.get("type", "text/html")):
                yield Named(what, _href(child, reading), {}, child)
    for item in reading.items:
        for child in item.children:
            if child.name == "enclosure":
                file = resolve(base_of(child, reading.url), child.get("url").strip())
                yield Named("enclosure", file, _said(child, "length", "type"), child)
            elif child.name == "atom:link" and child.get("rel").strip() == "enclosure":
                yield Named("enclosure", _href(child, reading), _said(child, "length", "type"), child)


def _href(link: Element, reading: Reading) -> str:
    return resolve(base_of(link, reading.url), link.get("href").strip())


def _said(element: Element, *names: str) -> dict[str, str]:
    return {name: element.get(name).strip() for name in names if element.get(name).strip()}


def _size(image: Element) -> dict[str, str]:
    sizes = ((name, image.first(name)) for name in ("width", "height"))
    return {name: each.value for name, each in sizes if each is not None and each.value}


def _in_json(reading: Reading, root: Member) -> Iterator[Named]:
    base = reading.url or ""
    for what, name in (("home", "home_page_url"), ("artwork", "icon"), ("artwork", "favicon"), ("next", "next_url")):
        text = root.string(name)
        if text:
            yield Named(what, resolve(base, text.strip()), {}, root.get(name))
    items = root.get("items")
    for item in items.members() if items is not None and isinstance(items.value, list) else ():
        attachments = item.get("attachments") if isinstance(item.value, dict) else None
        if attachments is None or not isinstance(attachments.value, list):
            continue
        for each in attachments.members():
            file = each.string("url") if isinstance(each.value, dict) else None
            if file:
                said = {"type": each.string("mime_type") or ""}
                size = each.get("size_in_bytes")
                if size is not None and isinstance(size.value, int):
                    said["length"] = str(size.value)
                yield Named("enclosure", resolve(base, file.strip()), said, each)
