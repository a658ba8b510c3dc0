"""The JSON report: schemas/report.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from feeds import __version__
from feeds.fingerprint import fingerprints
from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling, Told

if TYPE_CHECKING:
    from feeds.fix import Fix

Value = dict[str, object]


def piece(telling: Telling, _look: Look = Look()) -> str:  # noqa: B008 - an immutable value
    """One source's report as JSON, a finding a line."""
    before, behind = _around(telling)
    found = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in _findings(telling))
    head = json.dumps(before, ensure_ascii=False, indent=1).removesuffix("\n}")
    rest = "," + json.dumps(behind, ensure_ascii=False, indent=1)[1:-2] if behind else ""
    return "".join((head, ',\n "findings": [', found and f"\n{found}\n ", "]", rest, "\n}"))


def line(telling: Telling) -> str:
    """One source's report as JSON on one line."""
    before, behind = _around(telling)
    found = ",".join(_dense(each) for each in _findings(telling))
    rest = f",{_dense(behind)[1:-1]}" if behind else ""
    return "".join((_dense(before)[:-1], ',"findings":[', found, "]", rest, "}"))


def _dense(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def whole(pieces: Sequence[str], totals: Totals, _look: Look) -> Iterator[str]:
    """All reports as one JSON document."""
    head = {
        "schema": 1,
        "tool": {"name": "feeds", "version": __version__},
        "summary": {
            "sources": totals.documents,
            "errors": totals.errors,
            "warnings": totals.warnings,
            "advice": totals.advice,
            "unchecked": totals.unchecked,
            "known": totals.known,
            "silenced": totals.silenced,
            "rules": {each.code: each.found for each in totals.tally},
        },
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield ',\n "reports": [\n'
    for index, each in enumerate(pieces):
        yield f",\n{each}" if index else each
    yield "\n ]\n}\n"


def _around(telling: Telling) -> tuple[Value, Value]:
    """What stands before the findings of a source, and behind them: of these there may be very many."""
    report = telling.report
    before: Value = {
        "source": report.source,
        "url": report.url,
        "format": report.format,
        "stopped": report.stopped,
        "valid": telling.valid,
    }
    behind: Value = {
        **({"crashes": [{"rule": crash.rule, "error": crash.error} for crash in telling.crashes]}
           if telling.crashes else {}),
        **({"more": list(report.more)} if report.more else {}),
    }  # fmt: skip
    return before, behind


def _findings(telling: Telling) -> Iterator[Value]:
    for index, (each, mark) in enumerate(zip(telling.told, fingerprints(telling.sound()), strict=True)):
        yield finding(each, mark, telling.fixes.get(index))


def finding(each: Told, fingerprint: str, fix: Fix | None = None) -> Value:
    """One finding as JSON values."""
    where = each.position
    return {
        "code": each.rule.code,
        "name": each.rule.name,
        "level": each.level.value,
        "message": each.message,
        "line": where.line if where else None,
        "column": where.column if where else None,
        "end_line": where.end_line if where else None,
        "end_column": where.end_column if where else None,
        "place": each.place,
        "item": {"index": each.item.index, "id": each.item.id, "title": each.item.title} if each.item else None,
        "w3c": list(each.rule.w3c),
        "help": each.rule.fix,
        "fix": {"safe": fix.safe, "edits": [edit._asdict() for edit in fix.edits]} if fix is not None else None,
        "fingerprint": fingerprint,
    }
