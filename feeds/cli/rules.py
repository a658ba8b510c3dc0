"""``feeds rules``: every rule, as a table or as JSON."""

import json

import click

from feeds.choice import choose
from feeds.rules import rules


@click.command(
    "rules",
    epilog="""\b
Examples:
  feeds rules
  feeds rules RSS ATM1
  feeds rules --output-format json""",
)
@click.argument("codes", nargs=-1, metavar="[CODE...]")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(codes: tuple[str, ...], output_format: str) -> None:
    """List the rules: code, level, name, and what each says."""
    choice = choose(codes)
    chosen = [rule for rule in rules().values() if choice.level(rule) is not None]
    if output_format == "json":
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "level": rule.level.value,
                "book": rule.book.title,
                "formats": sorted(rule.formats),
                "on": list(rule.on),
                "message": rule.says,
                "why": rule.why,
                "fix": rule.fix,
                "spec": rule.spec,
                "w3c": list(rule.w3c),
                "bad": rule.bad.encode("utf-8", "replace").decode(),
                "good": rule.good.encode("utf-8", "replace").decode(),
            }
            for rule in chosen
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    width = max(len(rule.name) for rule in chosen)
    title = ""
    for rule in chosen:
        if rule.book.title != title:
            title = rule.book.title
            click.echo(f"\n{title}")
        click.echo(f"  {rule.code}  {rule.level.value:7}  {rule.name:{width}}  {rule.says}")
    click.echo(f"\n{len(chosen)} rules. `feeds explain CODE` says more of one.")
