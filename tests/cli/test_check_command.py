"""``feeds check`` as a process: targets, outputs, exit codes, and what a person reads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from feeds.cli import COMMANDS

ROOT = Path(__file__).parents[2]
GOOD = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>News</title><link>https://example.org/</link><description>All the news</description><language>en</language>
<atom:link href="https://example.org/good.xml" rel="self" type="application/rss+xml"/>
<item><title>One thing happened</title><link>https://example.org/1</link>
<guid isPermaLink="false">tag:example.org,2026:1</guid><pubDate>Sun, 22 Nov 2026 10:00:00 +0000</pubDate>
<description>And then another.</description></item>
</channel>
</rss>
"""
BAD = GOOD.replace("Sun, 22 Nov 2026 10:00:00 +0000", "22.11.2026")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.xml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.xml").write_text(BAD, encoding="utf-8")
    (tmp_path / "note.txt").write_text("no feed", encoding="utf-8")
    return tmp_path


def run(
    *arguments: str, cwd: Path, stdin: str | bytes = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    given = stdin if isinstance(stdin, bytes) else stdin.encode()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795341600", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "feeds", *arguments], cwd=cwd, input=given, capture_output=True, check=False,
        env=environment,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_finding_shows_its_line_a_caret_its_item_and_how_to_mend_it(folder: Path) -> None:
    done = run("check", "bad.xml", cwd=folder)

    assert done.returncode == 1
    assert done.stdout.splitlines()[:7] == [
        (
            "bad.xml:7:68: error RSS220 pubDate is not an RFC 822 date: '22.11.2026': "
            "'11', where a month from Jan to Dec was expected"
        ),
        "  |",
        '7 | <guid isPermaLink="false">tag:example.org,2026:1</guid><pubDate>22.11.2026</pubDate>',
        "  |                                                                    ^^",
        "  in:  item 1 “One thing happened”",
        "  fix: Write it as in Fri, 31 Jan 2020 08:00:00 +0000.",
        "",
    ]
    assert done.stdout.splitlines()[-1] == "1 error, 0 warnings, 0 pieces of advice in 1 document."


def test_a_clean_feed_is_silent_but_for_the_summary(folder: Path) -> None:
    done = run("check", "good.xml", "--base-url", "https://example.org/", cwd=folder)

    assert (done.returncode, done.stdout) == (0, "Nothing to mend in 1 document.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check"], 2, "There is nothing to check."),
        (["check", "none.xml"], 3, "none.xml: not checked: cannot be read: No such file or directory"),
        (["check", "*.atom"], 3, "*.atom: not checked: matches no file"),
        (["check", "empty"], 3, "empty: not checked: has no feed in it"),
        (["check", "good.xml", "--select", "RSS999"], 2, "No rule is called 'RSS999'"),
        (["check", "good.xml", "--ignore", "pubdate-not-rfc82"], 2, "Did you mean pubdate-not-rfc822?"),
        (["chek", "good.xml"], 2, "Did you mean `feeds check`?"),
        (
            ["check", "good.xml", "--fail-onn", "error"],
            2,
            "feeds: There is no option --fail-onn. Did you mean --fail-on?",
        ),
        (["check", "good.xml", "--fail-on", "warn"], 2, "feeds: --fail-on: there is no 'warn'. Did you mean warning?"),
        (["check", "good.xml", "--jobs", "-1"], 2, "feeds: --jobs: this takes a whole number from 0 on."),
        (["check", "good.xml", "--per-host", "0"], 2, "feeds: --per-host: this takes a whole number from 1 to 100."),
        (["check", "good.xml", "--timeout", "soon"], 2, "feeds: --timeout: this takes a number from 0.1 on."),
        (["check", "good.xml", "--config"], 2, "'--config' requires an argument. `feeds --help` shows what there is."),
        (["explain"], 2, "feeds: CODE is missing. `feeds explain --help` shows what there is."),
        (["completion"], 2, "feeds: SHELL is missing. There are: bash, zsh, fish."),
        (["good.xml"], 2, "feeds: There is no command `good.xml`. Did you mean `feeds check good.xml`?"),
        (["check", "--files-from", "none.txt"], 2, "targets none.txt cannot be read: No such file or directory.\n"),
        (["check", "none.xml"], 3, "\n\n1 document could not be checked.\n"),
        (
            ["check", "none.xml", "good.xml"],
            3,
            "0 errors, 0 warnings, 0 pieces of advice in 2 documents; 1 document could",
        ),
        (
            ["check", "--files-from", "good.xml"],
            2,
            "good.xml is a feed, not a list of targets. Name it without --files",
        ),
        (["check", "note.txt"], 1, "this is plain text, not a feed"),
        (["explain", "RSS22O"], 2, "No rule is called 'RSS22O'"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], code: int, says: str, folder: Path) -> None:
    (folder / "empty").mkdir()

    done = run(*arguments, cwd=folder)

    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_a_glob_and_a_list_name_the_same_feeds(folder: Path) -> None:
    by_folder = run("check", ".", "--output-format", "json", cwd=folder)
    by_glob = run("check", "*.xml", "--output-format", "json", cwd=folder)
    by_list = run(
        "check", "--files-from", "-", "--output-format", "json", cwd=folder, stdin="bad.xml\n\n# no\ngood.xml\n"
    )

    for done in (by_folder, by_glob, by_list):
        assert done.returncode == 1
        assert [report["source"] for report in json.loads(done.stdout)["reports"]] == ["bad.xml", "good.xml"]


