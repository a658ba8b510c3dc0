"""Text files compressed once, when they are published, and not for every reader: ``X.gz`` and ``X.br`` beside ``X``.

nginx (gzip_static, brotli_static), Caddy (precompressed) and Apache (a rewrite) serve them as they are. They get the
modification time of the file they were made from, since some caches compare the two.
"""

import gzip
from pathlib import PurePosixPath

from feeds.publish.media import COMPRESSIBLE

SUFFIXES = (".gz", ".br")
_LEAST, _MOST = 256, 50_000_000  # bytes: below, headers cost more than is won; above, it is no page and no feed
PATIENCE = 5_000_000  # bytes of one run up to which brotli may take its time: a megabyte a second, for a tenth less
_PATIENT = 1_000_000  # the same of one file


def compressible(path: str, size: int) -> bool:
    """Whether a file gets compressed siblings."""
    return _LEAST <= size <= _MOST and PurePosixPath(path).suffix.lower() in COMPRESSIBLE


def compress(data: bytes, suffix: str, *, hurry: bool = False) -> bytes:
    """The file that goes beside a file with these bytes; the same bytes every time. In a ``hurry`` it is larger."""
    if suffix == ".gz":
        return gzip.compress(data, 9, mtime=0)
    import brotlicffi  # type: ignore[import-untyped]  # noqa: PLC0415 - it brings no types; only new files pay for it

    packed = brotlicffi.compress(data, mode=brotlicffi.MODE_TEXT, quality=5 if hurry or len(data) > _PATIENT else 11)
    assert isinstance(packed, bytes)
    return packed
