"""A build after a build makes what a whole build makes, byte for byte, whatever has happened to the documents."""

import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

import feeds.cli
import feeds.cli.again
import feeds.cli.last
from feeds.again import Patch, patched

EPOCH = 1_795_341_600
CONFIG = 'base-url = "https://example.org/news/"\ntitle = "Example News"\nsources = ["pages"]\nlimit = 3\n'
SUBJECTS = ("harbour", "bridge", "river", "school", "market", "museum", "library", "station")
LINKS = (
    *(f"[one]({name}.md)" for name in ("0", "1", "2", "3", "4", "a/4", "b/4", "../0", "/pages/1", "7")),
    *("[two](4.html)", "[two](/2.html)", "[two](/1.md)", "[two](3)", "[two](0.md#x)", "[two](A/4.MD)", "[two](4.MD)"),
    *("![three](x.png)", "![three](/pages/a/x.png)", "![three](z.png)", "[three](x.png)", "![three](no.png)"),
    *("[four](notes.pdf)", "[four](https://example.org/a)", "[four](#here)"),
)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SAYS = ("voted on Thursday", "opened after repairs", "was closed by storm", "will be sold in May", "has a new roof")


def article(subject: int, says: int, words: int = 0, head: str = "", links: Sequence[str] = ()) -> str:
    """A document; with a few other ``words`` it is the same article, with another subject another one."""
    name, what = SUBJECTS[subject], SAYS[says]
    lines = [
        f"People in the {name} quarter said that paragraph {number} of the report about the {name} {what}, "
        f"and {SUBJECTS[(subject + number) % 8]} number {number * 7 + subject} {what} too, {'slowly ' * words}it said."
        for number in range(4)
    ]
    lines += [f"See {link} there." for link in links]
    return f"---\ntitle: The {name.title()} {what}\n{head}---\n\n" + "\n\n".join(lines) + "\n"


def story(subject: int, links: Sequence[str] = (), head: str = "") -> str:
    """A document that shares nothing with one of another subject."""
    some = random.Random(subject)  # noqa: S311 - a text is no secret
    words = "".join(f"{''.join(some.choices('abcdefghijklmnop', k=7))} " for _ in range(80))
    lines = [f"The {SUBJECTS[subject]} {words}", *(f"See {link} there." for link in links)]
    return (
        f"---\ntitle: The {SUBJECTS[subject]}\ndate: 2026-11-0{subject + 1}\n{head}---\n\n" + "\n\n".join(lines) + "\n"
    )


# Each is added to the configuration in turn.
FEEDS = (
    "",
    """
[[feed]]
name = "tagged"
tags = ["x", "a"]
limit = 2

[[feed]]
name = "all"
where = 'title >= "the l"'
text = "summary"
formats = ["atom", "json-feed"]
""",
    """
[[feed]]
name = "german"
title = "Deutsch"
languages = ["de"]
""",
    "sitemap = true\n",
    "sitemap = true\nnews-sitemap = true\n",
    """sitemap = true
[[feed]]
name = "tagged"
tags = ["x"]
""",
)


@dataclass
class Pair:
    """Two folders with the same documents: one is built again and again, the other anew each time."""

    home: Path
    patches: list[Patch | None]

    def write(self, name: str, text: str) -> None:
        for side in ("again", "anew"):
            path = self.home / side / "pages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def remove(self, name: str) -> None:
        for side in ("again", "anew"):
            (self.home / side / "pages" / name).unlink(missing_ok=True)

    def draw(self, name: str, width: int) -> None:
        """A picture of so many pixels, none of 0."""
        for side in ("again", "anew"):
            path = self.home / side / "pages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if width:
                path.write_bytes(PNG + width.to_bytes(4, "big") + b"\0\0\0\1")
            else:
                path.unlink(missing_ok=True)

    def configure(self, text: str) -> None:
        for side in ("again", "anew"):
            (self.home / side / "feeds.toml").write_text(text, "utf-8")

    def build(self, hours: int) -> Patch | None:
        """The patch that was enough, None where everything was built; both folders hold the same afterwards."""
        self.patches.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + 3600 * hours))
            patch.setenv("XDG_CACHE_HOME", str(self.home / "cache"))
            codes = []
            said = []
            for side, options in (("again", ()), ("anew", ("--no-cache",))):
                patch.chdir(self.home / side)
                with pytest.raises(SystemExit) as left, redirect_stdout(StringIO()) as told:
                    feeds.cli.main(["build", *options])
                codes.append(left.value.code)
                said.append([line for line in told.getvalue().splitlines() if "not among the sources" in line])
        assert codes[0] == codes[1]
        assert said[0] == said[1]
        one, other = (files(self.home / side / "dist") for side in ("again", "anew"))
        assert one.keys() == other.keys()
        assert [name for name in one if one[name] != other[name]] == []
        if codes == [0, 0]:  # what is missing may be in a document that could not be read, so its page stays
            pages = {name for name, page in one.items() if name.endswith(".html") and b"</footer>" in page}
            assert led_to(one) == {name for name in pages if not name.endswith("index.html")}
        return self.patches[-1] if self.patches else None


