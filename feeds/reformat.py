"""Documents in, one feed out: an existing feed in another format, or any documents as a feed.

Nothing is added that the documents do not say: no summary, author, picture or self link that was not there, no page.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from feeds.articles.article import Article, Draft, Dropped, Evidence, Provenance
from feeds.articles.episode import Episode, table
from feeds.articles.show import Show
from feeds.convert import Converted
from feeds.convert.applied import identity
from feeds.convert.converted import Heading
from feeds.emit.atom import atom
from feeds.emit.feed import Channel, Entry, Feed, entry_of
from feeds.emit.jsonfeed import json_feed
from feeds.emit.rss import rss
from feeds.emit.spec import Podcast
from feeds.errors import UsageError

Format = Literal["rss", "atom", "json-feed"]
FORMATS: tuple[Format, ...] = ("rss", "atom", "json-feed")
UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class Reformatted:
    """The feed's bytes, how many items it has, what of the documents it lacks, and what had to be changed."""

    data: bytes
    items: int
    dropped: tuple[Dropped, ...]
    notes: tuple[str, ...]


def reformat(
    converted: Sequence[Converted],
    into: Format,
    *,
    clock: dt.datetime,
    home: str | None = None,
    title: str | None = None,
    address: str | None = None,
) -> Reformatted:
    """The articles of some documents as one feed in the format ``into``.

    ``home``, ``title`` and ``address`` (of the feed itself) go before what a feed among the documents says. ``clock``
    dates items that have no date, where the format demands one. Raises UsageError where no home page is known.
    """
    heading = next((one.heading for one in converted if one.heading is not None), Heading())
    drafts = [draft for one in converted for draft in one.drafts]
    place = _home(home, heading)
    notes: list[str] = []
    channel = Channel(
        home=place, title=title or heading.title or urlsplit(place).hostname or place, authority="", own=address or ""
    )
    undated = [draft for draft in drafts if _start(draft) is None]
    fallback = heading.updated or clock
    if undated:
        notes.append(f"{len(undated)} of {len(drafts)} items have no date and got {fallback.isoformat()}.")
    entries = tuple(_entry(draft, channel, fallback, notes, heading.language) for draft in drafts)
    author = heading.author
    if into == "atom" and not author and not all(entry.authors for entry in entries):
        author = channel.title
        notes.append("Atom demands an author (RFC 4287 §4.1.1); where an item names none, it is the feed's title.")
    description = heading.description
    if into == "rss" and not description:
        description = channel.title
        notes.append("RSS demands a description of the feed; it is the feed's title.")
    latest = max((entry.updated for entry in entries), default=fallback)
    feed = Feed(
        id=heading.guid or place,
        title=channel.title,
        description=description,
        language=heading.language or None,
        author=author,
        icon=heading.icon or "",
        channel=replace(
            channel, hub=heading.hub if address else None, rights=heading.rights, categories=heading.categories
        ),
        updated=heading.updated or latest,
        entries=entries,
        podcast=_podcast(heading.show) if into == "rss" and heading.show else None,
    )
    data = {"rss": rss, "atom": atom, "json-feed": json_feed}[into](feed)
    said = {one.line for one in heading.said if into in one.formats}
    lines = (line for one in converted for line in one.dropped if line not in said)
    dropped = (*lines, *_unsaid(drafts, entries, into, is_show=feed.podcast is not None))
    return Reformatted(data, len(entries), dropped, tuple(dict.fromkeys(notes)))


def counted(dropped: Sequence[Dropped]) -> Mapping[str, int]:
    """How often each kind of thing was left out, the most frequent first."""
    counts: dict[str, int] = {}
    for one in dropped:
        start = one.text.partition(">")[0] + ">" if one.text.startswith("<") else one.text.partition(":")[0]
        # items[3]._x is items[]._x, whichever item it was.
        name = "".join(c for c in start[:60] if not c.isdigit()).split(" ")[0]
        key = f"{name if name.endswith('>') or not name.startswith('<') else name + '>'} ({one.reason})"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _podcast(show: Show) -> Podcast:
    """The show as a feed says it, with nothing that it did not say itself."""
    return Podcast(
        show.categories,
        show.image,
        explicit=show.explicit,
        kind=show.kind,
        owner=show.owner,
        email=show.email,
        guid=show.guid,
        medium=show.medium,
        locked=show.locked,
        complete=show.complete,
        funding=show.funding,
        funding_says=show.funding_says,
        bare=True,
    )


def _unsaid(drafts: Sequence[Draft], entries: Sequence[Entry], into: Format, *, is_show: bool) -> Iterator[Dropped]:
    """What the drafts say of episodes and the feed does not: only RSS has elements for it, and Apple's are a show's."""
    for draft, entry in zip(drafts, entries, strict=True):
        episode = draft.episode
        if is_show and episode and entry.episode:
            continue
        if into == "rss" and episode and entry.episode:
            episode = Episode(
                kind=episode.kind, title=episode.title, explicit=episode.explicit, artwork=episode.artwork
            )
        reason = "a feed that is no show has no place for it" if into == "rss" else f"{into} has no place for it"
        for name in table(episode) if episode else ():
            first = draft.documents[0]
            yield Dropped(first.path, first.first_line, f"<episode:{name}>", reason)


def _home(given: str | None, heading: Heading) -> str:
    for address in (given, heading.home, heading.address):
        if address and address.startswith(("http://", "https://")):
            return address
    raise UsageError(
        "No document says which site the feed is of. Give its home page: --base-url https://www.example.org/"
    )


def _start(draft: Draft) -> dt.datetime | None:
    if draft.published is not None:
        return draft.published
    made = draft.content_created
    if made is None or isinstance(made, dt.datetime):
        return made
    return dt.datetime.combine(made, dt.time(12), dt.UTC)


def _entry(draft: Draft, channel: Channel, fallback: dt.datetime, notes: list[str], spoken: str) -> Entry:
    """The entry of a draft in a feed in the language ``spoken``."""
    published = _start(draft) or draft.updated or fallback
    uri = draft.uri or draft.original_url or identity(f"{draft.headline}\n{draft.text}", channel.home)[0]
    article = Article(
        uri=uri,
        slug="item",
        language=UNDETERMINED if draft.language_basis == "detected" or draft.language == spoken else draft.language,
        headline=draft.headline if draft.is_titled else "",
        html=draft.html,
        text=draft.text,
        summary=draft.summary,
        published=published,
        updated=max(published, draft.updated or published),
        first_created=published,
        provenance=Provenance(draft.documents, draft.evidence or Evidence("ledger"), draft.language_confidence),
        content_created=draft.content_created,
        authors=draft.authors or draft.agencies,
        agencies=draft.agencies,
        pictures=draft.pictures,
        subjects=draft.subjects,
        status=draft.status,
        original_url=draft.original_url,
        guid=draft.guid,
        enclosures=draft.enclosures,
        episode=draft.episode,
    )
    entry = entry_of(article, channel, notes, bare=True)
    # A page that does not exist is no permalink.
    return entry if draft.original_url else replace(entry, url="")
