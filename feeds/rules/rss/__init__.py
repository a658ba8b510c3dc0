"""RSS 0.91, 0.92 and 2.0, and what all formats called RSS share: the book, one module a chapter."""

from feeds.rules.rss import addresses, agreement, dates, extensions, guids, inherited, people, structure, texts, values
from feeds.rules.rss.book import book

__all__ = [
    "addresses",
    "agreement",
    "book",
    "dates",
    "extensions",
    "guids",
    "inherited",
    "people",
    "structure",
    "texts",
    "values",
]
