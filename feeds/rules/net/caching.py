"""How long the feed may be kept, how it is compressed, how large and how slow it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from feeds.rules.net.book import CACHING, OK, book, delivery, directives, served, words
from feeds.rules.net.exchange import ok, probe
from feeds.rules.net.headers import http_date
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found
from feeds.source.delivery import Answer

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
_SMALL: Final = 1400  # bytes; what fits into one packet gains nothing by compression
_ADVISED, _VALIDATED, _READ = 1_000_000, 5_000_000, 15 * 1024 * 1024
_PERIODS: Final = {"hourly": _HOUR, "daily": _DAY, "weekly": 7 * _DAY, "monthly": 30 * _DAY, "yearly": 365 * _DAY}


def _fresh(answer: Answer) -> int | None:
    """For how many seconds an answer may be kept, by max-age or Expires; None where it does not say."""
    age = directives(answer).get("max-age", "")
    if age.isascii() and age.isdecimal():
        return int(age[:12])
    until, sent = http_date(answer.header("expires")), http_date(answer.header("date"))
    return int((until - sent).total_seconds()) if until is not None and sent is not None else None


def _told(reading: Reading) -> tuple[str, int] | None:
    """What the feed itself says of its rhythm: the element and the seconds between two looks."""
    root = reading.xml.root if reading.xml is not None else None
    channel = root.first("channel") if root is not None else None
    channel = channel if channel is not None else root
    if channel is None:
        return None
    ttl = channel.first("ttl")
    minutes = ttl.value if ttl is not None else ""
    if minutes.isascii() and minutes.isdecimal() and int(minutes[:9]):
        return f"ttl ({minutes} minutes)", int(minutes[:9]) * 60
    period = channel.first("sy:updatePeriod")
    if period is None or period.value not in _PERIODS:
        return None
    frequency = channel.first("sy:updateFrequency")
    times = frequency.value if frequency is not None else "1"
    count = int(times[:6]) if times.isascii() and times.isdecimal() else 1
    return f"sy:updatePeriod ({period.value})", _PERIODS[period.value] // max(1, count)


def _span(seconds: int) -> str:
    """A number of seconds in the largest unit that fits."""
    for name, unit in (("day", _DAY), ("hour", _HOUR), ("minute", 60)):
        if seconds >= unit:
            count = round(seconds / unit, 1)
            return f"{count:g} {name}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


@book.rule("NET504", on="http", level=ADVICE, spec=f"{CACHING}#section-4.2.2",
           says="neither Cache-Control nor Expires says how long the feed may be kept", bad=ok(),
           good=ok("Cache-Control: max-age=900"),
           fix="Send Cache-Control: max-age=… with the seconds after which a new look is worth it, "
           "such as 900.")  # fmt: skip
def no_freshness(reading: Reading) -> Iterator[Where]:
    """Caches guess from Last-Modified: a feed that rested for a month is kept for days."""
    given = served(reading)
    if given is not None and given.header("cache-control") is None and given.header("expires") is None:
        yield None


@book.rule("NET402", on="http", level=WARNING, spec=f"{CACHING}#section-5.2.2.1",
           says="the feed may be kept for {span}, longer than a day", bad=ok("Cache-Control: max-age=31536000"),
           good=ok("Cache-Control: max-age=3600"),
           fix="Send Cache-Control: max-age=… of some minutes to a day for the feed alone; long times are for "
           "pictures.")  # fmt: skip
def kept_longer_than_a_day(reading: Reading) -> Iterator[Where]:
    """NetNewsWire and Miniflux do not come back before that time is over, and caches show the old feed."""
    given = served(reading)
    fresh = _fresh(given) if given is not None else None
    if fresh is not None and fresh > _DAY:
        yield found(None, span=_span(fresh))


_TTL: Final = '<rss version="2.0"><channel><title>News</title><ttl>30</ttl></channel></rss>'


@book.rule("NET316", on="http", level=WARNING, spec=f"{CACHING}#section-4.2",
           says="the feed may be kept for {span}, but its own {said} wants an earlier look",
           bad=ok("Cache-Control: max-age=43200", body=_TTL), good=ok("Cache-Control: max-age=900", body=_TTL),
           fix="Let max-age be no longer than what the feed says.")  # fmt: skip
def kept_longer_than_the_feed_says(reading: Reading) -> Iterator[Where]:
    """A cache in between answers with the old feed however often a reader comes."""
    given, told = served(reading), _told(reading)
    fresh = _fresh(given) if given is not None else None
    if fresh is not None and told is not None and fresh > told[1]:
        yield found(None, span=_span(fresh), said=told[0])


@book.rule("NET403", on="http", level=WARNING, spec=f"{CACHING}#section-5.2.2.5", says="Cache-Control is no-store",
           bad=ok('ETag: "a"', "Cache-Control: no-store"), good=ok('ETag: "a"', "Cache-Control: no-cache"),
           fix="Say no-cache where every use is to be asked for; no-store is for secrets.")  # fmt: skip
def no_store(reading: Reading) -> Iterator[Where]:
    """Clients that obey keep nothing, so they have nothing to ask about: each request brings everything."""
    given = served(reading)
    if given is not None and "no-store" in directives(given):
        yield None


def _forms(reading: Reading) -> list[Answer]:
    """The answers that show how the feed is compressed."""
    given = served(reading)
    probes = [delivery(reading).probe(name) for name in ("identity", "gzip", "br", "zstd")]
    return [each for each in (given, *probes) if each is not None and each.status == OK]


@book.rule("NET317", on="http", level=WARNING, spec="#section-12.5.5",
           says="the encoding depends on Accept-Encoding, but {which} comes without Vary: Accept-Encoding",
           bad=ok() + probe("identity", 200, body="(RSS)")
           + probe("gzip", 200, "Content-Encoding: gzip", "Vary: Accept-Encoding", body="(RSS)"),
           good=ok("Vary: Accept-Encoding") + probe("identity", 200, "Vary: Accept-Encoding", body="(RSS)")
           + probe("gzip", 200, "Content-Encoding: gzip", "Vary: Accept-Encoding", body="(RSS)"),
           fix="Send it with every form (nginx: gzip_vary on; Apache: Header merge Vary Accept-Encoding; Caddy: header "
           "+Vary Accept-Encoding).")  # fmt: skip
def no_vary(reading: Reading) -> Iterator[Where]:
    """A cache gives the plain form to all, or the compressed one to a reader that cannot read it."""
    forms = _forms(reading)
    if len({each.header("content-encoding") for each in forms}) < 2:
        return
    for each in forms:
        if not {"accept-encoding", "*"} & words(each.header("vary")):
            yield found(None, which=f"the form in {each.header('content-encoding') or 'plain bytes'}")
            return


@book.rule("NET318", on="http", level=WARNING, spec="#section-12.5.3",
           says="the feed comes in {encoding}, though only {asked} was asked for",
           bad=ok("Content-Encoding: gzip") + probe("identity", 200, "Content-Encoding: gzip", body="(RSS)"),
           good=ok() + probe("identity", 200, body="(RSS)"),
           fix="Compress only for clients that ask for it.")  # fmt: skip
def encoding_not_asked_for(reading: Reading) -> Iterator[Where]:
    """A reader that does not know the encoding gets bytes that mean nothing to it."""
    for name in ("identity", "gzip", "br", "zstd"):
        probed = delivery(reading).probe(name)
        if probed is None or probed.status != OK:
            continue
        encodings = words(probed.header("content-encoding")) - {"identity", name, f"x-{name}"}
        if encodings:
            yield found(None, encoding=", ".join(sorted(encodings)), asked=name)


_LONG: Final = "<rss version='2.0'><channel><title>" + "News and more news " * 200 + "</title></channel></rss>"


@book.rule("NET505", on="http", level=ADVICE, spec="#section-8.4.1.3", w3c=("Uncompressed",),
           says="the feed is not compressed: {size:,} bytes could be about {could:,}",
           bad=ok(body=_LONG) + probe("gzip", 200, body=_LONG),
           good=ok(body=_LONG) + probe("gzip", 200, "Content-Encoding: gzip", "Vary: Accept-Encoding", body=_LONG),
           fix="Switch gzip on for the feed's media type (nginx: gzip_types; Apache: AddOutputFilterByType DEFLATE; "
           "Caddy: encode gzip).")  # fmt: skip
def not_compressed(reading: Reading) -> Iterator[Where]:
    """Each fetch takes some five times the bytes; a popular feed is fetched ten thousand times a day."""
    given, packed = served(reading), delivery(reading).probe("gzip")
    if given is None or packed is None or packed.status != OK or packed.header("content-encoding"):
        return
    if given.size > _SMALL:
        could = len(zlib.compress(given.body or b"", 6)) + 12
        if could * 10 < given.size * 9:
            yield found(None, size=given.size, could=could)


@book.rule("NET404", on="http", level=ERROR,
           spec="https://miniflux.app/docs/configuration.html#http-client-max-body-size",
           says="the feed has {size:,} bytes, more than Miniflux reads (15 MiB)", bad=ok("* size 16000000"),
           good=ok("* size 900000"),
           fix="Keep the newest items, some fifty, and put the others into archives (RFC 5005).")  # fmt: skip
def larger_than_readers_read(reading: Reading) -> Iterator[Where]:
    """Readers stop at a limit and then show nothing, since half a document cannot be read."""
    given = served(reading)
    if given is not None and given.size > _READ:
        yield found(None, size=given.size)


@book.rule("NET405", on="http", level=WARNING, spec="https://github.com/w3c/feedvalidator",
           says="the feed has {size:,} bytes, more than 5 MB", bad=ok("* size 6000000"), good=ok("* size 900000"),
           fix="Keep the newest items, some fifty, and put the others into archives (RFC 5005).")  # fmt: skip
def larger_than_validators_read(reading: Reading) -> Iterator[Where]:
    """The W3C's validator reads no more, and phones on a slow line give up."""
    given = served(reading)
    if given is not None and _VALIDATED < given.size <= _READ:
        yield found(None, size=given.size)


