"""What is wrong with a command line, in our own words: what it is, and what to write instead."""

from __future__ import annotations

import click

from feeds.values.near import close_matches


def usage(wrong: click.ClickException) -> str:
    """One line about a command line that click has refused."""
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    command = context.command_path if context is not None else "feeds"
    return f"{_says(wrong, context)} `{command} --help` shows what there is."


def _says(wrong: click.ClickException, context: click.Context | None) -> str:
    if isinstance(wrong, click.NoSuchOption):
        options = [name for each in (context.command.params if context is not None else ())
                   if isinstance(each, click.Option) for name in (*each.opts, *each.secondary_opts)]  # fmt: skip
        near = close_matches(wrong.option_name, options, 1)
        return f"There is no option {wrong.option_name}." + (f" Did you mean {near[0]}?" if near else "")
    if isinstance(wrong, click.MissingParameter) and wrong.param is not None:
        among = wrong.param.type.choices if isinstance(wrong.param.type, click.Choice) else ()
        return f"{_name(wrong.param, context)} is missing." + (f" There are: {', '.join(among)}." if among else "")
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        return f"{_name(wrong.param, context)}: {_wanted(wrong, wrong.param.type)}"
    says = wrong.format_message()
    return says if says.endswith(".") else f"{says}."


def _name(param: click.Parameter, context: click.Context | None) -> str:
    """An option as it is written, an argument as the help shows it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if isinstance(param.type, click.Choice):
        return str(param.name).upper()
    return param.make_metavar(context or click.Context(click.Command("feeds"))).strip("[]{}.")


def _wanted(wrong: click.BadParameter, kind: click.ParamType[object]) -> str:
    """What an option takes, where it is a number, which click says in the words of mathematics."""
    if not isinstance(kind, click.IntRange | click.FloatRange):
        return wrong.message if wrong.message.endswith((".", "?")) else f"{wrong.message}."
    number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
    if kind.min is not None and kind.max is not None:
        return f"this takes {number} from {kind.min} to {kind.max}."
    return f"this takes {number}{f' from {kind.min} on' if kind.min is not None else ''}."
