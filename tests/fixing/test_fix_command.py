"""``feeds check --fix`` and ``--diff`` as a process: files, standard input, exit codes, what is told."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.choice import Choices
from feeds.cli.fixing import fix
from feeds.cli.fixing_options import Fixing
from feeds.cli.outcomes import Work
from feeds.cli.targets import Target
from feeds.errors import UsageError
from feeds.report.forms import Look
from feeds.source.source import Source

BAD = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>News</title><link>https://example.org/</link><description>All the news</description><language>en_us</language>
<atom:link href="https://example.org/feed.xml" rel="self" type="application/rss+xml"/>
<item><title>One thing happened</title><link>https://example.org/1</link>
<guid>post-1</guid><pubDate>2026-11-22T10:00:00Z</pubDate>
<description>And then another.</description></item>
<item><title>Two things happened</title><link>https://example.org/2</link>
<guid isPermaLink="false">post-2</guid><pubDate>Sun, 22 Nov 2026</pubDate>
<description>And then another.</description></item>
</channel>
</rss>
"""
GOOD = BAD.replace("en_us", "en-US").replace("<guid>", '<guid isPermaLink="false">').replace(
    "2026-11-22T10:00:00Z", "Sun, 22 Nov 2026 10:00:00 +0000"
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feed.xml").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.xml").write_text(GOOD.replace("Sun, 22 Nov 2026</", "Sun, 22 Nov 2026 09:00:00 +0000</"), "utf-8")
    return tmp_path


def run(*arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "feeds", "check", "--color", "never", *arguments], cwd=cwd, input=stdin, text=True,
        capture_output=True, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": "1795341600"},
    )  # fmt: skip


def test_files_are_mended_in_place_and_what_remains_is_told(folder: Path) -> None:
    before = (folder / "good.xml").stat()
    (folder / "feed.xml").chmod(0o640)
    done = run("--fix", "--output-format", "concise", ".", cwd=folder)

    assert (folder / "feed.xml").read_text("utf-8") == GOOD
    assert (folder / "feed.xml").stat().st_mode & 0o777 == 0o640
    assert (folder / "good.xml").stat().st_mtime_ns == before.st_mtime_ns
    assert done.returncode == 1
    assert "feed.xml:10:" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 error")
    assert done.stderr.splitlines() == [
        "feed.xml: 3 fixed",
        "  RSS210 unknown-language",
        "  RSS220 pubdate-not-rfc822",
        "  RSS250 guid-taken-for-a-permalink",
        "feed.xml: 1 more can be fixed with --unsafe-fixes",
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["feed.xml", "good.xml"]


def test_unsafe_fixes_are_made_when_asked_for(folder: Path) -> None:
    done = run("--fix", "--unsafe-fixes", "feed.xml", cwd=folder)

    assert done.returncode == 0
    assert "Sun, 22 Nov 2026 00:00:00 +0000" in (folder / "feed.xml").read_text("utf-8")
    assert "RSS220 pubdate-not-rfc822 × 2" in done.stderr


def test_only_chosen_rules_are_mended(folder: Path) -> None:
    run("--fix", "--select", "RSS250", "feed.xml", cwd=folder)

    assert (folder / "feed.xml").read_text("utf-8") == BAD.replace("<guid>", '<guid isPermaLink="false">')


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "feed.xml").rename(folder / "real/feed.xml")
    (folder / "feed.xml").symlink_to("real/feed.xml")
    run("--fix", "feed.xml", cwd=folder)

    assert (folder / "feed.xml").is_symlink()
    assert (folder / "real/feed.xml").read_text("utf-8") == GOOD


def test_standard_input_is_mended_to_standard_output(folder: Path) -> None:
    done = run("--fix", "-", cwd=folder, stdin=BAD)

    assert done.stdout == GOOD
    assert done.returncode == 1
    assert "-:10:" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("1 error, ")


def test_of_standard_input_the_rest_is_judged_as_of_a_file(folder: Path) -> None:
    lenient = run("--fix", "--exit-zero", "--output", "json=report.json", "-", cwd=folder, stdin=BAD)
    refused = run("--fix", "--output", "json", "-", cwd=folder, stdin=BAD)
    strict = run("--fix", "--select", "RSS501", "--fail-on", "advice", "-", cwd=folder,
                 stdin=GOOD.replace("<language>en-US</language>", ""))  # fmt: skip
    empty = run("--fix", "-", cwd=folder, stdin="nothing")

    assert (lenient.returncode, lenient.stdout) == (0, GOOD)
    assert json.loads((folder / "report.json").read_text("utf-8"))["summary"]["errors"] == 1
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Give the report a file" in refused.stderr
    assert strict.returncode == 1
    assert empty.returncode == 1


def test_what_is_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    path = folder / "feed.xml"
    work = Work(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), Choices(), ("text",), Look())

    class Edited(Target):
        def source(self) -> Source:
            source = super().source()
            path.write_text("edited meanwhile", encoding="utf-8")
            return source

    with pytest.raises(UsageError, match="has written"):
        fix([Edited(str(path))], Fixing(fix=True, unsafe_fixes=False, diff=False), work, lambda _name: None)
    assert path.read_text("utf-8") == "edited meanwhile"


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_a_diff_changes_nothing_and_is_one_that_patch_applies(folder: Path) -> None:
    done = run("--diff", "feed.xml", "good.xml", cwd=folder)

    assert done.returncode == 1
    assert (folder / "feed.xml").read_text("utf-8") == BAD
    assert done.stdout.startswith("--- feed.xml\n+++ feed.xml (fixed)\n@@ ")
    assert "1 of 2 documents would change" in done.stderr
    subprocess.run(["patch", "feed.xml"], cwd=folder, input=done.stdout, text=True, check=True, capture_output=True)
    assert (folder / "feed.xml").read_text("utf-8") == GOOD


def test_a_diff_of_what_is_well_is_empty(folder: Path) -> None:
    done = run("--diff", "good.xml", cwd=folder)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing would change.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--fix", "https://example.org/feed.xml"), "cannot be mended from here"),
        (("--diff", "https://example.org/feed.xml"), "cannot be mended from here"),
        (("--fix", "-", "feed.xml"), "name - alone"),
        (("--unsafe-fixes", "feed.xml"), "say --fix to make them"),
        (("--diff", "--output", "json=report.json", "feed.xml"), "--diff shows what would change and nothing else"),
        (("--diff", "--statistics", "feed.xml"), "--diff shows what would change and nothing else"),
        (("--diff", "--write-baseline", "feed.xml"), "--diff shows what would change and nothing else"),
    ],
)
def test_what_cannot_be_done_is_refused(folder: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, cwd=folder)

    assert done.returncode == 2
    assert says in done.stderr
    assert (folder / "feed.xml").read_text("utf-8") == BAD


def test_a_file_that_is_not_there_is_told_by_the_check(folder: Path) -> None:
    done = run("--fix", "gone.xml", "feed.xml", cwd=folder)

    assert done.returncode == 1
    assert "gone.xml" in done.stdout
    assert (folder / "feed.xml").read_text("utf-8") == GOOD
    differs = run("--diff", "gone.xml", cwd=folder)
    assert (differs.returncode, differs.stdout) == (3, "")
    assert differs.stderr == "gone.xml: not checked: cannot be read: No such file or directory.\n"


def test_a_diff_fails_no_run_that_must_not_fail(folder: Path) -> None:
    assert run("--diff", "--exit-zero", "feed.xml", cwd=folder).returncode == 0