def test_what_is_named_twice_is_checked_once(folder: Path) -> None:
    done = run("check", ".", "good.xml", "./bad.xml", "*.xml", "none.xml", "./none.xml", cwd=folder)

    assert done.stdout.count("error RSS220") == 1
    assert " in 3 documents; 1 document could not be checked." in done.stdout


def test_what_is_no_feed_in_a_folder_is_passed_over(folder: Path) -> None:
    (folder / "sitemap.xml").write_text('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>')
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / "broken.xml").write_text("oops\n<rss version='2.0'><channel>")

    done = run("check", ".", "--output-format", "json", cwd=folder)

    assert [each["source"] for each in json.loads(done.stdout)["reports"]] == ["bad.xml", "broken.xml", "good.xml"]


def test_standard_input(folder: Path) -> None:
    assert run("check", "-", cwd=folder, stdin=GOOD).returncode == 0
    assert run("check", "-", cwd=folder, stdin=BAD).returncode == 1


def test_the_json_report_keeps_its_schema_and_the_public_url(folder: Path) -> None:
    done = run("check", "bad.xml", "none.xml", "note.txt", "--output-format", "json", "--base-url",
               "https://example.org/a", cwd=folder)  # fmt: skip

    report = json.loads(done.stdout)
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["summary"]["sources"] == 3
    assert report["summary"]["unchecked"] == 2
    assert report["reports"][0]["url"] == "https://example.org/a/bad.xml"
    (finding,) = [each for each in report["reports"][0]["findings"] if each["level"] == "error"]
    assert finding["place"] == "/rss/channel/item/pubDate"
    assert finding["item"] == {"index": 1, "id": "tag:example.org,2026:1", "title": "One thing happened"}
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (7, 68, 7, 70)


def test_concise_is_one_line_a_finding(folder: Path) -> None:
    done = run("check", "bad.xml", "--output-format", "concise", "--select", "RSS2", cwd=folder)

    assert done.stdout.splitlines()[0].startswith("bad.xml:7:68: error RSS220 pubDate is not an RFC 822 date")
    assert len(done.stdout.splitlines()) == 2


def test_levels_decide_the_exit_code(folder: Path) -> None:
    assert run("check", "bad.xml", "--exit-zero", cwd=folder).returncode == 0
    assert run("check", "bad.xml", "--ignore", "RSS220", cwd=folder).returncode == 0
    assert run("check", "bad.xml", "--ignore", "RSS", "--select", "RSS220", cwd=folder).returncode == 1


