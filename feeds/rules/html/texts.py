"""What there is to say about one HTML text, or about XHTML in the tree.

Each text is surveyed once; only what is suspect is looked at closely, and only what is found is ever located.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice
from typing import Final

from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import Found, Spot, Where, part, quoted
from feeds.source.jsontree import Member
from feeds.source.xmltree import Element
from feeds.values import htmltext
from feeds.values.htmltext import Token
from feeds.values.tables.html import ELEMENTS
from feeds.values.text import escaped_twice
from feeds.values.uris.canonical import resolve
from feeds.values.uris.host import is_local
from feeds.values.uris.parts import split

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_PRIVATE: Final = frozenset(("file:", "blob:", "webkit-fake-url:"))
# References that the text was not meant to show, as far as one can tell: between letters, or those of everyday.
_SLIPS: Final = r"&amp;(?:#(?:[0-9]{2,6}|[xX][0-9A-Fa-f]{2,5})|amp|nbsp|quot|apos);"
# Markup that was escaped once too often: a tag of everyday, and one that ends it or needs no end.
_ESCAPED: Final = (
    r"&lt;(?:/(?:p|div|a|ul|ol|li|span|strong|em|b|i|h[1-6]|table|blockquote|figure|iframe)"
    r"|br ?/?|img [^&<>]{1,400}/?)&gt;"
)
_TWICE: Final = r"&amp;[#A-Za-z][0-9A-Za-z]{1,31};"
_ABOUT_MARKUP: Final = ("<code", "<pre", "<kbd", "<samp", "<tt", "<textarea", "<xmp")
_ENOUGH: Final = 20  # references of a text that are asked before it is taken for one about references
_MOST: Final = 10_000  # findings of one part in one text
_NESTED: Final = 16  # xml:base within xml:base; beyond this nobody knows
_LAZY: Final = r"data-(?:lazy-|orig-|original-|actual-)?(?:src|original|url|image)(?:set)?"

Point = Callable[[int, int], Spot]


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)  # when it is needed: most runs are of one small feed


def in_elements(elements: Iterable[Element], reading: Reading) -> Iterator[Where]:
    """What is wrong with the HTML in the texts of elements."""
    for element in elements:
        html = element.text
        seen = htmltext.survey(html) if "<" in html else htmltext.CLEAN
        if seen is not htmltext.CLEAN or ("&" in html and _doubtful(html)):
            base = partial(_base, element, reading)
            yield from _bounded(_text(html, seen, element.in_text, element.name, base))


def in_attributes(elements: Iterable[Element], name: str, reading: Reading) -> Iterator[Where]:
    """What is wrong with the HTML in an attribute of elements."""
    for element in elements:
        html = element.attributes[name]
        seen = htmltext.survey(html)
        if seen is not htmltext.CLEAN or _doubtful(html):
            point, base = partial(element.in_attribute, name), partial(_base, element, reading)
            yield from _bounded(_text(html, seen, point, element.name, base))


def in_member(member: Member, html: str, reading: Reading) -> Iterator[Where]:
    """What is wrong with the HTML in a JSON string."""
    seen = htmltext.survey(html) if "<" in html else htmltext.CLEAN
    return _bounded(_text(html, seen, member.place, "content_html", lambda: (reading.url, False)))


def _doubtful(html: str) -> bool:
    """Whether there may be something to say about references in a text; that most have none is found at once."""
    return (
        htmltext.has_unusual_references(html)
        or _pattern(_TWICE).search(html) is not None
        or ("&lt;" in html and "<" not in html)
    )


def _bounded(found: Iterator[Found]) -> Iterator[Found]:
    """As many findings of one text as a report holds of a rule, and one more, by which the report knows."""
    counts: dict[str, int] = {}
    for each in found:
        count = counts[each.part] = counts.get(each.part, 0) + 1
        yield each
        if count > _MOST:
            return


def _text(
    html: str, seen: htmltext.Survey, point: Point, name: str, base: Callable[[], tuple[str | None, bool]]
) -> Iterator[Found]:
    if seen is not htmltext.CLEAN:
        suspects, tokens, cut = seen
        if cut is not None:
            says = f"more than {htmltext.MOST_TAGS} tags in one text, and what follows was not looked at"
            yield part("too-deep", point(cut, len(html)), element=name, problem=says)
        if suspects:
            for problem in htmltext.risks(html, suspects):
                spot = point(problem.at, len(html) if problem.end is None else problem.end)
                yield part(problem.kind, spot, element=name, text=quoted(html[problem.at : problem.end]),
                           problem=problem.says)  # fmt: skip
            for token in suspects:
                yield from _references(token, point, name, base)
                if token.name == "img":
                    yield from _lazy(token, point, name)
        if tokens is not None:
            for problem in htmltext.broken_tags(html, tokens):
                yield part(problem.kind, point(problem.at, problem.end or len(html)), element=name,
                           problem=problem.says)  # fmt: skip
            page = next((token for token in tokens if token.kind == "start" and token.name in {"html", "body"}), None)
            if page is not None:
                yield part("whole-page", point(page.at, page.end), element=name, text=quoted(html[page.at : page.end]))
    if "&" in html:
        for problem in htmltext.broken_references(html):
            yield part(problem.kind, point(problem.at, problem.end or len(html)), element=name, problem=problem.says)
        yield from _escapes(html, point, name)


def _escapes(html: str, point: Point, name: str) -> Iterator[Found]:
    """What was escaped once too often, told once a text; not where the text is about markup."""
    if "&lt;" in html and "<" not in html:
        match = _pattern(_ESCAPED).search(html)
        if match is not None:
            yield part("escaped-markup", point(*match.span()), element=name, text=quoted(match[0]))
            return
    if _pattern(_TWICE).search(html) is not None and not any(tag in html for tag in _ABOUT_MARKUP):
        for problem in islice(escaped_twice(html), _ENOUGH):
            at, end = problem.at, problem.end or len(html)
            if html.rfind("<", 0, at) > html.rfind(">", 0, at):
                continue  # in an attribute nobody sees it
            between = html[at - 1 : at].isalpha() if at else False
            if between or html[end : end + 1].isalpha() or _pattern(_SLIPS).fullmatch(html, at, end) is not None:
                yield part("escaped-twice", point(at, end), element=name, problem=problem.says)
                return


def _references(token: Token, point: Point, name: str, base: Callable[[], tuple[str | None, bool]]) -> Iterator[Found]:
    if htmltext.risky(token.name):
        return
    for reference in htmltext.urls_of(token):
        found = _reference(reference.url, base)
        if found is not None:
            what = f"the {reference.attribute} of <{reference.element}>"
            yield part(found[0], point(reference.at, reference.end), element=name, what=what,
                       text=quoted(reference.url), meaning=found[1])  # fmt: skip


def _reference(url: str, base: Callable[[], tuple[str | None, bool]]) -> tuple[str, str] | None:
    """Which part a URL belongs to, and what it means; None where nothing is wrong with it."""
    match = _SCHEME.match(url)
    if match is not None:
        scheme = match[0].lower()
        if len(scheme) == 2 or scheme in _PRIVATE:
            return "private", "it leads into the publisher's own machine"
        if scheme in {"http:", "https:"} and is_local(split(url).host or ""):
            return "private-host", "only the publisher's network knows that host"
        return None
    if url[:1] == "#":
        return None
    known, declared = base()
    meaning = f", which is {quoted(resolve(known, url))} here" if known and url else ""
    if url[:2] == "//":
        return "scheme-relative", meaning
    return ("by-base" if declared else "relative"), meaning


def _base(element: Element, reading: Reading) -> tuple[str | None, bool]:
    """What relative references in an element are relative to, and whether an absolute xml:base says so."""
    bases: list[str] = []
    node: Element | None = element
    while node is not None:
        value = node.attributes.get("xml:base")
        if value is not None:
            bases.append(value.strip())
        node = node.parent
    if not bases or len(bases) > _NESTED:
        return reading.url, False
    result = reading.url or ""
    for value in reversed(bases):
        result = resolve(result, value)
    return result or None, _SCHEME.match(result) is not None


def _lazy(token: Token, point: Point, name: str) -> Iterator[Found]:
    """A picture whose address stands where only the publisher's own script looks."""
    names = {attribute.name: attribute for attribute in reversed(token.attributes)}
    source = names.get("src")
    if "srcset" in names or (source is not None and source.value and not source.value.startswith("data:")):
        return
    for attribute in token.attributes:
        if _pattern(_LAZY).fullmatch(attribute.name) is not None and attribute.raw:
            yield part("lazy", point(attribute.at, attribute.at + len(attribute.name)), element=name,
                       text=attribute.name)  # fmt: skip
            return


