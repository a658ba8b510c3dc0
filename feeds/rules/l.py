"""What else an item is linked to: https://web.resource.org/rss/1.0/modules/link/."""

from __future__ import annotations

from feeds.rules.modules import BOTH, ITEM, RDF_ITEM, resources
from feeds.rules.rule import Book
from feeds.values import languages, mediatypes

book = Book(
    "LNK",
    "Link",
    "https://web.resource.org/rss/1.0/modules/link/",
    prefix="l",
    uris=("http://purl.org/rss/1.0/modules/link/",),
    misspelt=("http://purl.org/rss/1.0/modules/link", "https://purl.org/rss/1.0/modules/link/"),
    frames={"*": ITEM},
    about="Links to other things, each with its relation.",
)
for _name in ("link", "permalink"):
    book.element(f"l:{_name}", inside=(*BOTH, "rdf:RDF", "image"), open=True)
resources(book, "LNK101", "l-link", on=("l:link", "l:permalink"), element="l:link", why="It leads nowhere else.",
          frame=RDF_ITEM)  # fmt: skip
_LINK = '<l:link rdf:resource="https://example.org/1" l:type="text/html" l:lang="en"/>'
book.value(
    "LNK201", "l-type-malformed", on=("l:link", "l:permalink"), attribute="l:type", grammar=mediatypes.media_type,
    blank=True, says="l:type is not a media type: {text}: {problem}", why="Readers choose by it what they can open.",
    bad=RDF_ITEM.replace("{}", _LINK.replace("text/html", "html")), good=RDF_ITEM.replace("{}", _LINK),
    fix="Write type and subtype, such as text/html.", w3c=("InvalidMIMEType",),
)  # fmt: skip
book.value(
    "LNK202", "l-lang-not-a-tag", on=("l:link", "l:permalink"), attribute="l:lang", grammar=languages.language,
    blank=True, says="l:lang is not a language tag: {text}: {problem}", why="Readers offer what people can read.",
    bad=RDF_ITEM.replace("{}", _LINK.replace('"en"', '"english"')), good=RDF_ITEM.replace("{}", _LINK),
    repair="language", fix="Write a tag such as en or en-GB.", w3c=("InvalidLanguage",),
)  # fmt: skip
