"""Files that were made, and wait until all others are."""

from typing import NamedTuple


class Stored(NamedTuple):
    """A file in its place or beside it: how many bytes it has, and whether it is ``new``, ``changed`` or ``same``."""

    size: int
    state: str
