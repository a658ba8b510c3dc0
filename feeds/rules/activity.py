"""What somebody did to what: Activity Streams 1.0 in Atom, https://activitystrea.ms/specs/atom/1.0/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import ATOM, ENTRY
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Book, Where, found
from feeds.values.problem import Problem
from feeds.values.uris.parts import iri_reference

_POST: Final = (
    "<entry><title>Jo posted a note</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/><summary>News</summary>{}</entry>'
)
_DONE: Final = (
    "<activity:verb>http://activitystrea.ms/schema/1.0/post</activity:verb>"
    "<activity:object><activity:object-type>http://activitystrea.ms/schema/1.0/note</activity:object-type>"
    "</activity:object>"
)

book = Book(
    "ACT",
    "Activity Streams 1.0",
    "https://activitystrea.ms/specs/atom/1.0/",
    prefix="activity",
    uris=("http://activitystrea.ms/spec/1.0/",),
    misspelt=(
        "http://activitystrea.ms/spec/1.0",
        "https://activitystrea.ms/spec/1.0/",
        "http://www.activitystrea.ms/spec/1.0/",
    ),
    frames={"*": ATOM.replace("{}", _POST)},
    about="Who did what to which thing.",
)
_THINGS: Final = ("activity:object", "activity:target", "activity:actor", "activity:subject")
book.element("activity:verb", inside=(*ENTRY, *_THINGS), most=1)
for _name in ("object", "target", "actor"):
    book.element(f"activity:{_name}", inside=(*ENTRY, *_THINGS), text=False, open=True)
book.element("activity:subject", inside=("atom:feed", "channel", *ENTRY), text=False, open=True)
book.element("activity:object-type", inside=(*ENTRY, *_THINGS, "atom:author", "atom:source", "atom:feed"), most=1)


def _name_or_iri(text: str) -> Problem | None:
    answer = iri_reference(text)
    return answer if isinstance(answer, Problem) else None


book.value(
    "ACT201", "activity-not-an-iri", on=("activity:verb", "activity:object-type"), grammar=_name_or_iri,
    says="{element} is not an IRI: {text}: {problem}", why="Verbs and kinds of things are known by their IRIs.",
    bad="<activity:verb>was there</activity:verb><activity:object/>", good=_DONE, fix="Write the IRI of the schema.",
    w3c=("InvalidIRI",), spec="#activity.verb",
)  # fmt: skip


@book.rule("ACT101", on="atom:entry/activity:verb", level=WARNING, says="the activity has no activity:object",
           bad="<activity:verb>http://activitystrea.ms/schema/1.0/post</activity:verb>", good=_DONE,
           fix="Add activity:object.", spec="#activity.object")  # fmt: skip
def activity_without_object(kind: Kind) -> Iterator[Where]:
    """Readers cannot say what was posted, liked or shared."""
    for element in kind.elements:
        if element.parent is not None and element.parent.lacks("activity:object"):
            yield found(element)
