"""What is said of episodes: from front matter, a sidecar or another's feed to what apps of podcasts read."""

import datetime as dt
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from test_build_command import Feeds, run

from feeds.articles.episode import Episode, Person, Transcript
from feeds.convert import convert
from feeds.reformat import counted, reformat

__all__ = ["run"]  # a fixture

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
HOME = "https://example.org/news/"
CONFIG = f"""
base-url = "{HOME}"
title = "Example News"
language = "en"
sources = ["pages"]
[[feed]]
name = "podcast"
description = "One story a week."
[feed.podcast]
categories = ["News > Daily News"]
image = "https://example.org/cover.jpg"
email = "podcast@example.org"
"""
FRAME = b"\xff\xfb\x90\x64" + bytes(413)
MATTER = """---
title: "2.3: The ferry"
date: 2026-02-03T10:00:00Z
audio: ferry.mp3
season: 2
season-name: On the water
episode: 3
episode_type: bonus
episode-title: The ferry
explicit: yes
artwork: ferry.jpg
transcript:
  - ferry.vtt
  - {url: ferry.transcript.txt, language: en}
chapters: ferry.chapters.json
hosts: Ann Example
guests:
  - {name: Ben Example, image: ben.png, url: "https://example.org/ben"}
people:
  - {name: Cid Example, role: Audio Engineer, group: audio production}
---
The harbour master told Ann how the last ferry left, who was on it and why it never came back to the town.
"""
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)
FILES = {
    "ferry.mp3": FRAME * 500,
    "ferry.jpg": JPEG,
    "ben.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "ferry.vtt": b"WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n",
    "ferry.transcript.txt": b"Good morning. This is about the ferry, and about those who were on it on that day.\n",
    "ferry.chapters.json": b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "The harbour"}]}',
}


