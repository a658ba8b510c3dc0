"""Choices on the command line and in the configuration, the baseline, what is told again, watching, completion."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ITEM = """<item><title>{0}</title><link>https://example.org/{0}</link>
<guid isPermaLink="false">tag:example.org,2026:{0}</guid><pubDate>{1}</pubDate>
<description>What happened.</description></item>
"""
GOOD, BAD = "Sun, 22 Nov 2026 10:00:00 +0000", "22.11.2026"


def feed(*items: str, language: str = "<language>en</language>") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>News</title><link>https://example.org/</link><description>All the news</description>{language}
<atom:link href="https://example.org/feed.xml" rel="self" type="application/rss+xml"/>
{"".join(items)}</channel></rss>
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"GITHUB_ACTIONS", "FORCE_COLOR"}}
    return {**clean, "SOURCE_DATE_EPOCH": "1795341600", "XDG_CACHE_HOME": str(folder / "cache"), **more}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    (tmp_path / "feed.xml").write_text(feed(ITEM.format("a", BAD), language=""), encoding="utf-8")

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "feeds", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False,
            env=environment(tmp_path, **more),
        )  # fmt: skip

    return run


Run = Callable[..., subprocess.CompletedProcess[str]]


def told(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The findings of a JSON report: code and level."""
    report = json.loads(done.stdout)
    return {each["code"]: each["level"] for found in report["reports"] for each in found["findings"]}


def checked(run: Run, *arguments: str) -> dict[str, str]:
    return told(run("check", "feed.xml", "--output-format", "json", *arguments))


def test_options_choose_and_change_levels(run: Run) -> None:
    assert checked(run) == {"RSS220": "error", "RSS501": "advice"}
    assert checked(run, "--ignore", "RSS2,TXT") == {"RSS501": "advice"}
    assert checked(run, "--preset", "spec", "--extend-select", "RSS501") == {"RSS220": "error", "RSS501": "advice"}
    assert checked(run, "--preset", "strict", "--level", "RSS220=advice") == {"RSS220": "advice", "RSS501": "warning"}


def test_the_configuration_chooses_for_all_and_for_some(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text(
        '[check]\nignore = ["RSS5"]\nfail-on = "warning"\nlevels = { RSS220 = "warning" }\ntargets = ["feed.xml"]\n'
        '[[check.override]]\ntargets = ["old/**"]\nextend-select = ["RSS501"]\n',
        encoding="utf-8",
    )
    (tmp_path / "old").mkdir()
    (tmp_path / "old/feed.xml").write_bytes((tmp_path / "feed.xml").read_bytes())

    assert checked(run) == {"RSS220": "warning"}
    assert checked(run, "--level", "RSS220=advice") == {"RSS220": "advice"}
    assert checked(run, "--isolated") == {"RSS220": "error", "RSS501": "advice"}
    assert told(run("check", "old", "--output-format", "json")) == {"RSS220": "warning", "RSS501": "advice"}
    assert run("check").returncode == 1
    assert run("check", "--fail-on", "error").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--level", "RSS=warning"], 0),
        (["--level", "RSS=warning", "--max-warnings", "2"], 0),
        (["--level", "RSS=warning", "--max-warnings", "1"], 1),
        (["--level", "RSS=warning", "--max-warnings", "1", "--exit-zero"], 0),
        (["--level", "RSS=warning", "--fail-on", "warning"], 1),
        (["--preset", "strict", "--ignore", "RSS220", "--fail-on", "error"], 0),
    ],
)
def test_what_fails_a_run(run: Run, arguments: list[str], code: int) -> None:
    assert run("check", "feed.xml", *arguments).returncode == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--preset", "stict"], "there is no 'stict'. Did you mean strict?"),
        (["--level", "RSS501=eror"], "there is no level 'eror'. Did you mean error?"),
        (["--level", "RSS501"], "write it as CODES=LEVEL, such as RSS501=error"),
        (["--level", "RSX501=error"], "No rule is called 'RSX501'"),
        (["--extend-select", "chanel-without-language"], "Did you mean channel-without-language?"),
        (["--slect", "RSS"], "--select"),
        (["--baseline", "none.json"], "There is no baseline none.json."),
        (["--config", "none.toml"], "none.toml cannot be read"),
        (["--config", "x.toml", "--isolated"], "give one of them"),
        (["--write-baseline", "--prune-baseline"], "give one of them"),
    ],
)
def test_mistyped_words_are_answered_with_the_nearest(run: Run, arguments: list[str], says: str) -> None:
    done = run("check", "feed.xml", *arguments)

    assert done.returncode == 2
    assert says in done.stderr


