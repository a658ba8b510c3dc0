"""What a grammar answers when a text is not one of its values."""

from typing import NamedTuple


class Problem(NamedTuple):
    """Why a text is not a value, and which of its characters show it.

    ``kind`` is a short, stable, kebab-case word for the sort of defect, by which rules tell problems of one grammar
    apart. ``at`` and ``end`` are character offsets into the text that was given (end exclusive; None: to its end).
    ``says`` is lower case, without a full stop, and reads after "not a …:" – what is there and what was expected.
    """

    kind: str
    says: str
    at: int = 0
    end: int | None = None
