"""What the header fields of the answer say: the media type, the charset, validators, Cache-Control, Retry-After."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Final

from feeds.rules.formats import ATOM, JSON, OPML, RDF, RSS, RSS11
from feeds.rules.net.book import book, delivery, directives, served, words
from feeds.rules.net.exchange import answer, ok
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.delivery import Answer
from feeds.source.encoding import http_charset
from feeds.values.mediatypes import MediaType, media_type
from feeds.values.problem import Problem

_TYPES: Final = {
    **dict.fromkeys(RSS | {"rss-0.94"}, "application/rss+xml"),
    **dict.fromkeys(RDF | RSS11, "application/rdf+xml"),
    **dict.fromkeys(ATOM | {"atom-0.3"}, "application/atom+xml"),
    **dict.fromkeys(JSON, "application/feed+json"),
    **dict.fromkeys(OPML, "text/x-opml"),
}
_XML: Final = frozenset({"application/xml", "text/xml"})
_FITTING: Final = {
    "application/rss+xml": _XML,
    "application/rdf+xml": _XML | {"application/rss+xml"},
    "application/atom+xml": _XML,
    "application/feed+json": frozenset({"application/json"}),
    "text/x-opml": _XML | {"application/opml+xml"},
}
_NAMES: Final = {"application/rss+xml": "RSS", "application/rdf+xml": "RSS in RDF", "application/atom+xml": "Atom",
                 "application/feed+json": "JSON Feed", "text/x-opml": "OPML"}  # fmt: skip
_DATE: Final = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} "
    r"[0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
)
_TAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


def http_date(text: str | None) -> dt.datetime | None:
    """The moment of an HTTP date in its preferred form (RFC 9110, section 5.6.7); None for anything else."""
    if text is None or _DATE.fullmatch(text) is None:
        return None
    try:
        return parsedate_to_datetime(text).astimezone(dt.UTC)
    except ValueError:
        return None


def _type(answer: Answer | None) -> MediaType | Problem | None:
    written = answer.header("content-type") if answer is not None else None
    return media_type(written.strip()) if written else None


def right_type(reading: Reading) -> str | None:
    """The media type that a document of its format is served with; None where there is none."""
    return _TYPES.get(reading.format or "")


@book.rule("NET201", on="http", level=WARNING, spec="#section-8.3", says="the answer has no Content-Type",
           bad=answer(200, body="(RSS)"), good=ok(),
           fix="Serve it as application/rss+xml, application/atom+xml or application/feed+json (nginx: default_type; "
           "Apache: ForceType; Caddy: header Content-Type).")  # fmt: skip
def no_content_type(reading: Reading) -> Iterator[Where]:
    """Readers and browsers must guess from the bytes, and some take what they get for a download."""
    given = served(reading)
    if given is not None and not given.header("content-type"):
        yield None


@book.rule("NET202", on="http", level=WARNING, spec="#section-8.3.1",
           says="Content-Type is {written}: {problem}", bad=ok(served_as="rss"), good=ok(),
           fix="Send one media type, such as application/rss+xml; charset=utf-8.")  # fmt: skip
def content_type_malformed(reading: Reading) -> Iterator[Where]:
    """What cannot be read is ignored, with the charset in it."""
    given = served(reading)
    kind = _type(given)
    if given is not None and isinstance(kind, Problem):
        yield found(None, written=quoted(given.header("content-type") or ""), problem=kind.says)


@book.rule("NET203", on="http", level=WARNING, spec="#section-8.3",
           says="the document is {name}, but is served as {served}", bad=ok(served_as="text/html"), good=ok(),
           fix="Set the media type of this address to the format's own (nginx: default_type in its location; "
           "Apache: ForceType; Caddy: header Content-Type).",
           w3c=("UnexpectedContentType",))  # fmt: skip
def content_type_of_another_format(reading: Reading) -> Iterator[Where]:
    """Readers that look at the type take it for a page or for a download, and browsers show it as such."""
    kind, right = _type(served(reading)), right_type(reading)
    if not isinstance(kind, MediaType) or right is None:
        return
    if kind.essence != right and kind.essence not in _FITTING[right]:
        yield found(None, name=_NAMES[right], served=kind.essence)


@book.rule("NET501", on="http", level=ADVICE, spec="#section-8.3", says="{served} is right, but {right} says more",
           bad=ok(served_as="application/json", body="(JSON Feed)"),
           good=ok(served_as="application/feed+json", body="(JSON Feed)"),
           fix="Serve it with the format's own media type.")  # fmt: skip
def generic_content_type(reading: Reading) -> Iterator[Where]:
    """Browsers and search engines know a feed by its own type, before they have read it."""
    kind, right = _type(served(reading)), right_type(reading)
    # application/rss+xml was never registered, so that the generic type of XML is as good for RSS.
    exact = right in {"application/atom+xml", "application/feed+json"}
    if isinstance(kind, MediaType) and right is not None and exact and kind.essence in _FITTING[right]:
        yield found(None, served=kind.essence, right=right)


@book.rule("NET205", on="http", level=WARNING, spec="https://fetch.spec.whatwg.org/#x-content-type-options-header",
           says="nosniff makes the wrong type {served} final", good=ok(served_as="text/plain"),
           bad=ok("X-Content-Type-Options: nosniff", served_as="text/plain"),
           fix="Send the right Content-Type; nosniff may stay then.")  # fmt: skip
def wrong_type_made_final(reading: Reading) -> Iterator[Where]:
    """Programs that would have found out that it is a feed are told not to look."""
    given, right = served(reading), right_type(reading)
    kind = _type(given)
    if given is None or right is None or not isinstance(kind, MediaType):
        return
    fits = kind.essence == right or kind.essence in _FITTING[right]
    if not fits and "nosniff" in words(given.header("x-content-type-options")):
        yield found(None, served=kind.essence)


@book.rule("NET206", on="http", level=WARNING, spec="https://www.rfc-editor.org/rfc/rfc7303#section-3",
           says="Content-Type says charset {charset}, but a byte order mark of {mark} stands in front",
           bad=ok(served_as="application/rss+xml; charset=iso-8859-1", body="\ufeff<rss/>"),
           good=ok(served_as="application/rss+xml; charset=utf-8", body="\ufeff<rss/>"),
           fix="Say charset=utf-8, and leave the byte order mark out.")  # fmt: skip
def charset_against_the_mark(reading: Reading) -> Iterator[Where]:
    """Readers differ in whom they believe, so some show wrong characters."""
    given = served(reading)
    charset = http_charset(given.header("content-type")) if given is not None else None
    if charset is None or not reading.decoded.marked:
        return
    plain, mark = charset.lower().replace("_", "-"), reading.decoded.charset
    if plain not in {mark, mark.replace("-", "")} and not (mark.startswith("utf-16") and plain.startswith("utf-16")):
        yield found(None, charset=quoted(charset), mark=mark.upper())


@book.rule("NET502", on="http", level=ADVICE, spec="https://www.rfc-editor.org/rfc/rfc8259#section-11",
           says="JSON has no charset, but the Content-Type says {charset}",
           bad=ok(served_as="application/feed+json; charset=utf-8", body="(JSON Feed)"),
           good=ok(served_as="application/feed+json", body="(JSON Feed)"),
           fix="Leave the charset parameter out: JSON is always UTF-8 (nginx: take it out of "
           "charset_types).")  # fmt: skip
def charset_of_json(reading: Reading) -> Iterator[Where]:
    """The type has no such parameter; another value than utf-8 there makes some programs decode it wrongly."""
    given = served(reading)
    charset = http_charset(given.header("content-type")) if given is not None else None
    if charset is not None and reading.json is not None:
        yield found(None, charset=quoted(charset))


@book.rule("NET207", on="http", level=ERROR, spec="#section-8.8.3", says="ETag is {written}, which is no entity tag",
           bad=ok("ETag: 5f-61"), good=ok('ETag: "5f-61"'),
           fix='Put the tag into double quotes: "abc", or W/"abc" for a weak one.')  # fmt: skip
def etag_malformed(reading: Reading) -> Iterator[Where]:
    """A reader that sends it back is not understood, by a proxy in between or by the server itself."""
    given = served(reading)
    for written in given.all("etag") if given is not None else ():
        if _TAG.fullmatch(written.strip()) is None:
            yield found(None, written=quoted(written))


@book.rule("NET208", on="http", level=ERROR, spec="#section-8.8.2",
           says="Last-Modified is {written}, which is no HTTP date", bad=ok("Last-Modified: 2026-01-31 08:00:00"),
           good=ok("Last-Modified: Sat, 31 Jan 2026 08:00:00 GMT"),
           fix="Write it as Sat, 31 Jan 2026 08:00:00 GMT.")  # fmt: skip
def last_modified_malformed(reading: Reading) -> Iterator[Where]:
    """A date that cannot be read cannot be compared, so every request brings the whole feed."""
    given = served(reading)
    written = given.header("last-modified") if given is not None else None
    if written is not None and http_date(written.strip()) is None:
        yield found(None, written=quoted(written))


@book.rule("NET209", on="http", level=ERROR, spec="#section-8.8.2.1",
           says="Last-Modified is in the future: {written}, when the server's clock says {clock}",
           bad=ok("Date: Sat, 31 Jan 2026 08:00:00 GMT", "Last-Modified: Tue, 01 Jan 2041 00:00:00 GMT"),
           good=ok("Date: Sat, 31 Jan 2026 08:00:00 GMT", "Last-Modified: Fri, 30 Jan 2026 08:00:00 GMT"),
           fix="Give the time at which the feed really changed; look at the clock that set "
           "the file's time.")  # fmt: skip
def last_modified_in_the_future(reading: Reading) -> Iterator[Where]:
    """Until that day every change looks older than what readers have: the feed stands still for them."""
    given = served(reading)
    if given is None:
        return
    when = http_date((given.header("last-modified") or "").strip())
    clock = http_date((given.header("date") or "").strip())
    now = clock or reading.now + dt.timedelta(minutes=5)
    # A second is the resolution of both.
    if when is not None and when > now + dt.timedelta(seconds=1):
        yield found(None, written=when.strftime("%Y-%m-%d %H:%M:%S"), clock=now.strftime("%Y-%m-%d %H:%M:%S"))


_SECONDS: Final = frozenset({"max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"})


@book.rule("NET210", on="http", level=WARNING, spec="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2",
           says="Cache-Control is {written}: {problem}", bad=ok("Cache-Control: max-age: 3600"),
           good=ok("Cache-Control: max-age=3600"),
           fix="Write it as max-age=3600, several separated by commas.")  # fmt: skip
def cache_control_malformed(reading: Reading) -> Iterator[Where]:
    """Caches and readers ignore what they cannot read, or take it for a feed that is never fresh."""
    given = served(reading)
    if given is None:
        return
    for name, value in directives(given).items():
        problem = None
        if name in _SECONDS and not (value.isascii() and value.isdecimal()):
            problem = f"{name} needs a number of seconds"
        elif re.fullmatch(r"[!#$%&'*+.^_`|~0-9a-z-]{1,100}", name) is None:
            problem = f"{quoted(name)} is no directive"
        if problem is not None:
            yield found(None, written=quoted(given.header("cache-control") or ""), problem=problem)


@book.rule("NET211", on="http", level=WARNING, spec="https://www.rfc-editor.org/rfc/rfc9111#section-5.3",
           says="Expires is {written}, which means that the feed is stale at once",
           bad=ok('ETag: "a"', "Expires: 0"), good=ok('ETag: "a"', "Cache-Control: no-cache"),
           fix="Leave Expires out and send Cache-Control: max-age=… with the seconds for which the feed may be "
           "kept.")  # fmt: skip
def expires_at_once(reading: Reading) -> Iterator[Where]:
    """Miniflux then ignores ETag and Last-Modified too, and fetches the whole feed each time."""
    given = served(reading)
    written = given.header("expires") if given is not None else None
    if given is None or written is None or "max-age" in directives(given):
        return
    if http_date(written.strip()) is None:
        yield found(None, written=quoted(written))


@book.rule("NET212", on="http", level=WARNING, spec="#section-12.5.5",
           says="Vary is *: no cache can answer for the server",
           bad=ok("Vary: *"), good=ok("Vary: Accept-Encoding"), fix="Send Vary: Accept-Encoding.")  # fmt: skip
def vary_everything(reading: Reading) -> Iterator[Where]:
    """Every request goes to the server itself, however many readers share a cache."""
    given = served(reading)
    if given is not None and "*" in words(given.header("vary")):
        yield None


def _retry_after(reading: Reading) -> str | None:
    given = delivery(reading).answer
    return given.header("retry-after") if given is not None and given.status in {429, 503} else None


@book.rule("NET213", on="http", level=ERROR, spec="#section-10.2.3",
           says="Retry-After is {written}, which is neither seconds nor a date", bad=answer(429, "Retry-After: 1 hour"),
           good=answer(429, "Retry-After: 3600"), fix="Send the number of seconds to wait.")  # fmt: skip
def retry_after_malformed(reading: Reading) -> Iterator[Where]:
    """Readers do not know when to come back."""
    written = _retry_after(reading)
    if written is not None and not written.strip().isdecimal() and http_date(written.strip()) is None:
        yield found(None, written=quoted(written))


@book.rule("NET401", on="http", level=WARNING, spec="#section-10.2.3", says="Retry-After is a date: {written}",
           bad=answer(503, "Retry-After: Sun, 01 Feb 2026 08:00:00 GMT"), good=answer(503, "Retry-After: 3600"),
           fix="Send the number of seconds to wait.")  # fmt: skip
def retry_after_as_a_date(reading: Reading) -> Iterator[Where]:
    """NetNewsWire reads numbers only, and so do others; they come back too soon."""
    written = _retry_after(reading)
    if written is not None and http_date(written.strip()) is not None:
        yield found(None, written=quoted(written))
