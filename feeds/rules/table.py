"""The dispatch table: which rules look at what, derived from what they declare in ``on``; nothing is listed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from feeds.rules import books_for
from feeds.rules.catalogue import Scope
from feeds.rules.chosen import Choice
from feeds.rules.rule import Rule

Asked = tuple[tuple[Rule, bool], ...]


KINDS = 5000  # kinds of elements that a table remembers; a document with more is hostile


class Table(NamedTuple):
    """The rules of one format, by what they look at."""

    scope: Scope

    document: Asked
    json_document: Asked
    http: Asked
    inline: Asked
    everywhere: tuple[Rule, ...]
    named: dict[str, tuple[Rule, ...]]
    nested: dict[tuple[str, str], tuple[Rule, ...]]
    json: Steps
    parts: dict[tuple[object, str], Rule]  # the rules that share a check, by that check and their part
    public: frozenset[str]  # codes of rules that are silent on a local document
    known: dict[tuple[str, str], Asked]  # what asked() has answered, for all documents of the format

    def asked(self, pair: tuple[str, str]) -> Asked:
        """The rules to ask about the elements of a kind (parent and name), and whether about all of them at once."""
        found = self.known.get(pair)
        if found is None:
            if len(self.known) >= KINDS:
                self.known.clear()
            parent, name = pair
            generic = [rule for rule in self.everywhere
                       if rule.concerns is None or rule.concerns(parent, name, self.scope)]  # fmt: skip
            own = self.named.get(name, ()) + self.nested.get(pair, ())
            found = tuple((rule, True) for rule in generic) + tuple((rule, rule.whole) for rule in own)
            self.known[pair] = found
        return found


@dataclass(slots=True)
class Steps:
    """The rules of one place in JSON documents, and the places below it by member name; ``*``: each of an array."""

    rules: list[tuple[Rule, bool]] = field(default_factory=list)
    below: dict[str, Steps] = field(default_factory=dict)


@lru_cache(maxsize=256)
def table(scope: Scope, choice: Choice) -> Table:
    """The dispatch table of a scope: derived from ``on``, nothing is listed by hand.

    The rules of a vocabulary that a document does not declare are not in it, so they cost nothing.
    """
    document: list[tuple[Rule, bool]] = []
    json_document: list[tuple[Rule, bool]] = []
    http: list[tuple[Rule, bool]] = []
    inline: list[tuple[Rule, bool]] = []
    everywhere: list[Rule] = []
    named: dict[str, list[Rule]] = {}
    nested: dict[tuple[str, str], list[Rule]] = {}
    root = Steps()
    parts: dict[tuple[object, str], Rule] = {}
    shared: set[tuple[object, str]] = set()
    public: set[str] = set()
    present = scope.present
    for rule in [rule for book in books_for(scope) for rule in book.rules]:
        if choice.level(rule) is None or (rule.formats and scope.format not in rule.formats):
            continue
        if not (present is None or rule.undeclared or not rule.book.prefix or rule.book.prefix in present):
            continue
        if rule.public:
            public.add(rule.code)
        if rule.part:
            parts[rule.check, rule.part] = rule
        for target in rule.on:
            if rule.part:
                if (rule.check, target) in shared:
                    continue  # the first of the family is asked for all
                shared.add((rule.check, target))
            if target == "document":
                document.append((rule, True))
            elif target == "json document":
                json_document.append((rule, True))
            elif target == "http":
                http.append((rule, True))
            elif target == "inline":
                inline.append((rule, True))
            elif target == "*":
                everywhere.append(rule)
            elif target.startswith("json"):
                steps = root
                for step in target[5:].split("/")[1:]:
                    steps = steps.below.setdefault(step, Steps())
                steps.rules.append((rule, True))
            elif "/" in target:
                parent, _, name = target.partition("/")
                nested.setdefault((parent, name), []).append(rule)
            else:
                named.setdefault(target, []).append(rule)
    return Table(
        scope,
        tuple(document),
        tuple(json_document),
        tuple(http),
        tuple(inline),
        tuple(everywhere),
        {name: tuple(found) for name, found in named.items()},
        {pair: tuple(found) for pair, found in nested.items()},
        root,
        parts,
        frozenset(public),
        {},
    )
