"""Two texts as a unified diff, in linear time: what one edit moves further than a page is shown as gone and come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

CONTEXT = 3  # lines shown around a change
AHEAD = 100  # lines looked ahead for the place where two texts agree again


class _Block(NamedTuple):
    """Lines ``start`` to ``stop`` of one text stand for lines ``begin`` to ``end`` of the other."""

    start: int
    stop: int
    begin: int
    end: int


def unified(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of the diff, each with its line break; none where both are the same."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    blocks = list(_changes(old, new))
    if not blocks:
        return
    yield f"--- {name}\n"
    yield f"+++ {name} (fixed)\n"
    for hunk in _hunks(blocks):
        yield from _shown(hunk, old, new)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    at = to = 0
    while at < len(old) or to < len(new):
        if at < len(old) and to < len(new) and old[at] == new[to]:
            at, to = at + 1, to + 1
            continue
        gone, come = _agreement(old[at : at + AHEAD], new[to : to + AHEAD])
        yield _Block(at, at + gone, to, to + come)
        at, to = at + gone, to + come


def _agreement(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """After how many lines of each the two agree again, as few as can be; all of them where they do not."""
    first: dict[str, int] = {}
    for index, line in enumerate(new):
        first.setdefault(line, index)
    best = (len(old), len(new))
    for index, line in enumerate(old):
        if index >= sum(best):
            break
        other = first.get(line)
        if other is not None and line.strip() and index + other < sum(best):
            best = (index, other)
    return best


def _hunks(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """The changes, those together whose context would overlap."""
    hunk = [blocks[0]]
    for block in blocks[1:]:
        if block.start - hunk[-1].stop > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    yield hunk


def _shown(hunk: list[_Block], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    lead = min(CONTEXT, hunk[0].start, hunk[0].begin)
    start, begin = hunk[0].start - lead, hunk[0].begin - lead
    tail = min(CONTEXT, len(old) - hunk[-1].stop, len(new) - hunk[-1].end)
    stop, end = hunk[-1].stop + tail, hunk[-1].end + tail
    yield f"@@ -{_range(start, stop)} +{_range(begin, end)} @@\n"
    at = start
    for block in hunk:
        yield from (_line(" ", line) for line in old[at : block.start])
        yield from (_line("-", line) for line in old[block.start : block.stop])
        yield from (_line("+", line) for line in new[block.begin : block.end])
        at = block.stop
    yield from (_line(" ", line) for line in old[at:stop])


def _range(start: int, stop: int) -> str:
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _line(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