def test_a_wrong_word_in_the_configuration_names_file_and_key(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.feeds.check]\nignore = ["RSX"]\n', encoding="utf-8")

    done = run("check", "feed.xml")

    assert done.returncode == 2
    assert "pyproject.toml, [tool.feeds.check]: `ignore`: No rule is called 'RSX'" in done.stderr


def test_a_baseline_lets_only_new_findings_through_and_items_may_move(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    written = run("check", "feed.xml", "--write-baseline")
    again = run("check", "feed.xml", "--baseline", "feeds-baseline.json", "--fail-on", "advice")
    path.write_text(feed(ITEM.format("new", GOOD), ITEM.format("a", BAD), language=""), encoding="utf-8")
    moved = run("check", "feed.xml", "--baseline", "feeds-baseline.json", "--fail-on", "advice")
    path.write_text(feed(ITEM.format("b", BAD), ITEM.format("a", BAD)), encoding="utf-8")
    worse = run("check", "feed.xml", "--baseline", "feeds-baseline.json", "--output-format", "json")
    pruned = run("check", "feed.xml", "--baseline", "feeds-baseline.json", "--prune-baseline")

    assert written.returncode == 0
    assert "2 findings written" in written.stderr
    assert (again.returncode, again.stdout) == (0, "Nothing to mend in 1 document.\n")
    assert "2 findings are known from feeds-baseline.json." in again.stderr
    assert (moved.returncode, moved.stdout) == (0, "Nothing to mend in 1 document.\n")
    assert worse.returncode == 1
    assert json.loads(worse.stdout)["summary"]["known"] == 1
    (finding,) = json.loads(worse.stdout)["reports"][0]["findings"]
    assert (finding["code"], finding["item"]["title"]) == ("RSS220", "b")
    assert "1 of 2 findings taken out, 1 left" in pruned.stderr
    assert pruned.stdout.splitlines()[-1] == "1 error, 0 warnings, 0 pieces of advice in 1 document."  # the new one
    assert (
        run("check", "feed.xml", "--prune-baseline", "--output", "summary").stdout
        == pruned.stdout.splitlines()[-1] + "\n"
    )
    rows = json.loads((tmp_path / "feeds-baseline.json").read_text(encoding="utf-8"))["findings"]
    assert [(row["source"], row["code"]) for row in rows] == [("feed.xml", "RSS220")]


def test_a_baseline_that_was_written_counts_from_then_on(run: Run, tmp_path: Path) -> None:
    run("check", "feed.xml", "--write-baseline")

    known = run("check", "feed.xml", "--fail-on", "advice")
    isolated = run("check", "feed.xml", "--fail-on", "advice", "--isolated")
    (tmp_path / "feeds-baseline.json").unlink()
    without = run("check", "feed.xml", "--fail-on", "advice")

    assert known.returncode == 0
    assert "known from feeds-baseline.json." in known.stderr
    assert isolated.returncode == 1
    assert without.returncode == 1


def test_a_baseline_of_the_configuration_is_found_from_a_folder_below(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[check]\nbaseline = "known.json"\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    first = run("check", "feed.xml", "--write-baseline")

    done = subprocess.run(
        [sys.executable, "-m", "feeds", "check", "../feed.xml"], cwd=tmp_path / "below", capture_output=True, text=True,
        check=False, env=environment(tmp_path),
    )  # fmt: skip

    assert first.returncode == 0
    assert (tmp_path / "known.json").exists()
    assert (done.returncode, done.stdout) == (0, "Nothing to mend in 1 document.\n")


def test_several_processes_know_the_baseline_and_the_choices(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(50):
        (many / f"{number:02}.xml").write_text(feed(ITEM.format("a", BAD), language=""), encoding="utf-8")
    (tmp_path / "feeds.toml").write_text(
        '[[check.override]]\ntargets = ["many/1*.xml"]\nignore = ["RSS501"]\n', encoding="utf-8"
    )

    one = run("check", "many", "--output-format", "json", "--jobs", "1")
    two = run("check", "many", "--output-format", "json", "--jobs", "2")
    written = run("check", "many", "--write-baseline", "--jobs", "2")
    known = run("check", "many", "--baseline", "feeds-baseline.json", "--jobs", "2")

    assert one.stdout == two.stdout
    assert (json.loads(one.stdout)["summary"]["errors"], json.loads(one.stdout)["summary"]["advice"]) == (50, 40)
    assert "90 findings written" in written.stderr
    assert known.stdout == "Nothing to mend in 50 documents.\n"


def test_silences_are_counted_and_can_be_passed_over(run: Run, tmp_path: Path) -> None:
    text = feed("<!-- feeds: ignore RSS220 -->", ITEM.format("a", BAD))
    (tmp_path / "feed.xml").write_text(text, encoding="utf-8")

    silent, loud = run("check", "feed.xml"), run("check", "feed.xml", "--no-inline")
    counted = run("check", "feed.xml", "--output-format", "json")

    assert silent.returncode == 0
    assert "1 finding is silenced in the documents themselves" in silent.stderr
    assert loud.returncode == 1
    assert json.loads(counted.stdout)["summary"]["silenced"] == 1


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_what_is_told_again_is_what_was_found_until_something_changes(run: Run, tmp_path: Path, form: str) -> None:
    def reused(*more: str) -> str:
        return run("check", "feed.xml", "--reuse", "--output-format", form, *more).stdout

    plain = run("check", "feed.xml", "--output-format", form).stdout
    first, second = reused(), reused()
    stored = tmp_path / "cache/feeds/findings.sqlite3"
    before = stored.exists()
    other = reused("--ignore", "RSS5")
    (tmp_path / "feed.xml").write_text(feed(ITEM.format("b", BAD)), encoding="utf-8")

    assert first == second == plain
    assert before
    assert other != plain
    assert reused() == run("check", "feed.xml", "--output-format", form).stdout != plain
    stored.write_bytes(b"no database")
    assert reused() == run("check", "feed.xml", "--output-format", form).stdout


def test_what_is_told_again_is_not_checked_again(run: Run, tmp_path: Path) -> None:
    import sqlite3

    run("check", "feed.xml", "--reuse")
    with sqlite3.connect(tmp_path / "cache/feeds/findings.sqlite3") as stored:
        ((kept,),) = stored.execute("SELECT kept FROM findings").fetchall()
        stored.execute("UPDATE findings SET kept = ?", (kept.replace("22.11.2026", "FROM THE STORE"),))
    stored.close()

    assert "FROM THE STORE" in run("check", "feed.xml", "--reuse").stdout
    assert "FROM THE STORE" not in run("check", "feed.xml").stdout


def test_config_show_says_where_each_value_comes_from(run: Run, tmp_path: Path) -> None:
    assert "# No configuration here: the defaults hold." in run("config", "show").stdout
    (tmp_path / "feeds.toml").write_text(
        'title = "T"\n[check]\npreset = "podcast"\nlevels = { RSS501 = "error" }\n'
        '[[check.override]]\ntargets = ["*.xml"]\nignore = ["RSS5"]\n',
        encoding="utf-8",
    )

    text = run("config", "show", "feed.xml", "a.json").stdout
    shown = json.loads(run("config", "show", "--output-format", "json", "feed.xml").stdout)
    wrong = run("config", "shw")

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert 'title = "T" # feeds.toml' in lines
    assert "limit = 50 # default" in lines
    assert 'preset = "podcast" # feeds.toml' in lines
    assert 'levels = { "RSS501" = "error" } # feeds.toml' in lines
    assert "# author is not set" in lines
    assert "[[check.override]]" in lines
    assert any(line.startswith("# feed.xml: override 1; ") for line in lines)
    assert any(line.startswith("# a.json: no override; ") for line in lines)
    assert shown["check"]["preset"] == {"value": "podcast", "from": "feeds.toml"}
    assert shown["targets"]["feed.xml"]["overrides"] == [1]
    assert wrong.returncode == 2
    assert "Did you mean `show`?" in wrong.stderr


def test_config_schema_is_the_one_that_editors_have(run: Run) -> None:
    stored = Path(__file__).parents[2] / "schemas/config.schema.json"

    assert run("config", "schema").stdout == stored.read_text(encoding="utf-8")


def test_rules_of_a_preset_at_its_levels(run: Run) -> None:
    listed = json.loads(run("rules", "RSS5", "--preset", "strict", "--output-format", "json").stdout)

    assert {rule["level"] for rule in listed} == {"warning"}
    assert run("rules", "--preset", "strickt").returncode == 2


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["feeds", "che"], "check"),
        (["feeds", "check", "--sel"], "--select"),
        (["feeds", "check", "--preset", "str"], "strict"),
        (["feeds", "check", "--select", "RSS22"], "RSS220"),
        (["feeds", "check", "--ignore", "ATM,RSS22"], "ATM,RSS220"),
        (["feeds", "check", "--select", "pubdate-not"], "pubdate-not-rfc822"),
        (["feeds", "check", "--select", "RS"], "RSS"),
        (["feeds", "explain", "RSS22"], "RSS220"),
    ],
)
def test_shells_complete(run: Run, words: list[str], offered: str) -> None:
    done = run(_FEEDS_COMPLETE="bash_complete", COMP_WORDS=" ".join(words), COMP_CWORD=str(len(words) - 1))

    assert f"plain,{offered}" in done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    done = run("completion", shell)

    assert done.returncode == 0
    assert f"_FEEDS_COMPLETE={shell}_complete" in done.stdout


