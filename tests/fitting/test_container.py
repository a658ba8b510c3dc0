"""Containerfile, read by hadolint; no engine builds it here."""

import fnmatch
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Containerfile").read_text("utf-8")


@pytest.mark.real("hadolint")
def test_hadolint_has_nothing_to_say() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("hadolint")), str(ROOT / "Containerfile")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")


def test_all_that_is_copied_is_there_and_let_in() -> None:
    allowed = [line[1:] for line in (ROOT / ".containerignore").read_text("utf-8").splitlines() if line[:1] == "!"]
    copied = [word for line in re.findall(r"^COPY (?!--from)(.*)$", TEXT, re.MULTILINE) for word in line.split()[:-1]]

    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert any(fnmatch.fnmatch(name, pattern) for pattern in allowed)


def test_what_the_package_is_built_from_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    wanted = {*wheel["packages"], *wheel["force-include"], project["project"]["readme"],
              *project["project"]["license-files"], "pyproject.toml"}  # fmt: skip

    assert wanted <= set(re.findall(r"[\w.]+", "\n".join(re.findall(r"^COPY .*$", TEXT, re.MULTILINE))))


def test_it_runs_as_nobody_in_particular() -> None:
    last = TEXT.rpartition("\nFROM ")[2]

    assert re.search(r"^USER (?!0\b|root\b)\d+:\d+$", last, re.MULTILINE)
    assert 'ENTRYPOINT ["feeds"]' in last
