"""``feeds init``: a commented configuration to start from."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import click

from feeds.cli.context import Edge
from feeds.config import CHECK, FILE, SETTINGS, Setting
from feeds.errors import UsageError

# What a person must look at; the rest stands as a comment with its default or an example.
_ACTIVE = ("base-url", "title", "sources", "output")


@click.command("init", epilog="\b\nThen: set base-url, put documents into articles/, and run `feeds build`.")
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> int:
    """Write a commented feeds.toml into DIR (default: here). An existing one is never overwritten."""
    edge = ctx.find_object(Edge)
    assert edge is not None
    file = folder / FILE
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(template(edge.now.year))
    except FileExistsError:
        raise UsageError(f"{file} is already there, and is left as it is.") from None
    except OSError as wrong:
        raise UsageError(f"{file} cannot be written: {wrong.strerror}.") from wrong
    click.echo(f"Wrote {file}.")
    click.echo("Next: set base-url in it, put documents into articles/, and run `feeds build`.")
    return 0


def template(year: int) -> str:
    """The file's text; ``year`` stands in the example of an authority."""
    parts = [
        "# Configuration of feeds. The same keys work as [tool.feeds] in pyproject.toml.",
        *(_commented(setting, year) for setting in SETTINGS),
        "# What `feeds check` does.\n[check]",
        *(_commented(setting, year) for setting in CHECK),
    ]
    return "\n\n".join(parts) + "\n"


def _commented(setting: Setting, year: int) -> str:
    comment = textwrap.fill(setting.says, 100, initial_indent="# ", subsequent_indent="# ")
    example = f"example.org,{year}" if setting.key == "authority" else setting.example
    # Texts, lists of texts, numbers and true are spelt as in TOML.
    value = json.dumps(example, ensure_ascii=False)
    if isinstance(example, dict):
        value = "{ " + ", ".join(f'"{word}" = "{level}"' for word, level in example.items()) + " }"
    mark = "" if setting.key in _ACTIVE else "# "
    return f"{comment}\n{mark}{setting.key} = {value}"
