"""The files of a build that differ from those of the build before."""

import datetime as dt
import json
import posixpath
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.again.memory import Memory, Shown, facts, listed, seconds
from feeds.again.neighbourhood import Around, around
from feeds.articles.article import Article, Draft
from feeds.articles.duplicates import known
from feeds.articles.ledger import Identified, Ledger, identify
from feeds.articles.record import article as article_of
from feeds.articles.record import record, validate
from feeds.articles.slugs import slug
from feeds.articles.waiting import until
from feeds.build import LEDGER, as_json, authority
from feeds.convert import convert_all
from feeds.convert.beside import Neighbour, is_media
from feeds.convert.placed import FOLDER as MEDIA
from feeds.convert.placed import is_local, place
from feeds.emit.atom import atom
from feeds.emit.feed import ATOM, INDEX, JSON_FEED, OPML, RSS, Channel, Entry, Feed, compose, entry_of, page_path
from feeds.emit.feed import record_path as path_of_record
from feeds.emit.index import index_page
from feeds.emit.jsonfeed import json_feed
from feeds.emit.opml import opml
from feeds.emit.page import article_page
from feeds.emit.rss import rss
from feeds.errors import ArticleError

SIDECAR = ".toml"
WINDOW = 120  # seconds before a date in which free ones are looked for
MOST = 1000  # entries or pages that are worth a patch


@dataclass(frozen=True, slots=True)
class Patch:
    """What to write, what to remove, and the feed; ``visible`` and ``hidden`` are numbers of articles."""

    files: dict[str, bytes]
    stale: tuple[str, ...]
    memory: Memory
    visible: int
    hidden: int
    merged: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """All that a patch may ask for: the documents by name, in order, and what stands in the folder.

    ``read`` gives a document, ``record`` the record that was built for a slug, ``there`` has the paths of the folder's
    files. ``files`` are what documents may refer to.
    """

    names: Collection[str]
    read: Callable[[str], bytes]
    record: Callable[[str], bytes]
    there: Collection[str]
    ledger: bytes
    files: Mapping[str, Neighbour]


def patched(
    memory: Memory,
    stock: Stock,
    channel: Channel,
    changed: Collection[str],
    gone: Collection[str],
    *,
    clock: dt.datetime,
    limit: int,
) -> Patch | None:
    """The patch for the documents that have ``changed`` or are new, and those that are ``gone``.

    Its files are, byte for byte, those that a whole build would make otherwise than they are. None where only a whole
    build can tell; ``memory`` is of no more use after either.
    """
    sidecars = {name[: -len(SIDECAR)] for name in stock.names if name.lower().endswith(SIDECAR)}
    touched = {*changed, *gone}
    if any(name.lower().endswith(SIDECAR) or is_media(name) for name in touched):
        return None
    if any(path.startswith(f"{MEDIA}/") for path in stock.there) and touched:
        ours = {path.split("/")[1] for path in stock.there if path.startswith(f"{MEDIA}/")}
        if any(memory.slug[memory.number[uri]] in ours for name in touched for uri in memory.articles.get(name, ())
               if uri in memory.number):  # fmt: skip
            return None  # what it has no more use for has to go
    lines = stock.ledger.split(b"\n")[:-1]
    if len(lines) != len(memory.uri):
        return None

    def convert(names: Iterable[str]) -> dict[str, tuple[Draft, ...]] | None:
        found: dict[str, tuple[Draft, ...]] = {}
        wanted = set(names)
        if any(name in sidecars or posixpath.splitext(name)[0] in sidecars for name in wanted):
            return None
        for name, made in convert_all({name: stock.read(name) for name in wanted}, files=stock.files, limit=limit):
            if made.errors or any(
                draft.embargoed_until or until(draft, clock) or draft.status == "canceled" or is_local(draft)
                for draft in made.drafts
            ):
                return None
            found[name] = made.drafts
        return found

    if any(name in sidecars or posixpath.splitext(name)[0] in sidecars for name in gone):
        return None
    near = around(memory, changed, gone, convert)
    if near is None:
        return None
    first = Ledger.read(lines[0]).entries
    minted = channel.authority or _authority(channel.home, memory, first, clock)
    channel = replace(channel, authority=minted)
    now = max(clock.astimezone(dt.UTC).replace(microsecond=0), dt.datetime.fromtimestamp(memory.latest, dt.UTC))
    found = _identified(memory, stock, near, lines, channel, now)
    if found is None:
        return None
    return _composed(memory, stock, near, found, lines, channel)


def _authority(home: str, memory: Memory, first: Sequence[object], clock: dt.datetime) -> str:
    """The tagging entity that a whole build would find in the ledger."""
    for uri, slug_ in zip(memory.uri, memory.slug, strict=True):
        if uri.startswith("tag:") and uri.endswith(f":{slug_}"):
            return uri.removeprefix("tag:").removesuffix(f":{slug_}")
    return authority(home, first, clock)  # type: ignore[arg-type]  # entries of the ledger


