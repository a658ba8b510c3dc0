"""Articles of another generator, known again by what its feed said of them."""

import datetime as dt
from dataclasses import replace

import pytest
from test_ledger import CLOCK, draft, known, prose

from feeds.articles.adoption import last_part, page
from feeds.articles.article import Article, Draft, Evidence
from feeds.articles.fingerprints import headline_key, signature
from feeds.articles.ledger import Entry, Ledger

OLD = dt.datetime(2024, 3, 2, 8, 15, tzinfo=dt.UTC)


def adopted(number: int, title: str, link: str, text: str, published: dt.datetime = OLD) -> Entry:
    return Entry(
        f"urn:uuid:{number}", f"slug-{number}", CLOCK, published, published, "metadata", "", headline_key(title), "",
        signature(text), "", guid=f"{number} at old", link=link, adopted=True,
    )  # fmt: skip


ENTRIES = (
    adopted(1, "Peace at Last", "https://old.example/2024/03/peace-at-last/", prose(1)[:200]),
    adopted(2, "A Walk", "https://old.example/walks/first-walk.html", "Only a summary."),
    adopted(3, "Links", "https://old.example/p/3", prose(3)),
    adopted(4, "Links", "https://old.example/p/4", prose(4), OLD + dt.timedelta(days=7)),
)
LEDGER = Ledger(ENTRIES)
LATER = CLOCK + dt.timedelta(hours=1)
DAY = Evidence("metadata", "2024-03-09")


@pytest.mark.parametrize(
    ("document", "uri"),
    [
        (draft("Peace for now", prose(50), "x.md", original_url="http://www.old.example/2024/03/peace-at-last"), 1),
        (draft("A Longer Walk", prose(50), "content/walks/first-walk.md"), 2),
        (draft("A Longer Walk", prose(50), "_posts/2024-03-02-first-walk.markdown"), 2),
        (draft("A Longer Walk", prose(50), "walks/first-walk/index.md"), 2),
        (draft("A Longer Walk", prose(50), "x.md", slug="first-walk"), 2),
        (draft("A WALK", prose(50), "x.md"), 2),
        (draft("First walk", prose(50), "x.md"), 2),
        (draft("Links", prose(50), "x.md", content_created=dt.date(2024, 3, 9), evidence=DAY), 4),
        (draft("What we read", prose(4), "x.md"), 4),
        (draft("Links", prose(3), "x.md"), 3),
        (draft("Links", prose(50), "x.md"), None),
        (draft("Something else", prose(50), "x.md"), None),
    ],
    ids=[
        *("permalink", "file", "file with day", "bundle", "slug", "title", "headline is the slug", "title and day"),
        *("body", "title and body", "a title of two", "nothing"),
    ],
)
def test_an_article_is_known_again(document: Draft, uri: int | None) -> None:
    (article,) = known(document, ledger=LEDGER, clock=LATER).articles
    if uri is None:
        assert article.guid is None
        assert article.uri.startswith("tag:")
        return
    entry = ENTRIES[uri - 1]
    assert (article.uri, article.guid, article.original_url) == (
        entry.uri, entry.guid, document.original_url or entry.link,
    )  # fmt: skip
    assert (article.published, article.updated) == (entry.published, entry.published)  # moving is no edit


def test_it_is_adopted_once_and_edited_like_any_other() -> None:
    one = draft("A Walk", prose(50), "first-walk.md")
    first = known(one, ledger=LEDGER, clock=LATER)
    assert [entry.adopted for entry in first.ledger.entries] == [True, False, True, True]
    ledger = Ledger.read(first.ledger.bytes())
    assert ledger == first.ledger
    again = known(one, ledger=ledger, clock=LATER + dt.timedelta(hours=1))
    assert again.ledger == first.ledger
    moved = replace(one, text=one.text + "\n\nMore.", documents=(replace(one.documents[0], path="y.md"),))
    edited = known(moved, ledger=ledger, clock=LATER)
    assert (edited.articles[0].guid, edited.articles[0].updated) == ("2 at old", LATER)


def test_two_documents_never_adopt_one_entry() -> None:
    made = known(
        draft("A Walk", prose(50), "first-walk.md"), draft("A Walk", prose(51), "b.md"), ledger=LEDGER, clock=LATER
    )

    def guid(article: Article) -> str | None:
        return article.guid

    assert [guid(one) for one in made.articles] == ["2 at old", None]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x/", "http://www.a.example/x", True),
        ("https://a.example/x/index.html", "https://a.example/x/#top", True),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://[bad/x", "https://[bad/x", True),
    ],
)
def test_addresses_of_one_page(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column
    assert (page(one) == page(other)) is same


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/2024/03/peace-at-last/", "peace-at-last"),
        ("_posts/2024-3-2-Peace_at Last.md", "peace-at-last"),
        ("a/b/index.html", "b"),
        ("/2024/03/05/", ""),
        ("C:\\site\\walk.md", "walk"),
        ("", ""),
        ("/", ""),
        ("/%E5%8C%97/", "bei"),
    ],
)
def test_the_name_that_an_address_ends_with(path: str, name: str) -> None:
    assert last_part(path) == name
