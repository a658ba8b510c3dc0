"""The tree of an XML feed, and the pieces that RSS and Atom have in common."""

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urljoin

from feeds.articles.article import Enclosure, Picture
from feeds.convert.feeditem import Item
from feeds.convert.html.markup import paragraphs, plain
from feeds.source.encoding import decode
from feeds.source.places import Lines
from feeds.source.recover import recover
from feeds.source.xmltree import Document, Element, parse
from feeds.values.durations import clock
from feeds.values.tables import words

VOCABULARY: Mapping[str, str] = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
    **{f"http://wordpress.org/export/{version}/": "wp" for version in ("1.0", "1.1", "1.2")},
    **{f"http://wordpress.org/export/{version}/excerpt/": "excerpt" for version in ("1.0", "1.1", "1.2")},
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_EMPTY_TAG = re.compile(r"<([A-Za-z][\w:.-]{0,60})((?:\s[^<>]{0,5000})?)/>")
_PREFIX = re.compile(r"(</?)[A-Za-z_][\w.-]{0,60}:(?=[A-Za-z])")
NO_PLACE = "an article record has no place for it"


class Reading:
    """The feed while it is read: its tree, and where things stand in it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.digest = hashlib.sha256(data).hexdigest()
        utf8 = decode(data).utf8
        document = parse(utf8, VOCABULARY)
        self.document: Document = document if document.fatal is None else recover(document, VOCABULARY)
        self._lines = Lines(utf8)
        self._order = {id(element): number for number, element in enumerate(self.document.elements)}

    def line(self, offset: int) -> int:
        """The line of a byte, from 1."""
        return self._lines.line_column(offset)[0]

    def end(self, element: Element) -> int:
        """Where at the latest an element ends: the start of what follows it."""
        last = element
        while last.children:
            last = last.children[-1]
        number = self._order.get(id(last), len(self._order)) + 1
        elements = self.document.elements
        return elements[number].start if number < len(elements) else len(self.document.utf8)

    def markup(self, element: Element) -> str:
        """The markup inside an element as it stands in the document, made HTML."""
        piece = self.document.utf8[element.start : self.end(element)].decode("utf-8", "replace")
        start = piece.find(">") + 1
        tag = re.match(r"<([^\s/>]{1,100})", piece)
        stop = piece.rfind(f"</{tag[1]}") if tag else -1
        inner = piece[start : stop if stop >= start else len(piece)]
        inner = _EMPTY_TAG.sub(_open_and_closed, _PREFIX.sub(r"\1", inner))
        return inner.replace("<![CDATA[", "").replace("]]>", "")

    def base(self, element: Element) -> str | None:
        """The base of relative addresses that xml:base gives here (https://www.w3.org/TR/xmlbase/)."""
        bases = [one.get("xml:base") for one in (element, *element.ancestors()) if one.get("xml:base")]
        whole = ""
        for base in reversed(bases):
            try:
                whole = urljoin(whole, base.strip())
            except ValueError:
                return None
        return whole if whole.startswith(("http://", "https://")) else None

    def drop(self, item: Item, element: Element, reason: str = NO_PLACE) -> None:
        """Note an element that is not carried over."""
        words = element.value or " ".join(f'{key}="{value}"' for key, value in element.attributes.items())
        item.drop(self.name, self.line(element.start), f"<{shown(element)}> {words}", reason)


def _open_and_closed(tag: re.Match[str]) -> str:
    """``<p/>`` is an empty element in XML and an open one in HTML."""
    return f"<{tag[1]}{tag[2]}>" if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def shown(element: Element) -> str:
    """The name of an element without its namespace, as a person would write it."""
    return element.name.rpartition("}")[2]


def value(element: Element, *names: str) -> str:
    """The text of the first child of one of these names that has any."""
    for name in names:
        for child in element.all(name):
            if child.value:
                return child.value
    return ""


def enclosure(address: str, kind: str, length: str, duration: str, name: str = "") -> Enclosure:
    """An enclosure of what its attributes say; a length of 0 means that nobody knew."""
    seconds = clock(duration.strip()) if duration else None
    return Enclosure(
        href=address.strip(),
        media_type=kind.strip() or None,
        length=int(length) if length.isascii() and length.isdigit() and 0 < len(length) < 16 and int(length) else None,
        duration=float(seconds) if isinstance(seconds, int) else None,
        title=name,
    )


def media(element: Element, item: Item, read: Reading) -> None:
    """A picture or a file of Media RSS (https://www.rssboard.org/media-rss); its description where there is no text."""
    address = element.get("url")
    if element.name == "media:description" and element.value:
        words = element.value
        item.described = item.described or (words if element.get("type") == "html" else paragraphs(words))
        return
    if element.name == "media:title" and element.value.strip() == item.title.strip():
        return
    if element.get("type") == "application/x-shockwave-flash":
        read.drop(item, element, "no program shows it any more")
        return
    kind, medium = element.get("type"), element.get("medium")
    if element.name == "media:thumbnail" and address:
        item.pictures.append(Picture("", href=address, width=_size(element, "width"), height=_size(element, "height")))
    elif element.name == "media:content" and address and (medium == "image" or kind.startswith("image/")):
        words = value(element, "media:description", "media:title")
        item.pictures.append(
            Picture(
                caption=plain(words),
                credit=value(element, "media:credit"),
                href=address,
                media_type=kind or None,
                width=_size(element, "width"),
                height=_size(element, "height"),
            )
        )
    elif element.name == "media:content" and address:
        if all(one.href != address for one in item.enclosures):
            item.enclosures.append(enclosure(address, kind, element.get("fileSize"), element.get("duration")))
    else:
        read.drop(item, element)
    for inner in element.all("media:thumbnail"):
        media(inner, item, read)


def _size(element: Element, name: str) -> int | None:
    text = element.get(name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else None
