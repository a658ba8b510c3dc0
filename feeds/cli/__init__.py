"""The command line: the only place with argv, environment, clock, stdout and exit codes.

Each command lives in a module of its own and is imported when it is chosen, so ``feeds check`` never pays for what
``feeds build`` needs.
"""

import contextlib
import datetime as dt
import errno
import importlib
import os
import sys
from collections.abc import Sequence
from typing import IO

import click

import feeds
from feeds.cli.context import Edge
from feeds.errors import FeedsError, UsageError
from feeds.values.near import close_matches

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)  # where standard output goes

# The order of the work. The words stand here, and not only in each command, so that `feeds --help` imports none.
COMMANDS = {
    "init": "Write a commented feeds.toml into DIR (default: here).",
    "convert": "Convert raw documents to article records in JSON, or to a feed.",
    "build": "Build RSS, Atom, JSON Feed and pages from raw documents.",
    "diff": "Say what subscribers would see when NEW takes the place of OLD.",
    "publish": "Put what was built on a web server, and check what is served.",
    "server": "Print the configuration of a web server that serves feeds right.",
    "check": "Check feeds: every defect, at its exact place.",
    "explain": "Explain rules: why each exists, a bad and a good example, and how to mend it.",
    "rules": "List the rules: code, level, name, and what each says.",
    "config": "Show the configuration that holds here, and where each value comes from.",
    "completion": "Print the completion script for a shell: commands, options, presets and rule codes.",
}


class Commands(click.Group):
    """The group of all commands; a command's module is imported when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands in the order of the work, as ``--help`` shows them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"feeds.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; a mistyped one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = close_matches(args[0], COMMANDS, 1)
            if not near and ("://" in args[0] or os.path.exists(args[0])):  # noqa: PTH110 - it may be hostile text
                near = [f"check {args[0]}"]
            hint = f" Did you mean `feeds {near[0]}`?" if near else f" There are: {', '.join(COMMANDS)}."
            raise UsageError(f"There is no command `{args[0]}`.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 something could not be looked at.",
)
@click.version_option(feeds.__version__, "-V", "--version", message="feeds %(version)s")
def group() -> None:
    """Publish and check RSS, Atom and JSON Feed.

    \b
    feeds build                       articles in, feeds and pages out
    feeds check feed.xml              every defect, at its exact place
    feeds check https://example.org/feed.xml
    feeds explain RSS220              why a rule exists, and how to mend it
    """  # noqa: D301 - a lone backspace is click's sign for lines that must not be wrapped


def edge(env: os._Environ[str]) -> Edge:
    """The outer world now.

    Raises UsageError when SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) is not a number.
    """
    epoch = env.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return Edge(dt.datetime.now(dt.UTC).replace(microsecond=0), env)
    try:
        return Edge(dt.datetime.fromtimestamp(int(epoch), dt.UTC), env)
    except (ValueError, OverflowError, OSError) as wrong:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch[:40]!r}; it must be a count of seconds since 1970. Set or unset it."
        ) from wrong


def say(text: str, stream: IO[str]) -> None:
    """Write one line; a reader that went away is no error."""
    with contextlib.suppress(BrokenPipeError):
        print(text, file=stream)


def _standard_streams() -> None:
    """Open what whoever started us has closed, lowest first, so that no file of ours gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open until the end


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; no traceback ever reaches the terminal."""
    _standard_streams()
    for stream in (sys.stdout, sys.stderr):
        # A title in Arabic must not end the run on a terminal that speaks only ASCII.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = group.main(args, prog_name="feeds", standalone_mode=False, obj=edge(os.environ))
        code = code if isinstance(code, int) else 0
    except FeedsError as wrong:
        say(f"feeds: {wrong}", sys.stderr)
        code = wrong.exit_code
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.Abort:
        say("feeds: interrupted.", sys.stderr)
        code = 130
    except click.ClickException as wrong:
        from feeds.cli.wrong import usage  # noqa: PLC0415 - only to say what is wrong

        say(f"feeds: {usage(wrong)}", sys.stderr)
        code = 2
    except KeyboardInterrupt:
        say("feeds: interrupted.", sys.stderr)
        code = 130
    except BrokenPipeError:
        # The reader has gone (`feeds rules | head`): give the interpreter a stdout that it can flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as wrong:
        if wrong.filename is not None or wrong.errno not in FULL:
            code = _broken(wrong)
        else:
            say(f"feeds: standard output cannot be written: {wrong.strerror}.", sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 2
    except Exception as wrong:  # noqa: BLE001 - it is told
        code = _broken(wrong)
    sys.exit(code)


def _broken(wrong: Exception) -> int:
    """Tell of what is our defect and not the person's: no traceback unless asked for."""
    if os.environ.get("FEEDS_TRACEBACK"):
        raise wrong
    say(
        f"feeds: internal error: {type(wrong).__name__}: {wrong}. Your files are not to blame; please report it,"
        " with what FEEDS_TRACEBACK=1 shows.",
        sys.stderr,
    )
    return 70  # EX_SOFTWARE
