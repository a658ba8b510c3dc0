"""Where an item is, in degrees: the module of ICBM, http://postneo.com/icbm/."""

from __future__ import annotations

from feeds.rules.modules import BOTH, ITEM, coordinates
from feeds.rules.rule import Book

book = Book(
    "ICB",
    "ICBM",
    "http://postneo.com/icbm/",
    prefix="icbm",
    uris=("http://postneo.com/icbm",),
    misspelt=("http://postneo.com/icbm/", "https://postneo.com/icbm"),
    frames={"*": ITEM},
    about="Latitude and longitude, in feeds of 2003; today GeoRSS says the same.",
)
book.element("icbm:latitude", inside=BOTH, most=1)
book.element("icbm:longitude", inside=BOTH, most=1)
coordinates(book, "ICB201", "icbm", "latitude", "longitude")
