"""Where an item is, as points of the W3C's vocabulary: https://www.w3.org/2003/01/geo/."""

from __future__ import annotations

from typing import Final

from feeds.rules.modules import ITEM, coordinates
from feeds.rules.rule import ANYWHERE, Book
from feeds.values import counts
from feeds.values.problem import Problem

_URI: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"

book = Book(
    "GEO",
    "Basic Geo (WGS84)",
    "https://www.w3.org/2003/01/geo/",
    prefix="geo",
    uris=(_URI,),
    misspelt=(
        "http://www.w3.org/2003/01/geo/wgs84_pos",
        "https://www.w3.org/2003/01/geo/wgs84_pos#",
        "http://www.w3.org/2003/01/geo/",
        "http://www.w3.org/2003/01/geo/wgs84_pos/",
    ),
    frames={"*": ITEM},
    about="Latitude, longitude and height.",
)
for _name in ("lat", "long", "alt", "lat_long"):
    book.element(f"geo:{_name}", inside=ANYWHERE, most=1)
for _name in ("Point", "location", "SpatialThing"):
    book.element(f"geo:{_name}", inside=ANYWHERE, text=False, open=True)

coordinates(book, "GEO201", "geo", "lat", "long")


def _height(text: str) -> float | Problem:
    return counts.decimal(text)


book.value(
    "GEO203", "height-not-a-number", on="geo:alt", grammar=_height, blank=True,
    says="geo:alt is not a number: {text}: {problem}",
    why="It is a height in metres; maps can do nothing with it else.",
    bad="<geo:alt>high</geo:alt>", good="<geo:alt>1200</geo:alt>", fix="Write metres, as a number alone.",
    w3c=("InvalidFloat",),
)  # fmt: skip
