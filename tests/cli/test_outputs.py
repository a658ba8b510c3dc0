"""Outputs of ``feeds check`` as a process: where they go, what is chosen for one, what cannot be written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.cli.output_options import FORMS

BAD = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>All</description>
<item><title>Ünd “so”</title><pubDate>22.11.2026</pubDate></item>
</channel></rss>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / "bad.xml").write_text(BAD, encoding="utf-8")
    return site


def run(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "FORCE_"))}
    return subprocess.run(
        [sys.executable, "-m", "feeds", "check", "--isolated", *arguments], cwd=cwd, capture_output=True, check=False,
        text=True, encoding="utf-8", env={**kept, "SOURCE_DATE_EPOCH": "1795341600", **env},
    )  # fmt: skip


def test_several_at_once(folder: Path) -> None:
    alone = run("bad.xml", cwd=folder)

    done = run("bad.xml", "--output", "sarif=report.sarif", "--output", "text", "--output", "junit=../junit.xml",
               "--output", "jsonl=report.jsonl", cwd=folder)  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (1, alone.stdout, "")
    sarif = json.loads((folder / "report.sarif").read_text("utf-8"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "site/bad.xml", "uriBaseId": "%SRCROOT%"}
    assert (folder.parent / "junit.xml").read_text("utf-8").startswith("<?xml")
    assert json.loads((folder / "report.jsonl").read_text("utf-8"))["source"] == "bad.xml"
    assert sorted(path.name for path in folder.iterdir()) == ["bad.xml", "report.jsonl", "report.sarif"]


def test_with_files_alone_standard_output_has_the_sums(folder: Path) -> None:
    done = run("bad.xml", "none.xml", "--output", "json=report.json", cwd=folder)

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("none.xml: not checked: ")
    assert lines[1].endswith("in 2 documents; 1 document could not be checked.")
    assert len(lines) == 2


def test_a_file_and_standard_output_get_the_same(folder: Path) -> None:
    run("bad.xml", *(f"--output={form}=written.{form}" for form in FORMS), cwd=folder)

    for form in FORMS:
        done = run("bad.xml", "--output-format", form, "--output", "checkstyle=-.xml", cwd=folder)
        assert done.stdout == (folder / f"written.{form}").read_text("utf-8"), form
        assert done.returncode == 1


def test_a_terminal_that_speaks_no_utf8_gets_a_whole_document(folder: Path) -> None:
    for form in ("json", "sarif", "junit"):
        done = run("bad.xml", "--output-format", form, cwd=folder, PYTHONIOENCODING="ascii")
        assert done.stdout == run("bad.xml", "--output-format", form, cwd=folder).stdout


def test_a_workflow_gets_annotations(folder: Path) -> None:
    done = run("bad.xml", cwd=folder, GITHUB_ACTIONS="true")

    assert done.stdout.startswith("::")
    assert "::error file=site/bad.xml,line=3,col=" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("in 1 document.")
    assert not run("bad.xml", "--output-format", "text", cwd=folder, GITHUB_ACTIONS="true").stdout.startswith("::")
    assert "file=bad.xml" in run("bad.xml", cwd=folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder)).stdout


def test_the_summary_of_a_job_is_added_to(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_text("# Before\n")

    done = run("bad.xml", "--output", "markdown", cwd=folder, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))

    assert done.stdout.startswith("::")  # the log keeps its annotations
    assert summary.read_text("utf-8").startswith("# Before\n## Feeds\n")
    assert run("bad.xml", "--output", "markdown", cwd=folder).stdout.startswith("## Feeds\n")


def test_statistics(folder: Path) -> None:
    done = run("bad.xml", "--statistics", cwd=folder)

    assert "1  error    RSS220   pubdate-not-rfc822" in done.stdout
    assert "22.11.2026" not in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--output", "sariff=x"], "There is no output 'sariff'. Did you mean sarif?"),
        (["--output", "sarif="], "names no file"),
        (["--output", "sarif=a/b/c.sarif"], "there is no folder a/b"),
        (["--output", "sarif=."], "is a folder"),
        (["--output", "text", "--output", "json"], "Standard output is asked for twice"),
        (["--output", "text", "--output-format", "json"], "Standard output is asked for twice"),
        (["--output", "text=a", "--output", "json=a"], "a is asked for twice"),
        (["--output", "text=a", "--output", "json=./a"], "./a is asked for twice"),
        (["--output", "text=a", "--output", "json=../site/a"], "../site/a is asked for twice"),
        (["--output", f"json={'a' * 300}"], "a cannot be written: File name too long."),
    ],
)
def test_what_cannot_be_written_is_said_before_the_work(arguments: list[str], says: str, folder: Path) -> None:
    done = run("bad.xml", *arguments, cwd=folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert [path.name for path in folder.iterdir()] == ["bad.xml"]


def test_a_link_stays_a_link_and_a_device_a_device(folder: Path) -> None:
    (folder / "latest.json").symlink_to("report.json")

    assert run("bad.xml", "--output", "json=latest.json", cwd=folder).returncode == 1
    assert (folder / "latest.json").is_symlink()
    assert json.loads((folder / "report.json").read_text("utf-8"))["schema"] == 1
    assert json.loads(run("bad.xml", "--output", "json=/dev/stderr", cwd=folder).stderr)["schema"] == 1


def test_what_cannot_be_written_after_the_work_is_said(folder: Path) -> None:
    done = run("bad.xml", "--output", "text", "--output", "json=/dev/full", cwd=folder)

    assert done.returncode == 2
    assert "error RSS220" in done.stdout
    assert done.stderr == "feeds: /dev/full cannot be written: No space left on device.\n"


def test_what_can_be_written_is_written(folder: Path) -> None:
    done = run("bad.xml", "--output", "json=/dev/full", "--output", "sarif=report.sarif", cwd=folder)

    assert done.returncode == 2
    assert "in 1 document." in done.stdout
    assert json.loads((folder / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_files_are_written_when_the_reader_of_standard_output_has_gone(folder: Path) -> None:
    for number in range(30):
        (folder / f"{number:02}.xml").write_text(BAD, encoding="utf-8")
    shell = f"{sys.executable} -m feeds check --isolated --jobs 1 . --output text --output json=r.json | true"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], cwd=folder, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads((folder / "r.json").read_text("utf-8"))["summary"]["errors"] == 31


def test_the_page_of_outputs_has_every_form() -> None:
    page = (Path(__file__).parents[2] / "docs/outputs.md").read_text("utf-8")

    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(FORMS)
