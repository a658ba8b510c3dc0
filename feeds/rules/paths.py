"""Where a spot is, in words: paths such as ``/rss/channel/item[3]/title``, JSON Pointers, and the item it is in."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.rules.rule import Spot
from feeds.source.jsontree import Member
from feeds.source.places import JsonPlace, Place
from feeds.source.xmltree import Element


@dataclass(frozen=True, slots=True)
class Item:
    """The item or entry that a finding is in; ``index`` counts from 1."""

    index: int
    id: str | None
    title: str | None


_ITEMS = {"item", "atom:entry"}


class Paths:
    """Paths such as ``/rss/channel/item[3]/title``; siblings are numbered once per parent."""

    def __init__(self) -> None:
        self.numbers: dict[int, tuple[dict[int, int], dict[str, int]]] = {}
        self.known: dict[int, tuple[str, Item | None]] = {}  # an item with many findings is looked into once

    def of(self, spot: Spot) -> tuple[str, Item | None]:
        """The path to a spot, and the item it is in."""
        if isinstance(spot, Place):
            path, item = self._element(spot.element)
            if spot.part in {"attribute", "attribute name"}:
                path += f"/@{spot.name}"
            return path, item
        if isinstance(spot, Element):
            return self._element(spot)
        if isinstance(spot, JsonPlace):
            return self._member(spot.member)
        if isinstance(spot, Member):
            return self._member(spot)
        return "", None

    def _element(self, element: Element) -> tuple[str, Item | None]:
        trail: list[Element] = []
        node: Element | None = element
        while node is not None and id(node) not in self.known:
            trail.append(node)
            node = node.parent
        path, item = self.known[id(node)] if node is not None else ("", None)
        for step in reversed(trail):
            number, count = self._number(step)
            path = f"{path}/{step.name}" if count == 1 else f"{path}/{step.name}[{number}]"
            if step.name in _ITEMS and step.parent is not None:
                item = self._item(step, number)
            self.known[id(step)] = path, item
        return path, item

    def _number(self, element: Element) -> tuple[int, int]:
        parent = element.parent
        if parent is None:
            return 1, 1
        known = self.numbers.get(id(parent))
        if known is None:
            counts: dict[str, int] = {}
            numbers: dict[int, int] = {}
            for child in parent.children:
                numbers[id(child)] = counts[child.name] = counts.get(child.name, 0) + 1
            known = self.numbers[id(parent)] = (numbers, counts)
        return known[0][id(element)], known[1][element.name]

    @staticmethod
    def _item(element: Element, number: int) -> Item:
        atom = element.name == "atom:entry"
        key = element.first("atom:id" if atom else "guid") or (None if atom else element.first("link"))
        title = element.first("atom:title" if atom else "title")
        identity = key.value if key is not None else element.get("rdf:about")
        return Item(number, identity or None, title.value[:200] if title is not None and title.value else None)

    @staticmethod
    def _member(member: Member) -> tuple[str, Item | None]:
        item = None
        root = member.document.root
        if root is not None and len(member.path) > 1 and member.path[0] == "items" and isinstance(member.path[1], int):
            items = root.get("items")
            value = items.value[member.path[1]] if items is not None and isinstance(items.value, list) else None
            if isinstance(value, dict):
                identity, title = value.get("id"), value.get("title")
                item = Item(
                    member.path[1] + 1,
                    str(identity) if isinstance(identity, str | int | float) else None,
                    title[:200] if isinstance(title, str) else None,
                )
        return member.pointer, item
