"""The way to the feed: redirects, http and https, IPv4 and IPv6, TLS, HTTP/2, HEAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from feeds.rules.net.book import OK, book, delivery, etag, opaque, sentence, served
from feeds.rules.net.exchange import answer, failed, ok, probe
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.delivery import Answer, Failure

_TEMPORARY: Final = frozenset({302, 303, 307})
_MANY = 3
_SOON: Final = dt.timedelta(days=14)


def _hop(url: str, status: int, to: str) -> str:
    return f"> GET {url}\n{answer(status, f'Location: {to}')}\n"


def _then(*hops: str) -> str:
    return f"{''.join(hops)}> GET https://example.org/feed.xml\n{ok()}"


_MOVED: Final = _hop("https://example.org/old", 301, "https://example.org/feed.xml")
_PLAIN: Final = f"> GET http://example.org/feed.xml\n{ok()}"


@book.rule("NET508", on="http", level=ADVICE, spec="#section-15.4.3", w3c=("TempRedirect",),
           says="the feed is behind a temporary redirect ({status}) to {to}",
           bad=_then(_hop("https://example.org/old", 302, "https://example.org/feed.xml")), good=_then(_MOVED),
           fix="Use 301 or 308 where the feed has moved for good.")  # fmt: skip
def temporary_redirect(reading: Reading) -> Iterator[Where]:
    """Readers keep the old address and take both steps at every fetch."""
    if served(reading) is None:
        return
    for hop in delivery(reading).hops:
        if hop.status in _TEMPORARY:
            yield found(None, status=hop.status, to=quoted(hop.header("location") or ""))
            return


@book.rule("NET319", on="http", level=WARNING, spec="#section-15.4", says="{count} redirects lead to the feed",
           bad=_then(*(_hop(f"https://example.org/{n}", 301, f"https://example.org/{n + 1}") for n in range(4))),
           good=_then(_MOVED), fix="Let every old address lead to the last one directly.")  # fmt: skip
def many_redirects(reading: Reading) -> Iterator[Where]:
    """Each costs a connection, and readers stop after a few: some after three, many after five."""
    count = len(delivery(reading).hops)
    if count > _MANY:
        yield found(None, count=count)


def _addresses(reading: Reading) -> list[str]:
    found_at = delivery(reading)
    return [hop.url for hop in found_at.hops] + ([found_at.url] if found_at.answer is not None else [])


@book.rule("NET320", on="http", level=WARNING, spec="#section-17.1", says="a redirect leads from https to {to}",
           bad=_hop("https://example.org/feed.xml", 301, "http://example.org/feed.xml") + _PLAIN,
           good=_then(_MOVED), fix="Redirect to the https address.")  # fmt: skip
def redirect_to_plain_http(reading: Reading) -> Iterator[Where]:
    """What was safe is not any more, and readers on some phones refuse to go there."""
    steps = _addresses(reading)
    for one, other in pairwise(steps):
        if one.startswith("https:") and other.startswith("http:"):
            yield found(None, to=quoted(other))


@book.rule("NET321", on="http", level=ADVICE, spec="#section-15.4.2",
           says="from http to the feed over https it takes {count} redirects",
           bad=_then(_hop("http://example.org/feed.xml", 301, "http://www.example.org/feed.xml"),
                     _hop("http://www.example.org/feed.xml", 301, "https://example.org/feed.xml")),
           good=_then(_hop("http://example.org/feed.xml", 301, "https://example.org/feed.xml")),
           fix="Let the http address lead to the feed's last https address at once.")  # fmt: skip
def https_in_several_steps(reading: Reading) -> Iterator[Where]:
    """Old subscriptions take all the steps, at every fetch by readers that do not update them."""
    steps = _addresses(reading)
    if len(steps) > 2 and steps[0].startswith("http:") and steps[-1].startswith("https:"):
        yield found(None, count=len(steps) - 1)


def _other_scheme(reading: Reading, scheme: str) -> tuple[Answer, Answer | Failure] | None:
    """The feed's answer over a scheme, and what the other scheme answered."""
    given, other = served(reading), delivery(reading).probes.get("other-scheme")
    return (given, other) if given is not None and other is not None and given.url.startswith(scheme) else None


