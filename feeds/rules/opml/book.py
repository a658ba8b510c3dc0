"""The book of OPML: which elements it has, and the frames of its examples.

Sources: OPML 2.0, http://opml.org/spec2.opml; OPML 1.0, http://opml.org/spec1.opml (1.1 is read as 1.0).
"""

from __future__ import annotations

from feeds.rules.formats import OPML
from feeds.rules.rule import Book

_HEAD = "<head><title>Feeds</title></head>"
_BODY = "<body>{}</body>"
OUTLINE = '<outline text="News"/>'

book = Book(
    "OPM",
    "OPML 1.0 to 2.0",
    "http://opml.org/spec2.opml",
    prefix="",
    formats=OPML,
    frames={
        "outlineDocument": "{}",
        "head": f'<opml version="2.0">{{}}{_BODY.format(OUTLINE)}</opml>',
        "body": f'<opml version="2.0">{_HEAD}{{}}</opml>',
        "outline": f'<opml version="2.0">{_HEAD}{_BODY}</opml>',
        "*": f'<opml version="2.0"><head>{{}}</head>{_BODY.format(OUTLINE)}</opml>',
    },
    about="Outlines, above all lists of subscriptions, which readers import and export.",
)

_ROOTS = ("opml", "outlineDocument")
HEAD = (
    "title", "dateCreated", "dateModified", "ownerName", "ownerEmail", "ownerId", "docs", "expansionState",
    "vertScrollState", "windowTop", "windowLeft", "windowBottom", "windowRight",
)  # fmt: skip
FULL = frozenset(
    ("text", "type", "isComment", "isBreakpoint", "created", "category", "title", "description", "htmlUrl", "language",
     "xmlUrl", "version", "url")
)  # fmt: skip
"""The attributes that an outline may have."""

OUTLINES = ("body/outline", "outline/outline")
"""Outlines where they belong; one elsewhere is reported as misplaced, and importers never see it."""

book.element("opml", inside="", attributes=("version",), text=False)
book.element("outlineDocument", inside="", text=False)
book.element("head", inside=_ROOTS, most=1, text=False)
book.element("body", inside=_ROOTS, most=1, text=False)
for name in HEAD:
    book.element(name, inside="head", most=1)
book.element("outline", inside=("body", "outline"), attributes=None, text=False)


def outline(attributes: str, children: str = "") -> str:
    """An outline for an example."""
    return f'<outline text="One"{" " * bool(attributes)}{attributes}>{children}</outline>' if children else (
        f'<outline text="One"{" " * bool(attributes)}{attributes}/>')  # fmt: skip


def is_a(kind: str, attributes: dict[str, str]) -> bool:
    """Whether an outline's type is a word; readers do not mind small or capital letters."""
    return attributes.get("type", "").strip().lower() == kind
