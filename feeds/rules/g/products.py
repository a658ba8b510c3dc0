"""Which attributes a product must have, and which nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.g.book import BASE, NAMES, PLACES, RANGES, RETIRED, book
from feeds.rules.modules import nearest
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted

PRODUCT: Final = (
    "<link>https://example.org/1</link><g:id>1</g:id><g:title>Mug</g:title><g:description>A mug</g:description>"
    "<g:link>https://example.org/1</g:link><g:image_link>https://example.org/1.jpg</g:image_link>"
    "<g:price>15.00 EUR</g:price><g:availability>in_stock</g:availability>"
)

_PERIOD: Final = (
    "<g:event_date_range><g:start>2026-12-20T12:00:00</g:start><g:end>2026-12-20T14:00:00</g:end></g:event_date_range>"
)


@book.rule("GMC101", on="*", level=WARNING, says="no attribute of product data is called {name}{hint}",
           bad="<g:colour>red</g:colour>", good="<g:color>red</g:color>",
           fix="Use the name that the specification has.", w3c=("UndefinedElement",),
           concerns=lambda _parent, name, _form: name.startswith("g:") and name not in NAMES)  # fmt: skip
def unknown_product_attribute(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Merchant Center passes over what it does not know; names are sensitive to spelling."""
    near = nearest(kind.name, NAMES - _OLD, reading)
    for element in kind.elements:
        yield found(element, name=quoted(kind.name), hint=f"; {near} is near" if near else "")


@book.rule("GMC107", on="*", level=WARNING, says="{name} stands in {parent}, where nobody looks for it",
           bad="<g:country>DE</g:country>",
           good="<g:shipping><g:country>DE</g:country><g:price>5.00 EUR</g:price></g:shipping>",
           fix="Put it into the product that it is about.", w3c=("UndefinedElement",),
           concerns=lambda parent, name, _form: name in NAMES and (parent, name) not in PLACES)  # fmt: skip
def product_attribute_in_the_wrong_place(kind: Kind) -> Iterator[Where]:
    """What is said of a product stands in its item; a part of shipping or of a period stands within that."""
    for element in kind.elements:
        yield found(element, name=kind.name, parent=quoted(kind.parent))


book.required(
    "GMC106", "period-without-begin", on=tuple(f"g:{name}" for name in RANGES), element="g:start", level=WARNING,
    spec=BASE, says="the period has no g:start", why="A period that does not begin is shown in no calendar.",
    bad="<g:event_date_range><g:end>2026-12-20T14:00:00</g:end></g:event_date_range>", good=_PERIOD,
    fix="Add g:start.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "GMC108", "period-without-end", on=tuple(f"g:{name}" for name in RANGES), element="g:end", level=WARNING,
    spec=BASE, says="the period has no g:end", why="A period that does not end hides what comes after it.",
    bad="<g:event_date_range><g:start>2026-12-20T12:00:00</g:start></g:event_date_range>", good=_PERIOD,
    fix="Add g:end.", w3c=("MissingElement",),
)  # fmt: skip
_OLD: Final = frozenset(f"g:{name}" for name in RETIRED)
_SIGNS: Final = frozenset({"g:availability", "g:gtin", "g:google_product_category", "g:mpn", "g:identifier_exists"})
_TITLES: Final = frozenset({"g:title", "title", "atom:title", "g:structured_title"})
_NEEDED: Final = {
    "g:id": (),
    "g:description": ("description", "atom:summary", "atom:content", "g:structured_description", "content:encoded"),
    "g:link": ("link", "atom:link"), "g:image_link": (), "g:price": ("g:subscription_cost",), "g:availability": (),
}  # fmt: skip


def _products(reading: Reading) -> Iterator[Where]:
    """What each product lacks: of items with a title and an attribute that Google Base had not.

    Feeds that only add to another one have no titles; those of a shop's stock have a store code.
    """
    for item in reading.items:
        names = {child.name for child in item.children}
        if not names.isdisjoint(_SIGNS) and not names.isdisjoint(_TITLES) and "g:store_code" not in names:
            for name, others in _NEEDED.items():
                if name not in names and names.isdisjoint(others) and item.lacks(name):
                    yield found(item, name=name)


book.rule("GMC102", on="document", level=WARNING, name="product-incomplete", says="the product has no {name}",
          why="Merchant Center refuses a product without it.", bad=PRODUCT.replace("<g:id>1</g:id>", ""), good=PRODUCT,
          fix="Add it.")(_products)  # fmt: skip


@book.rule("GMC501", on=tuple(f"g:{name}" for name in RETIRED), level=ADVICE, spec=BASE,
           says="{element} was for Google Base, which Merchant Center has replaced", bad="<g:label>Leather</g:label>",
           good="<g:material>Leather</g:material>", fix="Leave it out, or use an attribute of today.")  # fmt: skip
def attribute_of_google_base(kind: Kind) -> Iterator[Where]:
    """Merchant Center passes over it."""
    for element in kind.elements:
        yield found(element, element=element.name)


def _many(code: str, name: str, on: str, most: int, w3c: tuple[str, ...], *, error: bool, why: str) -> None:
    def check(kind: Kind) -> Iterator[Where]:
        counts: dict[int, int] = {}
        for element in kind.elements:
            counts[id(element.parent)] = count = counts.get(id(element.parent), 0) + 1
            if count == most + 1:
                yield found(element, element=element.name, most="once" if most == 1 else f"{most} times")

    one = f"<{on}>https://example.org/1.jpg</{on}>"
    book.rule(code, on=on, level=ERROR if error else WARNING, name=name, says="{element} stands here more than {most}",
              why=why, bad=one * (most + 1), good=one * most, fix="Keep the first ones.", w3c=w3c)(check)  # fmt: skip


_many("GMC103", "too-many-images", "g:image_link", 10, ("TooMany",), error=True, why="Google reads no more than ten.")
_many("GMC104", "too-many-additional-images", "g:additional_image_link", 10, ("TooMany",), error=True,
      why="Merchant Center reads ten beside the main image.")  # fmt: skip
_many("GMC105", "too-many-labels", "g:label", 10, ("TooMany",), error=False, why="Google Base read no more than ten.")


@book.rule("GMC301", on="g:image_link", level=WARNING, says="the product has more than one g:image_link",
           bad="<g:image_link>https://example.org/1.jpg</g:image_link>" * 2,
           good="<g:image_link>https://example.org/1.jpg</g:image_link>",
           fix="Call the others g:additional_image_link.")  # fmt: skip
def several_main_images(kind: Kind) -> Iterator[Where]:
    """Merchant Center shows one of them, and which is left to chance."""
    seen: dict[int, int] = {}
    for element in kind.elements:
        seen[id(element.parent)] = count = seen.get(id(element.parent), 0) + 1
        if count == 2:
            yield found(element)
