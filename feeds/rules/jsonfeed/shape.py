"""The structure that schemas/jsonfeed-1.1.schema.json describes, as a table that documents are walked with.

jsonschema gives the same verdicts, and the tests hold both to each other on generated documents. It is not asked at run
time: importing it takes longer than checking most feeds, and it says less exactly what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from feeds.articles.schemas import schema
from feeds.rules.reading import Reading
from feeds.source.jsontree import Json, Path

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "number": (int, float), "boolean": (bool,), "array": (list,), "object": (dict,),
}  # fmt: skip
WORDS = {str: "a string", int: "a number", float: "a number", bool: "true or false", list: "an array",
         dict: "an object", type(None): "null"}  # fmt: skip

# Nothing may follow the pattern's end; Python's `$` would let a line end pass.
EXTENSION = re.compile(r"_[A-Za-z][^.]*\Z", re.DOTALL)


@dataclass(slots=True)
class Shape:
    """What a value must be: its type (``words`` says it), its members by name, what is in an array."""

    types: frozenset[type] = frozenset()
    words: str = ""
    members: dict[str, Shape] = field(default_factory=dict)
    inside: Shape | None = None
    is_leaf: bool = True  # nothing below to look at


@cache
def shape() -> Shape:
    """The shape of a whole feed."""
    root = schema("jsonfeed-1.1")
    parts = cast("dict[str, dict[str, object]]", root["$defs"])

    def build(node: dict[str, object]) -> Shape:
        reference = node.get("$ref")
        if isinstance(reference, str):
            return build(parts[reference.rpartition("/")[2]])
        name = str(node.get("type", "string"))  # an enumeration is one of strings here
        below = cast("dict[str, dict[str, object]]", node.get("properties", {}))
        inside = node.get("items")
        return Shape(
            frozenset(_TYPES[name]),
            WORDS[_TYPES[name][0]],
            {member: build(each) for member, each in below.items()},
            build(cast("dict[str, object]", inside)) if inside is not None else None,
            is_leaf=not below and inside is None,
        )

    return build(root)


ENOUGH = 10_001
"""More findings of one rule than this no report keeps."""

Mismatch = tuple[Path, Json, Shape]


@dataclass(slots=True)
class Survey:
    """What one walk through a feed finds, extensions left out; each list holds at most ENOUGH.

    ``mistyped`` are the values, but for nulls and ids, that are not of the type wanted; nothing inside them is looked
    at. ``odd`` are the objects that have members which their shape has not.
    """

    mistyped: list[Mismatch] = field(default_factory=list)
    nulls: list[Mismatch] = field(default_factory=list)
    odd: list[tuple[Path, dict[str, Json], Shape]] = field(default_factory=list)

    def look(self, value: Json, wanted: Shape, path: Path) -> None:
        """Look at a value and at what is inside it."""
        if type(value) not in wanted.types:
            self._mistyped(path, value, wanted)
        elif isinstance(value, dict):
            members, odd = wanted.members, False
            for name, child in value.items():
                below = members.get(name)
                if below is None:
                    odd = True
                elif type(child) not in below.types:
                    self._mistyped((*path, name), child, below)
                elif child and not below.is_leaf:
                    self.look(child, below, (*path, name))
            if odd and len(self.odd) < ENOUGH:
                self.odd.append((path, value, wanted))
        elif isinstance(value, list) and wanted.inside is not None:
            inside = wanted.inside
            for index, child in enumerate(value):
                if (child and not inside.is_leaf) or type(child) not in inside.types:
                    self.look(child, inside, (*path, index))

    def _mistyped(self, path: Path, value: Json, wanted: Shape) -> None:
        into = self.nulls if value is None else self.mistyped
        if len(into) < ENOUGH and (value is None or not _is_item_id(path)):
            into.append((path, value, wanted))


def _is_item_id(path: Path) -> bool:
    return len(path) == 3 and path[0] == "items" and path[2] == "id"


def survey(reading: Reading) -> Survey:
    """The survey of the feed, made at the first question."""
    known = reading.seen.get("json survey")
    if not isinstance(known, Survey):
        known = reading.seen["json survey"] = Survey()
        if reading.json is not None and reading.json.root is not None:
            known.look(reading.json.root.value, shape(), ())
    return known
