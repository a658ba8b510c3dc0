"""Atom 1.0 (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287)."""

import re
from html import escape

from lxml import etree

from feeds.emit.feed import ATOM, Entry, Feed
from feeds.emit.writer import ATOM_NS, add, finish, paged, start, tree, with_prefix

TOMBSTONE_NS = "http://purl.org/atompub/tombstones/1.0"
MEDIA_TYPE = "application/atom+xml"
_LOOKS_LIKE_HTML = re.compile(r"<[/!?]?[A-Za-z]|&#?\w")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """The feed as an Atom 1.0 document in UTF-8; titles and summaries are plain text, contents HTML."""
    generator = start(feed, ATOM, MEDIA_TYPE)
    if feed.icon:
        generator.icon(feed.icon)
    for entry in feed.entries:
        added = add(generator, entry)
        added.author([{"name": name} for name in entry.authors])
        if entry.summary:
            added.summary(entry.summary)
        if entry.html:
            added.content(entry.html, type="html")
    root = tree(generator.atom_str())
    if feed.language:
        root.set(_LANG, feed.language)
    for element, entry in zip(root.iterfind(f"{{{ATOM_NS}}}entry"), feed.entries, strict=True):
        links(element, entry)
        if not entry.title:  # RFC 4287 §4.1.2 wants the element, and no words in it
            element.find(f"{{{ATOM_NS}}}title").text = ""  # type: ignore[union-attr]  # add() has just made it
        for name in ("title", "summary"):
            _typed(element.find(f"{{{ATOM_NS}}}{name}"))
        if entry.language:
            element.set(_LANG, entry.language)
    for deleted in feed.deleted:
        etree.SubElement(root, f"{{{TOMBSTONE_NS}}}deleted-entry", ref=deleted.id, when=deleted.when.isoformat())
    root = paged(root, root, feed, ATOM, MEDIA_TYPE)
    etree.indent(root)
    return finish(with_prefix(root, "at", TOMBSTONE_NS) if feed.deleted else root)


def _typed(element: etree._Element | None) -> None:
    """Say it as HTML where plain words look like HTML, so that a reader that guesses is right (RFC 4287 §3.1.1)."""
    if element is not None and element.text and _LOOKS_LIKE_HTML.search(element.text):
        element.set("type", "html")
        element.text = escape(element.text, quote=False)


def links(element: etree._Element, entry: Entry) -> None:
    """Write the entry's links anew: feedgen keeps nothing but their addresses (F1)."""
    name = f"{{{ATOM_NS}}}link"
    own = element.find(name)
    if own is not None:
        own.set("rel", "alternate")
        own.set("type", "text/html")
        after = own
    else:
        after = element[-1]
    for picture in entry.pictures:
        link = etree.Element(name, href=picture.href or "", rel="enclosure")
        if picture.media_type:
            link.set("type", picture.media_type)
        after.addnext(link)
        after = link
    for enclosure in entry.enclosures:
        link = etree.Element(name, href=enclosure.href, rel="enclosure", type=enclosure.media_type or "")
        if enclosure.length is not None:
            link.set("length", str(enclosure.length))
        if enclosure.title:
            link.set("title", enclosure.title)
        after.addnext(link)
        after = link
