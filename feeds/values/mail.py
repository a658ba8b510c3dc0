"""Mail addresses, and how RSS writes them together with a name.

Sources: RFC 5322 section 3.4.1 (https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1), with RFC 6532 for letters beyond
ASCII; RFC 5321 section 4.5.3.1 for the lengths; the RSS Best Practices Profile, "Email Addresses"
(https://www.rssboard.org/rss-profile#data-types-email), for ``me@example.org (Real Name)``.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from feeds.values.blanks import BLANKS, surrounding_blanks
from feeds.values.problem import Problem

Form = Literal["bare", "name-after", "name-before", "reversed", "loose"]

# What may not stand in an atom is the shorter list, and the quicker one to compile.
_ATOM: Final = r"[^\x00-\x20\x7f-\x9f()<>\[\]:;@\\,.\"]"
_LOCAL: Final = re.compile(rf"{_ATOM}++(?:\.{_ATOM}++)*+|\"(?:[^\"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*+\"")
_LETTER: Final = r"[^\x00-/:-@\[-`{-\x9f]"  # or digit, of any script
_LABEL: Final = rf"{_LETTER}(?:(?:{_LETTER}|[_-]){{0,61}}{_LETTER})?"
_DOMAIN: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*+|\[[0-9A-Za-z.:]{{1,64}}\]")
_PAIR: Final = re.compile(r"(?P<address>[^\s()<>]++)\s*+\((?P<name>[^()]*+)\)")
_ANGLED: Final = re.compile(r"(?P<name>[^<>]*+)<(?P<address>[^<>]*+)>")
_WORD_AT: Final = re.compile(r"[^\s<>(),;:\"]*@[^\s<>(),;:\"]*")
_OBFUSCATED: Final = re.compile(r"[\s\[({]{1,4}(?:at|AT|@|arroba|ät)[\s\])}]{1,4}")


class Contact(NamedTuple):
    """A mail address with the name of its owner, "" when there is none; ``form`` is how the two are written."""

    address: str
    name: str
    form: Form


def addr_spec(text: str) -> str | Problem:
    """A bare mail address, as it stands (RFC 5322 section 3.4.1), without comments and folding.

    Kinds of problem: ``empty``, ``surrounding-blanks``, ``mailto``, ``with-name``, ``obfuscated``, ``list``,
    ``no-address`` (nothing with an @), ``bad-local``, ``bad-domain``, ``too-long``.
    """
    if not text.strip(BLANKS):
        return Problem("empty", "it is empty, where an address such as 'me@example.org' was expected", 0, len(text))
    return surrounding_blanks(text) or _address(text, 0, len(text)) or text


def contact(text: str) -> Contact | Problem:
    """A mail address, perhaps with a name, in any of the forms that feeds use; white space around it does not count.

    Forms: ``bare``; ``name-after``, ``me@example.org (Me)``, as RSS has it; ``name-before``, ``Me <me@example.org>``;
    ``reversed``, ``Me (me@example.org)``, where a mail program takes the name for the address; ``loose``, both side by
    side in no form that a specification has. Kinds of problem as ``addr_spec``.
    """
    start = len(text) - len(text.lstrip(BLANKS))
    end = len(text.rstrip(BLANKS))
    if start >= end:
        return Problem(
            "empty", "it is empty, where an address such as 'me@example.org (Me)' was expected", 0, len(text)
        )
    pair = _PAIR.fullmatch(text, start, end)
    if pair is not None and ("@" in pair["address"] or "@" not in pair["name"]):
        problem = _address(text, *pair.span("address"))
        return problem or Contact(pair["address"], pair["name"].strip(), "name-after")
    angled = _ANGLED.fullmatch(text, start, end)
    if angled is not None:
        problem = _address(text, *angled.span("address"))
        return problem or Contact(angled["address"], angled["name"].strip(' \t\r\n"'), "name-before")
    problem = _address(text, start, end)
    if problem is None:
        return Contact(text[start:end], "", "bare")
    if problem.kind == "with-name":
        return _loose(text, start, end) or problem
    return problem


def remarks(text: str) -> Iterator[Problem]:
    """What is questionable about a contact as RSS has them: its form, ``missing-name``, ``no-dot``."""
    value = contact(text)
    if isinstance(value, Problem):
        return
    start = len(text) - len(text.lstrip(BLANKS))
    end = len(text.rstrip(BLANKS))
    if not value.name:
        says = f"no name, where '{value.address} (Real Name)' was expected"
        yield Problem("missing-name", says, start, end)
    elif value.form != "name-after":
        yield Problem(
            value.form, f"'{text[start:end][:64]}', where '{value.address} ({value.name})' was expected", start, end
        )
    domain = value.address.rpartition("@")[2]
    if "." not in domain and not domain.startswith("["):
        at = text.index(value.address) + len(value.address) - len(domain)
        yield Problem("no-dot", f"'{domain}' is no domain that the world knows", at, at + len(domain))


def contains_address(text: str) -> tuple[int, int] | None:
    """Where a mail address stands in running text, for places that should only hold a name; None when nowhere."""
    if "@" not in text:
        return None
    for match in _WORD_AT.finditer(text):
        at, end = match.start(), match.start() + len(match[0].rstrip(".!?'"))
        if _address(text, at, end) is None and "." in text[at:end].rpartition("@")[2]:
            return at, end
    return None


def _address(text: str, at: int, end: int) -> Problem | None:
    """What keeps ``text[at:end]`` from being an addr-spec."""
    shown = text[at : min(end, at + 64)]
    if text[at : at + 7].lower() == "mailto:":
        return Problem("mailto", "'mailto:' in front of the address", at, at + 7)
    sign = text.rfind("@", at, end)
    if sign < 0 or _OBFUSCATED.search(text, at, end) is not None:
        hidden = _OBFUSCATED.search(text, at, end)
        if hidden is not None and (sign < 0 or hidden.start() <= sign < hidden.end()):
            says = f"'{text[hidden.start() : hidden.end()].strip()}' hides an address, which readers cannot use"
            return Problem("obfuscated", says, hidden.start(), hidden.end())
        if sign < 0:
            return Problem("no-address", f"'{shown}' has no '@'", at, end)
    local = _LOCAL.fullmatch(text, at, sign)
    domain = _DOMAIN.fullmatch(text, sign + 1, end)
    if local is not None and domain is not None:
        if sign - at > 64 or end - sign > 256:
            return Problem("too-long", "more than 64 characters before '@' or 255 after it", at, end)
        return None
    inner = _WORD_AT.search(text, at, end)
    if inner is not None and inner.span() != (at, end) and _simple(inner[0]):
        second = text.find("@", inner.end(), end)
        if second >= 0:
            return Problem("list", "more than one address", inner.end(), end)
        return Problem("with-name", f"more than an address: '{shown}'", at, end)
    if local is None:
        what = "nothing" if sign == at else f"'{text[at : min(sign, at + 64)]}'"
        return Problem("bad-local", f"{what} before '@', which no address begins with", at, sign)
    what = "nothing" if sign + 1 == end else f"'{text[sign + 1 : min(end, sign + 65)]}'"
    return Problem("bad-domain", f"{what} after '@', where a domain was expected", sign + 1, end)


def _simple(word: str) -> bool:
    local, _, domain = word.rpartition("@")
    return _LOCAL.fullmatch(local) is not None and _DOMAIN.fullmatch(domain) is not None


def _loose(text: str, start: int, end: int) -> Contact | None:
    """Name and address side by side, as in ``John Smith, john@example.org`` or ``Me (me@example.org)``."""
    word = _WORD_AT.search(text, start, end)
    if word is None or not _simple(word[0]):
        return None
    name = (text[start : word.start()] + " " + text[word.end() : end]).strip(' \t\r\n,;:()<>"-')
    form: Form = "reversed" if text[word.start() - 1 : word.start()] == "(" and text[end - 1] == ")" else "loose"
    return Contact(word[0], " ".join(name.split()), form)
