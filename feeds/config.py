"""The configuration: ``[tool.feeds]`` in pyproject.toml, or feeds.toml.

One table says everything about every key; reading, the JSON Schema for editors (schemas/config.schema.json) and the
file that ``feeds init`` writes are made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from feeds import settings
from feeds.errors import UsageError
from feeds.rules.presets import PRESETS
from feeds.settings import Setting, Value, base_url

if TYPE_CHECKING:
    from feeds.emit.spec import Spec

__all__ = ["CHECK", "FILE", "OVERRIDE", "SETTINGS", "Checks", "Config", "Override", "Setting", "base_url", "find",
           "load", "read", "schema"]  # fmt: skip

FILE = "feeds.toml"
SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
_TAG_AUTHORITY = r"^[A-Za-z0-9._-]+(@[A-Za-z0-9.-]+)?,\d{4}(-\d{2}(-\d{2})?)?$"
_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_URI = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+$"


SETTINGS = (
    Setting(
        "base-url",
        "base",
        "The public address of the folder that the feeds are in. All permalinks are built on it.",
        "https://www.example.org/news/",
    ),
    Setting("title", "text", "The name of the feed, as subscribers see it.", "Example News"),
    Setting("description", "text", "What the feed is about, in one sentence.", "What happened, in full."),
    Setting(
        "language",
        "text",
        "The language of the feed (BCP 47). Default: the one most of its articles have.",
        "en",
        _LANGUAGE,
        "a language tag such as en or pt-BR",
    ),
    Setting("author", "text", "Who stands as author where an article names none. Default: the title.", "Example News"),
    Setting(
        "authority",
        "text",
        "Who mints the articles' ids (RFC 4151): a domain you own, a comma, and a date on which you owned it. "
        "Never change it. Default: the host of base-url and the day of the first publication.",
        "example.org,2026",
        _TAG_AUTHORITY,
        "a domain, a comma and a date, such as example.org,2026",
    ),
    Setting(
        "id",
        "text",
        "The id of the Atom feed, if it already has one that subscribers know. Default: tag:AUTHORITY:/",
        "tag:example.org,2026:/",
        _URI,
        "a URI such as tag:example.org,2026:/",
    ),
    Setting("hub", "url", "A WebSub hub that tells subscribers at once.", "https://pubsubhubbub.appspot.com/"),
    Setting(
        "icon",
        "picture",
        "A square picture for the feed (PNG, JPEG or GIF): its address, or a file. Default: one that a build adds.",
        "https://www.example.org/icon.png",
    ),
    Setting(
        "limit", "count", "How many articles the feeds hold, newest first. Pages stay for all.", 50, least=1, default=50
    ),
    Setting(
        "archive",
        "count",
        "Older articles stay in an archive (RFC 5005), so many on a page; at most `limit`. Default: none does.",
        25,
        least=1,
    ),
    Setting("sitemap", "flag", "Whether there is a sitemap.xml for search engines. Default: false.", example=True),
    Setting(
        "news-sitemap",
        "flag",
        "Whether there is a news-sitemap.xml, of the articles of the last two days. Default: false.",
        example=True,
    ),
    Setting(
        "minor",
        "count",
        "A change of less than about so many percent of a text is no update: readers are not told. Default: every one.",
        3,
        least=1,
    ),
    Setting("sources", "texts", "Files and folders with the raw documents, from this file's folder.", ["articles"]),
    Setting(
        "exclude",
        "texts",
        "Files and folders among the sources that are no documents: patterns of paths, from this file's folder or from "
        "the source. * is anything but a slash, ** anything; without a slash a name, wherever it is (docs/sources.md).",
        ["drafts", "notes/*.txt"],
    ),
    Setting("output", "text", "The folder to build into, from this file's folder.", "dist"),
    Setting(
        "publish",
        "text",
        "Where `feeds publish` puts the site: a folder, ssh://, sftp://, s3:// or davs://. Never a password.",
        "ssh://www@www.example.org/srv/www/news",
    ),
    Setting("size-limit", "count", "The largest document to read, in bytes.", 10_000_000, least=1, default=10_000_000),
)


_CHOOSING = (
    Setting("preset", "word", "The rules to start from, and their levels (docs/presets.md).", "podcast",
            among=tuple(PRESETS)),
    Setting("select", "texts", "Only these rules: codes, prefixes of codes or names.", ["RSS", "XML"]),
    Setting("extend-select", "texts", "These rules too, beside those of the preset or of `select`.", ["TXT5"]),
    Setting("ignore", "texts", "Not these rules. Of two words for one rule the longer wins.", ["RSS501"]),
    Setting("levels", "levels", "Other levels for rules that run, by code, prefix or name.", {"RSS501": "error"},
            among=("error", "warning", "advice", "off")),
)  # fmt: skip

CHECK = (
    Setting("targets", "texts", "What `feeds check` checks when nothing is named, from this file's folder.", ["dist"]),
    *_CHOOSING,
    Setting("fail-on", "word", "The level of finding from which the exit code is 1. Default: error.", "warning",
            among=("error", "warning", "advice")),
    Setting("max-warnings", "count", "With more warnings than this the exit code is 1. Default: any number may be.", 0),
    Setting("baseline", "text", "The file of known findings, from this file's folder: only others are told. "
            f"Default: {settings.BASELINE_FILE}, if there.", "known.json"),
    Setting("inline", "flag", "Whether a feed may silence rules for itself. Default: true.", example=False),
    Setting("reuse", "flag", "Whether files that have not changed are told of without a check. Default: false.",
            example=True),
)  # fmt: skip

OVERRIDE = (
    Setting("targets", "texts", "For which targets: patterns of paths from this file's folder, or of URLs. "
            "* is anything but a slash, ** anything.", ["podcasts/**", "https://example.org/old/*"]),
    *_CHOOSING,
)  # fmt: skip


class _Choosing(TypedDict):
    preset: str | None
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]


class Override(NamedTuple):
    """What ``[[check.override]]`` says for some targets; ``where`` names it in errors."""

    where: str
    targets: tuple[str, ...] = ()
    preset: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()


class Checks(NamedTuple):
    """What ``[check]`` says; ``levels`` pairs a word for rules with a level, ``where`` names the table in errors."""

    where: str = ""
    targets: tuple[str, ...] = ()
    preset: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    fail_on: str = "error"
    max_warnings: int | None = None
    baseline: str | None = None
    inline: bool = True
    reuse: bool = False
    overrides: tuple[Override, ...] = ()


class Config(NamedTuple):
    """The settings as they stand, None where nothing was said.

    ``folder`` is what relative paths start from, ``file`` where the settings stand; ``size_limit`` is in bytes;
    ``feeds`` are the declared feeds, ``feed`` the tables that declare them.
    """

    folder: Path
    file: Path | None = None
    base_url: str | None = None
    title: str | None = None
    description: str | None = None
    language: str | None = None
    author: str | None = None
    authority: str | None = None
    id: str | None = None
    hub: str | None = None
    icon: str | None = None
    limit: int = 50
    archive: int | None = None
    sitemap: bool = False
    news_sitemap: bool = False
    minor: int | None = None
    sources: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    output: str = "dist"
    publish: str | None = None
    size_limit: int = 10_000_000
    check: Checks = Checks()
    feed: tuple[Mapping[str, object], ...] = ()
    feeds: tuple[Spec, ...] = ()
    given: frozenset[str] = frozenset()  # the keys that the file says, those of [check] as check.KEY


def find(start: Path) -> Config:
    """The configuration that governs a folder: of the folder itself, else of the nearest one above it.

    feeds.toml goes before pyproject.toml, and a pyproject.toml without ``[tool.feeds]`` is passed by. Without any,
    the defaults.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return load(folder / FILE)
        project = folder / "pyproject.toml"
        if project.is_file() and b"feeds" in _bytes(project) and _tool_table(_toml(project)) is not None:
            return load(project)
    return Config(folder=start)


