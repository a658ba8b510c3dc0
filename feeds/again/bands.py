"""Near-duplicate signatures in columns: who shares a band with a text is found without a look at each article."""

from collections.abc import Iterable, Iterator, Sequence

from feeds.articles.fingerprints import BAND, PERMUTATIONS, bands, generation

COLUMNS = PERMUTATIONS // BAND
CHUNK = 1024  # signatures that are kept together


def packed(signatures: Sequence[bytes]) -> bytes:
    """At most CHUNK signatures of one generation, column after column, each as long as if there were CHUNK."""
    split = [[key[1:] for key in bands(sign)] for sign in signatures]
    return b"".join(b"".join(column).ljust(CHUNK * BAND, b"\0") for column in zip(*split, strict=True))


def put(chunk: bytes, at: int, sign: bytes) -> bytes:
    """A chunk with another signature in a place of it; an empty one if there is none yet."""
    made = bytearray(chunk or bytes(CHUNK * BAND * COLUMNS))
    for column, key in enumerate(bands(sign)):
        start = (column * CHUNK + at) * BAND
        made[start : start + BAND] = key[1:]
    return bytes(made)


class Columns:
    """One column of bytes for each band; the number of a signature is its place in all of them."""

    def __init__(self, chunks: Iterable[bytes], count: int) -> None:
        chunks = list(chunks)
        long = CHUNK * BAND
        self._columns = [
            b"".join(chunk[start : start + long] for chunk in chunks)[: count * BAND]
            for start in range(0, COLUMNS * long, long)
        ]

    def sharing(self, sign: bytes) -> Iterator[int]:
        """The numbers of the signatures that share a band with one, perhaps some more than once."""
        for column, key in zip(self._columns, bands(sign), strict=False):
            at = column.find(key[1:])
            while at >= 0:
                if at % BAND == 0:
                    yield at // BAND
                at = column.find(key[1:], at + 1)

    def one(self, number: int) -> bytes:
        """The signature of that number, of this generation."""
        at = number * BAND
        return generation() + b"".join(column[at : at + BAND] for column in self._columns)


def crowded(signatures: Sequence[bytes]) -> set[int]:
    """The numbers of the signatures that share a band with another."""
    found: set[int] = set()
    for start in range(4, 4 + PERMUTATIONS, BAND):  # behind the generation
        first: dict[bytes, int] = {}
        for number, sign in enumerate(signatures):
            other = first.setdefault(sign[start : start + BAND], number)
            if other != number:
                found.update((number, other))
    return found
