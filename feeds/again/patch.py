"""The files of a build that differ from those of the build before."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from feeds.again.apart import Key, kept_apart
from feeds.again.declared import declared, join, leave
from feeds.again.documents import Documents
from feeds.again.earlier import earlier, listing
from feeds.again.found import Found, identified
from feeds.again.lines import Lines, Splice
from feeds.again.links import ask, copied, copy, leading, link, places, unlink
from feeds.again.maps import maps
from feeds.again.memory import Memory, Row, at, facts, offset, seconds, usual
from feeds.again.neighbourhood import Around, around
from feeds.again.stock import Stock
from feeds.articles.article import Article
from feeds.articles.duplicates import known
from feeds.articles.record import article as article_of
from feeds.articles.record import record
from feeds.build import LEDGER, as_json
from feeds.convert.sound import is_recording
from feeds.emit.atom import atom
from feeds.emit.feed import ATOM, JSON_FEED, OPML, RSS, Channel, Entry, compose, entry_of, page_path
from feeds.emit.feed import record_path as path_of_record
from feeds.emit.jsonfeed import json_feed
from feeds.emit.opml import opml
from feeds.emit.page import article_page
from feeds.emit.rss import rss
from feeds.emit.spec import NOTHING_ELSE, Site

MOST = 1000  # pages that are worth a patch


@dataclass(frozen=True, slots=True)
class Patch:
    """What to write, what to remove, and the feed; ``visible`` and ``hidden`` are numbers of articles.

    Of long files that hardly change there is what has to be put where in them. ``gated`` are the declared feeds
    that the checker has to look at, ``media`` files to be copied behind the ledger, as a whole build has them.
    """

    files: dict[str, bytes | tuple[Splice, ...]]
    stale: tuple[str, ...]
    visible: int
    hidden: int
    merged: tuple[str, ...]
    notes: tuple[str, ...]
    gated: tuple[str, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)


def patched(
    memory: Memory,
    stock: Stock,
    channel: Channel,
    changed: Collection[str],
    gone: Collection[str],
    *,
    clock: dt.datetime,
    limit: int,
    site: Site = NOTHING_ELSE,
) -> Patch | None:
    """The patch for the documents that have ``changed`` or are new, and those that are ``gone``.

    Its files are, byte for byte, those that a whole build would make otherwise than they are. None where only a whole
    build can tell; then ``memory`` is of no more use, else it is what there is to remember of the patch. ``site``
    is what is declared beside the main feed, for which ``is_simple`` holds.
    """
    lines = Lines(stock.ledger)
    # What has come out stays out when the clock goes back.
    due = max(clock, *(entry.first for entry in lines.last().entries))
    changed = {*changed, *memory.due(due)} - set(gone)
    is_settled = not memory.number("SELECT count(*) FROM articles WHERE unsettled")
    if any(is_recording(name) for name in stock.touched):
        return None  # which goes with a document by its name
    hanging = leading(memory, [place for name in stock.touched for place in places(name)])
    if is_settled and not (changed or gone or hanging or site.news):
        return _told(memory, stock, {}, ())
    documents = Documents(stock.names, stock.read, stock.files, (changed, gone), limit)
    if not documents.is_clear:
        return None
    channel = replace(channel, authority=channel.authority or cast("list[str]", memory.fact("minted"))[0])
    latest = dt.datetime.fromtimestamp(cast("int", memory.fact("latest")), dt.UTC)
    now = max(clock.astimezone(dt.UTC).replace(microsecond=0), latest)
    wanted = documents.changed | (hanging - documents.gone)
    while True:
        near = around(memory, wanted, documents.gone, lambda names: documents.drafts(names, due))
        found = near and identified(memory, stock, documents, near, lines, channel, now, site.minor)
        if near is None or found is None or memory.known(article.uri for article in found.articles) - near.uris:
            return None
        # What leads to other pages than before, is otherwise, too.
        more = leading(memory, found.moved) - near.drafts.keys() - documents.gone
        if not more:
            break
        wanted = {*near.drafts, *more}
    return _composed(memory, stock, near, gone, found, lines, channel, site, clock, documents)


def _composed(
    memory: Memory,
    stock: Stock,
    near: Around,
    gone: Iterable[str],
    found: Found,
    lines: Lines,
    channel: Channel,
    site: Site,
    clock: dt.datetime,
    documents: Documents,
) -> Patch | None:
    """The patch for the articles found, and the memory brought up to date."""
    notes: list[str] = []
    visible = [article for article in found.articles if article.status == "usable"]
    before = [row for uri in near.uris if (row := memory.row(uri))]
    slugs = {word for uri in near.uris for word in memory.column("SELECT slug FROM articles WHERE uri = ?", uri)}
    listed = listing(memory, near.uris)
    leave(memory, near.uris)
    memory.hide(near.uris)
    made = {article.uri: entry_of(article, channel, notes) for article in visible}
    _learnt(memory, near, gone, found)
    memory.wait(documents.waits)
    ask(memory, {**dict.fromkeys(gone, ()), **documents.asked})
    media = dict(sorted(found.site.media.items()))
    unused = sorted(copied(memory, slugs) - media.keys())
    copy(memory, {path: stock.files[name].size for path, name in media.items()}, unused)
    some = _some(memory, stock, visible)
    if some is None:
        return None
    shell = compose([some], replace(channel, language=channel.language or cast("list[str]", memory.fact("facts"))[2]))
    memory.show(made.values(), shell)
    join(memory, site, visible)
    rows = [row for uri in made if (row := memory.row(uri))]
    moved = kept_apart(memory, {Key(row.updated, row.published, row.uri) for row in (*before, *rows)}, MOST)
    if moved is None:
        return None
    emitted = {*moved, *made}
    newest = list(memory.rows("WHERE shown ORDER BY published DESC, uri LIMIT ?", channel.limit))
    entries = {row.uri: _entry(row, made, stock, channel) for row in newest}
    last = next(memory.rows("WHERE shown ORDER BY updated DESC, published DESC, uri DESC LIMIT 1"))
    feed = replace(
        shell,
        channel=channel,
        entries=tuple(entries.values()),
        earlier=(),
        language=channel.language or usual(memory),
        updated=at(last.apart, last.shift),
    )
    sorted_ = declared(
        memory, site, feed, emitted, lambda row: entries.get(row.uri) or _entry(row, made, stock, channel)
    )
    if sorted_ is None or facts(feed) != memory.fact("facts"):
        return None
    feed = replace(feed, siblings=sorted_.siblings)
    files: dict[str, bytes | tuple[Splice, ...]] = {}
    if ledger := lines.spliced(found.lines):
        files[LEDGER] = ledger
    for uri in sorted(emitted):
        row = memory.row(uri)
        assert row is not None, "it has just been shown"
        entry = entries.get(uri) or _entry(row, made, stock, channel)
        files[page_path(row.slug)] = article_page(feed, entry)
        files[path_of_record(row.slug)] = as_json(record(entry.article))
    files |= {one.path: one.render() for one in sorted_.before}
    pages = earlier(memory, feed, listed, {*near.uris, *made})
    files |= pages.files
    files[RSS] = rss(feed)
    files[ATOM] = atom(feed)
    files[JSON_FEED] = json_feed(feed)
    files |= {one.path: one.render() for one in sorted_.after}
    files[OPML] = opml(feed)
    listed_ = maps(memory, site, feed, sorted_.fronts, clock, lambda row: _entry(row, made, stock, channel))
    if listed_ is None:
        return None
    files |= listed_
    nowhere = sorted(
        word for word in slugs if not memory.column("SELECT uri FROM articles WHERE slug = ? AND shown", word)
    )
    left = (path for word in nowhere for path in (page_path(word), path_of_record(word)) if stock.is_there(path))
    stale = (*left, *pages.stale)
    about = tuple(f"article {word}: " for word in (*slugs, *(row.slug for row in rows)))
    kept = [note for note in cast("list[str]", memory.fact("notes")) if not note.startswith(about)]
    memory.put("notes", [*kept, *notes])
    gated = tuple(one.path for one in (*sorted_.before, *sorted_.after) if one.is_feed)
    return replace(_told(memory, stock, files, (*unused, *stale)), gated=gated, media=media)


def _told(memory: Memory, stock: Stock, files: dict[str, bytes | tuple[Splice, ...]], stale: tuple[str, ...]) -> Patch:
    """The patch with all that is told of the articles."""
    return Patch(
        files,
        stale,
        memory.number("SELECT count(*) FROM articles WHERE shown"),
        memory.number("SELECT count(*) FROM articles WHERE hidden")
        + memory.number("SELECT count(*) FROM waits WHERE until IS NULL"),
        tuple(_said(memory, stock, "merged")),
        (
            *_said(memory, stock, "absent"),
            *cast("list[str]", memory.fact("notes")),
            *cast("list[str]", memory.fact("unfit")),
            *_waits(memory, stock),
        ),
    )


def _waits(memory: Memory, stock: Stock) -> list[str]:
    """What is told of drafts that wait, in the order of the documents."""
    rows = memory.tables.execute("SELECT document, says FROM waits WHERE until IS NOT NULL").fetchall()
    order = {name: at for at, name in enumerate(stock.names)} if rows else {}
    return [says for _, says in sorted(rows, key=lambda row: order[row[0]])]


def _said(memory: Memory, stock: Stock, table: Literal["merged", "absent"]) -> Iterable[str]:
    """What is told of merged documents, or of what is not there, in the order of the documents."""
    rows = memory.tables.execute(
        f"SELECT holds.document, holds.place, uri, says FROM {table} JOIN holds USING (uri)"  # noqa: S608 - ours
    ).fetchall()
    if not rows:
        return
    wanted = {name for name, *_ in rows}
    order = {name: at for at, name in enumerate(stock.names) if name in wanted}
    told: set[str] = set()
    for _, _, uri, says in sorted(rows, key=lambda row: (order[row[0]], row[1])):
        if uri not in told:
            told.add(uri)
            yield from json.loads(says)


def _some(memory: Memory, stock: Stock, visible: Sequence[Article]) -> Article | None:
    """An article that is shown, None if there is none."""
    if visible:
        return visible[0]
    for slug_ in memory.column("SELECT slug FROM articles WHERE shown LIMIT 1"):
        return _article(stock, slug_)
    return None


def _entry(row: Row, made: Mapping[str, Entry], stock: Stock, channel: Channel) -> Entry:
    """The entry in a row, as readers see it."""
    entry = made.get(row.uri) or entry_of(_article(stock, row.slug), channel, [])
    same = (row.apart, row.shift) == (seconds(entry.updated), offset(entry.updated))
    return entry if same else replace(entry, updated=at(row.apart, row.shift))


def _article(stock: Stock, slug_: str) -> Article:
    return article_of(json.loads(stock.record(slug_)), is_ours=True)


def _learnt(memory: Memory, near: Around, gone: Iterable[str], found: Found) -> None:
    """Bring the memory of the ledger and of the documents looked at up to date."""
    memory.tables.execute("UPDATE articles SET unsettled = 0 WHERE unsettled")
    latest = cast("int", memory.fact("latest"))
    for line in found.lines:
        if memory.learn(line):
            memory.mint(line)
        latest = max(latest, seconds(line.first), seconds(line.updated))
    memory.put("latest", latest)
    memory.forget((*near.drafts, *gone), near.uris)
    memory.hold(found.articles, near.drafts)
    unlink(memory, near.uris)
    link(memory, found.site.linked, found.site.absent)
    for article in found.articles:
        if article.status != "usable":
            memory.tables.execute("UPDATE articles SET hidden = 1 WHERE uri = ?", (article.uri,))
        memory.say(article.uri, article.provenance.merged)
        # What is told of minor changes or of merged documents is not in the ledger.
        several = bool(article.provenance.merged) or len(article.provenance.documents) > 1
        for document in article.provenance.documents:
            for draft in near.drafts.get(document.path, ()):
                one = known(draft, {})
                if several or one.body not in found.bodies:
                    memory.tables.execute(
                        "INSERT INTO others VALUES (?, ?, ?, ?, ?)",
                        (document.path, article.uri, one.title, one.body, one.near),
                    )
