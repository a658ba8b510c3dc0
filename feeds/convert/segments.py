"""Where on a page each article begins.

A beginning is recognised by what the tops of articles have and their middles have not: the headline stands again a few
lines below, a wider gap stands above it, captions, bylines, datelines or widgets stand below it. No sign alone is
trusted but the repetition; each has a weight, and ENOUGH must come together.
"""

from collections.abc import Sequence
from itertools import pairwise

from feeds.convert.forms import LONGEST_HEADLINE, in_capitals, words
from feeds.convert.rows import WINDOW, Row, by_themselves, wide_gap

ENOUGH = 2
# Between a headline and its repetition stand captions and widgets; more lines that are neither make it chance.
STRANGERS = 3
# A headline may be a sentence with a full stop; one with more words is a caption or paragraph.
LONGEST_SENTENCE = 12


def segments(page: Sequence[Row]) -> list[list[Row]]:
    """The rows of each article; what stands above the first headline belongs to the first, what follows to the last."""
    if not page:
        return []
    edges = [*_beginnings(page), len(page)]
    edges[0] = 0
    return [by_themselves(page[start:end]) for start, end in pairwise(edges) if start < end]


def is_repeated_headline(page: Sequence[Row], at: int) -> bool:
    """Whether a row stands again a little below, with only captions, widgets and the like between."""
    row = page[at]
    if row.again < 2 or row.leftover is not None or row.is_caption or len(row.text) > LONGEST_HEADLINE:
        return False
    if not row.is_headline and words(row.text) > LONGEST_SENTENCE:
        return False
    between = page[at + 1 : at + row.again]
    strangers = [one for one in between if not (one.leftover or one.is_repeated or one.is_caption or one.is_byline)]
    return len(strangers) <= STRANGERS and sum(len(one.text) > 400 for one in strangers) == 0


def _beginnings(page: Sequence[Row]) -> list[int]:
    wide = wide_gap(page)
    found: list[int] = []
    has_text = False
    in_links = False
    gap = 0
    for at, row in enumerate(page):
        # Widgets between two articles do not narrow the gap between them.
        gap = max(row.gap, gap)
        if not found:
            if row.leftover is None:
                found.append(at)
        elif (
            row.leftover is None
            and (
                row.key != page[found[-1]].key
                or at - found[-1] >= WINDOW
                or _is_second_copy(page, at, is_apart=gap >= wide)
            )
            and (gap >= wide or not in_links)
            and _begins(page, at, page[found[-1]], is_apart=gap >= wide, has_text=has_text)
        ):
            found.append(at)
            has_text = False
        if row.is_prose and at != (found[-1] if found else -1):
            has_text = True
        if row.leftover is None:
            # Below "Related articles" stand headlines of other texts, until a wide gap or prose.
            in_links = in_links and gap < wide and not row.is_prose
            gap = 0
        elif row.leftover.kind == "links":
            in_links = True
    return found or [0]


def _is_second_copy(page: Sequence[Row], at: int, *, is_apart: bool) -> bool:
    """Whether a headline that stood just above begins the same article again: a wide gap after a text parts them."""
    above = page[at - 1]
    return is_apart and above.is_paragraph and above.leftover is None and above.caption is None


def _begins(page: Sequence[Row], at: int, above: Row, *, is_apart: bool, has_text: bool) -> bool:
    row = page[at]
    if row.is_caption or row.is_byline or row.dateline or len(row.text) > LONGEST_HEADLINE:
        return False
    repeated = is_repeated_headline(page, at)
    if not has_text:
        # The article above has a top and no text: only a whole new top ends it.
        return repeated and is_apart and (row.before == 0 or _is_second_copy(page, at, is_apart=is_apart))
    if not (row.is_headline or repeated):
        return False
    if not repeated and not _has_text_below(page, at):
        return False
    weight = 3 * repeated + 2 * is_apart + (row.again == 1) + _top(page, at)
    if in_capitals(row.text) and not repeated and not in_capitals(above.text):
        # Sub-headings are in capitals; a headline is so where the one above is.
        weight -= 2
    return weight >= ENOUGH


def _has_text_below(page: Sequence[Row], at: int) -> bool:
    """Whether prose follows before the next gap: lists of other texts' headlines have none."""
    for row in page[at + 1 : at + WINDOW]:
        if row.is_prose:
            return True
        if row.gap >= 2 and row.is_headline and not row.is_repeated and not row.caption and not row.is_byline:
            return False
    return False


def _top(page: Sequence[Row], at: int) -> int:
    """The weight of what stands between a headline and its text."""
    weight = 0
    widgets = 0
    for row in page[at + 1 : at + 9]:
        if row.key == page[at].key:
            continue
        if row.leftover is not None:
            widgets |= row.leftover.kind in {"widget", "date"}
            continue
        if row.is_byline or row.dateline is not None:
            return weight + widgets + 2
        if row.caption is not None or row.again == 1:
            # A picture in the middle of a text has one caption, too; twice it stands at the top.
            weight = max(weight, row.is_caption + (row.again == 1))
            continue
        if row.before == 0:
            break
    return weight + widgets
