"""guid: what keeps an item the same item. https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import RSS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.addresses import BROKEN, is_permalink, mark, trouble
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Level, Repair, Where, found, part, quoted
from feeds.values import counts
from feeds.values.problem import Problem

_SPEC = "#ltguidgtSubelementOfLtitemgt"
_ITEM = "<item><title>One</title>{}</item>"
_TAG = '<guid isPermaLink="false">tag:example.org,2026:1</guid>'
_BLANKS = " \t\r\n"


def _guids(kind: Kind) -> Iterator[Where]:
    """One look at each guid: the address that a permalink must be, the attribute that says whether it is one."""
    for guid in kind.elements:
        raw = guid.attributes.get("isPermaLink")
        if raw is not None:
            answer = counts.boolean(raw)
            if isinstance(answer, Problem):
                yield part("boolean", guid.in_attribute("isPermaLink"), problem=answer.says)
        text = guid.text.strip(_BLANKS)
        if not is_permalink(guid):
            if len(text) < 9 and text.isascii() and text.isdigit():
                yield part("number", guid.in_text(), text=quoted(text))
            continue
        problem = trouble(text)
        if problem is not None and problem.kind in BROKEN:
            yield mark(guid, problem, None, "relative")
        if text[:4].lower() in {"tag:", "urn:"}:
            yield part("name", guid.in_text(), text=quoted(text))


def _declare(code: str, name: str, which: str, *, says: str, why: str, bad: str, fix: str, w3c: str, good: str = _TAG,
             level: Level = ERROR, spec: str = _SPEC, repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="item/guid", level=level, spec=spec, formats=RSS, says=says, bad=_ITEM.format(bad),
              good=_ITEM.format(good), fix=fix, w3c=(w3c,), name=name, why=why, part=which,
              repair=repair)(_guids)  # fmt: skip


_declare("RSS250", "guid-taken-for-a-permalink", "relative", w3c="InvalidHttpGUID",
         says="guid is not a full address, as a permalink must be: {text}: {problem}",
         why='A guid is the item\'s address unless it says isPermaLink="false"; readers make a link of it that leads '
             "nowhere.",
         bad="<guid>post-17</guid>", good='<guid isPermaLink="false">post-17</guid>',
         repair=("no-permalink", "isPermaLink", "false"),
         fix='Add isPermaLink="false", or write the item\'s whole address.')  # fmt: skip
_declare("RSS251", "name-taken-for-a-permalink", "name", w3c="InvalidPermalink",
         says="guid is a name, not an address, so it is no permalink: {text}",
         why="A tag: or urn: URI identifies and leads nowhere; readers make a dead link of it.",
         bad="<guid>tag:example.org,2026:1</guid>",
         repair=("no-permalink", "isPermaLink", "false"), fix='Add isPermaLink="false".')  # fmt: skip
_declare("RSS252", "permalink-neither-true-nor-false", "boolean", w3c="InvalidBooleanAttribute",
         says="isPermaLink is neither true nor false: {problem}",
         why="Readers compare with the word false and take everything else for true, or the other way round.",
         bad='<guid isPermaLink="no">post-17</guid>',
         repair="truth", fix='Write isPermaLink="true" or isPermaLink="false".')  # fmt: skip
_declare("RSS253", "guid-hardly-unique", "number", level=WARNING, spec=PROFILE + "#element-channel-item-guid",
         says="guid is a small number, hardly unique: {text}", w3c="NotSufficientlyUnique",
         why="Readers and planets that mix feeds meet the same number in another feed and take one item for the other.",
         bad='<guid isPermaLink="false">17</guid>', fix="Use the item's address or a tag: URI.")  # fmt: skip


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
