"""A rule's examples as whole documents: put into the book's frame, with the prefixes they use declared."""

import re

from feeds.rules.net.exchange import source as exchanged
from feeds.rules.rule import Book, Rule
from feeds.source.source import Source

_FIRST = re.compile(r"\s*<([A-Za-z_][\w.:-]{0,80})")
_PREFIX = re.compile(r"[</ ]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_WHOLE = {
    "rss",
    "rdf:RDF",
    "Channel",
    "feed",
    "entry",
    "opml",
    "service",
    "categories",
    "OpenSearchDescription",
    "html",
}


def source(rule: Rule, example: str, prefixes: dict[str, str]) -> Source:
    """The Source that an example stands for: a document, or for rules on ``http`` the exchange that is written down."""
    if rule.on == ("http",):
        return exchanged(example)
    return Source("example", document(rule, example, prefixes), rule.url, rule.media_type)


def document(rule: Rule, example: str, prefixes: dict[str, str]) -> bytes:
    """The document that an example stands for; ``prefixes`` maps canonical prefix to namespace URI.

    An example that begins with a root element, a declaration or ``{`` is the document itself; lone surrogates in it
    are raw bytes, as Python's surrogateescape has them.
    """
    return _declared(_framed(rule.book, example), prefixes).encode("utf-8", "surrogateescape")


def _framed(book: Book, example: str) -> str:
    first = _FIRST.match(example)
    name = first[1] if first else ""
    if not book.frames or (name in _WHOLE and name not in book.frames) or not first:
        return example
    frame = book.frames.get(name, book.frames["*"])
    return frame.replace("{}", example)


def _declared(text: str, prefixes: dict[str, str]) -> str:
    used = {
        prefix for prefix in _PREFIX.findall(text)
        if prefix in prefixes and f"xmlns:{prefix}=" not in text and prefix not in {"xml", "xmlns"}
    }  # fmt: skip
    root = re.search(r"<[A-Za-z_][\w.:-]*", text)
    if not used or root is None:
        return text
    declarations = "".join(f' xmlns:{prefix}="{prefixes[prefix]}"' for prefix in sorted(used))
    return text[: root.end()] + declarations + text[root.end() :]
