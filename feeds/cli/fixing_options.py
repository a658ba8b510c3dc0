"""The options of ``feeds check`` that mend: one decorator, which hands the command one ``Fixing``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from feeds.cli.sections import section
from feeds.errors import UsageError

Result = TypeVar("Result")
option = section("Fixes")


class Fixing(NamedTuple):
    """What is to be mended, as the command line says it."""

    fix: bool
    unsafe_fixes: bool
    diff: bool

    @property
    def wanted(self) -> bool:
        """Whether anything is to be mended at all."""
        return self.fix or self.diff


def fixing_options(function: Callable[..., Result]) -> Callable[..., Result]:
    """The command with the options about fixes, which it is given as ``fixing``."""

    @functools.wraps(function)
    def packed(*args: object, **given: object) -> Result:
        fixing = Fixing(**{name: bool(given.pop(name)) for name in Fixing._fields})
        if fixing.unsafe_fixes and not fixing.wanted:
            raise UsageError("--unsafe-fixes says which fixes are made; say --fix to make them, --diff to see them.")
        return function(*args, fixing=fixing, **given)

    for add in reversed((
        option("--fix", is_flag=True,
               help="Mend files in place where nothing but the defect changes, then check what remains; "
                    "of - the mended document goes to standard output."),
        option("--unsafe-fixes", is_flag=True, help="Mend also what may change what some reader makes of the feed."),
        option("--diff", is_flag=True,
               help="Show what --fix would change, and change nothing; the exit code is 1 if it would."),
    )):  # fmt: skip
        packed = add(packed)
    return packed
