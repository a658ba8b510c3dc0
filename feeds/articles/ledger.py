"""Who is who: drafts and the ledger in, articles and the new ledger out.

An article is known again by, in this order: the uri that it states itself; its permalink; its body, word for word; a
body nearly the same; its headline, where the bodies still have something in common or the file is the same. So an
edited headline, an edited body, a moved or renamed file keeps the uri, and two documents with one article give one
article. What another generator published (``feeds.articles.adoption``) is also found by less.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.articles.adoption import adoptions, page
from feeds.articles.article import Article, Draft, Evidence, Provenance
from feeds.articles.duplicates import CANDIDATES, Group, Known, grouped, known
from feeds.articles.fingerprints import SAME, SAME_WITH_HEADLINE, bands, fingerprint, likeness
from feeds.articles.ledgerfile import NAME, Entry, Ledger
from feeds.articles.slugs import Slugs
from feeds.errors import ArticleError, UsageError

__all__ = ["NAME", "Entry", "Identified", "Ledger", "identified", "identify"]

# RFC 4151 §2.1: a domain name or mail address, a comma, a year, month or day on which it was the minter's.
AUTHORITY = re.compile(r"[A-Za-z0-9._@-]+,\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Identified:
    """``articles`` in the order of the drafts, the ledger to keep, a sentence for each duplicate, and what collided."""

    articles: tuple[Article, ...]
    ledger: Ledger
    merged: tuple[str, ...] = ()
    errors: tuple[ArticleError, ...] = ()
    groups: tuple[Group, ...] = ()


def identify(
    drafts: Sequence[Draft], ledger: Ledger, *, authority: str, clock: dt.datetime, minor: int = 0
) -> Identified:
    """The articles of ``drafts``: as ``identified`` finds them."""
    remembered = {entry.body: entry.near for entry in ledger.entries}
    several = [known(draft, remembered) for draft in drafts]
    return identified(several, ledger, authority=authority, clock=clock, minor=minor)


def identified(
    drafts: Sequence[Known], ledger: Ledger, *, authority: str, clock: dt.datetime, minor: int = 0
) -> Identified:
    """The articles of ``drafts``, each with its uri, slug and dates; ``groups`` are the drafts of each.

    ``authority`` (``example.org,2026``) is the tagging entity of new uris (RFC 4151, https://www.rfc-editor.org/rfc/rfc4151);
    ``clock``, with a zone, dates what is new or changed. Where two different articles state one uri, neither comes out
    and ``errors`` names both. A change of less than ``minor`` percent of the text, as signatures tell it, is no update
    as long as the headline has the same words; small changes add up. Raises UsageError for an authority that is none.
    """
    if not AUTHORITY.fullmatch(authority):
        raise UsageError(
            f"The tag authority {authority!r} is not like example.org,2026: a domain or mail address of yours, a "
            "comma, and a year in which it was yours (RFC 4151)."
        )
    clock = _never_back(clock.astimezone(dt.UTC).replace(microsecond=0), ledger)
    groups, errors = grouped(drafts)
    entries = _matched(groups, ledger)
    press = _Press(ledger, authority, clock, minor)
    articles = []
    changed = {}
    for number, group in enumerate(groups):
        article, entry = press.article(group, entries.get(number))
        articles.append(article)
        changed[entry.uri] = entry
    merged = tuple(note for article in articles for note in article.provenance.merged)
    return Identified(tuple(articles), ledger.with_entries(changed), merged, tuple(errors), tuple(groups))


def _matched(groups: Sequence[Group], ledger: Ledger) -> dict[int, Entry]:
    """The ledger's entry for each group, by the group's number; groups without one are new."""
    found: dict[int, Entry] = {}
    free = {entry.uri: entry for entry in ledger.entries}

    def claim(number: int, entry: Entry) -> None:
        if number not in found and entry.uri in free:
            found[number] = free.pop(entry.uri)

    for number, group in enumerate(groups):
        if group.uri in free:
            claim(number, free[group.uri])
    links = {page(entry.link): entry for entry in reversed(ledger.entries) if entry.link}
    for number, group in enumerate(groups) if links else ():
        for member in group.members:
            if group.uri is None and member.draft.original_url and page(member.draft.original_url) in links:
                claim(number, links[page(member.draft.original_url)])
    by_body = {entry.body: entry for entry in reversed(ledger.entries)}
    for number, group in enumerate(groups):
        for member in group.members:
            if group.uri is None and member.is_telling and member.body in by_body:
                claim(number, by_body[member.body])
    known_once = [entry for entry in free.values() if entry.adopted]
    for number, uri in adoptions(((n, group) for n, group in enumerate(groups) if n not in found), known_once):
        if uri in free:
            claim(number, free[uri])
    rest = {number: group for number, group in enumerate(groups) if number not in found and group.uri is None}
    for _, number, entry in sorted(_alike(rest, free.values()), key=lambda one: (-one[0], one[1], one[2].uri)):
        claim(number, entry)
    return found


def _alike(groups: Mapping[int, Group], entries: Collection[Entry]) -> list[tuple[float, int, Entry]]:
    """Pairs of a group and an entry that are one article, with how sure that is.

    The groups are filed and the entries streamed past them, since as a rule few groups are unknown and many entries
    are known.
    """
    by_band: dict[bytes, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    for number, group in groups.items() if entries else ():
        for key in bands(group.chosen.near):
            by_band[key].append(number)
        for title in {member.title for member in group.members}:
            by_title[title].append(number)
    pairs = []
    for entry in entries if groups else ():
        near = {number for key in bands(entry.near) for number in by_band.get(key, ())[-CANDIDATES:]}
        for number in near.union(by_title.get(entry.title, ())[-CANDIDATES:]):
            group = groups[number]
            score = likeness(group.chosen.near, entry.near)
            titled = any(member.title == entry.title for member in group.members)
            filed = any(member.file == entry.file for member in group.members)
            if (group.chosen.is_telling and score >= SAME) or (titled and (score >= SAME_WITH_HEADLINE or filed)):
                pairs.append((score + titled + filed / 4, number, entry))
    return pairs


def _never_back(clock: dt.datetime, ledger: Ledger) -> dt.datetime:
    """The clock, or the latest moment that the ledger has: a clock that was set back must not date news before olds."""
    return max((clock, *(max(entry.first, entry.updated) for entry in ledger.entries)))


def _told(chosen: Known, draft: Draft) -> str:
    """The headline's fingerprint; another one once the article is taken back, which is a change that has its date."""
    return fingerprint(f"canceled: {chosen.headline}") if draft.status == "canceled" else chosen.headline


class _Press:
    """Gives uris, slugs and dates that nobody has had."""

    def __init__(self, ledger: Ledger, authority: str, clock: dt.datetime, minor: int) -> None:
        self._minor = minor
        self._authority = authority
        self._clock = clock
        self._slugs = Slugs(entry.slug for entry in ledger.entries)
        self._used = {entry.slug for entry in ledger.entries}
        self._uris = {entry.uri for entry in ledger.entries}
        self._seconds = {entry.published for entry in ledger.entries}
        self._last: dict[dt.datetime, dt.datetime] = {}

    def article(self, group: Group, entry: Entry | None) -> tuple[Article, Entry]:
        """The article of a group, and its line in the ledger."""
        draft = group.merged()
        notes = list(draft.notes)
        if entry is None:
            entry = self._new(group.chosen, draft, notes)
        else:
            entry = self._again(group.chosen, draft, entry, notes)
        evidence = draft.evidence if draft.evidence and entry.basis != "ledger" else Evidence(entry.basis)
        provenance = Provenance(
            draft.documents,
            evidence,
            draft.language_confidence,
            draft.language_basis,
            draft.merged,
            draft.dropped,
            tuple(notes),
        )
        article = Article(
            entry.uri,
            entry.slug,
            draft.language,
            draft.headline,
            draft.html,
            draft.text,
            draft.summary,
            entry.published,
            entry.updated,
            entry.first,
            provenance,
            draft.content_created,
            draft.authors,
            draft.agencies,
            draft.pictures,
            draft.subjects,
            draft.status,
            draft.original_url or entry.link,
            draft.guid or entry.guid,
            draft.embargoed_until,
            draft.enclosures,
            draft.episode,
        )
        return article, entry

    def _new(self, chosen: Known, draft: Draft, notes: list[str]) -> Entry:
        start = draft.published or self._start(draft, notes)
        # What a document states to the second stands; what only its day or the clock gives is kept apart.
        stated = draft.published is not None and draft.published <= self._clock
        published = draft.published if stated else self._second(min(start, self._clock) if start else self._clock)
        assert published is not None
        updated = max(published, draft.updated) if draft.updated and draft.updated <= self._clock else published
        slug = self._slug(chosen, draft, notes)
        return Entry(
            draft.uri or self._uri(slug),
            slug,
            self._clock,
            published,
            updated,
            draft.evidence.basis if draft.evidence and start else "ledger",
            _told(chosen, draft),
            chosen.title,
            chosen.body,
            chosen.near,
            chosen.file,
        )

    def _again(self, chosen: Known, draft: Draft, entry: Entry, notes: list[str]) -> Entry:
        if entry.basis == "ledger" and draft.evidence is not None and draft.evidence.basis != "ledger":
            notes.append(
                f"The document gives a date ({draft.evidence.words!r}); the article keeps the one under which readers "
                "know it."
            )
        if entry.guid or entry.link:
            notes.append(f"Subscribers of an earlier feed know it as {entry.guid or entry.uri}; it keeps that id.")
        headline = _told(chosen, draft)
        # Another generator's markup gives the words in another way, which is no edit.
        changed = not entry.adopted and (entry.headline, entry.body) != (headline, chosen.body)
        if changed and self._is_minor(chosen, draft, entry):
            return replace(entry, file=chosen.file)  # the rest as it was when readers were last told
        return replace(
            entry,
            updated=max(self._clock, entry.updated, entry.published) if changed else entry.updated,
            headline=headline,
            title=chosen.title,
            body=chosen.body,
            near=chosen.near,
            file=chosen.file,
            adopted=False,
        )

    def _is_minor(self, chosen: Known, draft: Draft, entry: Entry) -> bool:
        """Whether readers need not be told of a change. That an article is taken back, or comes again, they must be."""
        if not self._minor or draft.status == "canceled":
            return False
        came_again = entry.headline == fingerprint(f"canceled: {chosen.headline}")
        share = 100 * (1 - likeness(entry.near, chosen.near))
        return entry.title == chosen.title and share < self._minor and not came_again

    def _start(self, draft: Draft, notes: list[str]) -> dt.datetime | None:
        """The moment that the evidence gives; None without evidence or where it has not come yet."""
        made = draft.content_created
        if draft.evidence is None or made is None:
            return None
        if isinstance(made, dt.datetime):
            start = made.astimezone(dt.UTC).replace(microsecond=0)
        else:
            start = dt.datetime.combine(made, dt.time(12), dt.UTC)
        # Somewhere on earth it is already tomorrow; the day after is a misprint or another kind of date.
        if start.date() > self._clock.date() + DAY:
            notes.append(f"The date in the document ({draft.evidence.words!r}) has not come yet and was not used.")
            return None
        return start

    def _second(self, start: dt.datetime) -> dt.datetime:
        """The latest second until ``start`` at which no article was published: never later than the evidence."""
        at = self._last.get(start, start)
        while at in self._seconds:
            at -= SECOND
        self._last[start] = at
        self._seconds.add(at)
        return at

    def _slug(self, chosen: Known, draft: Draft, notes: list[str]) -> str:
        if draft.slug is None or draft.slug in self._used:
            slug = self._slugs.take_like(chosen.stem)
            if draft.slug is not None:
                notes.append(f"The slug {draft.slug!r} belongs to another article; this one has {slug!r}.")
        else:
            slug = draft.slug
            self._slugs.keep(slug)
        self._used.add(slug)
        return slug

    def _uri(self, slug: str) -> str:
        uri = f"tag:{self._authority}:{slug}"
        number = 2
        while uri in self._uris:
            uri = f"tag:{self._authority}:{slug}/{number}"
            number += 1
        self._uris.add(uri)
        return uri
