"""Pictures, sound and documents beside a document: published with it, told when they are not there."""

import os
import random
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from feeds.convert.beside import Beside, Neighbour, names

HOME = "https://blog.example.org/news/"
WORDS = "The ships left the harbour at dawn, and nobody in the town had seen them go or knew where they went.\n\n"


def prose(seed: str) -> str:
    """Words that no other post has."""
    choose = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    return " ".join(choose.choice(WORDS.lower().split()) for _ in range(60))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@dataclass
class Blog:
    folder: Path

    def put(self, name: str, content: str | bytes) -> None:
        path = self.folder / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def post(self, name: str, title: str, text: str, matter: str = "") -> None:
        self.put(name, f"---\ntitle: {title}\ndate: 2026-11-01\n{matter}---\n{prose(name)}\n\n{text}\n")

    def build(self, *more: str, code: int = 0) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "feeds", "build", *(more or ("posts",)), "--base-url", HOME, "-o", "dist"],
            cwd=self.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795341600", "XDG_CACHE_HOME": str(self.folder / "cache")},
        )  # fmt: skip
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout

    def media(self) -> dict[str, bytes]:
        root = self.folder / "dist" / "media"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.*"))}

    def page(self, slug: str) -> str:
        return (self.folder / "dist" / "articles" / f"{slug}.html").read_text("utf-8")


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path)


def test_a_picture_is_published_with_its_article(blog: Blog) -> None:
    blog.put("cat.png", png(30, 20))
    blog.post("one.md", "A cat", "![a cat](cat.png)", "cover: cat.png\n")
    said = blog.build()
    assert blog.media() == {"a-cat/cat.png": png(30, 20)}
    assert "new        media/a-cat/cat.png" in said
    for name in ("rss.xml", "atom.xml", "feed.json", "articles/a-cat.html"):
        text = (blog.folder / "dist" / name).read_text("utf-8")
        assert f"{HOME}media/a-cat/cat.png" in text, name
    assert 'type="image/png" width="30" height="20"' in (blog.folder / "dist" / "rss.xml").read_text("utf-8")


def test_an_episode_has_its_real_length_and_type(blog: Blog) -> None:
    sound = b"\xff\xfb\x90\x00" + bytes(413)
    blog.put("ep1.mp3", sound)
    blog.post("one.md", "Episode one", "", "audio: ep1.mp3\n")
    blog.build()
    wanted = f'<enclosure url="{HOME}media/episode-one/ep1.mp3" length="{len(sound)}" type="audio/mpeg"/>'
    assert wanted in (blog.folder / "dist" / "rss.xml").read_text("utf-8")


def test_two_of_one_name_do_not_clash(blog: Blog) -> None:
    for number, folder in enumerate(("a", "b"), 1):
        blog.put(f"{folder}/cat.png", png(number, 1))
        blog.post(f"{folder}/post.md", f"Post {folder}", "![](cat.png)")
    blog.post("both.md", "Both", "![](a/cat.png) ![](b/cat.png)")
    blog.build()
    media = blog.media()
    assert media["post-a/cat.png"] == png(1, 1)
    assert media["post-b/cat.png"] == png(2, 1)
    both = [name for name in media if name.startswith("both/")]
    assert sorted(media[name] for name in both) == sorted([png(1, 1), png(2, 1)])
    assert all(f"{HOME}media/{name}" in blog.page("both") for name in both)


def test_what_is_unchanged_is_not_touched_and_what_nobody_shows_goes(blog: Blog) -> None:
    blog.put("cat.png", png(3, 2))
    blog.put("dog.png", png(4, 2))
    blog.put("nobody.png", png(5, 2))
    blog.post("one.md", "Animals", "![](cat.png) ![](dog.png)")
    blog.build()
    cat = blog.folder / "dist/media/animals/cat.png"
    before = cat.stat().st_mtime_ns
    blog.put("dog.png", png(4, 3))
    blog.build()
    assert cat.stat().st_mtime_ns == before
    assert blog.media() == {"animals/cat.png": png(3, 2), "animals/dog.png": png(4, 3)}
    blog.post("one.md", "Animals", "![](dog.png)")
    assert "removed    media/animals/cat.png" in blog.build()
    assert list(blog.media()) == ["animals/dog.png"]
    blog.post("one.md", "Animals", "")
    blog.build()
    assert not (blog.folder / "dist/media/animals").exists()


def test_what_was_taken_out_of_the_folder_comes_back(blog: Blog) -> None:
    blog.put("cat.png", png(3, 2))
    blog.post("one.md", "A cat", "![](cat.png)")
    blog.build()
    (blog.folder / "dist/media/a-cat/cat.png").unlink()
    blog.build()
    assert blog.media() == {"a-cat/cat.png": png(3, 2)}


def test_other_peoples_files_stay(blog: Blog) -> None:
    foreign = blog.folder / "dist/media/others/logo.png"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(png(9, 9))
    blog.post("one.md", "A cat", "")
    blog.build()
    assert foreign.read_bytes() == png(9, 9)