def test_colour_only_where_it_is_wanted(folder: Path) -> None:
    assert "\x1b[" not in run("check", "bad.xml", cwd=folder).stdout
    assert "\x1b[31;1m" in run("check", "bad.xml", cwd=folder, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in run("check", "bad.xml", cwd=folder, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[31;1m" in run("check", "bad.xml", "--color", "always", cwd=folder).stdout


def test_hostile_text_does_not_reach_the_terminal(folder: Path) -> None:
    bad = BAD.replace("One thing happened", "One \u202e\u009b31m thing")

    done = run("check", "-", cwd=folder, stdin=bad)

    assert "\u202e" not in done.stdout
    assert "\u009b" not in done.stdout


def test_the_same_finding_everywhere_is_shown_three_times_and_counted(folder: Path) -> None:
    item = BAD[BAD.index("<item>") : BAD.index("</channel>")]
    many = BAD.replace(item, "".join(item.replace("2026:1", f"2026:{n}") for n in range(1, 11)))

    done = run("check", "-", "--select", "RSS220", cwd=folder, stdin=many)

    assert done.stdout.count("error RSS220") == 3
    assert "… and RSS220 at 7 more places of -." in done.stdout
    assert done.stdout.splitlines()[-1] == "10 errors, 0 warnings, 0 pieces of advice in 1 document."


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_several_processes_say_the_same_in_the_same_order(folder: Path, form: str) -> None:
    for number in range(60):
        (folder / f"{number:02}.xml").write_text(BAD if number % 3 else GOOD, encoding="utf-8")

    one = run("check", ".", "none.xml", "--output-format", form, "--jobs", "1", cwd=folder)
    two = run("check", ".", "none.xml", "--output-format", form, "--jobs", "2", cwd=folder)

    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert "41 errors" in one.stdout or '"errors": 41' in one.stdout


def test_explain_and_rules(folder: Path) -> None:
    explained = run("explain", "RSS220", cwd=folder)
    listed = run("rules", "RSS220", "--output-format", "json", cwd=folder)

    assert explained.returncode == 0
    assert "pubdate-not-rfc822" in explained.stdout
    assert "Bad:" in explained.stdout
    assert run("explain", "InvalidRFC2822Date", cwd=folder).stdout.startswith("RSS220 ")
    assert [rule["code"] for rule in json.loads(listed.stdout)] == ["RSS220"]
    assert run("rules", cwd=folder).stdout.splitlines()[-1].endswith("`feeds explain CODE` says more of one.")


def test_ascii_terminals_get_escapes_rather_than_a_crash(folder: Path) -> None:
    done = run("check", "bad.xml", cwd=folder, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    shell = f"{sys.executable} -m feeds rules | head -1"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], cwd=folder, capture_output=True, text=True, check=False
    )

    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", ["check bad.xml", "explain RSS220", "rules"])
def test_a_full_disk_behind_standard_output_is_said(arguments: str, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m feeds {arguments} > /dev/full"], cwd=folder, capture_output=True,
        text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (
        2,
        "feeds: standard output cannot be written: No space left on device.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code"), [("bad.xml >&-", 1), ("good.xml 2>&-", 0), ("- <&-", 1), ("- <&- >&- 2>&-", 1)]
)
def test_streams_may_be_closed(arguments: str, code: int, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m feeds check --output json=report.json {arguments}"], cwd=folder,
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (code, "")
    assert json.loads((folder / "report.json").read_text("utf-8"))["summary"]["sources"] == 1


def test_help_names_every_command_in_its_own_words(folder: Path) -> None:
    text = " ".join(run("--help", cwd=folder).stdout.split())

    for command, words in COMMANDS.items():
        assert f"{command} {words}" in text
        assert words in " ".join(run(command, "--help", cwd=folder).stdout.split())


def test_help_has_examples(folder: Path) -> None:
    for command in ("check", "explain", "rules"):
        assert "Examples:" in run(command, "--help", cwd=folder).stdout
