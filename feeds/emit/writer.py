"""feedgen, tamed: the parts that RSS and Atom share.

feedgen 1.0.0 has defects that were measured one by one; each is numbered here and has a test of that number in
tests/emit/test_feedgen_defects.py. The places that mend them:

F1  drops rel, type and length of every Atom entry link          atom.links
F2  takes the last feed link of any rel for RSS ``<link>``        start: the alternate link is added last
F3  leaves hub and paging links out of RSS                       rss.channel_links
F4  writes ``type="CDATA"`` into Atom                            one generator per format
F5  leaves out RSS authors without a mail address                rss: dc:creator
F6  keeps one enclosure in RSS, and makes up its length          rss: media:content
F7  takes the clock for ``updated`` and ``lastBuildDate``        start, add
F8  puts new entries first                                       add: order="append"
F9  dies of control characters and lone surrogates               feeds.emit.characters
F10 dies of dates without a zone                                 feeds.emit.feed
F11 writes textInput, Atom sources and typed texts wrongly       never used
F12 wants numbers as text                                        rss: media:content
F13 sets the process's locale for each date                      below
F14 depends on the order of id() and guid()                      add: guid alone
"""

from email.utils import format_datetime
from typing import cast

import feedgen.entry  # type: ignore[import-untyped]  # feedgen ships no types
import feedgen.feed  # type: ignore[import-untyped]  # as above
from lxml import etree

from feeds.emit.feed import GENERATOR, INDEX, Entry, Feed

ATOM_NS = "http://www.w3.org/2005/Atom"
HISTORY_NS = "http://purl.org/syndication/history/1.0"
DC_NS = "http://purl.org/dc/elements/1.1/"
MEDIA_NS = "http://search.yahoo.com/mrss/"

# F13: feedgen's own formatter calls locale.setlocale, which every thread of the process feels.
feedgen.feed.formatRFC2822 = feedgen.entry.formatRFC2822 = format_datetime


def start(feed: Feed, path: str, media_type: str) -> feedgen.feed.FeedGenerator:
    """A feedgen feed that knows all of the channel and none of the entries; ``path`` is the file to be."""
    channel = feed.channel
    generator = feedgen.feed.FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.description)
    generator.description(feed.description)
    if feed.language:
        generator.language(feed.language)
    if feed.author:
        generator.author({"name": feed.author})
    generator.generator(GENERATOR)
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    if channel.rights:
        generator.rights(channel.rights)
    for category in channel.categories:
        generator.category({"term": category})
    own = channel.url(path, feed.paging.number)
    if own:
        generator.link(href=own, rel="self", type=media_type)
    if channel.hub:
        generator.link(href=channel.hub, rel="hub")
    generator.link(href=channel.url(INDEX), rel="alternate", type="text/html")
    return generator


def add(generator: feedgen.feed.FeedGenerator, entry: Entry) -> feedgen.entry.FeedEntry:
    """The feedgen entry of what the formats have in common, put after those before it."""
    added = generator.add_entry(order="append")
    added.guid(entry.id, permalink=False)
    added.title(entry.title or "-")  # it refuses an empty one; atom and rss mend that
    added.published(entry.published)
    added.updated(entry.updated)
    if entry.url:
        added.link(href=entry.url, rel="alternate", type="text/html")
    for category in entry.categories:
        added.category(term=category)
    return added


def paged(root: etree._Element, head: etree._Element, feed: Feed, path: str, media_type: str) -> etree._Element:
    """The document with the links of its feed's archive, behind the links that its ``head`` has (F3).

    RFC 5005 §4 and appendix B (https://www.rfc-editor.org/rfc/rfc5005#section-4).
    """
    page, url = feed.paging, feed.channel.url
    links = [("prev-archive", page.earlier), ("next-archive", page.later), ("current", 0 if page.number else None)]
    after = list(head.iterfind(f"{{{ATOM_NS}}}link"))[-1:]
    for rel, number in links:
        if number is not None and after:
            link = etree.Element(f"{{{ATOM_NS}}}link", href=url(path, number), rel=rel, type=media_type)
            after[0].addnext(link)
            after = [link]
    if page.is_archive and after:
        after[0].addnext(etree.Element(f"{{{HISTORY_NS}}}archive"))
        return with_prefix(root, "fh", HISTORY_NS)
    return root


def tree(document: bytes) -> etree._Element:
    """What feedgen wrote, as a tree that can be mended; CDATA sections stay what they are."""
    return etree.fromstring(document, etree.XMLParser(strip_cdata=False, remove_blank_text=True, huge_tree=True))


def with_prefix(root: etree._Element, prefix: str, uri: str) -> etree._Element:
    """The same document with a namespace declared at its root, under the prefix that everybody knows."""
    spaces: dict[str | None, str] = dict(root.nsmap)
    spaces[prefix] = uri
    # The stubs know no default namespace (None) here, which lxml takes.
    named = etree.Element(root.tag, nsmap=cast("dict[str, str]", spaces))
    for key, value in root.attrib.items():
        named.set(key, value)
    named.extend(list(root))
    named.text = root.text
    return named


def finish(root: etree._Element) -> bytes:
    """The indented tree as a file: UTF-8, no namespace declared that is not used, a line end at its end."""
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
