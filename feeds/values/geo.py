"""Places on earth: latitude and longitude in degrees, and the shapes of GeoRSS.

Sources: GeoRSS-Simple (https://docs.ogc.org/cs/17-002r1/17-002r1.html); the W3C's geo vocabulary
(https://www.w3.org/2003/01/geo/).
"""

import re
from typing import Final, NamedTuple

from feeds.values.counts import decimal
from feeds.values.problem import Problem

_WORD: Final = re.compile(r"[^\s,]++")
_DIGITS: Final = re.compile(r"[0-9.+\s,-]*+", re.ASCII)


class Point(NamedTuple):
    """A place, in degrees: north and east are positive."""

    latitude: float
    longitude: float


def latitude(text: str) -> float | Problem:
    """Degrees north, -90 to 90; kinds of problem: ``out-of-range`` and those of ``counts.decimal``."""
    return _degrees(text, "latitude", 90)


def longitude(text: str) -> float | Problem:
    """Degrees east, -180 to 180; kinds of problem: ``out-of-range`` and those of ``counts.decimal``."""
    return _degrees(text, "longitude", 180)


def point(text: str) -> Point | Problem:
    """One place, latitude first; commas do for blanks."""
    points = _points(text)
    if isinstance(points, Problem):
        return points
    return points[0] if len(points) == 1 else _number(text, len(points), "one pair")


def line(text: str) -> tuple[Point, ...] | Problem:
    """Two places or more, which a line joins."""
    points = _points(text)
    return points if isinstance(points, Problem) or len(points) >= 2 else _number(text, 1, "two pairs or more")


def polygon(text: str) -> tuple[Point, ...] | Problem:
    """Four places or more, the last of which is the first; also ``not-closed``."""
    points = _points(text)
    if isinstance(points, Problem):
        return points
    if len(points) < 4:
        return _number(text, len(points), "four pairs or more")
    if points[0] != points[-1]:
        return Problem("not-closed", "the last pair is not the first one, so the polygon is open", 0, len(text))
    return points


def box(text: str) -> tuple[Point, Point] | Problem:
    """The lower and the upper corner of a box; also ``upside-down`` (a box may cross the date line, not a pole)."""
    points = _points(text)
    if isinstance(points, Problem):
        return points
    if len(points) != 2:
        return _number(text, len(points), "two pairs")
    if points[0].latitude > points[1].latitude:
        return Problem(
            "upside-down", "the first corner is north of the second, where the lower one was expected", 0, len(text)
        )
    return points[0], points[1]


def _degrees(text: str, what: str, most: int) -> float | Problem:
    value = decimal(text)
    if isinstance(value, Problem) or -most <= value <= most:
        return value
    return Problem("out-of-range", f"the {what} is {text[:24]}, not -{most} to {most}", 0, len(text))


def _plain(text: str) -> tuple[Point, ...] | None:
    """The places of a text in which nothing is wrong, quickly; None where a closer look is needed."""
    if _DIGITS.fullmatch(text) is None:
        return None
    try:
        numbers = [float(word) for word in text.replace(",", " ").split()]
    except ValueError:
        return None
    north, east = numbers[::2], numbers[1::2]
    if (
        not north
        or len(north) != len(east)
        or min(north) < -90
        or max(north) > 90
        or min(east) < -180
        or max(east) > 180
    ):
        return None
    return tuple(map(Point, north, east))


def _points(text: str) -> tuple[Point, ...] | Problem:
    plain = _plain(text)
    if plain is not None:
        return plain
    numbers: list[float] = []
    for match in _WORD.finditer(text):
        even = len(numbers) % 2 == 0
        value = latitude(match[0]) if even else longitude(match[0])
        if isinstance(value, Problem):
            return Problem(value.kind, value.says, match.start(), match.end())
        numbers.append(value)
    if not numbers:
        return Problem("empty", "it is empty, where a latitude and a longitude were expected", 0, len(text))
    if len(numbers) % 2:
        return Problem(
            "odd-count", f"{len(numbers)} numbers, where pairs of latitude and longitude were expected", 0, len(text)
        )
    return tuple(Point(numbers[n], numbers[n + 1]) for n in range(0, len(numbers), 2))


def _number(text: str, found: int, expected: str) -> Problem:
    pairs = "one pair" if found == 1 else f"{found} pairs"
    return Problem("pairs", f"{pairs} of coordinates, where {expected} was expected", 0, len(text))
