"""Other origins: CORS for JSON Feed, and WebSub's hub and self in the feed and in the Link header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from feeds.rules.atom.iris import base_of, same
from feeds.rules.formats import JSON
from feeds.rules.net.book import NOT_MODIFIED, book, delivery, served, words
from feeds.rules.net.exchange import ok, probe
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Spot, Where, found, quoted
from feeds.source.delivery import Answer
from feeds.values.uris.canonical import resolve

_FETCH: Final = "https://fetch.spec.whatwg.org/"
_ALLOWED: Final = "Access-Control-Allow-Origin: *"
_JSON: Final = ok(_ALLOWED, 'ETag: "a"', body="(JSON Feed)", served_as="application/feed+json")


def _allows(answer: Answer) -> bool:
    asked = {value.lower() for name, value in answer.sent if name.lower() == "origin"}
    return bool(words(answer.header("access-control-allow-origin")) & {"*", *asked})


def _open(reading: Reading, name: str) -> Answer | None:
    """A probe with an Origin, of a JSON Feed whose plain answer is open to other origins."""
    plain = delivery(reading).probe("cors")
    if reading.format not in JSON or plain is None or not _allows(plain):
        return None
    return delivery(reading).probe(name)


@book.rule("NET512", on="http", level=ADVICE, spec=f"{_FETCH}#http-cors-protocol",
           says="other sites' scripts may not read this JSON Feed: there is no Access-Control-Allow-Origin",
           bad=_JSON + probe("cors", 200, body="(JSON Feed)"), good=_JSON
           + probe("cors", 200, _ALLOWED, body="(JSON Feed)"),
           fix="Send Access-Control-Allow-Origin: * with the feed (nginx: add_header … always; Apache: Header always "
           "set).")  # fmt: skip
def json_feed_closed_to_other_origins(reading: Reading) -> Iterator[Where]:
    """Readers that run in a browser cannot fetch it, and JSON Feed is the format made for them."""
    plain = delivery(reading).probe("cors")
    if reading.format in JSON and plain is not None and plain.status == 200 and not _allows(plain):
        yield None


@book.rule("NET327", on="http", level=WARNING, spec=f"{_FETCH}#http-cors-protocol",
           says="the feed is open to other origins, but its 304 is not",
           bad=_JSON + probe("cors", 200, _ALLOWED, body="(JSON Feed)") + probe("cors-304", 304),
           good=_JSON + probe("cors", 200, _ALLOWED, body="(JSON Feed)") + probe("cors-304", 304, _ALLOWED),
           fix="Send Access-Control-Allow-Origin with every answer (nginx: add_header … always; Apache: Header "
           "always set).")  # fmt: skip
def not_modified_closed_to_other_origins(reading: Reading) -> Iterator[Where]:
    """The first fetch works; the next one, which asks whether anything changed, fails in the browser."""
    probed = _open(reading, "cors-304")
    if probed is not None and probed.status == NOT_MODIFIED and not _allows(probed):
        yield None


@book.rule("NET513", on="http", level=ADVICE, spec=f"{_FETCH}#http-cors-protocol",
           says="the feed is open to other origins, but the server's errors ({status}) are not",
           bad=_JSON + probe("cors", 200, _ALLOWED, body="(JSON Feed)") + probe("cors-error", 404),
           good=_JSON + probe("cors", 200, _ALLOWED, body="(JSON Feed)") + probe("cors-error", 404, _ALLOWED),
           fix="Send Access-Control-Allow-Origin with errors too (nginx: add_header … always; Apache: Header always "
           "set).")  # fmt: skip
def errors_closed_to_other_origins(reading: Reading) -> Iterator[Where]:
    """A reader in a browser cannot tell 404 from a dead network, so it tries for ever."""
    probed = _open(reading, "cors-error")
    if probed is not None and probed.status >= 400 and not _allows(probed):
        yield found(None, status=probed.status)


@book.rule("NET514", on="http", level=ADVICE, spec=f"{_FETCH}#http-access-control-expose-headers",
           says="other origins may read the feed, but not its ETag",
           bad=_JSON + probe("cors", 200, _ALLOWED, 'ETag: "a"', body="(JSON Feed)"),
           good=_JSON + probe("cors", 200, _ALLOWED, 'ETag: "a"', "Access-Control-Expose-Headers: ETag", body="(JSON "
           "Feed)"),
           fix="Send Access-Control-Expose-Headers: ETag.")  # fmt: skip
def etag_hidden_from_other_origins(reading: Reading) -> Iterator[Where]:
    """A reader in a browser cannot ask whether anything changed."""
    probed = _open(reading, "cors")
    if probed is None or probed.header("etag") is None:
        return
    if not {"etag", "*"} & words(probed.header("access-control-expose-headers")):
        yield None


class _Named(NamedTuple):
    """An address that a document or a header names, and where."""

    url: str
    spot: Spot


_LINK: Final = re.compile(r"<([^<>]{0,2000})>((?:[^,\"]|\"[^\"]{0,500}\")*)")
_REL: Final = re.compile(r";[ \t]*rel[ \t]*=[ \t]*(?:\"([^\"]{0,200})\"|([^\s;,\"]{1,200}))", re.IGNORECASE)


def links(answer: Answer, relation: str) -> list[str]:
    """The targets of an answer's Link header that have a relation, resolved (RFC 8288, section 3)."""
    found_here = []
    for field in answer.all("link"):
        for match in _LINK.finditer(field[:10_000]):
            rel = _REL.search(match[2])
            if rel is not None and relation in (rel[1] or rel[2] or "").lower().split():
                found_here.append(resolve(answer.url, match[1].strip()))
    return found_here


