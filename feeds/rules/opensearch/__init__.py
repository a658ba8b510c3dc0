"""OpenSearch: its book and, by being imported here, all its rules."""

from feeds.rules.opensearch import description, queries
from feeds.rules.opensearch.book import book

__all__ = ["book", "description", "queries"]
