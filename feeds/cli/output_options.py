"""The options that say in which forms a check is told, and where to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import click

from feeds.cli.sections import OneOf

LINES = ("text", "concise", "summary", "jsonl", "azure")
"""The forms whose pieces are written as they come."""
FORMS = ("text", "concise", "summary", "json", "jsonl", "sarif", "junit", "github", "gitlab", "azure", "checkstyle",
         "markdown", "html")  # fmt: skip

F = TypeVar("F", bound=Callable[..., object])


class Asked(NamedTuple):
    """What was asked for, as it was written."""

    outputs: tuple[str, ...]
    form: str | None
    statistics: bool


def output_options(command: F) -> F:
    """Add the options; the command receives ``outputs``, ``output_format``, ``statistics`` and ``colour``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORM[=FILE]",
        help=f"Also as FORM, into FILE or to standard output; may be given several times. Forms: {', '.join(FORMS)}.",
    ),
    click.option(
        "--output-format",
        type=OneOf(FORMS),
        metavar="FORM",
        help="The form on standard output: the same as --output FORM.  [default: text; in a GitHub workflow: github]",
    ),
    click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them."),
    click.option(
        "--color",
        "colour",
        type=OneOf(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours; auto: on a terminal, as NO_COLOR and FORCE_COLOR say.",
    ),
)
