"""Plain text: no markup in titles, nothing blank, no characters that a broken conversion left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from feeds.rules.reading import Reading
from feeds.rules.rss.book import EVERY_RSS, PROFILE, RSS_20, book
from feeds.rules.rule import ADVICE, WARNING, Where, found, quoted
from feeds.source import raw
from feeds.source.xmltree import Element
from feeds.values import text as plain

_PLAIN: Final = (
    "channel/title", "channel/description", "channel/category", "copyright", "managingEditor", "webMaster",
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


@book.rule("RSS260", on=_PLAIN, level=WARNING, spec=_SPEC, formats=EVERY_RSS,
           says="{element} is plain text, but has {problem}", bad=_TITLE.format("A &lt;b>bold&lt;/b> claim"),
           good=_TITLE.format("A bold claim"),
           fix="Remove the tag; write a literal < as &#x3C;.", w3c=("ContainsHTML",))  # fmt: skip
def markup_in_rss_text(element: Element) -> Iterable[Where]:
    """Some readers show the tags as they stand, others strip them and perhaps some text with them."""
    text = element.text
    if "<" not in text:
        return
    for problem in plain.markup(text):
        if not _meant(element, problem.at):
            yield found(element.in_text(problem.at, problem.end), element=element.name, problem=problem.says)
            return


@book.rule("RSS261", on=_PLAIN, level=WARNING, spec=_SPEC, formats=EVERY_RSS,
           says="{element} is plain text, but has an HTML reference: {problem}",
           bad=_TITLE.format("Lo&amp;#239;c wins"), good=_TITLE.format("Lo\u00efc wins"),
           fix="Write the character itself; a literal & as &#x26;.", w3c=("ContainsHTML",))  # fmt: skip
def reference_in_rss_text(element: Element) -> Iterable[Where]:
    """It was escaped once too often; readers show it letter by letter, as in Lo&#239;c."""
    text = element.text
    if "&" not in text:
        return
    for problem in plain.entities(text):
        if not _meant(element, problem.at):
            yield found(element.in_text(problem.at, problem.end), element=element.name, problem=problem.says)
            return


_OPEN: Final = re.compile(r"&(?:#(?:[0-9]|[xX])[0-9A-Fa-f]{0,8}|([A-Za-z][A-Za-z0-9]{1,30}))(?![A-Za-z0-9;=])")


@book.rule("RSS504", on=_PLAIN, level=ADVICE, spec=_SPEC, formats=EVERY_RSS,
           says="{element} has {text}, which readers that expect HTML take for a character",
           bad=_TITLE.format("alpha&amp;omega"), good=_TITLE.format("alpha&#x26;omega"),
           fix="Write the literal & as &#x26;, or put blanks around it.", w3c=("ContainsHTML",))  # fmt: skip
def looks_like_a_reference(element: Element) -> Iterator[Where]:
    """Lenient readers accept a reference without its semicolon, and show another character."""
    text = element.text
    if "&" not in text:
        return
    for match in _OPEN.finditer(text):
        if (match[1] is None or match[1] in _names()) and not _meant(element, match.start()):
            yield found(element.in_text(*match.span()), element=element.name, text=quoted(match[0]))
            return


def _names() -> dict[str, int]:
    from html.entities import name2codepoint  # noqa: PLC0415 - two hundred names, needed only where an & stands

    return name2codepoint


@book.rule("RSS262", on=("channel/title", "image/title", "item/title", "category", "ttl", "item/guid"), level=WARNING,
           spec=PROFILE + "#element-channel-item-title", formats=EVERY_RSS, says="{element} is blank",
           bad="<item><title></title><description>News</description></item>",
           good="<item><title>One</title><description>News</description></item>",
           fix="Leave the element out, or fill it.", w3c=("NotBlank",))  # fmt: skip
def blank_element(element: Element) -> Iterable[Where]:
    """A reader shows an empty line, or makes a link of nothing."""
    if element.children or element.text.strip():
        return ()
    return (found(element, element=element.name),)


_SUSPECT: Final = re.compile(
    rb"\xc2[\x80-\x9f]|\xef\xbf\xbd|&#0*(?:1[2-5][0-9]|65533|[xX]0*(?:[89][0-9A-Fa-f]|[fF]{3}[dD]));"
)


@book.rule("RSS263", on="document", level=WARNING, spec="https://www.w3.org/TR/xml/#charsets", formats=EVERY_RSS,
           says="{element} has characters that a broken conversion left: {problem}",
           bad=_TITLE.format("Don&#146;t"), good=_TITLE.format("Don\u2019t"),
           fix="Convert the text from the charset that it really is in, once.", w3c=("BadCharacters",))  # fmt: skip
def broken_characters(reading: Reading) -> Iterator[Where]:
    """Readers show boxes, question marks or nothing in their place."""
    tree = reading.xml
    if tree is None or _SUSPECT.search(tree.utf8) is None:
        return
    for element in tree.elements:
        if not element.text.isascii():
            for problem in plain.bad_characters(element.text):
                yield found(element.in_text(problem.at, problem.end), element=element.name, problem=problem.says)


@book.rule("RSS505", on="item", level=ADVICE, spec=PROFILE + "#element-channel-item-link", formats=RSS_20,
           says="item leads nowhere: it has no link and its guid is no permalink",
           bad='<item><title>One</title><guid isPermaLink="false">post-1</guid></item>',
           good="<item><title>One</title><guid>https://example.org/1</guid></item>",
           fix="Give the item a link.")  # fmt: skip
def item_without_a_way_to_its_page(item: Element) -> Iterable[Where]:
    """A reader cannot open the item, and its title is no link."""
    if "link" in item or "enclosure" in item:
        return
    guid = item.first("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "false":
        yield item
