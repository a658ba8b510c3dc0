"""The pages of earlier articles by month, where they are too many for the front page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from feeds.emit import shelves
from feeds.emit.feed import INDEX, Feed
from feeds.emit.frame import day, foreign, month, page
from feeds.emit.index import Beyond, earlier_line
from feeds.emit.shelves import DAY, MONTH, Links


def earlier(feed: Feed) -> tuple[Beyond, dict[str, bytes]]:
    """What the front page says of the earlier articles, and the pages by month, what is led to before what leads to it.

    A month has a page as soon as one of its articles is too early for the front page, and then all are on it: so a new
    article pushes none from page to page.
    """
    lines = [earlier_line(entry, feed) for entry in feed.earlier[: shelves.SHOWN]]
    if len(feed.earlier) <= shelves.SHOWN:
        return Beyond(lines), {}
    everything = sorted(feed.everything, key=lambda entry: (-entry.published.timestamp(), entry.id))
    places = [shelves.place(entry.published, entry.id) for entry in everything]
    first = feed.earlier[shelves.SHOWN]
    newest = shelves.place(first.published, first.id)
    links = shelves.linked(shelves.standing(shelves.of_places(sorted(places)), newest))
    placed = (
        (where, earlier_line(entry, feed))
        for where, entry in zip(places, everything, strict=True)
        if where[:MONTH] <= newest[:MONTH]
    )
    there = shelves.sorted_in(links, placed)
    files = {shelves.file(one): earlier_page(feed, one, links[one], there.get(one, ())) for one in links if one}
    return Beyond(lines, links[""].below), dict(sorted(files.items()))


def earlier_page(feed: Feed, name: str, links: Links, lines: Iterable[str]) -> bytes:
    """A page of earlier articles: the ``lines`` that the front page would have, newest first, or links to its parts."""
    said = _said(name)
    english = foreign("en", (feed.language or "")[:2])
    beside = [(rel, one) for rel, one in (("prev", links.before), ("next", links.after)) if one]
    # The lines are the front page's, which is one folder above.
    listed = [line.replace('<a href="', '<a href="../', 1) for line in lines]
    listed += [f'<li{english}><a href="{one}.html">{_said(one)}</a></li>' for one in reversed(links.below)]
    list_ = "\n".join(listed)
    ways = _ways(name, beside, english)
    main = f"""<div class="masthead"><h1{english}>{said}</h1></div>
{ways}
<section class="earlier">
<ul>
{list_}
</ul></section>
{ways}"""
    head = ['<meta property="og:type" content="website">']
    head += [f'<link rel="{rel}" href="{one}.html">' for rel, one in beside]
    return page(
        feed,
        title=f"{said} – {feed.title}",
        description=f"{feed.title}: all articles of {said}",
        url=feed.channel.url(shelves.file(name)),
        up="../",
        language=None,
        head="\n".join(head),
        main=main,
    )


def _ways(name: str, beside: Sequence[tuple[str, str]], english: str) -> str:
    """Where to go from a page: home, to the page above it, to those beside it."""
    ways = [f'<a href="../{INDEX}">Newest articles</a>']
    if upper := shelves.above(name):
        ways.append(f'<a href="{upper}.html">{_said(upper)}</a>')
    ways += [
        f'<a rel="{rel}" href="{one}.html">{"←&#160;" if rel == "prev" else ""}{escape(_said(one))}'
        f"{'&#160;→' if rel == 'next' else ''}</a>"
        for rel, one in beside
    ]
    return f'<nav class="meta"{english}><p>{"&#160;· ".join(ways)}</p></nav>'


def _said(name: str) -> str:
    """The name of a page in words: ``March 2026``, ``5 March 2026``, ``5 March 2026, part A3``."""
    if len(name) == MONTH:
        return month(dt.date.fromisoformat(f"{name}-01"))
    said = day(dt.date.fromisoformat(name[:DAY]))
    return f"{said}, part {name[DAY:].replace('-', '').upper()}" if len(name) > DAY else said
