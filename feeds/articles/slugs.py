"""Slugs: a headline as the readable last part of an address."""

import re
from collections.abc import Iterable

LONGEST = 80
_WORD = re.compile(r"[a-z0-9]+", re.ASCII)
# A web server answers for the folder with a file of this name.
RESERVED = ("index",)


class Slugs:
    """The slugs in use; no slug is ever given twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*RESERVED, *taken}
        self._next: dict[str, int] = {}

    def keep(self, slug: str) -> None:
        """Take exactly this slug."""
        self._taken.add(slug)

    def take(self, headline: str) -> str:
        """A free slug for a headline, taken from now on: its own, or that with the first free number from 2 behind."""
        return self.take_like(slug(headline))

    def take_like(self, stem: str) -> str:
        """The same for a slug that would be its own."""
        free = stem
        number = self._next.get(stem, 2)
        while free in self._taken:
            free = f"{stem}-{number}"
            number += 1
        self._next[stem] = number
        self._taken.add(free)
        return free


def slug(headline: str) -> str:
    """A headline in lower-case ASCII letters, digits and hyphens, at most 80 long; ``article`` where none is left.

    Other scripts are transliterated.
    """
    # Tables that only building and converting need.
    from anyascii import anyascii  # noqa: PLC0415 - see above

    # Apostrophes belong to the word ("Iraq's" is iraqs); every other sign parts words.
    ascii_text = anyascii(headline[: 4 * LONGEST]).lower().replace("'", "")
    words = _WORD.findall(ascii_text)
    text = ""
    for word in words:
        longer = f"{text}-{word}" if text else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        text = longer
    return text or "article"
