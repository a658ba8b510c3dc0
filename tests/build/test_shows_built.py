"""A podcast's cover and a site's icon that are files, and what the show's old feed among the sources says of it."""

import os
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

HOME = "https://tides.example.org/"
SHOW = Path(__file__).parents[1] / "convert" / "kinds" / "show.rss"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
BASE = f'base-url = "{HOME}"\ntitle = "Tides"\nsources = ["src"]\n'


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@dataclass
class Studio:
    folder: Path

    def put(self, name: str, data: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def build(self, code: int = 0) -> str:
        return self.feeds("build", code=code)

    def feeds(self, *words: str, code: int = 0) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "feeds", *words],
            cwd=self.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795341600", "XDG_CACHE_HOME": str(self.folder / "cache")},
        )  # fmt: skip
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def channel(self, path: str = "talk/rss.xml") -> etree._Element:
        return etree.fromstring((self.folder / "dist" / path).read_bytes())[0]

    def covers(self) -> list[str]:
        dist = self.folder / "dist"
        return sorted(path.relative_to(dist).as_posix() for path in dist.rglob("cover-*"))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path)
    made.put("src/tide.mp3", b"ID3" + b"\0" * 2000)
    made.put("src/tide.md", "---\ntitle: Tide\ndate: 2026-11-01\naudio: tide.mp3\n---\nWhy the water stands higher.\n")
    made.put("cover.png", png(1400, 1400))
    return made


def declared(image: str = "cover.png", more: str = "") -> str:
    return f'{BASE}[[feed]]\nname = "talk"\n[feed.podcast]\ncategories = ["Science"]\nimage = "{image}"\n{more}'


def test_a_cover_that_is_a_file_is_published(studio: Studio) -> None:
    studio.put("feeds.toml", declared())
    studio.build()
    (cover,) = studio.covers()
    assert (studio.folder / "dist" / cover).read_bytes() == png(1400, 1400)
    image = studio.channel().find(f"{ITUNES}image")
    assert image is not None
    assert image.get("href") == HOME + cover
    studio.build()
    assert studio.covers() == [cover]


def test_another_cover_has_another_address(studio: Studio) -> None:
    studio.put("feeds.toml", declared())
    studio.build()
    before = studio.covers()
    studio.put("cover.png", png(1500, 1500))
    studio.build()
    assert len(studio.covers()) == 1
    assert studio.covers() != before


@pytest.mark.parametrize(
    ("image", "data", "says"),
    [
        ("nowhere.png", b"", "there is no file nowhere.png"),
        ("small.png", png(300, 300), "300 × 300"),
        ("flat.png", png(1600, 1400), "1600 × 1400"),
        ("cover.gif", b"GIF89a" + b"\0" * 20, "JPEG or PNG"),
        ("../cover.png", b"", "../cover.png"),
    ],
)
def test_a_cover_that_directories_refuse(studio: Studio, image: str, data: bytes, says: str) -> None:
    if data:
        studio.put(image, data)
    studio.put("feeds.toml", declared(image))
    said = studio.build(code=2)
    assert says in said
    assert "talk" in said


def test_an_icon_that_is_a_file(studio: Studio) -> None:
    studio.put("logo.png", png(64, 64))
    studio.put("feeds.toml", f'icon = "logo.png"\n{BASE}')
    studio.build()
    url = studio.channel("rss.xml").findtext("image/url") or ""
    assert url.startswith(f"{HOME}icon-")
    assert (studio.folder / "dist" / url.removeprefix(HOME)).read_bytes() == png(64, 64)
    assert "nothing would change" not in studio.build()


def test_the_old_feed_among_the_sources_says_what_the_configuration_does_not(studio: Studio) -> None:
    studio.put("src/show.rss", SHOW.read_bytes())
    studio.put("feeds.toml", f'{BASE}[[feed]]\nname = "talk"\n[feed.podcast]\nexplicit = true\n')
    studio.build()
    channel = studio.channel()
    image = channel.find(f"{ITUNES}image")
    assert image is not None
    assert image.get("href") == "https://tides.example.org/cover.jpg"
    assert [one.get("text") for one in channel.iter(f"{ITUNES}category")] == ["Science", "Nature", "Sports"]
    assert channel.findtext(f"{ITUNES}explicit") == "true"  # what is declared goes first
    assert channel.findtext(f"{ITUNES}type") == "serial"
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "ann@tides.example.org"
    assert channel.findtext(f"{PODCAST}guid") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert channel.findtext(f"{PODCAST}locked") == "yes"
    assert channel.findtext("copyright") == "© 2026 Harbour Radio"


def test_without_it_the_configuration_has_to(studio: Studio) -> None:
    studio.put("feeds.toml", f'{BASE}[[feed]]\nname = "talk"\n[feed.podcast]\nimage = "cover.png"\n')
    assert "`categories` is missing" in studio.build(code=2)


