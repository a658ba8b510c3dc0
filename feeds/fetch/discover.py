"""The feeds that a web page names: autodiscovery.

Sources: the HTML Standard, link type alternate (https://html.spec.whatwg.org/multipage/links.html#rel-alternate);
RSS autodiscovery (https://www.rssboard.org/rss-autodiscovery); JSON Feed 1.1, discovery
(https://www.jsonfeed.org/version/1.1/#discovery-a-name-discovery-a).
"""

import re
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from feeds.source.encoding import http_charset, known
from feeds.values.htmltext.tokens import Token, tokens

TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
MOST = 200  # feeds of one page; no reader shows as many
PAGE = 4_000_000  # bytes of a page that are looked at
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|opml)[ \t\r\n>]")
_HTML = re.compile(rb"<html[ \t\r\n>]", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset[ \t\r\n]{0,9}=[ \t\r\n]{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_MARKUP = re.compile(
    rb"[ \t\r\n]{0,4096}(?:<!doctype[ \t\r\n]{1,99}html|<(?:html|head|body|title|meta|script))", re.IGNORECASE
)
_METADATA = frozenset({"html", "head", "base", "basefont", "bgsound", "link", "meta", "title", "noscript", "noframes",
                       "style", "script", "template"})  # fmt: skip
# WordPress names its programming interface as an alternate of every page; it is JSON, and no feed.
_INTERFACE = "/wp-json/"


class Offer(NamedTuple):
    """A feed that a page names: its absolute URL, the title it has there, its media type.

    ``written`` is the type attribute as the page has it, before references are resolved; ``in_head`` is False for a
    link that stands where browsers no longer look.
    """

    url: str
    title: str
    type: str
    written: str
    in_head: bool


def is_page(data: bytes, media_type: str | None) -> bool:
    """Whether a document is a web page: by how it begins, else by what it was served as."""
    head = data[:4200].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head) is not None:
        return _FEED.search(head) is None
    kind = (media_type or "").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} and _HTML.search(head) is not None


def offers(data: bytes, url: str, media_type: str | None = None) -> tuple[Offer, ...]:
    """The feeds that a page names, in its order, each once; relative addresses are relative to its ``<base>``.

    Links outside of the head are told too, behind those in it. Linear whatever the page.
    """
    found: dict[str, Offer] = {}
    base, based, in_head = url, False, True
    for token in tokens(_text(data[:PAGE], media_type)):
        if token.kind == "end":
            in_head = in_head and token.name != "head"
            continue
        if token.kind != "start" or token.foreign:
            continue
        in_head = in_head and token.name in _METADATA
        if token.name == "base" and not based:
            href = token.attribute("href")
            based = href is not None
            base = absolute(href.value, url) or url if href is not None else base
        elif token.name == "link":
            offer = _offer(token, base, in_head=in_head)
            if offer is not None and (offer.url not in found or (in_head and not found[offer.url].in_head)):
                found[offer.url] = offer
                if len(found) == MOST:
                    break
    return tuple(sorted(found.values(), key=lambda each: not each.in_head))


def _offer(token: Token, base: str, *, in_head: bool) -> Offer | None:
    rel, kind, href = token.attribute("rel"), token.attribute("type"), token.attribute("href")
    if rel is None or kind is None or href is None or not href.value.strip():
        return None
    words = rel.value.lower().split()
    media = kind.value.partition(";")[0].strip().lower()
    if "alternate" not in words or "stylesheet" in words or media not in TYPES:
        return None
    url = absolute(href.value, base)
    if url is None or (media == "application/json" and _INTERFACE in url):
        return None
    title = token.attribute("title")
    return Offer(url, " ".join(title.value.split()) if title else "", media, kind.raw or "", in_head)


def absolute(reference: str, base: str | None) -> str | None:
    """The http(s) address that a reference means, without a fragment; None for anything else.

    ``feed:`` before an address (https://datatracker.ietf.org/doc/html/draft-obasanjo-feed-URI-scheme-02) is taken off.
    """
    reference = reference.strip(" \t\r\n\f")
    if reference[:5].lower() == "feed:":
        rest = reference[5:]
        reference = "http:" + rest if rest.startswith("//") else rest
    try:
        url = urldefrag(urljoin(base or "", reference)).url
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _text(data: bytes, media_type: str | None) -> str:
    """The page's characters; by the HTTP header, a byte order mark, its meta element, else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    meta = _META.search(data, 0, 1024)
    for name in (http_charset(media_type), meta[1].decode("ascii") if meta else None):
        charset = known(name) if name else None
        if charset is not None:
            return data.decode(charset, "replace")
    return data.decode("utf-8", "replace")
