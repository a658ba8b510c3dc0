"""Every rule's bad example gives exactly its code, and its good example gives silence."""

import datetime as dt

import pytest

from feeds.check import check
from feeds.rules import books, rules
from feeds.rules.examples import source
from feeds.rules.rule import Rule

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PREFIXES = {book.prefix: book.uris[0] for book in books() if book.prefix and book.uris}


def codes(rule: Rule, example: str) -> set[str]:
    report = check(source(rule, example, PREFIXES), now=NOW)
    assert report.crashes == ()
    return {finding.rule.code for finding in report.findings}


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_bad_gives_exactly_this_code_and_good_gives_silence(rule: Rule) -> None:
    bad, good = codes(rule, rule.bad), codes(rule, rule.good)

    assert rule.code in bad, f"the bad example gives {sorted(bad)}"
    assert rule.code not in good
    assert bad - good == {rule.code}


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_declaration_is_complete(rule: Rule) -> None:
    assert rule.code.startswith(rule.book.letters)
    assert rule.why, "the docstring says why"
    assert rule.fix.endswith(".")
    assert (
        rule.says[:1].islower()
        or rule.says[:1] in "{'<"
        or rule.says.split()[0].strip(",:").replace("-", "_").isidentifier()
    )
    assert not rule.says.endswith(".")
    assert rule.spec.startswith(("https://", "http://"))
    assert rule.bad != rule.good
