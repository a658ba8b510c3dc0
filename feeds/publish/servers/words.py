"""What the configurations of all servers share: types, header values, and the words for whoever runs a firewall."""

import re
from collections.abc import Iterator, Mapping

from feeds.errors import UsageError
from feeds.publish.media import MEDIA_AGE, PAGE_AGE, media_type
from feeds.publish.site import FeedFile, Site
from feeds.publish.tree import MANIFEST

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"'\\${}%<>`*?\[\]]")
_ENDINGS = ("html", "xml", "json", "jsonl", "opml", "css", "js", "svg", "txt", "xsl", "vtt", "srt")
_MEDIA = ("png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "mp3", "m4a", "ogg", "opus", "mp4", "webm", "pdf")

# The type of a file by its ending; feeds are told apart by their paths.
TYPES: Mapping[str, str] = {ending: media_type(f"x.{ending}", "other") for ending in _ENDINGS}
MEDIA_TYPES: Mapping[str, str] = {ending: media_type(f"x.{ending}", "other") for ending in _MEDIA}
PAGES = f"public, max-age={PAGE_AGE}"
MEDIA = f"public, max-age={MEDIA_AGE}"
EXPOSED = "ETag, Link"  # what a script of another site may read of the answer, beside Last-Modified
ASKED_WITH = "If-None-Match, If-Modified-Since"  # what such a script may send


def safe(site: Site) -> Site:
    """The site, when its paths mean the same in every configuration language; raises UsageError otherwise."""
    for text in (site.root, site.prefix, *(feed.path for feed in site.feeds)):
        found = _UNSAFE.search(text)
        if found:
            raise UsageError(
                f"{text!r} has {found[0]!r} in it, which configuration files give a meaning to. Rename it."
            )
    return site


def feed_cache(site: Site) -> str:
    """The Cache-Control of a feed."""
    return f"public, max-age={site.feed_age}"


def headers(site: Site, feed: FeedFile) -> Iterator[tuple[str, str]]:
    """The header fields of a feed, the type apart."""
    yield "Cache-Control", feed_cache(site)
    yield "Access-Control-Allow-Origin", "*"
    yield "Access-Control-Expose-Headers", EXPOSED
    links = site.links(feed)
    if links:
        yield "Link", links


def by_type(site: Site) -> Mapping[str, list[FeedFile]]:
    """The feeds by Content-Type, in the order of their paths."""
    found: dict[str, list[FeedFile]] = {}
    for feed in site.feeds:
        found.setdefault(feed.media_type, []).append(feed)
    return found


def pattern(paths: list[str]) -> str:
    """A regular expression (PCRE) for exactly these paths."""
    return "|".join(re.escape(path).replace("\\-", "-").replace("/", "/") for path in paths)


def hidden(site: Site) -> str:
    """The address of the manifest, which is nobody's business."""
    return f"{site.prefix}{MANIFEST}"


def comment(site: Site, where: str) -> str:
    """How the text begins: what it is, where it goes, and what stands before the server has to let pass."""
    paths = " ".join(f'"{site.prefix}{feed.path}"' for feed in site.feeds)
    lines = [
        f"Serves {site.home} (feeds may be cached for {site.feed_age} seconds: that fits how often they change).",
        where,
        "",
        "Feed readers run no scripts and pass no challenge. In a firewall or CDN before this server, let these paths",
        "pass without bot check, login and rate limit; as a Cloudflare rule with the action Skip:",
        f"  (http.request.uri.path in {{{paths}}})",
    ]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)
