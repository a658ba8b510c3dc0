"""URLs taken apart: the quick way for plain ones says what the thorough one says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.addresses import PLAIN, Address, _unusual, address

PARTS = ["http://", "https://", "HTTP://", "example.org", "EX.org", "xn--mnchen-3ya.de", "127.0.0.1", "1.2.3", "0x7f.1",
         "010.1.1.1", "256.1.1.1", "a_b.c", "-a.b", "a..b", "a.b.", ":80", ":443", ":0", ":08080", ":99999", ":8080",
         "/", "/a/../b", "/./", "/.", "/..", "/.a", "/a.b/", "//", "?", "?a=b&c", "?x?y", "/a?b/../c", "#f", "u:p@",
         "%41", "/%2e/", "'", "é", " ", "\n", "[::1]", "/~a;b,c=d@e!$*+"]  # fmt: skip


def told(url: str, *, thoroughly: bool) -> Address | None:
    try:
        return _unusual(url) if thoroughly else address(url)
    except ValueError:
        return None


@given(st.lists(st.sampled_from(PARTS), max_size=6).map("".join) | st.text(max_size=12).map("http://a.b/".__add__))
def test_both_ways_agree(url: str) -> None:
    assert told(url, thoroughly=False) == told(url, thoroughly=True)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://example.org/feed.xml", True),
        ("http://127.0.0.1:8080/a/b/?page=2", True),
        ("https://example.org/a/../b", False),
        ("https://example.org/%41", False),
        ("https://someone@example.org/", False),
    ],
)
def test_what_is_plain(url: str, plain: bool) -> None:  # noqa: FBT001 - a row of the table
    assert bool(PLAIN.fullmatch(url)) is plain


@pytest.mark.parametrize("piece", ["/a", "a", "/", "/a.", "a.", "?"])
def test_what_is_almost_plain_is_found_out_soon(piece: str) -> None:
    """A pattern that tries each way to share a path out would take longer than anybody waits."""
    for begin in ("http://a.b", "http://a.b/", "http://"):
        assert re.fullmatch(PLAIN, begin + piece * (16_000 // len(piece)) + '"') is None
