"""What is broken in an HTML text: tags that do not fit together, elements and entities that do not exist.

Judged by today's HTML: end tags that may be left out are not missed, ``<br>`` needs no slash, svg, math and custom
elements are fine, and so is a bare ``&``.
Source: the HTML Standard, section 13.2.6 (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.entities import html5, name2codepoint
from typing import Final

from feeds.values.htmltext.nesting import is_known, nesting
from feeds.values.htmltext.tokens import Token, tokens
from feeds.values.problem import Problem

_NAMED: Final = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{2,15});|#([0-9]{1,9});|#[xX]([0-9A-Fa-f]{1,8});)")

# What is not one of the references that most texts are full of, and perhaps a slip; most texts end with this one look.
_UNUSUAL: Final = re.compile(
    r"&(?!(?:amp|lt|gt|quot|nbsp|apos|hellip|mdash|ndash|[lr]squo|[lr]dquo|#(?:3[0-9]|82[0-9]{2}|160));)(?=[A-Za-z#])"
)


def problems(html: str, seen: Sequence[Token] | None = None) -> Iterator[Problem]:
    """Each defect, in the order of the text as far as nesting allows.

    Kinds of tags: ``unclosed-tag``, ``stray-end-tag``, ``misnested``, ``void-end-tag`` (</br>), ``self-closing``
    (<div/> is open), ``nested-link``, ``unknown-element``, ``truncated-tag`` (the text ends within), ``too-deep``.
    Kinds of entities: ``unknown-entity`` (as &nbps;), ``bad-reference`` (as &#0;), ``windows-1252-reference`` (&#150;).
    ``seen`` are the tokens of ``html``, where they are at hand.
    """
    yield from broken_tags(html, list(tokens(html)) if seen is None else seen)
    yield from broken_references(html)


def broken_tags(html: str, seen: Sequence[Token]) -> Iterator[Problem]:
    """The problems of tags; ``seen`` are the tokens of ``html``."""
    yield from nesting(seen)
    for token in seen:
        if token.kind == "start":
            if is_known(token):
                continue
            end = token.at + 1 + len(token.name)
            yield Problem("unknown-element", f"HTML has no element '{token.name[:40]}'", token.at + 1, end)
        elif token.kind == "unclosed" and not token.name:
            yield Problem("truncated-tag", f"'{html[token.at : token.at + 24]}' never ends", token.at, token.end)


def has_unusual_references(html: str) -> bool:
    """Whether there may be a problem of references at all."""
    return "&" in html and _UNUSUAL.search(html) is not None


def broken_references(html: str) -> Iterator[Problem]:
    """The problems of entities and character references."""
    if not has_unusual_references(html):
        return
    for match in _NAMED.finditer(html):
        name, number, hexadecimal = match.groups()
        if name is not None:
            if f"{name};" in html5:
                continue
            meant = _near(name)
            if meant is not None:
                yield Problem(
                    "unknown-entity", f"HTML has no '{match[0]}': perhaps '&{meant};' was meant", *match.span()
                )
            continue
        code = int(number) if number is not None else int(hexadecimal, 16)
        if 0x80 <= code <= 0x9F:
            says = f"'{match[0]}' is a control character, which browsers take for Windows-1252"
            yield Problem("windows-1252-reference", says, *match.span())
        elif not 0 < code < 0x110000 or 0xD800 <= code <= 0xDFFF or (code < 0x20 and code not in {9, 10, 13}):
            yield Problem("bad-reference", f"'{match[0]}' stands for no character", *match.span())


def _near(name: str) -> str | None:
    """The common entity that ``name`` is one slip away from: two letters swapped, one left out or one too many."""
    small = name.lower()
    by_letters, by_one_less = _slips()
    exact = by_letters.get("".join(sorted(small)))
    if exact is not None:
        return exact
    for index in range(len(small)):
        less = small[:index] + small[index + 1 :]
        if len(less) > 3 and less in name2codepoint:
            return less
    return by_one_less.get(small) if len(small) > 2 else None


@cache
def _slips() -> tuple[dict[str, str], dict[str, str]]:
    """The common entities by their letters in order, and by their names less one letter; few texts need them."""
    long = [name for name in name2codepoint if len(name) > 3]
    return (
        {"".join(sorted(name.lower())): name for name in long},
        {name[:index] + name[index + 1 :]: name for name in long for index in range(len(name))},
    )
