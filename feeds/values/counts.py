"""Numbers, truth values and the other short values that XML attributes hold.

Sources: RSS 2.0 (https://www.rssboard.org/rss-specification); XML Schema part 2 for the lexical forms of numbers and
booleans (https://www.w3.org/TR/xmlschema-2/#built-in-primitive-datatypes).

No text is too long: a number of ten million digits costs one look at each of them.
"""

import re
from typing import Final

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.dates.moment import LONG_WEEKDAYS
from feeds.values.problem import Problem

_DIGITS: Final = 18  # more than any count needs, and within 64 bits
_INTEGER: Final = re.compile(r"([+-]?)([0-9]++)")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[,.' \u00a0\u202f][0-9]{3})++")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def integer(text: str, least: int | None = None, most: int | None = None) -> int | Problem:
    """A whole number, at least ``least`` and at most ``most`` where they are given.

    Kinds of problem: ``empty``, ``surrounding-blanks``, ``fraction``, ``grouped`` (such as 1,234), ``unit`` (something
    after the number), ``not-a-number``, ``negative`` (below a ``least`` of 0 or 1), ``zero`` (for a ``least`` of 1),
    ``too-small``, ``too-large``.
    """
    match = _INTEGER.fullmatch(text)
    if match is None:
        return _no_integer(text)
    digits = match[2].lstrip("0")
    if len(digits) > _DIGITS:
        kind = "negative" if match[1] == "-" and least in {0, 1} else "too-small" if match[1] == "-" else "too-large"
        return Problem(kind, f"a number of {len(digits)} digits", 0, len(text))
    value = int(match[1] + (digits or "0"))
    if least is not None and value < least:
        if least in {0, 1}:
            kind = "negative" if value < 0 else "zero"
            return Problem(
                kind, f"it is {value}, where {'0 or more' if least == 0 else '1 or more'} was expected", 0, len(text)
            )
        return Problem("too-small", f"it is {value}, where at least {least} was expected", 0, len(text))
    if most is not None and value > most:
        return Problem("too-large", f"it is {value}, where at most {most} was expected", 0, len(text))
    return value


def non_negative(text: str, most: int | None = None) -> int | Problem:
    """A whole number from 0 on; see ``integer``."""
    return integer(text, 0, most)


def positive(text: str, most: int | None = None) -> int | Problem:
    """A whole number from 1 on; see ``integer``."""
    return integer(text, 1, most)


def decimal(text: str, least: float | None = None, most: float | None = None) -> float | Problem:
    """A number, perhaps with a fraction and an exponent; kinds of problem as for ``integer``."""
    if _DECIMAL.fullmatch(text) is None:
        problem = _no_integer(text)
        return Problem("not-a-number", problem.says, problem.at, problem.end) if problem.kind == "fraction" else problem
    value = float(text) if len(text) <= 400 else float(text[:400].rstrip("eE+-"))
    if value in {float("inf"), float("-inf")} or (len(text) > 400 and "." not in text[:400]):
        return Problem("too-large", "a number beyond all measure", 0, len(text))
    if least is not None and value < least:
        return Problem("too-small", f"it is {value:g}, where at least {least:g} was expected", 0, len(text))
    if most is not None and value > most:
        return Problem("too-large", f"it is {value:g}, where at most {most:g} was expected", 0, len(text))
    return value


def percentage(text: str) -> float | Problem:
    """A number from 0 to 100, without a sign for per cent."""
    return decimal(text, 0, 100)


def choice(text: str, options: tuple[str, ...]) -> str | Problem:
    """One of ``options``, as it stands there.

    Kinds of problem: ``empty``, ``surrounding-blanks``, ``letter-case`` (only its capitals are wrong), ``other``.
    """
    if text in options:
        return text
    if not text.strip(BLANKS):
        return Problem("empty", f"it is empty, where {_either(options)} was expected", 0, len(text))
    around = surrounding_blanks(text)
    if around is not None and text.strip(BLANKS) in options:
        return around
    small = text.strip(BLANKS).lower() if len(text) < 100 else ""
    same = next((option for option in options if option.lower() == small), None)
    if same is not None:
        return Problem("letter-case", f"'{text}', where '{same}' was expected", 0, len(text))
    return Problem("other", f"'{text[:40]}', where {_either(options)} was expected", 0, len(text))


def boolean(text: str) -> bool | Problem:
    """``true`` or ``false``; kinds of problem as for ``choice``."""
    value = choice(text, ("true", "false"))
    return value if isinstance(value, Problem) else value == "true"


def yes_no(text: str) -> bool | Problem:
    """``yes`` or ``no``; kinds of problem as for ``choice``."""
    value = choice(text, ("yes", "no"))
    return value if isinstance(value, Problem) else value == "yes"


def hour(text: str) -> int | Problem:
    """An hour of the day, 0 to 23; also ``hour-24``: RSS 0.91 counted from 1 to 24, RSS 2.0 has 0 for midnight."""
    value = integer(text, 0, 24)
    if value == 24:
        return Problem("hour-24", "it is 24, where 0 was expected for midnight", 0, len(text))
    if isinstance(value, Problem) and value.kind == "too-large":
        return Problem("too-large", f"'{text[:24]}', where an hour from 0 to 23 was expected", 0, len(text))
    return value


def weekday(text: str) -> int | Problem:
    """A day of the week by its English name, from 0 for Monday; kinds of problem as for ``choice``."""
    value = choice(text, LONG_WEEKDAYS)
    return value if isinstance(value, Problem) else LONG_WEEKDAYS.index(value)


def colour(text: str) -> tuple[int, int, int] | Problem:
    """Red, green and blue, 0 to 255, of a colour such as ``#ff6600``.

    Kinds of problem: ``empty``, ``no-sharp``, ``not-a-colour``.
    """
    if _COLOUR.fullmatch(text) is not None:
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
    if not text.strip(BLANKS):
        return Problem("empty", "it is empty, where a colour such as '#ff6600' was expected", 0, len(text))
    if _COLOUR.fullmatch(f"#{text}") is not None:
        return Problem("no-sharp", f"'{text}', where '#{text}' was expected", 0, len(text))
    return Problem("not-a-colour", f"'{text[:24]}', where a colour such as '#ff6600' was expected", 0, len(text))


def integers(text: str) -> tuple[int, ...] | Problem:
    """Whole numbers from 0 on with commas between them, blanks allowed around each; none in the empty text."""
    if not text.strip(BLANKS):
        return ()
    values, at = [], 0
    for part in text.split(","):
        bare = part.strip(BLANKS)
        value = integer(bare, 0)
        start = at + len(part) - len(part.lstrip(BLANKS))
        if isinstance(value, Problem):
            if not bare:
                return Problem(
                    "empty", "nothing between two commas or at an end", at, min(at + len(part) + 1, len(text))
                )
            return Problem(value.kind, f"'{bare[:24]}': {value.says}", start, start + len(bare))
        values.append(value)
        at += len(part) + 1
    return tuple(values)


def _either(options: tuple[str, ...]) -> str:
    quoted = [f"'{option}'" for option in options]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _no_integer(text: str) -> Problem:
    """Why ``text`` is no whole number."""
    if not text.strip(BLANKS):
        return Problem("empty", "it is empty, where a number was expected", 0, len(text))
    around = surrounding_blanks(text)
    if around is not None and (_DECIMAL.fullmatch(text.strip(BLANKS))):
        return around
    start = _DECIMAL.match(text)
    if start is None:
        return Problem("not-a-number", f"'{text[:24]}', where a number was expected", 0, len(text))
    if start.end() == len(text):
        return Problem("fraction", f"'{text[:24]}' is not a whole number", 0, len(text))
    if _GROUPED.fullmatch(text) is not None:
        return Problem("grouped", f"'{text[:24]}' has a mark between its digits", 0, len(text))
    return Problem("unit", f"'{text[start.end() :][:24]}' after the number", start.end(), len(text))
