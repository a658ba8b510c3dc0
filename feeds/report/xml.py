"""XML for build servers: what may stand in it."""

import re
from xml.sax.saxutils import escape

# XML 1.0 §2.2: everything that is no Char, and the line ends that an attribute would lose.
_NO_CHAR = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(_NO_CHAR.sub("\ufffd", text))


def value(text: str) -> str:
    """Text as an attribute's value, with its quotes."""
    made = escape(_NO_CHAR.sub("\ufffd", text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return f'"{made}"'
