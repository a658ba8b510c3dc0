"""Is it JSON at all? The text as such, before it is a feed: RFC 8259, https://www.rfc-editor.org/rfc/rfc8259."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feeds.rules.jsonfeed.book import GOOD, book, feed, item, path
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Repair, Where, found, quoted
from feeds.source import jsontree
from feeds.source.jsontree import Json, JsonDocument, Member, Path
from feeds.source.places import Span

RFC = "https://www.rfc-editor.org/rfc/rfc8259"
_BLANKS = b" \t\r\n"
_WORD = re.compile(rb"[^\s\[\]{}:,\"]{1,40}")
_LITERALS = {
    b"True": "; JSON writes true", b"False": "; JSON writes false", b"None": "; JSON writes null",
    b"undefined": "; JSON writes null, or leaves the member out", b"nan": "; JSON has numbers only",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """Where and how a text stops being JSON: the rule that says so, and its facts."""

    code: str
    span: Span
    facts: dict[str, object]


def broken(document: JsonDocument) -> Break | None:
    """What keeps a text from being JSON, in our words, from the place at which the parser stopped; None: it is JSON."""
    fatal = document.fatal
    if fatal is None:
        return None
    text, at, says = document.utf8, fatal.offset, fatal.says
    end = len(text.rstrip(_BLANKS))
    before = text[:at].rstrip(_BLANKS)
    here = text[at : at + 1]
    if "within each other" in says:
        return None  # another rule's
    if says.startswith("unterminated string"):
        return Break("JSN102", _character(text, at), {"what": "inside a string that begins here"})
    if says.startswith("invalid control"):
        what = "the end of the line" if here in {b"\n", b"\r"} else f"the control character U+{ord(here):04X}"
        return Break("JSN105", _character(text, at), {"what": what})
    if "escape" in says:
        slash = max(text.rfind(b"\\", max(at - 6, 0), at + 1), 0)
        return Break("JSN106", Span(slash, _character(text, slash + 1).end), {"what": _shown(text[slash : slash + 6])})
    if at >= end:
        return Break("JSN102", Span(max(end - 1, 0), end), {"what": f"where {_wanted(says)} was expected"})
    if says.startswith("extra data"):
        return Break("JSN107", _token(text, at), {"what": _found(text, at)})
    if says.startswith("illegal trailing comma") or (here in {b"}", b"]"} and before.endswith(b",")):
        comma = at if here == b"," else len(before) - 1
        close = text[comma + 1 :].lstrip(_BLANKS)[:1].decode("latin-1")
        return Break("JSN103", Span(comma, comma + 1), {"close": close})
    hint = _hint(text, at)
    if "',' delimiter" in says:
        if before.endswith(b'"') and here.isalnum():
            hint = '; a quote inside a string is written \\"'
        return Break("JSN104", _token(text, at), {"what": _found(text, at), "hint": hint})
    return Break("JSN101", _token(text, at), {"what": _found(text, at), "wanted": _wanted(says), "hint": hint})


def _wanted(says: str) -> str:
    if "property name" in says:
        return "a name in double quotes"
    return "':'" if "':'" in says else "',' or a closing bracket" if "','" in says else "a value"


def _hint(text: bytes, at: int) -> str:
    if text[at : at + 1] == b"'":
        return "; JSON puts strings into double quotes"
    if text[at : at + 2] in {b"//", b"/*"} or text[at : at + 1] == b"#":
        return "; JSON has no comments"
    word = _WORD.match(text, at)
    return _LITERALS.get(word[0], "") if word else ""


def _token(text: bytes, at: int) -> Span:
    word = _WORD.match(text, at)
    return Span(at, _whole(text, word.end())) if word else _character(text, at)


def _character(text: bytes, at: int) -> Span:
    return Span(min(at, len(text)), _whole(text, min(at + 1, len(text))))


def _whole(text: bytes, end: int) -> int:
    """The end of the character that ``end`` is in or after."""
    while end < len(text) and text[end] & 0xC0 == 0x80:
        end += 1
    return end


def _found(text: bytes, at: int) -> str:
    span = _token(text, at)
    return "a string" if text[at : at + 1] == b'"' else _shown(text[span.start : span.end])


def _shown(raw: bytes) -> str:
    return quoted(raw.decode("utf-8", "ignore"))


def _breaks(code: str, name: str, says: str, why: str, bad: str, fix: str, spec: str, repair: Repair = ()) -> None:
    """Declare the rule for one way of not being JSON."""

    def check(reading: Reading) -> Iterator[Where]:
        wrong = broken(reading.json) if reading.json is not None else None
        if wrong is not None and wrong.code == code:
            yield found(wrong.span, **wrong.facts)

    book.rule(code, on="json document", level=ERROR, says=says, bad=bad, good=GOOD, fix=fix, spec=RFC + spec,
              formats=(), name=name, why=why, repair=repair)(check)  # fmt: skip


_WHY = "A feed that is not JSON is shown by no reader: the specification tells them not to use any part of it."
_breaks("JSN101", "not-json", "this is not JSON: {what} stands where {wanted} was expected{hint}", _WHY,
        GOOD.replace('"News"', "'News'"), "Mend the JSON here; a JSON library never writes such a thing.",
        "#section-3")  # fmt: skip
_breaks("JSN102", "unfinished-json", "the document ends {what}", _WHY, GOOD.removesuffix("]}"),
        "Publish the whole document: it was cut off, or a bracket or a quote is missing.", "#section-2")  # fmt: skip
_breaks("JSN103", "trailing-comma", "a comma stands before '{close}'", "JavaScript allows it, JSON does not.",
        GOOD.removesuffix("]}") + ",]}", "Remove the comma after the last one.", "#section-5",
        repair="trailing-commas")  # fmt: skip
_breaks("JSN104", "missing-comma", "{what} stands where ',' or a closing bracket was expected{hint}", _WHY,
        GOOD.replace('"News",', '"News"'), "Put a comma between the members.", "#section-4")  # fmt: skip
_breaks("JSN105", "control-character-in-json-string", "{what} stands inside a string",
        "Line ends, tabs and other control characters in strings must be written as escapes; parsers stop at them.",
        feed(item(content_text='"One\nTwo"')), "Write a line end as \\n, a tab as \\t.", "#section-7",
        repair="control-characters")  # fmt: skip
_breaks("JSN106", "bad-json-escape", "{what} is not an escape that JSON has", _WHY,
        feed(item(content_text='"C:\\News"')), "Write a backslash as \\\\.", "#section-7",
        repair="escapes")  # fmt: skip
_breaks("JSN107", "junk-after-json", "{what} stands after the end of the document",
        "A document is one value; what follows it makes parsers refuse the whole.", GOOD + ";",
        "Remove what follows the last bracket.", "#section-2", repair="junk-after-json")  # fmt: skip


@book.rule("JSN109", on="json document", level=ERROR, says="this is JSON, but no JSON Feed: {what}", formats=(),
           spec="#top-level", bad="[{}]", good=GOOD,
           fix="Publish an object with version, title and items.")  # fmt: skip
def json_that_is_no_feed(reading: Reading) -> Iterator[Where]:
    """Readers know a JSON Feed by its version, and show its items; this document has neither."""
    if reading.json is not None and reading.json.root is not None and reading.format is None:
        root = reading.json.root
        what = "it is an array, not an object" if isinstance(root.value, list) else "it has neither version nor items"
        yield found(root, what=what)


Link = tuple["Link", str | int] | None
"""A way to a value, as a chain; a path for every value of a deep document would take quadratic memory."""
FAR = 32
"""Steps of a way that are kept; what is further down is said to be at its ancestor's place."""


