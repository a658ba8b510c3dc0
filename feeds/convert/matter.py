"""Front matter – the table between ``---`` (YAML) or ``+++`` (TOML) lines above a text, or in ``{}`` – and sidecars.

The table is read by PyYAML's C loader or tomllib directly, not by python-frontmatter, which neither reads TOML with
the standard library nor says in which line a table is wrong. YAML values are taken as the words they are (no date,
number or truth is guessed: https://yaml.org/spec/1.2.2/#failsafe-schema), so that ``title: 1984`` is a title.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple, cast

from feeds.convert.keys import Stated, WrongKey, stated
from feeds.errors import DocumentError

# Eleventy says the language behind the fence: https://www.11ty.dev/docs/data-frontmatter/
FENCE = re.compile(r"(---|\+\+\+)(yaml|json|toml|js|javascript)?[ \t]*")
MOST = 100_000  # characters of front matter
_KEY = re.compile(r"([A-Za-z_][\w-]{0,60}):(?:\s|$)")
_NESTING = re.compile(r"[\[\]{}]")
_LINE_OF = re.compile(r"\(at line (\d+)")


# Hugo's third form: https://gohugo.io/content-management/front-matter/#format
_OBJECT = re.compile(r"\ufeff?\{\s{0,1000}(?:\"[^\"\n]{1,200}\"\s{0,100}:|\}\s)")


class Matter(NamedTuple):
    """What a document's front matter says, the text under it, and the line in which that text begins."""

    says: Stated
    text: str
    line: int = 1


def has_matter(text: str) -> bool:
    """Whether a text begins with front matter: a fence, and a line with a key under it."""
    if text[:2].lstrip("\ufeff").startswith("{"):
        return _json_end(text) > 0
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    fence = FENCE.fullmatch(first.rstrip("\r"))
    if fence is None or not rest:
        return False
    line = rest[:300].partition("\n")[0].strip()
    sign = "=" if fence[1] == "+++" or fence[2] == "toml" else ":"
    return sign in line or line.startswith(("#", "{", fence[1], "["))


def split(name: str, text: str) -> Matter:
    """The front matter and the text under it.

    Raises DocumentError that names the line, for a fence that is not closed, a table that cannot be read, and a
    wrong key.
    """
    if not has_matter(text):
        return Matter(Stated(), text)
    if text[:2].lstrip("\ufeff").startswith("{"):
        return _json(name, text.lstrip("\ufeff"))
    lines = text.lstrip("\ufeff").split("\n")
    first = FENCE.fullmatch(lines[0].rstrip("\r"))
    assert first is not None
    fence = first[1]
    if first[2] in ("js", "javascript"):
        raise DocumentError(name, "its front matter is a program. Write it as YAML, between lines ---.", 1)
    is_toml = fence == "+++" or first[2] == "toml"
    closing = (fence, "...") if fence == "---" else (fence,)
    size = 0
    for number, line in enumerate(lines[1:], 1):
        size += len(line)
        if size > MOST:
            break
        if line.rstrip() in closing:
            head = "\n".join(lines[1:number])
            table = _toml(name, head, 2) if is_toml else _yaml(name, head, 2)
            return Matter(_said(name, table, head, 2), "\n".join(lines[number + 1 :]), number + 2)
    raise DocumentError(name, f"its front matter is not closed. Put a line {fence} under it.", 1)


def _said(name: str, table: Mapping[str, object], head: str, first: int) -> Stated:
    try:
        return stated(table, strict=False)
    except WrongKey as wrong:
        raise DocumentError(name, f"in its front matter {wrong.says}", key_line(head, wrong.key, first)) from wrong


def _json_end(text: str) -> int:
    """Where the text begins under an object of JSON; 0 where there is none, or only more JSON.

    An object that cannot be read ends at its first line that is only a closing brace.
    """
    if _OBJECT.match(text) is None:
        return 0
    head = text[: MOST + 1]
    start = head.index("{")
    try:
        end = json.JSONDecoder().raw_decode(head, start)[1]
    except (ValueError, RecursionError):
        closing = re.search(r"^\}[ \t\r]*$", head, re.MULTILINE) if "\n" in head else None
        one_line = head[start:].partition("\n")[0].rstrip()
        end = closing.end() if closing else start + len(one_line) if one_line.endswith("}") else 0
    rest = text[end:]
    under = rest.lstrip()
    is_apart = bool(re.match(r"[ \t\r]*\n", rest))
    more = under.startswith(("{{", "{%")) or not under.startswith(("{", "[{", "[]"))
    return end if end and is_apart and under and more else 0


