"""Whether a feed came at all: status, body, certificate, redirects."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from feeds.rules.delivered import is_page
from feeds.rules.net.book import OK, book, delivery, sentence
from feeds.rules.net.exchange import answer, ok
from feeds.rules.net.walls import wall
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Where, found
from feeds.source.delivery import Answer

_REFUSED: Final = frozenset({401, 403, 407, 451})


def _refusal(reading: Reading) -> Answer | None:
    """An answer with another status than 200, unless a bot wall gave it."""
    given = delivery(reading).answer
    if given is None or given.status == OK or wall(given) is not None:
        return None
    return given


def _status(given: Answer) -> str:
    """The status as people know it: number and phrase."""
    try:
        return f"{given.status} {HTTPStatus(given.status).phrase}"
    except ValueError:
        return str(given.status)


@book.rule("NET101", on="http", level=ERROR, spec="#section-15.5.5",
           says="there is nothing at {url}: the server answers 404 Not Found",
           bad=answer(404), good=ok(),
           fix="Publish the feed at this address, or redirect it with 301 to where the feed is now.",
           w3c=("HttpError",))  # fmt: skip
def feed_not_found(reading: Reading) -> Iterator[Where]:
    """Readers get no feed; after some weeks most of them give the subscription up."""
    given = _refusal(reading)
    if given is not None and given.status == HTTPStatus.NOT_FOUND:
        yield found(None, url=given.url)


@book.rule("NET102", on="http", level=ERROR, spec="#section-15.5.11",
           says="the feed is gone: the server answers 410 Gone",
           bad=answer(410), good=ok(),
           fix="If the feed lives on, serve it here or redirect with 301; if not, tell nobody this address any "
           "more.")  # fmt: skip
def feed_gone(reading: Reading) -> Iterator[Where]:
    """410 tells readers to unsubscribe, and those that know it do so at once."""
    given = _refusal(reading)
    if given is not None and given.status == HTTPStatus.GONE:
        yield None


@book.rule("NET103", on="http", level=ERROR,
           spec="https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/",
           says="{name} answers with {status} and a check for browsers instead of the feed",
           bad=answer(403, "cf-mitigated: challenge", "Content-Type: text/html", body="(page)"), good=ok(),
           fix="In the settings of the bot protection, let the address of the feed pass for every client, without a "
           "challenge.",
           w3c=("CloudflareHttpError",))  # fmt: skip
def bot_wall(reading: Reading) -> Iterator[Where]:
    """Feed readers are programs: none can solve a puzzle or run a script, so nobody gets the feed."""
    given = delivery(reading).answer
    name = wall(given) if given is not None else None
    if given is not None and name is not None:
        yield found(None, name=name, status=_status(given))


@book.rule("NET104", on="http", level=ERROR, spec="#section-15.5.4",
           says="readers are refused: the server answers {status}",
           bad=answer(403), good=ok(),
           fix="Let everybody fetch the feed, whatever the User-Agent, without a login; look into the server's rules "
           "and its log.")  # fmt: skip
def readers_refused(reading: Reading) -> Iterator[Where]:
    """Readers have no password and no browser's name; they are refused for ever."""
    given = _refusal(reading)
    if given is not None and given.status in _REFUSED:
        yield found(None, status=_status(given))


@book.rule("NET105", on="http", level=ERROR, spec="https://www.rfc-editor.org/rfc/rfc6585#section-4",
           says="the server answers the first request with 429 Too Many Requests",
           bad=answer(429, "Retry-After: 3600"), good=ok(),
           fix="Allow at least one request a minute from an address, "
           "and requests with If-None-Match more often.")  # fmt: skip
def first_request_too_many(reading: Reading) -> Iterator[Where]:
    """Many readers share one address (a service, a company), so each of them gets the feed late or never."""
    given = _refusal(reading)
    if given is not None and given.status == HTTPStatus.TOO_MANY_REQUESTS:
        yield None


@book.rule("NET106", on="http", level=ERROR, spec="#section-15.6", says="the server fails: it answers {status}",
           bad=answer(503, "Retry-After: 120"), good=ok(),
           fix="Look into the server's log; serve the feed as a file, which cannot fail so.")  # fmt: skip
def server_error(reading: Reading) -> Iterator[Where]:
    """Readers get no feed and come back later and later."""
    given = _refusal(reading)
    if given is not None and given.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield found(None, status=_status(given))


@book.rule("NET107", on="http", level=ERROR, spec="#section-15",
           says="the server answers {status}, which brings no feed",
           bad=answer(400), good=ok(), fix="Answer a plain GET with 200 and the feed.")  # fmt: skip
def status_without_feed(reading: Reading) -> Iterator[Where]:
    """Readers take a feed from 200 alone."""
    given = _refusal(reading)
    if given is None or given.status >= HTTPStatus.INTERNAL_SERVER_ERROR or given.status in _REFUSED:
        return
    if given.status not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.TOO_MANY_REQUESTS}:
        yield found(None, status=_status(given))


