"""``feeds check --fix`` and ``--diff``: documents mended in place, or as a diff; imported when asked for."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from feeds.check import check
from feeds.cli.differences import unified
from feeds.cli.fixing_options import Fixing
from feeds.cli.outcomes import GARBAGE, Work
from feeds.cli.targets import Target, is_url, shown
from feeds.errors import UnreadableError, UsageError
from feeds.fix import Mended, fixes_of, mend
from feeds.publish.folder import write
from feeds.report import text
from feeds.source.encoding import decode
from feeds.source.source import Source

UNREADABLE = 3


def fix(todo: Sequence[Target], fixing: Fixing, work: Work, wrote: Callable[[str], None]) -> list[Target]:
    """Mend the targets, tell on standard error what was mended, and answer with what is to be checked then.

    Standard input goes mended to standard output; ``wrote`` hears of each file that was changed. Raises UsageError for
    targets that nobody can write to, and for a file that has changed meanwhile.
    """
    _local(todo)
    if any(target.name == "-" for target in todo) and len(todo) > 1:
        raise UsageError("With --fix the mended document goes to standard output: name - alone, or files alone.")
    remaining = list(todo)
    for index, target, source, mended in _mended(todo, fixing, work):
        if target.name == "-":
            sys.stdout.buffer.write(mended.data)
            sys.stdout.buffer.flush()
            remaining[index] = target._replace(data=mended.data)
        elif mended.data != source.data:
            path = Path(target.name).resolve()  # a link stays a link
            write(path.parent, {path.name: mended.data}, since=(path.name, source.data))
            wrote(target.name)
        for line in told(shown(target), mended, unsafe=fixing.unsafe_fixes):
            click.echo(line, err=True)
    return remaining


def _local(todo: Sequence[Target]) -> None:
    if any(is_url(target.name) for target in todo):
        raise UsageError(
            "What is published at a URL cannot be mended from here. Save the feed to a file, and name that."
        )


def _mended(
    todo: Sequence[Target],
    fixing: Fixing,
    work: Work,
    say: Callable[[Target, UnreadableError], None] = lambda _target, _wrong: None,
) -> Iterator[tuple[int, Target, Source, Mended]]:
    """The targets that could be read, by their number, after their fixes; ``say`` hears of the others."""
    for index, target in enumerate(todo):
        try:
            source = target.source()
        except UnreadableError as wrong:
            say(target, wrong)
            continue
        choice = work.choices.of(target.name, target.url)
        mended = mend(source, partial(check, now=work.now, choice=choice), unsafe=fixing.unsafe_fixes)
        yield index, target, source, mended
        if gc.get_count()[0] > GARBAGE:
            gc.collect()


def told(name: str, mended: Mended, *, unsafe: bool) -> Iterator[str]:
    """The lines that say what was mended in a document; none where nothing was and nothing could be."""
    if mended.fixed:
        yield f"{name}: {len(mended.fixed)} fixed"
        for (code, rule), count in sorted(Counter((each.rule.code, each.rule.name) for each in mended.fixed).items()):
            yield f"  {code} {rule}" + (f" × {count}" if count > 1 else "")
    yield from _more(name, mended, unsafe=unsafe)


def _more(name: str, mended: Mended, *, unsafe: bool) -> Iterator[str]:
    """What could not be mended: by repairs that are not safe, or that broke."""
    for crash in mended.crashes:
        yield f"{name}: internal error in the repair of {crash.rule}: {crash.error}. Please report it."
    more = 0 if unsafe or mended.crashes else sum(not each.safe for each in fixes_of(mended.report.findings).values())
    if more:
        yield f"{name}: {more} more can be fixed with --unsafe-fixes"


def differences(todo: Sequence[Target], fixing: Fixing, work: Work) -> int:
    """What would be changed, as a diff on standard output: 1 if anything would, 3 if something could not be read.

    Raises UsageError for targets that nobody can write to.
    """
    _local(todo)
    changed = seen = 0
    for _index, target, source, mended in _mended(todo, fixing, work, _unreadable):
        seen += 1
        if mended.data == source.data:
            continue
        changed += 1
        for line in unified(shown(target), _text(source.data), _text(mended.data)):
            click.echo(line, nl=False)
        for line in _more(shown(target), mended, unsafe=fixing.unsafe_fixes):
            click.echo(line, err=True)
    if changed or seen:
        click.echo(f"{changed} of {seen} documents would change" if changed else "Nothing would change.", err=True)
    return 1 if changed else 0 if seen == len(todo) else UNREADABLE


def _unreadable(target: Target, wrong: UnreadableError) -> None:
    click.echo(f"{shown(target)}: not checked: {text.unnamed(str(wrong), shown(target))}", err=True)


def _text(data: bytes) -> str:
    """The document in characters, as a diff shows it."""
    decoded = decode(data, json=data.lstrip()[:1] in {b"{", b"["})
    return ("\ufeff" if decoded.marked else "") + decoded.utf8.decode("utf-8", "replace")
