"""Which format a document is: read from its root, never from its file name."""

import re

from feeds.source.jsontree import JsonDocument
from feeds.source.xmltree import Document

RSS = frozenset({"rss-0.91", "rss-0.92", "rss-0.93", "rss-0.94", "rss-2.0"})
RDF = frozenset({"rss-0.90", "rss-1.0"})
RSS11 = frozenset({"rss-1.1"})
ATOM = frozenset({"atom-1.0", "atom-1.0-entry"})
JSON = frozenset({"json-feed-1.0", "json-feed-1.1"})
APP = frozenset({"app-service", "app-categories"})
OPML1 = frozenset({"opml-1.0"})
OPML2 = frozenset({"opml-2.0"})
OPML = OPML1 | OPML2
OPENSEARCH = frozenset({"opensearch"})
UNKNOWN = frozenset({"unknown"})  # what is none of the formats
XML_FEEDS = RSS | RDF | RSS11 | ATOM

_ROOTS = {
    "atom:feed": "atom-1.0",
    "atom:entry": "atom-1.0-entry",
    "atom03:feed": "atom-0.3",
    "atom03:entry": "atom-0.3",
    "app:service": "app-service",
    "app:categories": "app-categories",
    "os:OpenSearchDescription": "opensearch",
    "OpenSearchDescription": "opensearch",  # the namespace forgotten
    "outlineDocument": "opml-1.0",
    "Channel": "rss-1.1",
}


_FEED_HEAD = re.compile(
    rb"<(?:[A-Za-z0-9]{1,20}:)?(?:rss|feed|RDF|opml|Channel|entry|service|categories|OpenSearchDescription)[ \t\r\n>]"
    rb"|jsonfeed\.org/version/"
)
HEAD = 4096


def looks_like_feed(head: bytes) -> bool:
    """Whether the first HEAD bytes of a file are those of a feed, well or broken, and not of other XML or JSON."""
    return _FEED_HEAD.search(head.replace(b"\0", b""), 0, HEAD) is not None


def xml_format(document: Document) -> str | None:
    """The word for the format of an XML document, None for one that is no feed."""
    root = document.root
    if root is None:
        return None
    if root.name == "rss":
        version = root.get("version").strip()
        return f"rss-{version}" if f"rss-{version}" in RSS else "rss-2.0"
    if root.name == "rdf:RDF":
        uris = {namespace.uri for namespace in document.namespaces}
        return "rss-0.90" if any(uri.endswith(".netscape.com/rdf/simple/0.9/") for uri in uris) else "rss-1.0"
    if root.name == "opml":
        return "opml-1.0" if root.get("version").strip() in {"1.0", "1.1"} else "opml-2.0"
    return _ROOTS.get(root.name)


def json_format(document: JsonDocument) -> str | None:
    """The word for the format of a JSON document: a feed has a version, or at least items."""
    root = document.root
    if root is None or not isinstance(root.value, dict):
        return None
    version = root.string("version") or ""
    if "jsonfeed.org/version/1.1" in version:
        return "json-feed-1.1"
    if "jsonfeed.org/version/1" in version:
        return "json-feed-1.0"
    return "json-feed-1.1" if "items" in root or "version" in root else None
