"""Atom 1.0: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287, read from top to bottom."""

from feeds.rules.formats import ATOM
from feeds.rules.rule import Book

book = Book(
    "ATM",
    "Atom 1.0",
    "https://www.rfc-editor.org/rfc/rfc4287",
    prefix="atom",
    uris=("http://www.w3.org/2005/Atom",),
    misspelt=("http://www.w3.org/2005/atom", "http://www.w3.org/2005/Atom/", "https://www.w3.org/2005/Atom"),
    formats=ATOM,
    about="Feeds and entries of Atom.",
)
