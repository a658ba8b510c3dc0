"""``feeds config``: which configuration holds here and where each value comes from; its schema for editors."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import NamedTuple

import click

from feeds.choice import Choices
from feeds.cli.choosing_options import configured, governing
from feeds.cli.sections import OneOf
from feeds.config import CHECK, OVERRIDE, SETTINGS, Config, Override, Setting, schema
from feeds.errors import UsageError
from feeds.rules.presets import DEFAULT
from feeds.settings import nearest

Row = tuple[str, object, str]


class Shown(NamedTuple):
    """What ``config show`` says: the settings, those of [check], its overrides."""

    settings: list[Row]
    checks: list[Row]
    overrides: list[dict[str, object]]


class Parts(click.Group):
    """The parts of a command; a mistyped one is answered with the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The part that ``args`` begin with. Raises UsageError."""
        if args and args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = nearest(args[0], self.commands)
            raise UsageError(f"There is no command `{ctx.command_path} {args[0]}`.{near}")
        return super().resolve_command(ctx, args)


@click.group("config", cls=Parts)
def command() -> None:
    """Show the configuration that holds here, and where each value comes from."""


@command.command(
    "show",
    epilog="""\b
Examples:
  feeds config show
  feeds config show --config other.toml
  feeds config show podcasts/weekly.xml        also which rules run on it, and why""",
)
@click.argument("named", nargs=-1, metavar="[TARGET...]")
@click.option("--config", "config_file", metavar="FILE", help="This one instead of the one that holds here.")
@click.option("--isolated", is_flag=True, help="Read none: show the defaults.")
@click.option("--output-format", type=OneOf(["text", "json"]), default="text", show_default=True)
def show(named: tuple[str, ...], config_file: str | None, isolated: bool, output_format: str) -> int:  # noqa: FBT001 - click passes flags by name
    """Every setting, its value and where that comes from; of a TARGET also the rules that run on it."""
    settings = governing(config_file, isolated=isolated)
    choices = configured(settings)
    choices.verify()
    shown = effective(settings)
    if output_format == "json":
        click.echo(json.dumps(_document(settings, shown, choices, named), ensure_ascii=False, indent=1))
        return 0
    click.echo("\n".join(_lines(settings, shown, choices, named)))
    return 0


@command.command("schema")
def print_schema() -> int:
    """The JSON Schema of the configuration, for editors."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


def effective(settings: Config) -> Shown:
    """Every setting with its value and where that comes from: the file, or the default."""
    file = _file(settings)
    checks = settings.check

    def rows(listed: tuple[Setting, ...], holder: object, prefix: str) -> list[Row]:
        return [
            (setting.key, _value(getattr(holder, setting.key.replace("-", "_"))),
             file if f"{prefix}{setting.key}" in settings.given else "default")
            for setting in listed
        ]  # fmt: skip

    own = [(key, value or DEFAULT if key == "preset" else value, where)
           for key, value, where in rows(CHECK, checks, "check.")]  # fmt: skip
    return Shown(rows(SETTINGS, settings, ""), own, [_override(each) for each in checks.overrides])


def _override(each: Override) -> dict[str, object]:
    values = ((setting.key, _value(getattr(each, setting.key.replace("-", "_")))) for setting in OVERRIDE)
    return {key: value for key, value in values if value}


def _value(value: object) -> object:
    """A setting's value as JSON and TOML have it."""
    if isinstance(value, tuple):
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return value


def _file(settings: Config) -> str:
    return os.path.relpath(settings.file) if settings.file is not None else ""


def _document(settings: Config, shown: Shown, choices: Choices, named: tuple[str, ...]) -> dict[str, object]:
    def rows(listed: list[Row]) -> dict[str, object]:
        return {key: {"value": value, "from": where} for key, value, where in listed}

    return {
        "file": _file(settings) or None,
        "settings": rows(shown.settings),
        **({"feed": list(settings.feed)} if settings.feed else {}),
        "check": {**rows(shown.checks), "override": shown.overrides},
        "targets": {name: _target(choices, name) for name in named},
    }


def _target(choices: Choices, name: str) -> dict[str, object]:
    """Which overrides hold for a target, and how many rules run on it at each level."""
    from feeds.rules import rules  # noqa: PLC0415 - only when a target is named

    levels = [level.value for rule in rules().values() if (level := choices.of(name).level(rule))]
    fitting = choices.matching(name, None)
    return {
        "overrides": [index for index, each in enumerate(choices.overrides, 1) if each in fitting],
        **{level: levels.count(level) for level in ("error", "warning", "advice")},
        "off": len(rules()) - len(levels),
    }


def _lines(settings: Config, shown: Shown, choices: Choices, named: tuple[str, ...]) -> Iterator[str]:
    file = _file(settings)
    yield f"# {file}" if file else "# No configuration here: the defaults hold. `feeds init` writes one."
    yield from _rows(shown.settings)
    for table in settings.feed:
        yield ""
        yield "[[feed]]"
        yield from (f"{key} = {_toml(value)}" for key, value in table.items())
    yield ""
    yield "[check]"
    yield from _rows(shown.checks)
    for each in shown.overrides:
        yield ""
        yield "[[check.override]]"
        yield from (f"{key} = {_toml(value)}" for key, value in each.items())
    for name in named:
        said = _target(choices, name)
        which = said["overrides"]
        assert isinstance(which, list)
        held = f"override {', '.join(map(str, which))}" if which else "no override"
        yield ""
        yield (
            f"# {name}: {held}; {said['error']} rules say errors, {said['warning']} warnings, {said['advice']} advice; "
            f"{said['off']} do not run"
        )


def _rows(rows: list[Row]) -> Iterator[str]:
    said = [(f"{key} = {_toml(value)}" if value not in (None, [], {}) else f"# {key} is not set", where)
            for key, value, where in rows]  # fmt: skip
    width = min(max(len(text) for text, _ in said), 60)
    for text, where in said:
        yield text if text.startswith("# ") else f"{text:{width}}  # {where}"


def _toml(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
