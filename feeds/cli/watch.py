"""``feeds check --watch``: check again when a target has changed, until Ctrl-C."""

from __future__ import annotations

import gc
import glob
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click

from feeds.cli import edge
from feeds.cli.choosing_options import Chosen
from feeds.cli.targets import SUFFIXES, is_url
from feeds.errors import FeedsError, UsageError

PAUSE = 0.5  # seconds between two looks
INTERRUPTED = 130
State = dict[str, tuple[int, int]]


def watched(ctx: click.Context, names: Sequence[str], wanted: Chosen, list_file: str | None) -> int:
    """Run the command of ``ctx`` as it was called, save for --watch, whenever one of its files has changed."""
    watchable([*names, *([list_file] if list_file else [])])
    besides = [path for path in (wanted.config.file, wanted.baseline, Path(list_file) if list_file else None) if path]

    own: State = {}

    def once() -> int:
        own.clear()
        ctx.obj = edge(os.environ)._replace(wrote=lambda name: own.update(state([name])))  # and the clock goes on
        code = ctx.invoke(ctx.command, **{**ctx.params, "watch": False})
        return code if isinstance(code, int) else 0

    return watching(once, list(dict.fromkeys(names)), besides, partial(click.echo, err=True), time.sleep, own)


def watchable(names: Sequence[str]) -> None:
    """Raise UsageError for a target that cannot be watched."""
    for name in names:
        if name == "-" or is_url(name):
            what = "Standard input" if name == "-" else name
            raise UsageError(f"{what} cannot be watched, only files and folders can. Take away --watch.")


def watching(
    once: Callable[[], int],
    names: Sequence[str],
    besides: Iterable[Path],
    say: Callable[[str], None],
    sleep: Callable[[float], None],
    own: Mapping[str, tuple[int, int]] = MappingProxyType({}),
) -> int:
    """Run ``once``, and again whenever a file of ``names`` or ``besides`` has changed; its last answer, at Ctrl-C.

    ``own`` is what ``once`` has written, as it left it: that is nobody's change.
    What cannot be done (a configuration half written) is said, and the watch goes on.
    """
    beside = [str(path) for path in besides]
    code = 0
    try:
        before = state([*names, *beside])
        while True:
            try:
                code = once()
            except FeedsError as wrong:
                say(f"feeds: {wrong}")
                code = wrong.exit_code
            if code == INTERRUPTED:
                return code
            before |= own
            gc.collect()  # the check leaves its garbage to the end of the process, which is far
            count = len(state(names))
            say(f"Watching {count} file{'' if count == 1 else 's'}; Ctrl-C ends it.")
            while (now := state([*names, *beside])) == before:
                sleep(PAUSE)
            say(f"\n{_changed(before, now)}")
            before = now
    except KeyboardInterrupt:
        return code


def state(names: Iterable[str]) -> State:
    """When each file was last changed, in nanoseconds, and its size in bytes, by its absolute path."""
    found: State = {}
    for name in names:
        for path in _files(name):
            try:
                stat = os.stat(path)  # noqa: PTH116 - a name may be hostile text; Path normalises it away
            except (OSError, ValueError):
                continue
            found[os.path.abspath(path)] = stat.st_mtime_ns, stat.st_size  # noqa: PTH100 - links are left alone
    return found


def _files(name: str) -> Iterator[str]:
    """The files that a target stands for; of a folder those that may be feeds."""
    if os.path.isdir(name):  # noqa: PTH112 - as above
        yield from (str(path) for path in Path(name).rglob("*") if path.suffix in SUFFIXES)
    elif not os.path.exists(name) and glob.has_magic(name):  # noqa: PTH110 - as above
        for match in glob.glob(name, recursive=True):  # noqa: PTH207 - as above
            yield from _files(match) if os.path.isdir(match) else (match,)  # noqa: PTH112 - as above
    else:
        yield name


def _changed(before: State, now: State) -> str:
    """What has changed, in a line."""
    names = sorted(os.path.relpath(path) for path in {*before, *now} if before.get(path) != now.get(path))
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{shown} changed."
