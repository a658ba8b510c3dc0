"""The lines of a page, each with all that can be told of it before one knows to which article it belongs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.convert.bylines import Byline, Dateline, byline, dateline, reporting
from feeds.convert.credits import Caption, caption
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
    before: int = 0
    again: int = 0

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
    def is_byline(self) -> bool:
        """Whether it can only be a byline."""
        return self.byline is not None and self.byline.is_certain

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph and nothing else."""
        return self.is_paragraph and self.leftover is None and not self.is_caption and not self.is_repeated


def rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of a page's lines."""
    # Pages say the same again and again; each text is read once.
    read: dict[str, Row] = {}
    page = []
    for line in lines:
        known = read.get(line.text)
        if known is None:
            known = read[line.text] = _row(line)
        page.append(known if known.line is line else replace(known, line=line))
    wide = wide_gap(page)
    blocks = []
    last: dict[str, int] = {}
    block = gap = 0
    for at, row in enumerate(page):
        gap = max(gap, row.gap)
        is_new = at - last.get(row.key, -WINDOW) >= WINDOW
        if row.leftover is None:
            # What stands on both sides of a new headline below a wide gap belongs to two articles.
            block += gap >= wide and is_new and row.is_headline and not row.is_caption
            gap = 0
        blocks.append(block)
        last[row.key] = at
    return _with_distances(page, blocks)


def by_themselves(article: Sequence[Row]) -> list[Row]:
    """The rows of one article, repeated only where they are within it."""
    return _with_distances(article, [0] * len(article))


def wide_gap(page: Sequence[Row]) -> int:
    """From how many empty lines on a gap is wider than those between paragraphs."""
    return max(2, usual_gap(page) + 1)


def usual_gap(page: Sequence[Row]) -> int:
    """How many empty lines stand between paragraphs as a rule."""
    gaps = Counter(min(row.gap, 9) for row in page[1:] if row.is_paragraph and row.leftover is None)
    # Of two that are equally frequent the smaller: the larger one parts articles.
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)


def _with_distances(page: Sequence[Row], blocks: Sequence[int]) -> list[Row]:
    keys = [(block, row.key) for block, row in zip(blocks, page, strict=True)]
    before = _distances(keys)
    again = _distances(keys[::-1])[::-1]
    return [
        row if (row.before, row.again) == (up, down) else replace(row, before=up, again=down)
        for row, up, down in zip(page, before, again, strict=True)
    ]


def _distances(keys: Sequence[tuple[int, str]]) -> list[int]:
    """For each key, how far above it an equal one stands, where that is near; else 0."""
    last: dict[tuple[int, str], int] = {}
    found = []
    for at, key in enumerate(keys):
        distance = at - last.get(key, -WINDOW)
        found.append(distance if distance < WINDOW else 0)
        last[key] = at
    return found


def _row(line: Line) -> Row:
    left = leftover(line)
    if left is not None:
        return Row(line, left, None, None, None, is_headline=False, is_paragraph=False)
    if reporting(line.text) is not None:
        left = Leftover("credit", "the names of those who reported and edited")
    text = line.text
    captioned = caption(text)
    return Row(
        line,
        left,
        captioned,
        byline(text),
        dateline(text),
        is_headline=is_headline(text),
        is_paragraph=is_paragraph(text) or (captioned is not None and is_paragraph(captioned.text)),
    )
