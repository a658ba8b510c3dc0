"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself in a repository of somebody's own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from shown import shown

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: list[dict[str, object]] = yaml.safe_load(MANIFEST.read_text("utf-8"))
FEED = (ROOT / "docs/example.xml").read_bytes()
CLEAN = (ROOT / "dist/rss.xml").read_bytes()


class Repository:
    """A git repository with feeds, and our hooks as pre-commit would have them, but for the environment they run in."""

    def __init__(self, folder: Path, *hooks: str) -> None:
        self.folder = folder
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "HOME": str(folder / "home"), "PRE_COMMIT_HOME": str(folder / "home/pre-commit"), "NO_COLOR": "1",
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
        }  # fmt: skip
        (folder / "home").mkdir()
        (folder / ".gitignore").write_text("home\n", encoding="utf-8")
        chosen = [{**hook, "language": "system"} for hook in HOOKS if hook["id"] in hooks]
        config = {"repos": [{"repo": "local", "hooks": chosen}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.run("git", "init", "--quiet")

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False)

    def hooks(self) -> "subprocess.CompletedProcess[str]":
        assert self.run("git", "add", ".").returncode == 0
        return self.run(sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose")


@pytest.mark.real("pre-commit")
def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.real("pre-commit", "git")
def test_feeds_check_fails_for_a_feed_with_errors_and_passes_by_what_is_no_feed(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "feeds-check")
    (tmp_path / "feed.xml").write_bytes(FEED)
    (tmp_path / "pom.xml").write_text("<project/>", encoding="utf-8")
    (tmp_path / "good.rss").write_bytes(CLEAN)

    done = repository.hooks()

    assert done.returncode == 1, done.stdout + done.stderr
    assert "feed.xml:7:69: error RSS220" in done.stdout
    assert "in 2 documents" in done.stdout
    assert "pom.xml" not in done.stdout


@pytest.mark.real("pre-commit", "git")
def test_feeds_fix_mends_and_says_that_it_did_and_is_content_then(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "feeds-fix", "feeds-check")
    (tmp_path / "feed.xml").write_bytes((ROOT / "docs/mendable.xml").read_bytes())

    first, second = repository.hooks(), repository.hooks()

    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert (tmp_path / "feed.xml").read_bytes() != (ROOT / "docs/mendable.xml").read_bytes()
    assert "files were modified by this hook" not in second.stdout


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("feed.xml", True), ("public/rss.xml", True), ("rss2.xml", True), ("atom.xml", True), ("news-feed.xml", True),
        ("podcast.en.xml", True), ("feeds.xml", True), ("feed.json", True), ("a/feed.json", True), ("news.rss", True),
        ("news.atom", True), ("mine.opml", True), ("feeds.opml", True),
        ("pom.xml", False), ("feedback.xml", False), ("atomic.xml", False), ("package.json", False),
        ("feeds.json", False), ("feed.xml.bak", False), ("press.xml", False), ("rss", False),
    ],
)  # fmt: skip
def test_the_names_that_feeds_usually_have_are_looked_at(path: str, looked_at: bool) -> None:  # noqa: FBT001 - a table's column
    for hook in HOOKS:
        assert bool(re.search(str(hook["files"]), path)) == looked_at


def test_the_documentation_names_hooks_that_there_are() -> None:
    (config,) = shown("docs/ci.md", "pre-commit")

    assert isinstance(config, dict)
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} == {hook["id"] for hook in HOOKS}
