"""The quick look at an HTML text: which of its tags deserve a closer one, and whether they certainly fit together.

Feeds are mostly HTML, and most of that is plain and well nested. One expression finds all tags, each text of a tag is
judged once, and the rest is a short loop over names: a small part of what the tokenizer and the tree construction cost.
What is unusual, however harmless, is left to those; that the two agree is held by a property in the tests.
"""

import re
from functools import cache, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from feeds.values.htmltext.styles import style_problem
from feeds.values.htmltext.tokens import Token, tokens
from feeds.values.tables import words
from feeds.values.tables.html import CLOSES_P, ELEMENTS, RAW, VOID
from feeds.values.uris.host import is_local

_TAG: Final = re.compile(r"<[^<>]*>")
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
_WITHIN: Final[dict[str, str]] = {
    "li": "ul ol menu dir", "dt": "dl", "dd": "dl", "tr": "table tbody thead tfoot", "td": "tr", "th": "tr",
    "tbody": "table", "thead": "table", "tfoot": "table",
}  # fmt: skip
_NEVER: Final = frozenset(("option", "optgroup", "rt", "rp", "head", "caption", "colgroup"))
_CAREFUL: Final = 1_000
_SUSPECT: Final = 1_000_000
# Each element is a number, from _CAREFUL on where its start tag may close others; its end tag is the negative one.
_CODES: Final = {
    name: number + (_CAREFUL if name in CLOSES_P | _WITHIN.keys() | _NEVER | RAW | {"a"} else 0)
    for number, name in enumerate(sorted(_NAMES), 1)
}
_ENDS: Final = {f"</{name}>": -code for name, code in _CODES.items()}
_PARENTS: Final = {
    _CODES[name]: frozenset(map(_CODES.__getitem__, parents.split())) for name, parents in _WITHIN.items()
}
_CLOSE_P: Final = frozenset(_CODES[name] for name in CLOSES_P if name in _CODES)
_NEVER_CODES: Final = frozenset(map(_CODES.__getitem__, _NEVER))
_A, _P = _CODES["a"], _CODES["p"]
_TEXT_UP_TO: Final = {_CODES[name]: f"</{name}>" for name in RAW if name in _CODES}
MOST_TAGS: Final = 50_000  # of one text; no page that people read has a tenth of it
_DEEPEST: Final = 100
_SHORT: Final = 60  # a longer tag is hardly met again
_MANY: Final = 20_000  # texts of tags that are remembered
_HOST_UP_TO: Final = 100  # a longer beginning of an address is hardly met again
_QUOTES: Final = 60  # a tag with more of them is looked at as it stands
_ADDRESSES: Final = frozenset(("href", "src", "cite", "poster", "background", "longdesc"))
_NAME_BEFORE: Final = re.compile(r"[ \t\r\n\f]([a-z_][a-z0-9_.:-]*+)=\Z", re.IGNORECASE)


class Survey(NamedTuple):
    """``suspects``: the start tags whose attributes or elements deserve a closer look, in order.

    ``tokens``: all tokens, where it is not certain that the tags fit together; None where it is. ``cut``: the offset
    behind which nothing was looked at, because there are more than MOST_TAGS before it; then ``tokens`` is None.
    """

    suspects: list[Token]
    tokens: list[Token] | None
    cut: int | None = None


CLEAN: Final = Survey([], None)
"""The survey of a text whose tags fit together, none of them suspect."""


def survey(html: str) -> Survey:
    """What deserves a closer look in ``html``; nothing is said about references such as ``&nbsp;``."""
    tags = _TAG.findall(html)
    if len(tags) > MOST_TAGS:
        return _some(html)
    if len(tags) != html.count("<"):
        return _full(html)
    opened: list[int] = []
    suspects: dict[int, str] = {}
    for index, code in enumerate(map(_TAGS.__getitem__, tags)):
        if code < 0:
            if not opened or opened.pop() + code:
                return _full(html)
        elif code:
            if code >= _CAREFUL:
                if code >= _SUSPECT:
                    name = _name(tags[index])
                    if name is None:
                        return _full(html)
                    suspects[index] = name
                    code = _CODES.get(name, 0)  # noqa: PLW2901 - the code that the tag would have otherwise
                    if not code:
                        continue
                if code >= _CAREFUL and not _fits(code, opened, tags, index):
                    return _full(html)
            opened.append(code)
            if len(opened) > _DEEPEST:
                return _full(html)
    if opened:
        return _full(html)
    return Survey(_found(html, suspects), None) if suspects else CLEAN


def _full(html: str) -> Survey:
    every = list(islice(tokens(html), MOST_TAGS + 1))
    if len(every) > MOST_TAGS:
        return _some(html)
    return Survey(_suspects(html, every), every)


