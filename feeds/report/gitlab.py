"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from feeds.fingerprint import fingerprints
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url, repository_path
from feeds.report.telling import Telling
from feeds.rules.rule import Level

SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.ADVICE: "info"}


def piece(telling: Telling, look: Look) -> str:
    """A source's findings, one JSON object a line."""
    source = telling.report.source
    path = repository_path(source, look)
    url = f" (in {source})" if is_url(source) else ""
    lines = []
    for told, mark in zip(telling.told, fingerprints(telling.sound()), strict=True):
        where = told.position
        says = f"{told.message}{url}. {told.rule.fix}"
        lines.append(_issue(says, told.rule.code, _unique(path, mark), SEVERITIES[told.level], path,
                            where.line if where else 1))  # fmt: skip
    if telling.report.stopped is not None:
        lines.append(_issue(f"not checked: {telling.report.stopped}{url}", "not-checked",
                            _unique(path, "not checked"), "critical", path, 1))  # fmt: skip
    for crash in telling.crashes:
        says = f"rule {crash.rule} broke on this document: {crash.error}. Please report it; all others ran."
        lines.append(_issue(says, "internal-error", _unique(path, crash.rule), "critical", path, 1))
    return "\n".join(lines)


def whole(pieces: Sequence[str], _totals: Totals, _look: Look) -> Iterator[str]:
    """All findings as one JSON array."""
    lead = "[\n"
    for each in pieces:
        if each:
            yield lead + each.replace("\n", ",\n")
            lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"


def _unique(path: str, mark: str) -> str:
    """A fingerprint for the whole report: GitLab shows only the first of two that are alike."""
    return hashlib.sha256(f"{path}\0{mark}".encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _issue(says: str, name: str, fingerprint: str, severity: str, path: str, line: int) -> str:
    issue = {
        "description": says,
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
    return json.dumps(issue, ensure_ascii=False)
