"""Which rules run: the value that ``feeds.choice`` makes from flags and configuration and that the checker reads."""

from functools import cache

from feeds.rules import rules
from feeds.rules.rule import Level


class Choice:
    """The chosen rules and their levels, by code; a code that is absent does not run.

    Two choices are the same only when they are one object: it is the key of the dispatch tables.
    """

    __slots__ = ("by_code", "levels")

    def __init__(self, levels: tuple[tuple[str, Level], ...]) -> None:
        self.levels = levels
        self.by_code = dict(levels)


@cache
def everything() -> Choice:
    """Every rule, at its own level."""
    return Choice(tuple((code, rule.level) for code, rule in rules().items()))
