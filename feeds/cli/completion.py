"""``feeds completion``: the script that makes a shell complete commands, options, presets and rule codes."""

from __future__ import annotations

import click

from feeds.cli.sections import OneOf
from feeds.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog="""\b
Examples:
  feeds completion bash > ~/.local/share/bash-completion/completions/feeds
  feeds completion zsh > "${fpath[1]}/_feeds"
  feeds completion fish > ~/.config/fish/completions/feeds.fish
  eval "$(feeds completion bash)"              for this session only""",
)
@click.argument("shell", type=OneOf(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the completion script for a shell: commands, options, presets and rule codes."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - this command alone needs it

    made = get_completion_class(shell)
    if made is None:
        raise UsageError(f"There is no completion for {shell}.")
    script = made(ctx.find_root().command, {}, "feeds", "_FEEDS_COMPLETE")
    click.echo(script.source_template % script.source_vars())
    return 0
