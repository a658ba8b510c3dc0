"""How many processes build, and where they keep the words of articles meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from feeds.build import Crew, Hand, Work
from feeds.convert.beside import Neighbour

MOST = 256  # processes; more is a slip
MANY = 400  # documents from which the start of processes is worth its while


def crew(
    jobs: int | None, documents: Mapping[str, bytes], files: Mapping[str, Neighbour], limit: int, cache: Path | None
) -> Crew[Hand]:
    """The crew of a build: of as many ``jobs`` as were asked for, else one for each core where documents are many.

    Words wait in files below ``cache`` that nobody else sees, or among the system's temporary ones where that cannot be
    written: what is there is gone with the processes, however they end.
    """
    number = jobs or (cores() if len(documents) >= MANY else 1)
    return Crew(partial(Hand, Work(documents, files, limit, keeps=True, place=_place(cache))), number)


def cores() -> int:
    """The cores that this process may use."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(own or 1, MOST)


def _place(cache: Path | None) -> Path | None:
    """A folder on a disk: the system's own for temporary files may be in memory."""
    if cache is None:
        return None
    try:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return cache if os.access(cache, os.W_OK) else None