def test_what_is_missing_is_told_with_its_line(blog: Blog) -> None:
    blog.post("one.md", "A cat", "![](gone.png)\n\n[then](gone.md) [about](/about/)", "audio: gone.mp3\n")
    said = blog.build()
    assert "posts/one.md, line 4: 'gone.mp3' is not among the sources" in said
    assert "posts/one.md, line 8: 'gone.png' is not among the sources" in said
    assert "posts/one.md, line 10: 'gone.md' is not among the sources" in said
    assert "about" not in said
    assert "enclosure" not in (blog.folder / "dist/rss.xml").read_text("utf-8")


def test_nothing_outside_the_sources_is_read(blog: Blog) -> None:
    (blog.folder / "secret.png").write_bytes(png(6, 6))
    blog.post("one.md", "A cat", "![](../secret.png) ![](link.png) ![](%2e%2e/secret.png) ![](folder/secret.png)")
    (blog.folder / "posts/link.png").symlink_to(blog.folder / "secret.png")
    (blog.folder / "posts/folder").symlink_to(blog.folder)
    said = blog.build()
    assert said.count("is not among the sources") == 4
    assert not (blog.folder / "dist/media").exists()


def test_a_link_to_another_document_leads_to_its_page(blog: Blog) -> None:
    blog.post("one.md", "First", "Then [the second](deep/two.md#end).")
    blog.post("deep/two.md", "Second", "")
    blog.build()
    assert f'href="{HOME}articles/second.html#end"' in blog.page("first")
    blog.post("deep/two.md", "Second thoughts", "")  # its page stays where it was
    blog.build()
    assert f'href="{HOME}articles/second.html#end"' in blog.page("first")
    (blog.folder / "posts/deep/two.md").unlink()
    assert "'deep/two.md#end' is not among the sources" in blog.build()


def test_a_document_that_is_named_itself_has_its_pictures(blog: Blog) -> None:
    blog.put("Mein Bild.PNG", png(2, 2))
    blog.post("one.md", "A cat", "![](Mein%20Bild.PNG)")
    blog.build("posts/one.md")
    assert blog.media() == {"a-cat/mein-bild.png": png(2, 2)}


def test_what_stands_in_a_listing_stays(blog: Blog) -> None:
    blog.put("cat.png", png(2, 2))
    blog.post("one.md", "Code", '`<img src="cat.png">`')
    blog.build()
    assert '&lt;img src="cat.png"&gt;' in blog.page("code")
    assert not (blog.folder / "dist/media").exists()


def test_an_html_page_has_its_pictures(blog: Blog) -> None:
    blog.put("cat.jpg", b"\xff\xd8\xff\xe0" + bytes(60))
    body = f"<article><h1>A page</h1><p>{WORDS * 4}</p><p><img src='cat.jpg' alt='x'></p><p>{WORDS * 3}</p></article>"
    blog.put("page.html", f"<!doctype html><html lang=en><title>A page</title><body>{body}</body></html>")
    blog.build()
    assert list(blog.media()) == ["a-page/cat.jpg"]


@pytest.mark.parametrize(
    ("document", "address", "expected"),
    [
        ("posts/a/index.md", "cat.png", "posts/a/cat.png"),
        ("posts/a.md", "../img/cat.png", "img/cat.png"),
        ("_posts/a.md", "/assets/cat.png", "assets/cat.png"),
        ("content/posts/a.md", "/img/cat.png", "static/img/cat.png"),
        ("posts/a.md", "cat.png?v=2#x", "posts/cat.png"),
        ("posts/a.md", "https://other.example/cat.png", None),
        ("posts/a.md", "data:image/png;base64,AAAA", None),
        ("posts/a.md", "http://[", None),
    ],
)
def test_which_file_an_address_means(document: str, address: str, expected: str | None) -> None:
    known = {"posts/a/cat.png", "img/cat.png", "assets/cat.png", "static/img/cat.png", "posts/cat.png"} - (
        {"img/cat.png"} if expected == "static/img/cat.png" else set()
    )
    assert Beside(document, {name: Neighbour(1, b"") for name in known}).named(address) == expected


def test_names_are_few() -> None:
    assert len(list(names("a/" * 50 + "x.md", "/" + "y/" * 50))) < 200


def test_a_vault_of_obsidian(blog: Blog) -> None:
    blog.put("assets/Map of the bay.png", png(30, 20))
    blog.post("notes/Tides.md", "Tides", "See [[Harbour log|the log]], [[harbour LOG]] and [[Nobody wrote this]].")
    blog.post("ships/Harbour log.md", "Harbour log", "![[Map of the bay.png|300]]")
    said = blog.build()
    assert blog.media() == {"harbour-log/map-of-the-bay.png": png(30, 20)}
    assert f'src="{HOME}media/harbour-log/map-of-the-bay.png"' in blog.page("harbour-log")
    page = blog.page("tides")
    assert f'<a href="{HOME}articles/harbour-log.html">the log</a>' in page
    assert f'<a href="{HOME}articles/harbour-log.html">harbour LOG</a>' in page
    assert "and Nobody wrote this." in page
    assert "notes/Tides.md, line 7: 'Nobody wrote this.md' is not among the sources" in said


def test_of_two_files_of_one_name_none_is_guessed(blog: Blog) -> None:
    blog.put("a/map.png", png(30, 20))
    blog.put("b/map.png", png(20, 30))
    blog.post("c/one.md", "One", "![[map.png]]")
    assert "'map.png' is not among the sources" in blog.build()
    assert not (blog.folder / "dist" / "media").exists()
