"""Texts of a JSON Feed: none blank where it matters, markup where it belongs and nowhere else, sensible tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from feeds.rules.jsonfeed.book import book, feed, holding, item, path
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.jsontree import Member


@book.rule("JSN250", on="json:/items", level=ERROR, says="the id is blank", spec="#suggestions-for-feed-readers",
           bad=feed(item(id='""')), good=feed(), fix="Give the item an id that never changes.")  # fmt: skip
def blank_json_id(items: Member) -> Iterator[Where]:
    """Readers must discard an item whose id is blank."""
    for index, inside in holding(items):
        identity = inside.get("id")
        if isinstance(identity, str) and not identity.strip():
            yield Member(items.document, (*items.path, index, "id"), identity)


_TEXTS = (
    "/title", "/description", "/language", "/authors/*/name", "/author/name", "/hubs/*/type", "/items/*/title",
    "/items/*/language", "/items/*/authors/*/name", "/items/*/author/name", "/items/*/tags/*",
)  # fmt: skip


@book.rule("JSN251", on=tuple(f"json:{at}" for at in _TEXTS), level=WARNING, says="{member} is blank",
           spec="#top-level", bad=feed(title='""'), good=feed(),
           fix="Write a text, or leave an optional member out.")  # fmt: skip
def blank_json_text(member: Member) -> Iterator[Where]:
    """Readers take the empty text for the real one, and show nothing where they could show something better."""
    if isinstance(member.value, str) and not member.value.strip():
        yield found(member, member=path(member))


@book.rule("JSN252", on="json:/items", level=WARNING, says="the item has an empty content", spec="#items",
           bad=feed(item(content_text='""')), good=feed(),
           fix="Put the text into content_html or content_text; a summary does not replace it.")  # fmt: skip
def empty_json_content(items: Member) -> Iterator[Where]:
    """The reader opens an empty page."""
    for index, inside in holding(items):
        texts = [inside[name] for name in ("content_html", "content_text") if name in inside]
        if texts and all(isinstance(text, str) and not text.strip() for text in texts):
            name = "content_html" if "content_html" in inside else "content_text"
            yield Member(items.document, (*items.path, index, name), "")


# Tags that people write, and references by name or number; what else stands in angle brackets is text.
@cache
def _markup() -> re.Pattern[str]:
    """Compiled when the first text needs it, as is the next: a check of another format does without."""
    return re.compile(
        r"</?(?:a|abbr|article|b|big|blockquote|br|center|code|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p"
        r"|pre|q|s|script|small|span|strong|style|sub|sup|table|td|th|tr|tt|u|ul|video)"
        r"(?:\s{1,9}[a-z:-]{1,30}\s?=[^<>]{0,400}|\s{0,9}/?)>"
        r"|&(?:amp|lt|gt|quot|apos|nbsp|[lr][ds]quo|[mn]dash|hellip|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});",
        re.IGNORECASE,
    )


_PLAIN = ("/title", "/description", "/items/*/title", "/items/*/summary", "/authors/*/name", "/items/*/authors/*/name",
          "/items/*/tags/*")  # fmt: skip


@book.rule("JSN260", on=tuple(f"json:{at}" for at in _PLAIN), level=WARNING, spec="#items",
           says="{member} is plain text, but holds {markup}", bad=feed(item(title='"Q&amp;A"')),
           good=feed(item(title='"Q&A"')), fix="Write the characters themselves, without markup.")  # fmt: skip
def markup_in_plain_text(member: Member) -> Iterator[Where]:
    """HTML belongs into content_html alone: readers show it elsewhere as it stands, with tags and entities."""
    text = member.value
    if isinstance(text, str) and ("<" in text or "&" in text):
        markup = _markup().search(text)
        if markup is not None:
            yield found(member.place(*markup.span()), member=path(member), markup=quoted(markup[0], 30))


@cache
def _block() -> re.Pattern[str]:
    return re.compile(r"</?(?:p|div|br|blockquote|ul|ol|li|h[1-6])\s{0,9}/?>|<(?:img|a)\s[^<>]{1,400}>", re.IGNORECASE)


@book.rule("JSN261", on="json:/items/*/content_text", level=WARNING, spec="#items",
           says="content_text is plain text, but holds {markup}", bad=feed(item(content_text='"<p>Hello</p>"')),
           good=feed(item(content_text=None, content_html='"<p>Hello</p>"')),
           fix="Put HTML into content_html.")  # fmt: skip
def markup_in_content_text(member: Member) -> Iterator[Where]:
    """Readers show the tags as they stand."""
    text = member.value
    if isinstance(text, str) and "<" in text:
        markup = _block().search(text)
        # A text about HTML has a tag somewhere; a text that is HTML begins or ends with one.
        if markup is not None and (text.lstrip().startswith("<") or text.rstrip().endswith(">")):
            yield found(member.place(*markup.span()), markup=quoted(markup[0], 30))


@book.rule("JSN504", on="json:/items/*/content_html", level=ADVICE, spec="#items",
           says="content_html has line breaks, but no markup",
           bad=feed(item(content_text=None, content_html='"One\\n\\nTwo"')),
           good=feed(item(content_text='"One\\n\\nTwo"')),
           fix="Mark paragraphs as <p>, or use content_text.")  # fmt: skip
def content_html_without_markup(member: Member) -> Iterator[Where]:
    """Line breaks mean nothing in HTML: readers run the paragraphs together."""
    text = member.value
    if isinstance(text, str) and "<" not in text and "\n" in text.strip():
        yield member.place(at := text.index("\n", len(text) - len(text.lstrip())), at + 1)


@book.rule("JSN505", on="json:/items/*/tags", level=ADVICE, says="{what}", spec="#items",
           bad=feed(item(tags='["news", "news"]')), good=feed(item(tags='["news"]')),
           fix="Write each tag once, as plain words without '#'.")  # fmt: skip
def odd_tags(tags: Member) -> Iterator[Where]:
    """Readers file items by their tags, which are words and not the hashtags of a social network."""
    seen: set[str] = set()
    for index, tag in enumerate(tags.value if isinstance(tags.value, list) else ()):
        if not isinstance(tag, str):
            continue
        member = Member(tags.document, (*tags.path, index), tag)
        if tag in seen:
            yield found(member, what=f"the tag {quoted(tag)} stands here twice")
        elif tag.startswith("#") and len(tag) > 1:
            yield found(member.place(0, 1), what=f"the tag {quoted(tag)} begins with '#'")
        seen.add(tag)
