"""Sitemaps for search engines (https://www.sitemaps.org/protocol.html), and the one for news.

News: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from feeds.emit.feed import INDEX, UNDETERMINED, Entry, Feed

SITEMAP, NEWS = "sitemap.xml", "news-sitemap.xml"
MOST, LARGEST = 50_000, 50_000_000  # addresses in a file, and about as many bytes (it may be 52,428,800)
MOST_NEWS = 1000
NEWS_DAYS: Final = dt.timedelta(days=2)
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def recent(entries: Iterable[Entry], clock: dt.datetime) -> list[Entry]:
    """The entries of the last two days, the newest 1,000.

    Nothing else of the clock goes into a file: two builds differ only when an article came or grew old between them.
    """
    fresh = [entry for entry in entries if clock - NEWS_DAYS < entry.published <= clock]
    return sorted(fresh, key=lambda entry: (-entry.published.timestamp(), entry.id))[:MOST_NEWS]


def sitemaps(
    main: Feed,
    feeds: Sequence[Feed],
    news: Sequence[Entry] | None,
    *,
    whole: bool,
    articles: Iterable[str] | None = None,
) -> dict[str, bytes]:
    """sitemap.xml of all pages (``whole``; an index of files if there are very many), news-sitemap.xml of ``news``.

    ``articles`` are the lines of the main feed's articles, where they are known already.
    """
    files: dict[str, bytes] = {}
    if whole:
        parts = list(_parts(_addresses(main, feeds, articles)))
        if len(parts) > 1:
            names = [SITEMAP.replace(".", f"-{number}.") for number in range(1, len(parts) + 1)]
            files = dict(zip(names, (_urlset(part) for part in parts), strict=True))
            lines = "".join(f"<sitemap><loc>{escape(main.channel.url(name))}</loc></sitemap>\n" for name in names)
            files[SITEMAP] = f'{_HEAD}<sitemapindex xmlns="{_NS}">\n{lines}</sitemapindex>\n'.encode()
        else:
            files[SITEMAP] = _urlset(parts[0])
    if news is not None:
        lines = "".join(_news(entry, main) for entry in news if is_here(entry, main))
        files[NEWS] = f'{_HEAD}<urlset xmlns="{_NS}" xmlns:news="{_NEWS_NS}">\n{lines}</urlset>\n'.encode()
    return files


def _addresses(main: Feed, feeds: Sequence[Feed], articles: Iterable[str] | None) -> Iterator[str]:
    """One line an address: the front pages, then the articles from the oldest on, so that full files stay full."""
    for feed in (main, *feeds):
        yield address_line(feed.channel.url(INDEX), feed.updated)
    if articles is not None:
        yield from articles
        return
    for entry in sorted(main.everything, key=lambda one: (one.article.first_created, one.published, one.id)):
        if is_here(entry, main):
            yield address_line(entry.url, entry.updated)


def is_here(entry: Entry, main: Feed) -> bool:
    """Whether the article has its home on this site; another site's addresses are not ours to list."""
    return entry.url.startswith(main.channel.home)


def _parts(lines: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for line in lines:
        if part and (len(part) == MOST or size + len(line.encode()) > LARGEST):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line.encode())
    yield part


def _urlset(lines: Iterable[str]) -> bytes:
    return f'{_HEAD}<urlset xmlns="{_NS}">\n{"".join(lines)}</urlset>\n'.encode()


def address_line(address: str, updated: dt.datetime) -> str:
    """The line of a page in a sitemap."""
    return f"<url><loc>{escape(address)}</loc><lastmod>{updated.astimezone(dt.UTC).isoformat()}</lastmod></url>\n"


def _news(entry: Entry, main: Feed) -> str:
    # ISO 639, but for the two writings of Chinese.
    language = (entry.language or main.language or UNDETERMINED).lower()
    language = language if language in {"zh-cn", "zh-tw"} else language.partition("-")[0]
    return (
        f"<url><loc>{escape(entry.url)}</loc><news:news>"
        f"<news:publication><news:name>{escape(main.title)}</news:name>"
        f"<news:language>{escape(language)}</news:language></news:publication>"
        f"<news:publication_date>{entry.published.astimezone(dt.UTC).isoformat()}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>\n"
    )
