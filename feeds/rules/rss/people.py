"""author, managingEditor, webMaster: mail addresses. https://www.rssboard.org/rss-profile#data-types-email."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import mark
from feeds.rules.rss.book import PROFILE, book
from feeds.rules.rule import ERROR, WARNING, Level, Repair, Where
from feeds.values import mail
from feeds.values.problem import Problem

_ON = ("item/author", "managingEditor", "webMaster")
_PROFILE = PROFILE + "#data-types-email"
_BLANKS = " \t\r\n"
_LONG = 300  # longer texts are not remembered
_ITEM = "<item><title>One</title><author>{}</author></item>"
_GOOD = _ITEM.format("me@example.org (Jo Doe)")


def _look(text: str) -> tuple[str, Problem] | None:
    """The rule that has something to say about a contact, and what."""
    answer = mail.contact(text)
    if isinstance(answer, Problem):
        return "invalid", answer
    for remark in mail.remarks(text):
        which = _PARTS.get(remark.kind)
        if which is not None:
            return which, remark
    return None


_PARTS = {"reversed": "invalid", "missing-name": "nameless", "name-before": "form", "loose": "form"}
_known = lru_cache(maxsize=1024)(_look)


def _people(kind: Kind) -> Iterator[Where]:
    """One look at each contact."""
    for person in kind.elements:
        text = person.text.strip(_BLANKS)
        told = (_known if len(text) <= _LONG else _look)(text)
        if told is not None:
            yield mark(person, told[1], None, told[0])


def _declare(code: str, name: str, which: str, *, says: str, why: str, bad: str, fix: str, w3c: str,
             level: Level = WARNING, spec: str = _PROFILE, repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on=_ON, level=level, spec=spec, says=says, bad=_ITEM.format(bad), good=_GOOD, fix=fix, w3c=(w3c,),
              name=name, why=why, part=which, repair=repair)(_people)  # fmt: skip


_declare("RSS230", "contact-without-address", "invalid", level=ERROR, spec="#ltauthorgtSubelementOfLtitemgt",
         says="{element} is not a mail address: {text}: {problem}",
         why="RSS has mail addresses here; some readers cut the text at @ and show nothing, or strange names, without "
             "one.",
         bad="Jo Doe", repair="contact", fix="Write me@example.org (Jo Doe); for a name alone use dc:creator.",
         w3c="InvalidContact")  # fmt: skip
_declare("RSS231", "address-without-name", "nameless", says="{element} has an address without a name: {problem}",
         why="Readers show the name; without one they show the address, for every spammer to see.",
         bad="me@example.org", fix="Add the name in parentheses.", w3c="MissingRealName")  # fmt: skip
_declare("RSS232", "contact-in-another-form", "form", says="{element} is not in the usual form: {problem}",
         why="Readers look for the name in parentheses; in another form they show all of it, address and all.",
         bad="Jo Doe &lt;me@example.org&gt;",
         repair="contact", fix="Write the address first and the name in parentheses.",
         w3c="EmailFormat")  # fmt: skip
