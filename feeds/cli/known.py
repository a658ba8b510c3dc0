"""The baseline in a run: known findings are taken out of each report, and the file is written or pruned at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from feeds import baseline
from feeds.baseline import Baseline, Known
from feeds.check import Report
from feeds.errors import UsageError
from feeds.fingerprint import fingerprints


class Told(NamedTuple):
    """A report without what is known, how many findings those are, and, where asked for, all of them for a baseline."""

    report: Report
    known: int = 0
    found: tuple[Known, ...] = ()


class Ledger(NamedTuple):
    """Where the baseline is; ``keep``: it will be written anew, so that every finding is wanted.

    ``prune``: then what it knows is told no more than in other runs; else all is told that goes into it.
    """

    file: str
    keep: bool = False
    prune: bool = False

    def told(self, report: Report, name: str) -> Told:
        """A report of the source with that name, without what the baseline knows."""
        source = self.source(name)
        first = self.keep and (not self.prune or not Path(self.file).exists())
        rows = {} if first else _read(self.file).of(source)
        if not rows and not self.keep:
            return Told(report)
        marks = list(fingerprints(report))
        found = tuple(Known(source, each.rule.code, mark, each.message)
                      for each, mark in zip(report.findings, marks, strict=True)) if self.keep else ()  # fmt: skip
        new = tuple(each for each, mark in zip(report.findings, marks, strict=True)
                    if (each.rule.code, mark) not in rows)  # fmt: skip
        return Told(replace(report, findings=new), len(report.findings) - len(new), found)

    def source(self, name: str) -> str:
        """How the baseline names a source: a URL, or the path from its own folder."""
        if "://" in name or name == "-":
            return name
        return Path(os.path.relpath(name, Path(self.file).absolute().parent)).as_posix()

    def check(self) -> None:
        """Raise UsageError when the file is not there or no baseline; one to be written may be missing."""
        if self.keep and not Path(self.file).exists():
            return
        _read(self.file)

    def write(self, checked: Iterable[str], found: Iterable[Known], *, prune: bool) -> str:
        """Write the file anew after a run; what is said of it. ``checked`` are the names of what was looked at."""
        old = _read(self.file) if Path(self.file).exists() else baseline.of(())
        sources = [self.source(name) for name in checked]
        if prune:
            folder = Path(self.file).absolute().parent
            gone = [source for source in old.sources
                    if "://" not in source and source != "-" and not (folder / source).exists()]  # fmt: skip
            new = baseline.pruned(old, sources, gone, found)
            says = f"{self.file}: {len(old) - len(new)} of {_counted(len(old))} taken out, {len(new)} left."
        else:
            new = baseline.written(old, sources, found)
            says = f"{self.file}: {_counted(len(new))} written. From now on only others are told."
        if new != old or not Path(self.file).exists():
            _replace(Path(self.file), baseline.text(new))
        return says


def _read(file: str) -> Baseline:
    try:
        return _stored(file, Path(file).stat().st_mtime_ns)
    except FileNotFoundError:
        raise UsageError(f"There is no baseline {file}. `feeds check --write-baseline` writes one.") from None
    except (OSError, UnicodeDecodeError) as wrong:
        raise UsageError(f"The baseline {file} cannot be read: {wrong}.") from wrong


@lru_cache(maxsize=8)
def _stored(file: str, _changed: int) -> Baseline:
    return baseline.read(Path(file).read_text("utf-8"), file)


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as beside:
            beside.write(text.encode("utf-8", "backslashreplace"))
        Path(beside.name).chmod(0o644)
        Path(beside.name).replace(path)
    except OSError as wrong:
        raise UsageError(f"The baseline {path} cannot be written: {wrong.strerror}.") from wrong


def _counted(count: int) -> str:
    return "1 finding" if count == 1 else f"{count} findings"
