"""The JSON report: schemas/report.schema.json describes it."""

import json
from collections.abc import Sequence

from feeds import __version__
from feeds.check import Finding, Report
from feeds.rules.rule import Level

Value = dict[str, object]


def report(reports: Sequence[Report]) -> str:
    """All reports as one JSON document, without a line end."""
    document = {
        "schema": 1,
        "tool": {"name": "feeds", "version": __version__},
        "summary": {
            "sources": len(reports),
            "errors": sum(each.count(Level.ERROR) for each in reports),
            "warnings": sum(each.count(Level.WARNING) for each in reports),
            "advice": sum(each.count(Level.ADVICE) for each in reports),
            "unchecked": sum(each.stopped is not None or bool(each.crashes) for each in reports),
        },
        "reports": [one(each) for each in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


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
