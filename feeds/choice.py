"""Which rules run, at which level: what configuration and command line say, turned into a Choice for each target.

Of two words that mean one rule the longer wins (``RSS501`` over ``RSS``), of equally long ones the one said later: the
command line after the configuration, ``ignore`` after ``select``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from feeds.errors import UsageError
from feeds.rules import rules
from feeds.rules.chosen import Choice, chosen
from feeds.rules.presets import DEFAULT, PRESETS, W3C
from feeds.rules.rule import Level
from feeds.values.near import close_matches

EXACT = 100  # the weight of a code or a name; that of a prefix is its length
LEVELS = {"error": Level.ERROR, "warning": Level.WARNING, "advice": Level.ADVICE, "off": None}


class Said(NamedTuple):
    """What one place says about the choice: a table of the configuration, or the command line.

    ``levels`` pairs a word with a name of LEVELS. ``where`` is how errors name the place, "" for the command line.
    """

    preset: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    where: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says nothing that differs from the default."""
        return self.preset in {None, DEFAULT} and not any((self.select, self.extend_select, self.ignore, self.levels))

    def words(self) -> Iterator[tuple[str, str]]:
        """Every word that must mean a rule, and the key it stands under."""
        for key, words in (("select", self.select), ("extend-select", self.extend_select), ("ignore", self.ignore)):
            yield from ((word, key) for word in words)
        yield from ((word, "levels") for word, _ in self.levels)


class Override(NamedTuple):
    """What is said for some targets only: patterns (see ``fits``), and what holds for them."""

    targets: tuple[str, ...]
    said: Said


class Choices(NamedTuple):
    """The choice for every target of a run: the configuration, its overrides, the command line.

    ``folder`` is what the paths in overrides start from.
    """

    configured: Said = Said()
    overrides: tuple[Override, ...] = ()
    commanded: Said = Said()
    folder: str = ""
    inline: bool = True

    def of(self, name: str, url: str | None = None) -> Choice:
        """The choice for a target: its name as given, and where it is published."""
        layers = [self.configured, *(each.said for each in self.matching(name, url)), self.commanded]
        return combined(tuple(said for said in layers if said != Said()), self.inline)

    def matching(self, name: str, url: str | None = None) -> list[Override]:
        """The overrides for a target, in their order."""
        if not self.overrides:
            return []
        names = {name, *((url,) if url else ()), _within(name, self.folder)}
        return [each for each in self.overrides if any(fits(names, pattern) for pattern in each.targets)]

    def verify(self) -> None:
        """Raise UsageError, with the place and the nearest rule, for a word that means none."""
        for said in (self.configured, *(each.said for each in self.overrides), self.commanded):
            for word, key in said.words():
                _codes(word, f"{said.where}: `{key}`: " if said.where else "")


def matching(word: str) -> list[str]:
    """The codes that a word means: a code, a prefix of codes (``RSS``, ``RSS2``), a rule's name, or ``ALL``.

    Raises UsageError, with the nearest name, when it means none.
    """
    return list(_codes(word))


def choose(
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    extend_select: Sequence[str] = (),
    levels: Iterable[tuple[str, str]] = (),
    preset: str | None = None,
) -> Choice:
    """The rules of ``select`` (those of the preset when empty) without those of ``ignore``, at the preset's levels.

    ``levels`` pairs a word with error, warning, advice or off, for rules that run. Raises UsageError for a word that
    means no rule, a level or a preset that there is not.
    """
    return combined((Said(preset, tuple(select), tuple(extend_select), tuple(ignore), tuple(levels)),))


