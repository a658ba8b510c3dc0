"""One setting of a configuration: what it may hold, what is said of a wrong value, and its JSON Schema.

``feeds.config`` lists the settings; reading them, the schema for editors and ``feeds init`` go by these lists.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeGuard, cast
from urllib.parse import urlsplit

from feeds.errors import UsageError
from feeds.values.near import close_matches

BASELINE_FILE = "feeds-baseline.json"  # beside the configuration; where --write-baseline writes if nothing else is said
Kind = Literal["text", "url", "base", "count", "texts", "word", "flag", "levels", "picture"]
Value: TypeAlias = str | int | list[str] | dict[str, str]


class Setting(NamedTuple):
    """One key: what it holds, what it means, and what to write as an example.

    A ``word`` is one of ``among``; ``levels`` is a table of rules to words of ``among``. ``least`` bounds a ``count``.
    """

    key: str
    kind: Kind
    says: str
    example: Value
    pattern: str | None = None
    form: str = ""  # what the pattern wants, in words
    least: int = 0
    among: tuple[str, ...] = ()
    default: Value | None = None


def values(
    table: Mapping[str, object], settings: Sequence[Setting], where: str, besides: tuple[str, ...] = ()
) -> dict[str, Value]:
    """The values by key, each of its kind; keys of ``besides`` are somebody else's.

    Raises UsageError that names ``where`` and the key, and for an unknown key the nearest right one.
    """
    known = {setting.key: setting for setting in settings}
    found: dict[str, Value] = {}
    for key, value in table.items():
        if key in besides:
            continue
        setting = known.get(key)
        if setting is None:
            raise UsageError(f"{where}: there is no key `{key}`.{nearest(key, (*known, *besides))}")
        wrong = _wrong(setting, value)
        if wrong:
            raise UsageError(f"{where}: `{key}` {wrong}{'?' if 'did you mean' in wrong else '.'}")
        if setting.kind == "base":
            found[key] = base_url(str(value), f"{where}: `{key}`")
        else:
            found[key] = cast("Value", value)
    return found


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


def nearest(word: str, known: Iterable[str], mark: str = "`") -> str:
    """A sentence that follows "there is no …": the nearest of the known words, else all of them."""
    names = tuple(known)
    near = close_matches(word.replace("_", "-").lower(), names, 1)
    return f" Did you mean {mark}{near[0]}{mark}?" if near else f" There are: {', '.join(names)}."


def schema(setting: Setting) -> dict[str, object]:
    """The JSON Schema of a setting's value."""
    said: dict[str, object] = {"description": setting.says}
    match setting.kind:
        case "texts":
            said |= {"type": "array", "items": {"type": "string", "minLength": 1}}
        case "count":
            said |= {"type": "integer", "minimum": setting.least}
        case "flag":
            said |= {"type": "boolean"}
        case "word":
            said |= {"enum": list(setting.among)}
        case "levels":
            said |= {"type": "object", "additionalProperties": {"enum": list(setting.among)}}
        case _:
            said |= {"type": "string", "minLength": 1}
            if setting.kind in {"url", "base"}:
                said["pattern"] = "^https?://"
            if setting.pattern:
                said["pattern"] = setting.pattern
    if setting.default is not None:
        said["default"] = setting.default
    return {**said, "examples": [setting.example]}


def _wrong(setting: Setting, value: object) -> str | None:
    """What is wrong with a value, to be read after its key; None when nothing is."""
    shown = repr(value)[:60]
    match setting.kind:
        case "count":
            if isinstance(value, bool) or not isinstance(value, int):
                return f"must be a whole number, not {shown}"
            return f"must be at least {setting.least}, not {shown}" if value < setting.least else None
        case "flag":
            return None if isinstance(value, bool) else f"must be true or false, not {shown}"
        case "texts":
            if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
                return (
                    f'must be a list of texts such as ["{setting.example[0]}"], not {shown}'
                    if isinstance(setting.example, list)
                    else f"must be a list of texts, not {shown}"
                )
            return None
        case "word":
            return _wrong_word(value, setting.among)
        case "levels":
            if not _is_table(value):
                return f'must be a table such as {{ RSS501 = "error" }}, not {shown}'
            for code, level in value.items():
                wrong = _wrong_word(level, setting.among)
                if wrong:
                    return f"of {code} {wrong}"
            return None
        case _:
            if not isinstance(value, str) or not value.strip():
                return f"must be a text such as {setting.example!r}, not {shown}"
            if setting.pattern and not re.match(setting.pattern, value):
                return f"must be {setting.form}, not {shown}"
            if setting.kind == "picture" and "://" not in value:
                return _wrong_path(value)
            if setting.kind in {"url", "picture"} and not re.match(r"https?://[^\s<>\"]+$", value):
                return f"must be an address such as {setting.example}, not {shown}"
            return None


def _wrong_path(value: str) -> str | None:
    if value.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", value):
        return f"must be an address, or a file in the folder of the configuration or below it, not {value[:60]!r}"
    return None


def _wrong_word(value: object, among: tuple[str, ...]) -> str | None:
    if isinstance(value, str) and value in among:
        return None
    near = nearest(value, among) if isinstance(value, str) else ""
    hint = near.rstrip("?").replace(" Did you mean", "; did you mean") if "Did you mean" in near else ""
    return f"must be one of {', '.join(among)}, not {repr(value)[:60]}{hint}"


def _is_table(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)
