"""The three articles of the seeds as the feeds tell them: what every reader in this folder is held to."""

import datetime as dt
import tomllib

from publisher import FIRST_BUILT, MENDED_TITLE, ROOT, Site, words

CHANNEL = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["feeds"]
PUBLISHER = CHANNEL.get("author", CHANNEL["title"])

# Headline, the day of the news, a sentence from the beginning and one from the end.
ARTICLES = (
    (
        "Iran Warns Sadr of Divisions Leading to ISIS Resurgence",
        FIRST_BUILT.date(),  # the document says no day: it is the day of the first publication
        "Iran’s Quds Force Commander Esmail Qaani warned head of the Sadrist Movement",
        "rejection of some parties exploiting political divisions in Iraq to settle scores.",
    ),
    (
        "North Korea’s Kim Calls for Building Modern Army to Brace for War",
        dt.date(2025, 2, 26),
        "called for building a strong, modern army to cope with any war",
        "with more than 3,000 soldiers killed or wounded by early January this year.",
    ),
    (
        MENDED_TITLE,
        dt.date(2025, 2, 26),
        "Ukraine said on Wednesday it was set to approve a framework minerals deal",
        'are not subject to discussion when creating this fund," he added.',
    ),
)


def test_three_articles_newest_first(site: Site) -> None:
    items = site.items()
    assert sorted(item.title for item in items) == sorted(title for title, *_ in ARTICLES)
    assert items == sorted(items, key=lambda item: item.published, reverse=True)
    assert (
        len({item.published for item in items}) == len({item.id for item in items}) == len({item.url for item in items})
    )
    assert all(item.url.startswith(site.url) and item.id.startswith("tag:") for item in items)


def test_days_and_words(site: Site) -> None:
    items = {item.title: item for item in site.items()}
    for title, day, first, last in ARTICLES:
        item = items[title]
        told = " ".join(words(item.html))
        assert item.published.astimezone(dt.UTC).date() == day
        assert item.author == PUBLISHER  # the documents name no author, so it is the channel's
        assert first in told
        assert told.endswith(last)
        assert told.count(first) == 1
        assert " TT " not in told


def test_sub_headings_are_headings(site: Site) -> None:
    (article,) = (item for item in site.items() if item.title == MENDED_TITLE)
    assert article.html.count("<h2>") == 2
    assert "<h2>QUESTIONS OVER WASHINGTON TRIP</h2>" in article.html


def test_a_rebuild_changes_no_byte_and_no_time(site: Site) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.output.rglob("*") if path.is_file()}
    assert before
    site.build()
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.output.rglob("*") if path.is_file()}
    assert after == before


def test_an_edit_keeps_the_id_and_moves_only_the_date_of_change(site: Site) -> None:
    before = {item.id: item for item in site.items()}
    site.mend()
    site.build()
    after = {item.id: item for item in site.items()}
    assert set(after) == set(before)
    (changed,) = (item for item in after.values() if item != before[item.id])
    assert changed.title == MENDED_TITLE
    assert changed.modified > before[changed.id].modified
    assert (changed.published, changed.url) == (before[changed.id].published, before[changed.id].url)
