"""The options of ``feeds check`` that say which rules run, what counts, and what of it is already known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from feeds import config
from feeds.choice import LEVELS, Choices, Override, Said
from feeds.cli.sections import OneOf, section
from feeds.errors import UsageError
from feeds.rules.presets import PRESETS
from feeds.settings import BASELINE_FILE, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from feeds.cli.known import Ledger
    from feeds.cli.outcomes import Outcome

F = TypeVar("F", bound=Callable[..., object])
FAIL_ON = ("error", "warning", "advice")


class Chosen(NamedTuple):
    """What configuration and command line say together.

    ``baseline`` is its file, None for none; ``write`` and ``prune`` say what becomes of it.
    """

    config: config.Config
    choices: Choices
    fail_on: str
    max_warnings: int | None
    exit_zero: bool
    baseline: Path | None
    write: bool
    prune: bool
    reuse: bool

    @property
    def targets(self) -> list[str]:
        """The targets that the configuration names, from the current folder."""
        return [target if "://" in target else os.path.relpath(self.config.folder / target)
                for target in self.config.check.targets]  # fmt: skip

    def fails(self, counts: tuple[int, int, int]) -> bool:
        """Whether errors, warnings and advice are too many; never where the run takes them into the baseline."""
        if self.write:
            return False
        too_many = self.max_warnings is not None and counts[1] > self.max_warnings
        return too_many or any(counts[: FAIL_ON.index(self.fail_on) + 1])


def codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell offers for a word that means rules; the last of a list with commas is completed."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only when a shell asks

    from feeds.rules import rules  # noqa: PLC0415 - as above

    before, comma, last = incomplete.rpartition(",")
    upper = last.upper()
    if len(last) < 3:
        books = {rule.book.letters: rule.book.title for rule in rules().values()}
        found = {letters: title for letters, title in books.items() if letters.startswith(upper)}
    else:
        found = {code: rule.name for code, rule in rules().items() if code.startswith(upper)}
        found |= {rule.name: rule.code for rule in rules().values() if rule.name.startswith(last.lower())}
    return [CompletionItem(f"{before}{comma}{word}", help=says) for word, says in found.items()]


_rule = section("Rules")
_counts = section("What counts")
_known = section("What is known already")
_OPTIONS = (
    _rule("--preset", type=OneOf(list(PRESETS)), help="The rules to start from, and their levels."),
    _rule("--select", multiple=True, metavar="CODES", shell_complete=codes,
          help="Only these rules: codes, prefixes or names."),
    _rule("--extend-select", multiple=True, metavar="CODES", shell_complete=codes, help="These rules too."),
    _rule("--ignore", multiple=True, metavar="CODES", shell_complete=codes, help="Not these rules."),
    _rule("--level", "levels", multiple=True, metavar="CODES=LEVEL",
          help="Another level for rules that run: error, warning, advice or off."),
    _rule("--no-inline", is_flag=True, help="What a feed says of itself with `feeds: ignore` does not count."),
    _counts("--fail-on", type=OneOf(FAIL_ON),
          help="The level of finding from which the exit code is 1.  [default: error]"),
    _counts("--max-warnings", type=click.IntRange(0), metavar="N", help="With more warnings the exit code is 1."),
    _counts("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    _known("--baseline", metavar="FILE",
           help=f"Tell only what is not in this file of known findings.  [default: {BASELINE_FILE}, if there]"),
    _known("--write-baseline", is_flag=True, help="Write what is found now into the baseline."),
    _known("--prune-baseline", is_flag=True, help="Take out of the baseline what is mended."),
    _known("--reuse/--no-reuse", default=None,
          help="Tell what was found in files that have not changed without checking them again."),
    _rule("--config", "config_file", metavar="FILE",
          help="The configuration; else feeds.toml or pyproject.toml, here or above."),
    _rule("--isolated", is_flag=True, help="Read no configuration."),
)  # fmt: skip
_NAMES = ("preset", "select", "extend_select", "ignore", "levels", "no_inline", "fail_on", "max_warnings", "exit_zero",
          "baseline", "write_baseline", "prune_baseline", "reuse", "config_file", "isolated")  # fmt: skip


def choosing(command: F) -> F:
    """Add the options to a command; it gets one argument for them all, ``wanted``."""

    @wraps(command)
    def wrapped(*args: object, **given: object) -> object:
        own = {name: given.pop(name) for name in _NAMES}
        return command(*args, wanted=chosen(own), **given)

    decorated: Callable[..., object] = wrapped
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated  # type: ignore[return-value]  # click's decorators give back the function that they got


def chosen(given: Mapping[str, object]) -> Chosen:
    """What the options, by name as click gives them, and the configuration say. Raises UsageError."""
    settings = governing(_text(given, "config_file"), isolated=given["isolated"] is True)
    checks = settings.check
    commanded = Said(
        _text(given, "preset"),
        _words(given, "select"),
        _words(given, "extend_select"),
        _words(given, "ignore"),
        tuple(_level(word) for word in _words(given, "levels")),
    )
    choices = configured(settings)._replace(
        commanded=commanded, inline=checks.inline and given["no_inline"] is not True
    )  # fmt: skip
    choices.verify()
    write, prune = given["write_baseline"] is True, given["prune_baseline"] is True
    if write and prune:
        raise UsageError("--write-baseline takes in what is found, --prune-baseline only takes out: give one of them.")
    named = _text(given, "baseline")
    baseline = Path(named) if named else baseline_of(settings, isolated=given["isolated"] is True)
    if baseline is None and (write or prune):
        baseline = settings.folder / BASELINE_FILE
    most, reuse = given["max_warnings"], given["reuse"]
    return Chosen(
        config=settings,
        choices=choices,
        fail_on=_text(given, "fail_on") or checks.fail_on,
        max_warnings=most if isinstance(most, int) else checks.max_warnings,
        exit_zero=given["exit_zero"] is True,
        baseline=baseline,
        write=write,
        prune=prune,
        reuse=reuse if isinstance(reuse, bool) else checks.reuse,
    )


def baseline_of(settings: config.Config, *, isolated: bool = False) -> Path | None:
    """The baseline that a configuration names, else the one that lies beside it; None where there is none."""
    if settings.check.baseline:
        return settings.folder / settings.check.baseline
    usual = settings.folder / BASELINE_FILE
    return usual if not isolated and usual.is_file() else None


def ledger(given: Chosen) -> Ledger | None:
    """The baseline of a run, None without one. Raises UsageError when its file cannot be used."""
    if given.baseline is None:
        return None
    from feeds.cli.known import Ledger as Book  # noqa: PLC0415 - most runs have no baseline

    found = Book(os.path.relpath(given.baseline), keep=given.write or given.prune, prune=given.prune)
    found.check()
    return found


def remarks(given: Chosen, known: Ledger | None, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What is said at the end: what was known or silenced, what became of the baseline (which is written here)."""
    silenced = sum(each.silenced for each in outcomes)
    if silenced:
        yield f"{_counted(silenced)} silenced in the documents themselves (--no-inline shows them)."
    if known is None:
        return
    if known.keep:
        whole = [each.source for each in outcomes if each.checked]
        yield known.write(whole, [row for each in outcomes if each.checked for row in each.found], prune=given.prune)
    else:
        count = sum(each.known for each in outcomes)
        yield f"{_counted(count)} known from {known.file}." if count else f"Nothing known from {known.file} was met."


