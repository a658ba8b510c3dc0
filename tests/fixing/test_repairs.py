"""Every rule that names a repair: its defect is mended, and nothing else is wrong afterwards that was not before."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from mendable import EXAMPLES, RAW, example

from feeds.check import check
from feeds.fix import fixes_of, mend
from feeds.rules import books, rules
from feeds.rules.examples import document
from feeds.rules.repairs import REPAIRS
from feeds.rules.rule import Rule
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PREFIXES = {book.prefix: book.uris[0] for book in books() if book.prefix and book.uris}
MENDED = {code: rule for code, rule in rules().items() if rule.repair}
look = partial(check, now=NOW)


def source(rule: Rule) -> Source:
    url = rule.url or "https://example.org/feed.xml"
    text = example(rule)
    return Source(
        "example", text.encode() if rule.code in RAW else document(rule, text, PREFIXES), url, rule.media_type
    )


@pytest.mark.parametrize("rule", MENDED.values(), ids=MENDED)
def test_what_a_rule_says_is_mended(rule: Rule) -> None:
    given = source(rule)
    assert rule.code in {finding.rule.code for finding in look(given).findings}, "the example breaks the rule"

    mended = mend(given, look, unsafe=True)

    assert mended.crashes == ()
    assert rule.code in {finding.rule.code for finding in mended.fixed}
    assert rule.code not in {finding.rule.code for finding in mended.report.findings}, mended.data
    assert mend(given._replace(data=mended.data), look, unsafe=True).data == mended.data


@pytest.mark.parametrize("rule", MENDED.values(), ids=MENDED)
def test_a_safe_run_makes_safe_fixes_only(rule: Rule) -> None:
    given = source(rule)
    fixes = fixes_of(look(given).findings)
    mended = mend(given, look)

    if not any(fix.safe for fix in fixes.values()):
        assert mended.data == given.data
    if not rule.safe:
        assert rule.code not in {finding.rule.code for finding in mended.fixed}


@pytest.mark.parametrize("rule", MENDED.values(), ids=MENDED)
def test_edits_are_of_the_bytes_that_were_given(rule: Rule) -> None:
    given = source(rule)
    for fix in fixes_of(look(given).findings).values():
        ends = [0]
        for edit in fix.edits:
            assert ends[-1] <= edit.start <= edit.end <= len(given.data)
            assert (edit.line, edit.column) <= (edit.end_line, edit.end_column)
            ends.append(edit.end)


def test_every_repair_that_is_named_is_there_and_every_one_that_is_there_is_named() -> None:
    assert {rule.repair[0] for rule in MENDED.values()} == set(REPAIRS)


def test_no_example_is_left_over() -> None:
    assert set(MENDED) >= set(EXAMPLES)