def _some(html: str) -> Survey:
    some = list(islice(tokens(html), MOST_TAGS))
    return Survey(_suspects(html, some), None, some[-1].end if some else 0)


def _suspects(html: str, every: list[Token]) -> list[Token]:
    return [
        token
        for token in every
        if token.kind == "start" and (token.foreign or _TAGS[html[token.at : token.end]] == _SUSPECT)
    ]


def _found(html: str, suspects: dict[int, str]) -> list[Token]:
    last = max(suspects)
    found: list[Token] = []
    for index, match in enumerate(_TAG.finditer(html)):
        name = suspects.get(index)
        if name is not None:
            at, end = match.span()
            found.append(Token(html, "start", name, at, end, at + 1 + len(name), foreign=False))
        if index == last:
            break
    return found


def _fits(code: int, opened: list[int], tags: list[str], index: int) -> bool:
    """Whether the start tag closes nothing that is open."""
    if code == _A:
        return code not in opened
    if code in _CLOSE_P and _P in opened:
        return False
    if code in _TEXT_UP_TO:
        return tags[index + 1 : index + 2] == [_TEXT_UP_TO[code]]
    parents = _PARENTS.get(code)
    if parents is not None:
        return not opened or opened[-1] in parents
    return code not in _NEVER_CODES


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


def _judged(tag: str) -> int:
    """The code of a tag, from its text: 0 where nothing is opened or closed, _SUSPECT where a closer look is needed."""
    if tag[1] == "/":
        return _ENDS.get(tag) or _ENDS.get(tag.lower(), _SUSPECT)
    patterns = _patterns()
    match = patterns.plain.fullmatch(tag)
    if match is None:
        return _SUSPECT if patterns.comment.fullmatch(tag) is None else 0
    name = match[1].lower()
    code = _CODES.get(name, 0)
    if name in _DANGEROUS or not (code or name in VOID) or (code and tag[-2] == "/"):
        return _SUSPECT
    if "=" in tag:
        if name == "img" and "data-" in tag and " src=" not in tag:
            return _SUSPECT  # perhaps a picture that only a script would show
        if "style" in tag.lower() and any(
            "&" in style or style_problem(style[1:-1]) is not None for style in patterns.style.findall(tag)
        ):
            return _SUSPECT
        urls = tag.count("://")
        if urls and any(map(_is_local, (match["a"] or match["b"] or "",) if urls == 1 else patterns.host.findall(tag))):
            return _SUSPECT
    return code


def _name(tag: str) -> str | None:
    """The name in a start tag that is well made, but suspect; None where more than its attributes is in question."""
    match = _patterns().well_made.fullmatch(tag)
    if match is None:
        return None
    name = match[1].lower()
    return name if name in VOID or (name in _CODES and tag[-2] != "/") else None


class _Shapes(dict[tuple[str, ...], tuple[int, tuple[int, ...]]]):
    """What is known of tags by what stands outside of their quoted values.

    The code, and which values have to be addresses on the web; _SUSPECT where each such tag has to be looked at.
    """

    def __missing__(self, outside: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        if len(self) >= _MANY:
            self.clear()
        known = self[outside] = self._of(outside)
        return known

    @staticmethod
    def _of(outside: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        if any("'" in piece for piece in outside):
            return _SUSPECT, ()  # then what stands in quotes may be another thing
        addresses: list[int] = []
        filled: list[str] = []
        for number, piece in enumerate(outside[:-1]):
            match = _NAME_BEFORE.search(piece)
            name = match[1].lower() if match is not None else ""
            if not name or name.startswith(("style", "srcset")):
                return _SUSPECT, ()
            if name in _ADDRESSES:
                addresses.append(2 * number + 1)
            filled += piece, '"http://example.org/"' if name in _ADDRESSES else '""'
        tag = "".join((*filled, outside[-1]))
        return _judged(tag), tuple(addresses)


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
    def __missing__(self, tag: str) -> int:
        if len(tag) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            known = self[tag] = _judged(tag)
            return known
        pieces = tag.split('"')
        if len(pieces) <= _QUOTES:
            code, addresses = _SHAPES[tuple(pieces[::2])]
            if code < _SUSPECT:
                for number in addresses:
                    value = pieces[number]
                    end = value.find("/", 8)
                    if end < 0 or not _HOSTS[value[:end]]:
                        return _judged(tag)
                return code
        return _judged(tag)


_is_local = lru_cache(maxsize=1024)(is_local)
_TAGS: Final = _Tags()
_SHAPES: Final = _Shapes()
_HOSTS: Final = _Hosts()
