"""One page with everything in it: findings beside the lines of the feed, to be read with or without script.

Nothing is loaded from anywhere, and nothing of a feed can run: its text is escaped, and the page's own policy
(https://www.w3.org/TR/CSP3/) allows the one style and the one script whose digests it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from feeds.report import concise, text
from feeds.report.forms import Look, Totals
from feeds.report.paths import is_url
from feeds.report.telling import Telling, Told
from feeds.rules.rule import Level, Rule
from feeds.source.places import Lines, Position

PLACES = 100  # of each rule, in each source
ROOM = 20_000_000  # bytes of sources on one page
LONG = 500  # findings from which the browser lays out only what is looked at
AROUND = 1  # lines before and behind the one that is meant
BESIDE = 80  # characters of them that are shown
BEFORE, BEHIND = 60, 160  # characters of a line that are shown before and behind where a finding begins
PAGE = Path(__file__).parent / "page"
_END = "\f"  # between the rules and the source in a piece; no text of a feed has one, they are made pictures


def piece(telling: Telling, _look: Look) -> str:
    """The rules that a source's findings are of, then the source as a section, or as an entry where it has none."""
    rules: dict[str, str] = {}
    seen: Counter[str] = Counter()
    rest = telling.rest(PLACES)
    sheet = _Sheet(telling.report.lines)
    found: list[str] = []
    for told in telling.told:
        code = told.rule.code
        seen[code] += 1
        if seen[code] > PLACES:
            continue
        if code not in rules:
            rules[code] = _rule(told.rule)
        found.append(_finding(told, sheet))
    for code, count in rest.items():
        found.append(f'<p class="quiet">… and <a href="#{code}">{code}</a> at {count} more places.</p>')
    heads = "\n".join(f"{code}\t{_one_line(html)}" for code, html in rules.items())
    return f"{heads}{_END}{_section(telling, found)}"


def whole(pieces: Sequence[str], totals: Totals, _look: Look) -> Iterator[str]:
    """The page."""
    style, script = ((PAGE / name).read_text("utf-8") for name in ("report.css", "report.js"))
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none';"
        " form-action 'none'"
    )
    sums = text.summary(totals.documents, totals.counts, totals.unchecked)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>Feeds: {escape(sums)}</title>\n<style>{style}</style>\n</head>\n"
    yield '<body class="long">\n' if sum(totals.counts) > LONG else "<body>\n"
    yield f"<header>\n<h1>Feeds</h1>\n<p>{escape(sums)}</p>\n{_filters(totals)}</header>\n<main>\n"
    rules: dict[str, str] = {}
    clean: list[str] = []
    room, left = ROOM, 0
    for each in pieces:
        heads, _, body = each.partition(_END)
        if body.startswith("<li>"):
            clean.append(body)
            continue
        room -= len(body)
        if room < 0:
            left += 1
            continue
        for head in heads.splitlines():
            code, _, html = head.partition("\t")
            rules.setdefault(code, html)
        yield body + "\n"
    if left:
        yield f"<p>{left} more sources have findings, for which one page has no room; other forms have them.</p>\n"
    if clean:
        yield f'<section class="clean"><h2>Nothing to mend</h2>\n<ul class="names">{"".join(clean)}</ul></section>\n'
    if rules:
        yield "<section>\n<h2>The rules</h2>\n" + "\n".join(rules[code] for code in sorted(rules)) + "\n</section>\n"
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _section(telling: Telling, found: Sequence[str]) -> str:
    report = telling.report
    name = _text(report.source)
    if is_url(report.source):
        name = f'<a href="{name}" rel="noreferrer">{name}</a>'
    reasons = "".join(f'<p class="error"><span class="level">{_text(says)}</span></p>'
                      for says in concise.unchecked(telling))  # fmt: skip
    if not found and not reasons:
        return f"<li>{name}</li>"
    counts = ", ".join(_counted(count, level) for level in Level if (count := telling.count(level)))
    published = report.url if report.url != report.source else None
    about = " · ".join(part for part in (report.format, counts, published) if part)
    head = f'<h2>{name}</h2>\n<p class="quiet">{_text(about)}</p>'
    return f'<section class="source">\n{head}\n{reasons}{"".join(found)}</section>'


