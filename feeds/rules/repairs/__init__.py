"""What mends a finding: a rule names its repair, and the repair gives edits of the document, or None.

Nothing here is imported by the rules or by a check: only who wants fixes pays for them. A repair never invents: where
the right value does not follow from the document itself, from the address it is published at, or from a registry, it
answers with None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from feeds.rules.repairs import addresses, jsontexts, markup, structure, texts, wellformed
from feeds.rules.repairs.edits import Case, Fix
from feeds.source.xmltree import Document

Repair = Callable[[Case], Fix | None]

_TEXTS: Final = (
    texts.rfc822, texts.rfc3339, texts.w3cdtf, texts.language, texts.media_type, texts.truth, texts.explicit,
    texts.word, texts.weekday, texts.duration, texts.number, texts.size, texts.midnight,
    texts.coordinates, texts.contact, texts.address,
    texts.yes_no, texts.capital_yes,
)  # fmt: skip
_WHOLE: Final[Mapping[str, Repair]] = {
    "junk-before": wellformed.junk,
    "junk-after": wellformed.after,
    "invalid-characters": wellformed.invalid,
    "entities": wellformed.entities,
    "character-references": wellformed.references,
    "attribute-twice": wellformed.attribute_twice,
    "prefix-declared": structure.prefix_declared,
    "stray-bytes": wellformed.stray_bytes,
    "declared-charset": wellformed.declared,
    "declaration": wellformed.declaration,
    "xml-version": wellformed.version,
    "byte-order-mark": wellformed.mark,
    "trailing-commas": jsontexts.commas,
    "control-characters": jsontexts.controls,
    "escapes": jsontexts.escapes,
    "junk-after-json": jsontexts.after,
}
"""Repairs of the bytes: they work where the document could not be parsed."""

REPAIRS: Final[Mapping[str, Repair]] = {
    **{speller.__name__.replace("_", "-"): partial(texts.respelt, speller) for speller in _TEXTS},
    **_WHOLE,
    "url": addresses.address,
    "reference": addresses.reference,
    "blanks": addresses.blanks,
    "escaped-once": markup.escaped_once,
    "windows-1252-reference": markup.windows_1252_reference,
    "same-as-channel": structure.same_as_channel,
    "attribute": structure.attribute,
    "no-permalink": structure.no_permalink,
    "text-type": structure.text_type,
    "category": structure.category,
    "no-attribute": structure.no_attribute,
    "no-element": structure.no_element,
    "one-of-two": structure.one_of_two,
    "named": structure.named,
    "attribute-named": structure.attribute_named,
    "earlier": structure.earlier,
    "description-first": structure.description_first,
    "namespace": structure.namespace,
    "default-namespace": structure.default_namespace,
    "self-link": structure.self_link,
    "self-href": structure.self_href,
    "text-as-attribute": structure.text_as_attribute,
    "copied-attribute": structure.copied_attribute,
    "copied-element": structure.copied_element,
    "doctype": structure.doctype,
    "better-word": structure.better_word,
    "json-version": jsontexts.version,
    "json-no-member": jsontexts.no_member,
    "json-named": jsontexts.named,
    "json-retyped": jsontexts.retyped,
    "feed-url": jsontexts.feed_url,
}
"""Every repair by the name under which rules declare it."""


def _plain(tree: Document) -> bool:
    """Whether places are places of the document: not of what a parser made up, and not in an entity."""
    return tree.exact and not tree.entities and (tree.fatal is None or tree.recovered == "junk cut off")


def mended(repair: tuple[str, ...], case: Case, *, safe: bool) -> Fix | None:
    """What a rule's repair makes of a finding: None where nothing certain can be done.

    ``repair`` is the name and the words after it; a fix is safe when the rule says so of all of them and the repair of
    this one.
    """
    name, case.words = repair[0], repair[1:]
    tree = case.reading.xml
    if name not in _WHOLE and tree is not None and not _plain(tree):
        return None
    fix = REPAIRS[name](case)
    if fix is None or not fix.edits:
        return None
    return fix._replace(edits=tuple(sorted(fix.edits)), safe=fix.safe and safe)
