"""Addresses: characters that none holds, relative ones whose base is known, the feed's own.

Sources: RFC 3986 section 2.1 (https://www.rfc-editor.org/rfc/rfc3986#section-2.1) for escapes, RFC 3987 section 3.1
(https://www.rfc-editor.org/rfc/rfc3987#section-3.1) for letters beyond ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from feeds.rules.repairs.edits import Case, Fix, Value, trimmed, value_of, written
from feeds.source.places import JsonPlace, Place
from feeds.source.xmltree import Element
from feeds.values import uris
from feeds.values.problem import Problem

_LONG: Final = 10_000
_BAD: Final = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BREAKS: Final = re.compile(r"[\t\r\n]+[ \t\r\n]*")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EVIDENT: Final = re.compile(r"\.{0,2}/|\?")
# What names an item or a thing must stay as it is: another spelling makes another item of it.
_NAMES: Final = frozenset({"guid", "atom:id"})


def address(case: Case) -> Fix | None:
    """The address with what is wrong in it written as it must be; relative ones are resolved."""
    value = value_of(case)
    if value is None or not value.text or len(value.text) > _LONG or _is_name(value):
        return None
    letters = "iri" in case.words
    right, safe = value.text, True
    if _SCHEME.match(right) is None:
        if "relative" not in case.words:
            resolved = _resolved(case, value, right)
            if resolved is None:
                return None
            right, safe = resolved
    elif re.match(r"https?:", right, re.IGNORECASE) is None:
        letters = True
    if "relative" in case.words and " " in right and not _is_path(right):
        safe = False  # more likely words than an address
    right = escaped(right, letters=letters)
    grammar: Callable[[str], object] = uris.iri if letters else uris.uri
    if "relative" in case.words:
        grammar = uris.iri_reference if letters else uris.uri_reference
    if isinstance(grammar(right), Problem):
        return None
    edits = written(case, value, right) if right != value.text else trimmed(case, value)
    return Fix(edits, safe) if edits else None


def _is_name(value: Value) -> bool:
    if value.element is not None:
        return value.element.name in _NAMES or value.attribute in {"rdf:about", "ref"}
    return value.member is not None and value.member.path[-1:] == ("id",)


def escaped(text: str, *, letters: bool = False) -> str:
    """An address in which every character may stand; ``letters`` keeps those beyond ASCII, as in an IRI."""
    text = _BREAKS.sub("", text)
    head, hash_, fragment = text.partition("#")
    text = head + hash_ + fragment.replace("#", "%23")
    text = _PERCENT.sub("%25", text)
    scheme = _SCHEME.match(text)
    rest = scheme.end() if scheme else 0
    lead = re.match(r"//[^/?#]*", text[rest:])
    host = ""
    if lead is not None:
        host, rest = lead[0], rest + lead.end()
        if not host.isascii() and not letters:
            host = "//" + _ascii_host(host[2:])
    tail = _BAD.sub(lambda match: quote(match[0], safe=""), text[rest:])
    tail = tail.replace("[", "%5B").replace("]", "%5D")
    if not letters:
        tail = re.sub(r"[^\x00-\x7f]+", lambda match: quote(match[0], safe=""), tail)
    return (scheme[0] if scheme else "") + host + tail


def _ascii_host(host: str) -> str:
    user, sign, name = host.rpartition("@")
    name, colon, port = name.partition(":")
    try:
        return f"{quote(user, safe=':%')}{sign}{name.encode('idna').decode('ascii')}{colon}{port}"
    except UnicodeError:
        return host


def base_of(element: Element | None, url: str | None) -> str | None:
    """What is known of the base of relative addresses in an element: ``xml:base``, then the document's own address."""
    bases: list[str] = []
    node = element
    while node is not None:
        if "xml:base" in node.attributes:
            bases.append(node.attributes["xml:base"].strip())
        node = node.parent
    result = url or ""
    for each in reversed(bases[-20:]):
        result = uris.resolve(result, each)
    return result if _SCHEME.match(result) else None


