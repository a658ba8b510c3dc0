"""Raw documents → drafts of articles: one module for each kind of document, and the steps of reading a page's text."""

from feeds.convert.converted import Converted
from feeds.convert.document import DEFAULT_LIMIT, Plan, Reader, convert, convert_all, planned

__all__ = ["DEFAULT_LIMIT", "Converted", "Plan", "Reader", "convert", "convert_all", "planned"]
