"""RSS 2.0 (https://www.rssboard.org/rss-specification), as the RSS Best Practices Profile wants it.

Profile: https://www.rssboard.org/rss-profile
"""

import re
from html import escape

from lxml import etree

from feeds.emit.feed import INDEX, RSS, Entry, Feed
from feeds.emit.podcast import episodes, show
from feeds.emit.writer import ATOM_NS, DC_NS, MEDIA_NS, add, finish, paged, start, tree, with_prefix

MEDIA_TYPE = "application/rss+xml"
_MARKUP = re.compile("[&<]")


def rss(feed: Feed) -> bytes:
    """The feed as an RSS 2.0 document in UTF-8: summary as description, then the whole text as content:encoded."""
    generator = start(feed, RSS, MEDIA_TYPE)
    generator.load_extension("dc", atom=False, rss=True)
    if feed.icon:
        generator.image(url=feed.icon, title=feed.title, link=feed.channel.url(INDEX))
    for entry in feed.entries:
        added = add(generator, entry)
        # A description is HTML to every reader, so the plain summary is escaped once for HTML and once for XML
        # (https://www.rssboard.org/rss-profile#element-channel-item-description).
        added.description(escape(entry.summary, quote=False) if entry.summary else entry.html)
        if entry.summary and entry.html:
            added.content(entry.html, type="CDATA")
        if entry.authors:
            added.dc.dc_creator(list(entry.authors))
        if entry.language:
            added.dc.dc_language(entry.language)
    root = tree(generator.rss_str())
    channel = root[0]
    channel_links(channel, feed)
    for item, entry in zip(channel.iterfind("item"), feed.entries, strict=True):
        _updated(item, entry)
        _untitled(item, entry)
        _guid(item, entry)
        _enclosures(item, entry)
        _pictures(item, entry)
    if next(root.iter(f"{{{MEDIA_NS}}}content"), None) is not None:
        root = with_prefix(root, "media", MEDIA_NS)
    if feed.podcast is not None:
        root = show(root, feed, feed.podcast)
    elif any(entry.episode is not None for entry in feed.entries):
        root = episodes(root, feed)
    root = paged(root, root[0], feed, RSS, MEDIA_TYPE)
    etree.indent(root)
    for element in root.iter("title", "category", f"{{{DC_NS}}}creator"):
        _hexadecimal(element)
    _hexadecimal(root[0].find("description"))
    return finish(root)


def channel_links(channel: etree._Element, feed: Feed) -> None:
    """Put the hub, which feedgen leaves out (F3), behind the self link, where WebSub subscribers look for both."""
    if feed.channel.hub:
        own = channel.find(f"{{{ATOM_NS}}}link")
        before = own if own is not None else channel.find("description")
        assert before is not None
        before.addnext(etree.Element(f"{{{ATOM_NS}}}link", href=feed.channel.hub, rel="hub"))


def _updated(item: etree._Element, entry: Entry) -> None:
    """RSS has no date of change; Atom's says it (https://www.rssboard.org/rss-profile#namespace-elements-atom)."""
    if entry.updated != entry.published:
        etree.SubElement(item, f"{{{ATOM_NS}}}updated").text = entry.updated.isoformat()


def _untitled(item: etree._Element, entry: Entry) -> None:
    """An item needs no title where it has a description; feedgen wants one."""
    title = item.find("title")
    if title is not None and not entry.title:
        item.remove(title)


def _guid(item: etree._Element, entry: Entry) -> None:
    """Subscribers of an earlier feed know the item by what stood there, character for character."""
    guid = item.find("guid")
    if guid is not None and entry.guid:
        guid.text = entry.guid
        if entry.guid == entry.url:
            guid.set("isPermaLink", "true")


def _enclosures(item: etree._Element, entry: Entry) -> None:
    """The first file as RSS has it, further ones as Media RSS: most readers take one enclosure only.

    A length that nobody knows is 0 (https://www.rssboard.org/rss-profile#element-channel-item-enclosure).
    """
    for number, one in enumerate(entry.enclosures):
        kind = one.media_type or ""
        if number == 0:
            etree.SubElement(item, "enclosure", url=one.href, length=str(one.length or 0), type=kind)
            if not one.duration:
                continue
        media = etree.SubElement(item, f"{{{MEDIA_NS}}}content", url=one.href, type=kind)
        if one.length is not None:
            media.set("fileSize", str(one.length))
        if one.duration:
            media.set("duration", str(round(one.duration)))


def _pictures(item: etree._Element, entry: Entry) -> None:
    """Pictures as Media RSS: an enclosure needs the length in bytes, which nobody has told us (F6, F12)."""
    for picture in entry.pictures:
        media = etree.SubElement(item, f"{{{MEDIA_NS}}}content", url=picture.href or "", medium="image")
        if picture.media_type:
            media.set("type", picture.media_type)
        for name, value in (("width", picture.width), ("height", picture.height)):
            if value:
                media.set(name, str(value))
        if picture.caption:
            etree.SubElement(media, f"{{{MEDIA_NS}}}description", type="plain").text = picture.caption
        if picture.credit:
            etree.SubElement(media, f"{{{MEDIA_NS}}}credit").text = picture.credit


def _hexadecimal(element: etree._Element | None) -> None:
    """Write ``&`` and ``<`` of a plain text as hexadecimal references.

    It is the one spelling that readers which decode twice and readers which decode once both show as it was meant
    (https://www.rssboard.org/rss-profile#data-types-characterdata).
    """
    if element is None or not element.text or not _MARKUP.search(element.text):
        return
    pieces = re.split("([&<])", element.text)
    element.text = pieces[0]
    for mark, after in zip(pieces[1::2], pieces[2::2], strict=True):
        reference = etree.Entity(f"#x{ord(mark):X}")
        reference.tail = after
        element.append(reference)
