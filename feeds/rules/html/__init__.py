"""HTML inside feeds: what readers drop, what endangers them, what is broken, where its references lead."""

from feeds.rules.html import dangers, markup, references
from feeds.rules.html.book import book

__all__ = ["book", "dangers", "markup", "references"]
