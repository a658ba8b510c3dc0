"""What readers make of a change: a table of edits, and the properties that hold for every pair of feeds."""

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.diff import READERS, Comparison, Snapshot, compare, snapshot
from feeds.diff.telling import lines, value
from feeds.errors import UnreadableError
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
BODY = (
    "The harbour of Seatown reopened on Wednesday after four days of storm, the port authority said in its statement "
    "of number {}, and some forty fishing boats left before noon while the first ferry followed in the early afternoon."
)


@dataclass(frozen=True)
class Entry:
    number: int
    id: str | None = ""
    title: str = ""
    link: str = ""
    text: str = ""
    day: int = 0

    def __post_init__(self) -> None:
        number = self.number
        for name, given_, otherwise in (
            ("id", self.id, f"tag:example.org,2026:{number}"),
            ("title", self.title, f"Number {number} & more"),
            ("link", self.link, f"https://example.org/{number}"),
            ("text", self.text, f"<p>{BODY.format(number)}</p> {number * 'word '}"),
            ("day", self.day, 28 - number),
        ):
            if given_ in ("", 0):
                object.__setattr__(self, name, otherwise)

    @property
    def date(self) -> dt.datetime:
        return dt.datetime(2026, 2, self.day, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Feed:
    entries: tuple[Entry, ...] = tuple(Entry(number) for number in range(1, 6))
    own: str = "https://example.org/feed"
    id: str = "tag:example.org,2026:/"
    deleted: tuple[str, ...] = field(default=())

    def rss(self) -> bytes:
        items = "".join(
            f"<item><title>{escape(escape(one.title))}</title><link>{one.link}</link>"
            + (f'<guid isPermaLink="false">{one.id}</guid>' if one.id else "")
            + f"<pubDate>{one.date:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
            f"<description>{escape(one.text)}</description></item>\n"
            for one in self.entries
        )
        return (
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>'
            f'<link>https://example.org/</link><description>x</description><atom:link rel="self" href="{self.own}"/>\n'
            f"{items}</channel></rss>"
        ).encode()

    def atom(self) -> bytes:
        entries = "".join(
            f'<entry><id>{one.id or ""}</id><title>{escape(one.title)}</title><link href="{one.link}"/>'
            f"<published>{one.date.isoformat()}</published><updated>{one.date.isoformat()}</updated>"
            f'<content type="html">{escape(one.text)}</content></entry>\n'
            for one in self.entries
        )
        gone = "".join(f'<at:deleted-entry ref="{one}" when="2026-03-01T00:00:00Z"/>' for one in self.deleted)
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
            f'<title>News</title><id>{self.id}</id><link href="https://example.org/"/>'
            f'<link rel="self" href="{self.own}"/>\n{gone}{entries}</feed>'
        ).encode()

    def json(self) -> bytes:
        items = [
            {key: said for key, said in (
                ("id", one.id), ("title", one.title), ("url", one.link), ("content_html", one.text),
                ("date_published", one.date.isoformat()),
            ) if said}
            for one in self.entries
        ]  # fmt: skip
        head = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.org/"}
        return json.dumps({**head, "feed_url": self.own, "items": items}).encode()

    def taken(self, family: str) -> Snapshot:
        data = {"rss": self.rss, "atom": self.atom, "json": self.json}[family]()
        return snapshot(Source(f"{family} feed", data), now=NOW)


FEED = Feed()
FAMILIES = ("rss", "atom", "json")


def edited(number: int, **more: object) -> Feed:
    return replace(
        FEED,
        entries=tuple(replace(one, **more) if one.number == number else one for one in FEED.entries),  # type: ignore[arg-type]  # the fields that a row names
    )


def between(old: Feed, new: Feed, family: str = "rss", then: str | None = None) -> Comparison:
    return compare(old.taken(family), new.taken(then or family), READERS)