def _counted(number: int) -> str:
    return "1 finding is" if number == 1 else f"{number} findings are"


def governing(file: str | None, *, isolated: bool) -> config.Config:
    """The configuration of a run: of the file, else the one that governs the current folder."""
    if isolated:
        if file is not None:
            raise UsageError("--isolated reads no configuration, --config names one: give one of them.")
        return config.Config(folder=Path.cwd())
    return config.load(Path(file)) if file else config.find(Path.cwd())


def configured(settings: config.Config) -> Choices:
    """The choices of a configuration alone."""
    checks = settings.check
    return Choices(
        Said(checks.preset, checks.select, checks.extend_select, checks.ignore, checks.levels, checks.where),
        tuple(
            Override(
                each.targets,
                Said(each.preset, each.select, each.extend_select, each.ignore, each.levels, each.where),
            )
            for each in checks.overrides
        ),
        folder=str(settings.folder),
        inline=checks.inline,
    )  # fmt: skip


def _text(given: Mapping[str, object], name: str) -> str | None:
    value = given[name]
    return value if isinstance(value, str) else None


def _words(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The words of an option that may be given several times, with commas or blanks between them."""
    value = given[name]
    parts = value if isinstance(value, tuple) else ()
    return tuple(word for part in parts for word in str(part).replace(",", " ").split())


def _level(text: str) -> tuple[str, str]:
    word, equals, level = text.rpartition("=")
    if not equals or not word:
        raise UsageError(f"--level {text}: write it as CODES=LEVEL, such as RSS501=error.")
    if level.lower() not in LEVELS:
        raise UsageError(f"--level {text}: there is no level {level!r}.{nearest(level, LEVELS, '')}")
    return word, level.lower()
