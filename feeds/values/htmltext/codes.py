"""What a tag means for the survey, from its text alone: a number, judged once and remembered.

Long tags differ in their addresses and little else, so they are remembered by what stands outside of their quoted
values; the values are looked at each time.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from feeds.values.htmltext.frames import frames_player
from feeds.values.htmltext.styles import style_problem
from feeds.values.tables import words
from feeds.values.tables.html import CLOSES_P, ELEMENTS, RAW, VOID
from feeds.values.uris.host import is_local

_SPACE: Final = r"[ \t\r\n\f]"
_HOST: Final = r"https?://({}(?:[a-z0-9-]++\.)++[a-z]++)"
_QUOTED: Final = r"(?:\"[^\"]*+\"|'[^']*+')"
_AFTER: Final = r"(?:[/?#:]|(?=[\"']))"
_WEB: Final = _HOST.format("?:") + _AFTER
_END: Final = rf"{_SPACE}*+(/?)>"
# Its references are whole, its attributes quoted or bare words, and none of them runs anything.
_PLAIN: Final = (
    rf"<([a-z][a-z0-9]*+)(?:{_SPACE}++(?:"
    rf"(?:href|src|cite|poster|background|longdesc)=(?:"
    rf"\"(?:{_HOST.format('?P<a>')}{_AFTER}|mailto:|\#)[^\"]*+\"|'(?:{_HOST.format('?P<b>')}{_AFTER}|mailto:|\#)[^']*+')"
    rf"|srcset=\"{_WEB}[^\",]*+(?:,{_SPACE}*+{_WEB}[^\",]*+)*+\""
    rf"|style={_QUOTED}"
    r"|(?!on|href|src|cite|poster|background|longdesc|style|action|formaction|imagesrcset|lowsrc|dynsrc|ping|xlink"
    r"|data[= \t\r\n\f/>])"
    rf"[a-z_][a-z0-9_.:-]*+(?:={_QUOTED}|=[^ \t\r\n\f\"'<>=`/]++)?+"
    rf"))*+{_END}"
)
# Whatever its attributes say, where each begins and ends is plain.
_WELL_MADE: Final = (
    rf"<([a-z][a-z0-9]*+)(?:{_SPACE}++[a-z_@:][a-z0-9_.:@-]*+(?:={_QUOTED}|=[^ \t\r\n\f\"'<>=`/]++)?+)*+{_END}"
)
_COMMENT: Final = r"<!--(?:(?!>|->)[^-<>]*+(?:-(?!-)[^-<>]*+)*+)?-->"
_STYLE: Final = rf"{_SPACE}style=({_QUOTED})"

_DANGEROUS: Final = words(
    "script style object embed applet meta base link form input button select textarea frame frameset plaintext"
)
_NAMES: Final = ELEMENTS - VOID - {"plaintext", "svg", "math", "html", "body"}
# Elements whose start tag closes others by itself, unless they stand directly in one of these.
WITHIN: Final[dict[str, str]] = {
    "li": "ul ol menu dir", "dt": "dl", "dd": "dl", "tr": "table tbody thead tfoot", "td": "tr", "th": "tr",
    "tbody": "table", "thead": "table", "tfoot": "table",
}  # fmt: skip
NEVER: Final = frozenset(("option", "optgroup", "rt", "rp", "head", "caption", "colgroup"))
CAREFUL: Final = 1_000
SUSPECT: Final = 1_000_000
# Each element is a number, from CAREFUL on where its start tag may close others; its end tag is the negative one.
CODES: Final = {
    name: number + (CAREFUL if name in CLOSES_P | WITHIN.keys() | NEVER | RAW | {"a"} else 0)
    for number, name in enumerate(sorted(_NAMES), 1)
}
_ENDS: Final = {f"</{name}>": -code for name, code in CODES.items()}
_SHORT: Final = 60  # a longer tag is hardly met again
_MANY: Final = 20_000  # texts of tags that are remembered
_HOST_UP_TO: Final = 100  # a longer beginning of an address is hardly met again
_QUOTES: Final = 60  # a tag with more of them is looked at as it stands
_NAME_BEFORE: Final = re.compile(r"[ \t\r\n\f]([a-z_][a-z0-9_.:-]*+)=\Z", re.IGNORECASE)


class _Patterns(NamedTuple):
    plain: re.Pattern[str]
    well_made: re.Pattern[str]
    comment: re.Pattern[str]
    style: re.Pattern[str]
    host: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    # They take a hundredth of a second to compile, which a feed without tags need not pay.
    sources = (_PLAIN, _WELL_MADE, _COMMENT, _STYLE, _HOST.format(""))
    return _Patterns(*(re.compile(source, re.IGNORECASE) for source in sources))


def _judged(tag: str, *, styled: bool = True) -> int:
    """The code of a tag, from its text: 0 where nothing is opened or closed, SUSPECT where a closer look is needed.

    Without ``styled``, somebody else looks at its style.
    """
    if tag[1] == "/":
        return _ENDS.get(tag) or _ENDS.get(tag.lower(), SUSPECT)
    patterns = _patterns()
    match = patterns.plain.fullmatch(tag)
    if match is None:
        return SUSPECT if patterns.comment.fullmatch(tag) is None else 0
    name = match[1].lower()
    code = CODES.get(name, 0)
    if name in _DANGEROUS or not (code or name in VOID) or (code and tag[-2] == "/"):
        return SUSPECT
    if name == "iframe" and not frames_player(tag):
        return SUSPECT
    if "=" in tag:
        if name == "img" and "data-" in tag and " src=" not in tag:
            return SUSPECT  # perhaps a picture that only a script would show
        if (
            styled
            and "style" in tag.lower()
            and any("&" in style or style_problem(style[1:-1]) is not None for style in patterns.style.findall(tag))
        ):
            return SUSPECT
        urls = tag.count("://")
        if urls and any(map(_is_local, (match["a"] or match["b"] or "",) if urls == 1 else patterns.host.findall(tag))):
            return SUSPECT
    return code


def name_of(inside: str) -> str | None:
    """The name in a start tag that is well made, but suspect; None where more than its attributes is in question."""
    match = _patterns().well_made.fullmatch(f"<{inside}>")
    if match is None:
        return None
    name = match[1].lower()
    return name if name in VOID or (name in CODES and not inside.endswith("/")) else None


_Check = tuple[int, Callable[[str], bool]]


class _Shapes(dict[tuple[str, ...], tuple[int, tuple[_Check, ...]]]):
    """What is known of tags by what stands outside of their quoted values.

    The code, and what has to hold for which values; SUSPECT where each such tag has to be looked at.
    """

    def __missing__(self, outside: tuple[str, ...]) -> tuple[int, tuple[_Check, ...]]:
        if len(self) >= _MANY:
            self.clear()
        known = self[outside] = self._of(outside)
        return known

    @staticmethod
    def _of(outside: tuple[str, ...]) -> tuple[int, tuple[_Check, ...]]:
        if any("'" in piece for piece in outside):
            return SUSPECT, ()  # then what stands in quotes may be another thing
        checks: list[_Check] = []
        filled: list[str] = []
        for number, piece in enumerate(outside[:-1]):
            match = _NAME_BEFORE.search(piece)
            name = match[1].lower() if match is not None else ""
            if not name:
                return SUSPECT, ()
            check = _CHECKS.get(name)
            if check is not None:
                checks.append((2 * number + 1, check))
            filled += piece, '""' if check is None else '"http://example.org/"'
        tag = "".join((*filled, outside[-1]))
        return _judged(tag, styled=False), tuple(checks)


class _Hosts(dict[str, bool]):
    """Whether the beginning of an address, up to its path, is one on the web that is not the publisher's own."""

    def __missing__(self, start: str) -> bool:
        if len(start) > _HOST_UP_TO:
            return False  # it is looked at with its tag, each time
        if len(self) >= _MANY:
            self.clear()
        match = _patterns().host.fullmatch(start)
        known = self[start] = match is not None and not is_local(match[1])
        return known


