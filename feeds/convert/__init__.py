"""Raw documents → drafts of articles: one module for each kind of document, and the steps of reading a page's text."""

from feeds.convert.converted import Converted
from feeds.convert.document import DEFAULT_LIMIT, convert, convert_all

__all__ = ["DEFAULT_LIMIT", "Converted", "convert", "convert_all"]
