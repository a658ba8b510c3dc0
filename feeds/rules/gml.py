"""The geometries of GML that GeoRSS uses: https://docs.ogc.org/cs/17-002r1/17-002r1.html, annex on GML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import ITEM
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Book, Where, found, quoted
from feeds.values import counts
from feeds.values.problem import Problem

_WHERE: Final = "<georss:where>{}</georss:where>"
_POINT: Final = _WHERE.replace("{}", "<gml:Point><gml:pos>{}</gml:pos></gml:Point>")
_LINE: Final = _WHERE.replace("{}", "<gml:LineString><gml:posList>{}</gml:posList></gml:LineString>")
_BOX: Final = _WHERE.replace(
    "{}",
    "<gml:Envelope><gml:lowerCorner>{}</gml:lowerCorner>"
    "<gml:upperCorner>43.039 -69.856</gml:upperCorner></gml:Envelope>",
)
_AREA: Final = _WHERE.replace(
    "{}",
    "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>45 -110 46 -109 43 -109 45 -110</gml:posList>"
    "</gml:LinearRing></gml:exterior></gml:Polygon>",
)

book = Book(
    "GML",
    "GML",
    "https://docs.ogc.org/cs/17-002r1/17-002r1.html",
    prefix="gml",
    uris=("http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2"),
    misspelt=("http://www.opengis.net/gml/", "https://www.opengis.net/gml", "http://opengis.net/gml"),
    frames={"*": ITEM},
    about="Geometries within georss:where.",
    closed=False,  # a large vocabulary, of which feeds use a dozen names
)
for _code, _element, _child, _good, _inner in (
    ("GML101", "Point", "pos", _POINT.replace("{}", "45 -71"), "<gml:pos>45 -71</gml:pos>"),
    ("GML102", "LineString", "posList", _LINE.replace("{}", "45 -71 46 -70"),
     "<gml:posList>45 -71 46 -70</gml:posList>"),
    ("GML103", "LinearRing", "posList", _AREA, "<gml:posList>45 -110 46 -109 43 -109 45 -110</gml:posList>"),
    ("GML104", "Envelope", "lowerCorner", _BOX.replace("{}", "42 -71"), "<gml:lowerCorner>42 -71</gml:lowerCorner>"),
    ("GML105", "Envelope", "upperCorner", _BOX.replace("{}", "42 -71"),
     "<gml:upperCorner>43.039 -69.856</gml:upperCorner>"),
    ("GML107", "exterior", "LinearRing", _AREA,
     _AREA[_AREA.index("<gml:LinearRing>"):_AREA.index("</gml:exterior>")]),
    ("GML106", "Polygon", "exterior", _AREA,
     _AREA[_AREA.index("<gml:exterior>"):_AREA.index("</gml:Polygon>")]),
):  # fmt: skip
    book.required(
        _code, f"gml-{_element.lower()}-without-{_child.lower()}", on=f"gml:{_element}", element=f"gml:{_child}",
        says=f"gml:{_element} has no gml:{_child}", why="Maps find no coordinates in it.",
        bad=_good.replace(_inner, ""), good=_good, fix=f"Add gml:{_child}.", w3c=("MissingElement",),
    )  # fmt: skip


def _numbers(text: str, least: int) -> Problem | None:
    """What keeps a text from being pairs of numbers; in which system they count, srsName says."""
    numbers = 0
    for match in re.finditer(r"[^\s,]++", text):
        answer = counts.decimal(match[0])
        if isinstance(answer, Problem):
            return Problem("no-number", f"'{match[0][:24]}', where a number was expected", *match.span())
        numbers += 1
    if numbers < least:
        return Problem("too-few", f"{numbers} numbers, where at least {least} were expected", 0, len(text))
    return None


def _pair(text: str) -> Problem | None:
    return _numbers(text, 2)


def _pairs(text: str) -> Problem | None:
    return _numbers(text, 4)


book.value(
    "GML201", "gml-position-malformed", on=("gml:pos", "gml:lowerCorner", "gml:upperCorner"), grammar=_pair, blank=True,
    says="{element} is not a pair of coordinates: {text}: {problem}", why="Maps show the item elsewhere, or nowhere.",
    bad=_POINT.replace("{}", "north"), good=_POINT.replace("{}", "45 -71"), fix="Write latitude, blank, longitude.",
    w3c=("InvalidCoord",),
)  # fmt: skip
book.value(
    "GML202", "gml-positions-malformed", on="gml:posList", grammar=_pairs, blank=True,
    says="{element} is not a list of coordinates: {text}: {problem}", why="Maps show the item elsewhere, or nowhere.",
    bad=_LINE.replace("{}", "45 -71"), good=_LINE.replace("{}", "45 -71 46 -70"), w3c=("InvalidCoordList",),
    fix="Write latitude, blank, longitude, and so on.",
)  # fmt: skip


@book.rule("GML203", on="gml:posList", level=WARNING, says="gml:posList has an odd number of numbers: {text}",
           bad=_LINE.replace("{}", "45 -71 46 -70 44"), good=_LINE.replace("{}", "45 -71 46 -70"),
           fix="Give each latitude its longitude.", w3c=("InvalidCoordList",))  # fmt: skip
def odd_coordinate(kind: Kind) -> Iterator[Where]:
    """Unless there are three numbers to a point, one is missing, and all after it are taken for the other sort."""
    for element in kind.elements:
        numbers = len(element.text.replace(",", " ").split())
        three = element.get("srsDimension") == "3" or (
            element.parent is not None and element.parent.get("srsDimension") == "3"
        )
        if numbers % 2 and numbers > 3 and not three:
            yield found(element.in_text(), text=quoted(element.value))


@book.rule("GML301", on=("gml:pos", "gml:posList", "gml:lowerCorner", "gml:upperCorner"), level=WARNING,
           says="{element} has a comma: {text}", bad=_POINT.replace("{}", "45,-71"),
           good=_POINT.replace("{}", "45 -71"),
           repair="coordinates", fix="Put a blank between the numbers.", w3c=("CoordComma",))  # fmt: skip
def comma_in_gml_coordinates(kind: Kind) -> Iterator[Where]:
    """Some programs split at blanks only, and find one number too few."""
    for element in kind.elements:
        at = element.text.find(",")
        if at >= 0:
            yield found(element.in_text(at, at + 1), element=element.name, text=quoted(element.value))
