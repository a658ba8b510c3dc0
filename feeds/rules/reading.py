"""One reading of a source: everything that a rule may ask about the document it looks at."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from feeds.rules.catalogue import Scope
from feeds.source.encoding import Decoded
from feeds.source.jsontree import JsonDocument
from feeds.source.source import Source
from feeds.source.xmltree import Document, Element
from feeds.values.text import may_have_bad_characters


class Kind(NamedTuple):
    """All elements of one name that stand in a parent of one name ("" for the root): what the generic rules look at.

    A document has few kinds and many elements; what depends on the two names alone is asked once.
    """

    parent: str
    name: str
    elements: list[Element]


@dataclass(slots=True)
class Reading:
    """The source, how its bytes were decoded, its tree (XML or JSON), its format, and the clock of the run.

    ``format`` is a word such as ``rss-2.0``, ``atom-1.0``, ``json-feed-1.1``; None where the document is none of the
    formats. ``seen`` is a scratch pad for one run: rules that look at all items put what they counted there.
    """

    source: Source
    decoded: Decoded
    now: dt.datetime
    xml: Document | None = None
    json: JsonDocument | None = None
    format: str | None = None
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    seen: dict[str, object] = field(default_factory=dict)
    scope: Scope = field(default_factory=partial(Scope, "unknown", None))

    @property
    def url(self) -> str | None:
        """Where the document is, or will be, published."""
        return self.source.url

    @property
    def may_be_broken(self) -> bool:
        """Whether any text of the document may have what ``bad_characters`` finds; several books ask it."""
        known = self.seen.get("may be broken")
        if known is None:
            known = self.seen["may be broken"] = may_have_bad_characters(self.decoded.utf8)
        return known is True

    @property
    def items(self) -> list[Element]:
        """The items or entries of an XML feed, in document order."""
        if self.xml is None or self.xml.root is None:
            return []
        root = self.xml.root
        if root.name == "atom:feed":
            return root.all("atom:entry")
        channel = root.first("channel")
        # RSS 1.0 keeps its items beside the channel, RSS 2.0 inside it.
        return [*(channel.all("item") if channel else []), *root.all("item")]
