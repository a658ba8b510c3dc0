"""The page of one rule, docs/rules/CODE.md: all that is declared of it."""

from collections.abc import Iterator

from feeds.cli.pages.marks import block, code, prose
from feeds.rules.presets import PRESETS
from feeds.rules.rule import Rule


def rule_page(rule: Rule) -> str:
    """The text of a rule's page."""
    return "\n".join(_lines(rule)) + "\n"


def rule_file(rule: Rule) -> str:
    """Where the page of a rule lies, from docs/."""
    return f"rules/{rule.code}.md"


def book_file(letters: str) -> str:
    """Where the page of a book lies, from docs/."""
    return f"books/{letters.lower()}.md"


def mended(rule: Rule) -> str:
    """The option that mends it, as Markdown; "" for none."""
    return f"`{rule.fixed_by}`" if rule.repair else ""


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield f"**{rule.level.value}** · [{prose(rule.book.title)}](../{book_file(rule.book.letters)}) · {_where(rule)}"
    yield ""
    yield f"> {prose(rule.says)}"
    yield ""
    yield prose(rule.why)
    for title, example in (("Bad", rule.bad), ("Good", rule.good)):
        yield ""
        yield f"## {title}"
        yield ""
        yield from block(example, _language(rule, example))
    yield ""
    yield "## Fix"
    yield ""
    yield prose(rule.fix)
    if rule.repair:
        yield ""
        yield f"`feeds check {rule.fixed_by}` does it where the right value is evident."
    yield ""
    yield "## Specification"
    yield ""
    yield f"<{rule.spec}>"
    yield ""
    yield "## In presets"
    yield ""
    yield _presets(rule)
    if rule.w3c:
        yield ""
        yield "## W3C feed validator"
        yield ""
        names = ", ".join(f"[{name}](../w3c.md#{name.lower()})" for name in rule.w3c)
        yield f"It says {names} of the same."
    yield ""
    yield f"[Leave this rule out, or give it another level](../presets.md#choosing-rules): `--ignore {rule.code}`."


def _where(rule: Rule) -> str:
    """On what the rule runs."""
    if rule.on == ("http",):
        return "what is fetched from a URL"
    return ", ".join(sorted(rule.formats)) if rule.formats else "every format"


def _language(rule: Rule, example: str) -> str:
    """The word behind the fence, by which sites colour what is inside."""
    if rule.on == ("http",):
        return ""
    return "json" if example.lstrip()[:1] in {"{", "["} else "xml" if example.lstrip()[:1] == "<" else ""


def _presets(rule: Rule) -> str:
    said: dict[str, list[str]] = {}
    for name, preset in PRESETS.items():
        level = preset.level(rule)
        said.setdefault("left out" if level is None else level.value, []).append(code(name))
    return "; ".join(f"{how}: {', '.join(names)}" for how, names in said.items()) + "."
