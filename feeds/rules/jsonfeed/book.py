"""The book of JSON Feed, what its rules are declared with, and the small feeds its examples are made of.

Sources: https://www.jsonfeed.org/version/1.1/ and https://www.jsonfeed.org/version/1/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from feeds.rules.formats import JSON
from feeds.rules.rule import ERROR, Book, Grammar, Level, Repair, Where, found, quoted
from feeds.source.jsontree import Json, Member
from feeds.values.problem import Problem

book = Book(
    "JSN",
    "JSON Feed",
    "https://www.jsonfeed.org/version/1.1/",
    formats=JSON,
    about="Feeds in JSON: version 1.0 and 1.1.",
)

ITEM = '{"id": "1", "content_text": "Hello"}'


def item(**members: str | None) -> str:
    """An item for an example, from the JSON texts of its members; None leaves one out."""
    usual: dict[str, str | None] = {"id": '"1"', "content_text": '"Hello"'}
    return _object(usual | members, ", ")


def feed(*items: str, **members: str | None) -> str:
    """A feed for an example, from the JSON texts of its items (one by default) and members; None leaves one out."""
    top: dict[str, str | None] = {"version": '"https://jsonfeed.org/version/1.1"', "title": '"News"'}
    inside = f"[{', '.join(items or (ITEM,))}]"
    return _object(top | {"items": inside} | members, ",\n ")


def _object(members: dict[str, str | None], between: str) -> str:
    return "{" + between.join(f'"{name}": {value}' for name, value in members.items() if value is not None) + "}"


GOOD = feed()


STEPS = 12
"""So many steps of a path a message shows."""


def path(member: Member) -> str:
    """How a message names a member: ``title``, ``authors[1].url``; items are named by the report itself."""
    steps = member.path[2:] if member.path[:1] == ("items",) and len(member.path) > 2 else member.path
    words = ""
    for step in steps[:STEPS]:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else str(step)
    return quoted(words)[1:-1] if words else "the document"


def value(code: str, name: str, *, on: tuple[str, ...], grammar: Grammar, says: str, why: str, bad: str, good: str,
          fix: str, spec: str, level: Level = ERROR, kinds: frozenset[str] | None = None,
          without: frozenset[str] = frozenset(), blank: bool = False,
          public: bool = False, repair: Repair = (), safe: bool = True) -> None:  # fmt: skip
    """Declare that the strings at some paths are values of a grammar, as ``Book.value`` does for XML.

    Facts for ``says``: {member}, {text} (quoted, shortened), {problem}. A blank string is looked at only when
    ``blank`` is set.
    """

    def check(member: Member) -> Iterator[Where]:
        text = member.value
        if not isinstance(text, str) or not (blank or text.strip()):
            return
        answer = grammar(text)
        problems = (answer,) if isinstance(answer, Problem) else answer if isinstance(answer, Iterator) else ()
        for problem in problems:
            if (kinds is not None and problem.kind not in kinds) or problem.kind in without:
                continue
            spot = member.place(problem.at, len(text) if problem.end is None else problem.end) if text else member
            yield found(spot, member=path(member), text=quoted(text), problem=problem.says)

    book.rule(code, on=tuple(f"json:{each}" for each in on), level=level, spec=spec, says=says, bad=bad, good=good,
              fix=fix, name=name, why=why, public=public, repair=repair,
              safe=safe)(check)  # fmt: skip


def each(members: Member) -> Iterable[tuple[int, dict[str, Json]]]:
    """The objects of an array, with their indexes; what is no object has its own finding."""
    inside = members.value if isinstance(members.value, list) else []
    if set(map(type, inside)) <= {dict}:  # nearly always, and asked by many rules of many items
        return enumerate(cast("list[dict[str, Json]]", inside))
    return ((index, value) for index, value in enumerate(inside) if isinstance(value, dict))


def holding(members: Member) -> Iterable[tuple[int, dict[str, Json]]]:
    """The objects of an array that hold anything, with their indexes: found once for all rules that look into them."""
    known = members.document.objects.get(id(members.value))
    if known is None:
        known = members.document.objects[id(members.value)] = [one for one in each(members) if one[1]]
    return known


def below(member: Member, *steps: str | int) -> Member:
    """The member that some steps lead to, which must be there."""
    here = member.value
    for step in steps:
        here = here[step]  # type: ignore[index]  # the caller has seen that the steps exist
    return Member(member.document, (*member.path, *steps), here)


def objects(code: str, name: str, *, on: tuple[str, ...], lacks: Callable[[dict[str, Json]], bool], says: str,
            why: str, bad: str, good: str, fix: str, spec: str, level: Level = ERROR,
            repair: Repair = ()) -> None:  # fmt: skip
    """Declare what the objects of some arrays must not lack; ``on`` are the paths of the arrays."""

    def check(member: Member) -> Iterator[Where]:
        for index, inside in each(member):
            if lacks(inside):
                yield below(member, index)

    book.rule(code, on=tuple(f"json:{array}" for array in on), level=level, spec=spec, says=says, bad=bad, good=good,
              fix=fix, name=name, why=why, repair=repair)(check)  # fmt: skip
