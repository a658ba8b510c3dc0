"""The outer world as the commands see it: gathered once, at the edge, and handed down."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple


def _nobody(_name: str) -> None:
    pass


class Edge(NamedTuple):
    """The clock (with a zone, whole seconds; SOURCE_DATE_EPOCH wins over the wall) and the environment.

    ``wrote`` hears of each file among its own that a check has changed: --watch must not take it for another's change.
    """

    now: dt.datetime
    env: Mapping[str, str]
    wrote: Callable[[str], None] = _nobody
