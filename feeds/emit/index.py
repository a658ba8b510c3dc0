"""The front page: how to subscribe, and the articles, newest first."""

import datetime as dt
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from feeds.emit import shelves
from feeds.emit.feed import INDEX, OPML, RSS, Entry, Feed, Sibling, page_path
from feeds.emit.frame import foreign, formats, month, names, ours, page, time
from feeds.emit.page import only_day


class Beyond(NamedTuple):
    """The lines (``earlier_line``) of earlier articles that the front page has, and the months that have pages."""

    lines: Sequence[str]
    months: Sequence[str] = ()


def index_page(feed: Feed, earlier: Beyond | None = None) -> bytes:
    """index.html: the entries of the feeds with their summaries, some earlier articles by title, others by month.

    ``earlier`` is what it says of the earlier articles, where that is known already; else it is one line for each.
    """
    if earlier is None:
        earlier = Beyond([earlier_line(entry, feed) for entry in feed.earlier])
    entries = "\n".join(_entry(entry, feed) for entry in feed.entries)
    main = f"""<div class="masthead"><h1>{escape(feed.title)}</h1>{_description(feed)}</div>
{_subscribe(feed)}{_others(feed)}
<ol class="list">
{entries}
</ol>{_earlier(earlier.lines)}{_by_month(earlier.months, feed)}"""
    return page(
        feed,
        title=feed.title,
        description=feed.description,
        url=feed.channel.url(INDEX),
        up=_up(feed),
        language=None,
        head='<meta property="og:type" content="website">',
        main=main,
    )


def _description(feed: Feed) -> str:
    return f"<p>{escape(feed.description)}</p>" if feed.description != feed.title else ""


def _subscribe(feed: Feed) -> str:
    """Plain words and addresses to copy; one click in a ``code`` element selects all of it."""
    addresses = "\n".join(
        f"<dt>{name}</dt><dd><code>{escape(feed.channel.url(path))}</code></dd>"
        for name, path, _ in formats(feed.channel)
    )
    count = len(feed.channel.files)
    first = "RSS always works" if feed.channel.files[0][0] == RSS else "the first is the one most readers know"
    which = {3: "All three hold", 2: "Both hold"}.get(count, "")
    which = f" {which} the same articles, so take whichever your reader knows: {first}." if which else ""
    these = "one of these addresses" if which else "this address"
    return f"""<section class="subscribe" id="subscribe"{foreign("en", (feed.language or "")[:2])}>
<h2>Subscribe</h2>
<p>A feed reader shows you new articles as they appear; no account, no tracking. Copy {these} \
into yours.{which}</p>
<dl>
{addresses}
</dl>
<p>Or <a href="{_up(feed)}{OPML}" type="text/x-opml" download>download \
{"all subscriptions" if feed.siblings or feed.channel.folder else "the subscription"} as an OPML file</a>, which every \
reader can import.</p>
</section>"""


def _up(feed: Feed) -> str:
    return "../" * feed.channel.folder.count("/")


def _others(feed: Feed) -> str:
    """The site's other feeds, which have front pages of their own."""
    if not feed.siblings:
        return ""
    lines = "\n".join(
        f'<li{foreign(one.language, feed.language)}><a href="{escape(one.channel.file(INDEX))}">{escape(one.title)}</a>'
        f"{_about(one)}</li>"
        for one in feed.siblings
    )
    return f"""
<section class="earlier"><h2{foreign("en", (feed.language or "")[:2])}>More feeds</h2>
<ul>
{lines}
</ul></section>"""


def _about(one: Sibling) -> str:
    return f' <span class="meta">{escape(one.description)}</span>' if one.description != one.title else ""


def _entry(entry: Entry, feed: Feed) -> str:
    attributes = foreign(entry.language, feed.language)
    return f"""<li{attributes}><p class="meta">{ours(_byline(entry, feed), entry.language)}</p>
<h2><a href="{_up(feed)}{page_path(entry.article.slug)}">{escape(entry.title)}</a></h2>
<p>{escape(entry.summary)}</p></li>"""


def _byline(entry: Entry, feed: Feed) -> str:
    """When, and by whom if it is not the publisher."""
    when = time(entry.published, whole_day=only_day(entry))
    return when if entry.authors == (feed.author,) else f"{when} · {names(entry.authors)}"


def earlier_line(entry: Entry, feed: Feed) -> str:
    """The line of an article that is no longer in the feeds."""
    return (
        f"<li{foreign(entry.language, feed.language)}>"
        f'<a href="{_up(feed)}{page_path(entry.article.slug)}">{escape(entry.title)}</a>'
        f' <span class="meta">{time(entry.published, whole_day=only_day(entry))}</span></li>'
    )


def _earlier(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    listed = "\n".join(lines)
    return f'\n<section class="earlier"><h2>Earlier</h2>\n<ul>\n{listed}\n</ul></section>'


def _by_month(months: Sequence[str], feed: Feed) -> str:
    """The pages of articles by month, a line a year, the newest first."""
    if not months:
        return ""
    years = [
        f"<li>{int(year)}: {'&#160;· '.join(_month(one, feed) for one in several)}</li>"
        for year, several in groupby(sorted(months, reverse=True), key=lambda one: one[:4])
    ]
    listed = "\n".join(years)
    english = foreign("en", (feed.language or "")[:2])
    # The style is here, since a change of the style sheet would be one of every page of every site.
    return (
        f'\n<section class="earlier" style="margin-top:1.5rem"{english}><h2>Earlier, by month</h2>\n'
        f"<ul>\n{listed}\n</ul></section>"
    )


def _month(name: str, feed: Feed) -> str:
    said = month(dt.date.fromisoformat(f"{name}-01"), has_year=False)
    return f'<a href="{_up(feed)}{shelves.file(name)}">{said}</a>'
