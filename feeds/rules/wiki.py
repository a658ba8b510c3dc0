"""Changes of pages in a wiki: https://web.archive.org/web/2010/http://www.meatballwiki.org/wiki/ModWiki."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import BOTH, ITEM, addresses
from feeds.rules.reading import Reading
from feeds.rules.rule import WARNING, Book, Where, found
from feeds.values import counts
from feeds.values.problem import Problem

_OLD: Final = "http://www.usemod.com/cgi-bin/mb.pl?ModWiki"
_NEW: Final = "http://purl.org/rss/1.0/modules/wiki/"

book = Book(
    "WIK",
    "Wiki",
    "https://web.archive.org/web/2010/http://www.meatballwiki.org/wiki/ModWiki",
    prefix="wiki",
    uris=(_NEW, _OLD),
    misspelt=("http://purl.org/rss/1.0/modules/wiki", "https://purl.org/rss/1.0/modules/wiki/"),
    frames={"*": ITEM},
    about="Which page of a wiki was changed, how much, and where the difference is.",
)
book.element("wiki:interwiki", inside=BOTH, most=1, open=True)
book.element("wiki:host", inside=(*BOTH, "dc:contributor", "dc:creator", "rdf:Description"), most=1)
for _name in ("version", "status", "importance", "diff", "history"):
    book.element(f"wiki:{_name}", inside=("item", "atom:entry"), most=1)


def _status(text: str) -> str | Problem:
    return counts.choice(text, ("new", "updated", "deleted"))


def _importance(text: str) -> str | Problem:
    return counts.choice(text, ("major", "minor"))


for _code, _name, _grammar, _good in (
    ("WIK201", "status", _status, "updated"),
    ("WIK202", "importance", _importance, "minor"),
):
    book.value(
        _code, f"wiki-{_name}-unknown", on=f"wiki:{_name}", grammar=_grammar, level=WARNING, blank=True,
        says="{element} has no known value: {text}: {problem}", why="Readers hide minor changes by it.",
        bad=f"<wiki:{_name}>some</wiki:{_name}>", good=f"<wiki:{_name}>{_good}</wiki:{_name}>",
        fix="Write one of the words that the module has.",
    )  # fmt: skip
for _code, _name in (("WIK203", "diff"), ("WIK205", "history")):
    addresses(book, _code, f"wiki-{_name}", on=f"wiki:{_name}", why="Readers lead to the changes by it.",
              example=f"<wiki:{_name}>{{}}</wiki:{_name}>")  # fmt: skip


@book.rule("WIK301", on="document", level=WARNING, says="this is the old namespace of the wiki module",
           bad=f'<wiki:status xmlns:wiki="{_OLD}">new</wiki:status>', good="<wiki:status>new</wiki:status>",
           fix=f"Write {_NEW}.", w3c=("ObsoleteWikiNamespace",))  # fmt: skip
def old_wiki_namespace(reading: Reading) -> Iterator[Where]:
    """Readers that know the newer one only pass over its elements."""
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        if namespace.uri == _OLD:
            yield found(namespace.element.place("namespace", namespace.prefix))
