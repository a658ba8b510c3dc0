"""Vocabularies in general: what stands where, how often, and under which namespace – read from the books."""

from feeds.rules.namespaces import elements, misspelt, prefixes
from feeds.rules.namespaces.book import book

__all__ = ["book", "elements", "misspelt", "prefixes"]