def _json(name: str, text: str) -> Matter:
    end = _json_end(text)
    head = text[:end]
    try:
        table: object = json.loads(head, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as wrong:
        line = wrong.lineno if isinstance(wrong, json.JSONDecodeError) else 1
        raise DocumentError(name, f"its front matter is not JSON: {wrong}.", line) from wrong
    under = text[end:].partition("\n")[2]
    says = _said(name, cast("dict[str, object]", table), head, 1)
    return Matter(says, under, head.count("\n") + 2)


def sidecar(name: str, data: bytes) -> Stated:
    """What a sidecar file says; every key must be known. Raises DocumentError that names the file, key and line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise DocumentError(name, f"it is not UTF-8, as TOML must be (byte {wrong.start + 1}).") from wrong
    if len(text) > MOST:
        raise DocumentError(name, f"it is longer than {MOST:,} characters. Is it the sidecar of a document?")
    table = _toml(name, text, 1)
    try:
        return stated(table, strict=True)
    except WrongKey as wrong:
        raise DocumentError(name, wrong.says, key_line(text, wrong.key)) from wrong


def key_line(text: str, key: str, first: int = 1) -> int | None:
    """The line in which a key is set, counted from ``first``; None where it is not found."""
    for number, line in enumerate(text.split("\n"), first):
        plain = line.strip().lstrip("[\"'")
        if plain.startswith(key) and plain[len(key) :].lstrip("]\"' \t")[:1] in ("=", ":", ""):
            return number
    return None


def _toml(name: str, text: str, first: int) -> Mapping[str, object]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as wrong:
        at = _LINE_OF.search(str(wrong))
        line = int(at[1]) + first - 1 if at else None
        raise DocumentError(name, f"it is not TOML: {wrong}.", line) from wrong
    except RecursionError as wrong:
        raise DocumentError(name, "its TOML is nested too deeply.") from wrong


def _is_too_deep(text: str) -> bool:
    """Whether YAML is nested deeper than 50: its C parser calls itself for each level, and would end the program."""
    depth = 0
    for sign in _NESTING.findall(text):
        depth = max(0, depth + (1 if sign in "[{" else -1))
        if depth > 50:
            return True
    return any(len(line) - len(line.lstrip("-?: \t")) > 100 for line in text.split("\n"))


def _yaml(name: str, text: str, first: int) -> Mapping[str, object]:
    # Only those who have front matter pay for the library.
    import yaml  # noqa: PLC0415 - see above

    if _is_too_deep(text):
        raise DocumentError(name, "its front matter is nested too deeply.", first)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        read: object = yaml.load(text, Loader=loader)  # noqa: S506 - the base loaders make texts, lists and tables only
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark
        says = f"its front matter is not YAML: {wrong.problem or wrong}.{_hint(str(wrong.problem))}"
        raise DocumentError(name, says, mark.line + first if mark else first) from wrong
    except (yaml.YAMLError, RecursionError, ValueError) as wrong:
        raise DocumentError(name, f"its front matter is not YAML: {str(wrong)[:200]}.", first) from wrong
    if read in (None, "", []):
        return {}
    _each_once(name, text, first)
    if not isinstance(read, dict) or not all(isinstance(key, str) for key in read):
        raise DocumentError(name, "its front matter is no table of keys. Write it like `title: A Headline`.", first)
    return cast("dict[str, object]", _without_nulls(read))


def _each_once(name: str, text: str, first: int) -> None:
    """Nothing, where no key of the table stands twice: YAML's readers take the last, and nobody hears of the other."""
    if "|" in text or ">" in text:  # a text of several lines may have such a line
        return
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), first):
        key = _KEY.match(line)
        if key is not None and key[1] in seen:
            raise DocumentError(name, f"in its front matter `{key[1]}` stands twice. Leave one out.", number)
        if key is not None:
            seen.add(key[1])


def _hint(problem: str) -> str:
    """What to do about the two slips that most people make."""
    if "mapping values are not allowed" in problem:
        return ' Put a text that has a colon in it in quotes: title: "One: two".'
    if "cannot start any token" in problem:
        return " Indent with blanks, not with tabs, and put a text that begins with a sign such as @ in quotes."
    return ""


def _without_nulls(value: object) -> object:
    """The same, where the words that YAML has for nothing are None (https://yaml.org/spec/1.2.2/#10211-null)."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return None if value in ("null", "~", "Null", "NULL") else value
