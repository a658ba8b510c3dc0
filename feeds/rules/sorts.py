"""Sorts of values that many vocabularies have, each as one declaration for all places of a book that hold it.

A book of a namespace names its places once: ``{"media:content": ("url",), "media:hash": ("",)}``, an empty name being
the text. One look at each element serves all of its attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from feeds.rules.reading import Kind
from feeds.rules.rule import (
    ADVICE,
    ERROR,
    WARNING,
    Book,
    Found,
    Grammar,
    Level,
    Repair,
    Spot,
    Where,
    found,
    part,
    quoted,
)
from feeds.source.xmltree import Element
from feeds.values import uris
from feeds.values.counts import choice
from feeds.values.problem import Problem
from feeds.values.text import entities, markup

Places = Mapping[str, tuple[str, ...]]
"""Element names, and which of their attributes hold the value; an empty name is the text."""

_BLANKS = " \t\r\n"
_RFC3986 = "https://www.rfc-editor.org/rfc/rfc3986"
_RFC3987 = "https://www.rfc-editor.org/rfc/rfc3987"
_CHARACTERS = frozenset({"space", "control", "backslash", "bad-character", "bracket"})
_SLOPPY = frozenset({"bad-escape", "second-fragment"})
_AROUND = Problem("space", "a blank before or behind it")
_REMEMBERED = 500  # longer texts are not kept, so that hostile ones do not fill the memory


def texts(element: Element, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The places of an element that are there, and the text in each as it stands."""
    attributes = element.attributes
    for name in names:
        if not name:
            yield name, element.text
        elif name in attributes:
            yield name, attributes[name]


def mark(element: Element, name: str, raw: str, problem: Problem, which: str = "") -> Found:
    """The finding of a problem with the text of a place, blanks around it left out: {what}, {text}, {problem}."""
    text = raw.strip(_BLANKS)
    what = f"{name} of {element.name}" if name else element.name
    lead = raw.find(text) if text else 0
    at, end = lead + problem.at, lead + (len(text) if problem.end is None else problem.end)
    spot: Spot = element
    if text:
        spot = element.in_attribute(name, at, end) if name else element.in_text(at, end)
    elif name:
        spot = element.place("attribute name", name)
    return part(which, spot, what=what, text=quoted(text), problem=problem.says)


def values(book: Book, code: str, name: str, places: Places, grammar: Grammar, *, says: str, why: str, bad: str,
           good: str, fix: str, level: Level = ERROR, spec: str = "", w3c: tuple[str, ...] = (), blank: bool = True,
           kinds: frozenset[str] | None = None, without: frozenset[str] = frozenset(),
           when: Callable[[Element], bool] | None = None, repair: Repair = (),
           safe: bool = True, exact: bool = False) -> None:  # fmt: skip
    """Declare that texts are values of a grammar; facts for ``says``: {what}, {text}, {problem}.

    A blank text is looked at unless ``blank`` is False; blanks around an attribute's value are a problem of an
    ``exact`` one, which programs compare letter by letter. As in Book.value, the grammar answers with a Problem or with
    Problems one after the other, of which those of ``kinds``, without those of ``without``, count.
    """

    def check(kind: Kind) -> Iterator[Where]:
        names = places[kind.name]
        for element in kind.elements:
            for where, raw in texts(element, names):
                text = raw.strip(_BLANKS)
                if not text and not blank:
                    continue
                if when is not None and not when(element):
                    continue
                answer = grammar(text)
                problems = (answer,) if isinstance(answer, Problem) else answer if isinstance(answer, Iterator) else ()
                for problem in problems:
                    if (kinds is None or problem.kind in kinds) and problem.kind not in without:
                        yield mark(element, where, raw, problem)
                if exact and where and not problems and len(raw) != len(text):
                    yield mark(element, where, raw, _AROUND)

    book.rule(code, on=tuple(places), level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
              name=name, why=why, repair=repair, safe=safe)(check)  # fmt: skip


def one_of(*options: str, case: bool = True) -> Grammar:
    """A grammar of words; ``case`` False: in small or capital letters alike."""
    if case:
        return lambda text: choice(text, options)
    small = tuple(option.lower() for option in options)
    return lambda text: text if text.lower() in small else choice(text, options)


def needed(book: Book, code: str, name: str, places: Places, *, why: str, bad: str, good: str, fix: str,
           level: Level = ERROR, spec: str = "", w3c: tuple[str, ...] = ("MissingAttribute",),
           says: str = "{element} has no {attribute}",
           unless: Callable[[Element], bool] | None = None, blank: bool = True, repair: Repair = (),
           safe: bool = True) -> None:  # fmt: skip
    """Declare attributes that elements must have; facts for ``says``: {element}, {attribute}.

    An attribute that is blank is there, unless ``blank`` is False.
    """

    def check(kind: Kind) -> Iterator[Where]:
        names = places[kind.name]
        for element in kind.elements:
            for attribute in names:
                if attribute in element.attributes and (blank or element.attributes[attribute].strip(_BLANKS)):
                    continue
                if unless is None or not unless(element):
                    yield found(element, element=element.name, attribute=attribute)

    book.rule(code, on=tuple(places), level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
              name=name, why=why, repair=repair, safe=safe)(check)  # fmt: skip


