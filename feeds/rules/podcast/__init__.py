"""The podcast namespace: the book and its rules, one module for each thing they look at."""

from feeds.rules.podcast import agreement, structure, values
from feeds.rules.podcast.book import book

__all__ = ["agreement", "book", "structure", "values"]
