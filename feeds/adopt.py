"""A site that moves here from another generator: what its feeds say becomes a ledger, and a configuration.

Ids, permalinks and dates of its articles go into the ledger, so that the first build gives the same articles the same
identities, and nobody sees anything twice (https://github.com/brendanlong/lion-reader/issues/1535 tells what readers do
otherwise).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from feeds.articles.adoption import name_of, page
from feeds.articles.article import Draft
from feeds.articles.fingerprints import fingerprint, headline_key, signature
from feeds.articles.ledger import Entry, Ledger
from feeds.articles.slugs import Slugs
from feeds.articles.validation import URI
from feeds.convert import Converted, convert
from feeds.declared import specs
from feeds.diff.snapshot import Family, snapshot
from feeds.errors import UnreadableError, UsageError
from feeds.settings import Value, base_url
from feeds.source.source import Source

SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Old:
    """A feed that is taken over: its address where one is known, its format, and its items."""

    name: str
    address: str | None
    family: Family
    made: Converted
    nameless: int = 0  # items without an id


@dataclass(frozen=True, slots=True)
class Adopted:
    """The ledger to begin with, the entries in it that are new, the settings that the feeds give, and what to know."""

    feeds: tuple[Old, ...]
    ledger: Ledger
    entries: tuple[Entry, ...]
    titles: Mapping[str, str]  # by uri
    settings: Mapping[str, str | int]
    notes: tuple[str, ...]
    podcast: Mapping[str, Mapping[str, Value]] | None = None  # the tables [[feed]] and [feed.podcast] of a show


@dataclass(slots=True)
class _Article:
    """One article in each of the feeds that have it."""

    by: dict[Family, Draft] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The one that says most."""
        return max(self.by.values(), key=lambda one: len(one.text))


def adopt(sources: Sequence[Source], ledger: Ledger, *, clock: dt.datetime) -> Adopted:
    """What the feeds in ``sources`` say, added to ``ledger``; what has no date there is dated by ``clock``.

    Raises UnreadableError for what is no feed, or has no item that can be read.
    """
    clock = clock.astimezone(dt.UTC).replace(microsecond=0)
    feeds = tuple(_old(source, clock) for source in sources)
    notes = [f"{error}" for old in feeds for error in old.made.errors]
    notes += [sentence for old in feeds if old.made.heading for sentence in old.made.heading.passed]
    known = {entry.uri for entry in ledger.entries}
    slugs = Slugs(entry.slug for entry in ledger.entries)
    entries: dict[str, Entry] = {}
    titles: dict[str, str] = {}
    for number, article in enumerate(_together(feeds)):
        uri, guid = _ids(article, notes)
        if uri in known:
            continue
        if uri in entries:
            notes.append(f"Two items have the id {guid or uri}; the second, {article.draft.headline!r}, gets its own.")
            continue
        entries[uri] = _entry(article, uri, guid, slugs, clock - number * SECOND, clock)
        titles[uri] = article.draft.headline
    without = max(old.nameless for old in feeds)
    if without:
        notes.append(
            f"{without} item{'s have' if without > 1 else ' has'} no id: readers that know such items by more than "
            "the link (newsboat, sfeed, NetNewsWire, FreshRSS) will show them once more. `feeds diff` tells which."
        )
    podcast = _podcast(feeds, notes)
    known_ledger = ledger.with_entries(entries)
    return Adopted(feeds, known_ledger, tuple(entries.values()), titles, _settings(feeds), tuple(notes), podcast)


def _old(source: Source, clock: dt.datetime) -> Old:
    made = convert(source.name, source.data, limit=max(len(source.data), 1))
    if made.heading is None or not made.drafts:
        why = f" {made.errors[0]}" if made.errors else ""
        raise UnreadableError(f"{source.name} has no items to adopt: it must be an RSS, Atom or JSON feed.{why}")
    taken = snapshot(source, now=clock)
    without = 0 if taken.family == "atom" else sum(not item.id for item in taken.items)
    return Old(source.name, source.url or made.heading.address, taken.family, made, without)


def _together(feeds: Sequence[Old]) -> list[_Article]:
    """The articles of all feeds, each once: by its permalink, else by title and day."""
    articles: list[_Article] = []
    by_mark: dict[str, _Article] = {}
    for old in feeds:
        for draft in old.made.drafts:
            marks = [f"id {draft.uri}"] if draft.uri else []
            if draft.original_url:
                marks.append(f"link {page(draft.original_url)}")
            if draft.content_created is not None:
                marks.append(f"day {headline_key(draft.headline)} {draft.content_created.isoformat()[:10]}")
            article = next(
                (by_mark[mark] for mark in marks if mark in by_mark and old.family not in by_mark[mark].by), None
            )
            if article is None:
                article = _Article()
                articles.append(article)
            article.by[old.family] = draft
            for mark in marks:
                by_mark.setdefault(mark, article)
    return articles


