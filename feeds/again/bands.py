"""Near-duplicate signatures in columns: who shares a band with a text is found without a look at each article."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from feeds.articles.fingerprints import BAND, bands, generation


class Columns:
    """One column of bytes for each band; the number of a signature is its place in all of them."""

    def __init__(self, columns: Iterable[bytes]) -> None:
        self._columns = [bytearray(column) for column in columns]

    @classmethod
    def of(cls, signatures: Sequence[bytes]) -> "Columns":
        """The columns of signatures of one generation."""
        split = [[key[1:] for key in bands(sign)] for sign in signatures]
        return cls(b"".join(column) for column in zip(*split, strict=True))

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
        return generation() + b"".join(bytes(column[at : at + BAND]) for column in self._columns)

    def put(self, number: int, sign: bytes) -> None:
        """Another signature in the place of that number."""
        for column, key in zip(self._columns, bands(sign), strict=True):
            column[number * BAND : number * BAND + BAND] = key[1:]

    def insert(self, number: int, sign: bytes) -> None:
        """A signature before that of the number."""
        for column, key in zip(self._columns, bands(sign), strict=True):
            column[number * BAND : number * BAND] = key[1:]

    def crowded(self) -> set[int]:
        """The numbers of the signatures that share a band with another."""
        found: set[int] = set()
        for column in self._columns:
            keys = [bytes(column[at : at + BAND]) for at in range(0, len(column), BAND)]
            often = Counter(keys)
            if len(often) < len(keys):
                found.update(number for number, key in enumerate(keys) if often[key] > 1)
        return found

    def plain(self) -> list[bytes]:
        """The columns."""
        return [bytes(column) for column in self._columns]
