"""A fixture for pytest: ``feeds_check(path_or_url)`` fails a test whose feed has errors, and says where they are.

It is there wherever feeds is installed beside pytest. The configuration of the project holds, as for ``feeds check``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

import feeds

if TYPE_CHECKING:
    from feeds.check import Report
    from feeds.choice import Choices
    from feeds.report.telling import Telling
    from feeds.source.source import Source

Threshold = Literal["error", "warning", "advice", "never"]


class FeedsCheck:
    """What the fixture gives: a function of a feed, for the annotations of tests that take it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: list[tuple[str, str]] = []

    def __call__(
        self,
        source: bytes | str | Path | Source,
        *,
        url: str | None = None,
        preset: str | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        fail_on: Threshold | None = None,
        now: dt.datetime | None = None,
    ) -> Report:
        """The report of a check, as ``feeds.check`` gives it; the test fails when the feed is not good enough.

        ``preset``, ``select`` and ``ignore`` choose rules as on the command line, beside what the configuration says
        (its targets do not count here). What its baseline knows of a path or a URL is in no report.
        ``fail_on`` is the level from which a finding fails the test (default: that of the configuration, else error);
        ``never`` leaves it to the test to judge the report, which is shown all the same when the test fails.
        What cannot be looked at fails always. Raises UsageError for a configuration or a word that is wrong.
        """
        __tracebackhide__ = True
        from feeds.choice import Said  # noqa: PLC0415 - pytest starts everywhere, few tests check feeds
        from feeds.cli.choosing_options import baseline_of, configured  # noqa: PLC0415 - as above
        from feeds.config import find  # noqa: PLC0415 - as above
        from feeds.errors import UnreadableError  # noqa: PLC0415 - as above
        from feeds.report.telling import tell  # noqa: PLC0415 - as above
        from feeds.report.text import named  # noqa: PLC0415 - as above
        from feeds.rules.rule import Level  # noqa: PLC0415 - as above

        config = find(self._folder)
        said = Said(preset, _codes(select), (), _codes(ignore))
        choices: Choices = configured(config)._replace(commanded=said)
        choices.verify()
        name = source if isinstance(source, str) else str(getattr(source, "name", "<bytes>"))
        if isinstance(source, Path):
            name = str(source)
        try:
            report = feeds.check(source, url=url, choice=choices.of(name, url), now=now)
        except UnreadableError as wrong:
            pytest.fail(f"feeds: {wrong}")
        baseline = baseline_of(config)
        if baseline is not None and not isinstance(source, bytes):
            from feeds.cli.known import Ledger  # noqa: PLC0415 - as above

            ledger = Ledger(str(baseline))
            ledger.check()
            report = ledger.told(report, name).report
        telling = tell(report)
        threshold = fail_on or config.check.fail_on
        most = config.check.max_warnings if fail_on is None else None
        too_many = most is not None and telling.count(Level.WARNING) > most
        if not telling.checked or _found(telling, threshold) or too_many:
            shown = _words(telling, "warning" if too_many and threshold == "error" else threshold)
            pytest.fail(f"{named(report.source)} is not as it should be.\n\n{shown}")
        if report.findings:
            self._told.append((f"feeds check {named(report.source)}", _words(telling, "advice")))
        return report

    @property
    def told(self) -> Sequence[tuple[str, str]]:
        """What was found without failing the test: titles and texts, for the report of a test that fails later."""
        return self._told


@pytest.fixture
def feeds_check(request: pytest.FixtureRequest) -> FeedsCheck:
    """Check a feed – bytes, a path or a URL – and fail with its errors, each with its line and how to mend it."""
    check = FeedsCheck(request.config.rootpath)
    request.node.stash[_CHECK] = check
    return check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test; one that failed has what was found in its feeds."""
    report = yield
    check = item.stash.get(_CHECK, None)
    if report.when == "call" and report.failed and check is not None:
        report.sections.extend(check.told)
    return report


_CHECK = pytest.StashKey[FeedsCheck]()


def _codes(words: str | Sequence[str]) -> tuple[str, ...]:
    """Words for rules; in one text they have commas or blanks between them."""
    return tuple(words.replace(",", " ").split()) if isinstance(words, str) else tuple(words)


def _found(telling: Telling, threshold: str) -> int:
    """How many findings there are of a level or of a worse one."""
    from feeds.rules.rule import Level  # noqa: PLC0415 - as above

    if threshold == "never":
        return 0
    return sum(telling.count(level) for level in Level if level.rank >= Level(threshold).rank)


def _words(telling: Telling, threshold: str) -> str:
    """The findings from a level on, each with its line, and the sums of all."""
    from feeds.report.forms import Look, total  # noqa: PLC0415 - as above
    from feeds.report.text import closing, full  # noqa: PLC0415 - as above
    from feeds.rules.rule import Level  # noqa: PLC0415 - as above

    least = Level.ADVICE if threshold == "never" else Level(threshold)
    shown = telling._replace(told=tuple(told for told in telling.told if told.level.rank >= least.rank))
    return "\n".join([*full(shown), closing(total([telling]), Look())])
