import datetime as dt
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.articles.article import Article, Document, Draft, Evidence, Picture
from feeds.articles.fingerprints import SAME, likeness, signature
from feeds.articles.ledger import Identified, Ledger, identify
from feeds.articles.slugs import Slugs, slug
from feeds.errors import ArticleError, UsageError

CLOCK = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
LATER = CLOCK + dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
WORDS = [
    *(
        "harbour",
        "council",
        "ferry",
        "line",
        "island",
        "winter",
        "budget",
        "mayor",
        "school",
        "bridge",
        "olive",
        "valley",
    ),
    *(
        "market",
        "price",
        "farmer",
        "night",
        "paper",
        "letter",
        "street",
        "river",
        "tower",
        "minister",
        "vote",
        "summer",
    ),
    *("rain", "garden", "train", "station", "doctor", "window", "water", "summit", "border", "treaty", "signal"),
]


def prose(seed: int, paragraphs: int = 8) -> str:
    """A text that shares no run of words with that of another seed but by chance."""
    chance = random.Random(seed)  # noqa: S311 - texts for tests, no secrets
    return "\n\n".join(" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(paragraphs))


def draft(headline: str, text: str, path: str = "a.txt", line: int = 1, **more: object) -> Draft:
    plain = Draft(headline, f"<p>{text}</p>", text, text[:100], "en", 0.9, (Document(path, "0" * 64, line, line + 9),))
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields that a test names


def known(*drafts: Draft, ledger: Ledger | None = None, clock: dt.datetime = CLOCK) -> Identified:
    return identify(drafts, ledger or Ledger(), authority="example.org,2026", clock=clock)


def only(made: Identified) -> Article:
    (article,) = made.articles
    return article


def test_a_new_article_gets_a_tag_uri_and_the_day_of_its_first_publication() -> None:
    made = known(draft("Peace at Last", prose(1)))
    article = only(made)
    assert article.uri == "tag:example.org,2026:peace-at-last"
    assert article.slug == "peace-at-last"
    assert (article.published, article.updated, article.first_created) == (CLOCK, CLOCK, CLOCK)
    assert article.provenance.date == Evidence("ledger")


DAY = dt.date(2025, 2, 26)
NOON = dt.datetime(2025, 2, 26, 12, tzinfo=dt.UTC)
MOMENT = dt.datetime(2025, 2, 26, 9, 30, tzinfo=dt.timezone(3 * HOUR))


@pytest.mark.parametrize(
    ("made", "clock", "published", "basis"),
    [
        (DAY, CLOCK, NOON, "caption"),
        (MOMENT, CLOCK, dt.datetime(2025, 2, 26, 6, 30, tzinfo=dt.UTC), "caption"),
        (DAY, NOON - 2 * HOUR, NOON - 2 * HOUR, "caption"),
        (DAY, NOON - 20 * HOUR, NOON - 20 * HOUR, "caption"),
        (DAY, NOON - 48 * HOUR, NOON - 48 * HOUR, "ledger"),
    ],
    ids=["a day is noon", "a moment is itself", "never in the future", "it is tomorrow elsewhere", "not come yet"],
)
def test_evidence_dates_an_article(made: dt.date, clock: dt.datetime, published: dt.datetime, basis: str) -> None:
    one = draft("Peace", prose(1), content_created=made, evidence=Evidence("caption", "February 26, 2025"))
    article = only(known(one, clock=clock))
    assert article.published == published
    assert article.updated == published
    assert article.first_created == clock
    assert article.provenance.date.basis == basis
    assert article.content_created == made


def test_no_two_articles_share_a_second() -> None:
    dated = [draft(f"Headline {n}", prose(n), content_created=DAY, evidence=Evidence("caption", "x")) for n in range(6)]
    made = known(
        *dated[:5],
        *(draft(f"H {n}", prose(20 + n)) for n in range(5)),
    )
    assert [article.published for article in made.articles[:3]] == [NOON - dt.timedelta(seconds=n) for n in range(3)]
    assert len({article.published for article in made.articles}) == 10
    later = known(dated[5], ledger=made.ledger)
    assert only(later).published == NOON - dt.timedelta(seconds=5)


def test_the_same_again_changes_nothing() -> None:
    drafts = [draft(f"Headline {n}", prose(n)) for n in range(5)]
    first = known(*drafts)
    again = known(*drafts, ledger=first.ledger, clock=LATER)
    assert again.articles == first.articles
    assert again.ledger == first.ledger


TEXT = prose(1)
EDITS = {
    "headline": ("Another Title Altogether", TEXT, "a.txt", True),
    "blanks only": ("Peace  at Last", TEXT.replace("\n\n", "\n \n"), "a.txt", False),
    "a word": ("Peace at Last", TEXT.replace("harbour", "port", 1), "a.txt", True),
    "a paragraph": ("Peace at Last", "\n\n".join(TEXT.split("\n\n")[1:]), "a.txt", True),
    "two paragraphs added": ("Peace at Last", TEXT + "\n\n" + prose(7, 2), "a.txt", True),
    "headline and a paragraph": ("Peace, Perhaps", TEXT.replace(TEXT.split("\n\n")[3], prose(9, 1)), "a.txt", True),
    "moved": ("Peace at Last", TEXT, "archive/2026/b.txt", False),
    "moved and edited": ("Peace for Now", TEXT.replace("winter", "spring"), "b.txt", True),
    "rewritten under its headline": ("Peace at Last", prose(55), "sub/a.txt", True),
    "half rewritten, moved": (
        "Peace at last",
        "\n\n".join(TEXT.split("\n\n")[:4]) + "\n\n" + prose(5, 4),
        "b.txt",
        True,
    ),
}


@pytest.mark.parametrize(("headline", "text", "path", "changed"), EDITS.values(), ids=EDITS.keys())
def test_an_edited_or_moved_article_keeps_its_identity(headline: str, text: str, path: str, changed: bool) -> None:  # noqa: FBT001 - a column
    first = known(draft("Peace at Last", TEXT), draft("Another", prose(2), "c.txt"))
    made = known(draft("Another", prose(2), "c.txt"), draft(headline, text, path), ledger=first.ledger, clock=LATER)
    article = made.articles[1]
    before = first.articles[0]
    assert (article.uri, article.slug, article.published) == (before.uri, before.slug, before.published)
    assert article.first_created == CLOCK
    assert article.updated == (LATER if changed else CLOCK)
    assert made.articles[0] == first.articles[1]
    assert len(made.ledger.entries) == 2


def test_an_edit_at_an_earlier_clock_goes_not_backwards() -> None:
    first = known(draft("Peace", TEXT), clock=LATER)
    article = only(known(draft("Peace, Perhaps", TEXT), ledger=first.ledger, clock=CLOCK))
    assert article.updated == LATER


def test_another_article_under_the_same_headline_is_another_article() -> None:
    made = known(draft("The Week in Eastport", prose(1), "a.txt"), draft("The Week in Eastport", prose(2), "b.txt"))
    assert [article.slug for article in made.articles] == ["the-week-in-eastport", "the-week-in-eastport-2"]
    new = known(draft("The Week in Eastport", prose(3), "c.txt"), ledger=made.ledger, clock=LATER)
    assert only(new).slug == "the-week-in-eastport-3"


def test_two_reports_of_one_event_stay_two() -> None:
    background = prose(50, 3)
    one, other = prose(1, 5) + "\n\n" + background, prose(2, 5) + "\n\n" + background
    assert len(known(draft("Talks Begin", one), draft("Talks End", other, "b.txt")).articles) == 2


def test_duplicates_are_one_article_and_say_so() -> None:
    one = draft("Peace", TEXT, "a.txt", pictures=(Picture("A dove", "AFP"),))
    same = draft("Peace", TEXT, "b.txt", 40, authors=("Jane Doe",))
    near = draft(
        "Peace at Last", TEXT.replace("harbour", "port", 2), "c.txt", content_created=DAY, evidence=Evidence("caption")
    )
    made = known(one, same, near)
    article = only(made)
    assert article.headline == "Peace at Last"  # of several versions the dated one is kept
    assert article.authors == ("Jane Doe",)
    assert article.pictures == (Picture("A dove", "AFP"),)
    assert [document.path for document in article.provenance.documents] == ["a.txt", "b.txt", "c.txt"]
    assert made.merged[0] == "b.txt, line 40: the text of a.txt, line 1, word for word"
    assert made.merged[1].startswith("c.txt, line 1: nearly the text of a.txt, line 1: about ")
    assert article.provenance.merged == made.merged


def test_the_order_of_documents_decides_no_identity() -> None:
    drafts = [draft(f"Headline {n}", prose(n), f"{n}.txt") for n in range(6)]
    first = known(*drafts)
    again = known(*reversed(drafts), ledger=first.ledger, clock=LATER)
    assert again.ledger == first.ledger
    assert {one.uri: one.headline for one in again.articles} == {one.uri: one.headline for one in first.articles}


def test_short_texts_are_not_mistaken_for_each_other() -> None:
    made = known(draft("Live: Storm", "More to follow."), draft("Live: Vote", "More to follow.", "b.txt"))
    assert len(made.articles) == 2


def test_an_article_that_is_gone_keeps_its_line_and_its_name() -> None:
    first = known(draft("Peace", prose(1)))
    second = known(draft("Peace", prose(2), "b.txt"), ledger=first.ledger, clock=LATER)
    assert only(second).slug == "peace-2"
    assert {entry.slug for entry in second.ledger.entries} == {"peace", "peace-2"}
    back = known(draft("Peace", prose(1)), ledger=second.ledger, clock=LATER)
    assert only(back).uri == first.articles[0].uri


def test_a_stated_uri_is_kept_and_two_that_state_one_are_an_error() -> None:
    uri = "tag:example.org,2020:old"
    made = known(draft("One", prose(1), "a.json", uri=uri, slug="old"), draft("Two", prose(2), "b.txt"))
    assert (made.articles[0].uri, made.articles[0].slug) == (uri, "old")
    clash = known(
        draft("One", prose(1), "a.json", uri=uri), draft("Two", prose(2), "b.json", uri=uri), draft("3", prose(3))
    )
    assert [article.headline for article in clash.articles] == ["3"]
    (error,) = clash.errors
    assert str(error).startswith(f"a.json, line 1 and b.json, line 1: two different articles state the uri {uri}.")
    twice = known(draft("One", prose(1), "a.json", uri=uri), draft("One", prose(1), "b.json", uri=uri))
    assert twice.errors == ()
    assert len(twice.articles) == 1


@pytest.mark.parametrize("authority", ["", "example.org", "example.org,26", "exa mple.org,2026", "example.org,2026-1"])
def test_an_authority_that_is_none_is_refused(authority: str) -> None:
    with pytest.raises(UsageError, match="is not like example"):
        identify([], Ledger(), authority=authority, clock=CLOCK)


def test_the_ledger_is_its_bytes() -> None:
    made = known(*(draft(f"Überschrift {n}", prose(n)) for n in range(4)))
    data = made.ledger.bytes()
    assert Ledger.read(data) == made.ledger
    assert Ledger.read(data).bytes() == data
    assert data.count(b"\n") == 4
    mixed = b"".join(reversed(data.splitlines(keepends=True)))
    assert Ledger.read(mixed.replace(b"\n", b"\r\n") + b"\n").bytes() == data
    assert Ledger.read(b"") == Ledger()


LINE = known(draft("Peace", TEXT)).ledger.bytes()
BROKEN = [
    (b"{", r"x, line 1: not JSON"),
    (b"[]", r"x, line 1: an entry has exactly the texts uri, slug"),
    (LINE.replace(b'"slug"', b'"slog"'), r"x, line 1: an entry has exactly"),
    (LINE.replace(b"2026-11-22T", b"2026-22-11T", 1), r"x, line 1: .* is not a date"),
    (LINE.replace(b'"ledger"', b'"guess"'), r"x, line 1: basis is 'guess'"),
    (LINE.replace(b'"near": "', b'"near": "0'), r"x, line 1: near is not a signature"),
    (LINE.replace(b'"slug": "peace"', b'"slug": "../x"'), r"x, line 1: uri and slug must be there"),
    (b"||||||| base\n" + LINE, r"x, line 1: an unfinished merge"),
    (LINE.replace(b'"file"', b'"guid": 5, "file"'), r"x, line 1: an entry has exactly"),
    (b"<<<<<<< ours\n" + LINE, r"x, line 1: an unfinished merge"),
    (b"\xff\xfe" + LINE, r"x, line 1: not JSON"),
    (b"[" * 100_000, r"x, line 1: not JSON"),
]


@pytest.mark.parametrize(("data", "says"), BROKEN)
def test_a_broken_ledger_names_the_line(data: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=f"^{says}"):
        Ledger.read(data, "x")


@given(st.lists(st.text(max_size=30), max_size=12))
def test_slugs_are_readable_and_unique(headlines: list[str]) -> None:
    slugs = Slugs()
    made = [slugs.take(headline) for headline in headlines]
    assert len(set(made)) == len(made)
    assert all(0 < len(one) <= 90 and set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for one in made)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Iran Warns Sadr of Divisions", "iran-warns-sadr-of-divisions"),
        ("North Korea’s Kim: ‘War’", "north-koreas-kim-war"),
        ("Überraschung in Köln", "uberraschung-in-koln"),
        ("—", "article"),
        ("x" * 200, "x" * 80),
        ("one " * 60, "-".join(["one"] * 20)),
    ],
)
def test_slug(headline: str, expected: str) -> None:
    assert slug(headline) == expected


@pytest.mark.parametrize("headline", ["北部山谷橄榄收获季", "بدء موسم قطف الزيتون", "מסיק הזיתים"])
def test_a_slug_in_another_script_is_transliterated(headline: str) -> None:
    assert len(slug(headline)) > 8


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 20))
def test_likeness_falls_with_what_is_changed(seed: int, changed: int) -> None:
    words = prose(seed).split(" ")
    edited = " ".join([*(f"x{n}" for n in range(changed)), *words[changed:]])
    score = likeness(signature(" ".join(words)), signature(edited))
    shared = len(words) - 2 - changed
    assert abs(score - shared / (len(words) - 2 + changed)) < 0.2
    assert score >= SAME


def test_identifying_is_linear() -> None:
    """Four times the articles take about four times as long, new or known."""

    def seconds(count: int) -> float:
        drafts = [draft(f"Headline {n}", prose(n, 2), f"{n}.txt") for n in range(count)]
        start = time.process_time()
        made = known(*drafts)
        known(*drafts[:-1], draft("Changed", prose(-1, 2)), ledger=made.ledger, clock=LATER)
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 10 * max(seconds(400), 0.01)
