"""What a feed, an entry, a source and a person must have: RFC 4287 sections 3.2 and 4.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import ENTRIES, ENTRY, FEED, HEAD, PERSONS, book
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Where, found
from feeds.source.xmltree import Element

_GOOD_FEED: Final = FEED.replace("{}", HEAD)
_GOOD_ENTRY: Final = f"<entry>{ENTRY}<summary>News</summary></entry>"
_LATER: Final = {
    "atom:author", "atom:category", "atom:contributor", "atom:generator", "atom:icon", "atom:id", "atom:link",
    "atom:logo", "atom:rights", "atom:subtitle", "atom:title", "atom:updated",
}  # fmt: skip


def _without(text: str, name: str) -> str:
    """The example without its first element of a name."""
    start, end = text.index(f"<{name}>"), text.index(f"</{name}>") + len(name) + 3
    return text[:start] + text[end:]


for code, name, why in (
    ("ATM101", "title", "Readers name the subscription by it."),
    ("ATM102", "id", "Readers know by it that it is the same feed, wherever it moves to."),
    ("ATM103", "updated", "Readers and aggregators ask it whether anything has changed."),
):
    book.required(
        code, f"feed-without-{name}", on="atom:feed", element=f"atom:{name}", says=f"feed has no {name}", why=why,
        bad=_without(_GOOD_FEED, name), good=_GOOD_FEED, fix=f"Give the feed a {name} element.", spec="#section-4.1.1",
        w3c=("MissingElement",),
    )  # fmt: skip
for code, name, why in (
    ("ATM104", "title", "Readers list entries by their titles; an empty one is allowed, none is not."),
    ("ATM105", "id", "Readers know by it which entries they have shown; without it, entries come back or vanish."),
    ("ATM106", "updated", "Readers sort by it and see from it that an entry was edited."),
):
    book.required(
        code, f"entry-without-{name}", on=ENTRIES, element=f"atom:{name}", says=f"entry has no {name}", why=why,
        bad=_without(_GOOD_ENTRY, name), good=_GOOD_ENTRY, fix=f"Give the entry a {name} element.",
        spec="#section-4.1.2", w3c=("MissingElement",),
        repair=("copied-element", "updated", "atom:published") if name == "updated" else (), safe=False,
    )  # fmt: skip
for code, name in (("ATM110", "id"), ("ATM111", "title"), ("ATM112", "updated")):
    _source = "<source><id>tag:example.org,2026:s</id><title>S</title><updated>2026-01-30T08:00:00Z</updated></source>"
    book.required(
        code, f"source-without-{name}", on="atom:source", element=f"atom:{name}", says=f"source has no {name}",
        why="The source carries what its feed said of itself, so that credit and duplicates can be traced.",
        bad=f"<summary>News</summary>{_without(_source, name)}", good=f"<summary>News</summary>{_source}",
        fix=f"Copy the {name} of the feed that the entry is from.", level=WARNING, spec="#section-4.2.11",
        w3c=("MissingSourceElement",), formats=(),
    )  # fmt: skip
book.required(
    "ATM108", "person-without-name", on=PERSONS, element="atom:name", says="this person has no name",
    why="The name is what readers show; an address alone they leave out.", spec="#section-3.2.1",
    bad="<summary>News</summary><author><email>me@example.org</email></author>",
    good="<summary>News</summary><author><name>Me</name></author>", fix="Give the person a name element.",
    w3c=("MissingElement",), formats=(),
)  # fmt: skip


@book.rule("ATM107", on=ENTRIES, level=ERROR, spec="#section-4.1.2", says="entry has no author, nor has its feed",
           bad=FEED.replace("{}", _without(HEAD, "author") + _GOOD_ENTRY), good=FEED.replace("{}", HEAD + _GOOD_ENTRY),
           fix="Give the entry an author element, or the feed one for all entries.",
           w3c=("MissingElement",))  # fmt: skip
def entry_without_author(kind: Kind) -> Iterator[Where]:
    """Atom wants somebody to be named for every entry: on it, in its source or on the feed."""
    feeds: dict[int, bool] = {}  # whether a feed names nobody; asked once, as it may have 100,000 children
    for entry in kind.elements:
        if not entry.lacks("atom:author"):
            continue
        source, feed = entry.first("atom:source"), entry.parent
        if source is not None and not source.lacks("atom:author"):
            continue
        if feed is not None and id(feed) not in feeds:
            feeds[id(feed)] = feed.lacks("atom:author")
        if feed is None or feeds[id(feed)]:
            yield entry


@book.rule("ATM109", on=ENTRIES, level=ERROR, spec="#section-4.1.2",
           says="entry has neither content nor a link to where it can be read",
           bad="<entry><title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
           "<summary>News</summary></entry>",
           good=_GOOD_ENTRY, fix='Give the entry a content element or a link with rel="alternate".',
           w3c=("MissingContentOrAlternate",))  # fmt: skip
def entry_without_content_or_alternate(entry: Element) -> Iterator[Where]:
    """A reader has nothing to open for such an entry."""
    if not entry.lacks("atom:content"):
        return
    for child in entry.children:
        if child.name == "atom:link" and child.get("rel", "alternate") in _ALTERNATE:
            return
    yield entry


_ALTERNATE: Final = {"alternate", "http://www.iana.org/assignments/relation/alternate"}


@book.rule("ATM401", on=ENTRIES, level=WARNING, spec="#section-4.1.2",
           says="entry has neither summary nor content",
           bad=f"<entry>{ENTRY}</entry>", good=_GOOD_ENTRY,
           fix="Give the entry a summary, or the whole text as content.", w3c=("MissingTextualContent",))  # fmt: skip
def entry_without_text(entry: Element) -> Iterator[Where]:
    """Readers show a bare headline; those that show the text in place leave it empty."""
    if entry.lacks("atom:content", "atom:summary"):
        yield entry


@book.rule("ATM113", on="atom:feed", level=ERROR, spec="#section-4.1.1",
           says="{name} of the feed stands behind an entry",
           bad=FEED.replace("{}", _without(HEAD, "title") + _GOOD_ENTRY + "<title>News</title>"),
           good=FEED.replace("{}", HEAD + _GOOD_ENTRY),
           repair=("earlier", "atom:entry"),
           fix="Move it in front of the first entry.", w3c=("MisplacedMetadata",))  # fmt: skip
def metadata_behind_entries(feed: Element) -> Iterator[Where]:
    """A feed is its metadata, then its entries; programs that read it as a stream have passed it by then."""
    seen = False
    for child in feed.children:
        if child.name == "atom:entry":
            seen = True
        elif seen and child.name in _LATER:
            yield found(child, name=child.local)


@book.rule("ATM114", on="atom:feed", level=WARNING, spec="#section-4.1.1", says='feed has no link with rel="self"',
           bad=FEED.replace("{}", HEAD.replace('rel="self"', 'rel="related"')), good=_GOOD_FEED,
           repair="self-link",
           fix='Add a link with rel="self" and the address of the feed.', w3c=("MissingSelf",))  # fmt: skip
def feed_without_self_link(feed: Element, reading: Reading) -> Iterator[Where]:
    """The self link says where the feed lives, to those that have a copy of it: aggregators, hubs, saved files."""
    if reading.xml is None or feed is not reading.xml.root:
        return
    if any(child.name == "atom:link" and child.get("rel") in _SELF for child in feed.children):
        return
    if not reading.xml.stopped_within(feed):
        yield feed


_SELF: Final = {"self", "http://www.iana.org/assignments/relation/self"}
