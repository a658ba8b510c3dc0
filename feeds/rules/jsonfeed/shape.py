"""The structure that schemas/jsonfeed-1.1.schema.json describes, as a table that documents are walked with.

jsonschema gives the same verdicts, and the tests hold both to each other on generated documents. It is not asked at run
time: importing it takes longer than checking most feeds, and it says less exactly what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from feeds.articles.schemas import schema
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

    @property
    def is_leaf(self) -> bool:
        """Whether there is nothing below to look at."""
        return not self.members and self.inside is None


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
        )

    return build(root)


def mismatches(value: Json, wanted: Shape, path: Path = ()) -> Iterator[tuple[Path, Json, Shape]]:
    """The values whose type is not the one wanted, with their paths; nothing inside them is looked at."""
    if type(value) not in wanted.types:
        yield path, value, wanted
    elif isinstance(value, dict):
        members = wanted.members
        for name, child in value.items():
            below = members.get(name)
            if below is not None and (type(child) not in below.types or not below.is_leaf):
                yield from mismatches(child, below, (*path, name))
    elif isinstance(value, list) and wanted.inside is not None:
        for index, child in enumerate(value):
            yield from mismatches(child, wanted.inside, (*path, index))


def objects(value: Json, wanted: Shape, path: Path = ()) -> Iterator[tuple[Path, dict[str, Json], Shape]]:
    """The objects of a feed that have a shape, with their paths; extensions are none of them."""
    if isinstance(value, dict) and wanted.members:
        yield path, value, wanted
        for name, child in value.items():
            below = wanted.members.get(name)
            if below is not None and not below.is_leaf:
                yield from objects(child, below, (*path, name))
    elif isinstance(value, list) and wanted.inside is not None:
        for index, child in enumerate(value):
            yield from objects(child, wanted.inside, (*path, index))
