"""The fixture ``feeds_check``, as a test of somebody's project has it: pytest runs that test in a folder of its own."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TypedDict

import pytest

from feeds.errors import UsageError
from feeds.pytest_plugin import FeedsCheck, Threshold

ROOT = Path(__file__).parents[2]
FEED = (ROOT / "docs/example.xml").read_text("utf-8")
CLEAN = (ROOT / "dist/rss.xml").read_text("utf-8")


class Chosen(TypedDict, total=False):
    """What a call chooses."""

    preset: str
    select: str
    ignore: str | list[str]
    fail_on: Threshold


class Project:
    """Somebody's project with feeds and tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *arguments],
            cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.write("pyproject.toml", "[tool.pytest.ini_options]\n")
    made.write("public/bad.xml", FEED)
    made.write("public/good.xml", CLEAN)
    return made


def test_a_feed_with_errors_fails_its_test_with_the_line_and_the_fix(project: Project) -> None:
    project.write("test_feeds.py", """\
        def test_feed(feeds_check):
            feeds_check("public/bad.xml")
    """)  # fmt: skip

    done = project.run()

    assert done.returncode == 1
    assert '>       feeds_check("public/bad.xml")' in done.stdout
    assert "public/bad.xml is not as it should be." in done.stdout
    assert "public/bad.xml:7:69: error RSS220 pubDate is not an RFC 822 date" in done.stdout
    assert "fix: Write it as in Fri, 31 Jan 2020 08:00:00 +0000." in done.stdout
    assert "1 error, 0 warnings, 0 pieces of advice in 1 document." in done.stdout
    assert "pytest_plugin.py" not in done.stdout


def test_the_test_in_the_documentation_passes(project: Project) -> None:
    section = (ROOT / "docs/ci.md").read_text("utf-8").partition("\n## pytest\n")[2]
    project.write("test_shown.py", section.partition("```python\n")[2].partition("```")[0])
    project.write("public/feed.xml", CLEAN)

    done = project.run("-q")

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_a_good_feed_gives_its_report_in_every_form_of_source(project: Project) -> None:
    project.write("test_feeds.py", """\
        from pathlib import Path

        import pytest

        PATH = Path(__file__).parent / "public/good.xml"

        @pytest.mark.parametrize("source", ["public/good.xml", PATH, PATH.read_bytes()], ids=["text", "path", "bytes"])
        def test_feed(feeds_check, source):
            report = feeds_check(source, url="https://feeds.example.org/news/rss.xml")
            assert report.valid and report.format == "rss-2.0"
    """)  # fmt: skip

    done = project.run("-q")

    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_a_test_may_judge_for_itself_and_is_shown_what_was_found_when_it_fails(project: Project) -> None:
    project.write("test_feeds.py", """\
        def test_feed(feeds_check):
            report = feeds_check("public/bad.xml", fail_on="never")
            assert report.valid
    """)  # fmt: skip

    done = project.run()

    assert done.returncode == 1
    assert ">       assert report.valid" in done.stdout
    assert "feeds check public/bad.xml" in done.stdout
    assert "error RSS220" in done.stdout


@pytest.mark.parametrize(
    ("configuration", "call", "passes"),
    [
        ("", {}, False),
        ("", {"ignore": "RSS220"}, True),
        ("", {"ignore": ["RSS220", "XML"]}, True),
        ("", {"ignore": "RSS220, XML"}, True),
        ("", {"select": "XML"}, True),
        ("", {"preset": "strict", "ignore": "RSS220"}, True),
        ("", {"fail_on": "advice"}, False),
        ("", {"fail_on": "never"}, True),
        ("[check]\nignore = ['RSS220']\n", {}, True),
        ("[check]\nlevels = { RSS220 = 'warning' }\n", {}, True),
        ("[check]\nlevels = { RSS220 = 'warning' }\nfail-on = 'warning'\n", {}, False),
        ("[check]\nlevels = { RSS220 = 'warning' }\nmax-warnings = 0\n", {}, False),
        ("[check]\nlevels = { RSS220 = 'warning' }\nmax-warnings = 0\n", {"fail_on": "error"}, True),
        ("[[check.override]]\ntargets = ['public/**']\nignore = ['RSS220']\n", {}, True),
    ],
)
def test_rules_are_chosen_by_the_call_and_by_the_configuration(
    tmp_path: Path, configuration: str, call: Chosen, *, passes: bool
) -> None:
    project = Project(tmp_path)
    project.write("feeds.toml", configuration)
    project.write("public/bad.xml", FEED)
    check = FeedsCheck(tmp_path)

    if passes:
        assert check(tmp_path / "public/bad.xml", **call).format == "rss-2.0"
    else:
        with pytest.raises(pytest.fail.Exception, match="RSS220"):
            check(tmp_path / "public/bad.xml", **call)


