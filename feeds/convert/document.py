"""Any raw document: what kind it is, and the module that reads that kind."""

from feeds.convert.converted import Converted

DEFAULT_LIMIT = 10_000_000


def convert(name: str, data: bytes, *, limit: int = DEFAULT_LIMIT, language: str | None = None) -> Converted:
    """The articles of a document.

    ``name`` is its path as messages and provenance should give it; ``limit`` the most bytes that are read;
    ``language`` (BCP 47) replaces detection. Nothing is raised for what is wrong with the document: it is in
    ``errors``.
    """
    raise NotImplementedError
