"""Quality of texts and items, which no specification asks for: what a person notices who reads the feed."""

from feeds.rules.quality import declarations
from feeds.rules.quality.book import book

__all__ = ["book", "declarations"]