@book.rule("NET506", on="http", level=ADVICE, spec="https://www.rfc-editor.org/rfc/rfc5005#section-4",
           says="the feed has {size:,} bytes", bad=ok("* size 1500000"), good=ok("* size 900000"),
           fix="Keep the newest items, some fifty, and put the others into archives (RFC 5005).")  # fmt: skip
def large_feed(reading: Reading) -> Iterator[Where]:
    """It is fetched again and again for one new item."""
    given = served(reading)
    if given is not None and _ADVISED < given.size <= _VALIDATED:
        yield found(None, size=given.size)


@book.rule("NET406", on="http", level=WARNING, spec="https://github.com/w3c/feedvalidator",
           says="it took {total:.1f} seconds until the feed was there", bad=ok("* total 12"), good=ok("* total 1"),
           fix="Serve the feed as a file or from a cache, and make it anew only when something changes.")  # fmt: skip
def slow_feed(reading: Reading) -> Iterator[Where]:
    """Readers and validators give up after ten to twenty seconds."""
    given = served(reading)
    if given is not None and given.total > 10:
        yield found(None, total=given.total)


@book.rule("NET507", on="http", level=ADVICE, spec="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1",
           says="it took {first:.1f} seconds until the answer began", bad=ok("* first 4"), good=ok("* first 1"),
           fix="Serve the feed as a file or from a cache, and make it anew only when something changes.")  # fmt: skip
def slow_beginning(reading: Reading) -> Iterator[Where]:
    """The feed seems to be made anew for every request, of which there are many."""
    given = served(reading)
    if given is not None and given.first > 3 and given.total <= 10:
        yield found(None, first=given.first)
