"""The configuration: ``[tool.feeds]`` in pyproject.toml, or feeds.toml.

One table says everything about every key; reading, the JSON Schema for editors (schemas/config.schema.json) and the
file that ``feeds init`` writes are made from it.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast
from urllib.parse import urlsplit

from feeds.errors import UsageError

Kind = Literal["text", "url", "count", "texts"]
Value: TypeAlias = str | int | list[str]

FILE = "feeds.toml"
SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
_TAG_AUTHORITY = r"^[A-Za-z0-9._-]+(@[A-Za-z0-9.-]+)?,\d{4}(-\d{2}(-\d{2})?)?$"
_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_URI = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+$"


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: what it holds, what it means, and what to write as an example."""

    key: str
    kind: Kind
    says: str
    example: Value
    pattern: str | None = None
    form: str = ""  # what the pattern wants, in words
    least: int = 0


SETTINGS = (
    Setting(
        "base-url",
        "url",
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
        "url",
        "A square picture for the feed (PNG, JPEG or GIF). Default: one that a build adds.",
        "https://www.example.org/icon.png",
    ),
    Setting("limit", "count", "How many articles the feeds hold, newest first. Pages stay for all.", 50, least=1),
    Setting("sources", "texts", "Files and folders with the raw documents, from this file's folder.", ["articles"]),
    Setting("output", "text", "The folder to build into, from this file's folder.", "dist"),
    Setting("size-limit", "count", "The largest document to read, in bytes.", 10_000_000, least=1),
)


@dataclass(frozen=True)  # without slots, so that Config.limit is the default
class Config:
    """The settings as they stand, None where nothing was said.

    ``folder`` is what relative paths start from, ``file`` where the settings stand; ``size_limit`` is in bytes.
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
    sources: tuple[str, ...] = ()
    output: str = "dist"
    size_limit: int = 10_000_000


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
        if project.is_file() and _tool_table(_toml(project)) is not None:
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
    values = _values(table, where)

    def text(key: str) -> str | None:
        value = values.get(key)
        return value if isinstance(value, str) else None

    def count(key: str, default: int) -> int:
        value = values.get(key)
        return value if isinstance(value, int) else default

    sources = values.get("sources")
    return Config(
        folder=file.absolute().parent,
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
        limit=count("limit", Config.limit),
        sources=tuple(sources) if isinstance(sources, list) else (),
        output=text("output") or Config.output,
        size_limit=count("size-limit", Config.size_limit),
    )


def base_url(text: str, where: str) -> str:
    """A base URL with its final slash. Raises UsageError when it is none."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        good = good and (parts.port is None or parts.port > 0) and not re.search(r"[\s<>\"\\]", text)
    except ValueError:
        good = False
    if not good or not text.isascii():
        raise UsageError(
            f"{where}: {text!r} is not the address of a folder on the web; it looks like https://www.example.org/news/"
        )
    return text if text.endswith("/") else f"{text}/"


def schema() -> dict[str, object]:
    """The JSON Schema of the configuration, for editors."""
    return {
        "$schema": SCHEMA_URI,
        "$id": "urn:feeds:schema:config",
        "title": "Configuration of feeds: feeds.toml, or [tool.feeds] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: _schema(setting) for setting in SETTINGS},
    }


def _schema(setting: Setting) -> dict[str, object]:
    said: dict[str, object] = {"description": setting.says}
    if setting.kind == "texts":
        said |= {"type": "array", "items": {"type": "string", "minLength": 1}}
    elif setting.kind == "count":
        said |= {"type": "integer", "minimum": setting.least, "default": setting.example}
    else:
        said |= {"type": "string", "minLength": 1}
        if setting.kind == "url":
            said["pattern"] = "^https?://"
        if setting.pattern:
            said["pattern"] = setting.pattern
    return {**said, "examples": [setting.example]}


def _values(table: Mapping[str, object], where: str) -> dict[str, Value]:
    """The values by key, each of its kind."""
    known = {setting.key: setting for setting in SETTINGS}
    values: dict[str, Value] = {}
    for key, value in table.items():
        setting = known.get(key)
        if setting is None:
            raise UsageError(f"{where}: there is no key `{key}`.{_nearest(key, tuple(known))}")
        wrong = _wrong(setting, value)
        if wrong:
            raise UsageError(f"{where}: `{key}` {wrong}.")
        if setting.key == "base-url":
            values[key] = base_url(str(value), f"{where}: `base-url`")
        else:
            values[key] = cast("Value", value)
    return values


def _nearest(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key.replace("_", "-").lower(), known, 1)
    return f" Did you mean `{near[0]}`?" if near else f" There are: {', '.join(known)}."


def _wrong(setting: Setting, value: object) -> str | None:
    """What is wrong with a value, to be read after its key; None when nothing is."""
    shown = repr(value)[:60]
    match setting.kind:
        case "count":
            if isinstance(value, bool) or not isinstance(value, int):
                return f"must be a whole number, not {shown}"
            return f"must be at least {setting.least}, not {shown}" if value < setting.least else None
        case "texts":
            if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
                return (
                    f'must be a list of texts such as ["{setting.example[0]}"], not {shown}'
                    if isinstance(setting.example, list)
                    else f"must be a list of texts, not {shown}"
                )
            return None
        case _:
            if not isinstance(value, str) or not value.strip():
                return f"must be a text such as {setting.example!r}, not {shown}"
            if setting.pattern and not re.match(setting.pattern, value):
                return f"must be {setting.form}, not {shown}"
            if setting.kind == "url" and not re.match(r"https?://[^\s<>\"]+$", value):
                return f"must be an address such as {setting.example}, not {shown}"
            return None


def _toml(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as wrong:
        raise UsageError(f"{file} cannot be read: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise UsageError(f"{file} is not UTF-8, as TOML must be (byte {wrong.start + 1}).") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise UsageError(f"{file} is not TOML: {wrong}.") from wrong


def _tool_table(document: Mapping[str, object]) -> Mapping[str, object] | None:
    tool = document.get("tool")
    table = tool.get("feeds") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None