def in_tree(kind: Kind, reading: Reading) -> Iterator[Where]:
    """The same for elements of XHTML that stand in the document's own tree."""
    name = kind.name.removeprefix("xhtml:")
    risky = htmltext.risky(name)
    known = name in ELEMENTS or "-" in name
    for element in kind.elements:
        if not known:
            yield part("unknown-xhtml", element, element=_holder(element), text=quoted(name))
        if not risky and not element.attributes and name != "iframe":
            continue
        if element.parent is not None and element.parent.name in {"item", "atom:entry"} and name in {"meta", "link"}:
            continue
        for attribute, problem in htmltext.tree_risks(name, element.attributes):
            if attribute is None:
                yield part(problem.kind, element, element=_holder(element), text=f"<{name}>", problem=problem.says)
                continue
            value = element.attributes[attribute]
            spot = element.in_attribute(attribute, problem.at, len(value) if problem.end is None else problem.end)
            yield part(problem.kind, spot, element=_holder(element), text=quoted(f"{attribute}={value}"),
                       problem=problem.says)  # fmt: skip
        if risky:
            continue
        for attribute, value in element.attributes.items():
            if htmltext.holds_url(name, attribute) and not attribute.endswith("srcset"):
                found = _reference(value.strip(), lambda held=element: _base(held, reading))  # type: ignore[misc]  # the default binds the loop's element
                if found is not None:
                    yield part(found[0], element.in_attribute(attribute), element=_holder(element),
                               what=f"the {attribute} of <{name}>", text=quoted(value), meaning=found[1])  # fmt: skip


def _holder(element: Element) -> str:
    """The name of the feed's element that holds a piece of XHTML."""
    return next((each.name for each in element.ancestors() if not each.name.startswith("xhtml:")), element.name)
