"""Content codings undone piece by piece: at most 64 KB come out at a time, so that a bomb is noticed early.

gzip and deflate by zlib, br by brotlicffi, which holds the limit on its output exactly (google/brotli's own module goes
beyond it, https://github.com/google/brotli/issues/1396), zstd by zstandard.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

MOST = 65_536  # bytes that come out at once
# A block of zstd holds at most 128 KB and may be four bytes long (RFC 8878, section 3.1.1.2): so little of it is read
# at once that no more than 8 MB can come out.
SIP = 256
WINDOW = 1 << 23  # bytes; what RFC 9659 allows for the coding zstd
CODINGS = 3  # that are undone one after another
MEMBERS = 1_000  # of one gzip body; more are only there to be work

ACCEPTED = "gzip, deflate, br, zstd"


class UndecodableError(Exception):
    """A body that is not what its Content-Encoding says; the text completes "its body ..."."""


class Decoder(Protocol):
    """Undoes one coding."""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What comes out, bit by bit. Raises UndecodableError."""

    def finish(self) -> None:
        """The body has ended. Raises UndecodableError where the coding has not."""


def decoder(content_encoding: str) -> Decoder:
    """What undoes the codings of a Content-Encoding field (RFC 9110, section 8.4).

    Raises UndecodableError for a coding that no reader knows, or for more than three of them.
    """
    codings = [name for part in content_encoding.lower().split(",") if (name := part.strip()) not in {"", "identity"}]
    if len(codings) > CODINGS:
        raise UndecodableError(f"is encoded {len(codings)} times")
    undoing = [_one(name) for name in reversed(codings)]
    return undoing[0] if len(undoing) == 1 else _Chain(undoing)


def _one(name: str) -> Decoder:
    match name:
        case "gzip" | "x-gzip":
            return _Zlib("gzip", 16 + zlib.MAX_WBITS)
        case "deflate":
            return _Zlib("deflate", zlib.MAX_WBITS)
        case "br":
            return _Brotli()
        case "zstd":
            return _Zstd()
        case _:
            raise UndecodableError(
                f"has the Content-Encoding {name[:40]!r}, which is no content coding that readers know"
            )


class _Chain:
    """Several codings, the one applied last first; none at all for an empty list."""

    def __init__(self, undoing: list[Decoder]) -> None:
        self._undoing = undoing

    def feed(self, piece: bytes) -> Iterator[bytes]:
        return self._through(piece, self._undoing)

    def _through(self, piece: bytes, undoing: list[Decoder]) -> Iterator[bytes]:
        if not undoing:
            if piece:
                yield piece
            return
        for out in undoing[0].feed(piece):
            yield from self._through(out, undoing[1:])

    def finish(self) -> None:
        for each in self._undoing:
            each.finish()


class _Zlib:
    """gzip, of one or more members, and deflate, with or without the wrapper that RFC 9110 asks for."""

    def __init__(self, name: str, wbits: int) -> None:
        self._name = name
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._begun = self._over = False
        self._members = 1

    def feed(self, piece: bytes) -> Iterator[bytes]:
        while piece and not self._over:
            try:
                out = self._stream.decompress(piece, MOST)
            except zlib.error as wrong:
                if self._begun or self._wbits != zlib.MAX_WBITS:
                    raise UndecodableError(f"is not the {self._name} that its Content-Encoding says") from wrong
                # Some servers send deflate without the zlib wrapper, and clients take it.
                self._wbits = -zlib.MAX_WBITS
                self._stream = zlib.decompressobj(self._wbits)
                self._begun = True
                continue
            self._begun = True
            piece = self._stream.unconsumed_tail
            if out:
                yield out
            if self._stream.eof:
                # Another member may follow; anything else behind the last one is ignored, as by everybody.
                piece = self._stream.unused_data
                self._over = not piece.startswith(b"\x1f") if piece else False
                if not self._over:
                    self._members += 1
                    if self._members > MEMBERS:
                        raise UndecodableError(f"is made of more than {MEMBERS:,} {self._name} members")
                    self._stream = zlib.decompressobj(self._wbits)
                    self._begun = False

    def finish(self) -> None:
        if self._begun and not self._over:
            raise UndecodableError(f"ends before its {self._name} data does")


class _Brotli:
    def __init__(self) -> None:
        import brotlicffi  # type: ignore[import-untyped] # it has none  # noqa: PLC0415 - only an answer in br needs it

        self._stream = brotlicffi.Decompressor()
        self._wrong = brotlicffi.error
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(piece)
        try:
            while True:
                out: bytes = self._stream.decompress(piece, output_buffer_limit=MOST)
                if out:
                    yield out
                piece = b""
                if not out or self._stream.can_accept_more_data():
                    return
        except self._wrong as wrong:
            raise UndecodableError("is not the br that its Content-Encoding says") from wrong

    def finish(self) -> None:
        if self._begun and not self._stream.is_finished():
            raise UndecodableError("ends before its br data does")


class _Zstd:
    def __init__(self) -> None:
        import zstandard  # noqa: PLC0415 - only an answer in zstd needs it

        self._frames = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        self._frame = self._frames.decompressobj()
        self._wrong = zstandard.ZstdError
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        for at in range(0, len(piece), SIP):
            yield from self._sip(piece[at : at + SIP])

    def _sip(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            self._begun = True
            try:
                out = self._frame.decompress(piece)
            except self._wrong as wrong:
                raise UndecodableError("is not the zstd that its Content-Encoding says") from wrong
            for at in range(0, len(out), MOST):
                yield out[at : at + MOST]
            piece = b""
            if self._frame.eof:
                piece = self._frame.unused_data
                self._frame = self._frames.decompressobj()
                self._begun = False

    def finish(self) -> None:
        if self._begun:
            raise UndecodableError("ends before its zstd data does")