@pytest.mark.parametrize("call", [{"ignore": "RSS999"}, {"preset": "none"}])
def test_a_word_that_means_no_rule_is_refused(tmp_path: Path, call: Chosen) -> None:
    with pytest.raises(UsageError, match=r"Did you mean|There are"):
        FeedsCheck(tmp_path)(CLEAN.encode(), **call)


def test_what_the_baseline_knows_fails_no_test(project: Project) -> None:
    project.write(
        "test_feeds.py",
        """\
        from pathlib import Path

        def test_known(feeds_check):
            assert not feeds_check("public/bad.xml").findings
            assert not feeds_check(Path("public/bad.xml").absolute()).findings

        def test_bytes_are_no_source_that_it_names(feeds_check):
            feeds_check(Path("public/bad.xml").read_bytes())
        """,
    )
    subprocess.run(
        [sys.executable, "-m", "feeds", "check", "--write-baseline", "public/bad.xml"], cwd=project.folder, check=True,
        capture_output=True,
    )  # fmt: skip

    done = project.run()

    assert "1 failed, 1 passed" in done.stdout, done.stdout
    (project.folder / "feeds-baseline.json").write_text("nothing", encoding="utf-8")
    with pytest.raises(UsageError, match="is no baseline"):
        FeedsCheck(project.folder)(project.folder / "public/bad.xml")


def test_what_cannot_be_looked_at_fails_whatever_the_level(project: Project) -> None:
    project.write("test_feeds.py", """\
        def test_file(feeds_check):
            feeds_check("public/none.xml", fail_on="never")

        def test_url(feeds_check):
            feeds_check("http://127.0.0.1:1/feed.xml", fail_on="never")
    """)  # fmt: skip

    done = project.run("-q")

    assert "2 failed" in done.stdout
    assert "public/none.xml cannot be read" in done.stdout
    assert "not checked" in done.stdout


def test_pytest_starts_without_what_checks(project: Project) -> None:
    project.write("test_nothing.py", """\
        import sys

        def test_nothing():
            assert not {"feeds.check", "feeds.rules", "click", "httpx", "lxml"} & set(sys.modules)
    """)  # fmt: skip

    done = project.run("-q")

    assert done.returncode == 0, done.stdout


def test_the_types_are_there_for_those_who_use_them(project: Project) -> None:
    project.write("test_typed.py", """\
        from pathlib import Path

        import feeds
        from feeds.pytest_plugin import FeedsCheck

        def test_feed(feeds_check: FeedsCheck) -> None:
            reveal_type(feeds_check("feed.xml"))
            reveal_type(feeds_check(Path("feed.xml"), fail_on="warning").findings[0].rule.code)

        async def many() -> None:
            for report in await feeds.check_many(["a.xml", Path("b.xml"), b"<rss/>"]):
                position = report.findings[0].position
                reveal_type(position.line if position else None)

        reveal_type(feeds.check("feed.xml", url="https://example.org/feed.xml").valid)
        feeds.check(7)
    """)  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", sys.executable, "--cache-dir",
         str(project.folder / "cache"), "test_typed.py"],
        cwd=project.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    found = [line.partition(": ")[2] for line in done.stdout.splitlines() if line.startswith("test_typed.py")]
    assert [line.partition('"')[2] for line in found[:4]] == [
        'feeds.check.findings.Report"', 'str"', 'int | None"', 'bool"',
    ]  # fmt: skip
    assert 'error: Argument 1 to "check" has incompatible type "int"' in found[4]
    assert len(found) == 5
