"""What an article is made of, as ``anatomy`` finds it and everything after uses it."""

from dataclasses import dataclass, field
from typing import Literal

from feeds.articles.article import Picture
from feeds.convert.bylines import Byline, Dateline
from feeds.convert.rows import Row

Kind = Literal["paragraph", "heading"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or sub-heading of the text."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Anatomy:
    """The parts of one article; ``dropped`` has every row that is in none of the other fields, with the reason.

    ``dates`` are lines that may date the article. Names are kept as the keys of a dictionary: in order, each once.
    """

    headline: Row | None = None
    parts: list[Part] = field(default_factory=list)
    captions: list[tuple[str, str]] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)
    agencies: dict[str, None] = field(default_factory=dict)
    subjects: dict[str, None] = field(default_factory=dict)
    dates: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    dropped: list[tuple[Row, str]] = field(default_factory=list)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures, each by its caption and credit."""
        return tuple(Picture(text, credit) for text, credit in self.captions)

    @property
    def is_without_text(self) -> bool:
        """Whether no paragraph was found."""
        return not any(part.kind == "paragraph" for part in self.parts)

    @property
    def is_top(self) -> bool:
        """Whether it is at least the top of an article: a headline that is repeated or has a caption."""
        return self.headline is not None and (self.headline.is_repeated or bool(self.captions))

    def name(self, named: Byline) -> None:
        """Add whom a byline names."""
        self.authors.update(dict.fromkeys(named.authors))
        self.agencies.update(dict.fromkeys(named.agencies))

    def drop(self, row: Row, reason: str) -> None:
        """Note why a row is no part of the article."""
        self.dropped.append((row, reason))
