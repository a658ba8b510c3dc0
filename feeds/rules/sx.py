"""FeedSync: feeds that several parties change and keep alike.

Source: FeedSync for Atom and RSS 1.0.1, https://web.archive.org/web/2008/http://msdn2.microsoft.com/en-us/xml/bb510102.aspx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM, RDF, RSS, RSS11
from feeds.rules.modules import ENTRY, FEED, addresses, plain
from feeds.rules.modules import RSS as _CHANNEL
from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import trouble
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import counts, dates
from feeds.values.dates.moment import Moment
from feeds.values.problem import Problem

_SPEC: Final = "https://web.archive.org/web/2008/http://msdn2.microsoft.com/en-us/xml/bb510102.aspx"
_HISTORY: Final = '<sx:history sequence="1" when="2026-01-30T08:00:00Z" by="REO1750"/>'
_SYNC: Final = f'<sx:sync id="one" updates="1" deleted="false">{_HISTORY}</sx:sync>'
_SHARING: Final = (
    '<sx:sharing since="2026-01-01T08:00:00Z" until="2026-01-30T08:00:00Z" expires="2026-12-31T08:00:00Z">'
    '<sx:related link="https://example.org/all.xml" type="complete" title="All"/></sx:sharing>'
)

book = Book(
    "FSY",
    "FeedSync",
    _SPEC,
    prefix="sx",
    uris=("http://feedsync.org/2007/feedsync",),
    misspelt=("http://feedsync.org/2007/feedsync/", "https://feedsync.org/2007/feedsync", "http://www.feedsync.org/2007/feedsync"),
    frames={"sx:sharing": _CHANNEL, "*": _CHANNEL.replace("{}", "<item><title>One</title>{}</item>")},
    about="Feeds that several parties change: who changed which item when, and which versions are in conflict.",
)  # fmt: skip
book.element("sx:sharing", inside=FEED, most=1, attributes=("since", "until", "expires", "version"), text=False)
book.element("sx:related", inside="sx:sharing", text=False, attributes=("link", "title", "type", "since", "until"))
book.element("sx:sync", inside=ENTRY, most=1, attributes=("id", "updates", "deleted", "noconflicts"), text=False)
book.element("sx:history", inside="sx:sync", attributes=("sequence", "when", "by"), text=False)
book.element("sx:conflicts", inside="sx:sync", most=1, text=False)
book.element("item", inside="sx:conflicts", text=False, formats=RSS | RDF | RSS11)
book.element("atom:entry", inside="sx:conflicts", text=False, formats=ATOM)


def _needs(code: str, element: str, attribute: str, why: str, good: str, value: str) -> None:
    book.needs(
        code, f"{element[3:]}-without-{attribute}", on=element, attribute=attribute,
        says=f"{element} has no {attribute}", why=why,
        bad=good.replace(f' {attribute}="{value}"', "", 1), good=good, fix=f"Add {attribute}.",
        w3c=("MissingAttribute",),
    )  # fmt: skip


_needs("FSY101", "sx:sync", "id", "Versions of one item are told by it in all feeds that share it.", _SYNC, "one")
_needs("FSY102", "sx:sync", "updates", "The version with more updates wins.", _SYNC, "1")
_needs("FSY103", "sx:history", "sequence", "Versions are put in order by it.", _SYNC, "1")
_needs("FSY104", "sx:related", "link", "It leads to the related feed.", _SHARING, "https://example.org/all.xml")
_needs("FSY105", "sx:related", "type", "Clients merge a complete feed in another way than an aggregated one.", _SHARING,
       "complete")  # fmt: skip
book.required(
    "FSY106", "sync-without-history", on="sx:sync", element="sx:history", says="sx:sync has no sx:history",
    why="Without its history nobody can tell which version is newer.", bad=_SYNC.replace(_HISTORY, ""), good=_SYNC,
    fix="Add sx:history for each change.", w3c=("MissingElement",),
)  # fmt: skip


@book.rule("FSY107", on="sx:sharing", level=ERROR, says="sx:sharing has {one} but no {other}",
           bad=_SHARING.replace(' until="2026-01-30T08:00:00Z"', ""), good=_SHARING,
           fix="Give both ends of the period, or neither.", w3c=("MissingAttribute",))  # fmt: skip
def half_a_sharing_period(sharing: Element) -> Iterator[Where]:
    """Clients learn from both which changes the feed holds; with one they must fetch the complete feed."""
    if ("since" in sharing.attributes) != ("until" in sharing.attributes):
        one, other = ("since", "until") if "since" in sharing.attributes else ("until", "since")
        yield found(sharing.place("attribute name", one), one=one, other=other)


def _either(code: str, name: str, missing: tuple[str, ...], says: str, w3c: str, *, error: bool) -> None:
    def check(kind: Kind) -> Iterator[Where]:
        for element in kind.elements:
            if tuple(each for each in ("when", "by") if each not in element.attributes) == missing:
                yield found(element)

    bad = _SYNC
    for each, value in (("when", "2026-01-30T08:00:00Z"), ("by", "REO1750")):
        if each in missing:
            bad = bad.replace(f' {each}="{value}"', "")
    book.rule(
        code, on="sx:history", level=ERROR if error else WARNING, name=name, says=says, bad=bad, good=_SYNC, w3c=(w3c,),
        fix=f"Add {' and '.join(missing)}.", why="A change is known by who made it and when.",
    )(check)  # fmt: skip


_either("FSY108", "change-by-nobody-at-no-time", ("when", "by"), "sx:history has neither when nor by",
        "MissingByAndWhenAttrs", error=True)  # fmt: skip
_either(
    "FSY109", "change-without-time", ("when",), "sx:history has no when", "MissingRecommendedAttribute", error=False
)
_either("FSY110", "change-by-nobody", ("by",), "sx:history has no by", "MissingRecommendedAttribute", error=False)

for _code, _element, _attribute, _value, _good in (
    ("FSY201", "sx:sharing", "since", "2026-01-01T08:00:00Z", _SHARING),
    ("FSY202", "sx:sharing", "until", "2026-01-30T08:00:00Z", _SHARING),
    ("FSY203", "sx:sharing", "expires", "2026-12-31T08:00:00Z", _SHARING),
    ("FSY204", "sx:history", "when", "2026-01-30T08:00:00Z", _SYNC),
):
    book.value(
        _code, f"{_element[3:]}-{_attribute}-not-rfc3339", on=_element, attribute=_attribute, grammar=dates.rfc3339,
        blank=True, says="{attribute} is not an RFC 3339 date-time: {text}: {problem}",
        why="Clients compare these dates to know what is newer.", bad=_good.replace(_value, "30 Jan 2026"), good=_good,
        fix="Write date, T, time and zone, as in 2026-01-30T08:00:00Z.", w3c=("InvalidRFC3339Date",),
    )  # fmt: skip

_LARGE: Final = frozenset({"too-large"})


def _positive(text: str) -> int | Problem:
    return counts.positive(text, 2**31 - 1)


for _code, _element, _attribute in (("FSY205", "sx:sync", "updates"), ("FSY207", "sx:history", "sequence")):
    _other = _code[:-1] + str(int(_code[-1]) + 1)
    book.value(
        _code, f"{_element[3:]}-{_attribute}-not-a-number", on=_element, attribute=_attribute, grammar=_positive,
        without=_LARGE, blank=True, says="{attribute} is not a whole number from 1 on: {text}: {problem}",
        why="Clients find the newer version by it.", fix="Count from 1.", w3c=("InvalidPositiveInteger",),
        bad=_SYNC.replace(f'{_attribute}="1"', f'{_attribute}="0"'), good=_SYNC,
    )  # fmt: skip
    book.value(
        _other, f"{_element[3:]}-{_attribute}-too-large", on=_element, attribute=_attribute, grammar=_positive,
        kinds=_LARGE, says="{attribute} is more than 2147483647: {text}", why="Clients keep it in 31 bits.",
        bad=_SYNC.replace(f'{_attribute}="1"', f'{_attribute}="3000000000"'), good=_SYNC, fix="Count from 1.",
        w3c=("IntegerOverflow",),
    )  # fmt: skip
for _code, _attribute in (("FSY209", "deleted"), ("FSY210", "noconflicts")):
    _good = _SYNC.replace(' deleted="false"', f' {_attribute}="true"')
    book.value(
        _code, f"sync-{_attribute}-not-true-or-false", on="sx:sync", attribute=_attribute, grammar=counts.boolean,
        blank=True, says="{attribute} is {text}, where true or false was expected", why="Clients know no other word.",
        bad=_good.replace('"true"', '"TRUE"'), good=_good, fix="Write true or false.", w3c=("InvalidTrueFalse",),
        repair="truth",
    )  # fmt: skip

_SPECIFIC: Final = re.compile(r"(?:[0-9A-Za-z()+,\-.:=@;$_!*'/?#]|%[0-9A-Fa-f]{2})++")


def _specific(text: str) -> Problem | None:
    """What keeps a text from being the specific part of a URN (RFC 2141 section 2.2)."""
    reached = _SPECIFIC.match(text)
    at = reached.end() if reached else 0
    if text and at == len(text):
        return None
    says = f"{text[at]!r}, which such a name may not hold" if text else "it is blank"
    return Problem("not-specific" if text else "empty", says, at, at + 1 if text else 0)


for _code, _element, _attribute, _value in (
    ("FSY211", "sx:sync", "id", "one"),
    ("FSY212", "sx:history", "by", "REO1750"),
):
    book.value(
        _code, f"{_element[3:]}-{_attribute}-not-a-name", on=_element, attribute=_attribute, grammar=_specific,
        says="{attribute} is not a name: {text}: {problem}",
        why="Names are put into URNs and compared letter by letter.", good=_SYNC,
        bad=_SYNC.replace(f'{_attribute}="{_value}"', f'{_attribute}="my name"'),
        fix="Use letters, digits and marks such as - _ . : only.", w3c=("InvalidNSS",),
    )  # fmt: skip


@book.rule("FSY213", on=("sx:history", "sx:sync"), level=ERROR, says="{name} is blank",
           bad=_SYNC.replace("REO1750", ""), good=_SYNC,
           fix="Name the item, and who made the change; by may be left out.",
           w3c=("NotBlank", "InvalidNSS"))  # fmt: skip
def name_blank(kind: Kind) -> Iterator[Where]:
    """Changes of one party are told from those of another by it, and versions of an item from others by its id."""
    name = "by" if kind.name == "sx:history" else "id"
    for element in kind.elements:
        if name in element.attributes and not element.attributes[name].strip():
            yield found(element.place("attribute name", name), name=name)


def _full(text: str) -> Problem | None:
    problem = trouble(text)
    if problem is not None and problem.kind == "non-ascii":
        return Problem("not-a-uri", problem.says, problem.at, problem.end)
    return problem


addresses(book, "FSY214", "related-link", on="sx:related", attribute="link", grammar=_full,
          example=_SHARING.replace("https://example.org/all.xml", "{}"),
          why="It leads to the related feed.")  # fmt: skip


@book.rule("FSY216", on="sx:related", level=WARNING, says="title is blank", bad=_SHARING.replace('"All"', '""'),
           good=_SHARING, fix="Write a title, or leave it out.", w3c=("NotBlank",))  # fmt: skip
def blank_title_of_related_feed(kind: Kind) -> Iterator[Where]:
    """Clients show it to people."""
    for element in kind.elements:
        if "title" in element.attributes and not element.attributes["title"].strip():
            yield found(element.place("attribute name", "title"))


plain(book, "FSY217", "title-of-related-feed", on="sx:related", attribute="title",
      example=_SHARING.replace('"All"', '"{}"'))  # fmt: skip


@book.rule("FSY218", on="sx:related", level=ERROR, says="type is {text}, where complete or aggregated was expected",
           bad=_SHARING.replace('"complete"', '"COMPLETE"'), good=_SHARING, fix="Write complete or aggregated.",
           w3c=("InvalidSseType",))  # fmt: skip
def unknown_type_of_related_feed(kind: Kind) -> Iterator[Where]:
    """Clients merge a complete feed in another way than an aggregated one."""
    for element in kind.elements:
        kind_of = element.attributes.get("type")
        if kind_of is not None and kind_of not in {"complete", "aggregated"}:
            spot = element.in_attribute("type") if kind_of else element.place("attribute name", "type")
            yield found(spot, text=quoted(kind_of))


@book.rule("FSY301", on="sx:sharing", level=ERROR, says="since is later than until",
           bad=_SHARING.replace("2026-01-01", "2026-02-01"), good=_SHARING, fix="Exchange the two dates.",
           w3c=("SinceAfterUntil",))  # fmt: skip
def sharing_since_after_until(sharing: Element) -> Iterator[Where]:
    """Clients find no change in a period that ends before it begins."""
    since, until = dates.rfc3339(sharing.get("since")), dates.rfc3339(sharing.get("until"))
    if isinstance(since, Moment) and isinstance(until, Moment) and since.when > until.when:
        yield found(sharing.in_attribute("since"))


_TWO: Final = f"<item><title>Two</title>{_SYNC}</item>"


@book.rule("FSY302", on=("item/sx:sync", "atom:entry/sx:sync"), level=ERROR,
           says="two items have the sx:sync id {text}",
           bad=_CHANNEL.replace("{}", f"{_TWO}{_TWO}"), good=_CHANNEL.replace("{}", _TWO),
           fix="Give every item an id of its own.", w3c=("DuplicateValue",))  # fmt: skip
def two_items_with_one_sync_id(kind: Kind) -> Iterator[Where]:
    """Clients take them for versions of one item and throw one away."""
    seen: set[str] = set()
    for sync in kind.elements:
        name, around = sync.get("id"), sync.parent.parent if sync.parent is not None else None
        if not name or (around is not None and around.name == "sx:conflicts"):
            continue  # versions in conflict have the id of the item
        if name in seen:
            yield found(sync.in_attribute("id"), text=quoted(name))
        seen.add(name)
