"""OPML 1.0 to 2.0: its book and, by being imported here, all its rules."""

from feeds.rules.opml import structure, values
from feeds.rules.opml.book import book

__all__ = ["book", "structure", "values"]
