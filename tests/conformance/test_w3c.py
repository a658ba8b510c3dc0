"""The W3C feed validator's own cases, judged as its expectations say: the agreement may only rise.

The cases are not in this repository: FEEDS_CONFORMANCE names the folder that holds ``w3c/manifest.jsonl`` (default:
``../shared/conformance``); without it the tests are skipped and say so.
"""

import collections
import datetime as dt
import functools
import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest
from deviations import CASES, CLASSES

from feeds.check import Report, check
from feeds.source.source import Source

DATA = Path(os.environ.get("FEEDS_CONFORMANCE", Path(__file__).parents[3] / "shared" / "conformance"))
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.skipif(not (DATA / "w3c").is_dir(), reason=f"there are no cases in {DATA} (FEEDS_CONFORMANCE)")

# By suite: cases that agree, and of how many. May only rise.
AGREE = {
    "atom": (552, 557),
    "ext": (216, 216),
    "gbase": (109, 109),
    "opensearch": (74, 74),
    "opml": (28, 28),
    "rss": (146, 146),
    "rss11": (27, 27),
    "rss20": (227, 227),
    "xml": (2, 2),
}
# Precision and recall of the error and the warning classes that are named, over all suites. May only rise.
ERRORS, WARNINGS = (0.99, 0.98), (0.98, 0.96)


class Case(NamedTuple):
    """One case: what it expects, what the W3C validator logs on it, and what we find."""

    path: str
    suite: str
    expects: str
    negated: bool
    success: bool
    logged: frozenset[str]
    report: Report


@functools.cache
def classes() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads((DATA / "w3c/classes.json").read_text("utf-8"))
    return loaded


def kinds(name: str) -> set[str]:
    """A class and all that it is a kind of."""
    above = classes()[name]["is_a"]
    assert isinstance(above, list)
    return {name, *above}


@functools.cache
def cases() -> tuple[Case, ...]:
    found = []
    for line in (DATA / "w3c/manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        source = Source(
            row["path"], (DATA / "w3c" / row["path"]).read_bytes(), f"http://www.feedvalidator.org/{row['path']}"
        )
        found.append(
            Case(
                row["path"],
                row["suite"],
                row["expect"],
                row["negated"],
                row["expect_category"] == "Success",
                frozenset(entry["cls"] for entry in row["oracle"]),
                check(source, now=NOW),
            )
        )
    return tuple(found)


def said(report: Report, level: str | None = None) -> set[str]:
    return {name for each in report.findings if level in {None, each.level.value} for name in each.rule.w3c}


def agrees(case: Case) -> bool:
    """Whether a case's expectation holds of our findings."""
    levels = {finding.level.value for finding in case.report.findings}
    covered = set().union(*map(kinds, said(case.report))) if said(case.report) else set()
    if case.success:
        return case.negated or said(case.report, "error") <= case.logged
    if case.negated:
        if case.expects in {"Error", "Message"}:
            return "error" not in levels
        if case.expects == "Warning":
            return "warning" not in levels
        # It may log the class there with other parameters than the case forbids.
        return case.expects not in covered or any(case.expects in kinds(name) for name in case.logged)
    return "error" in levels if case.expects == "Error" else case.expects in covered


def test_no_rule_breaks_on_any_case() -> None:
    assert [(case.path, case.report.crashes) for case in cases() if case.report.crashes] == []


def test_only_classes_that_exist_are_named() -> None:
    assert {name for case in cases() for name in said(case.report)} <= set(classes())


def test_each_case_agrees_or_its_deviation_is_written_down() -> None:
    different = {case.path for case in cases() if not agrees(case)}

    assert different == set(CASES)


@pytest.mark.parametrize("suite", AGREE)
def test_agreement_only_rises(suite: str) -> None:
    ours = [agrees(case) for case in cases() if case.suite == suite]

    assert (sum(ours), len(ours)) >= AGREE[suite]


@pytest.mark.parametrize(("category", "floor"), [("error", ERRORS), ("warning", WARNINGS)])
def test_classes_are_named_where_the_w3c_validator_names_them(category: str, floor: tuple[float, float]) -> None:
    count: collections.Counter[str] = collections.Counter()
    for case in cases():
        theirs = {name for name in case.logged if classes()[name]["category"] == category}
        ours = {name for name in said(case.report) if classes()[name]["category"] == category}
        count.update(both=len(theirs & ours), ours=len(ours), theirs=len(theirs))

    precision, recall = count["both"] / count["ours"], count["both"] / count["theirs"]

    assert precision >= floor[0]
    assert recall >= floor[1]


def test_no_error_of_our_own_where_the_w3c_validator_has_none() -> None:
    extra = {
        (case.path, finding.rule.code)
        for case in cases()
        if not any(classes()[name]["category"] == "error" for name in case.logged)
        for finding in case.report.findings
        if finding.level.value == "error" and not finding.rule.w3c
    }

    assert extra == set()


def test_every_deviation_has_its_reason_and_its_source() -> None:
    for deviation in (*CASES.values(), *CLASSES):
        assert deviation.reason.endswith(".")
        assert deviation.address.startswith(("http://", "https://"))
