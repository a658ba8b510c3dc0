"""Dates read once: several books look at the same date of an item, and items of one moment share its text."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from feeds.values import dates
from feeds.values.dates import Moment
from feeds.values.problem import Problem

_LONG: Final = 200  # longer texts are not remembered, so that hostile ones do not fill the memory


def rfc822(text: str) -> Moment | Problem:
    """As ``dates.rfc822``, remembered."""
    return (_rfc822 if len(text) <= _LONG else dates.rfc822)(text)


def rfc3339(text: str) -> Moment | Problem:
    """As ``dates.rfc3339``, remembered."""
    return (_rfc3339 if len(text) <= _LONG else dates.rfc3339)(text)


_rfc822 = lru_cache(maxsize=4096)(dates.rfc822)
_rfc3339 = lru_cache(maxsize=4096)(dates.rfc3339)
