"""The zone of an RFC 822 date: offsets, the names that the specification lists, and what else is met.

Sources: RFC 822 section 5 (https://www.rfc-editor.org/rfc/rfc822#section-5); RFC 5322 section 4.3
(https://www.rfc-editor.org/rfc/rfc5322#section-4.3).
"""

from collections.abc import Iterator
from typing import Final

from feeds.values.dates.words import Reading, Word
from feeds.values.problem import Problem

_LISTED: Final = {
    "UT": 0, "GMT": 0, "Z": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
# Names outside RFC 822 that mean one offset wherever they are used; an ambiguous one (IST, BST) is left out.
_UNLISTED: Final = {
    "UTC": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480,
    "NZST": 720, "NZDT": 780, "AKST": -540, "AKDT": -480, "HST": -600,
}  # fmt: skip
_MILITARY: Final = frozenset("ABCDEFGHIKLMNOPQRSTUVWXY")


def zone(reading: Reading) -> tuple[int | None, bool]:
    """Minutes east of UTC, None after a problem that leaves them open; and whether the text names a zone at all."""
    word = reading.peek()
    if word is None or (word.is_number and len(word.text) == 4 and reading.next == len(reading.words) - 1):
        reading.wrong("no-zone", "no zone such as '+0000' or 'GMT' after the time", word)
        return 0, False
    if word.text in {"+", "-", "−"}:
        return _offset(reading, word), True
    if not word.is_name:
        reading.expected("bad-zone", "a zone such as '+0000' or 'GMT'")
        return None, False
    return _named(reading, word), True


def offset_remark(minutes: int, at: int, end: int) -> Iterator[Problem]:
    """A remark when no place on earth keeps a zone ``minutes`` east of UTC (-12:00 to +14:00, in whole quarters)."""
    if not -720 <= minutes <= 840 or minutes % 15:
        says = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d} is no zone's offset"
        yield Problem("odd-offset", says, at, end)


def _named(reading: Reading, word: Word) -> int | None:
    reading.next += 1
    name = word.text.upper()
    sign = reading.peek()
    if sign is not None and sign.text in {"+", "-"} and name in {"GMT", "UT", "UTC", "Z"}:
        reading.wrong("zone-form", f"'{word.text}' before an offset, which stands alone", word)
        return _offset(reading, sign)
    if name in _LISTED:
        if name not in {"UT", "GMT", "Z"}:
            reading.remark("obsolete-zone", f"'{word.text}' is an obsolete name for a zone", word.at, word.end)
        if name != word.text:
            reading.remark("letter-case", f"'{word.text}' is usually written '{name}'", word.at, word.end)
        return _LISTED[name]
    if name in _MILITARY:
        # RFC 822 printed the signs the wrong way round, so RFC 5322 section 4.3 takes all of them for -0000.
        says = f"'{word.text}' is a military zone, which readers take for UTC or for one of two offsets"
        reading.remark("military-zone", says, word.at, word.end)
        return 0
    if name in _UNLISTED:
        says = f"'{word.text}' is not one of the zones of RFC 822; '{_text(_UNLISTED[name])}' says the same"
        reading.wrong("unlisted-zone", says, word)
        return _UNLISTED[name]
    reading.next -= 1
    reading.expected("bad-zone", "a zone such as '+0000' or 'GMT'")
    return None


def _offset(reading: Reading, sign: Word) -> int | None:
    reading.next += 1
    word = reading.peek()
    if word is None or not word.is_number or word.at != sign.end or len(word.text) > 4:
        reading.expected("bad-zone", f"four digits after '{sign.text}'")
        return None
    reading.next += 1
    hours, minutes, end = word.text, "00", word.end
    if len(word.text) > 2:
        hours, minutes = word.text[:-2], word.text[-2:]
    elif reading.mark(":") is not None:
        rest = reading.peek()
        if rest is None or not rest.is_number or len(rest.text) != 2:
            reading.expected("bad-zone", "two digits after ':'")
            return None
        reading.next += 1
        minutes, end = rest.text, rest.end
    written, size = reading.text[sign.at : end], int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or size >= 1440:
        reading.wrong("impossible-offset", f"'{written}' is not an offset from UTC", sign, end)
        return None
    east = size if sign.text == "+" else -size
    if len(word.text) != 4 or sign.text == "−":
        reading.wrong("zone-form", f"'{written}', where '{_text(east)}' was expected", sign, end)
    if sign.text != "+" and not size:
        reading.remark("unknown-offset", f"'{written}' says that the local zone is not known", sign.at, end)
    for remark in offset_remark(east, sign.at, end):
        reading.remark(remark.kind, remark.says, sign.at, end)
    return east


def _text(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
