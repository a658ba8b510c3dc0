"""The charsets that documents declare, by how many programs can read them.

Browsers know those of the Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels; names are Python's.
"""

from collections.abc import Iterator
from typing import Final

from feeds.rules.reading import Reading
from feeds.rules.rule import Where, found, quoted
from feeds.source.encoding import known
from feeds.source.places import Span

_SINGLE: Final = frozenset(
    """cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 iso8859-1 iso8859-10 iso8859-11
    iso8859-13 iso8859-14 iso8859-15 iso8859-16 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
    iso8859-9 koi8-r koi8-u mac-cyrillic mac-roman tis-620""".split()  # noqa: SIM905 - a table
)
_MULTIBYTE: Final = frozenset(
    "big5 big5hkscs cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk iso2022_jp shift_jis".split()  # noqa: SIM905 - a table
)
_UNICODE: Final = frozenset(("ascii", "utf-16", "utf-16-be", "utf-16-le", "utf-8"))


def written(reading: Reading, sort: str) -> Iterator[Where]:
    """The declared charset where it is of a sort: ``single`` or ``multibyte`` as browsers know them, or ``obscure``."""
    declared = reading.decoded.declaration
    name = known(declared.encoding) if declared is not None and declared.encoding and reading.format else None
    if declared is None or not declared.encoding or name is None or name in _UNICODE:
        return
    if sort == ("single" if name in _SINGLE else "multibyte" if name in _MULTIBYTE else "obscure"):
        at = declared.encoding_at
        yield found(Span(at, at + len(declared.encoding.encode())), charset=quoted(declared.encoding))
