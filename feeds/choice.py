"""Which rules run, at which level: what the person said on the command line, turned into a Choice."""

from collections.abc import Sequence
from difflib import get_close_matches

from feeds.errors import UsageError
from feeds.rules import rules
from feeds.rules.chosen import EVERYTHING, Choice


def matching(word: str) -> list[str]:
    """The codes that a word means: a code, a prefix of codes (``RSS``, ``RSS2``), a rule's name, or ``ALL``.

    Raises UsageError, with the nearest name, when it means none.
    """
    all_rules = rules()
    upper = word.upper()
    if upper == "ALL":
        return list(all_rules)
    found = [code for code, rule in all_rules.items() if code.startswith(upper) or rule.name == word.lower()]
    if not found:
        near = get_close_matches(word.lower(), [rule.name for rule in all_rules.values()], 1) or get_close_matches(
            upper, list(all_rules), 1
        )
        hint = f" Did you mean {near[0]}?" if near else " `feeds rules` lists them all."
        raise UsageError(f"No rule is called {word!r}, and no code begins so.{hint}")
    return found


def choose(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Choice:
    """The rules of ``select`` (all when empty) without those of ``ignore``; the longer word wins over the shorter.

    Raises UsageError for a word that means no rule.
    """
    if not select and not ignore:
        return EVERYTHING
    length: dict[str, int] = {}
    chosen: set[str] = set()
    for word in select or ("ALL",):
        for code in matching(word):
            length[code] = max(length.get(code, 0), 0 if word.upper() == "ALL" else len(word))
            chosen.add(code)
    for word in ignore:
        for code in matching(word):
            if len(word) >= length.get(code, 0):
                chosen.discard(code)
    return Choice({code: rule.level for code, rule in rules().items() if code in chosen})
