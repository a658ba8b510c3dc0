"""The values of attributes that Google Base had: by its own rules, as warnings, since nobody reads them today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from feeds.rules.g.book import BASE, book
from feeds.rules.modules import addresses, plain
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Where, found, quoted
from feeds.values import counts, dates
from feeds.values.problem import Problem

_WHY: Final = "Google Base refused it, and what reads such feeds today was written for its rules."


def _value(code: str, name: str, on: str, grammar: Callable[[str], object], w3c: str, bad: str, good: str,
           fix: str) -> None:  # fmt: skip
    names = on.split()
    around = ("<g:event_date_range>", "</g:event_date_range>") if names[0] in {"start", "end"} else ("", "")
    first = f"{around[0]}<g:{names[0]}>{{}}</g:{names[0]}>{around[1]}"
    book.value(
        code, name, on=tuple(f"g:{each}" for each in names), grammar=grammar, level=WARNING, blank=True, spec=BASE,
        says="{element} is not what Google Base expected: {text}: {problem}", why=_WHY, bad=first.replace("{}", bad),
        good=first.replace("{}", good), fix=fix, w3c=(w3c,),
    )  # fmt: skip


def _like(pattern: str, expected: str) -> Callable[[str], Problem | None]:
    def grammar(text: str) -> Problem | None:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return None
        return Problem("malformed", f"{expected} was expected", 0, len(text))

    return grammar


def _parts(least: int, most: int, expected: str) -> Callable[[str], Problem | None]:
    def grammar(text: str) -> Problem | None:
        if least <= text.count(",") + 1 <= most:
            return None
        return Problem("malformed", f"{expected} was expected", 0, len(text))

    return grammar


def _currency(text: str) -> Problem | None:
    from feeds.values.tables.currencies import CURRENCIES  # noqa: PLC0415 - needed where products are sold

    return None if text in CURRENCIES else Problem("currency", "a code of ISO 4217 was expected", 0, len(text))


def _words(options: str) -> Callable[[str], Problem | None]:
    names = {each.replace(" ", "") for each in options.split(",")}

    def grammar(text: str) -> Problem | None:
        if text.lower().replace(" ", "") in names:
            return None
        return Problem("other", f"one of {options.replace(',', ', ')} was expected", 0, len(text))

    return grammar


def _count(text: str) -> int | Problem:
    return counts.non_negative(text)


def _pages(text: str) -> int | Problem:
    return counts.positive(text)


_NUMBER: Final = r"[0-9]++(?:\.[0-9]*+)?"
_FULL: Final = "street, city, region, code and country, with commas between them,"
_value("GMC250", "base-year-malformed", "year", _like(r"[0-9]{4}", "a year of four digits"), "InvalidYear", "79",
       "1979", "Write four digits.")  # fmt: skip
_value("GMC251", "base-label-with-comma", "label", _parts(1, 1, "one label, without commas,"), "InvalidLabel",
       "sunroof, ABS", "sunroof", "Give each label an element of its own.")  # fmt: skip
_value("GMC252", "base-location-incomplete", "location", _parts(5, 5, _FULL), "InvalidFullLocation", "Anytown, USA",
       "123 Main St, Anytown, CA, 12345, USA", "Write all five parts.")  # fmt: skip
_value("GMC253", "base-place-malformed", "from_location to_location", _parts(2, 3, "city and country, with a comma,"),
       "InvalidLocation", "Airport", "Paris, France", "Write city, comma, country.")  # fmt: skip
_value("GMC254", "base-currency-unknown", "currency", _currency, "InvalidCurrencyUnit", "US Dollars", "USD",
       "Write the code of ISO 4217, today after each price.")  # fmt: skip
_value("GMC255", "base-payment-unknown", "payment_accepted",
       _words("cash,check,visa,mastercard,american express,discover,wire transfer"), "InvalidPaymentMethod",
       "Cash Check", "Check", "Give each way of payment an element of its own.")  # fmt: skip
_value("GMC256", "base-price-type-unknown", "price_type", _words("negotiable,starting"), "InvalidPriceType", "100 OBO",
       "starting", "Write negotiable or starting.")  # fmt: skip
_value("GMC257", "base-salary-type-unknown", "salary_type", _words("negotiable,starting"), "InvalidSalaryType", "100",
       "starting", "Write negotiable or starting.")  # fmt: skip
_value("GMC258", "base-rating-unknown", "rating", _words("1,2,3,4,5"), "InvalidRatingType", "good", "4",
       "Write a number from 1 to 5.")  # fmt: skip
_value("GMC259", "base-reviewer-unknown", "reviewer_type", _words("editorial,user"), "InvalidReviewerType", "critic",
       "editorial", "Write editorial or user.")  # fmt: skip
_value("GMC260", "base-marital-status-unknown", "marital_status",
       _words("single,divorced,separated,widowed,married,in relationship"), "InvalidMaritalStatus", "it is complicated",
       "single", "Write single, married, divorced, separated, widowed or in relationship.")  # fmt: skip
_value("GMC261", "base-truth-unknown", "pickup listing_type", _words("true,false"), "InvalidTrueFalse", "Rent", "true",
       "Write true or false.")  # fmt: skip
_value("GMC262", "base-count-not-a-number", "age bathrooms bedrooms", _count, "InvalidNonNegativeInteger", "three", "3",
       "Write a whole number.")  # fmt: skip
_value("GMC263", "base-pages-not-a-number", "pages", _pages, "InvalidPositiveInteger", "many", "18",
       "Write a whole number.")  # fmt: skip
_value("GMC264", "base-whole-measure-malformed", "area mileage",
       _like(r"[0-9][0-9,]*+(?:[ \t]*[a-z][\w.]*+){0,2}", "a whole number, perhaps with a unit,"), "InvalidIntUnit",
       "few", "1700", "Write a whole number.")  # fmt: skip
_value("GMC265", "base-measure-malformed", "delivery_radius weight memory processor_speed megapixels preparation_time "
       "cooking_time", _like(rf"{_NUMBER}[ \t]*\w*", "a number, perhaps with a unit,"), "InvalidFloatUnit", "far",
       "10km", "Write a number and its unit.")  # fmt: skip
_value("GMC273", "base-amount-malformed", "salary hoa_dues", counts.decimal, "InvalidFloat", "50k", "55000",
       "Write a number alone; the currency has an attribute of its own.")  # fmt: skip
_value("GMC266", "base-number-malformed", "calories cholesterol fiber protein saturated_fat servings "
       "sodium total_carbs total_fat", _like(rf"{_NUMBER}[ \t]*\w*", "a number"), "InvalidFloat", "plenty", "250",
       "Write a number.")  # fmt: skip
_value("GMC267", "base-percentage-malformed", "tax_percent", counts.percentage,
       "InvalidPercentage", "825", "8.25", "Write a number from 0 to 100, without a sign behind it.")  # fmt: skip
_value("GMC268", "base-date-not-iso8601", "publish_date", dates.iso8601, "InvalidISO8601Date", "last May",
       "2004-04-23", "Write it as 2004-04-23.")  # fmt: skip
_value("GMC269", "base-time-not-iso8601", "start end expiration_date_time", dates.iso8601_datetime,
       "InvalidISO8601DateTime", "tonight", "2005-12-20T14:00:00", "Write it as 2005-12-20T14:00:00.")  # fmt: skip
_SERVICES: Final = _words("fedex,ups,dhl,mail,other,overnight,standard")
_SENT: Final = "<g:shipping><g:country>US</g:country><g:service>{}</g:service><g:price>5.95</g:price></g:shipping>"


@book.rule("GMC274", on="g:shipping/g:service", level=WARNING, spec=BASE, bad=_SENT.format("Pigeon"),
           good=_SENT.format("Overnight"), says="g:service is not what Google Base expected: {text}: {problem}",
           fix="Write one of them.", w3c=("InvalidServiceType",))  # fmt: skip
def base_service_unknown(kind: Kind) -> Iterator[Where]:
    """Google Base refused it. Merchant Center takes any name; its products have an id, and are not looked at here."""
    for element in kind.elements:
        product = element.parent.parent if element.parent is not None else None
        problem = _SERVICES(element.value)
        if problem is not None and product is not None and "g:id" not in product:
            yield found(element.in_text(), text=quoted(element.value), problem=problem.says)


addresses(book, "GMC270", "base-reviewed-thing", on="g:url_of_item_being_reviewed", level=WARNING, spec=BASE, why=_WHY,
          example="<g:url_of_item_being_reviewed>{}</g:url_of_item_being_reviewed>")  # fmt: skip
plain(book, "GMC272", "base-text", on=tuple(f"g:{each}" for each in (
    "actor", "agent", "artist", "author", "course_number", "course_times", "delivery_notes", "education", "employer",
    "ethnicity", "format", "isbn", "job_function", "job_industry", "job_type", "make", "manufacturer",
    "manufacturer_id", "model", "model_number", "news_source", "occupation", "payment_notes", "property_type",
    "publication_name", "publication_volume", "review_type", "school_district", "service_type", "subject",
    "subject_area", "tax_region", "university", "upc", "vehicle_type", "vin", "name_of_item_being_reviewed",
    "interested_in", "immigration_status", "sexual_orientation")), example="<g:artist>{}</g:artist>",
    spec=BASE)  # fmt: skip
