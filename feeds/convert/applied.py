"""A draft with what was stated of it – in front matter, a sidecar, a feed – in place of what was detected."""

import re
import uuid
from dataclasses import replace
from typing import Any

from feeds.articles.article import DateBasis, Draft, Enclosure, Evidence, LanguageBasis, Picture
from feeds.articles.slugs import slug as slugged
from feeds.articles.validation import URI
from feeds.convert.beside import Beside, is_relative, media_type
from feeds.convert.episodes import settled
from feeds.convert.html.markup import Resolve, resolver, urlsplit_scheme
from feeds.convert.keys import Stated
from feeds.convert.stated import when
from feeds.values.languages import language as tongue
from feeds.values.problem import Problem
from feeds.values.uris.names import urn

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def applied(draft: Draft, said: Stated, basis: DateBasis, beside: Beside, base: str | None = None) -> Draft:
    """The draft with everything that ``said`` says; dates rest on ``basis``; relative addresses start at ``base``."""
    notes = list(draft.notes)
    known: dict[str, Any] = _dated(said, basis, notes)  # all at once: a copy of a draft for each key takes its time
    if said.title:
        known |= {"headline": said.title, "is_titled": True}
    if said.summary:
        known["summary"] = said.summary
    if said.url:
        if urlsplit_scheme(said.url) in ("http", "https") and URI.fullmatch(said.url):
            known["original_url"] = said.url
        else:
            notes.append(f"The url {said.url[:200]!r} is no whole address, so it was not used.")
    base = base or known.get("original_url") or draft.original_url
    if said.language:
        if isinstance(tongue(said.language.replace("_", "-")), Problem):
            notes.append(f"The language {said.language[:60]!r} is no language tag, so it was detected.")
        else:
            origin: LanguageBasis = "override" if basis == "override" else "metadata"
            known |= {
                "language": said.language.replace("_", "-"), "language_basis": origin, "language_confidence": 1.0,
            }  # fmt: skip
    if said.slug:
        known["slug"] = said.slug if SLUG.fullmatch(said.slug[:120]) else slugged(said.slug)
    if said.id:
        known["uri"], known["guid"] = identity(said.id, "")
    resolve = resolver(base)
    pictures = [found for one in said.images if (found := picture(one, resolve, beside, base, notes))]
    episode = settled(said.episode, resolve, beside, base, notes)
    enclosures = [file for one in said.enclosures if (file := enclosure(one, resolve, beside, base, notes))]
    shown = {one.href for one in pictures}
    return replace(
        draft,
        **known,
        authors=said.authors or draft.authors,
        agencies=said.agencies or draft.agencies,
        subjects=said.tags or draft.subjects,
        status=said.status or draft.status,
        pictures=(*pictures, *(one for one in draft.pictures if one.href not in shown)),
        enclosures=tuple(enclosures) or draft.enclosures,
        episode=episode or draft.episode,
        notes=tuple(dict.fromkeys(notes)),
    )


def _dated(said: Stated, basis: DateBasis, notes: list[str]) -> dict[str, object]:
    """The dates of a draft that were stated, by the names of its fields."""
    known: dict[str, object] = {}
    for key in ("date", "updated", "embargo"):
        words = getattr(said, key)
        if not words:
            continue
        found = when(words)
        if found.note:
            notes.append(found.note)
        if found.at is None:
            continue
        match key:
            case "date":
                known |= {
                    "content_created": found.at, "evidence": Evidence(basis, words), "published": found.exact,
                }  # fmt: skip
            case "updated":
                known["updated"] = found.start
            case _:
                known["embargoed_until"] = found.start
    return known


def identity(guid: str, scope: str) -> tuple[str, str | None]:
    """The uri of an article that readers know by ``guid``, and the guid where it is no URI itself.

    A guid that is none gets the UUID of its name within ``scope`` (the feed's own address), always the same one
    (RFC 9562 §5.5, https://www.rfc-editor.org/rfc/rfc9562#section-5.5).
    """
    guid = guid.strip()
    if URI.fullmatch(guid) and not (guid[:4].lower() == "urn:" and isinstance(urn(guid), Problem)):
        return guid, None
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{scope}#{guid}").urn, guid


def picture(one: Picture, resolve: Resolve, beside: Beside, base: str | None, notes: list[str]) -> Picture | None:
    """A picture with its absolute address and, where the file is at hand, its size and type.

    Where nobody knows where the document is on the web, the address of what is beside it stays as it is.
    """
    given = one.href or ""
    address = resolve(given) or ""
    if beside.document and is_relative(address):
        if beside.named(given) is None:
            notes.append(f"The picture {given[:200]!r} is not beside the document, so it was left out.")
    elif urlsplit_scheme(address) not in ("http", "https") or not URI.fullmatch(address):
        notes.append(f"The picture {given[:200]!r} has no whole address, so it was left out. Give the article a url.")
        return None
    facts = beside.facts(given, base)
    known = facts.media_type if facts else media_type(address)
    return replace(
        one,
        href=address,
        media_type=one.media_type or (known if known and known.startswith("image/") else None),
        width=one.width or (facts.width if facts else None),
        height=one.height or (facts.height if facts else None),
    )


def enclosure(one: Enclosure, resolve: Resolve, beside: Beside, base: str | None, notes: list[str]) -> Enclosure | None:
    """An enclosure with its absolute address, and type, length and duration where they can be known."""
    address = resolve(one.href) or ""
    if beside.document and is_relative(address):
        if beside.named(one.href) is None:
            notes.append(f"The enclosure {one.href[:200]!r} is not beside the document, so it was left out.")
    elif urlsplit_scheme(address) not in ("http", "https") or not URI.fullmatch(address):
        notes.append(f"The enclosure {one.href[:200]!r} has no whole address, so it was left out.")
        return None
    facts = beside.facts(one.href, base)
    if facts and one.length is not None and one.length != facts.length:
        notes.append(f"The enclosure {one.href[:200]!r} has {facts.length} bytes, not the {one.length} stated.")
    return replace(
        one,
        href=address,
        media_type=one.media_type or (facts.media_type if facts else None) or media_type(address),
        length=facts.length if facts else one.length,
        duration=(facts.duration if facts else None) or one.duration,
    )
