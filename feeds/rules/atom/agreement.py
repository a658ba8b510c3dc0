"""What entries of a feed must not share: RFC 4287 section 4.1.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.book import FEED, HEAD, book
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element

_SPEC: Final = "#section-4.1.1"
_MANY: Final = (
    3  # of two entries with one id, the second is an edit of the first; of three or more, all one is a mistake
)


def _entries(*identities: str, date: str = "2026-01-{:02}T08:00:00Z") -> str:
    return FEED.replace("{}", HEAD + "".join(
        f"<entry><title>One</title><id>tag:example.org,2026:{identity}</id><updated>{date.format(number)}</updated>"
        "<content>News</content></entry>" for number, identity in enumerate(identities, 1)
    ))  # fmt: skip


def _ids(feed: Element) -> list[Element]:
    """The id of each entry that has one."""
    firsts = (entry.first("atom:id") for entry in feed.children if entry.name == "atom:entry")
    return [each for each in firsts if each is not None and each.value]


def _all_one(ids: list[Element]) -> bool:
    return len(ids) >= _MANY and all(each.value == ids[0].value for each in ids)


@book.rule("ATM307", on="atom:feed", level=WARNING, spec=_SPEC, says="an entry above has the same id: {id}",
           bad=_entries("1", "2", "1"), good=_entries("1", "2", "3"),
           fix="Give each entry an id of its own; publish only the latest version of an entry.",
           w3c=("DuplicateEntries",))  # fmt: skip
def entries_with_one_id(feed: Element) -> Iterator[Where]:
    """Readers take them for versions of one entry and show only one of them."""
    ids = _ids(feed)
    if _all_one(ids):
        return
    seen: set[str] = set()
    for each in ids:
        if each.value in seen:
            yield found(each.in_text(), id=quoted(each.value))
        seen.add(each.value)


@book.rule("ATM308", on="atom:feed", level=ERROR, spec=_SPEC, says="all {count} entries have one id: {id}",
           bad=_entries("1", "1", "1"), good=_entries("1", "2", "3"), fix="Give each entry an id of its own.",
           w3c=("DuplicateIds",))  # fmt: skip
def all_entries_with_one_id(feed: Element) -> Iterator[Where]:
    """Readers show a single entry, and never a new one."""
    ids = _ids(feed)
    if _all_one(ids):
        yield found(ids[1].in_text(), count=len(ids), id=quoted(ids[1].value))


@book.rule("ATM309", on="atom:feed", level=WARNING, spec="#section-4.2.15",
           says="an entry above has the same updated: {date}",
           bad=_entries("1", "2", date="2026-01-30T08:00:00Z"), good=_entries("1", "2"),
           fix="Give each entry the time at which it was last changed.", w3c=("DuplicateUpdated",))  # fmt: skip
def entries_updated_at_one_time(feed: Element) -> Iterator[Where]:
    """Readers sort by it, so their order is left to chance; often the time of the build was taken for all."""
    seen: set[str] = set()
    for entry in feed.children:
        date = entry.first("atom:updated") if entry.name == "atom:entry" else None
        if date is None or not date.value:
            continue
        if date.value in seen:
            yield found(date.in_text(), date=quoted(date.value))
        seen.add(date.value)
