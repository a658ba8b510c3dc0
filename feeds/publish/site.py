"""What a web server has to be told of a site: which files are feeds, which hubs they name, how often they change."""

import datetime as dt
import itertools
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from feeds.publish.media import TYPES, Kind

# Seconds. A reader asks again after a quarter of an hour to a day; what is fetched in vain costs both sides.
_AGES = (60, 300, 900, 1800, 3600)
_SHARE = 20  # a feed may be kept for this part of the time between two articles
_LOOKED_AT = 50  # dates, the newest


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed of the site: its path, its format, and the hubs that it names."""

    path: str
    kind: Kind
    hubs: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """Its Content-Type, with the charset where the type has one."""
        return TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: the public address of its folder, with a slash at the end, and its feeds by path.

    ``feed_age`` is how long caches may keep a feed, in seconds. ``root`` is the folder on the server's disk.
    """

    home: str
    feeds: tuple[FeedFile, ...]
    feed_age: int
    root: str

    @property
    def host(self) -> str:
        """The machine's name, without a port."""
        return urlsplit(self.home).hostname or "localhost"

    @property
    def port(self) -> int | None:
        """The port, where the address has one."""
        return urlsplit(self.home).port

    @property
    def prefix(self) -> str:
        """The path of the site's folder on the web, from / to /."""
        return urlsplit(self.home).path or "/"

    def url(self, feed: FeedFile) -> str:
        """The public address of a feed."""
        return self.home + quote(feed.path)

    def links(self, feed: FeedFile) -> str:
        """The value of a Link header for a feed (RFC 8288; WebSub section 4), "" for one without a hub."""
        if not feed.hubs:
            return ""
        hubs = [f'<{hub}>; rel="hub"' for hub in feed.hubs]
        return ", ".join([f'<{self.url(feed)}>; rel="self"', *hubs])


def feed_age(dates: Iterable[dt.datetime]) -> int:
    """How long caches may keep a feed whose articles have these dates, in seconds: from a minute to an hour."""
    newest: Sequence[dt.datetime] = sorted(set(dates), reverse=True)[:_LOOKED_AT]
    gaps = [(later - earlier).total_seconds() for later, earlier in itertools.pairwise(newest)]
    if not gaps:
        return _AGES[2]
    wanted = statistics.median(gaps) / _SHARE
    return max((age for age in _AGES if age <= wanted), default=_AGES[0])
