"""The archive of a feed: which articles are on which page (RFC 5005 §4, https://www.rfc-editor.org/rfc/rfc5005#section-4).

Pages are filled from the oldest article to the newest, in the order in which the articles were first published here;
only full ones are published. So a page never changes because of an article that comes later: readers ask for a page
once and never again. What fills no page yet is in the feed itself. Nothing is in two documents, and nothing in none.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple


class Slot(NamedTuple):
    """The place of an article in an archive; one that is gone keeps it, so that the others stay where they are."""

    first: dt.datetime
    published: dt.datetime
    uri: str


class Pages(NamedTuple):
    """The uris on each full page, the oldest page first, and those that the feed itself has to hold."""

    full: tuple[tuple[str, ...], ...]
    rest: tuple[str, ...]


def paginated(slots: Sequence[Slot], size: int, limit: int) -> Pages:
    """Pages of ``size`` articles each; the feed keeps at most ``limit`` and at least ``limit`` - ``size`` + 1 of them.

    Of fewer than ``limit`` + 1 articles none is archived. ``size`` is from 1 to ``limit``.
    """
    uris = [slot.uri for slot in sorted(slots)]
    count = max(0, (len(uris) - (limit - size + 1)) // size)
    full = tuple(tuple(uris[at : at + size]) for at in range(0, count * size, size))
    return Pages(full, tuple(uris[count * size :]))
