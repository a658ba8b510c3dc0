"""Plain text: no markup in titles, nothing blank, no characters that a broken conversion left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.book import EVERY_RSS, PROFILE, book
from feeds.rules.rule import ADVICE, WARNING, Level, Where, found, part, quoted
from feeds.source import raw
from feeds.source.xmltree import Element
from feeds.values import text as plain

_PLAIN: Final = (
    "channel/title", "channel/description", "channel/category", "copyright", "generator", "managingEditor",
    "webMaster",
    "image/title", "image/description", "textInput/title", "textInput/description", "textinput/title",
    "textinput/description", "item/title", "item/category", "item/author", "item/source", "Channel/title",
)  # fmt: skip
_SPEC: Final = PROFILE + "#data-types-characterdata"
_TITLE: Final = "<item><title>{}</title></item>"
# The way in which the profile writes a literal & or <, so that nobody takes it for HTML.
_LITERAL: Final = re.compile(rb"&#[xX]0*(?:26|3[cCeE]);")


def _meant(element: Element, at: int) -> bool:
    """Whether the character at ``at`` is written as the profile advises for a literal one."""
    span = raw.span(element.in_text(at, at + 1))
    return _LITERAL.match(element.document.utf8, span.start) is not None


_OPEN: Final = re.compile(r"&(?:#(?:[0-9]|[xX])[0-9A-Fa-f]{0,8}|([A-Za-z][A-Za-z0-9]{1,30}))(?![A-Za-z0-9;=])")


_OPENING: Final = re.compile(r"<[A-Za-z/!?][^<>\s]{0,40}>?")
_PERSONS: Final = frozenset(("managingEditor", "webMaster", "author"))


def _plain(kind: Kind) -> Iterator[Where]:
    """One look at each plain text for HTML: the first of each sort is said."""
    for element in kind.elements:
        text = element.text
        if "<" in text:
            for problem in plain.markup(text):
                if not _meant(element, problem.at):
                    spot = element.in_text(problem.at, problem.end)
                    yield part("tag", spot, element=element.name, problem=problem.says)
                    break
            else:
                yield from _openings(element, text)
        if "&" in text:
            yield from _references(element, text)


def _openings(element: Element, text: str) -> Iterator[Where]:
    """The first < that a reader of HTML takes for the beginning of a tag; an address in them is another matter."""
    if element.name in _PERSONS:
        return
    for match in _OPENING.finditer(text):
        if not _meant(element, match.start()):
            yield part("opening", element.in_text(*match.span()), element=element.name, text=quoted(match[0]))
            return


def _references(element: Element, text: str) -> Iterator[Where]:
    for problem in plain.entities(text):
        if not _meant(element, problem.at):
            yield part(
                "reference", element.in_text(problem.at, problem.end), element=element.name, problem=problem.says
            )
            break
    for match in _OPEN.finditer(text):
        if (match[1] is None or match[1] in _names()) and not _meant(element, match.start()):
            yield part("open", element.in_text(*match.span()), element=element.name, text=quoted(match[0]))
            break


def _names() -> dict[str, int]:
    from html.entities import name2codepoint  # noqa: PLC0415 - two hundred names, needed only where an & stands

    return name2codepoint


def _declare(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str,
             level: Level = WARNING, w3c: str = "ContainsHTML") -> None:  # fmt: skip
    book.rule(code, on=_PLAIN, level=level, spec=_SPEC, formats=EVERY_RSS, says=says, bad=_TITLE.format(bad),
              good=_TITLE.format(good), fix=fix, w3c=(w3c,), name=name, why=why,
              part=which)(_plain)  # fmt: skip


_declare("RSS260", "markup-in-rss-text", "tag", says="{element} is plain text, but has {problem}",
         why="Some readers show the tags as they stand, others strip them and perhaps some text with them.",
         bad="A &lt;b>bold&lt;/b> claim", good="A bold claim",
         fix="Remove the tag; write a literal < as &#x3C;.")  # fmt: skip
_declare("RSS261", "reference-in-rss-text", "reference",
         says="{element} is plain text, but has an HTML reference: {problem}",
         why="It was escaped once too often; readers show it letter by letter, as in Lo&#239;c.",
         bad="Lo&amp;#239;c wins", good="Lo\u00efc wins",
         fix="Write the character itself; a literal & as &#x26;.")  # fmt: skip
_declare("RSS504", "looks-like-a-reference", "open", level=ADVICE,
         says="{element} has {text}, which readers that expect HTML take for a character",
         why="Lenient readers accept a reference without its semicolon, and show another character.",
         bad="alpha&amp;omega", good="alpha&#x26;omega",
         fix="Write the literal & as &#x26;, or put blanks around it.")  # fmt: skip


_declare("RSS507", "looks-like-a-tag", "opening", level=ADVICE, w3c="CharacterData",
         says="{element} has {text}, which readers that expect HTML take for a tag",
         why="Such a reader shows nothing of it, nor of what follows up to the next >.",
         bad="Nice &lt;gorilla&gt;, isn't it", good="Nice &#x3C;gorilla&#x3E;, isn't it",
         fix="Write the literal < as &#x3C;, or put blanks around it.")  # fmt: skip


@book.rule("RSS262", on=("channel/title", "image/title", "item/title", "category", "ttl", "item/guid"), level=WARNING,
           spec=PROFILE + "#element-channel-item-title", formats=EVERY_RSS, says="{element} is blank",
           bad="<item><title></title><description>News</description></item>",
           good="<item><title>One</title><description>News</description></item>",
           fix="Leave the element out, or fill it.", w3c=("NotBlank",))  # fmt: skip
def blank_element(kind: Kind) -> Iterator[Where]:
    """A reader shows an empty line, or makes a link of nothing."""
    for element in kind.elements:
        if not element.text.strip() and not element.children:
            yield found(element, element=element.name)


@book.rule("RSS263", on="document", level=WARNING, spec="https://www.w3.org/TR/xml/#charsets", formats=EVERY_RSS,
           says="{element} has characters that a broken conversion left: {problem}",
           bad=_TITLE.format("Don&#146;t"), good=_TITLE.format("Don\u2019t"),
           fix="Convert the text from the charset that it really is in, once.", w3c=("BadCharacters",))  # fmt: skip
def broken_characters(reading: Reading) -> Iterator[Where]:
    """Readers show boxes, question marks or nothing in their place."""
    tree = reading.xml
    if tree is None or not reading.may_be_broken:
        return
    for element in tree.elements:
        if not element.text.isascii():
            for problem in plain.bad_characters(element.text):
                yield found(element.in_text(problem.at, problem.end), element=element.name, problem=problem.says)
