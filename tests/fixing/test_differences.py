"""Unified diffs: what is read back from one is the second text, whatever the two are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from feeds.cli.differences import unified

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")
texts = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "  \n", "\n", "é\n"]), max_size=40).map("".join)


def patched(before: str, diff: list[str]) -> str:
    """The second text, by the first and the diff."""
    old, at, new = before.splitlines(keepends=True), 0, []
    lines = iter(diff[2:])
    for line in lines:
        hunk = _HUNK.fullmatch(line)
        if hunk is not None:
            start = int(hunk[1]) - (hunk[2] != "0")
            new += old[at:start]
            at = start
            continue
        text, ended = line[1:], not line.endswith("\n\\ No newline at end of file\n")
        text = text if ended else text.removesuffix("\n\\ No newline at end of file\n")
        if line[0] in " -":
            assert old[at] == text
            at += 1
        if line[0] in " +":
            new.append(text)
    return "".join([*new, *old[at:]])


@given(texts, texts, st.sampled_from(["", "\n"]))
def test_a_diff_makes_the_second_text_of_the_first(before: str, after: str, cut: str) -> None:
    before = before.removesuffix(cut)
    diff = list(unified("feed.xml", before, after))

    assert bool(diff) == (before != after)
    assert patched(before, diff) == after if diff else before == after


def test_two_long_texts_that_agree_nowhere_take_linear_time() -> None:
    before = "".join(f"{number}\n" for number in range(50_000))
    after = "".join(f"-{number}\n" for number in range(50_000))

    assert len(list(unified("feed.xml", before, after))) == 100_003
