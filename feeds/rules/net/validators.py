"""Conditional requests, as they were really answered: RFC 9110 section 13; feeds freeze in readers because of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.net.book import NOT_MODIFIED, OK, book, delivery, etag, opaque, served
from feeds.rules.net.exchange import ok, probe
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.delivery import Answer

_MODIFIED: Final = "Last-Modified: Sat, 31 Jan 2026 08:00:00 GMT"
_TAGGED: Final = ok('ETag: "a"')
_DATED: Final = ok(_MODIFIED)
_BOTH: Final = ok('ETag: "a"', _MODIFIED)
_SAME: Final = {"body": "(RSS)"}
_OTHER: Final = {"body": "(another RSS)"}


def _ignored(reading: Reading, name: str) -> bool:
    """Whether a condition that did not hold was answered with the whole, unchanged document."""
    given, probed = served(reading), delivery(reading).probe(name)
    return given is not None and probed is not None and probed.status == OK and probed.digest == given.digest


def _plain(reading: Reading) -> tuple[Answer, Answer] | None:
    """Two plain answers to compare."""
    given, again = served(reading), delivery(reading).probe("again")
    return (given, again) if given is not None and again is not None and again.status == OK else None


@book.rule("NET503", on="http", level=WARNING, spec="#section-8.8",
           says="the answer has neither ETag nor Last-Modified",
           bad=ok(), good=_TAGGED,
           fix="Serve the feed as a file, or let the script send an ETag made from the bytes.")  # fmt: skip
def no_validator(reading: Reading) -> Iterator[Where]:
    """No reader can ask whether the feed changed: each fetches all of it, every time."""
    given = served(reading)
    if given is not None and not given.header("etag") and not given.header("last-modified"):
        yield None


@book.rule("NET301", on="http", level=WARNING, spec="#section-13.1.2",
           says="asked with its own ETag, the server sends the whole unchanged feed with 200 instead of 304",
           bad=_TAGGED + probe("etag", 200, 'ETag: "a"', **_SAME), good=_TAGGED + probe("etag", 304, 'ETag: "a"'),
           fix="Let the server compare If-None-Match with the ETag (scripts must do that themselves), and look whether "
           "a proxy in between drops the header.")  # fmt: skip
def etag_ignored(reading: Reading) -> Iterator[Where]:
    """Every reader fetches the whole feed each time; polite servers block them for that."""
    if _ignored(reading, "etag"):
        yield None


@book.rule("NET302", on="http", level=WARNING, spec="#section-13.1.3",
           says="asked with its own Last-Modified, the server sends the whole unchanged feed with 200 instead of 304",
           bad=_DATED + probe("modified", 200, **_SAME), good=_DATED + probe("modified", 304),
           fix="Let the server compare If-Modified-Since with Last-Modified.")  # fmt: skip
def last_modified_ignored(reading: Reading) -> Iterator[Where]:
    """Readers that keep only the date fetch the whole feed each time."""
    if _ignored(reading, "modified"):
        yield None


@book.rule("NET303", on="http", level=WARNING, spec="#section-13.2.2",
           says="asked with ETag and Last-Modified together, the server sends the whole unchanged feed",
           bad=_BOTH + probe("etag", 304, 'ETag: "a"') + probe("both", 200, **_SAME),
           good=_BOTH + probe("etag", 304, 'ETag: "a"') + probe("both", 304, 'ETag: "a"'),
           fix="Where If-None-Match is there, let it decide alone.")  # fmt: skip
def validators_together_ignored(reading: Reading) -> Iterator[Where]:
    """Most readers send both."""
    alone = [delivery(reading).probe(name) for name in ("etag", "modified")]
    if _ignored(reading, "both") and any(each is not None and each.status == NOT_MODIFIED for each in alone):
        yield None


def _not_modified(reading: Reading) -> Iterator[tuple[str, Answer]]:
    for name in ("etag", "both"):
        probed = delivery(reading).probe(name)
        if probed is not None and probed.status == NOT_MODIFIED:
            yield name, probed


@book.rule("NET304", on="http", level=WARNING, spec="#section-15.4.5",
           says="the answer 304 comes without the ETag {tag}",
           bad=_TAGGED + probe("etag", 304), good=_TAGGED + probe("etag", 304, 'ETag: "a"'),
           fix="Send the same ETag, Cache-Control and Vary with 304 as with 200.")  # fmt: skip
def not_modified_without_etag(reading: Reading) -> Iterator[Where]:
    """Readers that store what the last answer said forget the tag, and fetch everything the next time."""
    tag = etag(served(reading))
    for _, probed in _not_modified(reading):
        if tag is not None and probed.header("etag") is None:
            yield found(None, tag=quoted(tag))
            return


@book.rule("NET305", on="http", level=WARNING, spec="#section-15.4.5",
           says="the answer 304 comes with the ETag {other}, the feed with {tag}",
           bad=_TAGGED + probe("etag", 304, 'ETag: "a-gzip"'), good=_TAGGED + probe("etag", 304, 'ETag: "a"'),
           fix="Send the ETag that was asked with (Apache: DeflateAlterETag NoChange, "
           "or compress beforehand).")  # fmt: skip
def not_modified_with_other_etag(reading: Reading) -> Iterator[Where]:
    """Readers store the new tag, which means nothing to the server; then they get everything, or 304 for ever."""
    tag = etag(served(reading))
    for _, probed in _not_modified(reading):
        other = probed.header("etag")
        if tag is not None and other is not None and opaque(other) != opaque(tag):
            yield found(None, tag=quoted(tag), other=quoted(other))
            return


@book.rule("NET331", on="http", level=ERROR, spec="#section-15.4.5",
           says="the answer 304 comes with a body of {count:,} bytes",
           bad=_TAGGED + probe("etag", 304, "* surplus 900"), good=_TAGGED + probe("etag", 304),
           fix="Send nothing behind the header fields of 304; a script must end there.")  # fmt: skip
def not_modified_with_body(reading: Reading) -> Iterator[Where]:
    """The next answer on the connection begins with these bytes: readers report a broken server."""
    for name in ("etag", "modified", "both"):
        probed = delivery(reading).probe(name)
        if probed is not None and probed.status == NOT_MODIFIED and probed.surplus:
            yield found(None, count=probed.surplus)
            return


@book.rule("NET306", on="http", level=ERROR, spec="#section-13.1.2",
           says="asked with an ETag that it never gave, the server answers 304",
           bad=_TAGGED + probe("invented-etag", 304), good=_TAGGED + probe("invented-etag", 200, **_SAME),
           fix="Answer 304 only where If-None-Match holds the current ETag; look for a cache that answers too "
           "much.")  # fmt: skip
def invented_etag_accepted(reading: Reading) -> Iterator[Where]:
    """After the next change every reader is still told that nothing changed: the feed is frozen."""
    probed = delivery(reading).probe("invented-etag")
    if probed is not None and probed.status == NOT_MODIFIED:
        yield None


@book.rule("NET307", on="http", level=ERROR, spec="#section-13.1.3",
           says="asked for changes since a day long before its Last-Modified, the server answers 304",
           bad=_DATED + probe("invented-modified", 304), good=_DATED + probe("invented-modified", 200, **_SAME),
           fix="Answer 304 only where Last-Modified is not later than If-Modified-Since.")  # fmt: skip
def old_date_accepted(reading: Reading) -> Iterator[Where]:
    """Readers that have the feed of last year are told that nothing changed since."""
    probed = delivery(reading).probe("invented-modified")
    if probed is not None and probed.status == NOT_MODIFIED:
        yield None


@book.rule("NET308", on="http", level=WARNING, spec="#section-8.8.3",
           says="the same bytes came twice, with the ETags {one} and {other}",
           bad=_TAGGED + probe("again", 200, 'ETag: "b"', **_SAME), good=_TAGGED
           + probe("again", 200, 'ETag: "a"', **_SAME),
           fix="Make the ETag from the bytes alone; several servers behind one name need one ETag (Apache: FileETag "
           "MTime Size, and the same times on all).")  # fmt: skip
def etag_of_same_bytes_differs(reading: Reading) -> Iterator[Where]:
    """The tag never matches, so every reader fetches everything each time."""
    both = _plain(reading)
    if both is None or both[0].digest != both[1].digest:
        return
    one, other = etag(both[0]), etag(both[1])
    alike = both[0].header("content-encoding") == both[1].header("content-encoding")
    if one is not None and other is not None and alike and opaque(one) != opaque(other):
        yield found(None, one=quoted(one), other=quoted(other))


@book.rule("NET309", on="http", level=ERROR, spec="#section-8.8.3",
           says="two answers with different bytes have the same ETag {tag}",
           bad=_TAGGED + probe("again", 200, 'ETag: "a"', **_OTHER), good=_TAGGED
           + probe("again", 200, 'ETag: "b"', **_OTHER),
           fix="Make the ETag from the bytes, and a file's time change whenever its bytes do.")  # fmt: skip
def etag_of_other_bytes_same(reading: Reading) -> Iterator[Where]:
    """Readers that ask with it are told that nothing changed: the feed is frozen."""
    both = _plain(reading)
    tag, other = (etag(both[0]), etag(both[1])) if both is not None else (None, None)
    if both is None or tag is None or other is None or both[0].digest == both[1].digest:
        return
    if opaque(tag) == opaque(other):
        yield found(None, tag=quoted(tag))


@book.rule("NET310", on="http", level=ADVICE, spec="#section-8.8.2",
           says="each request brings other bytes, though the feed was asked for twice within seconds",
           bad=_TAGGED + probe("again", 200, 'ETag: "b"', **_OTHER), good=_TAGGED
           + probe("again", 200, 'ETag: "a"', **_SAME),
           fix="Take the time of the request, random values and counters out of the feed; build it when something "
           "changes.")  # fmt: skip
def other_bytes_each_time(reading: Reading) -> Iterator[Where]:
    """No validator can hold then, so every reader fetches everything each time, and some show items as changed."""
    both = _plain(reading)
    if both is not None and both[0].digest != both[1].digest:
        yield None


@book.rule("NET311", on="http", level=WARNING, spec="#section-8.8.3.3",
           says="the compressed and the plain form have the same strong ETag {tag}",
           bad=_TAGGED + probe("identity", 200, 'ETag: "a"', **_SAME)
           + probe("gzip", 200, 'ETag: "a"', "Content-Encoding: gzip", **_SAME),
           good=_TAGGED + probe("identity", 200, 'ETag: "a"', **_SAME)
           + probe("gzip", 200, 'ETag: W/"a"', "Content-Encoding: gzip", **_SAME),
           fix="Let each form have its own ETag, or a weak one (W/) for all.")  # fmt: skip
def etag_same_for_encodings(reading: Reading) -> Iterator[Where]:
    """A strong tag names exact bytes; caches that believe it mix the two up, and ranges of them do not fit."""
    plain, packed = delivery(reading).probe("identity"), delivery(reading).probe("gzip")
    tag, other = etag(plain), etag(packed)
    if plain is None or packed is None or tag is None or tag.startswith("W/") or tag != other:
        return
    if plain.header("content-encoding") != packed.header("content-encoding"):
        yield found(None, tag=quoted(tag))


_ENCODINGS: Final = ("identity", "gzip", "br", "zstd")


@book.rule("NET312", on="http", level=ERROR, spec="#section-8.4",
           says="who asks with Accept-Encoding: {one} gets another feed than who asks with {other}",
           bad=ok() + probe("again", 200, **_SAME) + probe("identity", 200, **_SAME) + probe("gzip", 200, **_OTHER),
           good=ok() + probe("again", 200, **_SAME) + probe("identity", 200, **_SAME) + probe("gzip", 200, **_SAME),
           fix="Make the .gz and .br files anew whenever the feed changes, with the feed's own time, and delete old "
           "ones.")  # fmt: skip
def encodings_of_different_feeds(reading: Reading) -> Iterator[Where]:
    """A compressed copy was left behind: some readers see the new feed, and the others the old one."""
    both = _plain(reading)
    if both is None or both[0].digest != both[1].digest:
        return
    asked = [(name, each) for name in _ENCODINGS if (each := delivery(reading).probe(name)) is not None]
    forms = [(name, each) for name, each in asked if each.status == OK and each.cut is None]
    for name, each in forms[1:]:
        if each.digest != forms[0][1].digest:
            yield found(None, one=name, other=forms[0][0])
            return


@book.rule("NET313", on="http", level=ERROR, spec="#section-8.8.3",
           says="the feed changed since {when}, but its ETag is still {tag}",
           bad=_TAGGED + probe("earlier", 200, 'ETag: "a"', **_OTHER), good=_TAGGED
           + probe("earlier", 200, 'ETag: "b"', **_OTHER),
           fix="Let the ETag change with the bytes: a file's time must, even where its size stays.")  # fmt: skip
def changed_under_the_same_etag(reading: Reading) -> Iterator[Where]:
    """Every reader that asks with the tag is told that nothing changed: they do not see the new items."""
    given, earlier = served(reading), delivery(reading).earlier
    if given is None or earlier is None or earlier.status != OK or earlier.etag is None:
        return
    if earlier.digest != given.digest and opaque(earlier.etag) == opaque(etag(given) or ""):
        yield found(None, when=f"{earlier.when:%Y-%m-%d %H:%M}", tag=quoted(earlier.etag))


@book.rule("NET314", on="http", level=ERROR, spec="#section-8.8.2",
           says="the feed changed since {when}, but its Last-Modified is still {date}",
           bad=_DATED + probe("earlier", 200, _MODIFIED, **_OTHER), good=_DATED + probe("earlier", 200, **_OTHER),
           fix="Let Last-Modified change whenever the bytes do, and never go back.")  # fmt: skip
def changed_under_the_same_date(reading: Reading) -> Iterator[Where]:
    """Readers that ask with the date are told that nothing changed."""
    given, earlier = served(reading), delivery(reading).earlier
    if given is None or earlier is None or earlier.status != OK or earlier.last_modified is None:
        return
    # Where there is an ETag, the date is not looked at (section 13.2.2).
    tagged = etag(given) is not None and earlier.etag is not None
    if earlier.digest != given.digest and earlier.last_modified == given.header("last-modified") and not tagged:
        yield found(None, when=f"{earlier.when:%Y-%m-%d %H:%M}", date=quoted(earlier.last_modified))


@book.rule("NET315", on="http", level=ADVICE, spec="#section-8.8.3",
           says="the feed is the same as on {when}, but its ETag is another",
           bad=_TAGGED + probe("earlier", 200, 'ETag: "b"', **_SAME), good=_TAGGED
           + probe("earlier", 200, 'ETag: "a"', **_SAME),
           fix="Leave a file alone whose bytes do not change (rsync --checksum; write only what differs).")  # fmt: skip
def etag_changed_without_change(reading: Reading) -> Iterator[Where]:
    """Every rebuild makes all readers fetch what they have."""
    given, earlier = served(reading), delivery(reading).earlier
    tag = etag(given)
    if given is None or earlier is None or earlier.etag is None or tag is None or earlier.digest != given.digest:
        return
    if opaque(earlier.etag) != opaque(tag):
        yield found(None, when=f"{earlier.when:%Y-%m-%d %H:%M}")
