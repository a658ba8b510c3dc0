"""The lines of a page, each with all that can be told of it before one knows to which article it belongs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.convert.bylines import Byline, Dateline, byline, dateline, reporting
from feeds.convert.credits import Caption, caption, credit_alone
from feeds.convert.forms import is_headline, is_paragraph
from feeds.convert.leftovers import Leftover, leftover
from feeds.convert.lines import Line

# The top of an article – headline, captions, widgets, all twice – is at most so many lines long.
WINDOW = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A line and what its form says; ``before`` and ``again``: how far off an equal line stands, 0 for none."""

    line: Line
    leftover: Leftover | None
    caption: Caption | None
    byline: Byline | None
    dateline: Dateline | None
    is_headline: bool
    is_paragraph: bool
    before: int
    again: int

    @property
    def text(self) -> str:
        """The line's text, evened out."""
        return self.line.text

    @property
    def key(self) -> str:
        """The same for lines that differ only in blanks, case or signs."""
        return self.line.key

    @property
    def gap(self) -> int:
        """How many empty lines stand before it."""
        return self.line.gap

    @property
    def is_repeated(self) -> bool:
        """Whether an equal line stands near."""
        return bool(self.before or self.again)

    @property
    def is_caption(self) -> bool:
        """Whether its credit proves it a caption."""
        return self.caption is not None and self.caption.is_certain

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph and nothing else."""
        return self.is_paragraph and self.leftover is None and not self.is_caption and not self.is_repeated


def rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of a page's lines."""
    before = _distances(lines)
    again = _distances(lines[::-1])[::-1]
    return [_row(line, before[at], again[at]) for at, line in enumerate(lines)]


def by_themselves(article: Sequence[Row]) -> list[Row]:
    """The rows of one article, repeated only where they are within it."""
    lines = [row.line for row in article]
    before = _distances(lines)
    again = _distances(lines[::-1])[::-1]
    return [
        row if (row.before, row.again) == (before[at], again[at]) else replace(row, before=before[at], again=again[at])
        for at, row in enumerate(article)
    ]


def usual_gap(page: Sequence[Row]) -> int:
    """How many empty lines stand between paragraphs as a rule."""
    gaps = Counter(min(row.gap, 9) for row in page[1:] if row.is_paragraph and row.leftover is None)
    # Of two that are equally frequent the smaller: the larger one parts articles.
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)


def _distances(lines: Sequence[Line]) -> list[int]:
    """For each line, how far above it an equal line stands, where that is near."""
    last: dict[str, int] = {}
    found = []
    for at, line in enumerate(lines):
        distance = at - last.get(line.key, -WINDOW)
        found.append(distance if distance < WINDOW else 0)
        last[line.key] = at
    return found


def _row(line: Line, before: int, again: int) -> Row:
    left = leftover(line)
    if left is not None:
        return Row(line, left, None, None, None, is_headline=False, is_paragraph=False, before=before, again=again)
    if reporting(line.text) is not None:
        left = Leftover("credit", "the names of those who reported and edited")
    text = line.text
    alone = credit_alone(text)
    captioned = Caption("", alone, is_certain=True) if alone else caption(text)
    return Row(
        line,
        left,
        captioned,
        byline(text),
        dateline(text),
        is_headline=is_headline(text),
        is_paragraph=is_paragraph(text) or (captioned is not None and is_paragraph(captioned.text)),
        before=before,
        again=again,
    )