def in_feed(reading: Reading, relation: str) -> list[_Named]:
    """What the feed itself names as its hub or self."""
    if reading.json is not None and reading.json.root is not None:
        return _in_json(reading, relation)
    root = reading.xml.root if reading.xml is not None else None
    if root is None:
        return []
    heads = [root, *(child for child in root.children if child.name == "channel")]
    return [
        _Named(resolve(base_of(link, reading.url), link.get("href").strip()), link)
        for head in heads
        for link in head.children
        if link.name == "atom:link" and relation in link.get("rel").lower().split() and link.get("href").strip()
    ]


def _in_json(reading: Reading, relation: str) -> list[_Named]:
    root = reading.json.root if reading.json is not None else None
    if root is None or not isinstance(root.value, dict):
        return []
    if relation == "self":
        own = root.string("feed_url")
        member = root.get("feed_url")
        return [_Named(own, member)] if own and member is not None else []
    hubs = root.value.get("hubs")
    if not isinstance(hubs, list):
        return []
    member = root.get("hubs")
    urls = [each.get("url") for each in hubs if isinstance(each, dict)]
    return [_Named(url, member) for url in urls if isinstance(url, str)]


_WEBSUB: Final = "https://www.w3.org/TR/websub/"
_FEED: Final = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>'
    "<link>https://example.org/</link><description>News</description>{}</channel></rss>"
)
_SELF: Final = '<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>'
_HUB: Final = '<atom:link rel="hub" href="https://hub.example.org/"/>'


@book.rule("NET328", on="http", level=ERROR, spec=f"{_WEBSUB}#discovery",
           says="there is a hub, but neither the feed nor the Link header names the feed's own address (self)",
           bad=ok("Link: <https://hub.example.org/>; rel=hub"),
           good=ok("Link: <https://hub.example.org/>; rel=hub, <https://example.org/feed.xml>; rel=self"),
           fix='Name the feed\'s address with rel="self" beside the hub.')  # fmt: skip
def hub_without_self(reading: Reading) -> Iterator[Where]:
    """Subscribers must tell the hub which topic they mean, and that is what self says."""
    given = served(reading)
    if given is None:
        return
    hubs = in_feed(reading, "hub")
    if (hubs or links(given, "hub")) and not in_feed(reading, "self") and not links(given, "self"):
        yield hubs[0].spot if hubs else None


def _disagree(reading: Reading, relation: str) -> Iterator[tuple[_Named, list[str]]]:
    given = served(reading)
    header, feed = (links(given, relation) if given is not None else []), in_feed(reading, relation)
    if header and feed:
        for each in feed:
            if not any(same(each.url, other) for other in header):
                yield each, header


@book.rule("NET329", on="http", level=WARNING, spec=f"{_WEBSUB}#discovery",
           says="the feed's hub is {feed}, but the Link header names {header}",
           bad=ok("Link: <https://other.example.org/>; rel=hub, <https://example.org/feed.xml>; rel=self",
                  body=_FEED.format(_SELF + _HUB)),
           good=ok("Link: <https://hub.example.org/>; rel=hub, <https://example.org/feed.xml>; rel=self",
                   body=_FEED.format(_SELF + _HUB)), fix="Name the same hub in both.")  # fmt: skip
def hubs_disagree(reading: Reading) -> Iterator[Where]:
    """The header counts first; subscribers of the other hub are never told of anything new."""
    for each, header in _disagree(reading, "hub"):
        yield found(each.spot, feed=quoted(each.url), header=quoted(header[0]))


@book.rule("NET330", on="http", level=WARNING, spec=f"{_WEBSUB}#discovery",
           says="the feed's own address is {feed}, but the Link header names {header}",
           bad=ok("Link: <https://example.org/other.xml>; rel=self", body=_FEED.format(_SELF)),
           good=ok("Link: <https://example.org/feed.xml>; rel=self", body=_FEED.format(_SELF)),
           fix="Name the same address in both.")  # fmt: skip
def selves_disagree(reading: Reading) -> Iterator[Where]:
    """A subscription goes to one address and the publisher's ping names the other: nothing arrives."""
    for each, header in _disagree(reading, "self"):
        yield found(each.spot, feed=quoted(each.url), header=quoted(header[0]))


__all__ = ["in_feed", "links"]
