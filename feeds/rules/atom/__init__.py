"""Atom 1.0 (RFC 4287): the book, one module a chapter."""

from feeds.rules.atom import (
    addresses,
    agreement,
    content,
    dates,
    links,
    older,
    people,
    structure,
    texts,
)
from feeds.rules.atom.book import book

__all__ = ["addresses", "agreement", "book", "content", "dates", "links", "older", "people", "structure", "texts"]
