"""What stands in a style attribute that endangers readers, or that is no CSS.

Sources: CSS Style Attributes (https://www.w3.org/TR/css-style-attr/), CSS Syntax for escapes and comments
(https://www.w3.org/TR/css-syntax-3/#escaping); for what once ran code, RFC 4287 section 8.1
(https://www.rfc-editor.org/rfc/rfc4287#section-8.1). Ordinary styles, flex and grid among them, are no risk.
"""

import re
from functools import lru_cache
from typing import Final

from feeds.values.problem import Problem
from feeds.values.tables.css import PROPERTIES

_DANGEROUS: Final = re.compile(
    r"expression[ \t\n]*+\(|behaviou?r[ \t\n]*+:|-moz-binding|@import|(?:java|vb)script:"
    r"|position[ \t\n]*+:[ \t\n]*+(fixed|absolute|sticky)",
    re.IGNORECASE,
)
_SUSPECT: Final = re.compile(r"[\\/@(]|behavio|binding|script|position", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6})[ \t\n\r\f]?|\\(.)", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)")
_PROPERTY: Final = re.compile(r"(?:\A|(?<=;))[ \t\r\n\f]*+([A-Za-z][A-Za-z0-9_-]*+)[ \t\r\n\f]*+:")
_LONG: Final = 400  # longer styles are hardly used twice


def style_problem(style: str) -> Problem | None:
    """The worst that is wrong with the text of a style attribute, None when nothing is.

    Kinds: ``dangerous-style`` (expression(), behavior, -moz-binding, @import, script URLs, position: fixed),
    ``overlay-style`` (position: absolute or sticky, which only lays one thing over another), ``unknown-property``.
    """
    return (_known if len(style) <= _LONG else _judged)(style)


def _judged(style: str) -> Problem | None:
    if _SUSPECT.search(style) is not None:
        problem = _danger(style)
        if problem is not None:
            return problem
    for match in _PROPERTY.finditer(style):
        name = match[1].lower()
        if name not in PROPERTIES:
            owner = "only Word knows" if name.startswith(("mso-", "tab-stops", "panose")) else "CSS does not have"
            return Problem("unknown-property", f"the property '{match[1][:40]}', which {owner}", *match.span(1))
    if ":" not in style and style.strip(" \t\r\n\f;"):
        return Problem("unknown-property", f"'{style.strip()[:40]}', where a property and its value were expected")
    return None


_known = lru_cache(maxsize=2048)(_judged)


def _danger(style: str) -> Problem | None:
    plain = _COMMENT.sub("", style) if "/*" in style else style
    if "\\" in plain:
        plain = _ESCAPE.sub(_unescaped, plain)
    match = _DANGEROUS.search(plain)
    if match is None:
        return None
    overlay = match
    while match is not None and match[1] is not None and match[1].lower() != "fixed":
        match = _DANGEROUS.search(plain, match.end())
    worst = match or overlay
    within = style.find(worst[0])
    at, end = (within, within + len(worst[0])) if within >= 0 else (0, len(style))
    if match is None:
        return Problem("overlay-style", f"'{worst[0][:40]}', which lays it over other things", at, end)
    return Problem("dangerous-style", f"'{worst[0][:40]}'", at, end)


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