class _Tags(dict[str, int]):
    """The code of a tag, by what stands between its brackets."""

    def __missing__(self, inside: str) -> int:
        tag = f"<{inside}>"
        if len(tag) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            known = self[inside] = _judged(tag)
            return known
        pieces = tag.split('"' if '"' in tag else "'")
        if len(pieces) <= _QUOTES:
            code, checks = _SHAPES[tuple(pieces[::2])]
            if code < SUSPECT:
                for number, check in checks:
                    if not check(pieces[number]):
                        return _judged(tag)
                return code
        return _judged(tag)


def _leads_out(url: str) -> bool:
    """Whether a URL is plainly one of the web, beyond the publisher's own network."""
    end = url.find("/", 8)
    return end > 0 and _HOSTS[url[:end]]


def _lead_out(candidates: str) -> bool:
    return all(_leads_out(candidate.lstrip()) for candidate in candidates.split(","))


def _is_harmless(style: str) -> bool:
    return "&" not in style and style_problem(style) is None


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    **dict.fromkeys(("href", "src", "cite", "poster", "background", "longdesc"), _leads_out),
    "srcset": _lead_out,
    "style": _is_harmless,
}


_is_local = lru_cache(maxsize=1024)(is_local)
TAGS: Final = _Tags()
_SHAPES: Final = _Shapes()
_HOSTS: Final = _Hosts()
