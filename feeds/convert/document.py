"""Any raw document: what kind it is, and the module that reads that kind."""

import re

from feeds.convert.converted import Converted
from feeds.convert.decoding import decode
from feeds.convert.pagetext import page_text
from feeds.convert.records import article_records
from feeds.errors import DocumentError

DEFAULT_LIMIT = 10_000_000  # bytes
MARKUP = re.compile(r"\s{0,200}<(?:!doctype\s+html|html|\?xml|rss|feed)[\s>]", re.IGNORECASE)


def convert(name: str, data: bytes, *, limit: int = DEFAULT_LIMIT, language: str | None = None) -> Converted:
    """The articles of a document: the text of a news page, or article records in JSON (a name that ends in .json).

    ``name`` is its path as messages and provenance should give it; ``limit`` the most bytes that are read;
    ``language`` (BCP 47) replaces detection. Nothing is raised for what is wrong with the document: it is in
    ``errors``.
    """
    try:
        decoded = decode(name, data, limit)
    except DocumentError as wrong:
        return Converted(errors=(wrong,))
    if name.lower().endswith(".json"):
        return article_records(name, data, decoded.text)
    if MARKUP.match(decoded.text[:400]):
        says = "it is markup (HTML or XML), not the text of a page. Save the page as plain text, and convert that."
        return Converted(errors=(DocumentError(name, says, 1),))
    return page_text(name, data, decoded.text, language)
