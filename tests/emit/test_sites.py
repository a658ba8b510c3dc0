"""Declared feeds as documents: podcasts, summaries, lists, sitemaps, front pages; the checker finds nothing in them."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from by_hand import ALL, ARABIC, ARTICLE, CHANNEL, NOON, SECOND
from lxml import etree

from feeds.articles.article import Article, Enclosure, Picture
from feeds.check import check
from feeds.choice import choose
from feeds.emit import sitemap
from feeds.emit.feed import compose
from feeds.emit.index import index_page
from feeds.emit.opml import opml
from feeds.emit.page import article_page
from feeds.emit.plan import Arranged, arrange, others
from feeds.emit.podcast import guid
from feeds.emit.sitemap import recent
from feeds.emit.spec import Podcast, Selection, Site, Spec
from feeds.source.source import Source

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PC = "{https://podcastindex.org/namespace/1.0}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

SHOW = Spec(
    "podcast",
    title="Example News: Out <Loud> & clear",
    description="One story a week.",
    formats=("rss",),
    podcast=Podcast(
        ("News > Daily News", "Society & Culture"),
        "https://example.org/cover.jpg",
        owner="Ann Example",
        email="ann@example.org",
        copyright="© 2026",
        funding="https://example.org/support",
        locked=True,
        complete=True,
    ),
)


def episode(number: int) -> Article:
    return replace(
        ARTICLE,
        uri=f"tag:example.org,2026:e{number}",
        slug=f"e{number}",
        headline=f"Episode {number} & more",
        published=NOON - dt.timedelta(days=number),
        updated=NOON - dt.timedelta(days=number),
        pictures=(Picture("A cover", "", f"https://example.org/e{number}.png", "image/png", 1400, 1400),),
        enclosures=(
            Enclosure(f"https://example.org/e{number}.pdf", "application/pdf", 5),
            Enclosure(f"https://example.org/e{number}.mp3", "audio/mpeg", 1_234_567, 75.4),
        ),
    )


def arranged(*specs: Spec, articles: tuple[Article, ...] = ALL, **site: bool) -> tuple[Arranged, Site]:
    whole = Site(specs, **site)
    return arrange(compose(articles, CHANNEL), whole), whole


def clean(path: str, data: bytes, preset: str | None = None) -> None:
    report = check(Source(path, data, CHANNEL.home + path), now=NOW, choice=choose(preset=preset) if preset else None)
    found = [(each.rule.code, each.message) for each in report.findings if each.level.value != "advice"]
    assert (report.stopped, found) == (None, []), path


def test_a_podcast_is_what_directories_want() -> None:
    made, site = arranged(SHOW, articles=(*ALL, episode(1), episode(2)))
    assert made.podcasts == {"podcast/rss.xml"}
    data = others(made, site)["podcast/rss.xml"]
    clean("podcast/rss.xml", data, "podcast")
    channel = etree.fromstring(data)[0]
    assert [each.get("text") for each in channel.iter(f"{ITUNES}category")] == [
        "News",
        "Daily News",
        "Society & Culture",
    ]
    assert channel.findtext(f"{PC}guid") == guid("https://example.org/news/podcast/rss.xml")
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "ann@example.org"
    assert channel.findtext(f"{ITUNES}complete") == "Yes"
    items = list(channel.iterfind("item"))
    assert [item.findtext("title") for item in items] == ["Episode 1 & more", "Episode 2 & more"]  # no other has sound
    enclosures = [dict(each.attrib) for each in items[0].iterfind("enclosure")]
    assert enclosures == [{"url": "https://example.org/e1.mp3", "length": "1234567", "type": "audio/mpeg"}]
    assert items[0].findtext(f"{ITUNES}duration") == "75"
    cover = items[0].find(f"{ITUNES}image")
    assert cover is not None
    assert cover.get("href") == "https://example.org/e1.png"


def test_the_guid_of_a_show_is_the_one_that_the_namespace_makes() -> None:
    """The example of the namespace's own page (…/podcast-namespace/blob/main/docs/tags/guid.md)."""
    assert guid("https://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert guid("http://mp3s.nashownotes.com/pc20rss.xml/") == guid("https://mp3s.nashownotes.com/pc20rss.xml")


def test_pictures_come_with_their_size_and_type() -> None:
    made, site = arranged(Spec("pictures", pictures=True))
    files = others(made, site)
    for name in ("rss.xml", "atom.xml", "feed.json"):
        clean(f"pictures/{name}", files[f"pictures/{name}"])
    media = list(etree.fromstring(files["pictures/rss.xml"]).iter("{http://search.yahoo.com/mrss/}content"))
    assert [{key: each.get(key) for key in ("url", "type", "width", "height")} for each in media] == [
        {"url": "https://example.org/b.jpg", "type": "image/jpeg", "width": "800", "height": "600"}
    ]


def test_summaries_only() -> None:
    made, site = arranged(Spec("short", title="Short", text="summary"), articles=(ARTICLE, SECOND, ARABIC))
    files = others(made, site)
    for name in ("rss.xml", "atom.xml", "feed.json"):
        clean(f"short/{name}", files[f"short/{name}"])
        assert b"Forty boats left" not in files[f"short/{name}"]
        assert b"The harbour reopened on Wednesday." in files[f"short/{name}"]
    items = json.loads(files["short/feed.json"])["items"]
    assert {item["content_text"] for item in items} >= {ARTICLE.summary, SECOND.summary}


def test_what_a_feed_does_not_say_it_has_from_the_main_one() -> None:
    spec = Spec("mina", select=Selection(languages=("ar",)), formats=("atom",), files=(("atom", "deep/er/mina.atom"),))
    made, site = arranged(spec)
    feed = made.feeds[0]
    assert (feed.title, feed.language, feed.author) == ("Example News – mina", "ar", "Example News")
    assert feed.id == "tag:example.org,2026:/mina"
    files = others(made, site)
    clean("deep/er/mina.atom", files["deep/er/mina.atom"])
    assert b'href="https://example.org/news/deep/er/mina.atom" rel="self"' in files["deep/er/mina.atom"]
    assert set(files) == {"deep/er/mina.atom", "feeds.opml"}


def test_a_feed_that_nothing_fits_is_told_of() -> None:
    made, site = arranged(Spec("sport", select=Selection(tags=("Sport",))))
    assert made.notes == ("feed sport: no article fits it, so it was not built",)
    assert set(others(made, site)) == {"feeds.opml"}
    assert made.main.siblings == ()


def test_every_feed_is_listed_and_linked() -> None:
    made, _ = arranged(
        Spec("one", title="One & only"), Spec("two", formats=("json-feed",)), SHOW, articles=(*ALL, episode(1))
    )
    outlines = list(etree.fromstring(opml(made.main)).iter("outline"))
    assert [(each.get("text"), each.get("xmlUrl"), each.get("version")) for each in outlines] == [
        ("Example News", "https://example.org/news/rss.xml", "RSS2"),
        ("One & only", "https://example.org/news/one/rss.xml", "RSS2"),
        ("Example News – two", "https://example.org/news/two/feed.json", None),
        (SHOW.title, "https://example.org/news/podcast/rss.xml", "RSS2"),
    ]
    clean("feeds.opml", opml(made.main))
    front = index_page(made.main).decode()
    for path in ("rss.xml", "one/atom.xml", "two/feed.json", "podcast/rss.xml"):
        assert f'href="https://example.org/news/{path}"' in front
    for path in ("one/index.html", "two/index.html", "podcast/index.html"):
        assert f'<a href="{path}">' in front
    own = {one.path: one.render().decode() for one in made.before}["two/index.html"]
    assert '<a href="../articles/harbour-reopens.html">' in own
    assert "rss.xml" not in own
    assert "One &amp; only" not in article_page(made.main, made.main.entries[0]).decode()


def test_a_site_without_further_feeds_is_what_it_was() -> None:
    feed = compose(ALL, CHANNEL)
    made, site = arranged()
    assert made.main == feed
    assert (made.before, made.after) == ((), ())
    assert others(made, site) == {"feeds.opml": opml(feed)}


def test_a_sitemap_has_every_page_of_this_site() -> None:
    away = replace(episode(3), original_url="https://elsewhere.example/a?b=1&c=2")
    made, site = arranged(Spec("one"), articles=(*ALL, away), sitemap=True)
    root = etree.fromstring(others(made, site)["sitemap.xml"])
    addresses = [each.text or "" for each in root.iter(f"{MAP}loc")]
    assert addresses[:2] == [CHANNEL.home, f"{CHANNEL.home}one/"]
    assert sorted(addresses[2:]) == sorted(f"{CHANNEL.home}articles/{one.slug}.html" for one in ALL)
    assert all(dt.datetime.fromisoformat(each.text or "").tzinfo for each in root.iter(f"{MAP}lastmod"))


def test_very_many_pages_are_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    made, site = arranged(articles=tuple(episode(number) for number in range(5)), sitemap=True)
    files = others(made, site)
    index = [each.text for each in etree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")]
    assert index == [f"{CHANNEL.home}sitemap-1.xml", f"{CHANNEL.home}sitemap-2.xml"]
    sizes = [len(list(etree.fromstring(files[f"sitemap-{number}.xml"]))) for number in (1, 2)]
    assert sizes == [3, 3]
    monkeypatch.setattr(sitemap, "LARGEST", 1)
    assert len(others(made, site)) == 1 + 1 + 6


def test_news_are_two_days_old_at_most_and_two_builds_differ_only_then() -> None:
    made, site = arranged(articles=tuple(episode(number) for number in range(5)), news=True)

    def news(clock: dt.datetime) -> bytes:
        return others(made, site, recent(made.main.everything, clock))["news-sitemap.xml"]

    at = NOON + dt.timedelta(hours=1)
    root = etree.fromstring(news(at))
    assert [each.text for each in root.iter(f"{NEWS}title")] == ["Episode 0 & more", "Episode 1 & more"]
    assert {each.text for each in root.iter(f"{NEWS}language")} == {"en"}
    assert next(each.text for each in root.iter(f"{NEWS}publication_date")) == NOON.isoformat()
    assert news(at + dt.timedelta(hours=20)) == news(at)
    assert news(at + dt.timedelta(hours=24)) != news(at)
    assert len(etree.fromstring(news(at + dt.timedelta(days=9)))) == 0