def _containers(value: Json) -> Iterator[tuple[Link, int, dict[str, Json] | list[Json]]]:
    """All objects and arrays, with the way to them, of FAR steps at most, and its length."""
    stack: list[tuple[Link, int, Json]] = [(None, 0, value)]
    while stack:
        link, depth, here = stack.pop()
        if isinstance(here, dict | list):
            yield link, depth, here
            pairs = here.items() if isinstance(here, dict) else enumerate(here)
            if depth < FAR:
                stack.extend([((link, step), depth + 1, inside) for step, inside in pairs if type(inside) in _HOLDS])
            else:
                stack.extend([(link, depth + 1, inside) for _, inside in pairs if type(inside) in _HOLDS])


def _member(root: Member, link: Link, depth: int, step: str | int, value: Json) -> Member:
    """A member of a container, or the ancestor that stands for it."""
    way = _path(link)
    return Member(root.document, (*way, step), value) if depth <= FAR else Member(root.document, way, None)


_HOLDS = frozenset((dict, list))


def _path(link: Link) -> Path:
    steps: list[str | int] = []
    while link is not None:
        link, step = link
        steps.append(step)
    return tuple(reversed(steps))


DEPTH = 500
"""Arrays and objects within each other: the parsers of PHP and of Apple's systems stop at 512."""


@book.rule("JSN114", on="json document", level=ERROR, formats=(),
           says="the document is {charset}, where UTF-8 was expected",
           spec=RFC + "#section-8.1", bad="\0".join(GOOD) + "\0", good=GOOD,
           fix="Save the document as UTF-8.")  # fmt: skip
