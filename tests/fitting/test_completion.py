"""Completion as a shell does it: bash loads the script, and is asked what it would offer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMPLETE = """
eval "$(feeds completion bash)"
function offered() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _feeds_completion feeds
    printf '%s\\n' "${COMPREPLY[@]}"
}
"""


def offered(*words: str) -> list[str]:
    """What bash would offer for the last of some words."""
    quoted = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", f"{COMPLETE}\noffered {quoted}"], capture_output=True, text=True,
        check=False,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.real("bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("feeds", "che"), ["check"]),
        (("feeds", "check", "--pre"), ["--preset"]),
        (("feeds", "check", "--preset", "pod"), ["podcast"]),
        (("feeds", "explain", "RSS22"), ["RSS220"]),
        (("feeds", "check", "--ignore", "RSS110,pubdate-not"), ["RSS110,pubdate-not-rfc822"]),
        (("feeds", "completion", "f"), ["fish"]),
    ],
)
def test_bash_offers_commands_options_presets_and_codes(words: tuple[str, ...], expected: list[str]) -> None:
    found = offered(*words)

    assert set(expected) <= set(found)
    assert all(word.startswith(words[-1]) for word in found)