@book.rule("NET322", on="http", level=WARNING, public=True, spec="#section-4.2.2",
           says="the feed is there over http only: {says}",
           bad=_PLAIN + failed("other-scheme", "connect", "Nobody answers on port 443."),
           good=_PLAIN + probe("other-scheme", 200, body="(RSS)"),
           fix="Get a certificate (ACME, free) and serve the feed over https.")  # fmt: skip
def no_https(reading: Reading) -> Iterator[Where]:
    """Readers on phones refuse plain http by default, and who is in between can change the feed."""
    both = _other_scheme(reading, "http:")
    if both is not None and isinstance(both[1], Failure):
        yield found(None, says=sentence(both[1]))
    elif both is not None and isinstance(both[1], Answer) and both[1].status >= 400:
        yield found(None, says=f"over https the server answers {both[1].status}")


@book.rule("NET509", on="http", level=ADVICE, public=True, spec="#section-15.4.2",
           says="over http the feed comes too, without a redirect to https",
           bad=ok() + probe("other-scheme", 200, body="(RSS)"),
           good=ok() + probe("other-scheme", 301, "Location: https://example.org/feed.xml"),
           fix="Redirect http to https with 301.")  # fmt: skip
def http_without_redirect(reading: Reading) -> Iterator[Where]:
    """The feed has two addresses, and readers that know both show everything twice."""
    both = _other_scheme(reading, "https:")
    if both is not None and isinstance(both[1], Answer) and both[1].status == OK:
        yield None


@book.rule("NET510", on="http", level=ADVICE, public=True, spec="#section-15.4.2",
           says="over http nothing leads to the feed: {says}",
           bad=ok() + failed("other-scheme", "connect", "Nobody answers on port 80."),
           good=ok() + probe("other-scheme", 301, "Location: https://example.org/feed.xml"),
           fix="Answer http with a redirect (301) to https.")  # fmt: skip
def http_leads_nowhere(reading: Reading) -> Iterator[Where]:
    """Old subscriptions, and people who type the address, come over http."""
    both = _other_scheme(reading, "https:")
    if both is not None and isinstance(both[1], Failure) and both[1].kind != "offline":
        yield found(None, says=sentence(both[1]))
    elif both is not None and isinstance(both[1], Answer) and both[1].status >= 400:
        yield found(None, says=f"the server answers {both[1].status}")


def _family(code: str, family: str, probed: str) -> None:
    @book.rule(code, on="http", level=WARNING, public=True, name=f"no-answer-over-{probed}",
               spec="https://www.rfc-editor.org/rfc/rfc8305#section-1",
               says=f"the name has an {family} address, but no feed comes from there: {{says}}",
               why=f"Readers that have {family} alone get no feed, and the others wait before they try the other way.",
               bad=ok() + failed(probed, "connect", "Nobody answers."), good=ok() + probe(probed, 200, body="(RSS)"),
               fix=f"Let the server listen on {family} too, or take the address out of the DNS.")  # fmt: skip
    def check(reading: Reading) -> Iterator[Where]:
        given = delivery(reading).probes.get(probed)
        if served(reading) is None or given is None:
            return
        if isinstance(given, Failure):
            yield found(None, says=sentence(given))
        elif given.status >= 400:
            yield found(None, says=f"the server answers {given.status}")


_family("NET323", "IPv6", "ipv6")
_family("NET324", "IPv4", "ipv4")


@book.rule("NET215", on="http", level=WARNING, public=True,
           spec="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5",
           says="the certificate ends on {until}, in {left}", bad=ok("* tls TLSv1.3 until 2026-11-25"),
           good=ok("* tls TLSv1.3 until 2027-02-01"),
           fix="Renew it now, and let that happen by itself (ACME renews 30 days before).")  # fmt: skip
