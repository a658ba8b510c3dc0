"""Titles, descriptions, texts and words of Media RSS: plain, or HTML where their type says so (the HTML book)."""

from __future__ import annotations

from typing import Final

from feeds.rules.media.book import book
from feeds.rules.rule import WARNING
from feeds.rules.sorts import Places, html, values
from feeds.source.xmltree import Element

_TYPED: Final[Places] = {"media:title": ("",), "media:description": ("",), "media:text": ("",)}
_PLAIN: Final[Places] = {
    f"media:{name}": ("",)
    for name in ("copyright", "keywords", "credit", "comment", "tags", "sceneTitle", "sceneDescription")
} | {"media:category": ("", "label"), "media:location": ("description",)}


def _is_plain(element: Element) -> bool:
    return element.get("type", "plain") == "plain"


values(book, "MED310", "html-in-plain-media-text", _TYPED, html, level=WARNING, blank=False,
       when=_is_plain, spec="#media-title", says="{what} is plain text, but has HTML in it: {problem}",
       why='Without type="html" readers show the text as it stands, with its tags and references.',
       bad="<media:title>A &lt;b>good&lt;/b> film</media:title>",
       good='<media:title type="html">A &lt;b>good&lt;/b> film</media:title>',
       fix='Add type="html", or leave the tags out.', w3c=("ContainsUndeclaredHTML",))  # fmt: skip
values(book, "MED311", "html-in-media-words", _PLAIN, html, level=WARNING, blank=False,
       spec="#optional-elements", says="{what} has HTML in it: {problem}",
       why="Readers show the text as it stands, with its tags and references.",
       bad="<media:copyright>&amp;copy; 2026 Me</media:copyright>",
       good="<media:copyright>© 2026 Me</media:copyright>", fix="Write plain text.", w3c=("ContainsHTML",))  # fmt: skip
