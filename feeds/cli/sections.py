"""Options in sections: ``--help`` of a command with forty options is read by heading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])


class SectionOption(click.Option):
    """An option under a heading of its own."""

    section = "Options"


class Sections(click.Command):
    """A command whose options stand under their headings, each heading where its first option is."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section; those without one come first."""
        found: dict[str, list[tuple[str, str]]] = {"Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                found.setdefault(getattr(parameter, "section", "Options"), []).append(record)
        for heading, records in found.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


class OneOf(click.Choice[str]):
    """A word of a list; a mistyped one is answered with the nearest."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself. Raises BadParameter with the nearest one."""
        from feeds.settings import nearest  # noqa: PLC0415 - only what is wrong pays for it

        if value not in self.choices:
            self.fail(f"there is no {value!r}.{nearest(value, [str(each) for each in self.choices], '')}", param, ctx)
        return value


def section(heading: str) -> Callable[..., Callable[[Command], Command]]:
    """What makes options of one section: it is used like ``click.option``."""

    class Here(SectionOption):
        section = heading

    def option(*declarations: str, **attributes: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's own
        return click.option(*declarations, cls=Here, **attributes)

    return option
