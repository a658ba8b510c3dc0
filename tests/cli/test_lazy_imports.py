"""Start-up is a promise: `feeds check` of a local file never pays for what other commands need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# Imported, each of these costs more than checking a small feed does.
HEAVY = ("asyncio", "feedgen", "httpx", "importlib.metadata", "jsonschema", "lxml", "numpy", "pygments", "rich", "ssl")

SMALL = {
    "small.xml": """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
 <channel>
  <title>Small</title>
  <link>https://example.org/</link>
  <description>One item</description>
  <item>
   <title>One</title>
   <link>https://example.org/1</link>
   <guid isPermaLink="false">tag:example.org,2026:1</guid>
   <pubDate>Sun, 22 Nov 2026 10:00:00 +0000</pubDate>
   <description>The only one</description>
  </item>
 </channel>
</rss>
""",
    "small.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Small",
            "items": [{"id": "tag:example.org,2026:1", "url": "https://example.org/1", "content_text": "One"}],
        },
    ),
}

# The command's own exit must not hide what was imported: the names go to stderr on the way out.
RUN = """
import atexit, json, sys
atexit.register(lambda: print("modules:", json.dumps(sorted(sys.modules)), file=sys.stderr))
from feeds.cli import main
main(sys.argv[1:])
"""


def imported_by(*arguments: str) -> frozenset[str]:
    """The modules that the command line with those arguments has imported when it leaves with exit code 0."""
    ran = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return frozenset(json.loads(ran.stderr.rpartition("modules: ")[2]))


@pytest.mark.parametrize("name", SMALL)
def test_check_of_a_file_imports_nothing_heavy(name: str, tmp_path: Path) -> None:
    feed = tmp_path / name
    feed.write_text(SMALL[name], encoding="utf-8")
    modules = imported_by("check", str(feed), "--fail-on", "error")
    assert "feeds.check" in modules
    assert modules.intersection(HEAVY) == set()


def test_check_of_a_file_imports_no_other_command(tmp_path: Path) -> None:
    feed = tmp_path / "small.xml"
    feed.write_text(SMALL["small.xml"], encoding="utf-8")
    modules = imported_by("check", str(feed), "--fail-on", "error")
    assert {name for name in modules if name.startswith(("feeds.emit", "feeds.convert", "feeds.publish"))} == set()


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)])
def test_the_door_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments).intersection(HEAVY) == set()


def test_the_package_imports_nothing_heavy() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import feeds, sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert set(ran.stdout.split()).intersection((*HEAVY, "click", "xml.parsers.expat")) == set()
