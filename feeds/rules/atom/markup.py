"""Whether plain text holds HTML: an end tag or a void tag that HTML knows, or an entity."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_TAG: Final = re.compile(
    r"</([A-Za-z][A-Za-z0-9]{0,15})[ \t\r\n]{0,20}>|<(br|hr|img|wbr)(?:[ \t\r\n/][^<>]{0,2000})?>", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ELEMENTS: Final = frozenset(
    """a abbr acronym address applet article aside audio b bdi bdo big blockquote body button canvas caption center
    cite code colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font
    footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html i iframe ins kbd label legend li main map mark
    marquee menu meter nav nobr noframes noscript object ol optgroup option output p picture pre progress q rp rt
    ruby s samp script search section select small span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr tt u ul var video""".split()  # noqa: SIM905 - a table reads better as words
)


def first_markup(text: str) -> tuple[int, int] | None:
    """Where the first piece of HTML stands in a text that should hold none, from and to; None when nowhere."""
    first: tuple[int, int] | None = None
    if "<" in text:
        for match in _TAG.finditer(text):
            if match[2] is not None or match[1].lower() in _ELEMENTS:
                first = match.span()
                break
    if "&" in text:
        for match in _ENTITY.finditer(text, 0, len(text) if first is None else first[0]):
            if match[1][0] == "#" or f"{match[1]};" in html5:
                return match.span()
    return first