NEW = Entry(9, day=28)
ALL_NEW_IDS = replace(FEED, entries=tuple(replace(one, id=f"urn:{one.number}") for one in FEED.entries))
SHORTER = replace(FEED, entries=FEED.entries[:2])
ROLLED = replace(FEED, entries=(NEW, *FEED.entries[:4]))
# Effects on each item of the new feed and then on those that are gone: in sfeed, and in the others.
CHANGES: dict[str, tuple[Feed, str, str]] = {
    "nothing": (FEED, "same " * 5, "same " * 5),
    "an edit": (edited(2, text="<p>Short.</p>"), "same unnoticed same same same", "same changed same same same"),
    "a headline": (edited(2, title="Other"), "same resurfacing same same same", "same changed same same same"),
    "a link": (edited(2, link="https://example.org/x"), "same resurfacing same same same", "same changed same same same"),  # noqa: E501 - a row
    "an id": (edited(2, id="urn:2"), "same resurfacing same same same", "same resurfacing same same same"),
    "all ids": (ALL_NEW_IDS, "resurfacing " * 5, "resurfacing " * 5),
    "a new one": (ROLLED, "new same same same same aged-out", "new same same same same aged-out"),
    "fewer": (SHORTER, "same same vanished vanished vanished", "same same vanished vanished vanished"),
    "one from the middle": (
        replace(FEED, entries=(NEW, *FEED.entries[:2], *FEED.entries[3:])),
        "new same same same same vanished",
        "new same same same same vanished",
    ),
    "an id used again": (
        replace(FEED, entries=(replace(NEW, id=FEED.entries[0].id, text="<p>Nothing of that.</p>"), *FEED.entries[1:])),
        "new same same same same vanished",
        "hidden same same same same vanished",
    ),
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("new", "sfeed", "others"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change(new: Feed, sfeed: str, others: str, family: str) -> None:
    made = between(FEED, new, family)
    for reader in made.readers:
        effects = [row.readers[reader.name] for row in made.rows]
        expected = sfeed if reader.name == "sfeed" else others
        if reader.edits == "ignored" and reader.name != "sfeed":
            expected = expected.replace("changed", "unnoticed")
        if reader.again is not None and "hidden" in expected:
            continue  # it asks for more than the id then
        assert effects == expected.split(), reader.name
    assert {reader.name for reader in made.readers} == {one.name for one in READERS if family in one.reads}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("then", FAMILIES)
def test_another_format_with_the_same_ids_shows_nothing_again_but_in_sfeed(family: str, then: str) -> None:
    made = between(FEED, FEED, family, then)
    for row in made.rows:
        # Titles are HTML in RSS and mostly text elsewhere; sfeed compares them as they are written.
        others = {effect for name, effect in row.readers.items() if name != "sfeed"}
        assert others == {"same"}
        if "sfeed" in row.readers:
            assert row.readers["sfeed"] == ("same" if family == then else "resurfacing")
    assert bool(made.lost) is (family != "json" and then == "json")
    assert any("the format is another" in one for one in made.moves) is (family != then)


def test_items_without_ids_are_known_by_what_each_reader_takes_instead() -> None:
    nameless = replace(FEED, entries=tuple(replace(one, id=None) for one in FEED.entries))
    dated = replace(nameless, entries=(replace(nameless.entries[0], day=28), *nameless.entries[1:]))
    made = between(nameless, dated)
    again = {name for name, effect in made.rows[0].readers.items() if effect == "resurfacing"}
    assert again == {"newsboat", "NetNewsWire"}
    reworded = replace(nameless, entries=(replace(nameless.entries[0], text="<p>Other.</p>"), *nameless.entries[1:]))
    again = {name for name, effect in between(nameless, reworded).rows[0].readers.items() if effect == "resurfacing"}
    assert again == {"rss2email", "FreshRSS"}


def test_an_atom_feed_says_what_it_withdrew_and_that_it_is_another() -> None:
    first = FEED.entries[0].id
    new = replace(FEED, entries=FEED.entries[1:], deleted=(first or "",), id="urn:x", own="https://elsewhere.example/f")
    made = between(FEED, new, "atom")
    assert [row.effect for row in made.rows] == ["same"] * 4 + ["withdrawn"]
    assert [one.partition(":")[0] for one in made.moves] == [
        "the feed has another id, so that it is another feed", "the feed says that it is elsewhere (self)",
    ]  # fmt: skip


def test_places_are_those_of_the_items() -> None:
    for family in ("rss", "atom"):
        items = FEED.taken(family).items
        assert [(one.number, one.line, one.column) for one in items] == [(n, n + 1, 1) for n in range(1, 6)]
    data = json.dumps(json.loads(FEED.json()), indent=1).encode()
    (first, *_) = snapshot(Source("x", data), now=NOW).items
    assert data.decode().splitlines()[first.line - 1][first.column - 1 :] == "{"


def test_it_is_told_in_lines_and_in_values() -> None:
    made = between(FEED, ALL_NEW_IDS)
    told = list(lines(made, 2))
    assert told[0] == "rss feed (rss-2.0, 5 items) → rss feed (rss-2.0, 5 items)"
    assert "    and 3 more" in told
    assert "      id: tag:example.org,2026:1 → urn:1" in told
    assert told[-1].endswith("Feedly: 5 resurfacing")
    plain = json.loads(json.dumps(value(made)))
    assert plain["items"][0]["readers"]["Miniflux"] == "resurfacing"
    assert plain["readers"][0]["counts"]["resurfacing"] == 5


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"<html/>", b"<opml version='2.0'/>", b"no feed", b"\xff\xfe"],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^x cannot be compared: "):
        snapshot(Source("x", data), now=NOW)


@pytest.mark.parametrize(
    "data", [b'{"items": 5, "version": 7}', b"<rss/>", b"<feed xmlns='http://www.w3.org/2005/Atom'/>"]
)
def test_a_feed_without_items_has_none(data: bytes) -> None:
    assert snapshot(Source("x", data), now=NOW).items == ()


ENTRIES = st.lists(
    st.builds(
        Entry,
        st.integers(1, 20),
        id=st.sampled_from(("", "a", "b", None)),
        title=st.sampled_from(("", "One", "Two")),
        link=st.sampled_from(("", "https://example.org/x")),
        text=st.sampled_from(("", "<p>Short.</p>")),
        day=st.integers(1, 28),
    ),
    max_size=6,
).map(tuple)


@settings(max_examples=80)
@given(ENTRIES, ENTRIES, st.sampled_from(FAMILIES), st.sampled_from(FAMILIES))
def test_every_item_has_one_fate(old: tuple[Entry, ...], new: tuple[Entry, ...], family: str, then: str) -> None:
    made = between(replace(FEED, entries=old), replace(FEED, entries=new), family, then)
    assert [row.new.number for row in made.rows if row.new] == list(range(1, len(new) + 1))
    told = [row.old.number for row in made.rows if row.old]
    assert sorted(told) == list(range(1, len(old) + 1))
    assert list(lines(made, 0))
    for row in made.rows:
        if row.readers:
            assert row.effect in row.readers.values()
    same = between(replace(FEED, entries=old), replace(FEED, entries=old), family)
    for reader in same.readers:
        assert {"new", "resurfacing", "vanished"}.isdisjoint(row.readers[reader.name] for row in same.rows)
