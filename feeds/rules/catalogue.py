"""What is known of each book without opening it: read from catalogue.json, which ``make docs`` writes.

A check opens only the books that can have something to say of its document; a test holds the catalogue to the books.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from feeds.rules.rule import Book

FILE = Path(__file__).with_name("catalogue.json")


class Scope(NamedTuple):
    """What decides which books are opened.

    The format, the prefixes that are declared (None: any), the syntax, whether the document was fetched, and whether it
    silences rules.
    """

    format: str
    present: frozenset[str] | None
    json: bool = False
    http: bool = False
    inline: bool = False


class Card(NamedTuple):
    """A book's card. ``formats`` are those that any of its rules runs on, empty for all.

    ``undeclared`` are the formats in which it speaks even where its namespace is not declared: None in none, empty in
    all. ``syntax`` is json, http or inline where it looks at nothing else.
    """

    word: str
    title: str
    prefix: str | None
    uris: tuple[str, ...]
    misspelt: tuple[str, ...]
    formats: frozenset[str]
    undeclared: frozenset[str] | None
    syntax: str

    def concerns(self, scope: Scope) -> bool:
        """Whether the book can have anything to say of such a document."""
        if self.syntax == "http":
            return scope.http
        if self.syntax == "inline":
            return scope.inline
        if self.syntax and (self.syntax == "json") != scope.json:
            return False
        if self.formats and scope.format not in self.formats:
            return False
        if not self.prefix or scope.present is None or self.prefix in scope.present:
            return True
        return self.undeclared is not None and (not self.undeclared or scope.format in self.undeclared)


def read(catalogue: str) -> tuple[Card, ...]:
    """The cards of all books, in the order of BOOKS, from the text of a catalogue."""
    return tuple(
        Card(
            row["word"],
            row["title"],
            row["prefix"],
            tuple(row["uris"]),
            tuple(row["misspelt"]),
            frozenset(row["formats"]),
            None if row["undeclared"] is None else frozenset(row["undeclared"]),
            row["syntax"],
        )
        for row in json.loads(catalogue)
    )


def card(word: str, book: Book) -> dict[str, object]:
    """What catalogue.json says of a book."""
    speaking = [rule.formats for rule in book.rules] + [shape.formats for shape in book.shapes]
    formats: set[str] = set() if not all(speaking) else set().union(*speaking)
    alone = [rule.formats for rule in book.rules if rule.undeclared]
    undeclared: list[str] | None = None
    if alone:
        undeclared = [] if not all(alone) else sorted(set().union(*alone))
    on = {target.partition(":")[0].partition(" ")[0] for rule in book.rules for target in rule.on}
    return {
        "word": word,
        "title": book.title,
        "prefix": book.prefix,
        "uris": list(book.uris),
        "misspelt": list(book.misspelt),
        "formats": sorted(formats),
        "undeclared": undeclared,
        "syntax": on.pop() if on in ({"json"}, {"http"}, {"inline"}) else "",
    }


def text(named: dict[str, Book]) -> str:
    """The text of catalogue.json, one book a line."""
    rows = ",\n".join(json.dumps(card(word, book), ensure_ascii=False) for word, book in named.items())
    return f"[\n{rows}\n]\n"
