"""The JSON report: schemas/report.schema.json describes it."""

import json
from collections.abc import Sequence

from feeds import __version__
from feeds.check import Finding, Report

Value = dict[str, object]


def report(pieces: Sequence[str], counts: tuple[int, int, int], unchecked: int) -> str:
    """All reports as one JSON document, without a line end: ``pieces`` as ``piece`` makes them, and their sums."""
    head = {
        "schema": 1,
        "tool": {"name": "feeds", "version": __version__},
        "summary": {
            "sources": len(pieces),
            "errors": counts[0],
            "warnings": counts[1],
            "advice": counts[2],
            "unchecked": unchecked,
        },
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    inside = ",\n".join(pieces)
    return f'{opening},\n "reports": [\n{inside}\n ]\n}}'


def piece(report: Report) -> str:
    """One source's report as JSON."""
    return json.dumps(one(report), ensure_ascii=False, indent=1)


def one(report: Report) -> Value:
    """One source's report as JSON values."""
    return {
        "source": report.source,
        "url": report.url,
        "format": report.format,
        "stopped": report.stopped,
        "valid": report.valid,
        "findings": [finding(each) for each in report.findings],
        **({"crashes": [{"rule": crash.rule, "error": crash.error} for crash in report.crashes]}
           if report.crashes else {}),
        **({"more": list(report.more)} if report.more else {}),
    }  # fmt: skip


def finding(each: Finding) -> Value:
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
        "fix": None,
    }
