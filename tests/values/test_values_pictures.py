"""How large a picture is, from its first bytes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.pictures import Picture, picture

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1400, 3000)
SEGMENT = b"\xff\xe1" + struct.pack(">H", 400) + b"\xff\xc0" * 199  # EXIF with a preview, which is not the picture
JPEG = b"\xff\xd8" + SEGMENT + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, 600, 800)
CASES = [
    (PNG, Picture("image/png", 1400, 3000)),
    (JPEG, Picture("image/jpeg", 800, 600)),
    (b"GIF89a" + struct.pack("<HH", 88, 31), Picture("image/gif", 88, 31)),
    (b"RIFF....WEBPVP8X" + bytes(8) + b"\xff\x02\x00\xff\x01\x00", Picture("image/webp", 768, 512)),
    (b"RIFF....WEBPVP8 " + bytes(10) + struct.pack("<HH", 320, 240), Picture("image/webp", 320, 240)),
    (
        b"RIFF....WEBPVP8L" + bytes(4) + b"/" + struct.pack("<I", 99 | 49 << 14) + bytes(5),
        Picture("image/webp", 100, 50),
    ),
]


@pytest.mark.parametrize(("head", "size"), CASES)
def test_sizes(head: bytes, size: Picture) -> None:
    assert picture(head) == size


@pytest.mark.parametrize("head", [case[0][:-1] for case in CASES[:3]] + [b"", b"<svg/>", b"\xff\xd8" + b"\xff" * 9999])
def test_what_does_not_reach_far_enough(head: bytes) -> None:
    assert picture(head) is None


@given(st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF....WEBPVP8X"]), st.binary(max_size=200))
def test_any_bytes(start: bytes, rest: bytes) -> None:
    found = picture(start + rest)
    assert found is None or found.width >= 0
