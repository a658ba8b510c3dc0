"""Names that are never looked up: ``tag:`` URIs, ``urn:`` URIs and what some of them hold.

Sources: RFC 4151 section 2.1 (https://www.rfc-editor.org/rfc/rfc4151#section-2.1); RFC 8141 section 2
(https://www.rfc-editor.org/rfc/rfc8141#section-2); RFC 9562 section 4 for UUIDs
(https://www.rfc-editor.org/rfc/rfc9562#section-4); RFC 8254 for ISBN and ISSN (https://www.rfc-editor.org/rfc/rfc8254).
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from feeds.values.problem import Problem

_AUTHORITY: Final = re.compile(r"[A-Za-z0-9\-._]+@|")
_DNS_NAME: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NOT_SPECIFIC: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")
_NID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]")
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Tag(NamedTuple):
    """A ``tag:`` URI: who made the name (a domain or an address of theirs at ``date``), and the name."""

    authority: str
    date: dt.date
    specific: str
    fragment: str | None = None


class Urn(NamedTuple):
    """A ``urn:`` URI: its namespace in small letters, and the name within."""

    namespace: str
    specific: str
    fragment: str | None = None


def tag(text: str) -> Tag | Problem:
    """The parts of a ``tag:`` URI (RFC 4151)."""
    if text[:4].lower() != "tag:":
        return Problem("no-tag", f"it begins with '{text[:4]}', where 'tag:' was expected", 0, min(4, len(text)))
    comma, colon = text.find(",", 4), text.find(":", 4)
    if comma < 0 or 0 <= colon < comma:
        stop = len(text) if colon < 0 else colon
        says = f"'{text[4:stop][:64]}', where a domain, ',' and a date were expected"
        return Problem("no-date", says, 4, stop)
    problem = _authority_problem(text[4:comma])
    if problem is not None:
        return problem
    stop = len(text) if colon < 0 else colon
    match = _DATE.fullmatch(text, comma + 1, stop)
    if match is None:
        says = f"'{text[comma + 1 : stop][:24]}', where a date such as '2006', '2006-02' or '2006-02-09' was expected"
        return Problem("bad-date", says, comma + 1, stop)
    try:
        date = dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return Problem("impossible-date", f"there is no day {match[0]}", comma + 1, stop)
    if colon < 0:
        return Problem("no-specific", "no ':' and name after the date", stop, stop)
    specific, fragment = _name(text, colon + 1)
    if isinstance(specific, Problem):
        return specific
    return Tag(text[4:comma], date, specific, fragment)


def tag_remarks(text: str, now: dt.datetime) -> Iterator[Problem]:
    """What is questionable about a ``tag:`` URI at ``now``: ``letter-case``, ``future`` (RFC 4151 section 2.1)."""
    value = tag(text)
    if isinstance(value, Problem):
        return
    name, at = value.authority, len("tag:")
    if name != name.lower() or text[:4] != "tag:":
        says = f"capitals, where 'tag:{name.lower()}' was expected: tags are compared letter by letter"
        yield Problem("letter-case", says, 0, at + len(name))
    if value.date > now.date() + dt.timedelta(days=1):
        start = at + len(name) + 1
        yield Problem(
            "future", "a date in the future, when nobody can have owned the name", start, text.index(":", start)
        )


def urn(text: str) -> Urn | Problem:
    """The parts of a ``urn:`` URI (RFC 8141); one in the namespace uuid, isbn or issn must also hold such a number."""
    if text[:4].lower() != "urn:":
        return Problem("no-urn", f"it begins with '{text[:4]}', where 'urn:' was expected", 0, min(4, len(text)))
    colon = text.find(":", 4)
    stop = len(text) if colon < 0 else colon
    namespace = text[4:stop]
    if colon < 0:
        return Problem("no-specific", "no ':' and name after the namespace", 4, stop)
    if _NID.fullmatch(namespace) is None:
        says = f"'{namespace[:40]}' is not a namespace: 2 to 32 letters, digits and inner '-'"
        return Problem("bad-namespace", says, 4, stop)
    if namespace.lower() == "urn":
        return Problem("bad-namespace", "a namespace cannot be named 'urn'", 4, stop)
    specific, fragment = _name(text, colon + 1)
    if isinstance(specific, Problem):
        return specific
    if not specific or specific[0] in "/?":
        return Problem("no-specific", "no name after the namespace", colon + 1, colon + 1)
    bare = specific.split("?", 1)[0]
    problem = _number_problem(namespace.lower(), bare)
    if problem is not None:
        return Problem(problem.kind, problem.says, colon + 1, colon + 1 + len(bare))
    return Urn(namespace.lower(), specific, fragment)


def uuid(text: str) -> str | Problem:
    """A UUID in small letters, from its 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4)."""
    if _UUID.fullmatch(text) is not None:
        return text.lower()
    shown = text[:64]
    return Problem("bad-uuid", f"'{shown}' is not 8-4-4-4-12 hexadecimal digits", 0, len(text))


def _authority_problem(name: str) -> Problem | None:
    at = 4
    mail = _AUTHORITY.match(name)
    start = 0 if mail is None else mail.end()
    if not name or start == len(name):
        return Problem("bad-authority", "no domain in front of ','", at, at + len(name))
    match = _DNS_NAME.match(name, start)
    stop = start if match is None else match.end()
    if stop < len(name):
        says = f"'{name[stop]}' in the domain, which is letters, digits and inner '-' between dots"
        return Problem("bad-authority", says, at + stop, at + stop + 1)
    return None


def _name(text: str, at: int) -> tuple[str | Problem, str | None]:
    """The name from ``at`` on, and the fragment after it."""
    sharp = text.find("#", at)
    end = len(text) if sharp < 0 else sharp
    fragment = None if sharp < 0 else text[sharp + 1 :]
    bad = _NOT_SPECIFIC.search(text, at, end)
    if bad is None and sharp >= 0:
        bad = _NOT_SPECIFIC.search(text, sharp + 1)
    if bad is not None:
        character = bad[0]
        if character == "%":
            says = f"'{text[bad.start() : bad.start() + 3]}' is not '%' and two hexadecimal digits"
            return Problem("bad-escape", says, bad.start(), min(bad.start() + 3, len(text))), None
        shown = f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"
        return Problem("bad-character", f"{shown}, which no name holds unescaped", *bad.span()), None
    return text[at:end], fragment


def _number_problem(namespace: str, name: str) -> Problem | None:
    if namespace == "uuid":
        value = uuid(name)
        return value if isinstance(value, Problem) else None
    if namespace == "isbn" and not _is_isbn(name.replace("-", "").upper()):
        return Problem("bad-isbn", f"'{name[:24]}' is not an ISBN, whose last digit checks the others")
    if namespace == "issn" and not _is_issn(name.upper()):
        return Problem("bad-issn", f"'{name[:24]}' is not an ISSN, whose last digit checks the others")
    return None


def _is_isbn(digits: str) -> bool:
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10 == 0
    return bool(re.fullmatch(r"[0-9]{9}[0-9X]", digits)) and _eleven(digits)


def _is_issn(number: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{3}[0-9X]", number)) and _eleven(number.replace("-", ""))


def _eleven(digits: str) -> bool:
    """Whether the digits, weighted by their place from the right, add up to a multiple of 11; X is ten."""
    values = (10 if d == "X" else int(d) for d in digits)
    return sum(value * weight for value, weight in zip(values, range(len(digits), 0, -1), strict=True)) % 11 == 0