def _ids(article: _Article, notes: list[str]) -> tuple[str, str | None]:
    """The uri (an Atom feed's id) and the guid (that of RSS and JSON Feed, None where it is the same)."""
    atom, plain = article.by.get("atom"), article.by.get("rss") or article.by.get("json")
    chosen = atom or plain
    assert chosen is not None, "an article is in one feed at least"
    uri = chosen.uri or f"urn:feeds:{fingerprint(chosen.headline + chosen.text)}"
    guid = chosen.guid
    if atom is not None and atom.guid is not None:
        notes.append(f"The Atom id {atom.guid!r} is no URI, which Atom demands; its subscribers will see it once more.")
    if plain is not None and plain is not chosen:
        words = plain.guid or plain.uri
        guid = words if words != uri else None
    json_one = article.by.get("json")
    words = (json_one.guid or json_one.uri) if json_one is not None else None
    if words and words != (guid or uri):
        notes.append(f"{chosen.headline!r} is {guid or uri} in RSS and {words} in JSON Feed; the former is kept.")
    return uri, guid


def _entry(
    article: _Article, uri: str, guid: str | None, slugs: Slugs, undated: dt.datetime, clock: dt.datetime
) -> Entry:
    draft = article.draft
    dated = next((one for one in article.by.values() if one.published is not None), None)
    published = dated.published if dated is not None and dated.published is not None else undated
    published = min(published.astimezone(dt.UTC), clock)
    changes = [one.updated for one in article.by.values() if one.updated is not None]
    link = next((one.original_url for one in article.by.values() if one.original_url), None)
    return Entry(
        uri,
        slugs.take((name_of(link) if link else "") or draft.headline),
        clock,
        published,
        min(max([published, *changes]).astimezone(dt.UTC), clock),
        "metadata" if dated is not None else "ledger",
        fingerprint(draft.headline),
        headline_key(draft.headline),
        fingerprint(draft.text),
        signature(draft.text),
        "",
        guid=guid,
        link=link,
        adopted=True,
    )


def _settings(feeds: Sequence[Old]) -> dict[str, str | int]:
    """What the feeds say of the site, by the keys of the configuration; the first that says a thing counts."""
    found: dict[str, str | int] = {}

    def say(key: str, value: str | None) -> None:
        if value and value.strip():
            found.setdefault(key, " ".join(value.split()))

    for old in feeds:
        heading = old.made.heading
        assert heading is not None, "a feed has a heading"
        say("base-url", _home(heading.home, old.address))
        for key, value in (
            ("title", heading.title), ("description", heading.description), ("language", heading.language),
            ("author", heading.author),
        ):  # fmt: skip
            say(key, value)
        say("icon", _web(heading.icon, heading.home or old.address))
        say("hub", _web(heading.hub, None))
        if old.family == "atom" and heading.guid and URI.fullmatch(heading.guid):
            say("id", heading.guid)
    most = max(len(old.made.drafts) for old in feeds)
    return found | ({"limit": most} if most > 50 else {})


def _podcast(feeds: Sequence[Old], notes: list[str]) -> Mapping[str, Mapping[str, Value]] | None:
    """The tables of the first show among the feeds, None where there is none; ``notes`` tell what is left out."""
    old = next((one for one in feeds if one.made.heading is not None and one.made.heading.show is not None), None)
    if old is None or old.made.heading is None or old.made.heading.show is None:
        return None
    heading, show = old.made.heading, old.made.heading.show
    said: dict[str, Value] = {
        "image": show.image, "explicit": show.explicit is True, "type": show.kind, "owner": show.owner,
        "email": show.email, "copyright": heading.rights, "guid": show.guid, "medium": show.medium,
        "locked": show.locked is True, "complete": show.complete, "funding": show.funding,
        "funding-text": show.funding_says,
    }  # fmt: skip
    good = [one for one in show.categories if _is_taken({"categories": [one]}, notes)]
    kept = {key: value for key, value in said.items() if value and _is_taken({key: value}, notes)}
    about = {"name": "podcast", "title": heading.title, "description": heading.description}
    return {
        "feed": {key: value for key, value in about.items() if value},
        "podcast": {"categories": good} | kept if good else kept,
    }


def _is_taken(table: dict[str, Value], notes: list[str]) -> bool:
    """Whether the configuration takes a key of a podcast with that value; ``notes`` tell why not."""
    try:
        specs([{"name": "podcast", "podcast": table}], "the show", 1)
    except UsageError as wrong:
        notes.append(f"Left out of the configuration: {wrong}")
        return False
    return True


def _home(home: str, address: str | None) -> str | None:
    """The address of the folder that the site is in: its home page, else where the feed is."""
    for one in (home, (address or "").rpartition("/")[0] + "/"):
        try:
            return base_url(one.strip().removesuffix("index.html"), "")
        except UsageError:
            continue
    return None


def _web(address: str | None, base: str | None) -> str | None:
    """A whole address on the web, None where there is none."""
    if not address or not address.strip():
        return None
    try:
        whole = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) and URI.fullmatch(whole) else None
