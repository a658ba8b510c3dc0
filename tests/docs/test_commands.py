"""Every command that README and docs/ name is one that exists, with options that it has; those that can be are run.

What stands in a console block is run in the repository, and its output compared: test_readme.py. What stands in a block
of sh is run in a folder where the names it uses exist, unless UNRUN says why not. What stands in a sentence is parsed.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from loopback import free_port, serve
from publisher import Site

from feeds.cli import group

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page: page.read_text("utf-8") for page in PAGES}

UNRUN = {
    "feeds publish ssh://": "needs somebody's server; tests/publish runs it against a real sshd",
    "feeds publish --rollback": "as above",
    "podman ": "needs an engine; test_container.py reads the Containerfile",
    "python3 -m venv": "installs; tests/packaging does it",
    ".venv/bin/pip": "as above",
    ". .venv/bin/activate": "as above",
}
UNRUN_STARTS = tuple(UNRUN)
FETCHING = ("feeds check https://",)
WORDS = {"N": "1", "SECONDS": "1", "CODES=LEVEL": "RSS501=error", "WORD=LEVEL": "RSS501=error", "FORM": "text",
         "FORM[=FILE]": "text", "NAME": "podcast", "CODE": "RSS220"}  # fmt: skip


def in_blocks() -> list[str]:
    """The lines of sh blocks."""
    found = []
    for text in TEXTS.values():
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            found += [line.partition(" #")[0].strip() for line in block.splitlines() if line.strip()]
    return found


def in_sentences() -> list[str]:
    """The commands of ours that stand as code in a sentence."""
    found = set()
    for text in TEXTS.values():
        plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        found |= {" ".join(code.split()) for code in re.findall(r"`(feeds [a-z][^`]*)`", plain)}
    return sorted(found)


def parsed(words: list[str]) -> click.Context:
    """The command that words call, with its options; nothing is run. Raises ClickException."""
    command: click.Command = group
    context = click.Context(command, info_name="feeds")
    while isinstance(command, click.Group):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        assert name is not None
        command = found
        if isinstance(command, click.Group) and not words:
            break
        if not isinstance(command, click.Group):
            return command.make_context(name, words, parent=context)
        context = click.Context(command, info_name=name, parent=context)
    return context


@pytest.mark.parametrize("command", in_sentences())
def test_a_command_in_a_sentence_is_one_that_exists(command: str) -> None:
    if re.search(r"FILE\.\.\.|\[", command):
        command = re.sub(r"\.\.\.|\[[^\]]*\]", "", command)
    words = [WORDS.get(word, word) for word in shlex.split(command)[1:]]
    try:
        assert parsed(words).command.name
    except click.exceptions.Exit as end:
        assert end.exit_code == 0  # noqa: PT017 - whether --help is there decides whether this is raised
    except click.MissingParameter:
        assert len(words) == 1, "the name of a command may stand alone, an unfinished call may not"
    except click.BadOptionUsage as wrong:
        assert wrong.option_name == words[-1]  # noqa: PT017 - an option may be named without its argument


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the names of the examples exist."""
    made = tmp_path_factory.mktemp("examples")
    (made / "public").mkdir()
    for name in ("feed.xml", "public/feed.xml"):
        shutil.copy(ROOT / "dist/rss.xml", made / name)
    shutil.copytree(ROOT / "dist", made / "dist")
    (made / "feeds.toml").write_text('base-url = "https://www.example.org/news/"', encoding="utf-8")
    return made


@pytest.mark.parametrize("line", [line for line in in_blocks() if line.startswith("feeds ")])
def test_a_command_in_a_block_is_one_that_exists(line: str) -> None:
    assert parsed(shlex.split(line)[1:]).command.name


@pytest.mark.parametrize("line", [line for line in in_blocks() if not line.startswith(UNRUN_STARTS + FETCHING)])
def test_a_command_in_a_block_runs(line: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(line)], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": str(folder / "cache")},
    )  # fmt: skip

    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert done.stdout + done.stderr


@pytest.mark.real("nginx")
@pytest.mark.parametrize("line", [line for line in in_blocks() if line.startswith(FETCHING)])
def test_a_command_that_fetches_runs_against_a_server_of_ours(line: str, tmp_path: Path) -> None:
    port = free_port()
    site = Site(tmp_path / "site", f"http://127.0.0.1:{port}/")
    site.build()
    with serve(site.output, port, tmp_path / "nginx"):
        words = [re.sub(r"https://www\.example\.org/feed\.xml", f"http://127.0.0.1:{port}/rss.xml", word)
                 for word in shlex.split(line)]  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")},
        )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors" in done.stdout or "Nothing to mend" in done.stdout


def test_reasons_for_not_running_are_of_use() -> None:
    for start in UNRUN:
        assert [line for line in in_blocks() if line.startswith(start)], start
