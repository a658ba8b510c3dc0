"""guid: what keeps an item the same item. https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feeds.rules.formats import RSS
from feeds.rules.reading import Reading
from feeds.rules.rss.addresses import BROKEN, is_permalink, mark, trouble
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import counts
from feeds.values.problem import Problem

_SPEC = "#ltguidgtSubelementOfLtitemgt"
_ITEM = "<item><title>One</title>{}</item>"
_TAG = '<guid isPermaLink="false">tag:example.org,2026:1</guid>'
_BLANKS = " \t\r\n"


@book.rule("RSS250", on="item/guid", level=ERROR, spec=_SPEC, formats=RSS,
           says="guid is not a full address, as a permalink must be: {text}: {problem}",
           bad=_ITEM.format("<guid>post-17</guid>"), good=_ITEM.format('<guid isPermaLink="false">post-17</guid>'),
           fix='Add isPermaLink="false", or write the item\'s whole address.', w3c=("InvalidHttpGUID",))  # fmt: skip
def guid_taken_for_a_permalink(guid: Element) -> Iterable[Where]:
    """A guid is the item's address unless it says isPermaLink="false"; readers make a link of it that leads nowhere."""
    if not is_permalink(guid):
        return ()
    problem = trouble(guid.text.strip(_BLANKS))
    return () if problem is None or problem.kind not in BROKEN else (mark(guid, problem),)


@book.rule("RSS251", on="item/guid", level=ERROR, spec=_SPEC, formats=RSS,
           says="guid is a name, not an address, so it is no permalink: {text}",
           bad=_ITEM.format("<guid>tag:example.org,2026:1</guid>"), good=_ITEM.format(_TAG),
           fix='Add isPermaLink="false".', w3c=("InvalidPermalink",))  # fmt: skip
def name_taken_for_a_permalink(guid: Element) -> Iterator[Where]:
    """A tag: or urn: URI identifies and leads nowhere; readers make a dead link of it."""
    if is_permalink(guid) and guid.text.lstrip(_BLANKS)[:4].lower() in {"tag:", "urn:"}:
        yield found(guid.in_text(), text=quoted(guid.value))


@book.rule("RSS252", on="item/guid", level=ERROR, spec=_SPEC, formats=RSS,
           says="isPermaLink is neither true nor false: {problem}",
           bad=_ITEM.format('<guid isPermaLink="no">post-17</guid>'), good=_ITEM.format(_TAG),
           fix='Write isPermaLink="true" or isPermaLink="false".', w3c=("InvalidBooleanAttribute",))  # fmt: skip
def permalink_neither_true_nor_false(guid: Element) -> Iterator[Where]:
    """Readers compare with the word false and take everything else for true, or the other way round."""
    raw = guid.attributes.get("isPermaLink")
    answer = None if raw is None else counts.boolean(raw)
    if isinstance(answer, Problem):
        yield found(guid.in_attribute("isPermaLink"), problem=answer.says)


@book.rule("RSS253", on="item/guid", level=WARNING, spec=PROFILE + "#element-channel-item-guid", formats=RSS,
           says="guid is a small number, hardly unique: {text}",
           bad=_ITEM.format('<guid isPermaLink="false">17</guid>'), good=_ITEM.format(_TAG),
           fix="Use the item's address or a tag: URI.", w3c=("NotSufficientlyUnique",))  # fmt: skip
def guid_hardly_unique(guid: Element) -> Iterator[Where]:
    """Readers and planets that mix feeds meet the same number in another feed and take one item for the other."""
    text = guid.value
    if len(text) < 9 and text.isascii() and text.isdigit() and not is_permalink(guid):
        yield found(guid.in_text(), text=quoted(text))


@book.rule("RSS301", on="document", level=ERROR, spec=_SPEC, formats=RSS,
           says="another item has this guid, too: {text}",
           bad=_ITEM.format(_TAG) * 2,
           good=_ITEM.format(_TAG) + _ITEM.format(_TAG.replace("26:1", "26:2")),
           fix="Give every item a guid of its own.", w3c=("DuplicateValue",))  # fmt: skip
def duplicate_guid(reading: Reading) -> Iterator[Where]:
    """Readers take both for one item: they show only one, or show the second as a change of the first."""
    seen: set[str] = set()
    for item in reading.items:
        guid = item.first("guid")
        text = "" if guid is None else guid.text.strip(_BLANKS)
        if guid is None or not text:
            continue
        if text in seen:
            yield found(guid.in_text(), text=quoted(text))
        seen.add(text)
