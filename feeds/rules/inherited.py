"""xml:base and xml:lang, which hold for all that is inside, whatever the format: the books of Atom and of RSS say it.

Sources: XML Base, https://www.w3.org/TR/xmlbase/; XML, https://www.w3.org/TR/xml/#sec-lang-tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.reading import Reading
from feeds.rules.rule import Where, part, quoted
from feeds.values import languages
from feeds.values.problem import Problem
from feeds.values.uris.parts import iri_reference

_CHARACTERS: Final = {"space", "control", "backslash", "bad-character", "surrounding-blanks", "bracket", "non-ascii"}


def inherited(reading: Reading) -> Iterator[Where]:
    """Each xml:base and xml:lang is looked at once; the part tells which rule it breaks."""
    tree = reading.xml
    if tree is None or tree.qualified.isdisjoint(("xml:base", "xml:lang")):
        return
    bases_seen: dict[str, Problem | None] = {}
    languages_seen: dict[str, tuple[tuple[str, Problem], ...]] = {}
    for element in tree.elements:
        if not element.attributes:
            continue
        base, text = element.attributes.get("xml:base"), element.attributes.get("xml:lang")
        wrong = None
        if base:
            if base in bases_seen:
                wrong = bases_seen[base]
            else:
                wrong = bases_seen[base] = _base(base)
        if base and wrong is not None:
            spot = element.in_attribute("xml:base", wrong.at, wrong.end)
            name = "character" if wrong.kind in _CHARACTERS else "malformed"
            yield part(name, spot, text=quoted(base), problem=wrong.says)
        if text:
            problems = languages_seen.get(text)
            if problems is None:
                problems = languages_seen[text] = tuple(_language(text))
            for name, problem in problems:
                spot = element.in_attribute("xml:lang", problem.at, problem.end)
                yield part(name, spot, text=quoted(text), problem=problem.says)


def _base(text: str) -> Problem | None:
    answer = iri_reference(text)
    return answer if isinstance(answer, Problem) else None


def _language(text: str) -> Iterator[tuple[str, Problem]]:
    problem = languages.language(text)
    if isinstance(problem, Problem):
        yield "language", problem
    else:
        yield from (("unregistered", remark) for remark in languages.remarks(text))
