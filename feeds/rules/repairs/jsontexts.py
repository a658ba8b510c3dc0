"""JSON Feed: what stops a parser, and members that are missing, misspelt or of another type.

Source: RFC 8259, https://www.rfc-editor.org/rfc/rfc8259.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

from feeds.rules.repairs import edits
from feeds.rules.repairs.addresses import escaped
from feeds.rules.repairs.edits import Case, Fix
from feeds.source.rewrite import Edit
from feeds.values import uris
from feeds.values.problem import Problem

_VERSION: Final = "https://jsonfeed.org/version/1.1"
_STRING: Final = rb'"(?:[^"\\]|\\.)*+"'
_COMMA: Final = re.compile(_STRING + rb"|(?P<comma>,)(?=[ \t\r\n]*+[}\]])", re.DOTALL)
_STRINGS: Final = re.compile(_STRING, re.DOTALL)
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
_ESCAPE: Final = re.compile(rb'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}|(?P<bad>.))', re.DOTALL)


def commas(case: Case) -> Fix | None:
    """Every comma before a closing bracket is taken away."""
    found = [Edit(*match.span(), "") for match in _COMMA.finditer(case.reading.decoded.utf8) if match["comma"]]
    return Fix(tuple(found)) if found else None


def controls(case: Case) -> Fix | None:
    """Control characters in strings are written as escapes."""
    utf8 = case.reading.decoded.utf8
    found = [
        Edit(match.start(), match.end(), json.dumps(chr(match[0][0]))[1:-1])
        for string in _STRINGS.finditer(utf8)
        for match in _CONTROL.finditer(utf8, *string.span())
    ]
    return Fix(tuple(found)) if found else None


def escapes(case: Case) -> Fix | None:
    """An escaped apostrophe is written as what it is; of another escape that JSON lacks the backslash is meant."""
    utf8 = case.reading.decoded.utf8
    found: list[Edit] = []
    safe = True
    for string in _STRINGS.finditer(utf8):
        for match in _ESCAPE.finditer(utf8, *string.span()):
            if match["bad"] == b"'":
                found.append(Edit(match.start(), match.start() + 1, ""))
            elif match["bad"]:
                found.append(Edit(match.start(), match.start(), "\\"))
                safe = False
    return Fix(tuple(found), safe) if found else None


def after(case: Case) -> Fix | None:
    """What follows the end of the document is taken away; safe where it is nothing but a mark."""
    tree, utf8 = case.reading.json, case.reading.decoded.utf8
    if tree is None or tree.fatal is None or tree.fatal.offset <= 0:
        return None
    rest = utf8[tree.fatal.offset :]
    return Fix((Edit(tree.fatal.offset, len(utf8), ""),), safe=not rest.strip(b" \t\r\n\0\x1a;"))


def version(case: Case) -> Fix | None:
    """The version as the specification writes it."""
    member = case.member
    if member is None:
        return None
    if isinstance(member.value, dict):
        made = edits.member_added(member, "version", json.dumps(_VERSION))
        return Fix(made) if made else None
    right = str(case.facts.get("near", "")).strip("'")
    return Fix(edits.replaced(member, json.dumps(right))) if right.startswith("https://jsonfeed.org/version/") else None


def no_member(case: Case) -> Fix | None:
    """The member that says nothing is left out."""
    made = edits.member_removed(case.member) if case.member is not None else None
    return Fix(made) if made else None


_NEAR: Final = re.compile(r"; ([a-z_]{1,40}) is near")


def named(case: Case) -> Fix | None:
    """The member gets the name that it was meant to have; safe where only capitals and hyphens tell the two apart."""
    member, hint = case.member, _NEAR.fullmatch(str(case.facts.get("hint", "")))
    if member is None or hint is None or not member.path:
        return None
    near = hint[1]
    made = edits.name_replaced(member, near)
    plain = str(member.path[-1]).strip().lower().replace("-", "").replace("_", "")
    return Fix(made, plain == near.replace("_", "")) if made else None


_TYPES: Final[dict[str, Callable[[object], object]]] = {
    "a string": lambda value: (
        str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else None
    ),
    "a number": lambda value: int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,17}", value) else None,
    "an array": lambda value: [value] if isinstance(value, str | dict) and value else None,
    "true or false": lambda value: (
        {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None
    ),
}


def retyped(case: Case) -> Fix | None:
    """The value in the type that was expected: a number in quotes or without, one thing as an array of one."""
    member = case.member
    turn = _TYPES.get(str(case.facts.get("wanted", "a string")))
    new = turn(member.value) if member is not None and turn is not None else None
    if member is None or new is None:
        return None
    if isinstance(new, list):
        if isinstance(member.value, str) != (member.path[-1:] == ("tags",)):
            return None  # all other arrays are of objects
        _name, start, end = member.document.child(member.path)
        return Fix((Edit(start, start, "["), Edit(end, end, "]")))
    return Fix(edits.replaced(member, json.dumps(new)))


def feed_url(case: Case) -> Fix | None:
    """The feed says at which address it is, where that is known."""
    tree, url = case.reading.json, case.reading.url
    if tree is None or tree.root is None or not url or isinstance(uris.full_url(escaped(url)), Problem):
        return None
    if "home_page_url" not in tree.root:
        return None  # nobody knows that one, and the finding would stay
    made = edits.member_added(tree.root, "feed_url", json.dumps(escaped(url)))
    return Fix(made) if made else None
