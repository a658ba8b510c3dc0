"""Archives: whoever follows the links sees every article exactly once, and a full page is the same for ever."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from by_hand import ARTICLE, CHANNEL, NOON
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.articles.article import Article
from feeds.check import check
from feeds.emit.archives import Slot, paginated
from feeds.emit.atom import atom
from feeds.emit.feed import compose
from feeds.emit.jsonfeed import json_feed
from feeds.emit.plan import arrange, others
from feeds.emit.rss import rss
from feeds.emit.spec import Selection, Site, Spec
from feeds.source.source import Source

NOW = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}archive"
HOME = CHANNEL.home
FILES = (("rss", "xml"), ("atom", "xml"), ("feed", "json"))


def article(number: int, *, batch: int = 0, age: int = 0, odd: bool = False, status: bool = True) -> Article:
    return replace(
        ARTICLE,
        uri=f"tag:example.org,2026:{number}",
        slug=f"a{number}",
        headline=f"Number {number}",
        published=NOON - dt.timedelta(days=age, seconds=number),
        updated=NOON - dt.timedelta(days=age, seconds=number),
        first_created=NOON + dt.timedelta(days=batch),
        subjects=("Odd",) if odd else (),
        status="usable" if status else "canceled",
    )


def built(articles: list[Article], site: Site, limit: int) -> dict[str, bytes]:
    """All feeds of the articles, by path; those that are canceled are withdrawn."""
    shown = [one for one in articles if one.status == "usable"]
    gone = [one for one in articles if one.status == "canceled"]
    arranged = arrange(compose(shown, replace(CHANNEL, limit=limit), gone), site, gone)
    main = {"rss.xml": rss(arranged.main), "atom.xml": atom(arranged.main), "feed.json": json_feed(arranged.main)}
    before = {one.path: one.render() for one in arranged.before if one.is_feed}
    return {**before, **main, **others(arranged, site)}


def links(root: etree._Element) -> dict[str, str]:
    return {
        link.get("rel", "alternate"): link.get("href", "").removeprefix(HOME) for link in root.iterfind(f"{ATOM}link")
    }


def page(data: bytes) -> tuple[list[str], dict[str, str], bool]:
    """The ids in a document, its links by relation, and whether it says that it is an archive."""
    if data.startswith(b"{"):
        parsed = json.loads(data)
        next_url = parsed.get("next_url")
        rels = {"prev-archive": next_url.removeprefix(HOME)} if next_url else {}
        return [item["id"] for item in parsed["items"]], rels, False
    root = etree.fromstring(data)
    if root.tag == "rss":
        channel = root[0]
        return [one.text or "" for one in channel.iterfind("item/guid")], links(channel), channel.find(FH) is not None
    return [one.text or "" for one in root.iterfind(f"{ATOM}entry/{ATOM}id")], links(root), root.find(FH) is not None


def followed(files: Mapping[str, bytes], start: str) -> list[str]:
    """The ids that a reader gets who goes from the feed to its oldest archive."""
    found: list[str] = []
    path: str | None = start
    while path:
        ids, rels, is_archive = page(files[path])
        assert is_archive == (path != start) or path.endswith(".json")
        if path != start and not path.endswith(".json"):
            assert rels["current"] == start
            assert files[rels["next-archive"]], "a link to a page that is not there"
        found += ids
        path = rels.get("prev-archive")
    return found


ARTICLES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 400), st.booleans(), st.sampled_from([True] * 6 + [False])),
    min_size=1,
    max_size=24,
).map(
    lambda rows: [
        article(number, batch=batch, age=age, odd=odd, status=status)
        for number, (batch, age, odd, status) in enumerate(rows)
    ]
)
SIZES = st.integers(1, 5).flatmap(lambda limit: st.tuples(st.just(limit), st.integers(1, limit)))


@given(ARTICLES, SIZES)
@settings(max_examples=40, deadline=None)
def test_a_reader_who_follows_the_archive_sees_every_article_exactly_once(
    articles: list[Article], sizes: tuple[int, int]
) -> None:
    limit, size = sizes
    shown = [one for one in articles if one.status == "usable"]
    if not shown:
        return
    odd = Spec("odd", limit=limit, archive=size, select=Selection(tags=("odd",)))
    files = built(articles, Site((odd,), archive=size), limit)
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert sorted(followed(files, name)) == sorted(one.uri for one in shown)
        expected = sorted(one.uri for one in shown if one.subjects)
        assert (sorted(followed(files, f"odd/{name}")) if expected else []) == expected
        ids, _, _ = page(files[name])
        assert 1 <= len(ids) <= limit


@given(st.integers(1, 30), st.integers(0, 20), SIZES)
@settings(max_examples=30, deadline=None)
def test_a_full_page_never_changes_because_of_what_comes_later(count: int, more: int, sizes: tuple[int, int]) -> None:
    limit, size = sizes
    early = [article(number, age=number * 7 % 40) for number in range(count)]
    late = [article(100 + number, batch=1 + number, age=number * 11 % 90) for number in range(more)]
    before = built(early, Site(archive=size), limit)
    after = built([*early, *late], Site(archive=size), limit)
    full = [path for path, data in before.items() if "archive/" in path and (path.endswith(".json") or page(data)[2])]
    for path in full:
        assert after[path] == before[path], path
    assert len(full) % 3 == 0


def test_what_is_taken_back_leaves_the_other_pages_as_they_are() -> None:
    articles = [article(number) for number in range(12)]
    before = built(articles, Site(archive=3), 3)
    victim = page(before["archive/atom-2.xml"])[0][0]
    gone = [replace(one, status="canceled") if one.uri == victim else one for one in articles]
    after = built(gone, Site(archive=3), 3)
    changed = {path for path in before if "archive/" in path and after[path] != before[path]}
    assert changed == {"archive/rss-2.xml", "archive/atom-2.xml", "archive/feed-2.json"}
    assert victim.encode() not in after["archive/atom-2.xml"]
    assert b"deleted-entry" in after["atom.xml"]


def test_a_page_of_which_nothing_is_left_is_passed_by() -> None:
    articles = [article(number, status=number not in {8, 7, 6}) for number in range(12)]
    files = built(articles, Site(archive=3), 3)
    assert "archive/rss-2.xml" not in files
    assert len(followed(files, "rss.xml")) == 9
    assert page(files["archive/rss-1.xml"])[1]["next-archive"] == "archive/rss-3.xml"


def test_the_place_of_what_is_lost_is_kept() -> None:
    articles = [article(number) for number in range(9)]
    slots = [Slot(one.first_created, one.published, one.uri) for one in articles]
    site = Site(archive=2)
    channel = replace(CHANNEL, limit=3)
    before = arrange(compose(articles, channel), site, (), slots)
    after = arrange(compose([one for one in articles if one.slug != "a5"], channel), site, (), slots)
    old = {one.path: one.render() for one in before.before}
    new = {one.path: one.render() for one in after.before}
    assert {path for path in old if new[path] != old[path]} == {f"archive/{name}-2.{end}" for name, end in FILES}


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 6, 50])
def test_how_much_the_feed_keeps(count: int) -> None:
    slots = [Slot(NOON, NOON, f"{number:03}") for number in range(count)]
    pages = paginated(slots, 2, 4)
    assert [uri for one in pages.full for uri in one] + list(pages.rest) == [slot.uri for slot in slots]
    assert all(len(one) == 2 for one in pages.full)
    assert len(pages.rest) == count if count <= 4 else 3 <= len(pages.rest) <= 4


def test_the_checker_finds_nothing_in_an_archive() -> None:
    files = built([article(number) for number in range(12)], Site(archive=3), 5)
    assert len([path for path in files if "archive/" in path]) == 11
    for path, data in files.items():
        report = check(Source(path, data, HOME + path), now=NOW)
        assert report.valid, (path, report.findings)
        assert [each.rule.code for each in report.findings if each.level.value != "advice"] == [], path


def test_the_key_of_a_document_says_when_it_changes() -> None:
    articles = [article(number) for number in range(9)]
    site = Site(archive=2)
    channel = replace(CHANNEL, limit=3)
    one = {each.path: each for each in arrange(compose(articles, channel), site).before}
    more = {each.path: each for each in arrange(compose([*articles, article(50, batch=3)], channel), site).before}
    same = [path for path in one if more[path].key() == one[path].key()]
    assert same == [path for path in one if more[path].render() == one[path].render()]
    assert 0 < len(same) < len(more)
