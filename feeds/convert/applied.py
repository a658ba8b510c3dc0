"""A draft with what was stated of it – in front matter, a sidecar, a feed – in place of what was detected."""

import re
import uuid
from dataclasses import replace

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

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def applied(draft: Draft, said: Stated, basis: DateBasis, beside: Beside, base: str | None = None) -> Draft:
    """The draft with everything that ``said`` says; dates rest on ``basis``; relative addresses start at ``base``."""
    notes = list(draft.notes)
    made = draft
    if said.title:
        made = replace(made, headline=said.title, is_titled=True)
    if said.summary:
        made = replace(made, summary=said.summary)
    if said.url:
        if urlsplit_scheme(said.url) in ("http", "https") and URI.fullmatch(said.url):
            made = replace(made, original_url=said.url)
        else:
            notes.append(f"The url {said.url[:200]!r} is no whole address, so it was not used.")
    base = base or made.original_url
    made = _dated(made, said, basis, notes)
    if said.language:
        if isinstance(tongue(said.language.replace("_", "-")), Problem):
            notes.append(f"The language {said.language[:60]!r} is no language tag, so it was detected.")
        else:
            origin: LanguageBasis = "override" if basis == "override" else "metadata"
            made = replace(
                made, language=said.language.replace("_", "-"), language_basis=origin, language_confidence=1.0
            )
    if said.slug:
        made = replace(made, slug=said.slug if SLUG.fullmatch(said.slug[:120]) else slugged(said.slug))
    if said.id:
        uri, guid = identity(said.id, "")
        made = replace(made, uri=uri, guid=guid)
    resolve = resolver(base)
    pictures = [found for one in said.images if (found := picture(one, resolve, beside, base, notes))]
    episode = settled(said.episode, resolve, beside, base, notes)
    enclosures = [file for one in said.enclosures if (file := enclosure(one, resolve, beside, base, notes))]
    return replace(
        made,
        authors=said.authors or made.authors,
        agencies=said.agencies or made.agencies,
        subjects=said.tags or made.subjects,
        status=said.status or made.status,
        pictures=(*pictures, *(one for one in made.pictures if one.href not in {each.href for each in pictures})),
        enclosures=tuple(enclosures) or made.enclosures,
        episode=episode or made.episode,
        notes=tuple(dict.fromkeys(notes)),
    )


def _dated(draft: Draft, said: Stated, basis: DateBasis, notes: list[str]) -> Draft:
    made = draft
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
                made = replace(made, content_created=found.at, evidence=Evidence(basis, words), published=found.exact)
            case "updated":
                made = replace(made, updated=found.start)
            case _:
                made = replace(made, embargoed_until=found.start)
    return made


def identity(guid: str, scope: str) -> tuple[str, str | None]:
    """The uri of an article that readers know by ``guid``, and the guid where it is no URI itself.

    A guid that is none gets the UUID of its name within ``scope`` (the feed's own address), always the same one
    (RFC 9562 §5.5, https://www.rfc-editor.org/rfc/rfc9562#section-5.5).
    """
    guid = guid.strip()
    if URI.fullmatch(guid):
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