def load(file: Path) -> Config:
    """The configuration in a file; in a file named pyproject.toml, its ``[tool.feeds]``.

    Raises UsageError that names the file and the key.
    """
    document = _toml(file)
    if file.name == "pyproject.toml":
        table = _tool_table(document)
        if table is None:
            raise UsageError(f"{file} has no [tool.feeds]. Add the table, or name another file with --config.")
        where = f"{file}, [tool.feeds]"
    else:
        table, where = document, str(file)
    return read(table, where, file)


def read(table: Mapping[str, object], where: str, file: Path) -> Config:
    """The configuration that a parsed table says. Raises UsageError that names ``where`` and the key."""
    values = settings.values(table, SETTINGS, where, ("check", "feed"))
    otherwise = Config(folder=file.absolute().parent)

    def text(key: str) -> str | None:
        value = values.get(key)
        return value if isinstance(value, str) else None

    def count(key: str, default: int) -> int:
        value = values.get(key)
        return value if isinstance(value, int) else default

    sources = values.get("sources")
    checks, said = _checks(table.get("check"), where)
    minor = values.get("minor")
    limit, archive = count("limit", otherwise.limit), values.get("archive")
    if isinstance(archive, int) and archive > limit:
        raise UsageError(f"{where}: `archive` is {archive}, more than the {limit} articles that the feed holds.")
    feeds = _feeds(table.get("feed"), where, limit)
    return Config(
        folder=otherwise.folder,
        file=file,
        base_url=text("base-url"),
        title=text("title"),
        description=text("description"),
        language=text("language"),
        author=text("author"),
        authority=text("authority"),
        id=text("id"),
        hub=text("hub"),
        icon=text("icon"),
        limit=limit,
        archive=archive if isinstance(archive, int) else None,
        sitemap=values.get("sitemap") is True,
        news_sitemap=values.get("news-sitemap") is True,
        minor=minor if isinstance(minor, int) else None,
        sources=tuple(sources) if isinstance(sources, list) else (),
        exclude=_texts(values, "exclude"),
        output=text("output") or otherwise.output,
        publish=text("publish"),
        size_limit=count("size-limit", otherwise.size_limit),
        check=checks,
        feed=tuple(cast("list[Mapping[str, object]]", table["feed"])) if feeds else (),
        feeds=feeds,
        given=frozenset({*values, *said, *(("feed",) if feeds else ())}),
    )


