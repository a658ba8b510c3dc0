"""The quick look at an HTML text: which of its tags deserve a closer one, and whether they certainly fit together.

Feeds are mostly HTML, and most of that is plain and well nested. One expression finds all tags, each text of a tag is
judged once, and the rest is a short loop over names: a small part of what the tokenizer and the tree construction cost.
What is unusual, however harmless, is left to those; that the two agree is held by a property in the tests.
"""

from itertools import islice
from typing import Final, NamedTuple

from feeds.values.htmltext.codes import CAREFUL, CODES, NEVER, SUSPECT, TAGS, WITHIN, name_of
from feeds.values.htmltext.tokens import Token, tokens
from feeds.values.tables.html import CLOSES_P, RAW

_PARENTS: Final = {CODES[name]: frozenset(map(CODES.__getitem__, parents.split())) for name, parents in WITHIN.items()}
_CLOSE_P: Final = frozenset(CODES[name] for name in CLOSES_P if name in CODES)
_NEVER_CODES: Final = frozenset(map(CODES.__getitem__, NEVER))
_A, _P = CODES["a"], CODES["p"]
_TEXT_UP_TO: Final = {CODES[name]: f"/{name}>" for name in RAW if name in CODES}
MOST_TAGS: Final = 50_000  # of one text; no page that people read has a tenth of it
_DEEPEST: Final = 100


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
    pieces = html.split("<")  # each a tag, as far as its ">", and what follows
    if len(pieces) > MOST_TAGS + 1:
        return _full(html)
    opened: list[int] = []
    suspects: dict[int, str] = {}
    for index, piece in enumerate(pieces):
        if not index:
            continue
        end = piece.find(">")
        if end < 0:
            return _full(html)
        code = TAGS[piece[:end]]
        if code < 0:
            if not opened or opened.pop() + code:
                return _full(html)
        elif code:
            if code >= CAREFUL:
                if code >= SUSPECT:
                    name = name_of(piece[:end])
                    if name is None:
                        return _full(html)
                    suspects[index] = name
                    code = CODES.get(name, 0)  # that the tag would have otherwise
                    if not code:
                        continue
                if code == _A:  # the most frequent of all
                    if code in opened:
                        return _full(html)
                elif code >= CAREFUL and not _fits(code, opened, pieces[index + 1 : index + 2]):
                    return _full(html)
            opened.append(code)
            if len(opened) > _DEEPEST:
                return _full(html)
    if opened:
        return _full(html)
    return Survey(_found(html, pieces, suspects), None) if suspects else CLEAN


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
        if token.kind == "start" and (token.foreign or TAGS[html[token.at + 1 : token.end - 1]] == SUSPECT)
    ]


def _found(html: str, pieces: list[str], suspects: dict[int, str]) -> list[Token]:
    found: list[Token] = []
    at = len(pieces[0])
    for index in range(1, max(suspects) + 1):
        piece = pieces[index]
        name = suspects.get(index)
        if name is not None:
            end = at + piece.index(">") + 2
            found.append(Token(html, "start", name, at, end, at + 1 + len(name), foreign=False))
        at += len(piece) + 1
    return found


def _fits(code: int, opened: list[int], following: list[str]) -> bool:
    """Whether the start tag closes nothing that is open, and what it holds is as it should be."""
    if code in _CLOSE_P and _P in opened:
        return False
    if code in _TEXT_UP_TO:
        return bool(following) and following[0].startswith(_TEXT_UP_TO[code])
    parents = _PARENTS.get(code)
    if parents is not None:
        return not opened or opened[-1] in parents
    return code not in _NEVER_CODES
