"""Apple's categories: their names, the tree they form, and the names that shows of earlier years have.

Source: https://podcasters.apple.com/support/1691-apple-podcasts-categories.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.itunes.book import EXPLICIT, IMAGE, LANGUAGE, book, show
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Where, found, part, quoted
from feeds.rules.sorts import needed
from feeds.source.xmltree import Element

_SPEC: Final = "https://podcasters.apple.com/support/1691-apple-podcasts-categories"
_NAME: Final = "itunes:category"


def _show(categories: str) -> str:
    return show(LANGUAGE, IMAGE, EXPLICIT, categories)


_GOOD: Final = _show('<itunes:category text="Arts"><itunes:category text="Books"/></itunes:category>')

needed(book, "ITU112", "category-without-text", {_NAME: ("text",)}, spec=_SPEC,
       why="The name of the category is in the attribute; text in the element is read by nobody.",
       bad=_show("<itunes:category>Arts</itunes:category>"), good=_GOOD,
       repair=("text-as-attribute", "text"), fix='Write it as text="…".')  # fmt: skip


def _categories(kind: Kind) -> Iterator[Where]:
    from feeds.values.tables.podcasts import CATEGORIES, SUCCESSORS  # noqa: PLC0415 - only podcasts need the table

    for element in kind.elements:
        if "text" not in element.attributes:
            continue
        text = " ".join(element.attributes["text"].split())
        above = _above(element) if kind.parent == _NAME else None
        if text in (CATEGORIES if above is None else CATEGORIES.get(above, ())):
            continue
        if above is not None and above not in CATEGORIES and any(text in subs for subs in CATEGORIES.values()):
            continue  # only the category around it is wrong
        yield _wrong(element, text, above, CATEGORIES, SUCCESSORS)


def _above(element: Element) -> str:
    parent = element.parent
    return " ".join(parent.get("text").split()) if parent is not None else ""


def _too_deep(kind: Kind) -> Iterator[Where]:
    if kind.parent == _NAME:
        for element in kind.elements:
            around = element.parent.parent if element.parent is not None else None
            if around is not None and around.name == _NAME:
                yield found(element, text=quoted(element.get("text")), around=quoted(_above(element)))


def _wrong(
    element: Element, text: str, above: str | None, tree: dict[str, tuple[str, ...]], successors: dict[str, str]
) -> Where:
    """Which of the three: retired, in the wrong place, or unknown."""
    spot = element.in_attribute("text")
    home = next((top for top, subs in tree.items() if text in subs), None)
    both = f"{above} > {text}"
    for name in (both, text):
        if name in successors:
            return part("retired", spot, text=quoted(name), right=successors[name])
    if home is not None:
        right = f"a part of {quoted(home)}"
        return part("place", spot, text=quoted(text), right=right, home=f"{home} > {text}")
    if text in tree:
        return part("place", spot, text=quoted(text), right="a category of its own")
    near = next((each for each in (*tree, *(sub for subs in tree.values() for sub in subs))
                 if each.lower() == text.lower()), None)  # fmt: skip
    hint = f"; it is written {quoted(near)}" if near else ""
    return part("unknown", spot, text=quoted(text), hint=hint, near=near or "")


book.rule("ITU218", on=_NAME, level=WARNING, part="unknown", name="unknown-category-of-podcasts", spec=_SPEC,
          says="Apple has no category {text}{hint}",
          why="A show without a category that Apple knows is not accepted, and is found nowhere in its directory.",
          bad=_show('<itunes:category text="Gardening"/>'), good=_GOOD,
          repair="better-word", fix="Choose one of Apple's categories, letter by letter.",
          w3c=("InvalidItunesCategory",))(_categories)  # fmt: skip
book.rule("ITU219", on=_NAME, level=WARNING, part="retired", name="retired-category-of-podcasts", spec=_SPEC,
          says="Apple has given up the category {text}; its shows are in {right}",
          why="Apple moves such shows as it thinks best, other directories show no category.",
          bad=_show('<itunes:category text="Games &amp; Hobbies"/>'), good=_GOOD,
          repair="category", fix="Write the new name.",
          w3c=("ObsoleteItunesCategory",))(_categories)  # fmt: skip
book.rule("ITU220", on=_NAME, level=WARNING, part="place", name="category-in-the-wrong-category", spec=_SPEC,
          says="the category {text} is {right}", why="Apple knows each subcategory in its own category only.",
          bad=_show('<itunes:category text="Books"/>'), good=_GOOD,
          repair="category", fix="Nest it in the category that it belongs to.",
          w3c=("InvalidItunesCategory",))(_categories)  # fmt: skip
book.rule("ITU221", on=_NAME, level=WARNING, name="category-within-a-subcategory", spec=_SPEC,
          says="the category {text} stands within {around}, which is a subcategory itself",
          why="Apple's categories have two levels; what stands deeper is read by nobody.",
          bad=_show('<itunes:category text="Arts"><itunes:category text="Books"><itunes:category text="Design"/>'
                    "</itunes:category></itunes:category>"), good=_GOOD,
          fix="Put it beside the other subcategory.", w3c=("InvalidItunesCategory",))(_too_deep)  # fmt: skip
