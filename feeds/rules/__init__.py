"""What can be wrong with a feed: one book a format or namespace, all of them listed here by one word each."""

import importlib
from functools import cache

from feeds.rules.rule import Book, Rule

BOOKS = (
    "wellformed",
    "namespaces",
    "rss",
    "rdf",
    "rss11",
    "rdf_syntax",
    "atom",
    "atom03",
    "xhtml",
    "app",
    "history",
    "jsonfeed",
    "html",
    "quality",
    "opml",
    "opensearch",
    "fb",
    "turbo",
    "yandex",
    "snf",
    "rawvoice",
    "psc",
    "spotify",
    "googleplay",
    "webfeeds",
    "source",
    "yt",
    "cc",
    "creativecommons",
    "feedburner",
    "conversations",
    "access",
    "podcast",
    "media",
    "itunes",
    "dc",
    "content",
    "sy",
    "slash",
    "wfw",
    "thr",
    "geo",
    "icbm",
    "geourl",
    "trackback",
    "admin",
    "ev",
    "blogchannel",
    "dcterms",
    "sx",
    "georss",
    "gml",
    "g",
    "at",
    "cf",
    "activity",
    "prism",
    "wiki",
    "pingback",
    "ag",
    "l",
    "annotate",
    "cp",
    "taxo",
)


@cache
def books() -> tuple[Book, ...]:
    """All books, in the order of BOOKS."""
    return tuple(importlib.import_module(f"feeds.rules.{name}").book for name in BOOKS)


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their books.

    Raises ValueError when two rules share a code or a name: a mistake of ours, found by the first test that runs.
    """
    by_code: dict[str, Rule] = {}
    names: set[str] = set()
    for book in books():
        for rule in book.rules:
            if rule.code in by_code or rule.name in names:
                raise ValueError(f"{rule.code} {rule.name}: the code or the name is taken")
            by_code[rule.code] = rule
            names.add(rule.name)
    return by_code


@cache
def vocabulary() -> dict[str, str]:
    """Namespace URI to canonical prefix, misspelt URIs among them; "" for RSS, whose elements need no namespace."""
    return {uri: book.prefix for book in books() if book.prefix is not None for uri in (*book.uris, *book.misspelt)}
