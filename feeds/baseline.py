"""The baseline: the findings that were there when a project began to check, so that only others are told.

A JSON file with one finding a line, sorted, so that a version control system shows what came and went. A finding is
known by its source, its code and its fingerprint; the message stands there for people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from feeds.errors import UsageError

SCHEMA = 1


class Known(NamedTuple):
    """A finding as a baseline keeps it. ``source`` is a URL, or a path from the folder of the baseline."""

    source: str
    code: str
    fingerprint: str
    message: str = ""


class Baseline(NamedTuple):
    """The known findings, by source and by code and fingerprint."""

    sources: Mapping[str, Mapping[tuple[str, str], Known]]

    def of(self, source: str) -> Mapping[tuple[str, str], Known]:
        """Those of one source, by code and fingerprint."""
        return self.sources.get(source, {})

    def __len__(self) -> int:
        """How many findings are known."""
        return sum(len(rows) for rows in self.sources.values())

    def rows(self) -> list[Known]:
        """All of them, sorted."""
        return sorted(row for rows in self.sources.values() for row in rows.values())


def of(rows: Iterable[Known]) -> Baseline:
    """The baseline of these findings."""
    sources: dict[str, dict[tuple[str, str], Known]] = {}
    for row in rows:
        sources.setdefault(row.source, {})[row.code, row.fingerprint] = row
    return Baseline(sources)


def read(text: str, where: str) -> Baseline:
    """The baseline in the text of a file. Raises UsageError that names ``where`` when it is none."""
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise UsageError(f"{where} is a baseline of another version of feeds; write it anew with --write-baseline.")
        rows = [Known(str(row["source"]), str(row["code"]), str(row["fingerprint"]), str(row.get("message", "")))
                for row in document["findings"]]  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise UsageError(f"{where} is no baseline as --write-baseline writes it ({wrong}).") from wrong
    return of(rows)


def text(baseline: Baseline) -> str:
    """The text of the file: one finding a line, sorted."""
    lines = ",\n".join(f"  {json.dumps(row._asdict(), ensure_ascii=False)}" for row in baseline.rows())
    inside = f"[\n{lines}\n ]" if lines else "[]"
    return f'{{\n "schema": {SCHEMA},\n "findings": {inside}\n}}\n'


def written(old: Baseline, checked: Iterable[str], found: Iterable[Known]) -> Baseline:
    """The baseline after --write-baseline: what was found now, and what was known of sources not looked at."""
    seen = set(checked)
    return of([*(row for row in old.rows() if row.source not in seen), *found])


def pruned(old: Baseline, checked: Iterable[str], gone: Iterable[str], found: Iterable[Known]) -> Baseline:
    """The baseline after --prune-baseline: without what ``checked`` sources do not have any more.

    All of the ``gone`` sources goes; nothing is added.
    """
    seen, lost = set(checked), set(gone)
    now = {row[:3] for row in found}
    return of(row for row in old.rows() if row.source not in lost and (row.source not in seen or row[:3] in now))
