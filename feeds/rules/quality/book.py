"""The book of text quality: what no specification forbids and no reader mends. One view of the items serves all rules.

Each rule is a part of one look (``judge``), which asks first what costs least.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.entries import entries
from feeds.rules.formats import ATOM, JSON, RDF, RSS, RSS11
from feeds.rules.quality.items import dates, repeats
from feeds.rules.quality.tongues import tongues
from feeds.rules.quality.wording import broken, endings
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, WARNING, Book, Level, Where, part
from feeds.source.jsontree import Member
from feeds.source.xmltree import Element

SPEC: Final = "https://www.rssboard.org/rss-profile"
_CHANNEL: Final = "<title>News</title><link>https://example.org/</link><description>All the news</description>"

book = Book(
    "TXT",
    "Quality of text and items",
    SPEC,
    formats=RSS | RDF | RSS11 | ATOM | JSON,
    about="What readers show as it stands, though nobody wanted it so: broken characters, another language, no dates.",
)


def channel(*items: str, head: str = "") -> str:
    """A feed with these items, for an example."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel>{_CHANNEL}{head}{inside}</channel></rss>'


def dated(*days: str, clock: str = "08:15:00", text: str = "") -> str:
    """A feed with one item a day of January 2026, for an example."""
    return channel(*(f"<title>{day}</title><pubDate>{day} Jan 2026 {clock} +0000</pubDate>{text}" for day in days))


def _where_items_belong(reading: Reading) -> Element | Member | None:
    """The element or array that has no items, where it is whole and such documents have some."""
    if reading.json is not None:
        items = reading.json.root.get("items") if reading.json.root is not None else None
        return items if items is not None and items.value == [] else None
    root = reading.xml.root if reading.xml is not None and reading.xml.fatal is None else None
    if root is None or root.name == "atom:feed":
        return root
    channel = root.first("channel")
    return channel if channel is not None and root.name in {"rss", "rdf:RDF"} else root.first("items")


def judge(reading: Reading) -> Iterator[Where]:
    """Everything there is to say about the items of a feed and their texts."""
    found = entries(reading)
    if not found:
        place = _where_items_belong(reading)
        if place is not None:
            yield part("empty", place)
        return
    yield from dates(found, reading)
    yield from repeats(found, reading)
    yield from endings(found)
    yield from broken(found, reading)
    yield from tongues(found, reading)


def quality(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str, spec: str = "",
            level: Level = ADVICE, w3c: str = "") -> None:  # fmt: skip
    """Declare the rule for one part of what ``judge`` finds."""
    book.rule(code, on="document", level=level, says=says, bad=bad, good=good, fix=fix, spec=spec or SPEC,
              w3c=(w3c,) if w3c else (), name=name, why=why, part=which)(judge)  # fmt: skip


__all__ = ["ADVICE", "WARNING", "book", "channel", "dated", "judge", "quality"]
