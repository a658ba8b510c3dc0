"""author, managingEditor, webMaster: mail addresses. https://www.rssboard.org/rss-profile#data-types-email."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from feeds.rules.rss.addresses import mark
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Where
from feeds.source.xmltree import Element
from feeds.values import mail
from feeds.values.problem import Problem

_ON = ("item/author", "managingEditor", "webMaster")
_PROFILE = PROFILE + "#data-types-email"
_BLANKS = " \t\r\n"
_ITEM = "<item><title>One</title><author>{}</author></item>"
_GOOD = _ITEM.format("me@example.org (Jo Doe)")

read = lru_cache(maxsize=1024)(mail.contact)


@lru_cache(maxsize=1024)
def _remark(text: str) -> Problem | None:
    return next((remark for remark in mail.remarks(text) if remark.kind != "no-dot"), None)


@book.rule("RSS230", on=_ON, level=ERROR, spec="#ltauthorgtSubelementOfLtitemgt",
           says="{element} is not a mail address: {text}: {problem}", bad=_ITEM.format("Jo Doe"), good=_GOOD,
           fix="Write me@example.org (Jo Doe); for a name alone use dc:creator.", w3c=("InvalidContact",))  # fmt: skip
def contact_without_address(person: Element) -> Iterable[Where]:
    """RSS has mail addresses here; some readers cut the text at @ and show nothing, or strange names, without one."""
    text = person.text.strip(_BLANKS)
    answer = read(text)
    if isinstance(answer, Problem):
        return (mark(person, answer),)
    remark = _remark(text)
    return (mark(person, remark),) if remark is not None and remark.kind == "reversed" else ()


@book.rule("RSS231", on=_ON, level=WARNING, spec=_PROFILE, says="{element} has an address without a name: {problem}",
           bad=_ITEM.format("me@example.org"), good=_GOOD, fix="Add the name in parentheses.",
           w3c=("MissingRealName",))  # fmt: skip
def address_without_name(person: Element) -> Iterable[Where]:
    """Readers show the name; without one they show the address, for every spammer to see."""
    remark = _remark(person.text.strip(_BLANKS))
    return (mark(person, remark),) if remark is not None and remark.kind == "missing-name" else ()


@book.rule("RSS232", on=_ON, level=WARNING, spec=_PROFILE, says="{element} is not in the usual form: {problem}",
           bad=_ITEM.format("Jo Doe &lt;me@example.org&gt;"), good=_GOOD,
           fix="Write the address first and the name in parentheses.", w3c=("EmailFormat",))  # fmt: skip
def contact_in_another_form(person: Element) -> Iterable[Where]:
    """Readers look for the name in parentheses; in another form they show all of it, address and all."""
    remark = _remark(person.text.strip(_BLANKS))
    return (mark(person, remark),) if remark is not None and remark.kind in {"name-before", "loose"} else ()
