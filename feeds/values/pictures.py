"""How large a picture is, read from its first bytes: PNG, JPEG, GIF and WebP.

Sources: https://www.w3.org/TR/png-3/#11IHDR, https://www.w3.org/Graphics/JPEG/itu-t81.pdf (annex B),
https://www.w3.org/Graphics/GIF/spec-gif89a.txt (18), https://developers.google.com/speed/webp/docs/riff_container.
"""

from __future__ import annotations

from typing import NamedTuple

_SEGMENTS = 500  # of a JPEG that are stepped over; cameras write some thirty
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Picture(NamedTuple):
    """A picture's media type, and its width and height in pixels."""

    type: str
    width: int
    height: int


def picture(head: bytes) -> Picture | None:
    """What a picture's first bytes say; None for anything else, or where they do not reach so far."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        return Picture("image/png", int.from_bytes(head[16:20]), int.from_bytes(head[20:24]))
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        return Picture("image/gif", int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little"))
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp(head)
    return None


def _jpeg(head: bytes) -> Picture | None:
    at = 2
    for _ in range(_SEGMENTS):
        while head[at : at + 2] == b"\xff\xff":
            at += 1
        if head[at : at + 1] != b"\xff" or at + 9 > len(head):
            return None
        if head[at + 1] in _FRAMES:
            return Picture("image/jpeg", int.from_bytes(head[at + 7 : at + 9]), int.from_bytes(head[at + 5 : at + 7]))
        at += 2 + max(2, int.from_bytes(head[at + 2 : at + 4]))
    return None


def _webp(head: bytes) -> Picture | None:
    form = head[12:16]
    if form == b"VP8X":
        width, height = int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    elif form == b"VP8 ":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    elif form == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        return None
    return Picture("image/webp", width, height)
