"""Content codings undone: what was compressed comes back, in small pieces; anything else is refused in one way only."""

import contextlib
import gzip
import itertools
import zlib
from collections.abc import Callable

import brotlicffi  # type: ignore[import-untyped] # it has none
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.encodings import MEMBERS, MOST, UndecodableError, decoder

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: bytes(brotlicffi.compress(data)),
    "zstd": zstandard.compress,
    "identity": bytes,
    "": bytes,
}
CODINGS = st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd", "identity"]), max_size=3)


def undone(coding: str, *pieces: bytes) -> bytes:
    undoing = decoder(coding)
    out: list[bytes] = []
    for piece in pieces:
        for part in undoing.feed(piece):
            assert 0 < len(part) <= MOST or coding.lower() in {"", "identity"}
            out.append(part)
    undoing.finish()
    return b"".join(out)


def cut(data: bytes, at: list[int]) -> list[bytes]:
    places = [0, *sorted(place % (len(data) + 1) for place in at), len(data)]
    return [data[begin:end] for begin, end in itertools.pairwise(places)]


@given(st.binary(max_size=3000), CODINGS, st.lists(st.integers(0, 10_000), max_size=5))
def test_what_was_packed_comes_back(data: bytes, codings: list[str], at: list[int]) -> None:
    packed = data
    for coding in codings:
        packed = PACKERS[coding](packed)

    assert undone(" , ".join(codings).upper(), *cut(packed, at)) == data


@given(st.binary(max_size=3000), st.sampled_from(list(PACKERS)), st.lists(st.integers(0, 10_000), max_size=5))
def test_any_bytes_are_undone_or_refused(data: bytes, coding: str, at: list[int]) -> None:
    with contextlib.suppress(UndecodableError):
        undone(coding, *cut(data, at))


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.integers(1, 20))
def test_a_body_that_ends_early_is_refused(data: bytes, coding: str, missing: int) -> None:
    packed = PACKERS[coding](data)
    missing = min(missing, len(packed) - 1)

    with pytest.raises(UndecodableError, match=r"ends before|is not the"):
        undone(coding, packed[:-missing])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_nothing_at_all_is_an_empty_body(coding: str) -> None:
    assert undone(coding) == undone(coding, b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_several_members_and_frames(coding: str) -> None:
    assert undone(coding, PACKERS[coding](b"one "), PACKERS[coding](b"two")) == b"one two"
    assert undone(coding, PACKERS[coding](b"one ") + PACKERS[coding](b"two")) == b"one two"


def test_more_members_than_anybody_makes() -> None:
    with pytest.raises(UndecodableError, match="more than 1,000"):
        undone("gzip", gzip.compress(b"") * (MEMBERS + 1))


def test_what_stands_behind_gzip_is_ignored() -> None:
    assert undone("gzip", gzip.compress(b"one") + b"<!-- cached -->", b"and more") == b"one"


def test_a_window_beyond_what_the_coding_allows() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = packed.compress(b"x" * 1000) + packed.flush()

    with pytest.raises(UndecodableError):
        undone("zstd", frame)