def _trouble(text: str) -> tuple[str, Problem] | None:
    answer = uris.iri(text)
    if isinstance(answer, Problem):
        which = "characters" if answer.kind in _CHARACTERS else "sloppy" if answer.kind in _SLOPPY else "broken"
        return which, answer
    if not text.isascii():
        answer = uris.uri(text)
        if isinstance(answer, Problem):
            return "foreign", answer
    return None


_known = lru_cache(maxsize=2048)(_trouble)


def trouble(text: str) -> tuple[str, Problem] | None:
    """What keeps a text from being a whole URI: ``broken``, ``characters``, ``foreign`` or ``sloppy``; else None."""
    return (_known if len(text) <= _REMEMBERED else _trouble)(text)


def relative_trouble(text: str) -> tuple[str, Problem] | None:
    """As ``trouble``, where a relative address will do."""
    answer = uris.iri_reference(text)
    if isinstance(answer, Problem):
        which = "characters" if answer.kind in _CHARACTERS else "sloppy" if answer.kind in _SLOPPY else "broken"
        return which, answer
    return None


def addresses(book: Book, codes: tuple[str, str, str], places: Places, *, title: str, bad: str, good: str,
              spec: str = "", why: str = "Programs cannot follow it: what it leads to stays unseen.",
              blank: bool = True, relative: bool = False, levels: tuple[Level, Level, Level] = (ERROR, ERROR, WARNING),
              when: Callable[[Element], bool] | None = None) -> None:  # fmt: skip
    """Declare that texts are whole addresses: three rules, for what is none, for characters and for letters.

    ``title`` goes into the rules' names, ``bad`` and ``good`` are examples with ``{}`` where the address stands.
    """
    look = relative_trouble if relative else trouble

    def check(kind: Kind) -> Iterator[Where]:
        names = places[kind.name]
        for element in kind.elements:
            for where, raw in texts(element, names):
                text = raw.strip(_BLANKS)
                if (not text and not blank) or (when is not None and not when(element)):
                    continue
                problem = look(text)
                if problem is not None:
                    yield mark(element, where, raw, problem[1], "characters" if problem[0] == "sloppy" else problem[0])
                elif where and len(raw) != len(text):
                    yield mark(element, where, raw, _AROUND, "characters")

    mend: dict[str, tuple[str, ...]] = {
        "broken": () if relative else ("url", "iri"),
        "characters": ("url", "iri", "relative") if relative else ("url", "iri"),
        "foreign": ("url",),
    }

    def declare(code: str, which: str, name: str, level: Level, address: str, rest: dict[str, str]) -> None:
        book.rule(code, on=tuple(places), level=level, spec=rest["spec"], says=rest["says"], bad=bad.format(address),
                  good=good.format("https://example.org/1"), fix=rest["fix"], w3c=(rest["w3c"],), name=name,
                  why=rest["why"], part=which, repair=mend[which])(check)  # fmt: skip

    broken, characters, foreign = codes
    declare(broken, "broken", f"{title}-address-not-whole", levels[0], "https:///1" if relative else "picture", {
        "says": "{what} is not a whole address: {text}: {problem}", "spec": spec, "w3c": "InvalidFullLink",
        "fix": "Write the whole address, as in https://example.org/1.", "why": why})  # fmt: skip
    declare(characters, "characters", f"character-in-{title}-address", levels[1], "https://example.org/a b", {
        "says": "{what} is not an address: {text}: {problem}", "spec": f"{_RFC3986}#section-2", "w3c": "InvalidUriChar",
        "fix": "Write the character as % and two hexadecimal digits.",
        "why": "Some programs cut the address there, others refuse it."})  # fmt: skip
    if not relative:
        declare(foreign, "foreign", f"{title}-address-beyond-ascii", levels[2], "https://example.org/caf\u00e9", {
            "says": "{what} has letters that no URL has: {text}: {problem}", "spec": f"{_RFC3987}#section-3.1",
            "w3c": "UriNotIri", "fix": "Write such letters as % and the bytes of their UTF-8.",
            "why": "Programs that know only URLs ask the server for something else."})  # fmt: skip


def html(text: str) -> Iterator[Problem]:
    """The first tag or character reference in what should be plain text: one is enough to say what is wrong."""
    if "<" in text or "&" in text:
        for look in (markup, entities):
            for problem in look(text):
                yield problem
                return


def blanks(book: Book, code: str, name: str, names: Iterable[str], *, bad: str, good: str, why: str, fix: str,
           level: Level = WARNING, spec: str = "", w3c: tuple[str, ...] = ("NotBlank",)) -> None:  # fmt: skip
    """Declare elements whose text must not be blank."""

    def check(kind: Kind) -> Iterator[Where]:
        return (found(each, element=each.name) for each in kind.elements if not each.text.strip(_BLANKS))

    book.rule(code, on=tuple(names), level=level, spec=spec, says="{element} is blank", bad=bad, good=good, fix=fix,
              w3c=w3c, name=name, why=why)(check)  # fmt: skip


def presence(book: Book, code: str, name: str, names: Iterable[str], *, says: str, bad: str, good: str, why: str,
             fix: str, level: Level = ADVICE, spec: str = "", w3c: tuple[str, ...] = (),
             facts: Mapping[str, str] | None = None) -> None:  # fmt: skip
    """Declare elements about which something is to be said because they are there: {element}, {fact}."""
    more = facts or {}

    def check(kind: Kind) -> Iterator[Where]:
        return (found(each, element=each.name, fact=more.get(each.name, "")) for each in kind.elements)

    book.rule(code, on=tuple(names), level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
              name=name, why=why)(check)  # fmt: skip
