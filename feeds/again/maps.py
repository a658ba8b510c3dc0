"""Sitemaps after a patch: a line for each article that is shown, as the tables have it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from feeds.again.memory import Memory, Row, at, seconds
from feeds.emit.feed import Entry, Feed
from feeds.emit.sitemap import MOST_NEWS, NEWS_DAYS, address_line, sitemaps
from feeds.emit.spec import Site

_ALL = "SELECT url, apart FROM articles WHERE shown AND url != '' ORDER BY first, published, uri"
_NEWS = "WHERE shown AND published > ? AND published <= ? ORDER BY published DESC, uri LIMIT ?"


def maps(
    memory: Memory, site: Site, main: Feed, feeds: Sequence[Feed], clock: dt.datetime, entry: Callable[[Row], Entry]
) -> dict[str, bytes] | None:
    """The sitemaps that ``site`` wants, of the main and the other feeds; None where they have become more or fewer."""
    if not site.sitemap and not site.news:
        return {}
    # What was published at the very moment two days ago is no news, and moments have whole seconds.
    now = seconds(clock.replace(microsecond=0))
    rows = memory.rows(_NEWS, now - round(NEWS_DAYS.total_seconds()), now, MOST_NEWS) if site.news else iter(())
    news = [entry(row) for row in list(rows)]
    made = sitemaps(main, feeds, news if site.news else None, whole=site.sitemap, articles=_lines(memory))
    known = memory.fact("maps")
    return made if sorted(made) == known else None


def _lines(memory: Memory) -> Iterator[str]:
    for url, apart in memory.tables.execute(_ALL):
        yield address_line(url, at(apart, 0))
