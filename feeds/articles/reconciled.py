"""What two branches say of one article, put together: the lines of a ledger after a union merge, in any order.

Whoever reads the lines comes to the same ledger, and what readers have seen first holds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from feeds.articles.fingerprints import SAME_WITH_HEADLINE, likeness

if TYPE_CHECKING:
    from feeds.articles.ledgerfile import Entry


def reconciled(entries: Iterable["Entry"]) -> "tuple[list[Entry], list[str]]":
    """One entry for each uri, no slug twice, and a sentence for each thing that had to be decided."""
    entries = list(entries)
    if len({one.uri for one in entries}) == len({one.slug for one in entries}) == len(entries):
        return entries, []
    by_uri: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_uri[entry.uri].append(entry)
    notes: list[str] = []
    kept = [_one(several, notes) for several in by_uri.values()]
    return _apart(kept, notes), notes


def _one(several: "list[Entry]", notes: list[str]) -> "Entry":
    """The entry of one uri: first publication as the earlier line has it, the rest as the later change left it."""
    distinct = sorted(set(several), key=_age)
    eldest = distinct[0]
    if len(distinct) == 1:
        return eldest
    # A headline used on both branches makes one uri for two articles: then the elder keeps it, and the other is new.
    same = [one for one in distinct if one.file == eldest.file or likeness(one.near, eldest.near) >= SAME_WITH_HEADLINE]
    latest = max(same, key=lambda one: (one.updated, _age(one)))
    notes.append(f"The ledger has {len(distinct)} lines for {eldest.uri}; they were put together.")
    return replace(
        latest,
        slug=eldest.slug,
        first=eldest.first,
        published=eldest.published,
        basis=eldest.basis,
        updated=max(one.updated for one in same),
        guid=next((one.guid for one in distinct if one.guid), None),
        link=next((one.link for one in distinct if one.link), None),
        adopted=all(one.adopted for one in distinct),
    )


def _apart(entries: "list[Entry]", notes: list[str]) -> "list[Entry]":
    """The entries with a slug each: of two with one, the elder keeps it."""
    taken = {entry.slug for entry in entries}
    given: set[str] = set()
    apart = []
    for entry in sorted(entries, key=_age):
        slug = entry.slug
        number = 2
        while slug in given or (slug != entry.slug and slug in taken):
            slug = f"{entry.slug}-{number}"
            number += 1
        given.add(slug)
        if slug != entry.slug:
            notes.append(f"The slug {entry.slug!r} belongs to an elder article; {entry.uri} has {slug!r} from now on.")
        apart.append(entry if slug == entry.slug else replace(entry, slug=slug))
    return apart


def _age(entry: "Entry") -> tuple[object, ...]:
    """An order of entries that does not depend on that of the lines."""
    return (
        *(entry.first, entry.uri, entry.published, entry.updated, entry.slug, entry.headline, entry.body, entry.file),
        *(entry.title, entry.near, entry.basis, entry.guid or "", entry.link or "", entry.adopted),
    )