def test_bash_takes_the_script(run: Run) -> None:
    script = run("completion", "bash").stdout

    done = subprocess.run(["bash", "-c", f"{script}\ncomplete -p feeds"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "feeds" in done.stdout


def test_watch_checks_again_when_the_file_changes_and_ends_at_ctrl_c(run: Run, tmp_path: Path) -> None:
    assert "cannot be watched" in run("check", "https://example.org/feed", "--watch").stderr
    with subprocess.Popen(
        [sys.executable, "-m", "feeds", "check", "feed.xml", "--watch", "--output-format", "concise"], cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(tmp_path, PYTHONUNBUFFERED="1"),
    ) as watching:  # fmt: skip
        assert watching.stdout is not None
        try:
            first = until("Ctrl-C ends it", watching.stdout.readline)
            # At once, as editors do: a file half written is a change too, and is told of.
            (tmp_path / "mended").write_text(feed(ITEM.format("a", GOOD)), encoding="utf-8")
            (tmp_path / "mended").replace(tmp_path / "feed.xml")
            second = until("Ctrl-C ends it", watching.stdout.readline)
            watching.send_signal(signal.SIGINT)
            rest = watching.stdout.read()
            code = watching.wait(30)
        finally:
            if watching.poll() is None:
                watching.kill()

    assert "RSS220" in first
    assert "feed.xml changed." in second
    assert "RSS220" not in second
    assert (code, rest) == (0, "")


def test_watch_does_not_take_its_own_fixes_for_changes(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(feed(ITEM.format("a", "2026-01-31T08:00:00Z")), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "feeds", "check", ".", "--watch", "--fix", "--write-baseline", "--output=concise"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=environment(tmp_path, PYTHONUNBUFFERED="1"),
    ) as watching:  # fmt: skip
        assert watching.stdout is not None
        try:
            first = until("Ctrl-C ends it", watching.stdout.readline)
            (tmp_path / "other.xml").write_text(feed(ITEM.format("b", BAD)), encoding="utf-8")
            second = until("Ctrl-C ends it", watching.stdout.readline)
        finally:
            watching.kill()

    assert "feed.xml: 1 fixed" in first
    assert "Sat, 31 Jan 2026 08:00:00 +0000" in (tmp_path / "feed.xml").read_text("utf-8")
    assert [line for line in second.splitlines() if line.endswith("changed.")] == ["other.xml changed."]


def until(words: str, line: Callable[[], str]) -> str:
    """What a process prints up to a line with these words."""
    deadline = time.monotonic() + 60
    found = ""
    while words not in found:
        read = line()
        assert read, found
        assert time.monotonic() < deadline, found
        found += read
    return found
