"""IRIs as Atom has them: what is wrong with one, what it is relative to, and whether two mean the same.

Sources: RFC 4287 section 2 (https://www.rfc-editor.org/rfc/rfc4287#section-2), RFC 3987, RFC 3986 section 5.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from feeds.source.xmltree import Element
from feeds.values.problem import Problem
from feeds.values.uris.canonical import canonical, noncanonical, remarks, resolve
from feeds.values.uris.host import is_local
from feeds.values.uris.names import tag, urn
from feeds.values.uris.parts import iri, iri_reference, split

_LONG: Final = 500  # longer addresses are not remembered, so that hostile ones do not fill the memory
_NESTED: Final = 16  # xml:base within xml:base; beyond this nobody knows, and the work stays bounded
_CHARACTERS: Final = {"space", "control", "backslash", "bad-character", "surrounding-blanks", "bracket", "non-ascii"}
_DOUBTS: Final = {"unregistered-scheme", "double-scheme", "local-host"}
# Nine of ten addresses in feeds are like this; nothing can be wrong with them, so that they need no closer look.
_PLAIN: Final = re.compile(
    r"(?:https?://(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63})/[\w~!$&'()*+,;=:@/?.-]*(?:#[\w/.-]*)?"
    r"|tag:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63},[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?"
    r":[\w~!$'()*+,;=:@/.-]+)",
    re.ASCII,
)


def trouble(text: str, *, absolute: bool) -> tuple[str, Problem] | None:
    """What is wrong with an IRI (reference), and which sort of wrong.

    Sorts: ``tag``, ``urn``, ``uuid``, ``character``, ``relative`` (where it must be absolute), ``malformed``.
    """
    start = text[:4].lower()
    if start == "tag:":
        value = tag(text)
        return ("tag", value) if isinstance(value, Problem) else None
    if start == "urn:":
        name = urn(text)
        if not isinstance(name, Problem):
            return None
        return ("uuid" if text[:9].lower() == "urn:uuid:" else "urn", name)
    parts = iri(text) if absolute else iri_reference(text)
    if not isinstance(parts, Problem):
        return None
    if parts.kind in _CHARACTERS:
        return "character", parts
    return "relative" if absolute and parts.kind in {"no-scheme", "no-host", "empty"} else "malformed", parts


def judged(text: str, *, absolute: bool, identity: bool) -> tuple[tuple[str, Problem], ...]:
    """All that is wrong with an IRI or doubtful about it, by sort: as ``trouble``, or else doubts.

    Doubts: ``unregistered-scheme``, ``double-scheme``, ``local-host``, and for an ``identity`` ``noncanonical``.
    """
    if len(text) > _LONG:
        return tuple(_judge(text, absolute=absolute, identity=identity))
    plain = _PLAIN.fullmatch(text)
    if plain is not None and "/." not in text and (plain["host"] is None or not _local(plain["host"])):
        return ()
    return _remembered(text, absolute, identity)


_local: Final = lru_cache(maxsize=512)(is_local)


@lru_cache(maxsize=2048)
def _remembered(text: str, absolute: bool, identity: bool) -> tuple[tuple[str, Problem], ...]:  # noqa: FBT001 - keywords cost the cache a third of its speed
    return tuple(_judge(text, absolute=absolute, identity=identity))


def _judge(text: str, *, absolute: bool, identity: bool) -> Iterator[tuple[str, Problem]]:
    wrong = trouble(text, absolute=absolute)
    if wrong is not None:
        yield wrong
        return
    if ":" in text:
        yield from ((remark.kind, remark) for remark in remarks(text) if remark.kind in _DOUBTS)
    if identity:
        yield from (("noncanonical", problem) for problem in noncanonical(text))


def base_of(element: Element, url: str | None) -> str:
    """The base that references in an element's own attributes are relative to: xml:base upwards, then the document's.

    "" where neither is known (RFC 4287 section 2, RFC 3986 section 5.1).
    """
    bases = []
    node: Element | None = element
    while node is not None:
        base = node.attributes.get("xml:base")
        if base is not None:
            bases.append(base.strip())
        node = node.parent
    if len(bases) > _NESTED:
        return ""
    result = url or ""
    for base in reversed(bases):
        result = resolve(result, base)
    return result


def same(one: str, other: str) -> bool:
    """Whether two addresses mean the same document, fragments apart."""
    return canonical(one.partition("#")[0]) == canonical(other.partition("#")[0])


def is_absolute(text: str) -> bool:
    """Whether a reference has an authority or is of a scheme that needs none."""
    parts = split(text)
    return parts.host is not None or (parts.scheme is not None and parts.scheme.lower() not in {"http", "https", "ftp"})
