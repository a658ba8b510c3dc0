"""White space as XML has it, and where it surrounds a text."""

from typing import Final

from feeds.values.problem import Problem

BLANKS: Final = " \t\r\n"
"""The characters that XML calls white space (https://www.w3.org/TR/xml/#NT-S)."""


def surrounding_blanks(text: str) -> Problem | None:
    """The white space in front of ``text``, or else after it; None when there is neither. ``text`` is not all blank."""
    lead = len(text) - len(text.lstrip(BLANKS))
    if lead:
        return Problem("surrounding-blanks", "white space in front of it", 0, lead)
    end = len(text.rstrip(BLANKS))
    if end < len(text):
        return Problem("surrounding-blanks", "white space after it", end, len(text))
    return None
