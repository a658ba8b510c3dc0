"""Which rules run: the value that ``feeds.choice`` makes from flags and configuration and that the checker reads."""

from dataclasses import dataclass
from functools import cache

from feeds.rules import rules
from feeds.rules.rule import Level


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen rules and their levels, by code; a code that is absent does not run."""

    levels: tuple[tuple[str, Level], ...]


@cache
def everything() -> Choice:
    """Every rule, at its own level."""
    return Choice(tuple((code, rule.level) for code, rule in rules().items()))
