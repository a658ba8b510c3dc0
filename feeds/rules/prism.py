"""Where a thing was printed: PRISM, https://www.w3.org/submissions/2020/SUBM-prism-20200910/prism-basic.html."""

from __future__ import annotations

import re

from feeds.rules.modules import ITEM, addresses
from feeds.rules.rule import WARNING, Book
from feeds.values import dates
from feeds.values.problem import Problem

book = Book(
    "PRI",
    "PRISM",
    "https://www.w3.org/submissions/2020/SUBM-prism-20200910/prism-basic.html",
    prefix="prism",
    uris=(
        "http://prismstandard.org/namespaces/basic/3.0/",
        "http://prismstandard.org/namespaces/basic/2.2/",
        "http://prismstandard.org/namespaces/basic/2.1/",
        "http://prismstandard.org/namespaces/basic/2.0/",
        "http://prismstandard.org/namespaces/1.2/basic/",
    ),
    misspelt=(
        "http://prismstandard.org/namespaces/basic/2.0",
        "http://prismstandard.org/namespaces/basic/3.0",
        "http://prismstandard.org/namespaces/1.2/basic",
        "http://purl.org/rss/1.0/modules/prism/",
    ),
    frames={"*": ITEM},
    about="Volume, pages, DOI and dates of what was printed; journals use it.",
    closed=False,  # five versions with some eighty elements, which differ
)
_DATES = ("publicationDate", "coverDate", "creationDate", "modificationDate", "dateReceived", "onSaleDate",
          "offSaleDate", "killDate", "expirationDate")  # fmt: skip
book.value(
    "PRI201", "prism-date-not-w3cdtf", on=tuple(f"prism:{name}" for name in _DATES), grammar=dates.iso8601,
    level=WARNING, says="{element} is not a date of ISO 8601: {text}: {problem}", w3c=("InvalidW3CDTFDate",),
    why="Libraries sort by it.", bad="<prism:publicationDate>Spring 2026</prism:publicationDate>",
    good="<prism:publicationDate>2026-03</prism:publicationDate>",
    repair="w3cdtf", fix="Write it as 2026-03-01; prism:coverDisplayDate takes any words.",
)  # fmt: skip


def _issn(text: str) -> Problem | None:
    """What keeps a text from being an ISSN: eight digits, the last of which, perhaps X, proves the others."""
    bare = text.upper().replace("-", "")
    if not re.fullmatch(r"[0-9]{7}[0-9X]", bare):
        return Problem("malformed", "four digits, a hyphen and four digits were expected", 0, len(text))
    digits = [10 if character == "X" else int(character) for character in bare]
    total = sum(digit * (8 - place) for place, digit in enumerate(digits))
    return Problem("check-digit", "the last digit does not prove the others", len(text) - 1) if total % 11 else None


def _doi(text: str) -> Problem | None:
    bare = re.sub(r"(?i)^(?:doi:|https?://(?:dx\.)?doi\.org/)", "", text)
    if re.match(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})?/[^\s]", bare):
        return None
    return Problem("malformed", "10., a number, / and a name were expected", 0, len(text))


book.value(
    "PRI202", "issn-malformed", on=("prism:issn", "prism:eIssn"), grammar=_issn, level=WARNING,
    says="{element} is not an ISSN: {text}: {problem}", why="Libraries find the journal by it.",
    bad="<prism:issn>0028-0837</prism:issn>", good="<prism:issn>0028-0836</prism:issn>",
    fix="Copy it from the journal.",
)  # fmt: skip
book.value(
    "PRI203", "doi-malformed", on="prism:doi", grammar=_doi, level=WARNING,
    says="prism:doi is no DOI: {text}: {problem}",
    why="Libraries find the article by it.", bad="<prism:doi>nature12373</prism:doi>",
    good="<prism:doi>10.1038/nature12373</prism:doi>", fix="Write it as 10.1038/nature12373.",
)  # fmt: skip
addresses(book, "PRI204", "prism-url", on="prism:url", example="<prism:url>{}</prism:url>", level=WARNING,
          why="Libraries lead to the article by it.")  # fmt: skip
