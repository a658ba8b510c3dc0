"""OPML: dates, addresses, numbers and words, and what must agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from feeds.rules.moments import rfc822
from feeds.rules.opml.book import OUTLINES, book, is_a, outline
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Found, Level, Repair, Spot, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import dates, languages, mail, uris
from feeds.values.problem import Problem
from feeds.values.text import bad_characters
from feeds.values.uris.usual import USUAL

_RFC5322 = "https://www.rfc-editor.org/rfc/rfc5322#section-3.3"
_RFC3986 = "https://www.rfc-editor.org/rfc/rfc3986"
_HEAD_SPEC = "#whatIsALtheadgt"
_DATE_FIX = "Write it as in Fri, 31 Jan 2020 08:00:00 +0000."
_DATED = ("head/dateCreated", "head/dateModified", *OUTLINES)
_BLANKS = " \t\r\n"


def _mark(node: Element, problem: Problem, attribute: str | None = None) -> Found:
    """A problem with the text of an element, or with an attribute, at its characters."""
    text = node.text if attribute is None else node.attributes[attribute]
    name = node.name if attribute is None else attribute
    end = len(text) if problem.end is None else problem.end
    spot: Spot = node if attribute is None else node.in_attribute(attribute)
    if text.strip(_BLANKS):
        spot = node.in_text(problem.at, end) if attribute is None else node.in_attribute(attribute, problem.at, end)
    return Found(spot, {"name": name, "text": quoted(text), "problem": problem.says})


def _date(node: Element) -> tuple[str, str | None] | None:
    """The text of a date, and in which attribute it is."""
    if node.name != "outline":
        return node.text, None
    return (node.attributes["created"], "created") if "created" in node.attributes else None


def _dates(code: str, name: str, level: Level, says: str, why: str, bad: str, w3c: str, spec: str,
           wrong: Callable[[str, Reading], Iterator[Problem]], repair: Repair = (),
           *, safe: bool = True) -> None:  # fmt: skip
    def check(node: Element, reading: Reading) -> Iterator[Where]:
        date = _date(node)
        if date is not None:
            for problem in wrong(date[0], reading):
                yield _mark(node, problem, date[1])
                return

    book.rule(code, on=_DATED, level=level, spec=spec, says=says, bad=f"<dateCreated>{bad}</dateCreated>",
              fix=_DATE_FIX, good="<dateCreated>Fri, 31 Jan 2020 08:00:00 +0000</dateCreated>", w3c=(w3c,), name=name,
              why=why, repair=repair, safe=safe)(check)  # fmt: skip


def _broken(text: str, _reading: Reading) -> Iterator[Problem]:
    answer = rfc822(text)
    if isinstance(answer, Problem):
        yield answer


def _remarked(kinds: frozenset[str]) -> Callable[[str, Reading], Iterator[Problem]]:
    def wrong(text: str, _reading: Reading) -> Iterator[Problem]:
        answer = rfc822(text)
        if isinstance(answer, dates.Moment):
            yield from (remark for remark in answer.remarks if remark.kind in kinds)

    return wrong


def _implausible(text: str, reading: Reading) -> Iterator[Problem]:
    answer = rfc822(text)
    if isinstance(answer, dates.Moment):
        for problem in dates.implausible(answer, reading.now):
            yield Problem(problem.kind, problem.says, 0, len(text))


_dates("OPM220", "opml-date-not-rfc822", ERROR, "{name} is not an RFC 822 date: {text}: {problem}",
       "Programs cannot read it, and sort or show the outline without a date.", "2020-01-31", "InvalidRFC2822Date",
       "#datetime", _broken, repair="rfc822")  # fmt: skip
_dates("OPM221", "wrong-weekday-in-opml", ERROR, "{name} has the wrong day of the week: {text}: {problem}",
       "One of the parts of the date is wrong, and nobody knows which.", "Mon, 31 Jan 2020 08:00:00 +0000",
       "IncorrectDOW", _RFC5322, _remarked(frozenset(("wrong-weekday",))), repair="rfc822",
       safe=False)  # fmt: skip
_dates("OPM222", "questionable-opml-date", WARNING, "{name} is written in a way that programs differ about: {problem}",
       "RFC 822 allows it, but programs that know only the usual form read another date or none.",
       "31 Jan 20 08:00:00 +0000", "ProblematicalRFC822Date", _RFC5322,
       _remarked(frozenset(("two-digit-year", "military-zone", "odd-offset", "letter-case", "comment", "blanks",
                            "leap-second"))), repair="rfc822")  # fmt: skip
_dates("OPM223", "implausible-opml-date", WARNING, "{name} is hardly right: {text}: {problem}",
       "A date from before the web, or of a year to come, was most likely set by a wrong clock.",
       "Thu, 01 Jan 1970 00:00:00 GMT", "ImplausibleDate", _RFC5322, _implausible)  # fmt: skip

book.value(
    "OPM230", "opml-owner-email-malformed", on="head/ownerEmail", grammar=mail.contact, spec=_HEAD_SPEC,
    says="ownerEmail is not a mail address: {text}: {problem}", why="Nobody can write to the owner.",
    bad="<ownerEmail>by post only</ownerEmail>", good="<ownerEmail>me@example.org</ownerEmail>",
    repair="contact", fix="Write an address such as me@example.org.", w3c=("InvalidContact",),
)  # fmt: skip

_ADDRESSES = ("xmlUrl", "htmlUrl", "url")
_CHARACTERS = frozenset(("space", "control", "backslash", "bad-character", "bracket"))
_SLOPPY = frozenset(("bad-escape", "second-fragment", "non-ascii"))
_OPTIONAL = frozenset(("htmlUrl",))


def _trouble(text: str) -> Problem | None:
    if USUAL.fullmatch(text) is not None:
        return None
    answer = uris.iri(text)
    return answer if isinstance(answer, Problem) else None


def _addresses(node: Element) -> Iterator[tuple[str, Problem]]:
    """The attributes with an address that is none."""
    for name in _ADDRESSES:
        text = node.attributes.get(name)
        problem = _trouble(text) if text is not None else None
        if problem is not None:
            yield name, problem


_FEED = 'type="rss" title="One" xmlUrl="{}"'
_GOOD = outline(_FEED.format("https://example.org/feed.xml"))


@book.rule("OPM201", on=OUTLINES, level=ERROR, says="{name} is not a full address: {text}: {problem}", good=_GOOD,
           spec="#subscriptionLists", bad=outline(_FEED.format("/feed.xml")),
           fix="Write the whole address, with https://.",
           w3c=("InvalidFullLink",))  # fmt: skip
def opml_address_not_full(node: Element) -> Iterator[Where]:
    """A list of subscriptions has no place that an address could be relative to."""
    for name, problem in _addresses(node):
        blank = name in _OPTIONAL and problem.kind == "empty"
        if problem.kind not in _CHARACTERS and problem.kind not in _SLOPPY and not blank:
            yield _mark(node, problem, name)


@book.rule("OPM202", on=OUTLINES, level=ERROR, says="{name} is not an address: {text}: {problem}", good=_GOOD,
           spec=f"{_RFC3986}#section-2", bad=outline(_FEED.format("https://example.org/my feed.xml")),
           repair=("url", "iri"),
           fix="Write the character as % and two hexadecimal digits.", w3c=("InvalidUriChar",))  # fmt: skip
def odd_characters_in_opml_address(node: Element) -> Iterator[Where]:
    """Importers differ in what they make of it; some refuse the subscription."""
    for name, problem in _addresses(node):
        if problem.kind in _CHARACTERS:
            yield _mark(node, problem, name)


@book.rule("OPM203", on=OUTLINES, level=WARNING, says="{name} is no well-made address: {problem}", good=_GOOD,
           spec=f"{_RFC3986}#section-2.1", bad=outline(_FEED.format("https://example.org/50%.xml")),
           fix="Write '%' as %25, a second '#' as %23.")  # fmt: skip
def sloppy_opml_address(node: Element) -> Iterator[Where]:
    """Most programs repair it, some do not."""
    for name, problem in _addresses(node):
        if problem.kind in _SLOPPY:
            yield _mark(node, problem, name)


@book.rule("OPM204", on=OUTLINES, level=WARNING, says="htmlUrl is empty", spec="#subscriptionLists", good=_GOOD,
           bad=_GOOD.replace("/>", ' htmlUrl=""/>'), fix="Write the address of the site, or leave htmlUrl out.",
           w3c=("InvalidFullLink",))  # fmt: skip
def empty_site_address(node: Element) -> Iterator[Where]:
    """Programs that open it open nothing, or the list itself."""
    if "htmlUrl" in node.attributes and not node.attributes["htmlUrl"].strip():
        yield node.in_attribute("htmlUrl")


for _code, _name in (("OPM205", "ownerId"), ("OPM206", "docs")):
    book.value(
        _code, f"opml-{_name.lower()}-not-an-address", on=f"head/{_name}", grammar=uris.full_iri, spec=_HEAD_SPEC,
        says="{element} is not the address of a web page: {text}: {problem}", why="It is to be opened in a browser.",
        bad=f"<{_name}>me</{_name}>", good=f"<{_name}>https://example.org/</{_name}>",
        fix="Write the whole address, with https://.", w3c=("InvalidFullLink",),
    )  # fmt: skip

_LINES = re.compile(r"[0-9]{1,9}(?:[ \t\r\n]*,[ \t\r\n]*[0-9]{1,9})*")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")


@book.rule("OPM210", on="head/expansionState", level=ERROR, spec=_HEAD_SPEC,
           says="expansionState is not a list of line numbers with commas: {text}",
           bad="<expansionState>1 2 3</expansionState>", good="<expansionState>1,2,3</expansionState>",
           fix="Write numbers with commas between them.", w3c=("InvalidExpansionState",))  # fmt: skip
def bad_expansion_state(state: Element) -> Iterator[Where]:
    """Outliners cannot tell which lines to open."""
    text = state.value
    if text and _LINES.fullmatch(text) is None:
        yield found(state.in_text(), text=quoted(text))


_NUMBERS = ("head/vertScrollState", "head/windowTop", "head/windowLeft", "head/windowBottom", "head/windowRight")


@book.rule("OPM211", on=_NUMBERS, level=ERROR, says="{name} is not a whole number: {text}", spec=_HEAD_SPEC,
           bad="<windowTop>top</windowTop>", good="<windowTop>61</windowTop>", fix="Write a number, or leave it out.",
           w3c=("InvalidPositiveInteger",))  # fmt: skip
def bad_window_number(number: Element) -> Iterator[Where]:
    """Outliners cannot put the window where it was."""
    if _NUMBER.fullmatch(number.value) is None:
        yield found(number.in_text(), name=number.name, text=quoted(number.text.strip()))


@book.rule("OPM212", on=_NUMBERS, level=WARNING, says="{name} is {text}, {problem}", spec=_HEAD_SPEC,
           bad="<windowTop>-1000</windowTop>", good="<windowTop>0</windowTop>", fix="Write a number, or leave it out.",
           w3c=("InvalidPositiveInteger",))  # fmt: skip
def impossible_window_number(number: Element) -> Iterator[Where]:
    """An outliner that believes it opens a window that nobody sees."""
    text = number.value
    if _NUMBER.fullmatch(text) is None:
        return
    scroll = number.name == "vertScrollState"
    if int(text) < (1 if scroll else 0):
        problem = "and lines count from 1" if scroll else "which is outside the screen"
        yield found(number.in_text(), name=number.name, text=quoted(text), problem=problem)


@book.rule("OPM213", on=OUTLINES, level=ERROR, says='{name} is {text}, not "true" or "false"',
           spec="#whatIsAnLtoutlinegt", bad=outline('isComment="yes"'), good=outline('isComment="true"'),
           repair="truth", fix='Write "true" or "false".', w3c=("InvalidTrueFalse",))  # fmt: skip
def outline_flag_not_true_or_false(node: Element) -> Iterator[Where]:
    """Outliners compare the word, and take any other for false."""
    for name in ("isComment", "isBreakpoint"):
        text = node.attributes.get(name)
        if text is not None and text not in {"true", "false"}:
            yield found(node.in_attribute(name), name=name, text=quoted(text))


_VERSIONS = frozenset(("rss", "rss1", "rss2", "scriptingnews", "atom", "atom1"))


@book.rule("OPM214", on=OUTLINES, level=WARNING, spec="#subscriptionLists",
           says="the version {text} is none of a feed: RSS, RSS1, RSS2, scriptingNews",
           bad=_GOOD.replace("/>", ' version="2.0"/>'), good=_GOOD.replace("/>", ' version="RSS2"/>'),
           fix="Write RSS for any RSS but 1.0, or leave version out.", w3c=("InvalidOutlineVersion",))  # fmt: skip
def unknown_feed_version_in_opml(node: Element) -> Iterator[Where]:
    """It is to tell the format of the feed; a word that nobody knows tells nothing."""
    text = node.attributes.get("version")
    if text is not None and is_a("rss", node.attributes) and text.strip().lower() not in _VERSIONS:
        yield found(node.in_attribute("version"), text=quoted(text))


def _tag(text: str) -> object:
    """A tag of a language, registered or not; Radio UserLand, which exported the first lists, wrote "unknown"."""
    return None if text.lower() == "unknown" else languages.language(text)


book.value(
    "OPM215", "opml-language-not-a-tag", on=OUTLINES, attribute="language", grammar=_tag,
    says="language is not a language tag: {text}: {problem}", spec="#subscriptionLists",
    why="Programs that choose feeds by language pass it over.", bad=_GOOD.replace("/>", ' language="en_us"/>'),
    good=_GOOD.replace("/>", ' language="en-us"/>'),
    repair="language", fix="Write a tag such as en or pt-br.", w3c=("InvalidLanguage",),
)  # fmt: skip


@book.rule("OPM301", on=("body", "outline"), level=WARNING, says="the feed {text} stands here twice",
           spec="#subscriptionLists", bad=_GOOD + _GOOD, good=_GOOD, fix="Keep one of them.")  # fmt: skip
def subscription_twice(folder: Element) -> Iterator[Where]:
    """Some importers subscribe to it twice and show everything twice."""
    seen: set[str] = set()
    for node in folder.children:
        text = node.attributes.get("xmlUrl", "").strip()
        if text:
            if text in seen:
                yield found(node.in_attribute("xmlUrl"), text=quoted(text))
            seen.add(text)


@book.rule("OPM302", on=OUTLINES, level=WARNING, says="xmlUrl and htmlUrl are the same", spec="#subscriptionLists",
           bad=_GOOD.replace("/>", ' htmlUrl="https://example.org/feed.xml"/>'), good=_GOOD,
           fix="Write the address of the feed into xmlUrl, that of the site into htmlUrl.")  # fmt: skip
def feed_address_is_site_address(node: Element) -> Iterator[Where]:
    """One of the two is wrong: importers fetch a page instead of a feed, or people see raw XML instead of the site."""
    text = node.attributes.get("xmlUrl", "").strip()
    if text and text == node.attributes.get("htmlUrl", "").strip():
        yield node.in_attribute("htmlUrl")


@book.rule("OPM216", on="document", level=WARNING, spec="https://www.w3.org/TR/xml/#charsets",
           says="{name} has characters that a broken conversion left: {problem}",
           bad=_GOOD.replace('title="One"', 'title="On&#146;e"'), good=_GOOD,
           fix="Convert the text from the charset that it really is in, once.", w3c=("BadCharacters",))  # fmt: skip
def broken_characters_in_opml(reading: Reading) -> Iterator[Where]:
    """An invisible control character or a replacement character stands where a quote or a letter was lost."""
    if reading.xml is None or not reading.may_be_broken:
        return
    for element in reading.xml.elements:
        for problem in () if element.text.isascii() else bad_characters(element.text):
            yield found(element.in_text(problem.at, problem.end), name=element.name, problem=problem.says)
        for name, value in element.attributes.items():
            for problem in () if value.isascii() else bad_characters(value):
                yield found(element.in_attribute(name, problem.at, problem.end), name=name, problem=problem.says)
