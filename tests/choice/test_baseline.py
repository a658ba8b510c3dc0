"""The baseline: what is known stays known while the feed moves; the file is one finding a line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import baseline
from feeds.baseline import Baseline, Known
from feeds.errors import UsageError

ROWS = st.builds(
    Known,
    st.sampled_from(["a.xml", "b/c.xml", "https://example.org/a?b"]),
    st.sampled_from(["RSS220", "ATM501"]),
    st.text("0123456789abcdef", min_size=1, max_size=3),
    st.text(max_size=5),
)
BASELINES = st.builds(baseline.of, st.lists(ROWS))


@given(BASELINES)
def test_what_is_written_is_what_is_read(known: Baseline) -> None:
    assert baseline.read(baseline.text(known), "x") == known


@given(st.lists(ROWS, unique_by=lambda row: row[:3]))
def test_the_file_does_not_depend_on_the_order_of_the_run(rows: list[Known]) -> None:
    assert baseline.text(baseline.of(rows)) == baseline.text(baseline.of(reversed(rows)))
    assert baseline.text(baseline.of(rows)).count('"fingerprint"') == len(rows)


@given(BASELINES, st.lists(ROWS))
def test_pruning_only_takes_out(known: Baseline, found: list[Known]) -> None:
    pruned = baseline.pruned(known, ["a.xml"], ["b/c.xml"], found)

    assert set(pruned.rows()) <= set(known.rows())
    assert pruned.of("https://example.org/a?b") == known.of("https://example.org/a?b")
    assert not pruned.of("b/c.xml")
    assert set(pruned.of("a.xml")) == set(known.of("a.xml")) & {row[1:3] for row in found if row.source == "a.xml"}


@given(BASELINES, st.lists(ROWS))
def test_writing_replaces_what_was_looked_at_and_leaves_the_rest(known: Baseline, found: list[Known]) -> None:
    found = [row for row in found if row.source == "a.xml"]

    written = baseline.written(known, ["a.xml"], found)

    assert set(written.of("a.xml")) == {row[1:3] for row in found}
    assert written.of("b/c.xml") == known.of("b/c.xml")


def test_it_is_json_with_a_finding_a_line() -> None:
    text = baseline.text(baseline.of([Known("b", "RSS1", "2", "x"), Known("a", "RSS1", "1", "„y“")]))

    assert [row["source"] for row in json.loads(text)["findings"]] == ["a", "b"]
    assert text.splitlines()[3].startswith('  {"source": "a"')


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"schema": 1}', '{"schema": 1, "findings": 5}', '{"schema": 1, "findings": [{}]}',
             '{"schema": 1, "findings": ["x"]}', '{"schema": 2, "findings": []}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_baseline_is_said(text: str) -> None:
    with pytest.raises(UsageError, match=r"^feeds-baseline\.json is "):
        baseline.read(text, "feeds-baseline.json")
