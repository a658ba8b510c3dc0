"""Markdown that means what it says: texts of rules as prose, in tables and in code.

As CommonMark 0.31 and GitHub read it: https://spec.commonmark.org/0.31.2/
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from feeds.report.text import pictures

MOST = 1500  # characters of an example; a few are as long as what they show is large
_LAYOUT = re.compile(r"([\n\t])")
_CODE = re.compile(r"(`[^`]*`)")
_REFERENCE = re.compile(r"&(?=#?\w)")
_MARK = re.compile(r"[\\*\[\]|~]|(?<!\w)_|_(?!\w)")


def prose(words: str) -> str:
    """A text in which nothing but backticks is markup."""
    parts = _CODE.split(words)
    parts[::2] = [_escaped(part) for part in parts[::2]]
    return "".join(parts)


def code(words: str) -> str:
    """A text as inline code, whatever backticks it has."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    blank = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{blank}{words}{blank}{fence}"


def block(example: str, language: str = "") -> Iterator[str]:
    """The lines of an example as code: its control characters as pictures, what is very long cut off."""
    text = "".join(part if part in "\n\t" else pictures(part) for part in _LAYOUT.split(example[:MOST]))
    text = text or "(an empty document)"
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    yield f"{fence}{language}"
    yield text.rstrip("\n") + ("…" if len(example) > MOST else "")
    yield fence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; the cells are Markdown already."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def counted(number: int, word: str) -> str:
    """A number and its noun: 1 rule, 2 rules."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _escaped(words: str) -> str:
    words = _REFERENCE.sub("&amp;", words).replace("<", "&lt;").replace(">", "&gt;")
    return _MARK.sub(lambda found: f"\\{found[0]}", words)
