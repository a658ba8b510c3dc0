"""SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, as GitHub's code scanning reads it.

What GitHub asks for and refuses:
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from feeds import __version__
from feeds.fingerprint import fingerprints
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url, repository_path, uri
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level, Rule
from feeds.source.places import Position

if TYPE_CHECKING:
    from feeds.fix import Fix

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RESULTS = 25_000  # a file with more in a run is rejected:
LIMITS = "https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit"
TAGS = 10  # of a rule; more are not shown, see LIMITS
LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
_FACT = re.compile(r"\{[^{}]*\}")

Value = dict[str, object]


def piece(telling: Telling, look: Look) -> str:
    """A source's part, one JSON object a line behind a letter: Rule, Error, Warning, Advice, Notification."""
    report = telling.report
    path = repository_path(report.source, look)
    lines: list[str] = []
    seen: set[str] = set()
    marks = fingerprints(telling.sound())
    for index, (told, mark) in enumerate(zip(telling.told, marks, strict=True)):
        if told.rule.code not in seen:
            seen.add(told.rule.code)
            lines.append("R" + json.dumps(descriptor(told.rule), ensure_ascii=False))
        made = result(told, mark, path, report.source, telling.fixes.get(index))
        lines.append(told.level.name[0] + json.dumps(made, ensure_ascii=False))
    if report.stopped is not None:
        lines.append("N" + json.dumps(_notification(f"{report.source}: not checked: {report.stopped}", path)))
    for crash in telling.crashes:
        says = f"{report.source}: rule {crash.rule} broke on this document: {crash.error}"
        lines.append("N" + json.dumps(_notification(says, path)))
    return "\n".join(lines)


def whole(pieces: Sequence[str], totals: Totals, _look: Look) -> Iterator[str]:
    """All sources as one run; of more results than GitHub takes, the worst, and a notification that says so."""
    room = dict.fromkeys("EWA", 0)
    left = RESULTS
    for letter, count in zip("EWA", totals.counts, strict=True):
        room[letter] = min(count, left)
        left -= room[letter]
    rules: dict[str, str] = {}
    notes: list[str] = []
    dropped = sum(totals.counts) - sum(room.values())
    if dropped:
        says = f"{dropped} results of lower levels are left out: code scanning takes at most {RESULTS} ({LIMITS})"
        notes.append(json.dumps({"level": "warning", "message": {"text": says}}))
    yield f'{{\n "$schema": "{SCHEMA}",\n "version": "2.1.0",\n "runs": [\n  {{\n'
    yield '   "columnKind": "unicodeCodePoints",\n   "results": ['
    lead = "\n    "
    for line in (line for each in pieces if each for line in each.split("\n")):
        letter = line[0]
        if letter == "R":
            rules.setdefault(line[: line.index(",")], line[1:])
        elif letter == "N":
            notes.append(line[1:])
        elif room[letter]:
            room[letter] -= 1
            yield lead + line[1:]
            lead = ",\n    "
    yield "\n   ],\n" if lead[0] == "," else "],\n"
    success = "false" if totals.unchecked else "true"
    yield f'   "invocations": [{{"executionSuccessful": {success}, "toolExecutionNotifications": [{_list(notes)}]}}],\n'
    yield f'   "tool": {{"driver": {{"name": "feeds", "version": "{__version__}", "semanticVersion": "{__version__}",'
    yield f' "rules": [{_list(sorted(rules.values()))}]}}}}\n  }}\n ]\n}}\n'


def descriptor(rule: Rule) -> Value:
    """A rule's metadata, with all that its page says."""
    made: Value = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _FACT.sub("…", rule.says)},
        "fullDescription": {"text": rule.why or _FACT.sub("…", rule.says)},
        "help": {"text": f"{rule.why}\n\n{rule.fix}\n\n{rule.spec}", "markdown": help_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {
            "tags": [rule.book.title, *(f"w3c:{name}" for name in rule.w3c)][:TAGS],
            "precision": "very-high",
            "problem.severity": "recommendation" if rule.level is Level.ADVICE else rule.level.value,
        },
    }
    if is_url(rule.spec):
        made["helpUri"] = rule.spec  # absolute, as 3.49.12 wants it; what the page in docs/ says stands in help
    return made


def help_markdown(rule: Rule) -> str:
    """What a rule's page in docs/rules/ says, as Markdown: a scanner shows it without a way to that page."""
    parts = [rule.why, f"**Fix:** {rule.fix}", f"**Source:** <{rule.spec}>" if is_url(rule.spec) else rule.spec]
    if rule.repair:
        parts.insert(2, f"`feeds check {rule.fixed_by}` does it where the right value is evident.")
    if rule.w3c:
        parts.append(f"**W3C feed validator:** {', '.join(rule.w3c)}")
    for title, example in (("Bad", rule.bad), ("Good", rule.good)):
        text = example[:1500].encode("utf-8", "replace").decode()
        # A fence longer than any in the example: CommonMark 0.31 §4.5.
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        parts.append(f"{title}:\n\n{fence}\n{text}\n{fence}")
    return "\n\n".join(parts)


def result(told: Told, mark: str, path: str, source: str, fix: Fix | None) -> Value:
    """A finding."""
    url = f" (in {source})" if is_url(source) else ""
    location: Value = {"physicalLocation": {"artifactLocation": _artifact(path), "region": _region(told.position)}}
    if told.place:
        location["logicalLocations"] = [{"fullyQualifiedName": told.place}]
    made: Value = {
        "ruleId": told.rule.code,
        "level": LEVELS[told.level],
        "message": {"text": told.message + url},
        "locations": [location],
        # The first is the one that GitHub compares, the second says what it is.
        "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1", "feeds/v1": mark},
    }
    if told.item is not None:
        made["properties"] = {"item": {"index": told.item.index, "id": told.item.id, "title": told.item.title}}
    if fix is not None:
        made["fixes"] = [_fix(told.rule, fix, path)]
    return made


def _fix(rule: Rule, fix: Fix, path: str) -> Value:
    replacements = [
        {
            "deletedRegion": _region(Position(edit.line, edit.column, edit.end_line, edit.end_column)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    words = rule.fix if fix.safe else f"{rule.fix} (Not safe: a reader may take it otherwise.)"
    return {
        "description": {"text": words},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
    }


def _artifact(path: str) -> Value:
    return {"uri": uri(path)} if path.startswith("/") else {"uri": uri(path), "uriBaseId": "%SRCROOT%"}


def _region(where: Position | None) -> Value:
    """Lines and columns; without a place, the first line: code scanning wants one."""
    if where is None:
        return {"startLine": 1}
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _notification(says: str, path: str) -> Value:
    return {
        "level": "error",
        "message": {"text": says},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
    }


def _list(parts: Sequence[str]) -> str:
    return "\n    " + ",\n    ".join(parts) + "\n   " if parts else ""
