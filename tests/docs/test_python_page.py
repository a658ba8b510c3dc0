"""The programs in docs/python.md run, and print what stands below them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/python.md").read_text("utf-8")
PAIRS = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_program_says_what_it_prints() -> None:
    assert len(PAIRS) == PAGE.count("```python") >= 4


@pytest.mark.parametrize(("program", "output"), PAIRS, ids=range(len(PAIRS)))
def test_a_program_prints_what_stands_below_it(program: str, output: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == (output, "")
