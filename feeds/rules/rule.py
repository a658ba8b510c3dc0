"""What a rule is, and how one is declared: once, in its book, and everything else is derived from that.

A book is a format or a namespace: its letters, its prefix and URIs, the elements it has and where they may stand, its
rules. The dispatch table, the pages in docs/, ``feeds explain``, SARIF metadata and two tests per rule read the books.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple, TypeVar

from feeds.rules.catalogue import Scope
from feeds.rules.reading import Kind, Reading
from feeds.source.jsontree import Member
from feeds.source.places import JsonPlace, Place, Span
from feeds.source.xmltree import Element
from feeds.values.problem import Problem


class Level(Enum):
    """How bad a finding is; a higher ``rank`` is worse."""

    ERROR = "error"
    """The specification says MUST, or readers drop the feed."""
    WARNING = "warning"
    """The specification says SHOULD, or a named reader fails."""
    ADVICE = "advice"
    """It works, and could be better."""

    @property
    def rank(self) -> int:
        """3 for error, 2 for warning, 1 for advice."""
        return {"error": 3, "warning": 2, "advice": 1}[self.value]


ERROR, WARNING, ADVICE = Level.ERROR, Level.WARNING, Level.ADVICE
ANYWHERE = "*"
"""The parent of an element that may stand in every other one."""

Spot = Element | Place | Member | JsonPlace | Span | None
Node = Element | Kind | Member | Reading


class Found(NamedTuple):
    """A spot and the facts that go into the rule's message; ``part`` names the rule of a family that it belongs to."""

    spot: Spot
    facts: Mapping[str, object]
    part: str = ""


def found(spot: Spot, **facts: object) -> Found:
    """A spot with facts for the message."""
    return Found(spot, facts)


def part(name: str, spot: Spot, **facts: object) -> Found:
    """As ``found``, by a check that several rules share: for the rule that was declared with this ``part``."""
    return Found(spot, facts, name)


Where = Spot | Found
F = TypeVar("F", bound=Callable[..., Iterable[Where]])
Grammar = Callable[[str], object]
Concerns = Callable[[str, str, Scope], bool]
Repair = str | tuple[str, ...]


class Rule(NamedTuple):
    """One rule; see Book.rule for what its fields mean."""

    code: str
    name: str
    book: Book
    on: tuple[str, ...]
    level: Level
    spec: str
    says: str
    why: str
    bad: str
    good: str
    fix: str
    w3c: tuple[str, ...]
    formats: frozenset[str]
    alone: bool  # the check takes the node only, not the Reading too
    check: Callable[..., Iterable[Where]]  # as it was declared; rules of a family have the same one
    part: str = ""
    whole: bool = False  # the check takes a Kind, all elements of one name and parent, instead of each of them
    url: str | None = None
    media_type: str | None = None
    public: bool = False  # nothing is said where the document itself is served on this machine or network
    concerns: Concerns | None = None
    undeclared: bool = False  # asked even where the document does not declare the book's namespace
    repair: tuple[str, ...] = ()  # the name of what mends a finding (feeds.rules.repairs), and the words given to it
    safe: bool = True  # a fix changes nothing that readers take from the document, save the defect

    @property
    def fixed_by(self) -> str:
        """The options of ``feeds check`` that mend what it finds, where the right value is evident; "" for none."""
        return "" if not self.repair else "--fix" if self.safe else "--fix --unsafe-fixes"

    def message(self, facts: Mapping[str, object]) -> str:
        """The finding's sentence: lower case, no full stop, what is there and what was expected."""
        return self.says.format(**facts) if facts else self.says


class Shape(NamedTuple):
    """Where an element may stand, how often, and what it may carry.

    ``attributes`` None: any; attributes of other vocabularies are always allowed where they have a prefix.
    ``text`` False: only elements inside.
    """

    name: str
    inside: frozenset[str]
    most: int | None
    attributes: frozenset[str] | None
    text: bool
    formats: frozenset[str]
    open: bool = False  # anything may stand inside