@book.rule("NET108", on="http", level=ERROR, spec="#section-15.3.1",
           says="a web page comes with status 200, where a feed should be",
           bad=answer(200, "Content-Type: text/html", body="(page)"), good=ok(),
           fix="Answer 404 where there is no feed (single-page applications answer everything with their page), and "
           "serve the feed here.")  # fmt: skip
def page_instead_of_feed(reading: Reading) -> Iterator[Where]:
    """A reader takes the page for a broken feed, and no monitoring sees anything wrong."""
    given = delivery(reading).answer
    if given is not None and given.status == OK and is_page(given.body or b"") and wall(given) is None:
        yield None


@book.rule("NET109", on="http", level=ERROR, spec="#section-15.3.1", says="the answer is empty", bad=answer(200),
           good=ok(),
           fix="Look why the server sends nothing: a failed script, a full disk, an empty file.")  # fmt: skip
def empty_answer(reading: Reading) -> Iterator[Where]:
    """Readers report a broken feed."""
    given = delivery(reading).answer
    if given is not None and given.status == OK and not given.size and given.cut is None:
        yield None


# What is wrong with an answer that did not come to its end, or not at all: code, name, kinds, words.
_BROKEN: Final = (
    ("NET110", "answer-cut-short", ("cut",), "the answer ends early: {says}", "#section-8.6",
     "Readers get half a document, which none can read, and some keep the half.",
     "Let Content-Length be the length of what is sent, and look for a proxy or script that breaks off.",
     "cut cut: 900 of 2,000 bytes came."),
    ("NET111", "content-encoding-broken", ("encoding",), "the body is not in its Content-Encoding: {says}",
        "#section-8.4",
     "Readers cannot decode the answer.",
     "Send Content-Encoding only with bytes that are so encoded; compress once, in the server or in the script.",
     "cut encoding: What is sent as gzip is none."),
    ("NET112", "answer-too-large", ("too-large", "bomb"), "the answer is larger than anybody reads: {says}",
        "#section-8.6",
     "Readers stop at a limit and show nothing.", ("Keep the newest items in the feed, and the others in archives "
     "(RFC 5005)."),
     "cut too-large: It is larger than 20,000,000 bytes."),
    ("NET113", "answer-too-slow", ("slow",), "the answer does not come to its end in time: {says}", "#section-15.5.9",
     "Readers give up after some seconds.", ("Serve the feed as a file or from a cache, and not made anew for each "
     "request."),
     "cut slow: After 60 seconds it was not whole."),
    ("NET114", "http-broken", ("protocol", "headers"), "the server does not speak HTTP as readers do: {says}",
        "https://www.rfc-editor.org/rfc/rfc9112#section-2",
     "Readers get no answer that they understand.", "Look into the server's or the proxy's configuration.",
     "failed protocol: The answer has no status line."),
    ("NET115", "redirects-without-end", ("redirects",), "the redirects do not end: {says}", "#section-15.4",
     "Readers give up after a few redirects and show an error.", "Redirect straight to the feed's address, once.",
     "failed redirects: https://example.org/feed.xml leads to itself."),
    ("NET116", "certificate-refused", ("tls",), "there is no safe connection: {says}",
        "https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4",
     "Readers refuse to fetch the feed.", ("Renew the certificate, for this host name, with the whole chain; let that "
     "happen by itself (ACME)."),
     "failed tls: The certificate expired on 1 November 2026."),
)  # fmt: skip


def _break(code: str, name: str, kinds: tuple[str, ...], says: str, spec: str, why: str, fix: str, note: str) -> None:
    started = answer(200, "Content-Type: application/rss+xml", f"* {note}", body="<rss")
    bad = f"* {note}" if note.startswith("failed") else started

    @book.rule(code, on="http", level=ERROR, says=says, spec=spec, bad=bad, good=ok(), fix=fix, name=name, why=why)
    def check(reading: Reading) -> Iterator[Where]:
        final = delivery(reading).final
        trouble = final.cut if isinstance(final, Answer) else final
        if trouble is not None and trouble.kind in kinds:
            yield found(None, says=sentence(trouble))


for _row in _BROKEN:
    _break(*_row)


@book.rule("NET214", on="http", level=WARNING, spec="#section-10.2.3", says="{status} comes without Retry-After",
           bad=answer(429), good=answer(429, "Retry-After: 3600"),
           fix="Send Retry-After with the seconds to wait.")  # fmt: skip
def no_retry_after(reading: Reading) -> Iterator[Where]:
    """Readers do not know when to come back, and come at once, or in a day."""
    given = _refusal(reading)
    if given is not None and given.status in {429, 503} and given.header("retry-after") is None:
        yield found(None, status=_status(given))
