"""The book of HTML in feeds, and how its rules are declared: one look at a text tells all of its defects.

Sources: the HTML Standard, https://html.spec.whatwg.org/multipage/; RFC 4287 section 8.1 for what endangers readers,
https://www.rfc-editor.org/rfc/rfc4287#section-8.1. HTML is judged as browsers of today read it.
"""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import ATOM, JSON, OPML, RDF, RSS, RSS11
from feeds.rules.html.look import LOOKED_AT, concerned, look
from feeds.rules.rule import WARNING, Book, Level, Repair

HTML: Final = "https://html.spec.whatwg.org/multipage/"
SAFETY: Final = "https://www.rfc-editor.org/rfc/rfc4287#section-8.1"
PARSING: Final = HTML + "parsing.html#parse-errors"

book = Book(
    "HTM",
    "HTML in feeds",
    HTML,
    formats=RSS | RDF | RSS11 | ATOM | JSON | OPML,
    frames={
        "*": '<rss version="2.0"><channel><title>News</title><link>https://example.org/</link>'
        "<description>All the news</description><item><title>One</title>{}</item></channel></rss>"
    },
    about="What stands in descriptions and contents: markup that readers drop, show as text, or are harmed by.",
)


def text(html: str) -> str:
    """A description that holds this HTML, for an example."""
    return f"<description><![CDATA[{html}]]></description>"


def defect(code: str, name: str, part: str, *, says: str, why: str, bad: str, good: str, fix: str, spec: str = SAFETY,
           w3c: str = "", level: Level = WARNING, public: bool = False, url: str | None = None,
           repair: Repair = ()) -> None:  # fmt: skip
    """Declare the rule for one part of what ``look`` finds; ``bad`` and ``good`` are HTML or whole elements.

    Facts for ``says``: {element} that holds the HTML, {text} (quoted, shortened), {problem}.
    """
    book.rule(code, on=LOOKED_AT, level=level, says=says, bad=bad if bad.startswith(("<desc", "<item")) else text(bad),
              good=good if good.startswith(("<desc", "<item")) else text(good), fix=fix, spec=spec,
              w3c=(w3c,) if w3c else (), name=name, why=why, part=part, public=public, url=url,
              concerns=concerned, repair=repair)(look)  # fmt: skip
