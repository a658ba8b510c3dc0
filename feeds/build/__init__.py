"""Documents in, files out: the whole of a build, in memory and without a look at the world."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import resources
from urllib.parse import urlsplit

from feeds.articles.article import Article
from feeds.articles.duplicates import Group, Known
from feeds.articles.ledger import NAME as LEDGER
from feeds.articles.ledger import Entry, Ledger, identified
from feeds.articles.record import record
from feeds.articles.waiting import until, waiting
from feeds.build.crew import Crew, Task
from feeds.build.hand import Hand, Read, ToRead, Work, as_json
from feeds.build.press import CHUNK, Files, Press, Store, tickets
from feeds.build.shows import filled
from feeds.convert import planned
from feeds.convert.beside import Neighbour
from feeds.convert.converted import Heading
from feeds.convert.placed import together
from feeds.emit.archives import Slot
from feeds.emit.atom import atom
from feeds.emit.earlier import earlier
from feeds.emit.feed import ATOM, ICON, INDEX, JSON_FEED, RSS, Channel, Feed, composed, page_path, record_path
from feeds.emit.feed import Entry as Shown
from feeds.emit.index import index_page
from feeds.emit.jsonfeed import json_feed
from feeds.emit.page import article_page
from feeds.emit.plan import Arranged, arrange, others
from feeds.emit.rss import rss
from feeds.emit.sitemap import recent
from feeds.emit.spec import NOTHING_ELSE, Site
from feeds.errors import FeedsError, UnreadableError
from feeds.values.stored import Stored

__all__ = ["LEDGER", "Build", "Crew", "Hand", "Stored", "Work", "as_json", "authority", "build", "files_of"]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made; nothing of it is on a disk yet.

    ``files`` maps paths (with ``/``, from the site's root) to bytes in the order in which they must be written: the
    ledger, then pages, then what leads to them; so a build that is cut short and run again gives every article the
    dates it had, and no feed ever leads to a page that is not there. ``stale`` are the pages and records of articles
    that earlier builds made and this one has not; none while a document could not be read, since the articles may well
    be in it. ``merged`` has a sentence for each duplicate, ``notes`` for each thing that had to be changed to be
    publishable, ``errors`` what could not be used. ``waits`` tells of each draft that waits its document, until when,
    and a sentence; ``several`` are those of articles that more than one document has to do with, or whose words the
    ledger does not have, each with the article's uri; ``known`` is the ledger as it was and ``ledger`` the one among
    the files: what the next build can go on from. ``gated`` are the files that the checker has to look at before
    anything is written, those of them in ``podcasts`` as podcasts. ``media`` are files to be copied before all others,
    paths on the site → names of ``files`` at hand; ``linked`` has by uri the names of documents that articles lead to,
    or would if they were there, as ``Placed`` has them, and ``absent`` tells what is not there. ``stored`` are the
    files that stand in a store, to be written behind the ledger; ``digests`` the SHA-256 of each document that could be
    read, ``asked`` the names of files that each hangs on, as ``sought`` has them.
    """

    files: Mapping[str, bytes]
    stale: tuple[str, ...]
    feed: Feed
    articles: tuple[Article, ...]
    documents: int
    merged: tuple[str, ...] = ()
    errors: tuple[FeedsError, ...] = ()
    notes: tuple[str, ...] = ()
    waits: tuple[tuple[str, dt.datetime | None, str], ...] = ()
    several: tuple[tuple[str, Known], ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    known: Ledger = field(default_factory=Ledger)
    gated: tuple[str, ...] = ()
    podcasts: frozenset[str] = frozenset()
    media: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stored: Mapping[str, Stored] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)


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
    crew: Crew[Hand] | None = None,
    store: Store | None = None,
) -> Build:
    """The site of the articles in ``documents`` (name → bytes; ``limit`` is the most bytes of one).

    ``site`` declares feeds beside the main one, archives and sitemaps. ``files`` are what else is at hand, pictures
    and sound that documents refer to. What is under embargo at ``clock``, or has a date that has not come, waits;
    what is withdrawn leaves the feeds, and the Atom feed says so.

    ``ledger`` is what the last build wrote as ledger.jsonl, empty before the first; ``clock``, with a zone, dates
    what is new or changed, and nothing else depends on it. A channel without an authority gets the host of its home
    and the day of the first publication. ``done`` is told the name of each document that has been converted.

    The hands of a ``crew`` were made for these documents, files and limit. Where they keep the words of articles,
    those come back without. With a ``store``, pages and records are not among the files but ``stored`` there.

    Raises ArticleError for a ledger that cannot be read, and UnreadableError when no document holds an article.
    """
    files = files or {}
    crew = crew or Crew(partial(Hand, Work(documents, files, limit)))
    known = Ledger.read(ledger)
    channel = replace(channel, authority=channel.authority or authority(channel.home, known.entries, clock))
    drafts, errors, headings, digests, asked = _read(documents, crew, done)
    site = filled(site, headings)
    # An article that waits gets its dates when it comes out, so the ledger does not hear of it before; nor of a draft,
    # since the ledger is published with the rest.
    # What has come out stays out when the clock goes back.
    now = max((entry.first for entry in known.entries), default=clock)
    moments = [until(one.draft, max(clock, now)) for one in drafts]
    waits = tuple(
        (one.draft.documents[0].path, *wait)
        for one, moment in zip(drafts, moments, strict=True)
        if (wait := waiting(one.draft, moment)) is not None
    )
    drafts = [one for one, moment in zip(drafts, moments, strict=True) if waiting(one.draft, moment) is None]
    found = identified(drafts, known, authority=channel.authority, clock=clock, minor=site.minor)
    del drafts
    errors += found.errors
    # After a minor change the ledger has the words that readers were told of.
    told = {entry.uri: entry.body for entry in found.ledger.entries} if site.minor else {}
    several = tuple(
        (article.uri, member)
        for article, group in zip(found.articles, found.groups, strict=True)
        if _is_of_several(group) or told.get(article.uri, group.chosen.body) != group.chosen.body
        for member in group.members
    )
    press = Press(crew, channel, tickets(found, crew))
    found = replace(found, articles=(), groups=())  # the tickets have them
    memory = Files()
    made = press.made(store or memory)
    on_site = together((one.placed for one in made if one.placed is not None), documents)
    errors += [one.wrong for one in made if one.wrong is not None]
    articles = tuple(one.placed.article for one in made if one.placed is not None and one.wrong is None)
    entries = [one.entry for one in made if one.entry is not None]
    if not entries:
        raise UnreadableError(_nothing(documents, errors))
    before = {entry.uri for entry in known.entries}
    withdrawn = [article for article in articles if article.status == "canceled" and article.uri in before]
    # What was taken back before anybody saw it is nothing that a ledger or feed should tell of.
    unseen = {article.uri for article in articles if article.status == "canceled"} - before
    ledger_now = Ledger(tuple(entry for entry in found.ledger.entries if entry.uri not in unseen))
    lost = (Slot(one.first, one.published, one.uri) for one in ledger_now.entries)
    main = composed(entries, channel, [note for one in made for note in one.notes], withdrawn)
    stored = {
        path: one for each in made if each.entry for path, one in zip(_paths(each.entry), each.stored, strict=True)
    }
    del made, entries
    arranged = arrange(main, site, withdrawn, lost)
    feed = press.whole(arranged.main)
    arranged = replace(arranged, main=feed)
    there = {entry.article.slug for entry in feed.everything}
    gone = [entry.slug for entry in ledger_now.entries if entry.slug not in there] if not errors else []
    pages = {path: stored[path] for entry in feed.everything for path in _paths(entry)}
    return Build(
        files={
            LEDGER: ledger_now.bytes(),
            **({} if store else {path: memory.files[path] for path in pages}),
            **leading(feed, arranged, site, clock, press.whole),
        },
        stale=tuple(path for slug in gone for path in (page_path(slug), record_path(slug))),
        feed=feed,
        articles=articles,
        documents=len(documents),
        merged=found.merged,
        errors=tuple(errors),
        waits=waits,
        several=several,
        ledger=ledger_now,
        known=known,
        media=on_site.media,
        linked=on_site.linked,
        absent=on_site.absent,
        gated=arranged.gated,
        podcasts=arranged.podcasts,
        notes=(
            *_passed(headings),
            *known.notes,
            *on_site.notes,
            *feed.notes,
            *arranged.notes,
            *(says for _, _, says in waits if says),
        ),
        stored=pages if store else {},
        digests=digests,
        asked=asked,
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
    files: dict[str, bytes] = {}
    for entry in feed.everything:
        page, data = _paths(entry)
        files[page] = article_page(feed, entry)
        files[data] = as_json(record(entry.article))
    return files | leading(feed, arranged or Arranged(feed), site, clock, lambda one: one)


def leading(
    feed: Feed, arranged: Arranged, site: Site, clock: dt.datetime | None, whole: Callable[[Feed], Feed]
) -> dict[str, bytes]:
    """What leads to the pages of articles, in the order of writing; ``whole`` gives a feed the words of its entries."""
    files: dict[str, bytes] = {}
    if not feed.channel.icon:
        files[ICON] = resources.files("feeds.emit").joinpath(ICON).read_bytes()  # drawn for this package
    files |= {one.path: one.render(whole) for one in arranged.before}
    beyond, pages = earlier(feed)
    files |= pages
    files[INDEX] = index_page(feed, beyond)
    files[RSS] = rss(feed)
    files[ATOM] = atom(feed)
    files[JSON_FEED] = json_feed(feed)
    return files | others(arranged, site, recent(feed.everything, clock) if clock else (), whole)


def _paths(entry: Shown) -> tuple[str, str]:
    """Where an article's page and record are."""
    slug = entry.article.slug
    return page_path(slug), record_path(slug)


def _read(
    documents: Mapping[str, bytes], crew: Crew[Hand], done: Callable[[str], None] | None
) -> tuple[list[Known], list[FeedsError], list[Heading], dict[str, bytes], dict[str, frozenset[str]]]:
    """The drafts of all documents, what is wrong, what feeds say of themselves, digests, and what they hang on."""
    plan = planned(documents)
    drafts: list[Known] = []
    errors: list[FeedsError] = []
    for name, one in plan.wrong:
        errors += one.errors
        if done is not None:
            done(name)
    count = max(1, min(CHUNK, len(plan.documents) // (4 * crew.jobs)))
    parts: list[Task[Hand, list[Read]]] = [
        (None, ToRead(plan.documents[at : at + count])) for at in range(0, len(plan.documents), count)
    ]

    def told(several: list[Read]) -> None:
        if done is not None:
            for read in several:
                done(read.name)

    headings: list[Heading] = []
    digests = {}
    asked = {}
    for several in crew.gather(parts, told):
        for read in several:
            drafts += read.drafts
            errors += read.errors
            headings += [read.heading] if read.heading else []
            if read.digest:
                digests[read.name] = read.digest
            if read.asked:
                asked[read.name] = read.asked
    return drafts, errors, headings, digests, asked


def _is_of_several(group: Group) -> bool:
    """Whether more than one document has to do with an article."""
    return len(group.members) > 1 or any(len(one.draft.documents) > 1 or one.draft.merged for one in group.members)


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


def _passed(headings: Sequence[Heading]) -> Iterator[str]:
    """What exports of other programs hold beside published posts."""
    return (sentence for one in headings for sentence in one.passed)


def _nothing(documents: Mapping[str, bytes], errors: list[FeedsError]) -> str:
    reasons = "".join(f"\n  {error}" for error in errors)
    if not documents:
        return "There is no document to build from. Name files or folders, or set `sources` in the configuration."
    return f"No article could be read from {len(documents)} document(s), so nothing was built.{reasons}"
