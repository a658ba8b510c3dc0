"""Where the earlier articles of a long site stand: on pages by month, by day, and by parts of a day.

A page is named by what all its articles have in common, the beginning of their ``place``: ``2026-03`` has the articles
of that month, and only where they are too many the links to its days, ``2026-03-05``; that has the articles of the day
or the links to its parts, ``2026-03-05-a``, and those to theirs, ``2026-03-05-a-3``. A part has the articles whose ids
have a hash that begins like that: very many of one day came in at one moment, and any other order would move some of
them from page to page when one comes or goes. So a name always means the same, and an article that comes, goes or
changes is a change of the one page that it stands on, and of those above and beside it only if a page comes or goes.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

# Lines on the front page behind the entries of the feeds: what people may still look through, or search in their
# browser, and about 110 kB, which compressed are less than a photograph. All beyond would be loaded to be passed by.
SHOWN = 500
FULL = 1000  # lines on a page by month, day or part: about 220 kB with titles of 50 letters
FOLDER: Final = "earlier"
MONTH, DAY = len("2026-03"), len("2026-03-05")
_PARTS = 8  # digits of a hash: nobody has so many articles of one day
_LENGTHS = (MONTH, *range(DAY, DAY + 2 * _PARTS + 1, 2))
# The files of pages, which sort as they have to be written: what is led to comes before what leads to it.
FILE: Final = re.compile(FOLDER + r"/([0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:-[0-9a-f]){0,8})?)\.html")
_LAST = "~"  # behind all that a place may go on with


class Links(NamedTuple):
    """The pages below a page, none where it has articles itself, and those beside it; "" where there is none."""

    below: tuple[str, ...]
    before: str
    after: str


class Shelf(NamedTuple):
    """All places there are: the first that is not less than a text (None where there is none), how many of a page.

    ``count`` may end at ``FULL + 1``.
    """

    first: Callable[[str], str | None]
    count: Callable[[str], int]


def place(published: datetime, uri: str) -> str:
    """Where an article stands."""
    digest = hashlib.sha256(uri.encode("utf-8", "backslashreplace")).hexdigest()
    return "-".join((published.astimezone(UTC).date().isoformat(), *digest[:_PARTS]))


def file(page: str) -> str:
    """The file of a page, from the site's root."""
    return f"{FOLDER}/{page}.html"


def above(page: str) -> str:
    """The page that leads to a page, "" for the front page."""
    return page.rpartition("-")[0] if len(page) > MONTH else ""


def chain(place: str) -> Iterator[str]:
    """All pages that an article may stand on, the month's first."""
    return (place[:length] for length in _LENGTHS)


def of_places(places: Sequence[str]) -> Shelf:
    """A shelf of places in their order."""

    def first(least: str) -> str | None:
        at = bisect_left(places, least)
        return places[at] if at < len(places) else None

    return Shelf(first, lambda page: bisect_right(places, page + _LAST) - bisect_left(places, page))


def end(page: str) -> str:
    """What is behind all places of a page, and before all others."""
    return page + _LAST


def standing(shelf: Shelf, newest: str, old: Sequence[str] = (), touched: Collection[str] | None = None) -> list[str]:
    """All pages up to the month of ``newest``, in their order.

    Nothing has come or gone that would stand on any but the pages ``touched`` since the ``old`` ones stood; None if
    that is not known.
    """
    pages: list[str] = []
    waiting = [one for one in _below(shelf, "") if one <= newest[:MONTH]]
    waiting.reverse()
    while waiting:
        page = waiting.pop()
        start = bisect_left(old, page)
        if touched is not None and page not in touched and start < len(old) and old[start] == page:
            pages += old[start : bisect_left(old, end(page))]
            continue
        pages.append(page)
        if len(page) < _LENGTHS[-1] and shelf.count(page) > FULL:
            waiting += reversed(list(_below(shelf, page)))
    return pages


def _below(shelf: Shelf, page: str) -> Iterator[str]:
    """The pages into which the articles of one fall."""
    length = next(one for one in _LENGTHS if one > len(page))
    found = shelf.first(page)
    while found is not None and found.startswith(page):
        yield found[:length]
        found = shelf.first(end(found[:length]))


def linked(pages: Iterable[str]) -> dict[str, Links]:
    """What each of some pages leads to; "" stands for the front page."""
    below: dict[str, list[str]] = {"": []}
    for page in sorted(pages):
        below[page] = []
        below[above(page)].append(page)
    found = {"": Links(tuple(below[""]), "", "")}
    for several in below.values():
        for before, page, after in zip(["", *several], several, [*several[1:], ""], strict=False):
            found[page] = Links(tuple(below[page]), before, after)
    return found


def sorted_in(pages: Mapping[str, Links], places: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The lines of each page that has articles: of places with their lines, those that stand on the ``pages``."""
    lines: dict[str, list[str]] = {page: [] for page, links in pages.items() if page and not links.below}
    for where, line in places:
        page = next((one for one in chain(where) if one in lines), None)
        if page is not None:
            lines[page].append(line)
    return lines
