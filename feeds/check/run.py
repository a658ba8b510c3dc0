"""The asking: which rule sees which nodes, and what becomes of its answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from feeds.check.findings import Crash, Facts, Finding, Report, Whereabouts, order
from feeds.rules.chosen import Choice
from feeds.rules.paths import Paths
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import Found, Node, Rule, Spot, Where
from feeds.rules.silences import Silences
from feeds.rules.table import Steps, Table
from feeds.source.jsontree import Member
from feeds.source.places import Lines
from feeds.source.xmltree import Element

MOST = 10_000  # findings of one rule in one document; a rule that has more is named in Report.more
NO_FACTS: Facts = {}
IN_ALL = 50_000  # findings in one document, whatever the rules


class Run:
    """One run over one reading: collects what the rules yield, as spots and facts; nothing is located here."""

    def __init__(
        self,
        reading: Reading,
        choice: Choice,
        parts: dict[tuple[object, str], Rule],
        undelivered: str | None,
    ) -> None:
        self.reading = reading
        self.undelivered = undelivered
        self.choice = choice
        self.parts = parts
        self.yielded: list[tuple[Rule, Spot, Facts]] = []
        self.crashes: list[Crash] = []
        self.counts: dict[str, int] = {}
        self.more: list[str] = []
        self.silenced = 0
        self.silent: set[str] = set()  # codes of rules that are not asked any more

    def walk(self, found: Table, elements: Iterable[Element]) -> None:
        """Ask each element's rules about it; elements of one kind are asked together, the rules found once for all."""
        families: defaultdict[str, list[Element]] = defaultdict(list)
        for element in elements:
            if element.children:
                families[element.name] += element.children
            if element.parent is None:
                families[""].append(element)
        for parent, children in families.items():
            kinds: defaultdict[str, list[Element]] = defaultdict(list)
            for child in children:
                kinds[child.name].append(child)
            for name, alike in kinds.items():
                asked = found.asked((parent, name))
                if asked:
                    self.ask(asked, Kind(parent, name, alike), alike)

    def descend(self, steps: Steps, member: Member) -> None:
        """Ask the rules about a JSON value and what is inside it, as far as any rule reaches."""
        if steps.rules:
            self.ask(steps.rules, member)
        value, below = member.value, steps.below
        if isinstance(value, dict):
            # The shorter list of names is gone through: a hostile document has a great many small objects.
            names = value if len(value) < len(below) else below
            for name in names:
                if name in below and name in value:
                    self.descend(below[name], Member(member.document, (*member.path, name), value[name]))
        elif isinstance(value, list) and "*" in below:
            inner = below["*"]
            for index, inside in enumerate(value):
                if (
                    inner.rules
                    or isinstance(inside, list)
                    or (isinstance(inside, dict) and not inner.below.keys().isdisjoint(inside))
                ):
                    self.descend(inner, Member(member.document, (*member.path, index), inside))

    def ask(self, asked: Iterable[tuple[Rule, bool]], whole: Node, alike: Iterable[Node] = ()) -> None:
        """Run rules, each on ``whole`` or on each of the nodes that are ``alike``, as its flag says.

        A rule that breaks is recorded and the others go on; one that has found MOST has said enough.
        """
        reading, silent, take = self.reading, self.silent, self.take
        for rule, at_once in asked:
            if silent and rule.code in silent and not rule.part:
                continue
            check = rule.check
            try:
                if at_once:
                    for where in check(whole) if rule.alone else check(whole, reading):
                        if not take(rule, where):
                            break
                    continue
                alone = rule.alone
                for node in alike:
                    for where in check(node) if alone else check(node, reading):
                        if not take(rule, where):
                            break
                    else:
                        continue
                    break
            except Exception as wrong:  # noqa: BLE001 - the one place: a broken rule must not hide what others find
                self.crashes.append(Crash(rule.code, f"{type(wrong).__name__}: {wrong}"))
                silent.add(rule.code)

    def take(self, rule: Rule, where: Where) -> bool:
        """Keep what a rule has found; False when it need not go on."""
        told = rule
        if not isinstance(where, Found):
            spot, facts = where, NO_FACTS
        else:
            spot, facts = where.spot, where.facts
            if where.part:
                member = self.parts.get((rule.check, where.part))
                if member is None or member.code in self.silent:
                    return True
                told = member
        count = self.counts.get(told.code, 0)
        if count == MOST or len(self.yielded) == IN_ALL:
            self.more.append(told.code)
            self.silent.add(told.code)
            return bool(told.part) and count == MOST
        self.counts[told.code] = count + 1
        self.yielded.append((told, spot, facts))
        return True

    def silence(self, said: Silences) -> None:
        """Take out what the document itself silences."""
        told = [each for each in self.yielded if not said.cover(each[0].code, each[0].name, each[1])]
        self.silenced = len(self.yielded) - len(told)
        self.yielded = told

    def report(self) -> Report:
        """Everything that was found, in document order."""
        lines = Lines(self.reading.decoded.utf8)
        where = Whereabouts(lines, Paths(), self.reading, self.choice.w3c)
        self.yielded.sort(key=order)
        source, level = self.reading.source, self.choice.level
        return Report(
            source.name,
            source.url,
            self.reading.format,
            tuple(Finding(rule, level(rule) or rule.level, facts, spot, where) for rule, spot, facts in self.yielded),
            self._stopped(),
            tuple(self.crashes),
            tuple(sorted(self.more)),
            self.silenced,
            lines,
            self.reading,
        )

    def _stopped(self) -> str | None:
        if self.undelivered is not None:
            return self.undelivered
        tree = self.reading.xml or self.reading.json
        if tree is None or tree.root is None:
            fatal = tree.fatal if tree else None
            return fatal.says if fatal else "nothing could be read"
        if self.reading.format is None:
            return "this is not a feed"
        return None
