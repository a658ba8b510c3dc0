"""Do the tags of an HTML text fit together, as the tree construction of the HTML Standard sees it.

Source: section 13.2.6 (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction), simplified to what makes
a difference to what is seen. Every tag costs a bounded number of steps: open elements are found by their names, and
more than ``_DEEPEST`` of them are more than browsers keep.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from feeds.values.htmltext.tokens import Token
from feeds.values.problem import Problem
from feeds.values.tables.html import CLOSES_P, ELEMENTS, FORMATTING, OPTIONAL_END, VOID

_CUSTOM: Final = re.compile(r"[a-z][^-:<]*+-")
_DEEPEST: Final = 512  # as Blink and WebKit

# A start tag of the first closes an open one of the second, unless one of the third stands between.
_LIST: Final = ("ol", "ul", "menu", "dir")
_TABLE: Final = ("table", "template")
_SIBLINGS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "li": (("li",), _LIST),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), _TABLE),
    "th": (("td", "th"), _TABLE),
    "tr": (("tr", "caption", "colgroup"), _TABLE),
    "tbody": (("tbody", "thead", "tfoot", "caption", "colgroup"), _TABLE),
    "thead": (("tbody", "thead", "tfoot", "caption", "colgroup"), _TABLE),
    "tfoot": (("tbody", "thead", "tfoot", "caption", "colgroup"), _TABLE),
    "option": (("option",), ("select", "datalist", "optgroup")),
    "optgroup": (("optgroup", "option"), ("select",)),
    "rt": (("rt", "rp"), ("ruby", "rtc")),
    "rp": (("rt", "rp"), ("ruby", "rtc")),
    "a": (("a",), ("td", "th", "caption", "button", "object", "template")),
}
_P_SCOPE: Final = ("button", "table", "td", "th", "caption", "object", "template", "marquee", "applet")
_CELLS: Final = frozenset(("td", "th", "caption", "tr", "tbody", "thead", "tfoot", "table", "button", "object"))


class _Open:
    """The open elements; one that is closed out of turn leaves a hole, so that nothing ever moves."""

    def __init__(self) -> None:
        self.stack: list[Token | None] = []
        self.places: dict[str, list[int]] = {}

    def push(self, token: Token) -> None:
        self.places.setdefault(token.name, []).append(len(self.stack))
        self.stack.append(token)

    def pop(self, name: str) -> bool:
        """Close the innermost open element if it has that name, and say whether it had."""
        top = self.stack[-1] if self.stack else None
        if top is None or top.name != name:
            return False
        self.remove(len(self.stack) - 1)
        return True

    def last(self, *names: str) -> int:
        """The place of the innermost open element of these names, -1 when none is open."""
        innermost = -1
        for name in names:
            places = self.places.get(name)
            if places and places[-1] > innermost:
                innermost = places[-1]
        return innermost

    def remove(self, place: int) -> None:
        token = self.stack[place]
        assert token is not None
        self.stack[place] = None
        places = self.places[token.name]
        if places[-1] == place:
            places.pop()
        else:
            places.remove(place)
        while self.stack and self.stack[-1] is None:
            self.stack.pop()

    def above(self, place: int) -> list[Token]:
        """The elements that were opened after the one at ``place`` and are still open, innermost first."""
        if place == len(self.stack) - 1:
            return []
        return [token for token in reversed(self.stack[place + 1 :]) if token is not None]


def nesting(tokens: Iterable[Token]) -> Iterator[Problem]:
    """Each tag that does not fit: see ``problems`` for the kinds."""
    opened = _Open()
    for token in tokens:
        name = token.name
        if token.kind == "start":
            if name in VOID or not is_known(token):
                continue
            if (token.foreign or name in {"svg", "math"}) and token.is_self_closing:
                continue
            if not token.foreign and (name in _SIBLINGS or (name in CLOSES_P and opened.places.get("p"))):
                yield from _implied(opened, token)
            if len(opened.stack) >= _DEEPEST:
                yield Problem("too-deep", f"more than {_DEEPEST} elements inside one another", token.at, token.end)
                return
            opened.push(token)
        elif token.kind == "end" and not opened.pop(name) and is_known(token):
            yield from _end(opened, token)
    for token in opened.above(-1)[::-1]:
        if token.name not in OPTIONAL_END:
            yield _unclosed(token)


def is_known(token: Token) -> bool:
    """Whether it is an element of HTML, svg or math, or a custom one (section 4.13.3)."""
    return token.name in ELEMENTS or token.foreign or _CUSTOM.match(token.name) is not None


def _implied(opened: _Open, token: Token) -> Iterator[Problem]:
    """Close what a start tag closes by itself."""
    name = token.name
    if name in CLOSES_P and (place := opened.last("p")) > opened.last(*_P_SCOPE):
        yield from _close(opened, place)
    siblings = _SIBLINGS.get(name)
    if siblings is None:
        return
    place = opened.last(*siblings[0])
    if place > opened.last(*siblings[1]):
        if name == "a":
            yield Problem("nested-link", "a link begins inside another link, which HTML ends here", token.at, token.end)
            opened.remove(place)
        else:
            yield from _close(opened, place)


def _close(opened: _Open, place: int) -> Iterator[Problem]:
    """Close the element at ``place`` without an end tag of its own, and what was left open inside it."""
    closing = opened.stack[place]
    assert closing is not None
    for inner in opened.above(place):
        if inner.name in FORMATTING and closing.name not in _CELLS:
            continue  # it goes on in what follows, and its own end tag closes it
        if inner.name not in OPTIONAL_END:
            yield _unclosed(inner)
        opened.remove(opened.last(inner.name))
    opened.remove(place)


def _end(opened: _Open, token: Token) -> Iterator[Problem]:
    name = token.name
    if name in VOID:
        yield Problem("void-end-tag", f"<{name}> has no end tag", token.at, token.end)
        return
    place = opened.last(name)
    if place < 0 or (name not in _CELLS and place < opened.last("td", "th", "caption")):
        yield Problem("stray-end-tag", f"no <{name[:40]}> is open here", token.at, token.end)
        return
    inside = [inner for inner in opened.above(place) if inner.name not in OPTIONAL_END]
    crossing = [inner for inner in inside if inner.name in FORMATTING or name in FORMATTING]
    if crossing and name not in _CELLS:
        says = f"</{name}> while <{crossing[0].name}>, opened inside it, is still open"
        yield Problem("misnested", says, token.at, token.end)
    for inner in opened.above(place):
        if inner in crossing and name not in _CELLS:
            continue  # its own end tag is still to come
        if inner.name not in OPTIONAL_END:
            yield _unclosed(inner)
        if name not in FORMATTING or inner.name not in OPTIONAL_END:
            opened.remove(opened.last(inner.name))
    opened.remove(place)


def _unclosed(token: Token) -> Problem:
    if token.is_self_closing:
        says = f"'/>' does not close <{token.name[:40]}> in HTML, so it stays open"
        return Problem("self-closing", says, token.at, token.end)
    return Problem("unclosed-tag", f"<{token.name[:40]}> is never closed", token.at, token.end)
