"""Which rules run: the value that ``feeds.choice`` makes from flags and configuration and that the checker reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from feeds.rules.rule import Level, Rule

Levels = tuple[tuple[str, Level], ...]


class Choice:
    """The chosen rules and their levels, by code; a code that is absent does not run. None: every rule, at its own.

    ``w3c``: messages begin with the names that the W3C validator has for them. ``inline``: what a feed says of itself
    (``feeds: ignore``) counts. Two choices are the same only when they are one object: it is the key of the dispatch
    tables, and stays one object when it is sent to another process.
    """

    __slots__ = ("inline", "levels", "w3c")

    def __init__(self, levels: Mapping[str, Level] | None = None, *, w3c: bool = False, inline: bool = True) -> None:
        self.levels = levels
        self.w3c = w3c
        self.inline = inline

    def level(self, rule: Rule) -> Level | None:
        """The level at which a rule runs, None when it does not."""
        return rule.level if self.levels is None else self.levels.get(rule.code)

    def __reduce__(self) -> str | tuple[object, ...]:
        if self is EVERYTHING:
            return "EVERYTHING"
        return chosen, (None if self.levels is None else tuple(self.levels.items()), self.w3c, self.inline)


EVERYTHING = Choice()


@lru_cache(maxsize=256)
def chosen(levels: Levels | None, w3c: bool = False, inline: bool = True) -> Choice:  # noqa: FBT001, FBT002 - see __reduce__
    """The one Choice with these levels."""
    if levels is None and inline and not w3c:
        return EVERYTHING
    return Choice(None if levels is None else dict(levels), w3c=w3c, inline=inline)
