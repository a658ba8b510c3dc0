"""Discovered cases: a document beside what is found in it, one `LINE:COLUMN-LINE:COLUMN CODE` a line, in order.

`cases/<book>/<case>.xml` (or .json) stands beside `<case>.out`; only the codes of the books that the folder names in
`.books` (its own name in capitals where there is none) are compared: a new rule of another book changes nothing.
"""

import datetime as dt
from pathlib import Path

import pytest

from feeds.check import Finding, check
from feeds.source.source import Source

HERE = Path(__file__).parent / "cases"
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CASES = sorted(HERE.glob("*/*.out"))


def line(finding: Finding) -> str:
    where = finding.position
    assert where is not None, finding
    return f"{where.line}:{where.column}-{where.end_line}:{where.end_column} {finding.rule.code}"


def letters(folder: Path) -> tuple[str, ...]:
    named = folder / ".books"
    return tuple(named.read_text("utf-8").split()) if named.exists() else (folder.name.upper(),)


@pytest.mark.parametrize("out", CASES, ids=[f"{out.parent.name}/{out.stem}" for out in CASES])
def test_case_gives_what_stands_beside_it(out: Path) -> None:
    document = next(path for path in sorted(out.parent.glob(out.stem + ".*")) if path.suffix != ".out")

    report = check(Source(document.name, document.read_bytes()), now=NOW)

    assert report.crashes == ()
    ours = [line(finding) for finding in report.findings if finding.rule.code.startswith(letters(out.parent))]
    assert ours == out.read_text("utf-8").splitlines()


def test_there_are_cases() -> None:
    assert CASES
