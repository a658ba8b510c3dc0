"""The outer world as the commands see it: gathered once, at the edge, and handed down."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple


class Edge(NamedTuple):
    """The clock (with a zone, whole seconds; SOURCE_DATE_EPOCH wins over the wall) and the environment."""

    now: dt.datetime
    env: Mapping[str, str]
