"""Lists that can be sorted and grouped: Simple List Extensions 1.0a.

https://learn.microsoft.com/en-us/previous-versions/windows/desktop/gg427659(v=vs.85)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import FEED, RSS
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Book, Where, found
from feeds.values import counts
from feeds.values.problem import Problem

_SORT: Final = (
    '<cf:listinfo><cf:sort ns="https://example.org/b" element="year" label="Year" data-type="date"/></cf:listinfo>'
)

book = Book(
    "CFL",
    "Simple List Extensions",
    "https://learn.microsoft.com/en-us/previous-versions/windows/desktop/gg427659(v=vs.85)",
    prefix="cf",
    uris=("http://www.microsoft.com/schemas/rss/core/2005",),
    misspelt=(
        "https://www.microsoft.com/schemas/rss/core/2005",
        "http://www.microsoft.com/schemas/rss/core/2005/",
        "http://www.microsoft.com/schemas/rss/core/2005/internal",
    ),
    frames={"*": RSS},
    about="Feeds that are whole lists, and by what people may sort and group them.",
)
book.element("cf:treatAs", inside=FEED, most=1)
book.element("cf:listinfo", inside=FEED, most=1, text=False)
book.element("cf:sort", inside="cf:listinfo", text=False, attributes=("ns", "element", "label", "data-type", "default"))
book.element("cf:group", inside="cf:listinfo", attributes=("ns", "element", "label"), text=False)
book.element("cf:itemId", inside=("item", "atom:entry"), most=1)
book.element("cf:read", inside=("item", "atom:entry"), most=1)


def _list(text: str) -> str | Problem:
    return counts.choice(text, ("list",))


def _type(text: str) -> str | Problem:
    return counts.choice(text, ("date", "number", "text"))


book.value(
    "CFL201", "treated-as-nothing-known", on="cf:treatAs", grammar=_list, blank=True,
    says="cf:treatAs has no known value: {text}: {problem}", why="Readers know no other kind of feed than the list.",
    bad="<cf:treatAs>table</cf:treatAs>", good="<cf:treatAs>list</cf:treatAs>", fix="Write list, or leave it out.",
)  # fmt: skip
book.value(
    "CFL202", "sorted-as-unknown-type", on="cf:sort", attribute="data-type", grammar=_type, blank=True, level=WARNING,
    says="data-type has no known value: {text}: {problem}", why="Readers sort the values as texts then.",
    bad=_SORT.replace('"date"', '"integer"'), good=_SORT, fix="Write date, number or text.",
)  # fmt: skip


@book.rule("CFL101", on=("cf:sort", "cf:group"), level=ERROR, says="{element} has no {name}",
           bad=_SORT.replace(' element="year"', "").replace(' label="Year"', ""), good=_SORT,
           fix="Name the element; without one, give a label for the order in which the items stand.")  # fmt: skip
def sort_by_nothing(kind: Kind) -> Iterator[Where]:
    """Readers can offer the order only when they know by what, or at least how to call it."""
    for element in kind.elements:
        if "element" not in element.attributes and ("label" not in element.attributes or kind.name == "cf:group"):
            yield found(
                element, element=element.name, name="element" if kind.name == "cf:group" else "element and no label"
            )