def certificate_ends_soon(reading: Reading) -> Iterator[Where]:
    """From that day on no reader fetches the feed."""
    given = delivery(reading).answer
    until = given.tls.expires if given is not None and given.tls is not None else None
    if until is not None and until - reading.now < _SOON:
        days = max(0, (until - reading.now).days)
        yield found(None, until=f"{until:%Y-%m-%d}", left="1 day" if days == 1 else f"{days} days")


@book.rule("NET216", on="http", level=ERROR, spec="https://www.rfc-editor.org/rfc/rfc8996#section-4",
           says="the connection uses {protocol}", bad=ok("* tls TLSv1.1"), good=ok("* tls TLSv1.3"),
           fix="Switch on TLS 1.2 and 1.3, and the older ones off (nginx: ssl_protocols).")  # fmt: skip
def obsolete_tls(reading: Reading) -> Iterator[Where]:
    """Most readers refuse to speak it."""
    given = delivery(reading).answer
    if given is not None and given.tls is not None and given.tls.protocol in {"SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"}:
        yield found(None, protocol=given.tls.protocol)


@book.rule("NET511", on="http", level=ADVICE, public=True, spec="https://www.rfc-editor.org/rfc/rfc9113#section-3.2",
           says="the server speaks {version} only, where HTTP/2 was asked for", bad=ok()
           + probe("http2", 200, body="(RSS)"),
           good=ok() + probe("http2", 200, "* version HTTP/2", body="(RSS)"),
           fix="Switch HTTP/2 on (nginx: listen 443 ssl http2; Apache: Protocols h2 http/1.1).")  # fmt: skip
def no_http2(reading: Reading) -> Iterator[Where]:
    """Services that fetch many feeds of one host need a connection for each."""
    given = delivery(reading).probe("http2")
    if served(reading) is not None and given is not None and not given.version.startswith(("HTTP/2", "HTTP/3")):
        yield found(None, version=given.version)


@book.rule("NET325", on="http", level=WARNING, spec="#section-9.3.2",
           says="HEAD is answered with {status}, GET with 200",
           bad=ok() + probe("head", 405), good=ok() + probe("head", 200, "Content-Type: application/rss+xml"),
           fix="Let HEAD do what GET does, without the body.")  # fmt: skip
def head_refused(reading: Reading) -> Iterator[Where]:
    """Podcast directories and link checkers ask with HEAD first, and take the feed for dead."""
    given = delivery(reading).probe("head")
    if served(reading) is not None and given is not None and given.status != OK:
        yield found(None, status=given.status)


@book.rule("NET326", on="http", level=WARNING, spec="#section-9.3.2", says="HEAD gives {name} {other}, GET {one}",
           bad=ok() + probe("head", 200, "Content-Type: text/html"),
           good=ok() + probe("head", 200, "Content-Type: application/rss+xml"),
           fix="Let HEAD send the same header fields as GET.")  # fmt: skip
def head_differs(reading: Reading) -> Iterator[Where]:
    """Who asks with HEAD whether a fetch is worth it decides by wrong facts."""
    given, head = served(reading), delivery(reading).probe("head")
    if given is None or head is None or head.status != OK:
        return
    for name in ("content-type", "etag", "last-modified"):
        one, other = given.header(name), head.header(name)
        if one is None or other is None or one == other:
            continue
        if name == "etag" and opaque(etag(given) or "") == opaque(other):
            continue
        again = delivery(reading).probe("again")
        if name != "content-type" and again is not None and again.header(name) != one:
            continue  # it is never the same
        if name == "etag" and given.header("content-encoding") != head.header("content-encoding"):
            continue  # the tag of another form
        yield found(None, name=name.title().replace("Etag", "ETag"), one=quoted(one), other=quoted(other))
        return
