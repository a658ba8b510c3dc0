"""Pages of feeds, complete and archived ones: RFC 5005, https://www.rfc-editor.org/rfc/rfc5005."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import FEED, HEAD
from feeds.rules.atom.iris import base_of, same
from feeds.rules.atom.links import relation
from feeds.rules.atom.relations import PAGING
from feeds.rules.formats import ATOM, RDF, RSS, XML_FEEDS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.uris.canonical import resolve

_FRAME: Final = FEED.replace("{}", HEAD + "{}")
_SELF: Final = "https://example.org/atom.xml"

book = Book(
    "HST",
    "Feed paging and archiving",
    "https://www.rfc-editor.org/rfc/rfc5005",
    prefix="fh",
    uris=("http://purl.org/syndication/history/1.0",),
    misspelt=("http://purl.org/syndication/history/1.0/", "https://purl.org/syndication/history/1.0"),
    formats=XML_FEEDS,
    frames={"*": _FRAME},
    about="Feeds of several documents, complete feeds and archives.",
)
book.element("fh:complete", inside=("atom:feed", "channel"), most=1, text=False)
book.element("fh:archive", inside=("atom:feed", "channel"), most=1, text=False)
for _name in ("incremental", "stateful", "prev"):
    book.element(f"fh:{_name}", inside=("atom:feed", "channel"), most=1)

_CURRENT: Final = f'<link rel="current" href="{_SELF}"/>'
_FEEDS: Final = ("atom:feed", "channel")


def _paging(feed: Element) -> list[tuple[str, Element]]:
    """The links of a feed that lead to other documents of it, with their relations."""
    links = [(relation(child), child) for child in feed.children if child.name == "atom:link"]
    return [(rel, link) for rel, link in links if rel in PAGING or rel == "self"]


def _address(link: Element, reading: Reading) -> str:
    return resolve(base_of(link, reading.url), link.get("href").strip())


@book.rule("HST301", on=_FEEDS, level=ERROR, spec="#section-2", formats=ATOM | RSS | RDF,
           says="the feed is complete (fh:complete), but links to {rel}",
           bad='<fh:complete/><link rel="next" href="https://example.org/2.xml"/>', good="<fh:complete/>",
           fix="Leave out fh:complete, or the link.", w3c=("FeedRelInCompleteFeed",))  # fmt: skip
def paging_link_in_complete_feed(feed: Element) -> Iterator[Where]:
    """A reader deletes what is not in a complete feed, so what stands in the other documents vanishes."""
    if "fh:complete" in feed:
        for rel, link in _paging(feed):
            if rel not in {"self", "current"}:
                yield found(link.in_attribute("rel"), rel=quoted(rel))


@book.rule("HST302", on=_FEEDS, level=ERROR, spec="#section-2", formats=ATOM | RSS | RDF,
           says="the feed is complete (fh:complete), but the current one is elsewhere: {href}",
           bad='<fh:complete/><link rel="current" href="https://example.org/2.xml"/>',
           good=f'<fh:complete/><link rel="current" href="{_SELF}"/>', fix="Link to this document, or leave it out.",
           w3c=("CurrentNotSelfInCompleteFeed",))  # fmt: skip
def current_of_complete_feed_elsewhere(feed: Element, reading: Reading) -> Iterator[Where]:
    """A complete feed is all there is; a reader that follows the link gets another."""
    if "fh:complete" not in feed:
        return
    links = _paging(feed)
    own = [_address(link, reading) for rel, link in links if rel == "self"]
    for rel, link in links:
        if rel == "current" and not any(same(_address(link, reading), each) for each in own):
            yield found(link.in_attribute("href"), href=quoted(link.get("href")))


_ENDS: Final = {"first": ("previous", "prev"), "last": ("next",)}


@book.rule("HST303", undeclared=True, on=_FEEDS, level=ERROR, spec="#section-3", formats=ATOM | RSS | RDF,
           says="this document is the {end} of the list, but it links to the {rel} one",
           bad=f'<link rel="last" href="{_SELF}"/><link rel="next" href="https://example.org/2.xml"/>',
           good=f'<link rel="last" href="{_SELF}"/>', fix="Leave out the link.", w3c=("LinkPastEnd",))  # fmt: skip
def link_past_the_end(feed: Element, reading: Reading) -> Iterator[Where]:
    """A reader that follows the links comes to no end, or to an error page."""
    links = _paging(feed)
    if len(links) < 3:
        return
    own = [_address(link, reading) for rel, link in links if rel == "self"]
    for end, past in _ENDS.items():
        if any(rel == end and any(same(_address(link, reading), each) for each in own) for rel, link in links):
            for rel, link in links:
                if rel in past:
                    yield found(link.in_attribute("rel"), end=end, rel=quoted(rel))


@book.rule("HST304", on=_FEEDS, level=WARNING, spec="#section-4", formats=ATOM | RSS | RDF,
           says='the feed is an archive (fh:archive), but has no link with rel="current"',
           bad='<fh:archive/><link rel="prev-archive" href="https://example.org/1.xml"/>',
           good=f'<fh:archive/><link rel="prev-archive" href="https://example.org/1"/>{_CURRENT}',
           fix='Add a link with rel="current" to the feed that people subscribe to.',
           w3c=("MissingCurrentInArchive",))  # fmt: skip
def archive_without_current(feed: Element) -> Iterator[Where]:
    """Somebody who finds the archive cannot find the feed, and subscribes to what never changes."""
    archive = feed.first("fh:archive")
    if archive is not None and "fh:complete" not in feed and "current" not in dict(_paging(feed)):
        yield archive


@book.rule("HST305", on=_FEEDS, level=WARNING, spec="#section-4", formats=ATOM | RSS | RDF,
           says="the feed is an archive (fh:archive), but links to no other archive",
           bad=f"<fh:archive/>{_CURRENT}",
           good=f'<fh:archive/><link rel="prev-archive" href="https://example.org/1"/>{_CURRENT}',
           fix='Add a link with rel="prev-archive", or fh:complete if this is all.',
           w3c=("ArchiveIncomplete",))  # fmt: skip
def archive_without_neighbours(feed: Element) -> Iterator[Where]:
    """A reader rebuilds the whole feed from archive to archive; here it comes to a stop."""
    archive = feed.first("fh:archive")
    if (
        archive is not None
        and "fh:complete" not in feed
        and not {"prev-archive", "next-archive"} & set(dict(_paging(feed)))
    ):
        yield archive


_DRAFT: Final = "https://datatracker.ietf.org/doc/html/draft-nottingham-atompub-feed-history-04"
_SINCE: Final = {
    "fh:incremental": "fh:complete in a feed that has no history",
    "fh:stateful": "fh:complete in a feed that has no history",
    "fh:prev": 'a link with rel="prev-archive"',
}


@book.rule("HST101", on=tuple(_SINCE), level=WARNING, spec=_DRAFT,
           says="{element} was only in a draft; the standard has {now}", bad="<fh:incremental>false</fh:incremental>",
           good="<fh:complete/>", fix="Write what the standard has.")  # fmt: skip
def element_of_a_draft(kind: Kind) -> Iterator[Where]:
    """Readers of the standard pass over it, so they take the feed for one that only ever adds entries."""
    for element in kind.elements:
        yield found(element, element=element.name, now=_SINCE[element.name])
