"""Entries that are gone: RFC 6721, https://www.rfc-editor.org/rfc/rfc6721."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM
from feeds.rules.modules import ATOM as _FEED
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, Book, Where, found, quoted
from feeds.values import dates
from feeds.values.problem import Problem
from feeds.values.uris.parts import iri

_GONE: Final = (
    '<at:deleted-entry ref="tag:example.org,2026:1" when="2026-01-30T08:00:00Z"><at:by><name>Jo</name></at:by>'
    "<at:comment>Withdrawn</at:comment></at:deleted-entry>"
)

book = Book(
    "TMB",
    "Deleted entries",
    "https://www.rfc-editor.org/rfc/rfc6721",
    prefix="at",
    uris=("http://purl.org/atompub/tombstones/1.0",),
    misspelt=(
        "http://purl.org/atompub/tombstones/1.0/",
        "https://purl.org/atompub/tombstones/1.0",
        "http://www.purl.org/atompub/tombstones/1.0",
    ),
    formats=ATOM,
    frames={"*": _FEED},
    about="Which entries of a feed are gone since when, so that readers can delete them.",
)
book.element("at:deleted-entry", inside=("", "atom:feed"), attributes=("ref", "when"), text=False, open=True)
book.element("at:by", inside="at:deleted-entry", most=1, text=False, open=True)
book.element("at:comment", inside="at:deleted-entry", most=1, attributes=("type",), open=True)

for _code, _name, _why in (
    ("TMB101", "ref", "Readers find the entry that is gone by its id."),
    ("TMB102", "when", "Readers keep an entry that was updated later than it was deleted."),
):
    book.needs(
        _code, f"deleted-entry-without-{_name}", on="at:deleted-entry", attribute=_name,
        says=f"at:deleted-entry has no {_name}", why=_why, spec="#section-3", good=_GONE, fix=f"Add {_name}.",
        bad=_GONE.replace(' ref="tag:example.org,2026:1"' if _name == "ref" else ' when="2026-01-30T08:00:00Z"', ""),
        w3c=("MissingAttribute",),
    )  # fmt: skip
book.required(
    "TMB103", "deleted-by-somebody-without-name", on="at:by", element="atom:name", says="at:by has no atom:name",
    why="It says who deleted the entry, and readers show the name.", spec="#section-3",
    bad=_GONE.replace("<name>Jo</name>", ""), good=_GONE, fix="Add atom:name, or leave at:by out.",
    w3c=("MissingElement",),
)  # fmt: skip


def _iri(text: str) -> Problem | None:
    answer = iri(text)
    return answer if isinstance(answer, Problem) else None


book.value(
    "TMB201", "deleted-entry-ref-not-an-iri", on="at:deleted-entry", attribute="ref", grammar=_iri, blank=True,
    says="ref is not a whole IRI: {text}: {problem}", why="No entry has such an id.", spec="#section-3",
    bad=_GONE.replace("tag:example.org,2026:1", "one"), good=_GONE, fix="Copy the id of the entry.",
    w3c=("InvalidLink",),
)  # fmt: skip
book.value(
    "TMB202", "deleted-entry-when-not-rfc3339", on="at:deleted-entry", attribute="when", grammar=dates.rfc3339,
    blank=True, says="when is not an RFC 3339 date-time: {text}: {problem}", spec="#section-3",
    why="Readers compare it with the date of the entry.", bad=_GONE.replace("2026-01-30T08:00:00Z", "yesterday"),
    good=_GONE,
    repair="rfc3339", fix="Write date, T, time and zone, as in 2026-01-30T08:00:00Z.", w3c=("InvalidRFC3339Date",),
)  # fmt: skip


@book.rule("TMB301", on="at:deleted-entry", level=ERROR, says="the entry {text} was deleted twice at one time",
           bad=_GONE + _GONE, good=_GONE, fix="Keep one of them.", spec="#section-3",
           w3c=("DuplicateValue",))  # fmt: skip
def deleted_twice(kind: Kind) -> Iterator[Where]:
    """One of them is superfluous, or its date is wrong."""
    seen: set[tuple[str, str]] = set()
    for element in kind.elements:
        key = element.get("ref"), element.get("when")
        if all(key) and key in seen:
            yield found(element.in_attribute("ref"), text=quoted(key[0]))
        seen.add(key)
