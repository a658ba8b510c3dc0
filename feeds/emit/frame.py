"""What all pages share: the head with its autodiscovery links, the name of the site, dates in words."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from feeds.emit import atom, jsonfeed, rss
from feeds.emit.characters import Removed, block
from feeds.emit.feed import ATOM, ICON, INDEX, JSON_FEED, OPML, RSS, Channel, Feed, direction
from feeds.emit.style import CSS

# In the order in which readers should prefer them: many take the first (https://www.rssboard.org/rss-autodiscovery).
FEEDS = (("RSS", RSS, rss.MEDIA_TYPE), ("Atom", ATOM, atom.MEDIA_TYPE), ("JSON Feed", JSON_FEED, jsonfeed.MEDIA_TYPE))

# Nothing runs here and nothing is fetched but pictures and sound, whatever an article contains.
_POLICY = "default-src 'none'; img-src * data:; media-src *; style-src 'unsafe-inline'; base-uri 'none'"
# Not strftime's, which are the locale's.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def formats(channel: Channel) -> tuple[tuple[str, str, str], ...]:
    """Name, file and media type of each format that a feed has."""
    there = dict(channel.files)
    return tuple(each for each in FEEDS if each[1] in there)


def page(
    feed: Feed, *, title: str, description: str, url: str, up: str, language: str | None, head: str, main: str
) -> bytes:
    """A whole page in UTF-8.

    ``up`` leads from the page to the site's root (``""`` or ``"../"``), so that the pages also work when they are
    opened from a disk; ``head`` and ``main`` are HTML, everything else is text.
    """
    channel = feed.channel
    siblings = () if up else feed.siblings  # on the front page only: an article need not change with the list of feeds
    discovery = _discovery(((channel, feed.title), *((each.channel, each.title) for each in siblings)))
    links = _links(channel, up)
    known = language or feed.language or ""
    english = foreign("en", known[:2])
    lang = f' lang="{escape(known)}"' if known else ""
    icon = escape(channel.icon or f"{up}{ICON}")
    # The front page says the name and the feeds large enough.
    front = f"{up}{channel.file(INDEX)}"
    header = f"""<header class="site"><a class="name" href="{front}"{foreign(feed.language, known)}>\
{escape(feed.title)}</a>
<nav class="feeds"{english} aria-label="Feeds">{links}</nav></header>
"""
    before = f"""<!DOCTYPE html>
<html{lang} dir="{direction(known)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<meta name="description" content="{escape(description)}">
<link rel="canonical" href="{escape(url)}">
{discovery}
<link rel="icon" href="{icon}">
{head}
<style>
"""
    after = f"""</style>
</head>
<body>
{header if up and not channel.folder else ""}<main>
{main}
</main>
<footer{english}>
<p>New here? Every article of this site also comes by feed: <a href="{front}#subscribe">how to subscribe</a>, \
or <a href="{up}{OPML}">import the subscription (OPML)</a>.</p>
</footer>
</body>
</html>
"""
    # The style is as it should be, and the longest part of most pages.
    return f"{block(before, Removed())}{CSS}{block(after, Removed())}".encode()


@lru_cache(maxsize=16)
def _discovery(feeds: Sequence[tuple[Channel, str]]) -> str:
    """The links by which readers find feeds, each with its title; the same for all pages of a kind."""
    return "\n".join(
        f'<link rel="alternate" type="{media_type}" href="{escape(one.url(path))}" title="{escape(named)} ({name})">'
        for one, named in feeds
        for name, path, media_type in formats(one)
    )


@lru_cache(maxsize=16)
def _links(channel: Channel, up: str) -> str:
    return " · ".join(f'<a href="{up}{escape(channel.file(path))}">{name}</a>' for name, path, _ in formats(channel))


def foreign(language: str | None, around: str | None) -> str:
    """The attributes for words in ``language`` inside a page in the language ``around`` it."""
    if language is None or language == around:
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'


def ours(html: str, around: str | None) -> str:
    """Our own English words inside a text in the language ``around`` them; they keep their direction there."""
    return html if (around or "").startswith("en") else f'<bdi lang="en" dir="ltr">{html}</bdi>'


def names(authors: Sequence[str]) -> str:
    """Who wrote it, in whatever script: names from right to left move nothing of what stands beside them."""
    text = escape(", ".join(authors))
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    return f"<bdi>{text}</bdi>" if turned else text


def day(moment: dt.date) -> str:
    """``26 February 2025``."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def month(moment: dt.date, *, has_year: bool = True) -> str:
    """``February 2025``, or ``February``."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}" if has_year else _MONTHS[moment.month - 1]


def time(moment: dt.datetime, *, whole_day: bool) -> str:
    """A ``time`` element: the day alone where only the day is known, else with the time of day and UTC."""
    moment = moment.astimezone(dt.UTC)
    if whole_day:
        return f'<time datetime="{moment.date().isoformat()}">{day(moment)}</time>'
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f'<time datetime="{stamp}">{day(moment)}, {moment:%H:%M} UTC</time>'
