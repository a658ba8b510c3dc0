"""Words that are near a misspelt one. difflib is loaded with the first of them: most feeds and commands have none."""

from collections.abc import Iterable


def close_matches(word: str, known: Iterable[str], most: int = 3, cutoff: float = 0.6) -> list[str]:
    """At most ``most`` of the ``known`` words, the nearest first; ``cutoff`` is how alike they must be, 0 to 1."""
    from difflib import get_close_matches  # noqa: PLC0415 - the reason for this module

    return get_close_matches(word, list(known), most, cutoff)
