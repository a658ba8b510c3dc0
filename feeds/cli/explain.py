"""``feeds explain CODE``: why a rule exists, what breaks it, what keeps it."""

import sys

import click

from feeds.choice import matching
from feeds.cli.choosing_options import codes as completed
from feeds.cli.context import Edge
from feeds.cli.output import colour_wanted
from feeds.report.text import Paint, shown
from feeds.rules import rules
from feeds.rules.rule import Rule


@click.command(
    "explain",
    epilog="""\b
Examples:
  feeds explain RSS220
  feeds explain item-without-title-or-description
  feeds explain RSS2          all rules whose codes begin so
  feeds explain ItemMustContainTitleOrDescription   what the W3C validator calls so""",
)
@click.argument("codes", nargs=-1, required=True, metavar="CODE...", shell_complete=completed)
@click.pass_context
def command(ctx: click.Context, codes: tuple[str, ...]) -> None:
    """Explain rules: why each exists, a bad and a good example, and how to mend it."""
    edge = ctx.find_object(Edge)
    assert edge is not None
    paint = Paint(colour_wanted("auto", edge.env, sys.stdout))
    for word in codes:
        for code in [code for code, rule in rules().items() if word in rule.w3c] or matching(word):
            click.echo(explanation(rules()[code], paint), color=paint.on)


def explanation(rule: Rule, paint: Paint) -> str:
    """Everything there is to say about a rule, as text."""
    lines = [
        f"{paint(rule.code, '1')} {paint(rule.name, '1')} ({rule.level.value}, {rule.book.title})",
        "",
        rule.why,
        "",
        paint("Message: ", "34") + rule.says,
        paint("Fix:     ", "34") + rule.fix,
        paint("Source:  ", "34") + rule.spec,
    ]
    if rule.repair:
        lines.append(paint("Mended:  ", "34") + f"by `feeds check {rule.fixed_by}`, where the right value is evident")
    if rule.w3c:
        lines.append(paint("W3C:     ", "34") + ", ".join(rule.w3c))
    lines += ["", paint("Bad:", "31"), *_indented(rule.bad), paint("Good:", "32"), *_indented(rule.good), ""]
    return "\n".join(lines)


def _indented(example: str) -> list[str]:
    return [f"  {shown(line)}" for line in (example[:1500] or "(an empty document)").splitlines()]