def _identified(
    memory: Memory, stock: Stock, near: Around, lines: Sequence[bytes], channel: Channel, now: dt.datetime
) -> Identified | None:
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
    numbers = {memory.number[uri] for uri in near.uris if uri in memory.number}
    stem, tag = tuple(stems), tuple(f"tag:{channel.authority}:{word}" for word in stems)
    numbers |= {at for at, word in enumerate(memory.slug) if word.startswith(stem)}
    numbers |= {at for at, uri in enumerate(memory.uri) if uri.startswith(tag)}
    window = {start - back for start in starts for back in range(WINDOW + 1)}
    numbers |= {at for at, when in enumerate(memory.published) if when in window}
    if len(numbers) > MOST:
        return None
    ledger = Ledger.read(b"\n".join(lines[number] for number in sorted(numbers)))
    found = identify(drafts, ledger, authority=channel.authority, clock=now)
    lowest = {start - WINDOW for start in starts}
    old = {entry.uri for entry in ledger.entries}
    for article in found.articles:
        new = article.uri not in old
        if article.status == "canceled" or (new and seconds(article.published) in lowest):
            return None
        try:
            validate(record(article))
        except ArticleError:
            return None
    on_site = place(found.articles, stock.files, {}, channel.home, page_path)
    if found.errors or on_site.media or on_site.linked or on_site.notes:
        return None
    return replace(found, articles=tuple(on_site.articles))


def _composed(
    memory: Memory, stock: Stock, near: Around, found: Identified, lines: list[bytes], channel: Channel
) -> Patch | None:
    """The patch for the articles found, and the memory brought up to date."""
    notes: list[str] = []
    if any(article.uri in memory.number and article.uri not in near.uris for article in found.articles):
        return None
    memory.unsettled = []
    visible = {article.uri: article for article in found.articles if article.status == "usable"}
    shown = memory.shown
    at = dict(zip(shown.uri, range(len(shown.uri)), strict=True))
    before = {uri: (shown.slug[at[uri]], shown.line[at[uri]]) for uri in near.uris if uri in at}
    apart = dict(zip(shown.uri, zip(shown.apart, shown.offset, strict=True), strict=True))
    for number in sorted((at[uri] for uri in before), reverse=True):
        for name in Shown.__dataclass_fields__:
            del getattr(shown, name)[number]
    if not shown.uri and not visible:
        return None
    made = {uri: entry_of(article, channel, notes) for uri, article in visible.items()}
    shell = _shell(memory, stock, channel, list(made.values()))
    rows = listed(list(made.values()), shell)
    keys = [(-published, uri) for published, uri in zip(shown.published, shown.uri, strict=True)]
    for number, uri in enumerate(rows.uri):
        place = bisect_left(keys, (-rows.published[number], uri))
        keys.insert(place, (-rows.published[number], uri))
        for name in Shown.__dataclass_fields__:
            getattr(shown, name).insert(place, getattr(rows, name)[number])
    _kept_apart(shown)
    moved = {
        uri: number
        for number, (uri, when, offset) in enumerate(zip(shown.uri, shown.apart, shown.offset, strict=True))
        if apart.get(uri) != (when, offset)
    }
    if len(moved) > MOST:
        return None
    top = range(min(channel.limit, len(shown.uri)))
    wanted = sorted({*top, *moved.values(), *(number for number, uri in enumerate(shown.uri) if uri in made)})
    entries = {number: _entry(shown, number, made, stock, channel) for number in wanted}
    feed = replace(
        shell,
        channel=channel,
        entries=tuple(entries[number] for number in top),
        earlier=(),
        language=channel.language or _usual(shown.language),
        updated=_moment(*max(zip(shown.apart, shown.offset, strict=True))),
    )
    if facts(feed) != memory.facts:
        return None
    new_lines = _ledger(memory, found, lines)
    files = {LEDGER: new_lines}
    emitted = {uri for uri in shown.uri if uri in made} | moved.keys()
    for number in wanted:
        if shown.uri[number] in emitted:
            entry = entries[number]
            files[page_path(entry.article.slug)] = article_page(feed, entry)
            files[path_of_record(entry.article.slug)] = as_json(record(entry.article))
    files[INDEX] = index_page(feed, shown.line[channel.limit :])
    files[RSS] = rss(feed)
    files[ATOM] = atom(feed)
    files[JSON_FEED] = json_feed(feed)
    files[OPML] = opml(feed)
    nowhere = set(memory.slug) - set(shown.slug)
    stale = [
        path for word in sorted(nowhere) for path in (page_path(word), path_of_record(word)) if path in stock.there
    ]
    _remember(memory, stock, near, found)
    slugs = tuple(f"article {word}: " for word in {slug_ for slug_, _ in before.values()} | set(rows.slug))
    memory.notes = [note for note in memory.notes if not note.startswith(slugs)] if slugs else memory.notes
    memory.notes += notes
    merged = tuple(
        says
        for uri in dict.fromkeys(uri for uris in memory.articles.values() for uri in uris if uri in memory.merged)
        for says in memory.merged[uri]
    ) if memory.merged else ()  # fmt: skip
    return Patch(files, tuple(stale), memory, len(shown.uri), len(memory.hidden), merged, tuple(memory.notes))


