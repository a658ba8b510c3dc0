"""Dublin Core with finer terms: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.

In feeds since the module of RSS 1.0, https://web.resource.org/rss/1.0/modules/dcterms/.
"""

from __future__ import annotations

from typing import Final

from feeds.rules.modules import ITEM, resources
from feeds.rules.rule import ANYWHERE, WARNING, Book
from feeds.values import dates, languages

book = Book(
    "DCT",
    "Dublin Core terms",
    "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    prefix="dcterms",
    uris=("http://purl.org/dc/terms/",),
    misspelt=(
        "http://purl.org/dc/terms",
        "https://purl.org/dc/terms/",
        "http://purl.org/dc/terms/#",
        "http://purl.org/dc/dcterms/",
        "http://www.purl.org/dc/terms/",
    ),
    frames={"*": ITEM},
    about="Dates of each kind, relations between things, and Dublin Core's fifteen elements again.",
)
_DATES: Final = ("created", "issued", "modified")
_RELATIONS: Final = (
    "isVersionOf", "hasVersion", "isReplacedBy", "replaces", "isRequiredBy", "requires", "isPartOf", "hasPart",
    "isReferencedBy", "references", "isFormatOf", "hasFormat", "conformsTo",
)  # fmt: skip
_OTHERS: Final = (
    "abstract", "accessRights", "accrualMethod", "accrualPeriodicity", "accrualPolicy", "alternative", "audience",
    "available", "bibliographicCitation", "contributor", "coverage", "creator", "date", "dateAccepted",
    "dateCopyrighted", "dateSubmitted", "description", "educationLevel", "extent", "format", "identifier",
    "instructionalMethod", "language", "license", "mediator", "medium", "provenance", "publisher", "relation", "rights",
    "rightsHolder", "source", "spatial", "subject", "tableOfContents", "temporal", "title", "type", "valid",
)  # fmt: skip
for _name in _DATES:
    book.element(f"dcterms:{_name}", inside=ANYWHERE, most=1)
for _name in (*_RELATIONS, *_OTHERS):
    book.element(f"dcterms:{_name}", inside=ANYWHERE, open=True)

book.value(
    "DCT201", "dcterms-date-not-w3cdtf", on=tuple(f"dcterms:{each}" for each in _DATES), grammar=dates.w3cdtf,
    blank=True,
    says="{element} is not a W3CDTF date: {text}: {problem}",
    why="Readers that cannot read the date show the item at the time of its arrival, or sort it to the end.",
    bad="<dcterms:modified>30 January 2026</dcterms:modified>", good="<dcterms:modified>2026-01-30</dcterms:modified>",
    repair="w3cdtf", fix="Write it as 2026-01-30 or 2026-01-30T08:00:00Z.", w3c=("InvalidW3CDTFDate",),
)  # fmt: skip
book.value(
    "DCT202", "dcterms-language-not-a-tag", on="dcterms:language", grammar=languages.language, level=WARNING,
    says="dcterms:language is not a language tag: {text}: {problem}", why="Programs choose by it what they understand.",
    bad="<dcterms:language>english</dcterms:language>", good="<dcterms:language>en</dcterms:language>",
    repair="language", fix="Write a tag such as en or en-GB.", w3c=("InvalidLanguage",),
)  # fmt: skip
resources(
    book, "DCT101", "dcterms-relation", on=tuple(f"dcterms:{each}" for each in (*_RELATIONS, "tableOfContents")),
    element="dcterms:isPartOf", why="It relates two things, and RDF knows things by their addresses.", level=WARNING,
)  # fmt: skip