def _finding(told: Told, sheet: _Sheet) -> str:
    level, rule = told.level.value, told.rule
    where = [f"line {told.position.line}, column {told.position.column}"] if told.position else []
    if told.item is not None:
        where.append(f"item {told.item.index}" + (f" {text.quote(told.item.title)}" if told.item.title else ""))
    frame = sheet.frame(told.position) if told.position else ""
    return (
        f'<article class="finding {level}" data-level="{level}" data-rule="{rule.code}">\n<div>'
        f'<h3><span class="level">{level}</span> <a href="#{rule.code}">{rule.code}</a> {_text(told.message)}</h3>\n'
        f'<p class="quiet">{_text(" · ".join(where))}</p>\n<p><b>Fix:</b> {escape(rule.fix)}</p></div>\n'
        f"{frame}</article>\n"
    )


def _rule(rule: Rule) -> str:
    source = escape(rule.spec)
    source = f'<a href="{source}" rel="noreferrer">{source}</a>' if is_url(rule.spec) else source
    w3c = f"<p>W3C feed validator: {escape(', '.join(rule.w3c))}</p>" if rule.w3c else ""
    examples = "".join(
        f"<p>{title}:</p><pre>{_text(example[:1500])}</pre>"
        for title, example in (("Bad", rule.bad), ("Good", rule.good))
    )
    return (
        f'<details id="{rule.code}"><summary><b>{rule.code}</b> {rule.name}</summary><p>{escape(rule.why)}</p>'
        f"<p><b>Fix:</b> {escape(rule.fix)}</p><p>Source: {source}</p>{w3c}{examples}</details>"
    )


def _filters(totals: Totals) -> str:
    """The controls; the script shows them, since without it they would do nothing."""
    boxes = "".join(
        f'<label class="{level.value}"><input type="checkbox" value="{level.value}" checked>'
        f'<span class="level">{level.value}</span> {count}</label>'
        for level, count in zip(Level, totals.counts, strict=True)
    )
    found: Counter[tuple[str, str]] = Counter()
    for each in totals.tally:
        found[each.code, each.name] += each.found  # at whatever level
    options = "".join(
        f'<option value="{code}">{code} {name} ({count})</option>' for (code, name), count in found.items()
    )
    return (
        f'<div class="filters" role="search" hidden>\n<fieldset><legend>Levels</legend>{boxes}</fieldset>\n'
        f'<label>Rule <select><option value="">all rules</option>{options}</select></label>\n'
        '<label>Search <input type="search" autocomplete="off"></label>\n<output class="quiet"></output>\n</div>\n'
    )


class _Sheet:
    """A document's lines as a page shows them; the last few are kept, since findings share lines."""

    def __init__(self, lines: Lines | None) -> None:
        self.lines = lines
        self.kept: dict[int, str] = {}

    def frame(self, where: Position) -> str:
        """The line that is meant, with what is wrong in it marked, between its neighbours."""
        if self.lines is None:
            return ""
        rows = []
        for number in range(max(1, where.line - AROUND), min(where.line + AROUND, len(self.lines.starts())) + 1):
            line = self._line(number)
            if number == where.line:
                shown = self._marked(line, where)
            else:
                shown = _text(line[:BESIDE]) + ("…" if len(line) > BESIDE else "")
            rows.append(f"<span><i>{number}</i>{shown}</span>")
        return f'<pre class="lines">{"".join(rows)}</pre>\n'

    def _marked(self, line: str, where: Position) -> str:
        first = where.column - 1
        last = where.end_column - 1 if where.end_line == where.line else len(line)
        last = min(max(last, first + 1), first + BEHIND)
        start, stop = max(0, first - BEFORE), first + BEHIND
        before, marked, behind = (_text(part) for part in (line[start:first], line[first:last], line[last:stop]))
        return f"{'…' if start else ''}{before}<mark>{marked or ' '}</mark>{behind}{'…' if stop < len(line) else ''}"

    def _line(self, number: int) -> str:
        line = self.kept.get(number)
        if line is None:
            assert self.lines is not None
            if len(self.kept) > 8:
                self.kept.clear()
            line = self.kept[number] = self.lines.text(number)
        return line


def _text(words: str) -> str:
    """Text of a feed, escaped and with its control characters as pictures.

    The page may go to the log of a build server, which would carry out commands that it finds in there.
    """
    return escape("\n".join(text.pictures(line.expandtabs(1)) for line in words.split("\n"))).replace("##", "#&#35;")


def _counted(count: int, level: Level) -> str:
    return f"{count} {level.value}{'' if count == 1 or level is Level.ADVICE else 's'}"


def _one_line(html: str) -> str:
    return html.replace("\n", "&#10;")


def _digest(inline: str) -> str:
    """What a policy calls an inline style or script by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"
