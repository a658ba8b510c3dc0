"""Whether a record keeps to schemas/article.schema.json, and if not, which field is wrong and what to do about it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from feeds.articles.moments import moment
from feeds.articles.schemas import schema
from feeds.errors import ArticleError

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

# RFC 3986 §3: a scheme, then no blank, control character, or one of the signs that no part of a URI may hold.
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")


def validate(record: object, name: str = "the record") -> None:
    """Nothing, for a record that keeps to the schema.

    Raises ArticleError that names ``name``, the field and what to do.
    """
    try:
        if _compiled().is_valid(record):
            return
    except ValueError:  # text that is no Unicode, a number without bounds: jsonschema looks at any
        pass
    errors = list(_validator().iter_errors(record))
    if not errors:
        return
    from jsonschema.exceptions import relevance  # noqa: PLC0415 - heavy, and imported by _validator already

    worst = max(errors, key=relevance)
    more = f" ({len(errors) - 1} more after this one.)" if len(errors) > 1 else ""
    raise ArticleError(f"{name}: {path(worst.absolute_path)} {_says(worst)}.{more}")


def path(steps: Iterable[str | int]) -> str:
    """The place of a field as one would write it: ``item.headlines[0].value``; ``it`` for the whole."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".") or "it"


def _is_moment(value: object) -> bool:
    try:
        return not isinstance(value, str) or bool(moment(value))
    except ValueError:
        return False


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or URI.fullmatch(value) is not None


@cache
def _compiled() -> "jsonschema_rs.Draft202012Validator":
    """The same schema compiled: it says yes thirty times as fast as jsonschema, which explains every no."""
    import jsonschema_rs  # noqa: PLC0415 - only those who validate records pay

    formats = {"date-time": _is_moment, "uri": _is_uri}
    return jsonschema_rs.Draft202012Validator(schema("article"), formats=formats, validate_formats=True)


@cache
def _validator() -> "Draft202012Validator":
    # jsonschema takes as long to import as a small feed to check; only those whose record is wrong pay.
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415 - see above

    formats = FormatChecker(formats=())
    formats.checks("date-time")(_is_moment)
    formats.checks("uri")(_is_uri)
    whole: dict[str, Any] = schema("article")
    return Draft202012Validator(_spelt_out(whole, whole), format_checker=formats)


def _spelt_out(part: Any, whole: dict[str, Any]) -> Any:  # noqa: ANN401 - a schema is any JSON
    """A part of our schema with its definitions in place of references, which cost a fifth of the time.

    Beside a reference stands nothing but a description, and no definition refers to itself.
    """
    if isinstance(part, list):
        return [_spelt_out(one, whole) for one in part]
    if not isinstance(part, dict):
        return part
    own = {key: _spelt_out(value, whole) for key, value in part.items() if key not in ("$ref", "$defs")}
    if "$ref" not in part:
        return own
    return {**_spelt_out(whole["$defs"][part["$ref"].removeprefix("#/$defs/")], whole), **own}


def _says(error: "ValidationError") -> str:
    """The defect and its remedy, to be read after the field's path."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    shown = repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:57]}..."
    match error.validator:
        case "required":
            missing = [key for key in wanted if isinstance(value, dict) and key not in value]
            return f"lacks {', '.join(missing)}; add it"
        case "additionalProperties":
            known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            unknown = [key for key in value if key not in known]
            return f"has {', '.join(map(repr, unknown))}, which an article record has no place for; take it out"
        case "type":
            return f"is {shown}, but must be of type {wanted}; write it so"
        case "enum" | "const":
            values = wanted if error.validator == "enum" else [wanted]
            return f"is {shown}, but must be {' or '.join(map(repr, values))}; write one of these"
        case "minLength" | "minItems":
            return "is empty or too short; fill it, or take it out where it is optional"
        case "format" if wanted == "date-time":
            return f"is {shown}, not a date of RFC 3339; write it like 2026-11-22T10:00:00Z"
        case "format":
            return f"is {shown}, not an absolute URI; write it with its scheme, like tag:example.org,2026:name"
        case _:
            return f"is wrong: {error.message[:200]}; mend it"
