"""What the texts and numbers of a JSON Feed must look like: URLs, dates, languages, media types, sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from feeds.rules.jsonfeed.book import book, feed, item, path, value
from feeds.rules.moments import rfc3339
from feeds.rules.reading import Reading
from feeds.rules.rule import WARNING, Where, found
from feeds.source.jsontree import Member
from feeds.values import dates, languages, mediatypes, uris
from feeds.values.problem import Problem
from feeds.values.uris.usual import USUAL

_PEOPLE = tuple(
    f"{where}{people}/{name}"
    for where in ("", "/items/*")
    for people in ("/authors/*", "/author")
    for name in ("url", "avatar")
)
_TOP_URLS = ("/home_page_url", "/feed_url", "/next_url", "/icon", "/favicon", "/hubs/*/url")
_ITEM_URLS = ("/items/*/url", "/items/*/external_url", "/items/*/image", "/items/*/banner_image")
URLS = (*_TOP_URLS, *_ITEM_URLS, "/items/*/attachments/*/url", *_PEOPLE)
DATES = ("/items/*/date_published", "/items/*/date_modified")
LANGUAGES = ("/language", "/items/*/language")
TYPES = ("/items/*/attachments/*/mime_type",)

_RFC3986 = "https://www.rfc-editor.org/rfc/rfc3986"
_RFC3339 = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
_RFC5646 = "https://www.rfc-editor.org/rfc/rfc5646#section-2.1"
LONG = 2_000
"""Longer texts are not remembered: a cache must not hold whole documents."""


def _dangerous(text: str) -> Problem | None:
    scheme = text[:11].lower().partition(":")[0].strip()
    if scheme in {"javascript", "vbscript", "file"}:
        return Problem("dangerous", f"the scheme is '{scheme}'", 0, len(scheme))
    return None


def _problems(text: str) -> tuple[Problem, ...]:
    answer = uris.iri(text)
    if isinstance(answer, Problem):
        return (answer,)
    dangerous = _dangerous(text)
    return (dangerous,) if dangerous is not None else tuple(uris.remarks(text))


_remembered_problems = lru_cache(maxsize=4096)(_problems)


def _url(text: str) -> Iterator[Problem]:
    """All that is to be said about a URL; five rules share it."""
    if USUAL.fullmatch(text) is not None:
        return iter(())
    return iter(_problems(text) if len(text) > LONG else _remembered_problems(text))


def read_date(text: str) -> dates.Moment | Problem:
    """``dates.rfc3339``, asked only once about a date that several rules look at."""
    return rfc3339(text)


def _date_remarks(text: str) -> Iterator[Problem]:
    moment = read_date(text)
    return iter(moment.remarks) if isinstance(moment, dates.Moment) else iter(())


# Browsers mend these, and so the libraries of most readers do.
_MENDED = frozenset(("bad-character", "bracket", "bad-escape", "non-ascii", "second-fragment", "bad-userinfo"))

_NOWHERE = frozenset(("local-host", "double-scheme", "userinfo"))
_ODD = _NOWHERE | {"unregistered-scheme", "underscore", "dangerous"}

value(
    "JSN201", "json-url-not-absolute", on=URLS, grammar=_url, without=_MENDED | _ODD, blank=True,
    says="{member} is not an absolute URL: {text}: {problem}", spec="#top-level",
    why="A JSON Feed has no base that relative URLs would refer to; readers fail to open or fetch them.",
    bad=feed(item(url='"/1"')), good=feed(item(url='"https://example.org/1"')),
    repair=("url", "iri"), fix="Write the whole URL, with https://.",
)  # fmt: skip
value(
    "JSN202", "json-url-with-odd-characters", on=URLS, grammar=_url, kinds=_MENDED, level=WARNING,
    says="{member} is no well-made URL: {text}: {problem}", spec=f"{_RFC3986}#section-2",
    why="Browsers repair such URLs, other programs refuse them.", bad=feed(icon='"https://example.org/icon|1.png"'),
    good=feed(icon='"https://example.org/icon%7C1.png"'),
    repair=("url", "iri"), fix="Write the character as % and two hexadecimal digits.",
)  # fmt: skip
value(
    "JSN203", "json-url-of-nowhere", on=URLS, grammar=_url, level=WARNING,
    kinds=_NOWHERE, says="{member} leads nowhere: {text}: {problem}",
    why="It works on the machine of the publisher and on no other, or tells everyone a password.",
    bad=feed(item(url='"http://localhost:4000/1"')), good=feed(item(url='"https://example.org/1"')), spec=_RFC3986,
    fix="Configure the public address of the site before building the feed.", public=True,
)  # fmt: skip


value(
    "JSN204", "json-url-with-unknown-scheme", on=URLS, grammar=_url, level=WARNING,
    kinds=frozenset(("unregistered-scheme",)), says="{member} is a URL that few can open: {problem}",
    why="What does not know the scheme cannot open the URL; mostly it is a slip of the pen.",
    bad=feed(icon='"htps://example.org/icon.png"'), good=feed(icon='"https://example.org/icon.png"'),
    spec=f"{_RFC3986}#section-3.1", fix="Write https://.",
)  # fmt: skip


value(
    "JSN205", "dangerous-json-url", on=URLS, grammar=_url, level=WARNING, kinds=frozenset(("dangerous",)),
    says="{member} is a URL that readers do not open: {problem}",
    why="It would run a program or read a file on the reader's machine, so readers block it.",
    bad=feed(item(url='"javascript:alert(1)"')), good=feed(item(url='"https://example.org/1"')),
    spec=f"{_RFC3986}#section-7", fix="Link to a page of the web.",
)  # fmt: skip

value(
    "JSN220", "json-date-not-rfc3339", on=DATES, grammar=read_date, without=frozenset(("no-zone",)), blank=True,
    says="{member} is not an RFC 3339 date: {text}: {problem}", spec="#items",
    why="A reader that cannot read the date shows the item at the time of its arrival: Miniflux moves it to the top.",
    bad=feed(item(date_published='"31 Jan 2026"')), good=feed(item(date_published='"2026-01-31T08:00:00Z"')),
    repair="rfc3339", fix="Write it as in 2026-01-31T08:00:00+01:00.",
)  # fmt: skip
value(
    "JSN221", "json-date-without-zone", on=DATES, grammar=read_date, kinds=frozenset(("no-zone",)),
    says="{member} has no zone: {text}", spec="#items",
    why="Without a zone the date means another moment in each place, and strict readers refuse it.",
    bad=feed(item(date_published='"2026-01-31T08:00:00"')), good=feed(item(date_published='"2026-01-31T08:00:00Z"')),
    repair="rfc3339", safe=False, fix="Add Z for UTC, or the offset from it, as in +01:00.",
)  # fmt: skip
value(
    "JSN222", "odd-json-date", on=DATES, grammar=_date_remarks, level=WARNING,
    says="{member} is a date that not every reader understands: {problem}", spec=_RFC3339,
    why="RFC 3339 allows it, and some parsers still fail on it.",
    bad=feed(item(date_published='"2026-01-31t08:00:00z"')),
    good=feed(item(date_published='"2026-01-31T08:00:00Z"')),
    repair="rfc3339", fix="Write T and Z in capitals, and a real offset.",
)  # fmt: skip


def _implausible(code: str, name: str, kinds: frozenset[str], why: str, bad: str) -> None:
    def check(member: Member, reading: Reading) -> Iterator[Where]:
        moment = read_date(member.value) if isinstance(member.value, str) else None
        if isinstance(moment, dates.Moment):
            for problem in dates.implausible(moment, reading.now):
                if problem.kind in kinds:
                    yield found(member.place(), member=path(member), problem=problem.says)

    book.rule(code, on=tuple(f"json:{at}" for at in DATES), level=WARNING, says="{member} is implausible: {problem}",
              spec="#items", bad=feed(item(date_published=bad)), name=name, why=why,
              good=feed(item(date_published='"2026-01-31T08:00:00Z"')),
              fix="Give the moment of publication.")(check)  # fmt: skip


_implausible("JSN223", "implausible-json-date", frozenset(("zero-date", "before-1970")),
             "A date that a computer writes when it knows none puts the item behind all others.",
             '"1970-01-01T00:00:00Z"')  # fmt: skip
_implausible("JSN224", "json-date-in-the-future", frozenset(("future", "far-future")),
             "Some readers hide the item until then, others pin it above all others.",
             '"2031-01-31T08:00:00Z"')  # fmt: skip

_FORM = frozenset(("empty", "unknown-language"))
value(
    "JSN230", "json-language-not-a-tag", on=LANGUAGES, grammar=languages.language, without=_FORM,
    says="{member} is not a language tag: {text}: {problem}", spec="#top-level",
    why="Readers choose voice, hyphenation and translation by the tag, and pass over one that they cannot read.",
    bad=feed(language='"en_US"'), good=feed(language='"en-US"'),
    repair="language", fix="Write a tag of BCP 47, such as en or pt-BR.",
)  # fmt: skip
value(
    "JSN231", "unknown-json-language", on=LANGUAGES, grammar=languages.language, kinds=frozenset(("unknown-language",)),
    says="{member} names no language: {problem}", spec=_RFC5646, level=WARNING,
    why="The registry of languages does not have it, so nothing can be done with it.",
    bad=feed(language='"xq"'), good=feed(language='"sq"'),
    repair="language", fix="Look the tag up in the IANA registry of subtags.",
)  # fmt: skip
value(
    "JSN232", "odd-json-language", on=LANGUAGES, grammar=languages.remarks, spec=_RFC5646, level=WARNING,
    says="{member} is a questionable language tag: {problem}", why="Part of the tag means nothing to readers.",
    bad=feed(language='"en-UK"'), good=feed(language='"en-GB"'), repair="language", fix="Use registered subtags.",
)  # fmt: skip

_AUDIO = '[{"url": "https://example.org/1.mp3", "mime_type": "audio/mpeg"}]'
value(
    "JSN240", "json-mime-type-malformed", on=TYPES, grammar=mediatypes.media_type, blank=True,
    says="{member} is not a media type: {text}: {problem}", spec="#attachments",
    why="Readers decide by the type whether to play, show or offer the file.",
    bad=feed(item(attachments=_AUDIO.replace("audio/mpeg", "mp3"))), good=feed(item(attachments=_AUDIO)),
    repair="media-type", fix="Write type and subtype, such as audio/mpeg.",
)  # fmt: skip
value(
    "JSN241", "odd-json-mime-type", on=TYPES, grammar=mediatypes.remarks, level=WARNING,
    says="{member} is a questionable media type: {problem}", spec="#attachments",
    why="Players that look for the registered name do not know the file for what it is.",
    bad=feed(item(attachments=_AUDIO.replace("audio", "sound"))), good=feed(item(attachments=_AUDIO)),
    repair="media-type", fix="Use the registered name.",
)  # fmt: skip


_FILE = "json:/items/*/attachments/*/"


@book.rule("JSN242", on=(f"{_FILE}size_in_bytes", f"{_FILE}duration_in_seconds"),
           level=WARNING, says="{member} is {number}, {problem}", spec="#attachments",
           bad=feed(item(attachments=_AUDIO.replace("}", ', "size_in_bytes": -1}'))),
           good=feed(item(attachments=_AUDIO.replace("}", ', "size_in_bytes": 4096}'))),
           fix="Give the real number, or leave the member out when it is not known.")  # fmt: skip
def impossible_json_number(member: Member) -> Iterator[Where]:
    """Readers show the size and the length of a file; a wrong one misleads."""
    number = member.value
    if isinstance(number, bool) or not isinstance(number, int | float):
        return
    problem = ""
    if isinstance(number, float) and not math.isfinite(number):
        problem = "too large to mean anything"
    elif number < 0:
        problem = "which is below zero"
    elif member.path[-1] == "size_in_bytes" and number != int(number):
        problem = "which is no whole number of bytes"
    elif number == 0:
        problem = "as if the file were empty"
    if problem:
        yield found(member, member=path(member), number=str(number)[:40], problem=problem)
