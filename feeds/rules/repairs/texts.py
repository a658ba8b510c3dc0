"""Values in another spelling that means the same: dates, languages, media types, numbers, words.

Each function takes a text without the blanks around it and the words that the rule gives, and answers with the right
spelling and whether it is safe; with None where the right value is not evident.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from feeds.rules.repairs.edits import Case, Edits, Fix, trimmed, value_of, written
from feeds.values import dates, durations, languages, mail, mediatypes
from feeds.values.dates import Moment, Precision
from feeds.values.dates.moment import LONG_WEEKDAYS
from feeds.values.problem import Problem
from feeds.values.tables.languages import NAMES, PREFERRED, REGIONS, SHORTEST
from feeds.values.tables.mediatypes import MISNOMERS

Spelt = tuple[str, bool]
Speller = Callable[[str, tuple[str, ...]], Spelt | None]

_LONG: Final = 500  # characters; no value that one of these functions understands comes near


def respelt(speller: Speller, case: Case) -> Fix | None:
    """The repair of a value by one of the functions below."""
    value = value_of(case)
    if value is None or not value.text or len(value.text) > _LONG:
        return None
    spelt = speller(value.text, case.words)
    if spelt is None:
        return None
    edits: Edits = (written(case, value, spelt[0]) or ()) if spelt[0] != value.text else (trimmed(case, value) or ())
    return Fix(edits, spelt[1]) if edits else None


# --- dates

_SURE_ZONES: Final = frozenset({"GMT", "UT", "UTC", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"})
_WORD_AT_END: Final = re.compile(r"([A-Za-z]+)[^A-Za-z]*$")
_DOUBTFUL: Final = frozenset({"wrong-weekday", "military-zone", "odd-offset", "leap-second"})


def _moment(text: str) -> tuple[Moment, bool] | None:
    """The moment that a text names, and whether every reader that understands it takes it for the same."""
    strict = dates.rfc822(text)
    moment = strict if isinstance(strict, Moment) else dates.understood(text)
    if moment is None:
        return None
    sure = moment.zoned and not any(remark.kind in _DOUBTFUL for remark in moment.remarks)
    zone = _WORD_AT_END.search(text.partition("(")[0].rstrip())
    name = zone[1].upper() if zone is not None else ""
    offset = re.search(r"[+-][0-9]{2}:?[0-9]{2}\s*$", text.partition("(")[0].rstrip())
    named = bool(zone and zone.end() == len(text.partition("(")[0].rstrip()) and name not in {"AM", "PM"})
    return moment, sure and (offset is not None or not named or name in _SURE_ZONES)


def rfc822(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """As RSS writes dates; a date without a time or a zone is no certain moment."""
    read = _moment(text)
    if read is None:
        return None
    moment, sure = read
    return dates.format_rfc822(moment.when), sure and moment.precision >= Precision.MINUTE


_AROUND_T: Final = re.compile(r"(?<=[0-9]) ?[Tt] ?(?=[0-9])")


def rfc3339(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """As Atom and JSON Feed write dates."""
    text = _AROUND_T.sub("T", text)
    capitals = text.upper()
    if isinstance(dates.rfc3339(capitals), Moment):
        return capitals, True
    read = _moment(text)
    if read is None:
        return None
    moment, sure = read
    return dates.format_rfc3339(moment.when), sure and moment.precision >= Precision.MINUTE


def w3cdtf(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """As ISO 8601 writes dates, as exact as the text is."""
    read = _moment(text)
    if read is None or read[0].precision < Precision.DAY:
        return None
    moment, sure = read
    if moment.precision == Precision.DAY:
        return moment.when.date().isoformat(), not moment.zoned
    return dates.format_rfc3339(moment.when), sure


# --- names of things


def language(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A language tag that the registry has."""
    name = NAMES.get(text.lower())
    if name is not None:
        return name, True
    parts = text.replace("_", "-").split("-")
    parts = [part for part in parts if part]
    if not parts:
        return None
    primary = parts[0].lower()
    better = PREFERRED.get(primary) or SHORTEST.get(primary)
    parts[0] = better or (primary if primary != parts[0] and len(parts) > 1 else parts[0])
    for index, part in enumerate(parts[1:], 1):
        small = part.lower()
        if len(part) == 2 and small == "uk" and primary == "en":
            parts[index] = "GB"
        elif len(part) == 2 and small in REGIONS:
            parts[index] = PREFERRED[small].upper() if small in PREFERRED else part.upper()
    tag = "-".join(parts)
    answer = languages.language(tag)
    if isinstance(answer, Problem) or any(problem.kind != "no-language" for problem in languages.remarks(tag)):
        return None
    return tag, True


_ENDINGS: Final = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "png": "image/png", "gif": "image/gif", "webp": "image/webp", "html": "text/html", "pdf": "application/pdf",
}  # fmt: skip


