"""Where an item is: points, lines and areas. GeoRSS 1.0, https://docs.ogc.org/cs/17-002r1/17-002r1.html."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from feeds.rules.modules import ITEM
from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import mark
from feeds.rules.rule import ANYWHERE, ERROR, WARNING, Book, Repair, Where, found
from feeds.rules.sorts import values
from feeds.source.xmltree import Element
from feeds.values import counts, geo
from feeds.values.problem import Problem

book = Book(
    "GRS",
    "GeoRSS",
    "https://docs.ogc.org/cs/17-002r1/17-002r1.html",
    prefix="georss",
    uris=("http://www.georss.org/georss", "http://www.georss.org/georss/10"),
    misspelt=(
        "http://www.georss.org/georss/",
        "https://www.georss.org/georss",
        "http://georss.org/georss",
        "http://www.georss.org/georss/11",
        "http://www.georss.org",
    ),
    frames={"*": ITEM},
    about="Points, lines, boxes, polygons and circles on the map.",
)
_SHAPES: Final = ("point", "line", "polygon", "box", "circle")
_FACTS: Final = (
    "elev", "floor", "radius", "featuretypetag", "relationshiptag", "featurename", "featureTypeTag", "relationshipTag",
    "featureName",
)  # fmt: skip
for _name in (*_SHAPES, *_FACTS):
    book.element(f"georss:{_name}", inside=ANYWHERE, attributes=None)
book.element("georss:where", inside=ANYWHERE, attributes=None, text=False, open=True)

_RANGE: Final = frozenset({"out-of-range"})
_LENIENT: Final = frozenset({"not-closed", "upside-down", "comma"})


def _circle(text: str) -> object:
    """Latitude, longitude and a radius in metres."""
    words = text.replace(",", " ").split()
    if len(words) != 3:
        return Problem("pairs", "a latitude, a longitude and a radius were expected", 0, len(text))
    for grammar, word in zip((geo.latitude, geo.longitude, _number), words, strict=True):
        answer = grammar(word)
        if isinstance(answer, Problem):
            return Problem(answer.kind, answer.says, text.index(word), text.index(word) + len(word))
    return None


def _number(text: str) -> float | Problem:
    return counts.decimal(text)


def _whole(text: str) -> int | Problem:
    return counts.integer(text)


_GRAMMARS: Final = {"point": geo.point, "line": geo.line, "polygon": geo.polygon, "box": geo.box, "circle": _circle}


def _geometries(kind: Kind) -> Iterator[Where]:
    """One look at each geometry."""
    name = kind.name.partition(":")[2]
    grammar: Callable[[str], object] = _GRAMMARS[name]
    for element in kind.elements:
        text = element.value
        answer = grammar(text)
        if isinstance(answer, Problem):
            which = answer.kind if answer.kind in _LENIENT else f"{name}-off" if answer.kind in _RANGE else name
            yield mark(element, answer, None, which)
        if "," in text and (not isinstance(answer, Problem) or answer.kind in _LENIENT):
            at = text.index(",")
            problem = Problem("comma", "',' between two numbers, where a blank was expected", at, at + 1)
            yield mark(element, problem, None, "comma")


def _geometry(code: int, name: str, good: str, bad: str, w3c: str) -> None:
    example = f"<georss:{name}>{{}}</georss:{name}>"
    book.rule(
        f"GRS{code}", name=f"georss-{name}-malformed", on=f"georss:{name}", level=ERROR, part=name,
        says=f"{{element}} is not a {name} of GeoRSS: {{text}}: {{problem}}", w3c=(w3c,),
        why="Maps show the item elsewhere, or nowhere.", bad=example.replace("{}", bad),
        good=example.replace("{}", good), fix="Write latitude, blank, longitude, and so on.",
    )(_geometries)  # fmt: skip
    book.rule(
        f"GRS{code + 1}", name=f"georss-{name}-off-the-earth", on=f"georss:{name}", level=ERROR, part=f"{name}-off",
        says="{element} lies off the earth: {text}: {problem}", why="Often the longitude was written first.",
        bad=example.replace("{}", good.replace("45.", "145.")), good=example.replace("{}", good),
        fix="Write the latitude first.", w3c=(w3c,),
    )(_geometries)  # fmt: skip


_AREA: Final = "45.256 -110.45 46.46 -109.48 43.84 -109.86 45.256 -110.45"
_geometry(201, "point", "45.256 -71.92", "north", "InvalidCoord")
_geometry(203, "line", "45.256 -71.92 46.46 -70.48", "45.256 -71.92", "InvalidCoordList")
_geometry(205, "polygon", _AREA, "45.256 -110.45 46.46", "InvalidCoordList")
_geometry(207, "box", "42.943 -71.032 45.039 -69.856", "42.943 -71.032", "InvalidCoordList")
_geometry(209, "circle", "45.256 -71.92 500", "45.256 -71.92", "InvalidCoordList")


def _lenient(code: str, name: str, on: tuple[str, ...], which: str, *, says: str, why: str, bad: str, good: str,
             fix: str, w3c: tuple[str, ...] = (), repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on=on, level=WARNING, says=says, bad=bad, good=good, fix=fix, w3c=w3c, name=name, why=why,
              part=which, repair=repair)(_geometries)  # fmt: skip


_lenient("GRS301", "polygon-not-closed", ("georss:polygon",), "not-closed",
         says="the last pair of {element} is not the first one: {text}", why="Maps draw no area that is open.",
         bad=f"<georss:polygon>{_AREA.replace(' 45.256 -110.45', ' 45.3 -110.5')}</georss:polygon>",
         good=f"<georss:polygon>{_AREA}</georss:polygon>", fix="Repeat the first pair at the end.",
         w3c=("InvalidCoordList",))  # fmt: skip
_lenient("GRS302", "box-upside-down", ("georss:box",), "upside-down",
         says="the first corner of {element} is north of the second: {text}",
         why="Maps expect the lower corner first.", bad="<georss:box>43.0 -71.0 42.0 -69.0</georss:box>",
         good="<georss:box>42.0 -71.0 43.0 -69.0</georss:box>", fix="Write the lower corner first.")  # fmt: skip
_lenient("GRS303", "comma-in-coordinates", tuple(f"georss:{each}" for each in _SHAPES), "comma",
         says="{element} has a comma: {text}", why="Some programs split at blanks only, and find one number too few.",
         bad="<georss:point>45.256,-71.92</georss:point>", good="<georss:point>45.256 -71.92</georss:point>",
         repair="coordinates", fix="Put a blank between the numbers.", w3c=("CoordComma",))  # fmt: skip

for _code, _name, _grammar, _w3c in (
    ("GRS211", "elev", _number, "InvalidFloat"),
    ("GRS212", "floor", _whole, "InvalidInteger"),
    ("GRS213", "radius", _number, "InvalidFloat"),
):
    values(
        book, _code, f"georss-{_name}-not-a-number",
        {f"georss:{_name}": ("",), **{f"georss:{each}": (_name,) for each in (*_SHAPES, "where")}}, _grammar,
        says="{what} is not a number: {text}: {problem}", why="Maps can do nothing with it.",
        bad=f"<georss:{_name}>high</georss:{_name}>", good=f"<georss:{_name}>2</georss:{_name}>",
        fix="Write a number alone, metres without their unit.", w3c=(_w3c,),
    )  # fmt: skip


@book.rule("GRS101", on="georss:where", level=WARNING, says="georss:where is empty", bad="<georss:where/>",
           good="<georss:point>45.256 -71.92</georss:point>",
           fix="Put a geometry of GML into it, or leave it out.", w3c=("MissingElement",))  # fmt: skip
def empty_where(element: Element) -> Iterator[Where]:
    """Maps find no place in it."""
    if not element.children:
        yield found(element)