def _resolved(case: Case, value: Value, text: str) -> tuple[str, bool] | None:
    """What a relative address means, and whether it is certain; None where no base is known or none is meant."""
    if re.search(r"[\s@]", text) or value.attribute in _WORDS or not _is_path(text):
        return None
    found = _base(case, value.element)
    return None if found is None else (uris.resolve(found[0], text), found[1] and _EVIDENT.match(text) is not None)


_WORDS: Final = frozenset({"scheme", "role", "type", "domain"})  # attributes that also hold mere words
_FILE: Final = re.compile(
    r"[^.]*\.(?:html?|php|aspx?|xml|rss|atom|json|txt|jpe?g|png|gif|webp|svg|mp[34]|m4[av]|ogg|pdf|vtt|srt)(?:[?#].*)?"
)


def _is_path(text: str) -> bool:
    """Whether a text is meant as a path: not a word, and not the name of a host."""
    if _EVIDENT.match(text) is not None:
        return True
    first, slash, _rest = text.partition("/")
    return "." not in first if slash else _FILE.fullmatch(text.lower()) is not None


def _base(case: Case, element: Element | None) -> tuple[str, bool] | None:
    """The base of relative addresses, and whether it is certain.

    It is by ``xml:base``, and in Atom by the document's address. RSS and JSON Feed have no base: what is certain is
    only that the site is meant, where feed and site are on one host.
    """
    url = case.reading.url
    known = base_of(element, url)
    home = _home(case)
    if known is None:
        return None if home is None else (home, False)
    atom = case.reading.format is not None and case.reading.format.startswith("atom")
    if atom or known != url or home is None:
        return known, True
    return known, uris.split(home).host == uris.split(known).host


def _home(case: Case) -> str | None:
    """The site's address by the feed's own words."""
    if case.reading.json is not None and case.reading.json.root is not None:
        root = case.reading.json.root
        home = root.string("home_page_url") or root.string("feed_url")
        return home if home and not isinstance(uris.full_url(home), Problem) else None
    tree = case.reading.xml
    channel = tree.root.first("channel") if tree is not None and tree.root is not None else None
    link = channel.first("link") if channel is not None else None
    return link.value if link is not None and not isinstance(uris.full_url(link.value), Problem) else None


_STEPS: Final = re.compile(r"(?:\.{1,2}/)*")


def reference(case: Case) -> Fix | None:
    """A relative reference in HTML, resolved where the base is known; ``//host/…`` gets the scheme of the feed.

    Only what is missing is put in front of it; the rest stays as it is written.
    """
    value, spot = value_of(case), case.spot
    if value is None or not isinstance(spot, Place | JsonPlace):
        return None
    at, end = spot.at, len(value.raw) if spot.end is None else spot.end
    inside = value.raw[at:end]
    text = inside.lstrip()
    at = end - len(text)
    found = _base(case, value.element)
    if found is None or not text.strip() or len(text) > _LONG or "\\" in text:
        return None
    base, sure = found
    steps = _STEPS.match(text)
    leave = 0
    if text.startswith("//"):
        scheme = uris.split(base).scheme or "https"
        front, sure = f"{scheme}:", True
    elif text.startswith("/"):
        front = uris.resolve(base, "/")[:-1]
    elif text.startswith("?"):
        front = uris.resolve(base, "?")[:-1]
    else:
        leave = steps.end() if steps is not None else 0
        front = uris.resolve(base, text[:leave] or "./")
    front = escaped(front, letters=True)
    if not front or isinstance(uris.iri(front if "://" in front else f"{front}//example.org/"), Problem):
        return None
    if value.attribute is None:
        front = front.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
    edits = written(case, value, front + text[:1] if not leave else front, at, at + (leave or 1))
    return Fix(edits, sure) if edits else None


def blanks(case: Case) -> Fix | None:
    """The value without the blanks around it."""
    value = value_of(case)
    edits = trimmed(case, value) if value is not None else None
    return Fix(edits) if edits else None
