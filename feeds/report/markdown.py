"""A page in Markdown, for the summary of a job: what was found, source by source, one row for each rule.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feeds.report import concise, text
from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level

MOST = 900_000  # bytes; GitHub drops a step's summary of more than 1 MiB as a whole
PLACES = 3
SIGNS = {Level.ERROR: "🔴", Level.WARNING: "🟡", Level.ADVICE: "🔵"}
_MARKS = re.compile(r"[\\`*_{}\[\]()#|~<>&@]|:(?=//|\w+:)|(?<=www)\.")


def piece(telling: Telling, _look: Look) -> str:
    """A source's findings as a table; "" for one with none."""
    report = telling.report
    by_rule: dict[str, list[Told]] = {}
    for told in telling.told:
        by_rule.setdefault(told.rule.code, []).append(told)
    rows = sorted(by_rule.values(), key=lambda many: (-many[0].level.rank, -len(many)))
    lines: list[str] = []
    if rows:
        lines += ["| | rule | what is wrong | places |", "| --- | --- | --- | --- |"]
        lines += [_row(many) for many in rows]
    lines += [f"\n**{_inline(says)}**" for says in concise.unchecked(telling)]
    return "\n".join([f"### {_inline(text.named(report.source))}", "", *lines, ""]) if lines else ""


def whole(pieces: Sequence[str], totals: Totals, _look: Look) -> Iterator[str]:
    """The sums, then each source that has findings, as far as there is room."""
    yield "## Feeds\n\n"
    yield text.summary(totals.documents, totals.counts, totals.unchecked) + "\n\n"
    room = MOST
    told = [each for each in pieces if each]
    for index, each in enumerate(told):
        room -= len(each.encode("utf-8", "replace")) + 1
        if room < 0:
            yield f"… and findings in {len(told) - index} more, for which there is no room here.\n"
            return
        yield each + "\n"


def _row(many: Sequence[Told]) -> str:
    first = many[0]
    places = [f"{told.position.line}:{told.position.column}" for told in many[:PLACES] if told.position]
    if len(many) > PLACES:
        places.append(f"and {len(many) - PLACES} more")
    says = f"{_inline(text.shown(first.message))}<br>{_inline(first.rule.fix)}"
    rule = f"[{first.rule.code}](<{first.rule.spec}>)" if "://" in first.rule.spec else first.rule.code
    return f"| {SIGNS[first.level]} {first.level.value} | {rule} | {says} | {', '.join(places)} |"


def _inline(words: str) -> str:
    """Text that no reader of Markdown takes for markup, an address, a mention or a tag."""
    # Character references are inert everywhere, in tables too, where a backslash before a bar is not.
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", words)
