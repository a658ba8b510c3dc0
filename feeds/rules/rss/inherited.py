"""xml:base and xml:lang, which hold for all that is inside: XML, and RFC 3987."""

from __future__ import annotations

from feeds.rules.inherited import inherited
from feeds.rules.rss.book import CHANNEL, EVERY_RSS, book
from feeds.rules.rule import ERROR, WARNING, Level, Repair

_FEED = f'<rss version="2.0" xml:{{}}="{{}}"><channel>{CHANNEL}<language>en</language></channel></rss>'


def _declare(code: str, name: str, which: str, *, attribute: str, says: str, why: str, bad: str, good: str, fix: str,
             spec: str, w3c: tuple[str, ...] = (), level: Level = ERROR, repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="document", level=level, formats=EVERY_RSS, says=f"xml:{attribute} {says}", spec=spec,
              bad=_FEED.format(attribute, bad), good=_FEED.format(attribute, good), fix=fix, w3c=w3c, name=name,
              why=why, part=which, repair=repair)(inherited)  # fmt: skip


_BASE = "All relative links inside are resolved against it, so all of them lead astray."
_declare("RSS264", "character-in-xml-base-of-rss", "character", attribute="base", why=_BASE,
         says="is not an IRI: {text}: {problem}", bad="https://example.org/a b", good="https://example.org/a%20b",
         fix="Write it as % and two hexadecimal digits.", spec="https://www.w3.org/TR/xmlbase/#syntax",
         w3c=("InvalidUriChar",))  # fmt: skip
_declare("RSS265", "malformed-xml-base-of-rss", "malformed", attribute="base", why=_BASE,
         says="is not an IRI: {text}: {problem}", bad="https:///a", good="https://example.org/a",
         fix="Write the whole address.", spec="https://www.w3.org/TR/xmlbase/#syntax",
         w3c=("InvalidLink",))  # fmt: skip
_declare("RSS266", "malformed-xml-lang-of-rss", "language", attribute="lang", level=WARNING,
         says="is not a language tag: {text}: {problem}",
         why="Readers that do not understand it fall back to their own language: wrong fonts, voices and hyphens.",
         bad="en_US", good="en-US", fix="Write a tag of BCP 47, such as en, en-US or zh-Hant.",
         spec="https://www.w3.org/TR/xml/#sec-lang-tag", w3c=("InvalidLanguage",), repair="language")  # fmt: skip
_declare("RSS267", "unregistered-part-of-xml-lang-of-rss", "unregistered", attribute="lang", level=WARNING,
         says="{text}: {problem}", why="What is not in the registry is understood by nobody else.", bad="en-UK",
         good="en-GB", fix="Take the subtag from the IANA registry.", repair="language",
         spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.9")  # fmt: skip
