"""The table of readers in docs/identity.md is the one that `feeds diff` goes by."""

from pathlib import Path

import pytest

from feeds.diff import READERS, Reader

PAGE = (Path(__file__).parents[2] / "docs" / "identity.md").read_text("utf-8")


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_the_page_says_what_is_declared(reader: Reader) -> None:
    assert f"| {reader.name} | {reader.by} | {reader.edits} |" in PAGE
    assert f"<{reader.source}>" in PAGE
