"""Dublin Core: what a thing is called, who made it and when, in any element of a feed.

Source: the elements 1.1, https://www.dublincore.org/specifications/dublin-core/dces/, as the Dublin Core module of
RSS 1.0 brings them into feeds, http://web.resource.org/rss/1.0/modules/dc/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import ITEM, RSS, nearest, plain
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ANYWHERE, ERROR, Book, Where, found, quoted
from feeds.values import dates, languages
from feeds.values.dates.moment import Moment
from feeds.values.problem import Problem

_MODULE: Final = "http://web.resource.org/rss/1.0/modules/dc/"
_SYNTAX: Final = f"{_MODULE}#sec2.2"

book = Book(
    "DC",
    "Dublin Core",
    "https://www.dublincore.org/specifications/dublin-core/dces/",
    prefix="dc",
    uris=("http://purl.org/dc/elements/1.1/",),
    misspelt=(
        "http://purl.org/dc/elements/1.1",
        "https://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/elements/1.0/",
        "http://purl.org/dc/elements/1.1/#",
        "http://www.purl.org/dc/elements/1.1/",
        "http://purl.org/metadata/dublin_core#",
    ),
    frames={"dc:language": RSS, "*": ITEM},
    about="Fifteen elements that describe anything: title, creator, date and so on.",
    closed=False,  # an element such as dc:date.Taken narrows one of the fifteen; the rest is said by DC101
)
_ONCE: Final = ("title", "description", "date", "language", "rights", "source")
_OFTEN: Final = (
    "creator",
    "subject",
    "publisher",
    "contributor",
    "type",
    "format",
    "identifier",
    "relation",
    "coverage",
)
_NAMES: Final = frozenset((*_ONCE, *_OFTEN))
for _name in _ONCE:
    book.element(f"dc:{_name}", inside=ANYWHERE, most=1, open=True)
for _name in _OFTEN:
    book.element(f"dc:{_name}", inside=ANYWHERE, open=True)


@book.rule("DC101", on="*", level=ERROR, says="Dublin Core has no element {name}{hint}",
           bad="<dc:author>Jo</dc:author>",
           good="<dc:creator>Jo</dc:creator>", fix="Use one of the fifteen elements.",
           w3c=("UndefinedElement",),
           concerns=lambda _parent, name, _scope: (
               name.startswith("dc:") and name[3:].partition(".")[0] not in _NAMES))  # fmt: skip
def unknown_dublin_core_element(kind: Kind, reading: Reading) -> Iterator[Where]:
    """Readers pass over what they do not know; many a name that people expect is in another vocabulary, or spelt so."""
    name = kind.name[3:]
    near = _MEANT.get(name.lower()) or nearest(name, _NAMES, reading)
    for element in kind.elements:
        yield found(element, name=quoted(kind.name), hint=f"; dc:{near} is near" if near else "")


_MEANT: Final = {"author": "creator", "category": "subject", "keywords": "subject", "pubdate": "date",
                 "copyright": "rights", "modified": "date", "created": "date", "lang": "language"}  # fmt: skip


def _date(text: str) -> Moment | Problem:
    return dates.w3cdtf(text)


book.value(
    "DC201", "dc-date-not-w3cdtf", on="dc:date", grammar=_date, blank=True, spec=_SYNTAX,
    says="dc:date is not a W3CDTF date: {text}: {problem}",
    why="Readers that cannot read the date show the item at the time of its arrival, or sort it to the end.",
    bad="<dc:date>Fri, 30 Jan 2026 08:00:00 GMT</dc:date>", good="<dc:date>2026-01-30T08:00:00Z</dc:date>",
    repair="w3cdtf", fix="Write year, month and day, or the time as well, then with its zone: 2026-01-30T08:00:00Z.",
    w3c=("InvalidW3CDTFDate",),
)  # fmt: skip
book.value(
    "DC202", "dc-language-not-a-tag", on="dc:language", grammar=languages.language, blank=True, spec=_SYNTAX,
    says="dc:language is not a language tag: {text}: {problem}",
    why="Readers choose hyphenation, voice and translation by it, and directories the shelf.",
    bad="<dc:language>english</dc:language>", good="<dc:language>en</dc:language>",
    repair="language", fix="Write a tag such as en or en-GB.",
    w3c=("InvalidLanguage",),
)  # fmt: skip


plain(book, "DC204", "dc-title", on="dc:title", example="<dc:title>{}</dc:title>", spec=_SYNTAX)
plain(book, "DC203", "dc-rights", on="dc:rights", example="<dc:rights>{}</dc:rights>", spec=_SYNTAX)
