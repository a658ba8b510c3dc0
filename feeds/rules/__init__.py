"""What can be wrong with a feed: one book a format or namespace, all of them listed here by one word each."""

import importlib
from functools import cache, lru_cache

from feeds.rules import catalogue
from feeds.rules.catalogue import Card, Scope
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
    "inline",
    "net",
)


def open_book(word: str) -> Book:
    """The book of a word of BOOKS."""
    book = importlib.import_module(f"feeds.rules.{word}").book
    assert isinstance(book, Book)
    return book


@cache
def books() -> tuple[Book, ...]:
    """All books, in the order of BOOKS."""
    return tuple(open_book(word) for word in BOOKS)


@cache
def cards() -> tuple[Card, ...]:
    """The cards of all books, in the order of BOOKS; from the books themselves where the catalogue lacks one."""
    stored = catalogue.read(catalogue.FILE.read_text("utf-8"))
    if tuple(card.word for card in stored) == BOOKS:
        return stored
    return catalogue.read(catalogue.text({word: open_book(word) for word in BOOKS}))


@lru_cache(maxsize=256)
def books_for(scope: Scope) -> tuple[Book, ...]:
    """The books that can have something to say of a document: no other is opened."""
    return tuple(open_book(card.word) for card in cards() if card.concerns(scope))


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
    return {uri: card.prefix for card in cards() if card.prefix is not None for uri in (*card.uris, *card.misspelt)}
