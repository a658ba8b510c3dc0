"""``feeds check --fix`` and ``--diff``: documents mended in place, or as a diff; imported when asked for."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
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
from feeds.report import concise
from feeds.report.telling import tell
from feeds.source.encoding import decode
from feeds.source.source import Source

UNREADABLE = 3


def fix(todo: Sequence[Target], fixing: Fixing, work: Work) -> int | None:
    """Mend the targets, and tell on standard error what was mended.

    Answers with the exit code where nothing is left to do: after a diff, and when the only target was standard input.
    None where the files are to be checked as usual. Raises UsageError for targets that nobody can write to.
    """
    if any(is_url(target.name) for target in todo):
        raise UsageError(
            "What is published at a URL cannot be mended from here. Save the feed to a file, and name that."
        )
    if fixing.diff:
        return _differences(todo, fixing, work)
    if any(target.name == "-" for target in todo):
        if len(todo) > 1:
            raise UsageError("With --fix the mended document goes to standard output: name - alone, or files alone.")
        return _stream(todo[0], fixing, work)
    for target, source, mended in _mended(todo, fixing, work):
        if mended.data != source.data:
            path = Path(target.name).resolve()  # a link stays a link
            write(path.parent, {path.name: mended.data})
        _tell(target, mended, fixing)
    return None


def _mended(todo: Sequence[Target], fixing: Fixing, work: Work) -> Iterator[tuple[Target, Source, Mended]]:
    """The targets that could be read, after their fixes; what could not is told by the check that follows."""
    for target in todo:
        try:
            source = target.source()
        except UnreadableError:
            continue
        choice = work.choices.of(target.name, target.url)
        yield target, source, mend(source, partial(check, now=work.now, choice=choice), unsafe=fixing.unsafe_fixes)
        if gc.get_count()[0] > GARBAGE:
            gc.collect()


def _tell(target: Target, mended: Mended, fixing: Fixing) -> None:
    """What was mended, by rule, and how much more the other fixes could mend."""
    for line in told(shown(target), mended, unsafe=fixing.unsafe_fixes):
        click.echo(line, err=True)


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


def _stream(target: Target, fixing: Fixing, work: Work) -> int:
    """Standard input mended to standard output; what remains is told on standard error."""
    for _target, _source, mended in _mended([target], fixing, work):
        sys.stdout.buffer.write(mended.data)
        sys.stdout.buffer.flush()
        _tell(target, mended, fixing)
        words = concise.piece(tell(mended.report), work.look)
        if words:
            click.echo(words, err=True)
        if mended.report.stopped is not None or mended.report.crashes:
            return UNREADABLE
        return int(not mended.report.valid)
    return UNREADABLE


def _differences(todo: Sequence[Target], fixing: Fixing, work: Work) -> int:
    """What would be changed, as a diff on standard output: 1 if anything would."""
    changed = seen = 0
    for target, source, mended in _mended(todo, fixing, work):
        seen += 1
        if mended.data == source.data:
            continue
        changed += 1
        for line in unified(shown(target), _text(source.data), _text(mended.data)):
            click.echo(line, nl=False)
        for line in _more(shown(target), mended, unsafe=fixing.unsafe_fixes):
            click.echo(line, err=True)
    click.echo(f"{changed} of {seen} documents would change" if changed else "Nothing would change.", err=True)
    return 1 if changed else 0 if seen == len(todo) else UNREADABLE


def _text(data: bytes) -> str:
    """The document in characters, as a diff shows it."""
    decoded = decode(data, json=data.lstrip()[:1] in {b"{", b"["})
    return ("\ufeff" if decoded.marked else "") + decoded.utf8.decode("utf-8", "replace")
