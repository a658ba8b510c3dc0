"""Language tags: BCP 47, by its grammar and by the registry.

Sources: RFC 5646 section 2 (https://www.rfc-editor.org/rfc/rfc5646#section-2); the registry (tables/languages.py).
The codes that RSS lists (https://www.rssboard.org/rss-language-codes) are all such tags.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.problem import Problem
from feeds.values.tables.languages import (
    EXTENDED,
    GRANDFATHERED,
    LANGUAGES,
    NAMES,
    PREFERRED,
    REGIONS,
    SCRIPTS,
    SHORTEST,
    VARIANTS,
)

_CHARSET: Final = (
    r"(?i:(?:utf|ucs|iso-?8859|windows|cp|koi8|euc|shift)(?:[-_]?[0-9a-z]{1,10}){0,4}"
    r"|(?:us-)?ascii|latin-?[0-9]|gb2312|big5)"
)
_SUBTAG: Final = re.compile(r"[A-Za-z0-9]{1,8}")
_SHORT: Final = 40  # longer texts are not remembered
_MOST: Final = 200  # characters; no real tag comes near, and a longer text need not be read to its end
# What people write for the language of a country: the country's code, which is no language's.
_COUNTRIES: Final = {
    "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "kr": "ko", "tw": "zh-TW", "ua": "uk",
    "us": "en-US", "gb": "en-GB", "au": "en-AU", "mx": "es-MX", "at": "de-AT", "rs": "sr", "vn": "vi", "ir": "fa",
    "il": "he", "in": "hi", "nz": "en-NZ",
}  # fmt: skip
# Registered, yet saying no language: RFC 5646 section 4.1.
_NO_LANGUAGE: Final = {"und": "undetermined", "zxx": "no linguistic content", "mis": "uncoded", "mul": "multiple"}


class Language(NamedTuple):
    """A language tag in its parts, in small letters; ``primary`` is "" when the whole tag is private (``x-…``)."""

    tag: str
    primary: str
    extended: str | None = None
    script: str | None = None
    region: str | None = None
    variants: tuple[str, ...] = ()


def language(text: str) -> Language | Problem:
    """The parts of a language tag that is well-formed and whose primary language is registered.

    Kinds of problem: ``empty``, ``surrounding-blanks``, ``charset`` (such as utf-8), ``underscore``, ``name`` (such as
    English), ``list``, ``malformed``, ``unknown-language``.
    """
    return (_remembered if len(text) <= _SHORT else _language)(text)


def _language(text: str) -> Language | Problem:
    if not text.strip(BLANKS):
        return Problem("empty", "it is empty, where a tag such as 'en' was expected", 0, len(text))
    if len(text) > _MOST:
        return Problem(
            "malformed", f"it has {len(text)} characters, where a tag such as 'en' was expected", 0, len(text)
        )
    around = surrounding_blanks(text)
    if around is not None:
        return around
    if text.lower() in GRANDFATHERED:
        return Language(text, text.lower().split("-", 1)[0])
    return _wrong_thing(text) or _parts(text)


_remembered: Final = lru_cache(maxsize=512)(_language)


def remarks(text: str) -> Iterator[Problem]:
    """What the registry says against ``text``, a well-formed tag, besides its primary language.

    Kinds: ``unknown-extended``, ``unknown-script``, ``unknown-region``, ``unknown-variant``, ``deprecated`` (such as iw
    for he), ``no-language`` (und, zxx, mis, mul).
    """
    value = language(text)
    if isinstance(value, Problem) or not value.primary or text.lower() in GRANDFATHERED:
        return
    at = len(value.primary)
    preferred = PREFERRED.get(value.primary)
    if preferred is not None:
        says = f"'{value.primary}' is deprecated, where '{preferred}' was expected"
        yield Problem("deprecated", says, 0, at)
    if value.primary in _NO_LANGUAGE:
        says = f"'{value.primary}' means {_NO_LANGUAGE[value.primary]}, so it names no language"
        yield Problem("no-language", says, 0, at)
    for subtag, known, what in (
        (value.extended, value.extended in EXTENDED, "extended"),
        (value.script, value.script in SCRIPTS or _between(value.script, "qaaa", "qabx"), "script"),
        (value.region, value.region in REGIONS or _private_region(value.region), "region"),
        *((variant, variant in VARIANTS, "variant") for variant in value.variants),
    ):
        if subtag is None:
            continue
        start = text.lower().index(f"-{subtag}", at) + 1
        at = start + len(subtag)
        if not known:
            hint = ": the United Kingdom is 'GB'" if subtag == "uk" else ""
            yield Problem(f"unknown-{what}", f"'{text[start:at]}' is not a registered {what}{hint}", start, at)
        elif what == "region" and subtag in PREFERRED:
            yield Problem(
                "deprecated", f"'{text[start:at]}' is deprecated for '{PREFERRED[subtag].upper()}'", start, at
            )


def _wrong_thing(text: str) -> Problem | None:
    """What people put where a tag belongs."""
    end = len(text)
    if re.fullmatch(_CHARSET, text) is not None:
        return Problem("charset", f"'{text}' is an encoding of characters, not a language", 0, end)
    name = NAMES.get(text.lower())
    if name is not None:
        return Problem("name", f"'{text}' is the name of a language, whose tag is '{name}'", 0, end)
    for mark in ",;/|":
        at = text.find(mark)
        if at >= 0:
            return Problem("list", f"'{mark}' after the first tag, where just one was expected", at, end)
    at = text.find("_")
    if at >= 0:
        return Problem("underscore", f"'_', where '{text[:at]}-{text[at + 1 :]}' was expected", at, at + 1)
    return None


def _parts(text: str) -> Language | Problem:
    subtags = text.split("-")
    places, at = [], 0
    for subtag in subtags:
        match = _SUBTAG.fullmatch(subtag)
        if match is None:
            if not subtag:
                return Problem("malformed", "nothing between two '-' or at an end", at, min(at + 1, len(text)))
            says = f"'{subtag[:24]}' is not 1 to 8 letters and digits"
            return Problem("malformed", says, at, at + len(subtag))
        places.append(at)
        at += len(subtag) + 1
    small = [subtag.lower() for subtag in subtags]
    primary = small[0]
    if primary == "x":
        if len(small) == 1:
            return Problem("malformed", "nothing after 'x-'", 0, len(text))
        return Language(text, "")
    problem = _primary_problem(subtags[0])
    if problem is not None:
        return problem
    return _rest(text, small, places)


def _primary_problem(subtag: str) -> Problem | None:
    small, end = subtag.lower(), len(subtag)
    if not small.isalpha() or len(small) < 2:
        return Problem("malformed", f"'{subtag}' is not a language, which has 2 to 8 letters", 0, end)
    if small in LANGUAGES or _between(small, "qaa", "qtz"):
        return None
    if small in SHORTEST:
        return Problem("unknown-language", f"'{subtag}' is not in the registry, where '{SHORTEST[small]}' is", 0, end)
    if small in _COUNTRIES:
        says = f"'{subtag}' is a country, not a language: perhaps '{_COUNTRIES[small]}' was meant"
        return Problem("unknown-language", says, 0, end)
    return Problem("unknown-language", f"'{subtag}' is not a registered language", 0, end)


def _rest(text: str, small: list[str], places: list[int]) -> Language | Problem:
    """The subtags after the first, in the order of RFC 5646 section 2.1: extended, script, region, variants, others."""
    extended = script = region = None
    variants: list[str] = []
    singletons: set[str] = set()
    index, most = 1, len(small)
    while index < most and index < 4 and len(small[index]) == 3 and small[index].isalpha() and len(small[0]) < 4:
        extended = small[index]
        index += 1
    if index < most and len(small[index]) == 4 and small[index].isalpha():
        script = small[index]
        index += 1
    if index < most and (
        (len(small[index]) == 2 and small[index].isalpha()) or (len(small[index]) == 3 and small[index].isdigit())
    ):
        region = small[index]
        index += 1
    while index < most and (len(small[index]) > 4 or (len(small[index]) == 4 and small[index][0].isdigit())):
        if small[index] in variants:
            return _malformed(text, places[index], small[index], "stands here twice")
        variants.append(small[index])
        index += 1
    while index < most and len(small[index]) == 1 and small[index] != "x":
        if small[index] in singletons:
            return _malformed(text, places[index], small[index], "stands here twice")
        singletons.add(small[index])
        start = index
        index += 1
        while index < most and len(small[index]) > 1:
            index += 1
        if index == start + 1:
            return _malformed(text, places[start], small[start], "is followed by nothing that it introduces")
    if index < most and not (small[index] == "x" and index + 1 < most):
        return _malformed(text, places[index], small[index], "is out of place: language, script, region, variants")
    return Language(text, small[0], extended, script, region, tuple(variants))


def _malformed(text: str, at: int, subtag: str, says: str) -> Problem:
    end = at + len(subtag)
    return Problem("malformed", f"'{text[at:end]}' {says}", at, end)


def _between(subtag: str | None, first: str, last: str) -> bool:
    return subtag is not None and len(subtag) == len(first) and first <= subtag <= last


def _private_region(region: str | None) -> bool:
    return region in {"aa", "zz"} or _between(region, "qm", "qz") or _between(region, "xa", "xz")
