"""Documents in, files out: the whole of a build, in memory and without a look at the world."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from urllib.parse import urlsplit

from feeds.articles.article import Article, Draft
from feeds.articles.indented import indented
from feeds.articles.ledger import NAME as LEDGER
from feeds.articles.ledger import Entry, Ledger, identify
from feeds.articles.record import record, validate
from feeds.articles.waiting import until
from feeds.build.shows import filled
from feeds.convert import convert_all
from feeds.convert.beside import Neighbour
from feeds.convert.converted import Heading
from feeds.convert.placed import place
from feeds.emit.archives import Slot
from feeds.emit.atom import atom
from feeds.emit.feed import ATOM, ICON, INDEX, JSON_FEED, RSS, Channel, Feed, compose, page_path, record_path
from feeds.emit.index import index_page
from feeds.emit.jsonfeed import json_feed
from feeds.emit.page import article_page
from feeds.emit.plan import Arranged, arrange, others
from feeds.emit.rss import rss
from feeds.emit.sitemap import recent
from feeds.emit.spec import NOTHING_ELSE, Site
from feeds.errors import ArticleError, FeedsError, UnreadableError

__all__ = ["LEDGER", "Build", "build", "files_of"]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made; nothing of it is on a disk yet.

    ``files`` maps paths (with ``/``, from the site's root) to bytes in the order in which they must be written:
    the ledger, then pages, then what leads to them; so a build that is cut short and run again gives every article
    the dates it had, and no feed ever leads to a page that is not there. ``stale`` are the pages and records of
    articles that earlier builds made and this one has not; none while a document could not be read, since the
    articles may well be in it. ``merged`` has a sentence for each duplicate, ``notes`` for each thing that had to be
    changed to be publishable, ``errors`` what could not be used. ``waiting`` is the number of drafts that wait; the
    others are in ``drafts``; ``known`` is the ledger as it was and ``ledger`` the one among the files: what the next
    build can go on from. ``gated`` are the files that the checker has to look at before anything is written, those of
    them in ``podcasts`` as podcasts. ``media`` are files to be copied before all others, paths on the site → names of
    ``files`` at hand; ``linked`` are names of documents that articles lead to, or would if they were there, and
    ``absent`` tells what is not there.
    """

    files: Mapping[str, bytes]
    stale: tuple[str, ...]
    feed: Feed
    articles: tuple[Article, ...]
    documents: int
    merged: tuple[str, ...] = ()
    errors: tuple[FeedsError, ...] = ()
    notes: tuple[str, ...] = ()
    waiting: int = 0
    drafts: tuple[Draft, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    known: Ledger = field(default_factory=Ledger)
    gated: tuple[str, ...] = ()
    podcasts: frozenset[str] = frozenset()
    media: Mapping[str, str] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()


def build(
    documents: Mapping[str, bytes],
    channel: Channel,
    ledger: bytes,
    *,
    clock: dt.datetime,
    limit: int = 10_000_000,
    files: Mapping[str, Neighbour] | None = None,
    site: Site = NOTHING_ELSE,
    done: Callable[[str], None] | None = None,
) -> Build:
    """The site of the articles in ``documents`` (name → bytes; ``limit`` is the most bytes of one).

    ``site`` declares feeds beside the main one, archives and sitemaps. ``files`` are what else is at hand, pictures
    and sound that documents refer to. What is under embargo at ``clock``, or has a date that has not come, waits;
    what is withdrawn leaves the feeds, and the Atom feed says so.

    ``ledger`` is what the last build wrote as ledger.jsonl, empty before the first; ``clock``, with a zone, dates
    what is new or changed, and nothing else depends on it. A channel without an authority gets the host of its home
    and the day of the first publication. ``done`` is told the name of each document that has been converted.

    Raises ArticleError for a ledger that cannot be read, and UnreadableError when no document holds an article.
    """
    known = Ledger.read(ledger)
    channel = replace(channel, authority=channel.authority or authority(channel.home, known.entries, clock))
    drafts: list[Draft] = []
    errors: list[FeedsError] = []
    headings: list[Heading] = []
    for name, converted in convert_all(documents, files=files, limit=limit):
        if done is not None:
            done(name)
        drafts += converted.drafts
        errors += converted.errors
        headings += [converted.heading] if converted.heading else []
    site = filled(site, headings)
    # An article that waits gets its dates when it comes out, so the ledger does not hear of it before.
    # What has come out stays out when the clock goes back.
    now = max((entry.first for entry in known.entries), default=clock)
    moments = [until(draft, max(clock, now)) for draft in drafts]
    waiting = [(draft, moment) for draft, moment in zip(drafts, moments, strict=True) if moment is not None]
    drafts = [draft for draft, moment in zip(drafts, moments, strict=True) if moment is None]
    identified = identify(drafts, known, authority=channel.authority, clock=clock, minor=site.minor)
    errors += identified.errors
    on_site = place(identified.articles, files or {}, documents, channel.home, page_path)
    articles = []
    for article in on_site.articles:
        try:
            validate(record(article))
        except ArticleError as wrong:
            errors.append(wrong)
        else:
            articles.append(article)
    visible = [article for article in articles if article.status == "usable"]
    if not visible:
        raise UnreadableError(_nothing(documents, errors))
    before = {entry.uri for entry in known.entries}
    withdrawn = [article for article in articles if article.status == "canceled" and article.uri in before]
    # What was taken back before anybody saw it is nothing that a ledger or feed should tell of.
    unseen = {article.uri for article in articles if article.status == "canceled"} - before
    ledger_now = Ledger(tuple(entry for entry in identified.ledger.entries if entry.uri not in unseen))
    lost = (Slot(one.first, one.published, one.uri) for one in ledger_now.entries)
    arranged = arrange(compose(visible, channel, withdrawn), site, withdrawn, lost)
    feed = arranged.main
    there = {article.slug for article in visible}
    gone = [entry.slug for entry in ledger_now.entries if entry.slug not in there] if not errors else []
    return Build(
        files={LEDGER: ledger_now.bytes(), **files_of(feed, arranged, site, clock)},
        stale=tuple(path for slug in gone for path in (page_path(slug), record_path(slug))),
        feed=feed,
        articles=tuple(articles),
        documents=len(documents),
        merged=identified.merged,
        errors=tuple(errors),
        waiting=len(waiting),
        drafts=tuple(drafts),
        ledger=ledger_now,
        known=known,
        media=on_site.media,
        linked=on_site.linked,
        absent=on_site.notes,
        gated=arranged.gated,
        podcasts=arranged.podcasts,
        notes=(
            *known.notes,
            *on_site.notes,
            *feed.notes,
            *arranged.notes,
            *(f"{draft.place}: waits until {moment.isoformat()}" for draft, moment in waiting),
        ),
    )


def files_of(
    feed: Feed,
    arranged: Arranged | None = None,
    site: Site = NOTHING_ELSE,
    clock: dt.datetime | None = None,
) -> dict[str, bytes]:
    """All that the public sees of a feed, in the order of writing: what is led to comes before what leads to it.

    ``arranged`` has what ``site`` declares beside it; ``clock`` says which articles are news.
    """
    arranged = arranged or Arranged(feed)
    files: dict[str, bytes] = {}
    for entry in feed.everything:
        slug = entry.article.slug
        files[page_path(slug)] = article_page(feed, entry)
        files[record_path(slug)] = as_json(record(entry.article))
    if not feed.channel.icon:
        files[ICON] = resources.files("feeds.emit").joinpath(ICON).read_bytes()  # drawn for this package
    files |= {one.path: one.render() for one in arranged.before}
    files[INDEX] = index_page(feed)
    files[RSS] = rss(feed)
    files[ATOM] = atom(feed)
    files[JSON_FEED] = json_feed(feed)
    return files | others(arranged, site, recent(feed.everything, clock) if clock else ())


def as_json(value: object) -> bytes:
    """A JSON value as a file."""
    # A lone surrogate becomes the JSON escape of the same name: nothing is lost, and the file is UTF-8.
    return indented(value).encode("utf-8", "backslashreplace") + b"\n"


def authority(home: str, known: Sequence[Entry], clock: dt.datetime) -> str:
    """Who minted the ledger's ids, so that they outlive a move of the site to another host.

    Before the first: the host and a day on which it was surely the publisher's, that of the first publication
    (RFC 4151 §2.1).
    """
    for entry in known:
        if entry.uri.startswith("tag:") and entry.uri.endswith(f":{entry.slug}"):
            return entry.uri.removeprefix("tag:").removesuffix(f":{entry.slug}")
    first = known[0].first if known else clock
    return f"{urlsplit(home).hostname},{first.astimezone(dt.UTC).date().isoformat()}"


def _nothing(documents: Mapping[str, bytes], errors: list[FeedsError]) -> str:
    reasons = "".join(f"\n  {error}" for error in errors)
    if not documents:
        return "There is no document to build from. Name files or folders, or set `sources` in the configuration."
    return f"No article could be read from {len(documents)} document(s), so nothing was built.{reasons}"
