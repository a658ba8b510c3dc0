"""A site as its publisher has it: a folder of documents, a configuration, and what `feeds build` makes of them."""

import datetime as dt
import html.parser
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST_BUILT = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)


# One sentence of one article, and how an editor mends it: the headline stays, so every reader can tell what happened.
MENDED_TITLE = "Ukraine Set to Sign Minerals Deal, Trump Confirms Zelenskiy Visit"
BEFORE = "Fighting has continued in Ukraine during the flurry of diplomacy"
AFTER = "Fighting has not paused in Ukraine during the flurry of diplomacy"


@dataclass(frozen=True)
class Item:
    """An item as feed.json says it; readers of all three formats are held to it."""

    id: str
    url: str
    title: str
    published: dt.datetime
    modified: dt.datetime
    author: str
    summary: str
    html: str


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def words(markup: str) -> list[str]:
    """The words a person reads in a piece of HTML."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return parser.words


@dataclass
class Site:
    """Copies of the seeds in ``folder``/seeds, built for ``url`` into ``folder``/dist."""

    folder: Path
    url: str
    clock: dt.datetime = field(default=FIRST_BUILT)

    def __post_init__(self) -> None:
        shutil.copytree(ROOT / "seeds", self.sources)

    @property
    def sources(self) -> Path:
        return self.folder / "seeds"

    @property
    def output(self) -> Path:
        return self.folder / "dist"

    def build(self) -> str:
        """What the command says after building everything, one hour after the last time."""
        command = [sys.executable, "-m", "feeds", "build", str(self.sources), "-o", str(self.output)]
        command += ["--base-url", self.url, "--config", str(ROOT / "pyproject.toml")]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(self.clock.timestamp()))}
        self.clock += dt.timedelta(hours=1)
        built = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stdout + built.stderr
        return built.stdout

    def edit(self, old: str, new: str) -> None:
        """Replace words wherever they stand in the documents, as an editor would who mends an article."""
        documents = {path: path.read_text("utf-8") for path in self.sources.iterdir()}
        assert any(old in text for text in documents.values())
        for path, text in documents.items():
            path.write_text(text.replace(old, new), encoding="utf-8")

    def mend(self) -> None:
        self.edit(BEFORE, AFTER)

    def items(self) -> list[Item]:
        feed = json.loads((self.output / "feed.json").read_bytes())
        return [
            Item(
                id=item["id"],
                url=item["url"],
                title=item["title"],
                published=dt.datetime.fromisoformat(item["date_published"]),
                modified=dt.datetime.fromisoformat(item.get("date_modified", item["date_published"])),
                author=", ".join(author["name"] for author in item["authors"]),
                summary=item["summary"],
                html=item["content_html"],
            )
            for item in feed["items"]
        ]
