"""Every command shown in the README and in docs/ is run, and what it prints is what stands there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
BLOCKS = re.findall(r"^```console\n(.*?)^```", f"{README}\n{PAGES}", re.MULTILINE | re.DOTALL)


def shown() -> list[tuple[str, str]]:
    """The commands of the README and of docs/, and the output that is shown for each."""
    found = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "feeds"
    done = subprocess.run(
        [sys.executable, "-m", "feeds", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795341600", "NO_COLOR": "1"},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_the_readme_shows_commands() -> None:
    assert len(shown()) >= 2


@pytest.mark.parametrize(("command", "output"), shown(), ids=[command for command, _ in shown()])
def test_the_readme_shows_what_a_command_prints(command: str, output: str) -> None:
    assert run(command).rstrip() == output.rstrip()


def test_the_readme_s_python_works() -> None:
    (block,) = re.findall(r"^```python\n(import feeds.*?)^```", README, re.MULTILINE | re.DOTALL)

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.replace('"feed.xml"', '"docs/example.xml"')],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.startswith("7 RSS220 pubDate is not an RFC 822 date")


def test_the_readme_s_rule_is_declared_as_it_says() -> None:
    from feeds.rules import rules

    assert rules()["RSS110"].says in README
