"""What lies among the documents and is none: passed by as the configuration says, or as everybody would expect."""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

WORDS = "the ships left a harbour at dawn and nobody in town had seen them go or knew where their crews went"


def post(title: str, day: int) -> str:
    """A post whose words no other has."""
    chosen = random.Random(title)  # noqa: S311 - the same every time is what is wanted
    text = " ".join(chosen.choice(WORDS.split()) for _ in range(60))
    return f"---\ntitle: {title}\ndate: 2026-11-0{day}\n---\n{text}.\n"


@dataclass
class Blog:
    folder: Path

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *words: str, code: int = 0) -> str:
        ran = self.ran(*words)
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def ran(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "feeds", *words],
            cwd=self.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795341600", "XDG_CACHE_HOME": str(self.folder.parent / "cache")},
        )  # fmt: skip

    def titles(self) -> list[str]:
        feed = json.loads((self.folder / "dist" / "feed.json").read_bytes())
        return sorted(item["title"] for item in feed["items"])


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    made = Blog(tmp_path / "blog")
    made.put("feeds.toml", 'base-url = "https://blog.example.org/"\ntitle = "A Blog"\nsources = ["."]\n')
    made.put("posts/one.md", post("One", 1))
    made.put("posts/two.md", post("Two", 2))
    return made


def test_what_belongs_to_a_project_is_no_article(blog: Blog) -> None:
    blog.put("README.md", "# How this blog is made\n\nRun the programs in the right order, and look at the result.\n")
    blog.put("LICENSE", "You may do with this what you want, as long as you tell where you have it from.\n")
    blog.put("package.json", '{"name": "blog", "version": "1.0.0", "description": "What a blog", "scripts": {}}')
    blog.put("posts/posts.11tydata.json", '{"layout": "post"}')
    blog.put("mkdocs.yml", "site_name: A Blog\n")
    blog.put("node_modules/thing/readme.md", "# Thing\n\nIt does things to other things, and does them well.\n")
    blog.put("_includes/head.html", "<html><head><title>{{ title }}</title></head></html>")
    said = blog.run("build")
    assert blog.titles() == ["One", "Two"]
    line = next(line for line in said.splitlines() if "passed by" in line)
    for name in ("README.md", "LICENSE", "package.json", "mkdocs.yml", "node_modules/", "_includes/"):
        assert name in line
    assert "passed by" in blog.run("build")  # a build of what changed says the same


def test_what_is_named_itself_is_read(blog: Blog) -> None:
    blog.put("README.md", "# How this blog is made\n\nRun the programs in the right order, and look at the result.\n")
    blog.run("build", "README.md", "posts")
    assert "How this blog is made" in blog.titles()


def test_patterns_of_the_configuration_and_the_command_line(blog: Blog) -> None:
    with (blog.folder / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write('exclude = ["posts/two.md", "*.txt", "attic"]\n')
    blog.put("attic/three.md", post("Three", 3))
    blog.put("posts/note.txt", "Not an article but something that somebody wrote down in a hurry, and kept.\n")
    blog.run("build")
    assert blog.titles() == ["One"]
    said = blog.run("build", "--exclude", "one.md", code=3)
    assert "There is no document to build from" in said


def test_a_pattern_counts_from_the_source_too(blog: Blog) -> None:
    blog.put("posts/old/three.md", post("Three", 3))
    blog.run("build", "posts", "--exclude", "old/**")
    assert blog.titles() == ["One", "Two"]


def test_convert_passes_by_the_same(blog: Blog) -> None:
    blog.put("posts/README.md", "# How this blog is made\n\nRun the programs in the right order, and look.\n")
    records = json.loads(blog.ran("convert", "posts", "--exclude", "t*.md").stdout)
    assert [record["item"]["headlines"][0]["value"] for record in records] == ["One"]


def test_a_folder_of_drafts_waits(blog: Blog) -> None:
    blog.put("_drafts/three.md", post("Three", 3))
    blog.put("posts/drafts/empty.md", "")
    blog.put("posts/drafts/half.md", "---\ntitle: [broken\n---\n")
    blog.put("posts/later.md", "---\ntitle: ''\ndraft: true\n---\n")
    said = blog.run("build")
    assert blog.titles() == ["One", "Two"]
    assert "1 not to be shown" in said


def test_a_section_page_of_hugo_is_no_article(blog: Blog) -> None:
    blog.put("posts/_index.md", "---\ntitle: All posts\n---\n")
    blog.put("posts/_index.de.md", "---\ntitle: Alle Artikel\n---\n")
    blog.run("build")
    assert blog.titles() == ["One", "Two"]


def test_json_that_is_no_article_is_told_apart(blog: Blog) -> None:
    blog.put("posts/posts.json", '{"layout": "post", "tags": ["post"]}')
    said = blog.run("build", code=3)
    assert "posts.json" in said
    assert "no headline and text" in said
    assert "exclude" in said
    assert "item" not in said.split("posts.json")[1].splitlines()[0]


def test_a_date_that_cannot_be_used_is_told(blog: Blog) -> None:
    blog.put("posts/three.md", post("Three", 3).replace("2026-11-03", "03/04/2026"))
    said = blog.run("build")
    assert "posts/three.md, line 1: '03/04/2026' could be 2026-03-04 or 2026-04-03, and was not used." in said


def test_nobody_learns_of_a_draft(blog: Blog) -> None:
    """Neither its headline nor the day when it was begun is in anything that is published; then it is new."""
    secret = post("The merger with Acme", 1).replace("date: 2026-11-01\n", "draft: true\n")
    blog.put("posts/merger.md", secret)
    blog.put("posts/one-again.md", post("One", 1).replace("---\n", "---\ndraft: true\n", 1))
    for _ in range(2):  # from nothing, and from what the first build left
        said = blog.run("build")
        assert "2 not to be shown" in said
        assert blog.titles() == ["One", "Two"]
        everything = [path for path in (blog.folder / "dist").rglob("*") if path.is_file()]
        assert not [path for path in everything if "merger" in path.name or b"erger" in path.read_bytes()]
        blog.put("posts/two.md", post("Two", 2))
    blog.put("posts/merger.md", secret.replace("draft: true\n", ""))
    blog.run("build")
    assert blog.titles() == ["One", "The merger with Acme", "Two"]
    blog.put("posts/two.md", post("Two", 2).replace("---\n", "---\ndraft: true\n", 1))
    assert "2 not to be shown" in blog.run("build")
    assert blog.titles() == ["One", "The merger with Acme"]
    assert "two" in (blog.folder / "dist" / "ledger.jsonl").read_text("utf-8")  # it was there, and keeps its id
