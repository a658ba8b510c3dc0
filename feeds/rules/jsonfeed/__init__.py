"""JSON Feed 1.0 and 1.1: its book and, by being imported here, all its rules."""

from feeds.rules.jsonfeed import agreement, structure, syntax, texts, values
from feeds.rules.jsonfeed.book import book

__all__ = ["agreement", "book", "structure", "syntax", "texts", "values"]
