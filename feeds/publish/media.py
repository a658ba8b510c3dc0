"""What a file of a site is: its media type, whether it is a feed, and how long a cache may keep it.

One table for all targets that store a type beside each file (S3) and all web servers that are told one.
"""

import mimetypes
import re
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["rss", "atom", "json-feed", "rdf", "opml", "other"]

HEAD = 4096  # bytes that tell what a file is
PAGE_AGE, MEDIA_AGE = 300, 86_400  # seconds
_SUFFIXES = frozenset((".xml", ".rss", ".atom", ".rdf", ".json", ".jsonfeed", ".opml"))
_ROOT = re.compile(
    rb"<(?:[A-Za-z0-9]{1,20}:)?(rss|RDF|feed|entry|opml|sitemapindex|urlset)[ \t\r\n>]|(jsonfeed\.org/version/)"
)
_KINDS: dict[bytes, Kind] = {b"rss": "rss", b"RDF": "rdf", b"feed": "atom", b"entry": "atom", b"opml": "opml"}

# RFC 8259 section 11 defines no charset for JSON; RFC 7303 section 3 wants one for XML.
TYPES: dict[Kind, str] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "json-feed": "application/feed+json",
}
_OTHERS = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xsl": "application/xslt+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".opml": "text/x-opml; charset=utf-8",
}
COMPRESSIBLE = frozenset(
    (".html", ".xml", ".rss", ".atom", ".rdf", ".json", ".jsonfeed", ".jsonl", ".opml", ".css", ".js", ".svg", ".txt")
) | frozenset((".xsl", ".vtt", ".srt"))
_KNOWN = mimetypes.MimeTypes(filenames=())  # the standard library's own table, not the machine's


def kind(path: str, head: bytes) -> Kind:
    """What a file is, from its first HEAD bytes; only a file whose name can be a feed's is looked into."""
    if PurePosixPath(path).suffix.lower() not in _SUFFIXES:
        return "other"
    found = _ROOT.search(head.replace(b"\0", b""), 0, HEAD)
    if found is None:
        return "other"
    return "json-feed" if found[2] else _KINDS.get(found[1], "other")


def media_type(path: str, what: Kind) -> str:
    """The Content-Type of a file, with its charset where the type has one."""
    if what in TYPES:
        return TYPES[what]
    suffix = PurePosixPath(path).suffix.lower()
    return _OTHERS.get(suffix) or _KNOWN.guess_type(f"x{suffix}", strict=False)[0] or "application/octet-stream"


def cache_control(path: str, what: Kind, feed_age: int) -> str:
    """How long a cache may keep a file: a feed for ``feed_age`` seconds, a page for minutes, a picture for a day."""
    text = PurePosixPath(path).suffix.lower() in COMPRESSIBLE
    age = feed_age if what != "other" else PAGE_AGE if text else MEDIA_AGE
    return f"public, max-age={age}"
