"""Atom 0.3, the draft of 2003: recognised, so that its name can be told; its elements are not looked at.

Source: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287, which replaced it. The rule stands in the book of Atom.
"""

from feeds.rules.rule import Book

book = Book(
    "ATO",
    "Atom 0.3",
    "https://www.rfc-editor.org/rfc/rfc4287",
    prefix="atom03",
    uris=("http://purl.org/atom/ns#",),
    formats=frozenset({"atom-0.3"}),
    about="A draft that was replaced by Atom 1.0 in 2005.",
    closed=False,
)
