"""Media RSS: the book, and its rules by what they look at."""

from feeds.rules.media import agreement, texts, values
from feeds.rules.media.book import book

__all__ = ["agreement", "book", "texts", "values"]
