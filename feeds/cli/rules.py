"""``feeds rules``: every rule, as a table or as JSON."""

import json

import click

from feeds.choice import choose
from feeds.cli.choosing_options import codes
from feeds.cli.sections import OneOf
from feeds.rules import rules
from feeds.rules.presets import PRESETS


@click.command(
    "rules",
    epilog="""\b
Examples:
  feeds rules
  feeds rules RSS ATM1
  feeds rules --preset podcast
  feeds rules --output-format json""",
)
@click.argument("words", nargs=-1, metavar="[CODE...]", shell_complete=codes)
@click.option("--preset", type=OneOf(list(PRESETS)), help="Those of a preset, at its levels.")
@click.option("--output-format", type=OneOf(["text", "json"]), default="text", show_default=True)
def command(words: tuple[str, ...], preset: str | None, output_format: str) -> None:
    """List the rules: code, level, name, and what each says."""
    started, named = choose(preset=preset), choose(words)
    chosen = [(rule, level) for rule in rules().values()
              if (level := started.level(rule)) is not None and named.level(rule) is not None]  # fmt: skip
    if output_format == "json":
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "level": level.value,
                "book": rule.book.title,
                "formats": sorted(rule.formats),
                "on": list(rule.on),
                "message": rule.says,
                "why": rule.why,
                "fix": rule.fix,
                "fixed_by": rule.fixed_by or None,
                "spec": rule.spec,
                "w3c": list(rule.w3c),
                "bad": rule.bad.encode("utf-8", "replace").decode(),
                "good": rule.good.encode("utf-8", "replace").decode(),
            }
            for rule, level in chosen
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    width = max((len(rule.name) for rule, _ in chosen), default=0)
    title = ""
    for rule, level in chosen:
        if rule.book.title != title:
            title = rule.book.title
            click.echo(f"\n{title}")
        sign = "*" if rule.repair and rule.safe else "+" if rule.repair else " "
        click.echo(f"  {rule.code}{sign} {level.value:7}  {rule.name:{width}}  {rule.says}")
    click.echo("\n* mended by `feeds check --fix` where the right value is evident; + with --unsafe-fixes, too")
    click.echo(f"{len(chosen)} rules. `feeds explain CODE` says more of one.")
