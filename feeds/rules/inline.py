"""Silences in a document: each must name rules that there are, and silence something."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules import rules
from feeds.rules.reading import Reading
from feeds.rules.rule import WARNING, Book, Found, found, quoted
from feeds.rules.silences import meant, of
from feeds.values.near import close_matches

book = Book(
    "SIL",
    "Silences in the document",
    "https://www.w3.org/TR/xml/#sec-comments",
    about="`<!-- feeds: ignore RSS501 -->` or `<?feeds ignore RSS501?>` silences rules for the next element, "
    '`ignore-file` for the whole document; in JSON it is `"_feeds": {"ignore": ["JSN501"]}` in the object.',
)
_FRAME = """<rss version="2.0"><channel><title>News</title><link>https://example.org/</link>\
<description>All the news</description>{}<language>{}</language></channel></rss>"""


@book.rule(
    "SIL101",
    on="inline",
    level=WARNING,
    says="nothing is named that is to be ignored",
    bad=_FRAME.format("<!-- feeds: ignore -->", "en"),
    good=_FRAME.format("<!-- feeds: ignore RSS2 -->", "english language"),
    fix="Name the rules by code, prefix of codes or name, such as RSS501; ALL means all of them.",
)
def silence_of_nothing(reading: Reading) -> Iterator[Found]:
    """A silence without rules silences nothing, though it looks as if it did."""
    for spot in of(reading).empty:
        yield found(spot)


@book.rule(
    "SIL201",
    on="inline",
    level=WARNING,
    says="no rule is called {word}, and no code begins so{hint}",
    bad=_FRAME.format("<!-- feeds: ignore RSS999 -->", "en"),
    good=_FRAME.format("<!-- feeds: ignore RSS2 -->", "english language"),
    fix="Write a code, the beginning of codes or a rule's name; `feeds rules` lists them.",
)
def silence_of_unknown_rule(reading: Reading) -> Iterator[Found]:
    """What is silenced under a wrong name is told all the same."""
    known: dict[str, str] = {}  # a hostile document has the same wrong word a great many times
    for silence in of(reading).all:
        word = silence.word
        if silence.used or meant(word):
            continue
        if word not in known and len(known) < 20:
            near = close_matches(word[:40].upper(), list(rules()), 1)
            known[word] = f"; did you mean {near[0]}" if near else ""
        yield found(silence.spot, word=quoted(word), hint=known.get(word, ""))


@book.rule(
    "SIL202",
    on="inline",
    level=WARNING,
    says="{word} is no word for a silence; did you mean {near}",
    bad=_FRAME.format("<!-- feeds: ingore RSS2 -->", "en"),
    good=_FRAME.format("<!-- feeds: ignore RSS2 -->", "english language"),
    fix="Write ignore for the next element, ignore-file for the whole document.",
)
def misspelt_silence(reading: Reading) -> Iterator[Found]:
    """A comment that begins with `feeds:` was meant for this checker."""
    for spot, word, near in of(reading).misspelt:
        yield found(spot, word=quoted(word), near=near)


@book.rule(
    "SIL301",
    on="inline",
    level=WARNING,
    says="{word} is to be ignored here, but there is no such finding",
    bad=_FRAME.format("<!-- feeds: ignore RSS2 -->", "en"),
    good=_FRAME.format("<!-- feeds: ignore RSS2 -->", "english language"),
    fix="Take it out: the defect is mended, or the comment stands before another element.",
)
def unused_silence(reading: Reading) -> Iterator[Found]:
    """A silence that outlives its defect hides the next one."""
    for silence in of(reading).unused(reading):
        if meant(silence.word):
            yield found(silence.spot, word=quoted(silence.word))
