"""Feeds that others made, mended: never worse, nothing left to mend, and not a byte touched outside of the edits."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from feeds.check import Report, check
from feeds.fix import fixes_of, mend
from feeds.rules.rule import Level
from feeds.source.source import Source

DATA = Path(os.environ.get("FEEDS_CONFORMANCE", Path(__file__).parents[3] / "shared" / "conformance"))
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
HERE = "https://example.org/feed.xml"
SHARE = int(os.environ.get("FEEDS_CORPUS_SHARE", "5"))  # one file in so many is mended; 1: all of them
LARGEST = 300_000  # bytes
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"there are no feeds in {DATA} (FEEDS_CONFORMANCE)")
look = partial(check, now=NOW)


def chosen(path: Path) -> bool:
    """Whether a file is in the sample: always the same ones, by their names."""
    name = path.relative_to(DATA).as_posix().encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:4]) % SHARE == 0


def feeds(corpus: str) -> list[Path]:
    endings = {".xml", ".rss", ".atom", ".rdf", ".opml", ".json"}
    found = (path for path in sorted((DATA / corpus).rglob("*")) if path.suffix in endings and chosen(path))
    return [path for path in found if path.stat().st_size <= LARGEST]


def hidden(report: Report) -> bool:
    """Whether a parser had to stop, so that findings may have been hidden."""
    reading = report.reading
    tree = None if reading is None else reading.xml or reading.json
    return tree is None or tree.fatal is not None or report.format is None


def counts(report: Report) -> Counter[str]:
    return Counter(finding.rule.code for finding in report.findings if finding.level is not Level.ADVICE)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize(
    "corpus", sorted(path.name for path in DATA.iterdir() if path.is_dir()) if DATA.is_dir() else []
)
def test_a_feed_is_never_worse_and_mended_once_for_all(corpus: str, *, unsafe: bool) -> None:
    worse, again = [], []
    for path in feeds(corpus):
        source = Source(path.name, path.read_bytes(), HERE)
        before = look(source)
        mended = mend(source, look, unsafe=unsafe)

        assert mended.crashes == (), path
        assert bool(mended.fixed) == (mended.data != source.data), path
        if mended.data == source.data:
            continue
        if not hidden(before) and counts(mended.report) - counts(before):
            worse.append((path.name, counts(mended.report) - counts(before)))
        if mend(source._replace(data=mended.data), look, unsafe=unsafe).data != mended.data:
            again.append(path.name)

    assert worse == []
    assert again == []


@pytest.mark.parametrize(
    "corpus", sorted(path.name for path in DATA.iterdir() if path.is_dir()) if DATA.is_dir() else []
)
def test_each_fix_by_itself_takes_its_finding_away(corpus: str) -> None:
    """What reports offer as fixes (SARIF, JSON) is not checked again before it is told: it must hold by itself."""
    seen: Counter[str] = Counter()
    idle = []
    for path in feeds(corpus):
        source = Source(path.name, path.read_bytes(), HERE)
        report = look(source)
        if hidden(report) or report.reading is None:
            continue
        before = Counter(finding.rule.code for finding in report.findings)
        for index, fix in fixes_of(report.findings).items():
            code = report.findings[index].rule.code
            seen[code] += 1
            if seen[code] > 3:
                continue
            data = source.data
            for edit in reversed(fix.edits):
                new = edit.text.encode(report.reading.decoded.charset, "xmlcharrefreplace")
                data = data[: edit.start] + new + data[edit.end :]
            after = Counter(finding.rule.code for finding in look(source._replace(data=data)).findings)
            if after[code] >= before[code]:
                idle.append((path.name, code, fix))

    assert idle == []