def _shell(memory: Memory, stock: Stock, channel: Channel, made: Sequence[Entry]) -> Feed:
    """The feed with all that it says of itself; its entries do not count."""
    some = made[0].article if made else _article(stock, memory.shown.slug[0])
    return compose([some], replace(channel, language=channel.language or memory.facts[2]))


def _entry(shown: Shown, number: int, made: Mapping[str, Entry], stock: Stock, channel: Channel) -> Entry:
    """The entry in a row, as readers see it."""
    entry = made.get(shown.uri[number])
    if entry is None:
        entry = entry_of(_article(stock, shown.slug[number]), channel, [])
    when = _moment(shown.apart[number], shown.offset[number])
    return entry if entry.updated == when else replace(entry, updated=when)


def _article(stock: Stock, slug_: str) -> Article:
    return article_of(json.loads(stock.record(slug_)), is_ours=True)


def _moment(when: int, offset: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(when, dt.timezone(dt.timedelta(seconds=offset)) if offset else dt.UTC)


def _usual(languages: Sequence[str]) -> str | None:
    known_ = Counter(languages)
    known_.pop("", None)
    return min(known_, key=lambda language: (-known_[language], language)) if known_ else None


def _kept_apart(shown: Shown) -> None:
    """No two articles updated in one second: as a whole build keeps them apart."""
    shown.apart, shown.offset = list(shown.updated), list(shown.zone)
    if len(set(shown.updated)) == len(shown.updated):
        return
    last, zone = None, 0
    order = sorted(zip(shown.updated, shown.published, shown.uri, range(len(shown.uri)), strict=True))
    for when, _, _, number in order:
        if last is None or when > last:
            last, zone = when, shown.zone[number]
        else:
            last += 1
        shown.apart[number], shown.offset[number] = last, zone


def _ledger(memory: Memory, found: Identified, lines: list[bytes]) -> bytes:
    """The ledger's file with the entries found, and their columns brought up to date."""
    touched = []
    fresh = []
    for entry in found.ledger.entries:
        line = Ledger((entry,)).bytes()[:-1]
        number = memory.number.get(entry.uri)
        if number is None:
            fresh.append((entry, line))
        elif lines[number] != line:
            lines[number] = line
            memory.published[number] = seconds(entry.published)
            memory.title[number] = entry.title
            memory.body[number] = entry.body
            memory.near.put(number, entry.near)
            touched.append(entry)
    for entry, line in fresh:  # now that no number is needed any more
        place_ = bisect_left(range(len(lines)), (entry.first, entry.uri), key=lambda at: _age(lines[at]))
        lines.insert(place_, line)
        memory.uri.insert(place_, entry.uri)
        memory.slug.insert(place_, entry.slug)
        memory.published.insert(place_, seconds(entry.published))
        memory.title.insert(place_, entry.title)
        memory.body.insert(place_, entry.body)
        memory.near.insert(place_, entry.near)
        touched.append(entry)
    if fresh:
        memory.number = dict(zip(memory.uri, range(len(memory.uri)), strict=True))
    for entry in touched:
        memory.latest = max(memory.latest, seconds(entry.first), seconds(entry.updated))
        memory.unsettled.append(entry.uri)
    return b"\n".join([*lines, b""])


def _age(line: bytes) -> tuple[dt.datetime, str]:
    (entry,) = Ledger.read(line).entries
    return entry.first, entry.uri


def _remember(memory: Memory, stock: Stock, near: Around, found: Identified) -> None:
    """The memory of the documents looked at."""
    fresh: dict[str, list[str]] = {name: [] for name in near.drafts}
    for article in found.articles:
        for document in article.provenance.documents:
            if document.path in fresh and article.uri not in fresh[document.path]:
                fresh[document.path].append(article.uri)
    old = memory.articles
    memory.articles = {name: fresh[name] if name in fresh else old[name] for name in stock.names}
    memory.others = [one for one in memory.others if one[1] not in near.uris and one[0] not in near.drafts]
    memory.hidden = [uri for uri in memory.hidden if uri not in near.uris]
    for uri in near.uris:
        memory.merged.pop(uri, None)
    for article in found.articles:
        if article.status != "usable":
            memory.hidden.append(article.uri)
        if article.provenance.merged:
            memory.merged[article.uri] = list(article.provenance.merged)
        if article.provenance.merged or len(article.provenance.documents) > 1:
            for document in article.provenance.documents:
                for draft in near.drafts.get(document.path, ()):
                    one = known(draft, {})
                    memory.others.append((document.path, article.uri, one.title, one.body, one.near))