def media_type(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A registered media type that is meant by an unregistered one, or by the ending of file names."""
    essence, semicolon, rest = text.partition(";")
    right = MISNOMERS.get(essence.strip().lower())
    if right is None and text.lower().lstrip(".") in _ENDINGS:
        return _ENDINGS[text.lower().lstrip(".")], False
    if right is None:
        return None
    new = right + semicolon + rest
    return None if isinstance(mediatypes.media_type(new), Problem) else (new, True)


_TRUE: Final = frozenset({"true", "yes", "1", "on", "y", "t"})
_FALSE: Final = frozenset({"false", "no", "0", "off", "n", "f"})


def truth(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """``true`` or ``false`` for what means one of them."""
    small = text.lower()
    return ("true", True) if small in _TRUE else ("false", True) if small in _FALSE else None


def explicit(text: str, words: tuple[str, ...]) -> Spelt | None:
    """As ``truth``, with the words that Apple had before: https://podcasters.apple.com/support/823-podcast-requirements."""
    small = text.lower()
    return ("true", True) if small == "explicit" else ("false", True) if small == "clean" else truth(text, words)


_IGNORED: Final = str.maketrans("", "", " \t\r\n-_")


def word(text: str, words: tuple[str, ...]) -> Spelt | None:
    """One of the rule's words, where only capitals, blanks and hyphens differ."""
    plain = text.rpartition("/")[2].lower().translate(_IGNORED)
    meant = [each for each in words if each.lower().translate(_IGNORED) == plain]
    return (meant[0], True) if len(meant) == 1 else None


def weekday(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A day's English name, also of its first letters."""
    plain = text.rstrip(".").lower()
    meant = [day for day in LONG_WEEKDAYS if len(plain) >= 2 and day.lower().startswith(plain)]
    return (meant[0], True) if len(meant) == 1 else None


# --- numbers

_UNITS: Final = re.compile(
    r"(?:([0-9]{1,4}) ?(?:h|hrs?|hours?)\.?[ ,]*)?(?:([0-9]{1,5}) ?(?:m|mins?|minutes?)\.?[ ,]*)?"
    r"(?:([0-9]{1,6}) ?(?:s|secs?|seconds?)\.?)?",
    re.IGNORECASE,
)


def duration(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A number of seconds; ``HH:MM:SS`` where the text has colons."""
    whole, dot, fraction = text.partition(".")
    if dot and (not fraction or fraction.isdigit()) and not isinstance(durations.clock(whole), Problem):
        return whole, True
    iso = durations.iso8601_duration(text)
    if isinstance(iso, durations.Duration):
        if iso.years or iso.months:
            return None
        days = iso.weeks * 7 + iso.days
        return str(round(((days * 24 + iso.hours) * 60 + iso.minutes) * 60 + iso.seconds)), True
    match = _UNITS.fullmatch(text)
    if match is not None and any(match.groups()):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return str(hours * 3600 + minutes * 60 + seconds), True
    return None


_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,3}(?:\.[0-9]{3}){2,6}|[0-9]{1,3}(?: [0-9]{3}){1,6}")


def number(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A whole number without the marks between its groups, and without a fraction of nothing."""
    if _GROUPED.fullmatch(text) is not None:
        return re.sub(r"[,. ]", "", text), True
    match = re.fullmatch(r"\+?([0-9]{1,18})(?:\.0{0,18})?", text)
    return (match[1], True) if match is not None and match[1] != text else None


def size(text: str, words: tuple[str, ...]) -> Spelt | None:
    """A number of bytes; 0 for one that is unknown, as the RSS profile has it."""
    return ("0", True) if text == "-1" else number(text, words)


def midnight(_text: str, _words: tuple[str, ...]) -> Spelt | None:
    """Hour 0 for hour 24."""
    return "0", True


def coordinates(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """Coordinates with blanks between them."""
    return " ".join(text.replace(",", " ").split()), True


# --- people


def contact(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """``me@example.org (Name)``, as RSS has it."""
    bare = text[7:] if text[:7].lower() == "mailto:" else text
    answer = mail.contact(bare)
    if isinstance(answer, Problem):
        return None
    if not answer.name or answer.form == "name-after":
        return (bare, True) if bare != text else None
    if any(mark in answer.name for mark in "()<>") or "@" in answer.name:
        return None
    return f"{answer.address} ({answer.name})", True


def address(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """A bare mail address; one with a name loses it, which is not safe."""
    bare = text[7:] if text[:7].lower() == "mailto:" else text
    if not isinstance(mail.addr_spec(bare), Problem):
        return bare, True
    answer = mail.contact(bare)
    return None if isinstance(answer, Problem) else (answer.address, False)


def yes_no(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """``yes`` or ``no`` for what means one of them."""
    small = text.lower()
    return ("yes", True) if small in _TRUE else ("no", True) if small in _FALSE else None


def capital_yes(text: str, _words: tuple[str, ...]) -> Spelt | None:
    """``Yes`` for what means it; what was shown before will be hidden, which is not safe."""
    return ("Yes", False) if text.lower() in _TRUE else None