@dataclass(slots=True)
class Book:
    """The rules of one format or namespace.

    ``letters`` begin its codes. ``uris`` are the namespace URIs that mean it, the right one first; ``misspelt`` are
    those met in the wild that were meant to. ``formats`` are the formats its rules run on, empty for all. ``frames``
    turn an example that is not a whole document into one, by the name of its first element (``*``: any other).
    """

    letters: str
    title: str
    spec: str
    prefix: str | None = None
    uris: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    formats: frozenset[str] = frozenset()
    frames: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    closed: bool = True  # an element of this vocabulary that is not declared here is a mistake
    rules: list[Rule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    def rule(
        self,
        code: str,
        *,
        on: str | tuple[str, ...],
        level: Level,
        says: str,
        bad: str,
        good: str,
        fix: str,
        spec: str = "",
        w3c: tuple[str, ...] = (),
        formats: Iterable[str] | None = None,
        name: str = "",
        why: str = "",
        url: str | None = None,
        media_type: str | None = None,
        public: bool = False,
        concerns: Concerns | None = None,
        undeclared: bool = False,
        part: str = "",
        repair: Repair = (),
        safe: bool = True,
    ) -> Callable[[F], F]:
        """Declare the decorated generator as a rule.

        The function's name is the rule's name, its docstring why the rule exists. ``on`` is what it looks at: element
        names, ``parent/element``, ``*`` (each Kind of element), ``document`` (it gets the Reading; ``json document``:
        only of JSON), ``http`` (the Reading, of what was fetched: see its ``source.delivery``), ``inline`` (the
        Reading, when all others are done, of a document that silences rules), ``json`` (the root) or
        a path such as ``json:/items/*/url``.
        A second parameter of the function receives the Reading. ``says`` is the message, with ``{facts}`` from
        ``found(spot, facts)``. ``url`` and ``media_type`` are where the examples pretend to be published, and served as
        what. A ``public`` rule is silent on a document with a local address. ``concerns`` narrows ``*``: whether the
        rule has anything to say of a kind of element at all, by parent, name and Scope alone.

        Where one look at an element tells several defects apart, several rules share one check: each is declared with
        its ``part``, the check yields ``part(name, spot, **facts)`` and is asked once for all of them. A check whose
        first parameter is annotated as Kind gets all elements of one name and parent at once, which is quicker for
        those that a feed has many of.

        ``repair`` names what mends a finding, one of feeds.rules.repairs.REPAIRS, with the words for it behind; without
        ``safe`` its fixes wait for ``--unsafe-fixes``.
        """

        def declare(check: F) -> F:
            self.rules.append(
                Rule(
                    code=code,
                    name=name or check.__name__.replace("_", "-"),
                    book=self,
                    on=(on,) if isinstance(on, str) else on,
                    level=level,
                    spec=self.spec + spec if spec.startswith("#") else spec or self.spec,
                    says=says,
                    why=why or re.sub(r"\s+", " ", check.__doc__ or "").strip(),
                    bad=bad,
                    good=good,
                    fix=fix,
                    w3c=w3c,
                    formats=self.formats if formats is None else frozenset(formats),
                    alone=check.__code__.co_argcount == 1,
                    check=check,
                    part=part,
                    whole=_wants_kind(check),
                    url=url,
                    media_type=media_type,
                    public=public,
                    concerns=concerns,
                    undeclared=undeclared,
                    repair=(repair,) if isinstance(repair, str) else repair,
                    safe=safe,
                )
            )
            return check

        return declare

    def element(
        self,
        name: str,
        *,
        inside: str | tuple[str, ...],
        most: int | None = None,
        attributes: tuple[str, ...] | None = (),
        text: bool = True,
        formats: Iterable[str] | None = None,
        open: bool = False,  # noqa: A002 - the word the specification's extension chapters use
    ) -> None:
        """Declare an element of this vocabulary: where it stands, how often at most, its attributes, if it has text.

        ``inside`` is a parent's name, several of them, or ANYWHERE.
        """
        self.shapes.append(
            Shape(
                name,
                frozenset((inside,) if isinstance(inside, str) else inside),
                most,
                None if attributes is None else frozenset(attributes),
                text,
                self.formats if formats is None else frozenset(formats),
                open,
            )
        )

    def required(self, code: str, name: str, *, on: str | tuple[str, ...], element: str, says: str, why: str, bad: str,
                 good: str, fix: str, level: Level = ERROR, spec: str = "", w3c: tuple[str, ...] = (),
                 formats: Iterable[str] | None = None, repair: Repair = (), safe: bool = True) -> None:  # fmt: skip
        """Declare that an element must have a child of a name."""

        def check(kind: Kind) -> Iterator[Where]:
            return (node for node in kind.elements if node.lacks(element))

        self.rule(code, on=on, level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
                  formats=formats, name=name, why=why, repair=repair, safe=safe)(check)  # fmt: skip

    def needs(self, code: str, name: str, *, on: str | tuple[str, ...], attribute: str, says: str, why: str, bad: str,
              good: str, fix: str, level: Level = ERROR, spec: str = "", w3c: tuple[str, ...] = (),
              formats: Iterable[str] | None = None, repair: Repair = (), safe: bool = True) -> None:  # fmt: skip
        """Declare that an element must have an attribute."""

        def check(kind: Kind) -> Iterator[Where]:
            return (node for node in kind.elements if attribute not in node.attributes)

        self.rule(code, on=on, level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
                  formats=formats, name=name, why=why, repair=repair, safe=safe)(check)  # fmt: skip

    def value(self, code: str, name: str, *, on: str | tuple[str, ...], grammar: Grammar, says: str, why: str, bad: str,
              good: str, fix: str, level: Level = ERROR, spec: str = "", w3c: tuple[str, ...] = (),
              kinds: frozenset[str] | None = None, without: frozenset[str] = frozenset(), attribute: str | None = None,
              formats: Iterable[str] | None = None, when: Callable[[Element], bool] | None = None,
              blank: bool = False, repair: Repair = (), safe: bool = True) -> None:  # fmt: skip
        """Declare that an element's text, or an attribute, is a value of a grammar.

        The grammar answers with anything, a Problem, or Problems one after the other (a ``remarks`` function); only
        Problems of ``kinds`` (None: all) that are not in ``without`` count. Facts for ``says``: {element}, {attribute},
        {text} (quoted, shortened), {problem}. A blank text is looked at only when ``blank`` is set.
        """

        def check(kind: Kind) -> Iterator[Where]:
            for node in kind.elements:
                if attribute is None:
                    raw = node.text
                elif attribute in node.attributes:
                    raw = node.attributes[attribute]
                else:
                    continue
                text = raw.strip(" \t\r\n")
                if (text or blank) and (when is None or when(node)):
                    yield from wrong(node, raw, text)

        def wrong(node: Element, raw: str, text: str) -> Iterator[Where]:
            answer = grammar(text)
            problems = (answer,) if isinstance(answer, Problem) else answer if isinstance(answer, Iterator) else ()
            for problem in problems:
                if (kinds is not None and problem.kind not in kinds) or problem.kind in without:
                    continue
                lead = raw.find(text) if text else 0
                at = lead + problem.at
                end = lead + (len(text) if problem.end is None else problem.end)
                spot: Spot = node
                if text:
                    spot = node.in_text(at, end) if attribute is None else node.in_attribute(attribute, at, end)
                yield found(spot, element=node.name, attribute=attribute, text=quoted(text), problem=problem.says)

        self.rule(code, on=on, level=level, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c,
                  formats=formats, name=name, why=why, repair=repair, safe=safe)(check)  # fmt: skip


def _wants_kind(check: Callable[..., Iterable[Where]]) -> bool:
    """Whether the first parameter of a check is annotated as Kind."""
    first = check.__code__.co_varnames[:1]
    return bool(first) and check.__annotations__.get(first[0]) in {"Kind", Kind}


_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]+")


def quoted(text: str, most: int = 60) -> str:
    """A text as a message shows it: in single quotes, on one line, shortened in the middle."""
    text = _BLANKS.sub(" ", text)
    if len(text) > most:
        text = f"{text[: most - 20]}…{text[-19:]}"
    return f"'{text}'"