@pytest.fixture
def show(tmp_path: Path, run: Feeds) -> Feeds:
    (tmp_path / "feeds.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "pages" / "harbour.txt").unlink()
    (tmp_path / "pages" / "ferry.md").write_text(MATTER, "utf-8")
    for name, data in FILES.items():
        (tmp_path / "pages" / name).write_bytes(data)
    return run


def item(folder: Path, path: str) -> ET.Element:
    found = list(ET.fromstring((folder / "dist" / path).read_bytes()).iter("item"))
    assert len(found) == 1
    return found[0]


def texts(element: ET.Element, *names: str) -> list[str | None]:
    return [element.findtext(name) for name in names]


def test_an_episode_is_published_with_its_facts_and_files(show: Feeds, tmp_path: Path) -> None:
    made = show("build")
    assert made.code == 0, made.err + made.out
    assert "0 errors, 0 warnings" in made.out
    of_show = item(tmp_path, "podcast/rss.xml")
    apple = [f"{ITUNES}{name}" for name in ("season", "episode", "episodeType", "explicit", "title")]
    assert texts(of_show, *apple) == ["2", "3", "bonus", "true", "The ferry"]
    media = f"{HOME}media/2-3-the-ferry/"
    artwork = of_show.find(f"{ITUNES}image")
    assert artwork is not None
    assert artwork.attrib == {"href": f"{media}ferry.jpg"}
    for one in (of_show, item(tmp_path, "rss.xml")):
        assert texts(one, f"{PODCAST}season", f"{PODCAST}episode") == ["2", "3"]
        season = one.find(f"{PODCAST}season")
        assert season is not None
        assert season.attrib == {"name": "On the water"}
        assert [each.attrib for each in one.iter(f"{PODCAST}transcript")] == [
            {"url": f"{media}ferry.vtt", "type": "text/vtt"},
            {"url": f"{media}ferry-transcript.txt", "type": "text/plain", "language": "en"},
        ]
        assert [each.attrib for each in one.iter(f"{PODCAST}chapters")] == [
            {"url": f"{media}ferry-chapters.json", "type": "application/json+chapters"}
        ]
        assert [(each.text, each.attrib) for each in one.iter(f"{PODCAST}person")] == [
            ("Ann Example", {"role": "host"}),
            ("Ben Example", {"role": "guest", "img": f"{media}ben.png", "href": "https://example.org/ben"}),
            ("Cid Example", {"role": "audio engineer", "group": "audio production"}),
        ]
    # A feed that is no show must not be taken for one.
    assert b"itunes:" not in (tmp_path / "dist" / "rss.xml").read_bytes()
    for name, data in FILES.items():
        stem, dot, end = name.rpartition(".")
        published = tmp_path / "dist" / "media" / "2-3-the-ferry" / (stem.replace(".", "-") + dot + end)
        assert published.read_bytes() == data
    checked = show("check", "dist/podcast/rss.xml", "--preset", "podcast", "--fail-on", "warning")
    assert checked.code == 0, checked.out
    record = json.loads((tmp_path / "dist" / "articles" / "2-3-the-ferry.json").read_bytes())
    assert record["episode"]["season"] == 2
    assert record["episode"]["artwork"] == f"{media}ferry.jpg"
    assert show("build", "--check").code == 0


def test_a_sidecar_says_it_too_and_a_new_transcript_is_published(show: Feeds, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "ferry.md").write_text(MATTER.partition("season:")[0] + "---\n" + MATTER.rpartition("---\n")[2], "utf-8")
    assert show("build").code == 0
    assert item(tmp_path, "podcast/rss.xml").find(f"{PODCAST}transcript") is None
    (pages / "ferry.md.toml").write_text('season = 4\nepisode = 1.5\ntranscript = "ferry.vtt"\n', "utf-8")
    assert show("build", hours=1).code == 0
    one = item(tmp_path, "podcast/rss.xml")
    # Apple counts in whole numbers only.
    names = (f"{PODCAST}season", f"{PODCAST}episode", f"{ITUNES}season", f"{ITUNES}episode")
    assert texts(one, *names) == ["4", "1.5", "4", None]
    assert (tmp_path / "dist" / "media" / "2-3-the-ferry" / "ferry.vtt").is_file()
    (pages / "ferry.md.toml").unlink()
    assert show("build", hours=2).code == 0
    assert not (tmp_path / "dist" / "media" / "2-3-the-ferry" / "ferry.vtt").exists()


WRONG = [
    ("episode: three", "`episode` must be a number such as 3 or 3.5, not 'three'."),
    ("season: -1", "`season` must be a whole number, not '-1'."),
    ("episode-type: bonsu", "`episode-type` is 'bonsu'. Did you mean 'bonus'?"),
    ("explicit: perhaps", "`explicit` must be true or false, not 'perhaps'."),
    ("people: [{name: Ann, role: hots}]", "`people` has the role 'hots'. Did you mean 'host'?"),
    ("transcipt: a.vtt", "there is no key `transcipt`. Did you mean `transcript`?"),
    (f"guest: {'x' * 129}", "`guest` has 129 characters; directories cut it off after 128."),
    ("chapters: {title: One}", "`chapters` has a table without `url`."),
]


@pytest.mark.parametrize(("line", "says"), WRONG, ids=[line[:20] for line, _ in WRONG])
def test_a_wrong_fact_of_an_episode_is_refused(line: str, says: str) -> None:
    made = convert("a.md", f"---\ntitle: One\naudio: https://example.org/a.mp3\n{line}\n---\nWords.\n".encode())
    assert made.drafts == ()
    assert says in str(made.errors[0])


@pytest.mark.parametrize("line", ["season: winter", "reason: rain", "posts: 3", "episode: three"])
def test_a_document_without_sound_may_use_the_words_otherwise(line: str) -> None:
    made = convert("a.md", f"---\ntitle: One\n{line}\n---\nWords.\n".encode())
    assert made.errors == ()
    assert made.drafts[0].episode is None
    assert line.partition(":")[0] in [one.text for one in made.drafts[0].dropped]


LEFT_OUT = [
    ("artwork: https://example.org/a.webp", "image/webp; directories take JPEG and PNG"),
    ("transcript: https://example.org/a.pdf", "of an unknown type, which no app reads"),
    ("transcript: a.vtt", "'a.vtt' is not beside the document"),
    ("chapters: a.json", "NAME.chapters.json"),
    ("guests: [{name: Ann, url: /ann}]", "'/ann' of Ann is no whole address"),
    ("transcript: {url: 'https://example.org/a.vtt', language: English!}", "'English!' is no language tag"),
]


@pytest.mark.parametrize(("line", "says"), LEFT_OUT, ids=[line[:30] for line, _ in LEFT_OUT])
def test_what_cannot_be_published_is_told(line: str, says: str) -> None:
    made = convert("a.md", f"---\ntitle: One\naudio: https://example.org/a.mp3\n{line}\n---\nWords.\n".encode())
    assert any(says in note for note in made.drafts[0].notes), made.drafts[0].notes


OLD = b"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>T</title><link>https://example.org/</link>
<description>D</description><language>en</language>
<item><title>S2 E3: The ferry</title><guid>a</guid><description>Words about the ferry.</description>
<enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="9"/>
<itunes:title>The ferry</itunes:title><itunes:season>2</itunes:season><podcast:season name="Water">2</podcast:season>
<podcast:episode display="Ch. 3">3</podcast:episode><itunes:episode>4</itunes:episode>
<itunes:episodeType>Full</itunes:episodeType><itunes:explicit>clean</itunes:explicit>
<itunes:image href="https://example.org/a.jpg"/>
<podcast:transcript url="https://example.org/a.srt" type="application/srt" rel="captions"/>
<podcast:transcript url="https://example.org/a.pdf" type="application/pdf"/>
<podcast:chapters url="https://example.org/a.json" type="application/json+chapters"/>
<podcast:person role="Guest" img="https://example.org/b.jpg">Ben</podcast:person>
<podcast:person role="bloke">Cid</podcast:person><podcast:soundbite startTime="1" duration="20"/></item>
</channel></rss>"""


def test_another_s_podcast_keeps_what_it_says_of_its_episodes() -> None:
    made = convert("old.rss", OLD).drafts[0]
    assert made.episode == Episode(
        season=2,
        season_name="Water",
        number=3,
        label="Ch. 3",
        kind="full",
        title="The ferry",
        explicit=False,
        artwork="https://example.org/a.jpg",
        chapters="https://example.org/a.json",
        chapters_type="application/json+chapters",
        transcripts=(Transcript("https://example.org/a.srt", "application/srt", None, "captions"),),
        people=(Person("Ben", "guest", "", "https://example.org/b.jpg"), Person("Cid")),
    )
    gone = [f"{one.text} – {one.reason}" for one in made.dropped]
    assert gone[0].endswith("the item has said its episode before")
    assert "the Podcast Taxonomy has no role 'bloke'" in gone[1]
    assert "soundbite" in gone[2]
    assert len(gone) == 3
    assert any("a.pdf" in note for note in made.notes)


def test_what_a_feed_in_another_format_lacks_of_episodes_is_told() -> None:
    now = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
    as_rss = reformat([convert("old.rss", OLD)], "rss", clock=now)
    assert b'<podcast:season name="Water">2</podcast:season>' in as_rss.data
    assert counted(as_rss.dropped)["<episode:explicit> (a feed that is no show has no place for it)"] == 1
    assert not any("<episode:season>" in key for key in counted(as_rss.dropped))
    as_json = reformat([convert("old.rss", OLD)], "json-feed", clock=now)
    assert counted(as_json.dropped)["<episode:season> (json-feed has no place for it)"] == 1
