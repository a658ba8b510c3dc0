"""The values of today's attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from feeds.rules.g.book import book
from feeds.rules.modules import addresses, plain
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Level, Where, found, quoted
from feeds.values import counts, dates
from feeds.values.dates.moment import Moment
from feeds.values.problem import Problem

_LINKS: Final = ("link", "mobile_link", "canonical_link", "image_link", "additional_image_link", "lifestyle_image_link",
                 "video_link", "virtual_model_link", "ads_redirect")  # fmt: skip
addresses(book, "GMC201", "product-link", on=tuple(f"g:{name}" for name in _LINKS),
          example="<g:image_link>{}</g:image_link>", why="Google cannot fetch it.")  # fmt: skip

_PRICES: Final = ("price", "sale_price", "cost_of_goods_sold", "auto_pricing_min_price", "maximum_retail_price")
_PRICE: Final = re.compile(r"([0-9]++(?:\.[0-9]++)?)(?:[ \t]{0,9}([A-Za-z]{1,20}))?")


def price(text: str) -> Problem | None:
    """What keeps a text from being a price, as in 15.00 EUR; ``no-currency``, ``currency`` or ``malformed``."""
    match = _PRICE.fullmatch(text)
    if match is None:
        start = re.match(r"[0-9.]*+", text)
        at = start.end() if start else 0
        return Problem("malformed", f"'{text[at : at + 24]}', where a number such as 15.00 was expected", at, len(text))
    if match[2] is None:
        return Problem("no-currency", "no currency after the number", 0, len(text))
    from feeds.values.tables.currencies import CURRENCIES  # noqa: PLC0415 - needed where products are sold

    if match[2] not in CURRENCIES:
        return Problem("currency", f"'{match[2]}' is no code of ISO 4217", *match.span(2))
    return None


_ON: Final = (*(f"g:{name}" for name in _PRICES), "g:flat_price", "g:price_threshold")
book.value(
    "GMC203", "price-not-a-number", on=_ON, grammar=price, kinds=frozenset({"malformed"}), blank=True,
    says="{element} is not a price: {text}: {problem}", why="Merchant Center refuses the product.",
    bad="<g:price>5,95</g:price>", good="<g:price>5.95 EUR</g:price>", w3c=("InvalidFloatUnit",),
    fix="Write digits, a point, digits, a blank and the currency.",
)  # fmt: skip
book.value(
    "GMC204", "price-in-unknown-currency", on=_ON, grammar=price, kinds=frozenset({"currency"}),
    says="the currency of {element} is unknown: {text}: {problem}", why="Merchant Center refuses the product.",
    bad="<g:price>5.95 Euro</g:price>", good="<g:price>5.95 EUR</g:price>", fix="Write the code of ISO 4217.",
)  # fmt: skip


@book.rule("GMC205", on=_ON, level=WARNING, says="{element} names no currency: {text}", bad="<g:price>5.95</g:price>",
           good="<g:price>5.95 EUR</g:price>", fix="Add the currency after the number, such as EUR.")  # fmt: skip
def price_without_currency(kind: Kind) -> Iterator[Where]:
    """Merchant Center asks for the currency with each price; in Google Base it was an attribute of its own."""
    for element in kind.elements:
        text = element.value
        problem = price(text)
        if problem is not None and problem.kind == "no-currency":
            yield found(element.in_text(), element=element.name, text=quoted(text))


def _one_of(options: str) -> Callable[[str], str | Problem]:
    names = tuple(options.split())

    def grammar(text: str) -> str | Problem:
        return counts.choice(text.lower().replace(" ", "_"), names)

    return grammar


def _choice(code: str, name: str, options: str, w3c: tuple[str, ...] = (), level: Level = ERROR) -> None:
    names = options.split()
    book.value(
        code, f"{name.replace('_', '-')}-unknown", on=f"g:{name}", grammar=_one_of(options), level=level, blank=True,
        says="{element} has no known value: {text}: {problem}",
        why="Merchant Center refuses the value, or the product.",
        bad=f"<g:{name}>perhaps</g:{name}>", good=f"<g:{name}>{names[0]}</g:{name}>", w3c=w3c,
        fix=f"Write {', '.join(names[:-1])} or {names[-1]}.",
    )  # fmt: skip


_YES: Final = "yes no true false"
_CLASSES: Final = "a+++ a++ a+ a b c d e f g"
_choice("GMC206", "availability", "in_stock out_of_stock preorder backorder")
_choice("GMC207", "condition", "new refurbished used")
_choice("GMC208", "age_group", "newborn infant toddler kids adult")
_choice("GMC209", "gender", "male female unisex m f", w3c=("InvalidGender",))
_choice("GMC210", "size_type", "regular petite maternity big tall plus")
_choice("GMC211", "size_system", "au br cn de eu fr it jp mex uk us")
_choice("GMC212", "identifier_exists", _YES)
_choice("GMC213", "adult", _YES)
_choice("GMC214", "is_bundle", _YES)
_choice("GMC215", "energy_efficiency_class", _CLASSES)
_choice("GMC216", "min_energy_efficiency_class", _CLASSES)
_choice("GMC217", "max_energy_efficiency_class", _CLASSES)
_choice("GMC218", "credit_type", "finance lease")
_choice("GMC219", "pickup_method", "buy reserve ship_to_store not_supported", level=WARNING)


@book.rule("GMC220", on="g:gender", level=WARNING, says="g:gender is {text}, where {right} was expected",
           bad="<g:gender>F</g:gender>", good="<g:gender>female</g:gender>",
           repair="better-word", fix="Write the whole word.")  # fmt: skip
def gender_abbreviated(kind: Kind) -> Iterator[Where]:
    """Google Base knew the letter, Merchant Center knows male, female and unisex."""
    for element in kind.elements:
        right = {"m": "male", "f": "female"}.get(element.value.lower())
        if right:
            yield found(element.in_text(), text=quoted(element.value), right=right)


def _gtin(text: str) -> Problem | None:
    """What keeps a text from being a trade item number of GS1: 8, 12, 13 or 14 digits, with a check digit."""
    digits = text.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in {8, 12, 13, 14}):
        return Problem("malformed", "8, 12, 13 or 14 digits were expected", 0, len(text))
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return Problem("check-digit", "the last digit does not prove the others", len(text) - 1) if total % 10 else None


book.value(
    "GMC221", "gtin-malformed", on="g:gtin", grammar=_gtin,
    says="g:gtin is not a trade item number: {text}: {problem}",
    why="Merchant Center finds the product in its catalogue by the number, and refuses a wrong one.",
    bad="<g:gtin>4006381333932</g:gtin>", good="<g:gtin>4006381333931</g:gtin>",
    fix="Copy the number below the bar code, or leave it out.",
)  # fmt: skip
_WHOLE: Final = ("quantity", "sell_on_google_quantity", "max_handling_time", "min_handling_time", "min_transit_time",
                 "max_transit_time", "business_days")  # fmt: skip
book.value(
    "GMC222", "product-number-not-whole", on=tuple(f"g:{name}" for name in _WHOLE), grammar=counts.non_negative,
    blank=True, says="{element} is not a whole number: {text}: {problem}", why="Merchant Center refuses the value.",
    bad="<g:quantity>out of stock</g:quantity>", good="<g:quantity>18</g:quantity>", fix="Write a number alone.",
    w3c=("InvalidNonNegativeInteger",),
)  # fmt: skip
book.value(
    "GMC223", "multipack-not-a-number", on="g:multipack", grammar=counts.positive, blank=True,
    says="g:multipack is not a whole number from 1 on: {text}: {problem}", why="Merchant Center refuses the value.",
    bad="<g:multipack>six</g:multipack>", good="<g:multipack>6</g:multipack>", fix="Write a number alone.",
    w3c=("InvalidPositiveInteger",),
)  # fmt: skip


def _date(text: str) -> Moment | Problem:
    """An ISO 8601 date; Google writes zones without their colon."""
    if "-" in text and "T" in text and len(text) > 5 and text[-5] in "+-" and text[-4:].isdigit():
        text = f"{text[:-2]}:{text[-2:]}"
    return dates.iso8601(text)


book.value(
    "GMC224", "product-date-not-iso8601", on=("g:expiration_date", "g:availability_date", "g:disclosure_date"),
    grammar=_date, blank=True, says="{element} is not an ISO 8601 date: {text}: {problem}",
    why="Merchant Center refuses the value.", bad="<g:expiration_date>30 Jan 2026</g:expiration_date>",
    good="<g:expiration_date>2026-01-30T08:00+0100</g:expiration_date>",
    repair="w3cdtf", fix="Write it as 2026-01-30T08:00+01:00.",
    w3c=("InvalidISO8601Date",),
)  # fmt: skip


def _period(text: str) -> Problem | None:
    since, slash, until = text.partition("/")
    if not slash:
        return Problem("no-slash", "no / between begin and end", 0, len(text))
    moments: list[Moment] = []
    for at, date in ((0, since), (len(since) + 1, until)):
        moment = _date(date.strip())
        if isinstance(moment, Problem):
            return Problem(moment.kind, moment.says, at, at + len(date))
        moments.append(moment)
    if moments[0].when > moments[1].when:
        return Problem("backwards", "it ends before it begins", 0, len(text))
    return None


book.value(
    "GMC225", "sale-period-malformed", on=("g:sale_price_effective_date", "g:member_price_effective_date"),
    grammar=_period, says="{element} is not a period: {text}: {problem}",
    why="Merchant Center shows the sale price all the time, or never.",
    bad="<g:sale_price_effective_date>2026-01-30</g:sale_price_effective_date>",
    good="<g:sale_price_effective_date>2026-01-30T08:00+01:00/2026-02-05T23:00+01:00</g:sale_price_effective_date>",
    fix="Write two dates with / between them.",
)  # fmt: skip


def _country(text: str) -> Problem | None:
    from feeds.values.tables.languages import REGIONS  # noqa: PLC0415 - a table that is loaded with languages

    if len(text) == 2 and text.isalpha() and text.isupper() and text.lower() in REGIONS:
        return None
    return Problem("no-country", "a code of ISO 3166 such as DE was expected", 0, len(text))


book.value(
    "GMC226", "shipping-country-unknown", on=("g:country", "g:ships_from_country", "g:shopping_ads_excluded_country"),
    grammar=_country, blank=True, says="{element} is no country: {text}: {problem}",
    why="Merchant Center does not know where the price of shipping holds.",
    bad="<g:shipping><g:country>Germany</g:country><g:price>5.00 EUR</g:price></g:shipping>",
    good="<g:shipping><g:country>DE</g:country><g:price>5.00 EUR</g:price></g:shipping>",
    fix="Write the two letters of the country.", w3c=("InvalidCountryCode",),
)  # fmt: skip
_MEASURE: Final = re.compile(r"[0-9]++(?:\.[0-9]++)?[ \t]{0,9}(?:lbs?|oz|g|kg|in|cm)")


def _measure(text: str) -> Problem | None:
    if _MEASURE.fullmatch(text.lower()):
        return None
    return Problem("no-measure", "a number and a unit such as 3 kg or 20 cm were expected", 0, len(text))


_MEASURES: Final = ("shipping_weight", "shipping_length", "shipping_width", "shipping_height", "product_length",
                    "product_width", "product_height", "product_weight")  # fmt: skip
book.value(
    "GMC227", "product-measure-malformed", on=tuple(f"g:{name}" for name in _MEASURES), grammar=_measure, blank=True,
    says="{element} is not a measure: {text}: {problem}", why="Shipping cannot be computed from it.",
    bad="<g:shipping_weight>heavy</g:shipping_weight>", good="<g:shipping_weight>3 kg</g:shipping_weight>",
    fix="Write a number, a blank and the unit.",
)  # fmt: skip
for _code, _name, _most in (("GMC228", "id", 50), ("GMC229", "title", 150), ("GMC230", "description", 5000)):

    def _long(text: str, most: int = _most) -> Problem | None:
        return Problem("too-long", f"{len(text)} characters, at most {most}", most) if len(text) > most else None

    book.value(
        _code, f"product-{_name}-too-long", on=f"g:{_name}", grammar=_long, level=WARNING,
        says="{element} is too long: {problem}", why="Merchant Center refuses it or cuts it off.",
        bad=f"<g:{_name}>{'x' * (_most + 1)}</g:{_name}>", good=f"<g:{_name}>{'x' * _most}</g:{_name}>",
        fix="Shorten it.", w3c=("TooLong",),
    )  # fmt: skip
_TEXTS: Final = {"title", "brand", "mpn", "id", "material", "pattern", "size", "color", "short_title"}
plain(book, "GMC231", "product-text", on=tuple(sorted(f"g:{name}" for name in _TEXTS)), example="<g:brand>{}</g:brand>")
