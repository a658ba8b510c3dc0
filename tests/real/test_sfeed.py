"""sfeed: RSS and Atom into tab-separated lines, sfeed(5); it sends neither validators nor a User-Agent."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Server
from publisher import Site, words

pytestmark = pytest.mark.real("sfeed", "nginx")

FORMATS = ("rss", "atom")


@dataclass(frozen=True)
class Row:
    published: int
    title: str
    link: str
    content: str
    content_type: str
    id: str
    author: str


@dataclass(frozen=True)
class Sfeed:
    """sfeed_update and its folder of lines, with both feeds subscribed to."""

    home: Path

    def subscribe(self, site: str) -> None:
        (self.home / "feeds").mkdir(parents=True)
        feeds = "".join(f'  feed "{name}" "{site}{name}.xml" "{site}"\n' for name in FORMATS)
        (self.home / "sfeedrc").write_text(f'sfeedpath="{self.home}/feeds"\nfeeds() {{\n{feeds}}}\n', encoding="utf-8")

    def update(self) -> None:
        subprocess.run(
            ["sfeed_update", str(self.home / "sfeedrc")],
            env={**os.environ, "HOME": str(self.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )

    def rows(self, name: str) -> list[Row]:
        lines = (self.home / "feeds" / name).read_text("utf-8").splitlines()
        columns = [line.split("\t") for line in lines]
        return [Row(int(published), *rest[:6]) for published, *rest in columns]


@pytest.fixture
def sfeed(server: Server, tmp_path: Path) -> Sfeed:
    sfeed = Sfeed(tmp_path / "sfeed")
    sfeed.subscribe(server.url)
    sfeed.update()
    return sfeed


def told(content: str) -> list[str]:
    """The words of a content column, in which line feeds are written as two characters."""
    return words(content.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"))


@pytest.mark.parametrize("name", FORMATS)
def test_shows_every_article(sfeed: Sfeed, site: Site, name: str) -> None:
    shown = [
        (row.id, row.title, row.link, row.author, row.published, row.content_type, told(row.content))
        for row in sfeed.rows(name)
    ]
    expected = [
        (item.id, item.title, item.url, item.author, item.published.timestamp(), "html", words(item.html))
        for item in sorted(site.items(), key=lambda item: item.published, reverse=True)
    ]
    assert shown == expected


@pytest.mark.parametrize("name", FORMATS)
def test_shows_nothing_twice_after_a_rebuild(sfeed: Sfeed, site: Site, name: str) -> None:
    before = sfeed.rows(name)
    site.build()
    sfeed.update()
    assert sfeed.rows(name) == before


@pytest.mark.parametrize("name", FORMATS)
def test_shows_no_second_row_for_an_edit(sfeed: Sfeed, site: Site, name: str) -> None:
    before = sfeed.rows(name)
    site.mend()
    site.build()
    sfeed.update()
    assert sfeed.rows(name) == before  # sfeed_update keeps the row that it has of an id, link and title
