"""What the books of a format declare of elements: where they may stand, how often, and what they may have."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from feeds.rules import books_for
from feeds.rules.catalogue import Scope
from feeds.rules.namespaces.book import NAMESPACED
from feeds.rules.rule import ANYWHERE, Shape
from feeds.source.xmltree import Element


class Shapes(NamedTuple):
    """What the books of one format declare."""

    placed: dict[tuple[str, str], Shape]
    names: frozenset[str]
    prefixes: frozenset[str]
    closed: frozenset[str]

    def shape(self, parent: str, name: str) -> Shape | None:
        """How an element of a name is shaped in a parent; None where it does not belong."""
        return self.placed.get((parent, name)) or self.placed.get((ANYWHERE, name))


@lru_cache(maxsize=256)
def shapes(scope: Scope) -> Shapes:
    """The element shapes that hold for a document."""
    placed: dict[tuple[str, str], Shape] = {}
    names: set[str] = set()
    for each in books_for(scope):
        for shape in each.shapes:
            if shape.formats and scope.format not in shape.formats:
                continue
            names.add(shape.name)
            for parent in shape.inside:
                placed[parent, shape.name] = shape
                if parent == "atom:feed" and not shape.name.startswith("atom:"):
                    placed.setdefault(("atom:source", shape.name), shape)  # it holds what its feed says of itself
    with_shapes = {each.prefix for each in books_for(scope) if each.prefix is not None and each.shapes}
    shut = {each.prefix for each in books_for(scope) if each.prefix in with_shapes and each.closed}
    return Shapes(
        placed, frozenset(names), frozenset(p for p in with_shapes if p is not None),
        frozenset(p for p in shut if p is not None),
    )  # fmt: skip


def prefix_of(name: str) -> str | None:
    """The canonical prefix of a name, None for a name of no known vocabulary."""
    if name.startswith("{"):
        return None
    prefix, colon, _ = name.partition(":")
    return prefix if colon else ""


def closed(name: str, scope: Scope, known: Shapes) -> bool:
    """Whether the vocabulary of a name is one that has only the elements which its book declares."""
    prefix = prefix_of(name)
    # An element of no namespace, in a format that has one, is NSP106's.
    return prefix in known.closed and not (prefix == "" and scope.format in NAMESPACED)


def is_open(element: Element, known: Shapes) -> bool:
    """Whether anything may stand inside one of the elements around this one."""
    for node in element.ancestors():
        prefix = prefix_of(node.name)
        if prefix is None or prefix == "xhtml":
            return True
        if node.parent is not None:
            shape = known.shape(node.parent.name, node.name)
            if shape is not None and shape.open:
                return True
    return False
