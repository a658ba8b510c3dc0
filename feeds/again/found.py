"""The articles of a few documents, from the entries of the ledger that matter to them."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from feeds.again.documents import Documents
from feeds.again.lines import Lines
from feeds.again.links import Pages, has_strange
from feeds.again.memory import LAST, Memory, seconds
from feeds.again.neighbourhood import Around
from feeds.again.stock import Stock
from feeds.articles.article import Article
from feeds.articles.ledger import Entry as Line
from feeds.articles.ledger import identify
from feeds.articles.record import record, validate
from feeds.articles.slugs import slug
from feeds.convert.beside import Called
from feeds.convert.placed import Site, pages, placed, together
from feeds.emit.feed import Channel, page_path
from feeds.errors import ArticleError

WINDOW = 120  # seconds before a date in which free ones are looked for
MOST = 1000  # entries that are worth a patch


class Found(NamedTuple):
    """The articles of some drafts, the lines of the ledger that are new or otherwise than they were, and its bodies.

    ``moved`` is what leads elsewhere now, as ``links`` has it.
    """

    site: Site
    lines: list[Line]
    bodies: frozenset[str]
    moved: frozenset[str]

    @property
    def articles(self) -> Sequence[Article]:
        """They are as they are on the site."""
        return self.site.articles


def identified(
    memory: Memory,
    stock: Stock,
    documents: Documents,
    near: Around,
    lines: Lines,
    channel: Channel,
    now: dt.datetime,
    minor: int,
) -> Found | None:
    """The articles of the drafts, from the entries of the ledger that matter to them."""
    drafts = [draft for name in stock.names if name in near.drafts for draft in near.drafts[name]]
    stems = {word for draft in drafts for word in (slug(draft.headline), draft.slug) if word}
    starts = {seconds(now)}
    for draft in drafts:
        made = draft.content_created
        if isinstance(made, dt.datetime):
            starts.add(seconds(made))
        elif made is not None:
            starts.add(seconds(dt.datetime.combine(made, dt.time(12), dt.UTC)))
        if draft.published is not None:
            starts.add(seconds(draft.published))
    questions: list[tuple[str, Sequence[object]]] = [
        *(("uri = ?", (uri,)) for uri in near.uris),
        *(("slug BETWEEN ? AND ?", (word, word + LAST)) for word in stems),
        *(("uri BETWEEN ? AND ?", (tag, tag + LAST)) for tag in (f"tag:{channel.authority}:{word}" for word in stems)),
        *(("published BETWEEN ? AND ?", (start - WINDOW, start)) for start in starts),
    ]
    wanted: dict[str, str] = {}
    for condition, values in questions:
        wanted.update(memory.tables.execute(f"SELECT uri, first FROM articles WHERE {condition}", values))  # noqa: S608 - ours
        if len(wanted) > MOST:
            return None
    try:
        ledger = lines.read((first, uri) for uri, first in wanted.items())
    except ValueError:
        return None
    found = identify(drafts, ledger, authority=channel.authority, clock=now, minor=minor)
    lowest = {start - WINDOW for start in starts}
    for article in found.articles:
        new = article.uri not in wanted
        if article.status == "canceled" or (new and seconds(article.published) in lowest):
            return None
    shown = pages(found.articles, page_path)
    known = Pages(memory, stock.names, {name: shown.get(name) for name in (*near.drafts, *documents.gone)})
    called = Called(stock.files), known.called
    several = (placed(article, stock.files, known, channel.home, called) for article in found.articles)
    site = together(several, documents.data)
    try:
        for article in site.articles:
            validate(record(article))
    except ArticleError:
        return None
    if found.errors:
        return None
    if has_strange(site.articles, near.drafts):
        memory.put("strange", value=True)
    if memory.fact("strange") and (site.linked or memory.number("SELECT EXISTS (SELECT * FROM links)")):
        return None  # nobody knows all that leads to what
    old = set(ledger.entries)
    bodies = frozenset(entry.body for entry in found.ledger.entries)
    changed = [entry for entry in found.ledger.entries if entry not in old]
    return Found(site, changed, bodies, frozenset(known.moved()))