def json_not_utf8(reading: Reading) -> Iterator[Where]:
    """JSON that is published must be UTF-8; readers decode it as that and find no JSON."""
    if reading.json is not None and reading.decoded.charset != "utf-8":
        yield found(Span(0, 1), charset=reading.decoded.charset)


@book.rule("JSN108", on="json document", level=ERROR, formats=(),
           says="there are more than {depth} arrays and objects within each other", spec=RFC + "#section-9",
           bad=feed(_shop='{"deep": ' + "[" * (DEPTH + 5) + "]" * (DEPTH + 5) + "}"), good=GOOD,
           fix="Close the brackets where they end.")  # fmt: skip
def json_nested_too_deeply(reading: Reading) -> Iterator[Where]:
    """No feed is that deep; parsers stop or crash."""
    document = reading.json
    if document is None:
        return
    if document.fatal is not None and "within each other" in document.fatal.says:
        yield found(Span(0, 1), depth=DEPTH)
    elif document.root is not None and document.utf8.count(b"[") + document.utf8.count(b"{") > DEPTH:
        level: list[Json] = [document.root.value]
        for _ in range(DEPTH):
            level = [
                inside
                for outer in level
                for inside in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
                if type(inside) in _HOLDS
            ]
            if not level:
                return
        yield found(document.root, depth=DEPTH)


@book.rule("JSN110", on="json", level=ERROR, says="{member} stands here a second time", formats=(),
           spec=RFC + "#section-4", bad=GOOD.replace('"title"', '"title": "Old", "title"'), good=GOOD,
           fix="Keep one of the two.")  # fmt: skip
def repeated_member(root: Member) -> Iterator[Where]:
    """Some readers take the first, others the last, and some refuse the document."""
    repeated = root.document.repeated
    if not repeated:
        return
    for link, depth, inside in _containers(root.value):
        if isinstance(inside, dict):
            for name in repeated.get(id(inside), ()):
                member = _member(root, link, depth, name, inside[name])
                yield found(member.name_place(), member=path(member))


def _scalars(root: Member, wanted: Callable[[Json], bool]) -> Iterator[Member]:
    """The members whose own value, not that of what is inside, is of a sort."""
    for link, depth, inside in _containers(root.value):
        pairs = inside.items() if isinstance(inside, dict) else enumerate(inside)
        for step, value in pairs:
            if wanted(value):
                yield _member(root, link, depth, step, value)


@book.rule("JSN111", on="json", level=ERROR, says="{member} is {what}, which is no JSON", formats=(),
           spec=RFC + "#section-6", bad=feed(_shop='{"price": NaN}'), good=feed(_shop='{"price": 3.5}'),
           fix="Leave the member out where there is no number.")  # fmt: skip
def not_a_number(root: Member) -> Iterator[Where]:
    """NaN and Infinity belong to JavaScript and Python; most parsers refuse the document for them."""
    if not root.document.constants:
        return
    for member in _scalars(root, lambda value: isinstance(value, float) and not math.isfinite(value)):
        span = jsontree.span(member.place())
        what = root.document.utf8[span.start : span.end]
        if what in {b"NaN", b"Infinity", b"-Infinity"}:  # 1e999 is too large for Python, yet JSON
            yield found(member, member=path(member), what=what.decode())


_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_LONE = re.compile("[\ud800-\udfff]")


@book.rule("JSN112", on="json", level=ERROR, says="{member} holds half a character, {what}", formats=(),
           spec=RFC + "#section-8.2", bad=feed(title='"News \\ud83d"'), good=feed(title='"News \\ud83d\\ude00"'),
           fix="Write both halves, or better the character itself; texts must be cut between characters.")  # fmt: skip
def lone_surrogate(root: Member) -> Iterator[Where]:
    """A character beyond U+FFFF is two escapes; with only one of them, some parsers refuse the document."""
    if _SURROGATE.search(root.document.utf8) is None:
        return
    for member in _scalars(root, lambda value: isinstance(value, str) and not value.isascii()):
        text = member.value
        lone = _LONE.search(text) if isinstance(text, str) else None
        if lone is not None:
            yield found(member.place(*lone.span()), member=path(member), what=f"\\u{ord(lone[0]):04x}")


@book.rule("JSN113", on="json document", level=WARNING, says="a byte order mark stands before the document", formats=(),
           spec=RFC + "#section-8.1", bad="\ufeff" + GOOD, good=GOOD,
           repair="byte-order-mark", fix="Save the file as UTF-8 without a mark.")  # fmt: skip
def byte_order_mark_in_json(reading: Reading) -> Iterator[Where]:
    """JSON must not have one, and parsers such as Go's and Python's stop at it."""
    if reading.json is not None and reading.decoded.marked:
        yield Span(0, 1)
