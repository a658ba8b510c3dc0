"""What a list names: the addresses of a sitemap, the feeds of an OPML document, the lines of a text.

Sources: https://www.sitemaps.org/protocol.html; OPML 2.0, subscription lists
(https://opml.org/spec2.opml#subscriptionLists).
"""

import re
import zlib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from feeds.fetch.discover import absolute
from feeds.source.encoding import decode
from feeds.source.recover import recover
from feeds.source.xmltree import Document, parse

LIMIT = 52_428_800  # bytes of a sitemap, decompressed, by its specification
MOST = 50_000  # addresses of one list, by the same

_NAMESPACES = {
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "https://www.sitemaps.org/schemas/sitemap/0.9": "",  # misspelt, and common
    "http://www.google.com/schemas/sitemap/0.84": "",
}

_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?(?:urlset|sitemapindex)[ \t\r\n>]")

Kind = Literal["sitemap", "index", "opml", "text"]


class Listing(NamedTuple):
    """What a list is, and what it names, in its order, each once.

    The addresses of an ``index`` are further sitemaps, those of an ``opml`` are feeds, those of a ``sitemap`` are
    pages or feeds; the lines of a ``text`` are whatever a person may name. ``more`` is True where it names more than
    MOST or is larger than LIMIT; ``fatal`` says why a list could only be read in part.
    """

    kind: Kind
    names: tuple[str, ...]
    more: bool = False
    fatal: str | None = None


def listing(data: bytes, url: str | None = None) -> Listing:
    """Read a list, compressed with gzip or not; relative addresses are relative to ``url``. Never raises."""
    data, cut = _unpacked(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if not head.startswith(b"<"):
        text = decode(data).utf8.decode("utf-8", "replace")
        return _made("text", (line.strip() for line in text.splitlines()), None, more=cut)
    document = _parsed(data)
    root = document.root.name if document.root is not None else ""
    fatal = document.fatal.says if document.fatal else None
    if root == "opml":
        found = (each.get("xmlUrl") for each in document.elements if each.name == "outline")
        return _made("opml", (absolute(each, url) for each in found), fatal, more=cut)
    if root in {"urlset", "sitemapindex"}:
        holder = "url" if root == "urlset" else "sitemap"
        found = (
            each.value
            for each in document.elements
            if each.name == "loc" and each.parent is not None and each.parent.name == holder
        )
        return _made(
            "sitemap" if root == "urlset" else "index", (absolute(each, url) for each in found), fatal, more=cut
        )
    return Listing("text", (), more=False, fatal=fatal or f"a list that begins with <{root}> is not known")


def is_sitemap(data: bytes) -> bool:
    """Whether a document that somebody names as a target is a sitemap or an index of sitemaps."""
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(31).decompress(data[:65536], 4096)
        except zlib.error:
            return False
    return _ROOT.search(data, 0, 4096) is not None


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """The list itself and whether it was cut off at LIMIT; what does not unpack stays as it is."""
    if data.startswith(_GZIP):
        unzip = zlib.decompressobj(31)
        try:
            plain = unzip.decompress(data, LIMIT)
        except zlib.error:
            return data, False
        return plain, bool(unzip.unconsumed_tail)
    return data[:LIMIT], len(data) > LIMIT


def _parsed(data: bytes) -> Document:
    document = parse(decode(data).utf8, _NAMESPACES)
    return recover(document, _NAMESPACES) if document.fatal is not None else document


def _made(kind: Kind, names: Iterable[str | None], fatal: str | None, *, more: bool) -> Listing:
    once: dict[str, None] = {}
    for name in names:
        if name and not (kind == "text" and name.startswith("#")):
            if len(once) == MOST and kind != "text":
                more = True
                break
            once[name] = None
    return Listing(kind, tuple(once), more, fatal)