def test_a_show_that_moves_here_stays_a_show(studio: Studio) -> None:
    studio.put("old/show.rss", SHOW.read_bytes())
    for number, path in enumerate(("src/tide.md", "src/tide.mp3")):
        (studio.folder / path).rename(studio.folder / f"kept{number}")
    studio.put("src/spring.mp3", b"ID3" + b"\0" * 2000)
    words = "Why the water stands higher after a new moon, and what sailors make of it."
    studio.put("src/spring.md", f"---\ntitle: Spring tide\ndate: 2026-11-03\naudio: spring.mp3\n---\n{words}\n")
    said = studio.feeds("init", "--adopt", "old/show.rss")
    assert "dist/podcast/rss.xml --fail-on resurface" in said
    config = (studio.folder / "feeds.toml").read_text("utf-8")
    assert 'categories = ["Science > Nature", "Sports"]' in config
    (studio.folder / "feeds.toml").write_text(config.replace('sources = ["articles"]', 'sources = ["src"]'), "utf-8")
    studio.build()
    channel = studio.channel("podcast/rss.xml")
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "ann@tides.example.org"
    assert channel.findtext(f"{PODCAST}guid") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert channel.findtext("item/guid") == "tides-1"
    guard = ("--fail-on", "resurface", "--reader", "newsboat", "--reader", "Miniflux")  # sfeed knows items by links
    studio.feeds("diff", "old/show.rss", "dist/podcast/rss.xml", *guard)


def test_what_a_show_says_and_no_directory_takes_is_told(studio: Studio) -> None:
    old = SHOW.read_text("utf-8").replace('text="Sports"', 'text="Sports &amp; Recreation"')
    studio.put("old.rss", old.replace("917393e3-1b1e-5cef", "917393e3-1b1e-1cef"))
    said = studio.feeds("init", "--adopt", "old.rss")
    config = (studio.folder / "feeds.toml").read_text("utf-8")
    assert 'categories = ["Science > Nature"]' in config
    assert "917393e3" not in config
    assert "Apple has no category 'Sports & Recreation'" in said
    assert "917393e3" in said
    studio.build(code=2)  # there is no folder articles, and no other reason


def test_a_recording_beside_a_document_of_its_name_is_its_episode(studio: Studio) -> None:
    studio.put("feeds.toml", declared())
    frames = b"\xff\xfb\x90\x64" + bytes(413)
    studio.put("src/001-pilot.mp3", frames * 100)
    studio.put("src/001-pilot.md", "---\ntitle: Pilot\ndate: 2026-11-02\n---\nThe first talk, about the beginning.\n")
    studio.put("src/Folge 2.m4a", b"\0\0\0\x20ftypM4A " + bytes(600))
    studio.put("src/Folge 2.txt", "Von Möwen\n\nDie zweite Folge handelt von Möwen und ihren Rufen.\n")
    studio.put("src/lonely.mp3", frames * 50)
    said = studio.build()
    found = {item.findtext("title"): item.find("enclosure") for item in studio.channel().iter("item")}
    assert found.keys() == {"Tide", "Pilot", "Von Möwen"}
    pilot = found["Pilot"]
    assert pilot is not None
    said_of = [pilot.get(name) for name in ("url", "length", "type")]
    assert said_of == [f"{HOME}media/pilot/001-pilot.mp3", "41700", "audio/mpeg"]
    assert "src/lonely.mp3: no article has this recording. Put its show notes beside it, as src/lonely.md." in said
    assert "src/tide.mp3" not in said
    assert "audio/mp4" in (studio.folder / "dist" / "feed.json").read_text("utf-8")  # as it is registered
    assert "media type" not in said


def test_a_recording_that_is_in_the_text_is_no_episode_of_it(studio: Studio) -> None:
    studio.put("feeds.toml", declared())
    studio.put("src/film.mp4", b"\0\0\0\x20ftypmp42" + bytes(600))
    studio.put("src/film.md", "---\ntitle: Film\n---\nA film of the harbour: <video src='film.mp4' controls></video>\n")
    studio.build()
    assert "Film" not in {item.findtext("title") for item in studio.channel().iter("item")}


def test_an_episode_that_is_hosted_elsewhere_says_its_length(studio: Studio) -> None:
    studio.put("feeds.toml", declared())
    matter = "audio: https://cdn.example.com/6.mp3\nduration: '1:02:03'\nfilesize: 12345"
    studio.put("src/six.md", f"---\ntitle: Six\ndate: 2026-11-05\n{matter}\n---\nHosted elsewhere, as many are.\n")
    studio.build()
    item = next(item for item in studio.channel().iter("item") if item.findtext("title") == "Six")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("length") == "12345"
    assert item.findtext(f"{ITUNES}duration") == "3723"
