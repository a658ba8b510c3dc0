"""Which rules run: the value that ``feeds.choice`` makes from flags and configuration and that the checker reads."""

from collections.abc import Mapping

from feeds.rules.rule import Level, Rule


class Choice:
    """The chosen rules and their levels, by code; a code that is absent does not run. None: every rule, at its own.

    Two choices are the same only when they are one object: it is the key of the dispatch tables.
    """

    __slots__ = ("levels",)

    def __init__(self, levels: Mapping[str, Level] | None = None) -> None:
        self.levels = levels

    def level(self, rule: Rule) -> Level | None:
        """The level at which a rule runs, None when it does not."""
        return rule.level if self.levels is None else self.levels.get(rule.code)


EVERYTHING = Choice()
