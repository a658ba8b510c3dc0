"""Where an item is, in degrees: the module of GeoURL, http://geourl.org/news/2003-01-26.html."""

from __future__ import annotations

from feeds.rules.modules import BOTH, ITEM, coordinates
from feeds.rules.rule import Book

book = Book(
    "GUR",
    "GeoURL",
    "http://geourl.org/news/2003-01-26.html",
    prefix="geourl",
    uris=("http://geourl.org/rss/module/",),
    misspelt=("http://geourl.org/rss/module", "https://geourl.org/rss/module/"),
    frames={"*": ITEM},
    about="Latitude and longitude, in feeds of 2003; today GeoRSS says the same.",
)
book.element("geourl:latitude", inside=BOTH, most=1)
book.element("geourl:longitude", inside=BOTH, most=1)
coordinates(book, "GUR201", "geourl", "latitude", "longitude")
