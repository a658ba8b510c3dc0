"""What a fetched document leads to when it is no feed itself: the feeds of a page, the addresses of a sitemap."""

from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from feeds.fetch.discover import is_page, offers
from feeds.fetch.lists import is_sitemap, listing
from feeds.source.source import Source

# What the last part of a feed's address says: there, a page in place of the feed is a defect, and told as one.
FEED_WORDS = frozenset({"feed", "feeds", "rss", "rss2", "atom", "rdf", "index.xml"})
FEED_ENDS = (".rss", ".atom", ".rdf", ".xml", ".json", ".opml", ".jsonfeed")

Kind = Literal["page", "sitemap", "index"]


class Leads(NamedTuple):
    """What a document is, and where it leads; the addresses of a page are feeds, those of an index sitemaps."""

    kind: Kind
    urls: tuple[str, ...]


def leads(source: Source) -> Leads | None:
    """Where a document leads; None for a feed, for what did not come, and for what nothing is known of.

    A page that names no feed leads nowhere: ``urls`` is empty.
    """
    answer = source.delivery.answer if source.delivery is not None else None
    if answer is None or answer.status != 200 or not source.data:
        return None
    if is_sitemap(source.data):
        found = listing(source.data, source.url)
        return Leads("index" if found.kind == "index" else "sitemap", found.names)
    if not is_page(source.data, source.media_type):
        return None
    return Leads("page", tuple(each.url for each in offers(source.data, source.url or source.name, source.media_type)))


def speaks_of_a_feed(url: str) -> bool:
    """Whether an address promises a feed, so that a page there is a defect and no way to one."""
    try:
        last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    except ValueError:
        return False
    return last in FEED_WORDS or (last.endswith(FEED_ENDS) and "sitemap" not in last)
