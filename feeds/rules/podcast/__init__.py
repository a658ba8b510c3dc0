"""The podcast namespace: the book, and its rules by what they look at."""

from feeds.rules.podcast import agreement, structure, values
from feeds.rules.podcast.book import book

__all__ = ["agreement", "book", "structure", "values"]
