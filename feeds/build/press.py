"""From drafts that are known to articles that are made: what travels to the hands, and what comes back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from feeds.articles.article import Dropped
from feeds.articles.duplicates import Kept
from feeds.articles.ledger import Identified
from feeds.build.crew import Crew, Task
from feeds.build.hand import Facts, Hand, Made, Put, Ticket, ToKnow, ToMake, ToRecall, ToShow, entry_in
from feeds.convert.placed import Placed, pages
from feeds.emit.feed import Channel, Entry, Feed, apart, language_of, page_path, shell
from feeds.values.stored import Stored

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NOTHING: Mapping[str, str] = MappingProxyType({})
CHUNK = 64  # articles that travel together


class Store(Protocol):
    """Where pages and records wait until all of the site is made."""

    def begin(self) -> Put:
        """Make ready, and say how to put one there; it has to be fit for pickling where there are several jobs."""


class Files:
    """A store in memory, for one process."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def begin(self) -> Put:
        """It is ready."""
        return self._put

    def _put(self, path: str, data: bytes) -> Stored:
        self.files[path] = data
        return Stored(len(data), "new")


def tickets(found: Identified, crew: Crew[Hand]) -> list[Ticket]:
    """The articles found, each with where its words are; when readers see them changed is not known yet."""
    several = {number: group for number, group in enumerate(found.groups) if len(group.members) > 1}
    wanted = [member.kept for group in several.values() for member in group.members if member.kept is not None]
    asked: dict[int, list[Kept]] = defaultdict(list)
    for kept in dict.fromkeys(wanted):
        asked[kept.by].append(kept)
    tasks: list[Task[Hand, list[tuple[Dropped, ...]]]]
    tasks = [(number, ToRecall(tuple(one))) for number, one in asked.items()]
    dropped: dict[Kept, tuple[Dropped, ...]] = {}
    for one, answer in zip(asked.values(), crew.gather(tasks), strict=True):
        dropped.update(zip(one, answer, strict=True))
    made = []
    for number, (article, group) in enumerate(zip(found.articles, found.groups, strict=True)):
        words = group.chosen.kept
        is_local = any(member.is_local for member in group.members)
        if number in several and words is not None:
            lines = tuple(line for member in group.members if member.kept for line in dropped[member.kept])
            source = replace(article.provenance, dropped=lines)
            made.append(Ticket(replace(article, provenance=source), article.updated, words, is_local, has_dropped=True))
        else:
            made.append(Ticket(article, article.updated, words, is_local, has_dropped=False))
    return made


class Press:
    """Has articles made, and remembers which hand can tell their words."""

    def __init__(self, crew: Crew[Hand], channel: Channel, wanted: Sequence[Ticket]) -> None:
        self._crew = crew
        self._channel = channel
        self._tickets = list(wanted)
        self._by_uri: dict[str, Ticket] = {}

    def made(self, store: Store) -> list[Made]:
        """All articles, with their pages and records in the store; of those that are wrong only what is wrong."""
        put = store.begin()
        local = any(ticket.is_local for ticket in self._tickets)
        linked = pages((ticket.article for ticket in self._tickets), page_path) if local else {}
        wanted = _kept_apart(self._tickets)
        facts = self._facts(wanted, linked, put)
        made = self._all(wanted, facts)
        right = [number for number, one in enumerate(made) if one.wrong is None]
        if 0 < len(right) < len(made):
            # Without the others the feed's language may be another one, or a second be free.
            left = _kept_apart([wanted[number] for number in right])
            fewer = self._facts(left, linked, put)
            if fewer != facts or left != [wanted[number] for number in right]:
                for number, ticket, one in zip(right, left, self._all(left, fewer), strict=True):
                    wanted[number], made[number] = ticket, one
        self._tickets = wanted
        self._by_uri = {ticket.article.uri: ticket for ticket in wanted if ticket.kept is not None}
        return made

    def whole(self, feed: Feed) -> Feed:
        """The feed with the words of its entries, as far as they are not there; those of earlier ones are not asked."""
        lean = [entry for entry in feed.entries if entry.id in self._by_uri]
        if not lean:
            return feed
        asked: dict[int, list[Ticket]] = defaultdict(list)
        for entry in lean:
            ticket = self._by_uri[entry.id]
            assert ticket.kept is not None, "only those are asked for"
            asked[ticket.kept.by].append(ticket)
        tasks: list[Task[Hand, list[Entry]]] = [(number, ToShow(tuple(several))) for number, several in asked.items()]
        told = {entry.id: entry for several in self._crew.gather(tasks) for entry in several}
        return replace(feed, entries=tuple(_told(entry, told.get(entry.id), feed) for entry in feed.entries))

    def _facts(self, wanted: Sequence[Ticket], linked: Mapping[str, str], put: Put) -> Facts:
        languages = (language_of(one.article) for one in wanted if one.article.status == "usable")
        return Facts(shell(self._channel, languages, wanted[0].updated if wanted else EPOCH), linked, put)

    def _all(self, wanted: Sequence[Ticket], facts: Facts) -> list[Made]:
        to_know: list[Task[Hand, None]] = [(number, ToKnow(facts)) for number in range(self._crew.jobs)]
        self._crew.gather(to_know)
        by: dict[int | None, list[int]] = defaultdict(list)
        for number, ticket in enumerate(wanted):
            by[ticket.kept.by if ticket.kept else None].append(number)
        parts = [
            (hand, numbers[at : at + CHUNK]) for hand, numbers in by.items() for at in range(0, len(numbers), CHUNK)
        ]
        tasks = [(hand, ToMake(tuple(wanted[number] for number in numbers))) for hand, numbers in parts]
        made: dict[int, Made] = {}
        for (_, numbers), answer in zip(parts, self._crew.gather(tasks), strict=True):
            made.update((number, _whole(one, wanted[number])) for number, one in zip(numbers, answer, strict=True))
        return [made[number] for number in range(len(wanted))]


def _kept_apart(wanted: Sequence[Ticket]) -> list[Ticket]:
    """The articles that are shown, no two updated in one second, among the others."""
    shown = [number for number, ticket in enumerate(wanted) if ticket.article.status == "usable"]
    made = list(wanted)
    for number, moment in zip(shown, apart([wanted[number].article for number in shown]), strict=True):
        if made[number].updated != moment:
            made[number] = made[number]._replace(updated=moment)
    return made


def _whole(one: Made, ticket: Ticket) -> Made:
    """What a hand made, with what its ticket has."""
    placed = one.placed or Placed(ticket.article, NOTHING)
    if one.row is None:
        return one._replace(placed=placed)
    return one._replace(placed=placed, entry=entry_in(one.row, placed.article, ticket.updated), row=None)


def _told(entry: Entry, whole: Entry | None, feed: Feed) -> Entry:
    """An entry with its words, in the way in which this feed shows it."""
    if whole is None:
        return entry
    return replace(whole, enclosures=entry.enclosures, html="" if feed.is_short else whole.html)