def led_to(site: dict[str, bytes]) -> set[str]:
    """The pages of articles, and lists of them, that links lead to from the front page on."""
    found: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        page = waiting.pop()
        above = page.rpartition("/")[0]
        for link in re.findall(rb' href="((?:\.\./|articles/|earlier/|[0-9])[^"#:]+\.html)"', site[page]):
            name = os.path.normpath(f"{above}/{link.decode()}").lstrip("/")
            if name not in found and name != "index.html":
                found.add(name)
                waiting.append(name)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Pair]]:
    patches: list[Patch | None] = []
    real = patched

    def spied(*given_: object, **named: object) -> Patch | None:
        found = real(*given_, **named)  # type: ignore[arg-type]  # passed through
        patches.append(found)
        return found

    def new() -> Pair:
        pair = Pair(tmp_path_factory.mktemp("pair"), patches)
        for side in ("again", "anew"):
            (pair.home / side / "pages").mkdir(parents=True)
        pair.configure(CONFIG)
        return pair

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feeds.cli.again, "patched", spied)
        patch.setattr(feeds.cli.last, "RACY", 0)  # a document written a moment ago counts as old
        yield new


@pytest.fixture
def pair(made: Callable[[], Pair]) -> Pair:
    return made()


def fill(pair: Pair, number: int = 6) -> None:
    for at in range(number):
        pair.write(f"{at}.md", article(at, at % 5))


def test_an_edit_is_a_patch_and_so_is_what_follows(pair: Pair) -> None:
    fill(pair)
    assert pair.build(0) is None
    for hours in (1, 2):
        same = pair.build(hours)
        assert same is not None
        assert set(same.stale) == set()
    pair.write("3.md", article(3, 3, words=1))
    edited = pair.build(3)
    assert edited is not None
    assert sum(name.startswith("articles/") for name in edited.files) < 12
    pair.write("7.md", article(7, 2, head="date: 2026-11-01\ntags: [a, b]\n"))
    pair.remove("1.md")
    pair.write("2.md", article(2, 4))
    assert pair.build(4) is not None
    assert pair.build(5) is not None
    pair.configure(CONFIG.replace("limit = 3", "limit = 2"))
    assert pair.build(6) is None
    assert pair.build(7) is not None


def test_what_was_built_is_mended(pair: Pair) -> None:
    fill(pair, 3)
    pair.build(0)
    page = next((pair.home / "again" / "dist" / "articles").glob("*.html"))
    page.write_text("spoilt", "utf-8")
    assert pair.build(1) is None
    page.unlink()
    assert pair.build(2) is None
    assert pair.build(3) is not None


@pytest.mark.parametrize("spoil", [b"", b"feeds build 1\n", b"feeds build 1\n\0\0\0\0", b"x" * 1000])
def test_a_spoilt_cache_is_no_cache(pair: Pair, spoil: bytes) -> None:
    fill(pair, 2)
    pair.build(0)
    (kept,) = (pair.home / "cache" / "feeds" / "builds").glob("*.build")
    kept.write_bytes(spoil)
    assert pair.build(1) is None
    assert pair.build(2) is not None


def test_a_torn_cache_is_no_cache(pair: Pair) -> None:
    fill(pair, 2)
    pair.build(0)
    (kept,) = (pair.home / "cache" / "feeds" / "builds").glob("*.build")
    kept.write_bytes(kept.read_bytes()[:-7])
    assert pair.build(1) is None


def test_a_document_whose_time_did_not_change_is_read_when_it_is_young(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds.cli.last, "RACY", 2_000_000_000)
    fill(pair, 3)
    pair.build(0)
    old = [(pair.home / side / "pages" / "1.md").stat().st_mtime_ns for side in ("again", "anew")]
    text = article(1, 1)
    pair.write("1.md", text.replace("slowly", "softly").replace("quarter", "quartet"))
    for side, when in zip(("again", "anew"), old, strict=True):
        os.utime(pair.home / side / "pages" / "1.md", ns=(when, when))
    patch = pair.build(1)
    assert patch is not None
    assert any("bridge" in name for name in patch.files)
