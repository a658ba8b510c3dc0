"""XML for build servers: what may stand in it, and what may be looked at on a terminal."""

import re
from xml.sax.saxutils import escape

from feeds.report.text import pictures

_NO_CHAR = re.compile("[\ufffe\uffff]")  # XML 1.0 §2.2 excludes these two besides what pictures stand for


def content(words: str) -> str:
    """Text as the content of an element; its lines stay lines."""
    return escape(_NO_CHAR.sub("\ufffd", "\n".join(map(pictures, words.split("\n")))))


def value(words: str) -> str:
    """Text as an attribute's value, with its quotes."""
    return '"' + content(words).replace('"', "&quot;").replace("\n", "&#10;") + '"'
