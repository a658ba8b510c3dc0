"""What converting one raw document gives."""

from dataclasses import dataclass

from feeds.articles.article import Draft, Dropped
from feeds.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Converted:
    """The articles of one document, every line that is in none of them, and what could not be read.

    ``drafts`` stand in the order of the document. ``dropped`` has all lines that are in no article, each once, in
    order (an article's own ``dropped`` are among them). ``errors`` are for a person; with errors there may still be
    drafts: one bad article does not take the page's others with it.
    """

    drafts: tuple[Draft, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    errors: tuple[DocumentError, ...] = ()
