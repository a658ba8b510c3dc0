"""Apple's elements for podcasts: the book, and its rules by what they look at."""

from feeds.rules.itunes import apple, categories, values
from feeds.rules.itunes.book import book

__all__ = ["apple", "book", "categories", "values"]
