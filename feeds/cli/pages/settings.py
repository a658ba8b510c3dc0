"""The reference of the configuration, docs/configuration.md: made from the settings themselves."""

import json
from collections.abc import Iterable, Iterator

from feeds.cli.pages.marks import code, prose, table
from feeds.config import CHECK, OVERRIDE, SETTINGS
from feeds.declared import FEED, PODCAST
from feeds.settings import Setting, Value

_KINDS = {
    "text": "text",
    "url": "URL",
    "picture": "URL or file",
    "base": "URL of a folder",
    "count": "whole number",
    "texts": "list of texts",
    "flag": "true or false",
}
_HEAD = """\
# Configuration

What is said here stands in `feeds.toml`, or in `pyproject.toml` under `[tool.feeds]`. The nearest file counts, in the
folder itself or above it. Nothing has to be configured: what is not said has a default, or an option of the same name.
A key that does not exist is refused, with the nearest that does. `feeds init` writes a commented file to start from,
`feeds config show` says what holds and where it comes from. This page is made from the settings (`make docs`).

Editors complete and check the keys with [config.schema.json](../schemas/config.schema.json)
(`feeds config schema` prints it); with Taplo and Even Better TOML, let the first line of feeds.toml be
`#:schema ./config.schema.json`."""

_OVERRIDE = """\
`[[check.override]]`; in pyproject.toml, `[[tool.feeds.check.override]]`. Where several fit a target, the later one has
its way."""

_FEED = """\
`[[feed]]`; in pyproject.toml, `[[tool.feeds.feed]]`: one such table a feed. More in [feeds.md](feeds.md)."""


def settings_page() -> str:
    """The text of docs/configuration.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for title, lead, settings in (
        ("What is published", "At the top of feeds.toml; in pyproject.toml, `[tool.feeds]`.", SETTINGS),
        ("Feeds beside the main one", _FEED, FEED),
        ("Podcasts", "`[feed.podcast]`; in pyproject.toml, `[tool.feeds.feed.podcast]`, below its feed.", PODCAST),
        ("Checking", "`[check]`; in pyproject.toml, `[tool.feeds.check]`. More in [presets.md](presets.md).", CHECK),
        ("Checking some targets", _OVERRIDE, OVERRIDE),
    ):
        yield ""
        yield f"## {title}"
        yield ""
        yield lead
        yield ""
        yield from table(("key", "value", "what it says", "for example"), _rows(settings))


def _rows(settings: Iterable[Setting]) -> Iterator[tuple[str, str, str, str]]:
    for setting in settings:
        says = prose(setting.says)
        if setting.default is not None and "Default" not in setting.says:
            says += f" Default: {setting.default}."
        yield code(setting.key), _kind(setting), says, code(_toml(setting.example))


def _kind(setting: Setting) -> str:
    if setting.kind == "word":
        return " or ".join(code(word) for word in setting.among)
    if setting.kind == "levels":
        return f"table of rules to {', '.join(code(word) for word in setting.among)}"
    return _KINDS[setting.kind]


def _toml(value: Value) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {json.dumps(word)}" for key, word in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
