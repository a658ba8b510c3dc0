"""The wheel and the sdist: what is in them, and that they work where nothing else is installed."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

import feeds

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SCHEMAS = sorted(path.name for path in (ROOT / "schemas").glob("*.json"))
SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Small</title><link>https://example.org/</link><description>Nothing yet</description>
</channel></rss>
"""


@dataclass(frozen=True)
class Distributions:
    wheel: Path
    sdist: Path

    def wheel_names(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())

    def sdist_names(self) -> set[str]:
        """Paths without the leading NAME-VERSION/."""
        with tarfile.open(self.sdist) as archive:
            return {name.partition("/")[2] for name in archive.getnames()}

    def metadata(self) -> Message:
        with zipfile.ZipFile(self.wheel) as archive:
            (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            return message_from_bytes(archive.read(name))


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Both; the wheel is made from the sdist, so whatever the sdist forgets is missed in the wheel."""
    folder = tmp_path_factory.mktemp("distributions")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Distributions(wheel, sdist)


@dataclass(frozen=True)
class Installation:
    """A virtual environment with the wheel and what it requires, and an empty folder to work in."""

    python: Path
    folder: Path

    def feeds(self, *arguments: str, expect: int = 0) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        ran = subprocess.run(
            [str(self.python.with_name("feeds")), *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == expect, ran.stdout + ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def installation(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("installation")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", str(distributions.wheel)], check=True, capture_output=True)
    (folder / "work").mkdir()
    return Installation(python, folder / "work")


def test_the_wheel_holds_the_package_and_nothing_else(distributions: Distributions) -> None:
    names = distributions.wheel_names()
    assert SCHEMAS
    assert {f"feeds/schemas/{name}" for name in SCHEMAS} <= names
    sources = {str(path.relative_to(ROOT)) for path in (ROOT / "feeds").rglob("*.py")} | {"feeds/py.typed"}
    assert sources <= names
    assert {name.partition("/")[0] for name in names} == {"feeds", f"feeds-{feeds.__version__}.dist-info"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_a_distributor_needs(distributions: Distributions) -> None:
    names = distributions.sdist_names()
    wanted = {"pyproject.toml", "README.md", "LICENSE", "Makefile", "tests/conftest.py", "feeds/__init__.py",
              "action.yml", ".pre-commit-hooks.yaml", "templates/gitlab-ci.yml", "Containerfile", ".containerignore",
              "docs/README.md", "docs/rules/RSS220.md"}  # fmt: skip
    assert wanted | {f"schemas/{name}" for name in SCHEMAS} <= names
    assert {f"seeds/{path.name}" for path in (ROOT / "seeds").iterdir()} <= names
    assert {name for name in names if name.startswith((".venv/", "build/")) or "__pycache__" in name} == set()


def test_the_metadata_is_complete(distributions: Distributions) -> None:
    metadata = distributions.metadata()
    assert metadata["Name"] == "feeds"
    assert metadata["Version"] == feeds.__version__ == PROJECT["version"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata["Summary"]
    assert metadata["Keywords"]
    assert len(metadata.get_all("Classifier") or ()) > 5
    with zipfile.ZipFile(distributions.wheel) as archive:
        points = archive.read(f"feeds-{feeds.__version__}.dist-info/entry_points.txt").decode()
    assert "[pytest11]\nfeeds = feeds.pytest_plugin\n" in points


def test_it_runs_where_nothing_else_is_installed(installation: Installation) -> None:
    assert installation.feeds("--version") == f"feeds {feeds.__version__}\n"
    for command in ("init", "convert", "build", "check", "explain", "rules"):
        assert f"feeds {command}" in installation.feeds(command, "--help")


def test_it_checks(installation: Installation) -> None:
    feed = installation.folder / "small.xml"
    feed.write_text(SMALL, encoding="utf-8")
    report = json.loads(installation.feeds("check", "--output-format", "json", "--fail-on", "error", "small.xml"))
    assert report["tool"] == {"name": "feeds", "version": feeds.__version__}
    assert report["reports"][0]["format"] == "rss-2.0"
    feed.write_text(SMALL.replace("<title>Small</title>", ""), encoding="utf-8")
    installation.feeds("check", "small.xml", expect=1)


def test_it_mends(installation: Installation) -> None:
    feed = installation.folder / "mendable.xml"
    feed.write_bytes((ROOT / "docs/mendable.xml").read_bytes())
    assert "+++ mendable.xml" in installation.feeds("check", "--diff", "mendable.xml", expect=1)
    installation.feeds("check", "--fix", "--unsafe-fixes", "mendable.xml")


def test_its_fixture_is_there_for_pytest(installation: Installation) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(installation.python)]
    subprocess.run([*pip, "install", "pytest"], check=True, capture_output=True)
    test = installation.folder / "test_feed.py"
    test.write_text("def test_feed(feeds_check):\n    feeds_check('feed.xml')\n", encoding="utf-8")
    (installation.folder / "feed.xml").write_bytes((ROOT / "docs/example.xml").read_bytes())

    ran = subprocess.run(
        [str(installation.python), "-W", "error", "-m", "pytest", "-p", "no:cacheprovider", "test_feed.py"],
        cwd=installation.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "feed.xml:7:69: error RSS220" in ran.stdout, ran.stdout + ran.stderr
    assert "1 failed" in ran.stdout


def test_it_converts_and_validates_with_the_schemas_inside(installation: Installation) -> None:
    seed = min((ROOT / "seeds").iterdir())
    articles = json.loads(installation.feeds("convert", str(seed)))
    assert len(articles) == 2
    assert all(re.match("tag:", article["item"]["uri"]) for article in articles)


def test_it_builds(installation: Installation) -> None:
    installation.feeds("build", str(ROOT / "seeds"), "-o", "public", "--base-url", "https://feeds.example.org/")
    made = {path.name for path in (installation.folder / "public").iterdir()}
    assert {"rss.xml", "atom.xml", "feed.json", "feeds.opml", "index.html", "articles", "ledger.jsonl"} <= made
