"""The page of presets and of choosing rules, docs/presets.md: made from the presets and the rules."""

from collections.abc import Iterator

from feeds.cli.pages.marks import prose, table
from feeds.rules import rules
from feeds.rules.presets import DEFAULT, PRESETS
from feeds.rules.rule import Level

_CHOOSING = """\
## Choosing rules

A word for rules is a code (`RSS501`), the beginning of codes (`RSS`, `RSS5`), a rule's name
(`channel-without-language`) or `ALL`.

| on the command line | in `[check]` | what it does |
| --- | --- | --- |
| `--preset NAME` | `preset = "NAME"` | the rules to start from, and their levels |
| `--select WORDS` | `select = [WORDS]` | only these, whether the preset has them or not |
| `--extend-select WORDS` | `extend-select = [WORDS]` | these too |
| `--ignore WORDS` | `ignore = [WORDS]` | not these |
| `--level WORD=LEVEL` | `levels = { WORD = "LEVEL" }` | another level for rules that run: error, warning, advice, off |
| `--fail-on LEVEL` | `fail-on = "LEVEL"` | the level of finding from which the exit code is 1 |
| `--max-warnings N` | `max-warnings = N` | with more warnings the exit code is 1 |

Of two words for one rule the longer wins: `--select RSS --ignore RSS5 --select RSS501` leaves RSS501 running. Of
equally long ones the one said later wins: `ignore` after `select`, an override after `[check]`, the command line
after all.

Some targets can have rules of their own. Patterns are paths from the folder of the configuration, or URLs; `*` is
anything but a slash, `**` anything, and a pattern without a slash is held against the last part of the path.

```toml
[check]                            # [tool.feeds.check] in pyproject.toml
preset = "podcast"
ignore = ["TXT5"]
fail-on = "warning"

[[check.override]]                 # [[tool.feeds.check.override]] in pyproject.toml
targets = ["archive/**", "https://example.org/old/*"]
preset = "spec"
```

`feeds config show` says which configuration holds, where each value comes from, and, with targets, which overrides hold
for them.

## Silences in the feed

`<!-- feeds: ignore RSS501 ITU2 (why) -->` or `<?feeds ignore RSS501?>` silences rules for the next element and what is
in it, `ignore-file` for the whole document. In JSON it is `"_feeds": {"ignore": ["JSN501"]}` in the object that it is
about. The summary counts what is silenced; a silence that silences nothing is told (SIL301); `--no-inline` shows all.

## What is known already

`feeds check --write-baseline` writes what is found now to feeds-baseline.json, beside the configuration or, without
one, here (`--baseline FILE`, or `baseline` in the configuration: another file). Where that file is, only other findings
are told and fail, and it is said how many are known; `--isolated` shows all. A finding is known by its rule, its item
and the words it marks, not by its line: items may move. `--prune-baseline` takes out what is mended."""


def page() -> str:
    """The text of docs/presets.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Presets, and choosing rules"
    yield ""
    yield "A preset is a choice of rules and of their levels. This page is made from the presets (`make docs`)."
    yield "`feeds rules --preset NAME` lists the rules of one, at its levels."
    yield ""
    yield from table(
        ("preset", "what it is for"),
        ((f"`{name}`{' (default)' if name == DEFAULT else ''}", prose(each.says)) for name, each in PRESETS.items()),
    )
    yield ""
    yield "Of the rules, each preset runs:"
    yield ""
    yield from table(
        ("preset", *(f"as {level.value}" for level in Level), "not", "raised", "lowered"),
        ((f"`{name}`", *_counts(name)) for name in PRESETS),
    )
    yield ""
    yield "The page of [each rule](rules.md) says what the presets make of it."
    yield ""
    yield _CHOOSING


def _counts(name: str) -> Iterator[str]:
    """How many rules a preset runs at each level, leaves out, raises and lowers."""
    levels = [(rule.level, PRESETS[name].level(rule)) for rule in rules().values()]
    for level in (*Level, None):
        yield str(sum(runs is level for _, runs in levels))
    yield str(sum(runs is not None and runs.rank > own.rank for own, runs in levels))
    yield str(sum(runs is not None and runs.rank < own.rank for own, runs in levels))
