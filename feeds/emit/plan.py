"""Which documents a site's feeds consist of: the main feed, the declared ones, the pages of their archives.

``arrange`` sorts articles; nothing is written down before ``Document.render`` is called, and what it gives depends on
``Document.key`` alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from feeds.articles.article import Article
from feeds.emit.archives import Slot, paginated
from feeds.emit.atom import atom
from feeds.emit.feed import ATOM, INDEX, JSON_FEED, OPML, RSS, Channel, Deleted, Entry, Feed, Paging, Sibling, assemble
from feeds.emit.index import index_page
from feeds.emit.jsonfeed import json_feed
from feeds.emit.listed import is_sound
from feeds.emit.opml import opml
from feeds.emit.podcast import guid
from feeds.emit.rss import rss
from feeds.emit.selection import chooser
from feeds.emit.sitemap import sitemaps
from feeds.emit.spec import Format, Site, Spec

FILES: Final[Mapping[Format, str]] = {"rss": RSS, "atom": ATOM, "json-feed": JSON_FEED}
WRITERS: Final[Mapping[str, Callable[[Feed], bytes]]] = {RSS: rss, ATOM: atom, JSON_FEED: json_feed}


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be: a feed, a page of its archive, a front page."""

    path: str
    feed: Feed
    write: Callable[[Feed], bytes]
    is_feed: bool = True

    def render(self, whole: Callable[[Feed], Feed] = lambda feed: feed) -> bytes:
        """Its bytes; ``whole`` gives a feed the words of its entries, where they are elsewhere."""
        return self.write(whole(self.feed))

    def key(self, stamp: Callable[[Entry], str] = repr) -> str:
        """What its bytes depend on, as 64 hexadecimal digits; ``stamp`` says what an entry's words depend on."""
        feed = self.feed
        known = hashlib.sha256(f"{self.path}\0{self.write.__name__}\0".encode())
        whole = replace(feed, entries=(), earlier=(), notes=())
        known.update(repr(whole).encode("utf-8", "backslashreplace"))
        for entry in feed.everything:
            known.update(f"\0{stamp(entry)}".encode("utf-8", "backslashreplace"))
        return known.hexdigest()


@dataclass(frozen=True, slots=True)
class Arranged:
    """The main feed as it is to be written, the other feeds, and what there is beside the main feed's own files.

    ``before`` are documents that others lead to: pages of archives, front pages of feeds; ``after`` are the other
    feeds. ``podcasts`` are the paths of those that podcast directories will read.
    """

    main: Feed
    feeds: tuple[Feed, ...] = ()
    before: tuple[Document, ...] = ()
    after: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def gated(self) -> tuple[str, ...]:
        """The paths of all documents that the checker has to look at, the main feed's first."""
        own = (path for _, path in self.main.channel.files)
        return (*own, OPML, *(one.path for one in (*self.before, *self.after) if one.is_feed))

    @property
    def podcasts(self) -> frozenset[str]:
        """The paths of what podcast directories read."""
        return frozenset(
            one.path for one in (*self.before, *self.after) if one.feed.podcast is not None and one.write is rss
        )


def arrange(main: Feed, site: Site, withdrawn: Sequence[Article] = (), lost: Iterable[Slot] = ()) -> Arranged:
    """The documents of a site whose articles are all in ``main``, and which ``site`` declares feeds of.

    ``withdrawn`` are articles that were taken back; ``lost`` are places in the main feed's archive of those whose
    documents are gone. Raises UsageError for an expression that cannot be read.
    """
    entries = {entry.id: entry for entry in main.everything}
    notes: list[str] = []
    before: list[Document] = []
    after: list[Document] = []
    feeds: list[Feed] = []
    for spec in site.feeds:
        made = _declared(spec, main, withdrawn)
        if made is None:
            notes.append(f"feed {spec.name}: no article fits it, so it was not built")
            continue
        feed, pages = made
        before += [*pages, Document(feed.channel.file(INDEX), feed, index_page, is_feed=False)]
        after += [Document(path, feed, WRITERS[file]) for file, path in feed.channel.files]
        feeds.append(feed)
    siblings = tuple(Sibling(one.channel, one.title, one.description, one.language) for one in feeds)
    if site.archive:
        gone = [*_slots(withdrawn), *(slot for slot in lost if slot.uri not in entries)]
        main, pages = _archived(main, list(entries.values()), gone, site.archive)
        before = [*pages, *before]
    return Arranged(replace(main, siblings=siblings), tuple(feeds), tuple(before), tuple(after), tuple(notes))


def others(
    arranged: Arranged, site: Site, news: Sequence[Entry] = (), whole: Callable[[Feed], Feed] = lambda feed: feed
) -> dict[str, bytes]:
    """The other feeds, the list of all, and sitemaps where ``site`` wants them, in the order of writing.

    ``news`` are the articles of the last two days; ``whole`` gives a feed the words of its entries.
    """
    files = {one.path: one.render(whole) for one in arranged.after}
    files[OPML] = opml(arranged.main)
    if site.sitemap or site.news:
        files |= sitemaps(arranged.main, arranged.feeds, news if site.news else None, whole=site.sitemap)
    return files