def _feeds(tables: object, where: str, limit: int) -> tuple[Spec, ...]:
    """The feeds that the tables ``feed`` declare."""
    if tables is None:
        return ()
    from feeds.declared import specs  # noqa: PLC0415 - most configurations declare none, and a check needs none

    return specs(tables, where, limit)


def _checks(table: object, where: str) -> tuple[Checks, set[str]]:
    """What the table ``check`` says, and the keys it says it with."""
    if table is None:
        return Checks(), set()
    here = _below(where, "check", "[]")
    if not isinstance(table, dict):
        raise UsageError(f"{where}: `check` must be a table, not {repr(table)[:60]}.")
    given = settings.values(table, CHECK, here, ("override",))
    overrides = table.get("override", [])
    if not isinstance(overrides, list) or not all(isinstance(each, dict) for each in overrides):
        raise UsageError(f"{here}: `override` must be tables, each begun with {_below('', 'check.override', '[[]]')}.")
    found = Checks(where=here, **_choosing(given))
    fail_on, most, baseline = given.get("fail-on"), given.get("max-warnings"), given.get("baseline")
    found = found._replace(
        targets=_texts(given, "targets"),
        fail_on=fail_on if isinstance(fail_on, str) else Checks().fail_on,
        max_warnings=most if isinstance(most, int) else None,
        baseline=baseline if isinstance(baseline, str) else None,
        inline=given.get("inline", True) is True,
        reuse=given.get("reuse", False) is True,
        overrides=tuple(_override(each, f"{_below(where, 'check.override', '[[]]')} {number}")
                        for number, each in enumerate(overrides, 1)),
    )  # fmt: skip
    keys = {f"check.{key}" for key in given} | ({"check.override"} if overrides else set())
    return found, keys


def _override(table: Mapping[str, object], where: str) -> Override:
    given = settings.values(table, OVERRIDE, where)
    if not given.get("targets"):
        raise UsageError(f'{where}: `targets` is missing; it says for which targets, such as ["podcasts/**"].')
    return Override(where, targets=_texts(given, "targets"), **_choosing(given))


def _choosing(given: Mapping[str, Value]) -> _Choosing:
    preset, levels = given.get("preset"), given.get("levels")
    return {
        "preset": preset if isinstance(preset, str) else None,
        "select": _texts(given, "select"),
        "extend_select": _texts(given, "extend-select"),
        "ignore": _texts(given, "ignore"),
        "levels": tuple(levels.items()) if isinstance(levels, dict) else (),
    }


def _texts(given: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = given.get(key)
    return tuple(value) if isinstance(value, list) else ()


def _below(where: str, name: str, marks: str) -> str:
    """How an error names a table inside the one at ``where``: in pyproject.toml it is in [tool.feeds]."""
    half = len(marks) // 2
    file, _, tool = where.partition(", ")
    inner = f"{marks[:half]}{'tool.feeds.' if tool else ''}{name}{marks[half:]}"
    return f"{file}, {inner}" if file else inner


def schema() -> dict[str, object]:
    """The JSON Schema of the configuration, for editors."""
    from feeds.declared import FEED, PODCAST  # noqa: PLC0415 - as above

    return {
        "$schema": SCHEMA_URI,
        "$id": "urn:feeds:schema:config",
        "title": "Configuration of feeds: feeds.toml, or [tool.feeds] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **_properties(SETTINGS),
            "feed": {
                "description": "Feeds beside the main one (docs/feeds.md).",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {
                        **_properties(FEED),
                        "podcast": {
                            "description": "What makes the feed a podcast.",
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["categories", "image"],
                            "properties": _properties(PODCAST),
                        },
                    },
                },
            },
            "check": {
                "description": "What `feeds check` does.",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    **_properties(CHECK),
                    "override": {
                        "description": "Other rules for some targets; where several fit, the later one has its way.",
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["targets"],
                            "properties": _properties(OVERRIDE),
                        },
                    },
                },
            },
        },
    }


def _properties(listed: tuple[Setting, ...]) -> dict[str, object]:
    return {setting.key: settings.schema(setting) for setting in listed}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise UsageError(f"{file} cannot be read: {wrong.strerror}.") from wrong


def _toml(file: Path) -> Mapping[str, object]:
    import tomllib  # noqa: PLC0415 - most folders have no configuration, and a check of one feed does not pay for it

    try:
        return tomllib.loads(_bytes(file).decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise UsageError(f"{file} is not UTF-8, as TOML must be (byte {wrong.start + 1}).") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise UsageError(f"{file} is not TOML: {wrong}.") from wrong


def _tool_table(document: Mapping[str, object]) -> Mapping[str, object] | None:
    tool = document.get("tool")
    table = tool.get("feeds") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None
