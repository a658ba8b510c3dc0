"""JUnit's XML: a suite for each source, a case for each rule that found something.

There is no one schema. This keeps to what both Jenkins' (junit-10.xsd of its xunit plugin) and Ant's
(https://github.com/windyroad/JUnit-Schema) allow. A case is a rule in a source, so its name stays the same from run to
run and a server can show since when it fails; only findings from ``--fail-on`` on are failures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feeds import __version__
from feeds.report import concise
from feeds.report.forms import Look, Totals
from feeds.report.telling import Telling, Told
from feeds.report.xml import content, value


def piece(telling: Telling, look: Look) -> str:
    """A source's suite, without the ``<testsuite id="…"`` that it begins with."""
    source = telling.report.source
    by_rule: dict[str, list[Told]] = {}
    for told in telling.told:
        by_rule.setdefault(told.rule.code, []).append(told)
    cases: list[str] = []
    failures = errors = 0
    for many in by_rule.values():
        first = many[0]
        opening = f' <testcase name="{first.rule.code} {first.rule.name}" classname={_name(source)} time="0"'
        if first.level.rank >= look.fails.rank:
            failures += 1
            count = f" ({len(many)} places)" if len(many) > 1 else ""
            cases.append(
                f"{opening}>\n  <failure type={value(first.level.value)} message={value(first.message + count)}>"
                f"{content(_places(source, many))}</failure>\n </testcase>"
            )
        else:
            cases.append(f"{opening}/>")
    for says in concise.unchecked(telling):
        errors += 1
        cases.append(
            f' <testcase name="checked" classname={_name(source)} time="0">\n'
            f'  <error type="not checked" message={value(says)}/>\n </testcase>'
        )
    if not errors:
        cases.append(f' <testcase name="checked" classname={_name(source)} time="0"/>')
    passed = "\n".join(_places(source, many) for many in by_rule.values() if many[0].level.rank < look.fails.rank)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'
    stamp = look.now.strftime("%Y-%m-%dT%H:%M:%S")
    return "\n".join([
        f' name={_name(source)} package="feeds" timestamp="{stamp}" hostname="localhost" {counts} time="0">',
        f' <properties><property name="feeds" value="{__version__}"/></properties>',
        *cases,
        f" <system-out>{content(passed)}</system-out>",
        " <system-err/>",
        "</testsuite>",
    ])  # fmt: skip


def whole(pieces: Sequence[str], _totals: Totals, _look: Look) -> Iterator[str]:
    """All suites as one document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    for index, each in enumerate(pieces):
        yield f'<testsuite id="{index}"{each}\n'
    yield "</testsuites>\n"


def _places(source: str, many: Sequence[Told]) -> str:
    lines = "".join(f"{concise.line(source, told)}\n" for told in many)
    return f"{lines}{many[0].rule.fix}\n"


def _token(text: str) -> str:
    return " ".join(text.split()) or "-"


def _name(source: str) -> str:
    return value(_token(source))