def channel_of(spec: Spec, main: Channel) -> Channel:
    """The channel of a declared feed: what it does not say itself, it has from the main one."""
    names = dict(spec.files)
    only = spec.select.languages[0] if len(spec.select.languages) == 1 and spec.select.languages[0] != "*" else ""
    cover = spec.podcast.image if spec.podcast else None
    return replace(
        main,
        title=spec.title or f"{main.title} – {spec.name}",
        description=spec.description or (main.description if not spec.title else ""),
        language=spec.language or only or main.language,
        author=spec.author or main.author or main.title,
        icon=spec.icon or cover or main.icon,
        identity=spec.id or f"tag:{main.authority}:/{spec.name}",
        limit=spec.limit,
        files=tuple((FILES[one], names.get(one, f"{spec.name}/{FILES[one]}")) for one in FILES if one in spec.formats),
        folder=f"{spec.name}/",
    )


def _declared(spec: Spec, main: Feed, withdrawn: Sequence[Article]) -> tuple[Feed, list[Document]] | None:
    """A declared feed and the pages of its archive; None where no article fits it."""
    fits = chooser(spec.select, f"feed {spec.name}, `where`", pictures=spec.pictures, sound=spec.podcast is not None)
    entries = [_shown(entry, spec) for entry in main.everything if fits(entry.article)]
    if not entries:
        return None
    gone = [one for one in withdrawn if fits(one)]
    channel = channel_of(spec, main.channel)
    deleted = sorted((Deleted(one.uri, one.updated) for one in gone), key=lambda one: (one.when, one.id), reverse=True)
    feed = assemble(entries[: spec.limit], channel, (), deleted[: spec.limit])
    feed = replace(feed, is_short=spec.text == "summary")
    if spec.podcast is not None:
        show = spec.podcast._replace(guid=spec.podcast.guid or guid(channel.url(RSS)))
        feed = replace(feed, podcast=show)
    return _archived(feed, entries, _slots(gone), spec.archive) if spec.archive else (feed, [])


def _shown(entry: Entry, spec: Spec) -> Entry:
    """An entry as a feed shows it."""
    if spec.podcast is not None:
        entry = replace(entry, enclosures=tuple(sorted(entry.enclosures, key=lambda one: not is_sound(one))))
    return replace(entry, html="") if spec.text == "summary" else entry


def _archived(feed: Feed, entries: Sequence[Entry], gone: Sequence[Slot], size: int) -> tuple[Feed, list[Document]]:
    """The feed with what its archive does not hold, and the archive, the oldest page first.

    Behind the newest page stands one that is not full yet and is no archive: what the feed itself holds, where the
    next page will be. So a full page can lead to the one after it from the beginning, and never changes.
    """
    by_id = {entry.id: entry for entry in entries}
    slots = [Slot(one.article.first_created, one.article.published, one.id) for one in entries]
    full, last = paginated([*slots, *gone], size, feed.channel.limit)
    while full and not any(uri in by_id for uri in last):  # all of it was taken back, and a feed is never empty
        full, last = full[:-1], (*full[-1], *last)
    documents: list[Document] = []
    earlier: int | None = None
    for number, uris in enumerate(full, 1):
        there = _newest(by_id[uri] for uri in uris if uri in by_id)
        if not there:  # all taken back; the pages beside it pass it by
            continue
        page = replace(
            assemble(there, feed.channel),
            podcast=feed.podcast,
            is_short=feed.is_short,
            paging=Paging(number, earlier, _next(full, number, by_id), is_archive=True),
        )
        documents += [Document(page.channel.file(file, number), page, WRITERS[file]) for file, _ in page.channel.files]
        earlier = number
    rest = _newest(by_id[uri] for uri in last if uri in by_id)
    ahead = {entry.id for entry in rest}
    shown = replace(
        assemble(rest, feed.channel, (), feed.deleted),
        id=feed.id,
        language=feed.language,
        earlier=tuple(entry for entry in feed.everything if entry.id not in ahead) if not feed.channel.folder else (),
        updated=feed.updated,
        notes=feed.notes,
        podcast=feed.podcast,
        is_short=feed.is_short,
        paging=Paging(earlier=earlier),
    )
    if earlier is not None:
        number = len(full) + 1
        still = replace(shown, earlier=(), deleted=(), paging=Paging(number, earlier))
        documents += [
            Document(shown.channel.file(file, number), still, WRITERS[file])
            for file, _ in shown.channel.files
            if file != JSON_FEED  # which has no link to what is later
        ]
    return shown, documents


def _next(full: Sequence[Sequence[str]], number: int, there: Mapping[str, Entry]) -> int:
    """The page after a full one: the next that has an article left, else the one that is not full yet."""
    for later in range(number + 1, len(full) + 1):
        if any(uri in there for uri in full[later - 1]):
            return later
    return len(full) + 1


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.id))


def _slots(articles: Iterable[Article]) -> list[Slot]:
    return [Slot(one.first_created, one.published, one.uri) for one in articles]