@lru_cache(maxsize=256)
def combined(layers: tuple[Said, ...], inline: bool = True) -> Choice:  # noqa: FBT001, FBT002 - a cache's key
    """The choice of several places together, the later ones before the earlier. Raises UsageError as ``choose``."""
    if all(said.silent for said in layers):
        return chosen(None, inline=inline)
    preset, base = DEFAULT, 0
    for index, said in enumerate(layers):
        preset = said.preset or preset
        base = index if said.select else base
    levels = _preset(preset)
    running: dict[str, tuple[int, bool]] = {}
    changed: dict[str, tuple[int, str]] = {}
    if not layers[base].select:
        running = {code: (-1, True) for code, level in levels.items() if level is not None}
    for index, said in enumerate(layers):
        chosen_here = (said.select if index == base else ()) + (said.extend_select if index >= base else ())
        off = tuple(word for word, level in said.levels if level == "off")
        for words, runs in ((chosen_here, True), (said.ignore + off, False)):
            for word in words:
                weight = _weight(word)
                for code in _codes(word):
                    if weight >= running.get(code, (-1, runs))[0]:
                        running[code] = weight, runs
        for word, level in said.levels:
            weight = _weight(word)
            for code in _codes(word):
                if level != "off" and weight >= changed.get(code, (-1, ""))[0]:
                    changed[code] = weight, level
    return chosen(tuple(_settled(levels, running, changed)), preset == W3C, inline)


def _settled(
    levels: dict[str, Level | None], running: dict[str, tuple[int, bool]], changed: dict[str, tuple[int, str]]
) -> Iterator[tuple[str, Level]]:
    for code, rule in rules().items():
        if running.get(code, (0, False))[1]:
            level = _level(changed[code][1]) if code in changed else levels[code]
            yield code, level or rule.level


def _level(word: str) -> Level | None:
    if word not in LEVELS:
        raise UsageError(f"There is no level {word!r}.{_nearest(word, LEVELS)}")
    return LEVELS[word]


def _preset(name: str) -> dict[str, Level | None]:
    if name not in PRESETS:
        raise UsageError(f"There is no preset {name!r}.{_nearest(name, PRESETS)}")
    level = PRESETS[name].level
    return {code: level(rule) for code, rule in rules().items()}


def _nearest(word: str, known: Iterable[str]) -> str:

    names = list(known)
    near = close_matches(word.lower(), names, 1)
    return f" Did you mean {near[0]}?" if near else f" There are: {', '.join(names)}."


def _weight(word: str) -> int:
    """How much a word decides: nothing for ALL, most for a whole code or a name."""
    if word.upper() == "ALL":
        return 0
    return EXACT if word.upper() in rules() or "-" in word else len(word)


@lru_cache(maxsize=1024)
def _codes(word: str, where: str = "") -> tuple[str, ...]:
    all_rules = rules()
    upper = word.upper()
    if upper == "ALL":
        return tuple(all_rules)
    found = tuple(code for code, rule in all_rules.items() if code.startswith(upper) or rule.name == word.lower())
    if not word or not found:
        names = [rule.name for rule in all_rules.values()]
        near = close_matches(word.lower(), names, 1) or close_matches(upper, list(all_rules), 1)
        hint = f" Did you mean {near[0]}?" if near else " `feeds rules` lists them all."
        raise UsageError(f"{where}No rule is called {word!r}, and no code begins so.{hint}")
    return found


def fits(names: Iterable[str], pattern: str) -> bool:
    """Whether a pattern means a target, by one of its names (a path with slashes, a URL).

    ``*`` is anything but a slash, ``**`` anything, ``?`` one character. A pattern without a slash is held against the
    last part of a path; one that ends in a slash means everything below.
    """
    expression = _expression(pattern)
    last_only = "/" not in pattern
    return any(expression.fullmatch(name.rpartition("/")[2] if last_only else name) for name in names)


@lru_cache(maxsize=1024)
def _expression(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    said = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(said.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _within(name: str, folder: str) -> str:
    """A local path as it stands below a folder; a URL or what lies elsewhere as it is."""
    if "://" in name or name == "-" or not folder:
        return name
    try:
        # Not resolve(): a link is the target that its own path names.
        return Path(os.path.abspath(name)).relative_to(folder).as_posix()  # noqa: PTH100 - absolute() keeps ..
    except ValueError:
        return Path(name).as_posix()
