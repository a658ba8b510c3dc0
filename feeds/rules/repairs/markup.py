"""HTML that was escaped once too often, and references that were meant for Windows-1252."""

from __future__ import annotations

import re
from typing import Final

from feeds.rules.repairs.edits import Case, Fix, value_of, written
from feeds.source.places import JsonPlace, Place
from feeds.source.rewrite import Edit
from feeds.values.text import escaped_twice

_ESCAPES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&apos;": "'", "&amp;": "&"}
_ESCAPE: Final = re.compile("|".join(_ESCAPES))
_NUMBER: Final = re.compile(r"&#(?:(1[2-5][0-9])|[xX](8[0-9A-Fa-f]|9[0-9A-Fa-f]));?")


def escaped_once(case: Case) -> Fix | None:
    """The text with one escape less: all of it where its tags were escaped, else each reference that shows."""
    value = value_of(case)
    if value is None:
        return None
    html = value.raw
    if "&lt;" in html and "<" not in html:
        made = written(case, value, _ESCAPE.sub(lambda match: _ESCAPES[match[0]], value.text))
        return Fix(made) if made else None
    edits: list[Edit] = []
    opened, closed, looked = -1, -1, 0
    for problem in escaped_twice(html):
        at, end = problem.at, problem.end or len(html)
        last = html.rfind("<", looked, at), html.rfind(">", looked, at)
        opened, closed, looked = max(opened, last[0]), max(closed, last[1]), at
        if opened > closed:
            continue  # in an attribute nobody sees it
        edits += written(case, value, f"&{html[at + 5 : end]}", at, end) or ()
    return Fix(tuple(edits)) if edits else None


def windows_1252_reference(case: Case) -> Fix | None:
    """The character that the number of the reference means in Windows-1252, as browsers show it."""
    value, spot = value_of(case), case.spot
    if value is None or not isinstance(spot, Place | JsonPlace) or spot.end is None:
        return None
    match = _NUMBER.fullmatch(value.raw, spot.at, spot.end)
    if match is None:
        return None
    number = int(match[1]) if match[1] else int(match[2], 16)
    text = bytes([number]).decode("cp1252", "replace")
    made = written(case, value, text, spot.at, spot.end) if text != "\ufffd" else None
    return Fix(made) if made else None
