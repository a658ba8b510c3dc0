"""The parts of one article: headline, captions, bylines, text; and why each other line is none of them."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from feeds.convert.bylines import reporting, sign_off
from feeds.convert.credits import reports_speech, speaks_of_picture
from feeds.convert.dates import mentions
from feeds.convert.forms import BULLET, has_full_stop, in_capitals, is_sentence, words
from feeds.convert.parts import Anatomy, Kind, Part
from feeds.convert.rows import WINDOW, Row
from feeds.convert.segments import is_repeated_headline

LABEL_WORDS = 3
# So many lines may stand between headline and byline as a summary of the text.
LONGEST_DECK = 2
LABEL_LENGTH = 30
LABELS_ABOVE = 8
LONGEST_HEADING = 100
LONGEST_CAPTION_IN_TEXT = 400


def anatomy(article: Sequence[Row], gap: int) -> Anatomy:
    """The parts of an article's rows; ``gap`` is how many empty lines part the page's paragraphs as a rule."""
    return _Reader(article, gap).read()


class _Reader:
    """Walks down an article once: above the headline, the top, the text, the end."""

    def __init__(self, article: Sequence[Row], gap: int) -> None:
        self._rows = article
        self._gap = gap
        self._found = Anatomy()
        self._seen: dict[str, int] = {}  # keys of captions, and where they stand among those found
        self._latest: deque[str] = deque(maxlen=8)  # the latest of these keys: a caption is repeated nearby
        self._lines: dict[str, int] = {}  # keys of lines already used, and their numbers

    def read(self) -> Anatomy:
        at = self._headline()
        if at is None:
            for row in self._rows:
                self._found.drop(row, row.leftover.reason if row.leftover else "a line with no headline above it")
            return self._found
        headline = self._rows[at]
        self._found.headline = headline
        self._lines[headline.key] = headline.line.number
        for row in self._rows[:at]:
            if row.is_caption and row.caption is not None and row.caption.text:
                known = self._caption_key(row)
                self._caption(row) if known is None else self._again(row, known)
            else:
                self._drop_known(row, "a short line above the headline")
        end = self._end_of_text(at)
        begin = self._top(at, end)
        self._text(begin, end)
        self._tail(end)
        return self._found

    def _headline(self) -> int | None:
        """The row of the headline: the first that can be one, unless that is a mere label above a longer one."""
        candidates = [
            at
            for at, row in enumerate(self._rows[:WINDOW])
            if row.leftover is None and not row.is_caption and not row.is_byline and row.dateline is None
        ]
        if not candidates:
            return None
        first = candidates[0]
        row = self._rows[first]
        if self._is_repeated(first):
            return first
        # "Home", "World", "Middle East": the site's and the section's names.
        for upper, lower in pairwise(candidates[:LABELS_ABOVE]):
            if not _is_label(self._rows[upper]):
                break
            below = self._rows[lower]
            longer = below.is_headline and words(below.text) > words(row.text) and words(below.text) >= 4
            is_caption = speaks_of_picture(below.text) or below.again == 1 or self._is_above_widget(lower)
            if self._is_repeated(lower) or (longer and not is_caption):
                return lower
        if row.is_headline or (not row.is_prose and row.is_repeated) or words(row.text) <= 25:
            return first
        return None

    def _is_repeated(self, at: int) -> bool:
        return is_repeated_headline(self._rows, at)

    def _top(self, at: int, end: int) -> int:
        """Read what stands between headline and text; where the text begins."""
        last = max(
            (
                i
                for i, row in enumerate(self._rows[at + 1 : at + 1 + WINDOW], at + 1)
                if row.key == self._rows[at].key and not any(one.is_prose for one in self._rows[at + 4 : i - 3])
            ),
            default=at,
        )
        for i in range(at + 1, last + 1):
            self._in_top(i, is_above_repetition=True)
        i = last + 1
        while i < end and self._is_top(i):
            self._in_top(i, is_above_repetition=False)
            i += 1
        return i

    def _is_top(self, i: int) -> bool:
        row = self._rows[i]
        if row.leftover is not None or row.byline is not None or row.is_caption or row.key in self._lines:
            return True
        if self._caption_key(row) is not None:
            return True
        if row.again == 1 and row.line.gap <= self._gap:
            return True
        if row.dateline is not None:
            return False
        if row.caption is not None and not reports_speech(row.text) and self._texts_below(i):
            return True
        if speaks_of_picture(row.text) and self._texts_below(i):
            return True
        return self._is_above_widget(i) or (
            _is_label(row) and not in_capitals(row.text) and not is_sentence(row.text) and self._texts_below(i)
        )

    def _is_above_widget(self, i: int) -> bool:
        """Whether a widget or a credit hangs on the line, as they do on captions and not on paragraphs."""
        if i + 1 >= len(self._rows) or self._rows[i + 1].gap or not self._gap or not self._texts_below(i):
            return False
        below = self._rows[i + 1]
        if below.leftover is not None:
            return below.leftover.kind == "widget"
        return below.is_caption and below.caption is not None and not below.caption.text

    def _texts_below(self, i: int) -> bool:
        return any(row.is_prose for row in self._rows[i + 1 : i + WINDOW])

    def _in_top(self, i: int, *, is_above_repetition: bool) -> None:
        row = self._rows[i]
        if row.leftover is not None:
            self._drop_known(row, "")
        elif (known := self._caption_key(row)) is not None:
            self._again(row, known)
        elif row.key in self._lines:
            self._drop_known(row, "")
        elif row.byline is not None and not self._is_credit_below_caption(row):
            self._byline(row)
        elif row.caption is not None and row.caption.text == "":
            self._credit(row)
        elif (
            row.caption is not None
            or row.is_repeated
            or speaks_of_picture(row.text)
            or (not _is_label(row) and (is_above_repetition or self._is_above_widget(i)))
        ):
            self._caption(row)
        else:
            self._found.drop(row, "a short line between headline and text")

    def _end_of_text(self, at: int) -> int:
        """Behind the last row that is text: what follows are short lines without a text under them."""
        end = at + 1
        for i in range(len(self._rows) - 1, at, -1):
            row = self._rows[i]
            if row.leftover is None and (
                row.is_paragraph or has_full_stop(row.text) or (is_sentence(row.text) and words(row.text) >= 2)
            ):
                if row.is_caption and not self._is_signed(i):
                    continue
                end = i + 1
                break
        return end

    def _is_signed(self, i: int) -> bool:
        """Whether a line with an agency at its end is a text that is signed, not a caption."""
        row = self._rows[i]
        if sign_off(row.text) is None or row.is_repeated or row.caption is None or speaks_of_picture(row.text):
            return False
        if mentions(row.caption.text):
            return False
        is_last = not any(one.is_prose for one in self._rows[i + 1 : i + WINDOW])
        return reports_speech(row.text) or (is_last and is_sentence(row.caption.text))

    def _text(self, begin: int, end: int) -> None:
        listing = False
        for i in range(begin, end):
            row = self._rows[i]
            if row.leftover is not None:
                listing = row.leftover.kind in {"links", "tags"} or (listing and row.leftover.kind != "widget")
                self._drop_known(row, "")
            elif listing and not row.is_paragraph and row.is_headline and not in_capitals(row.text):
                self._found.drop(row, "the headline of another text, in a list of links")
            else:
                listing = False
                self._in_text(i, end)

    def _in_text(self, i: int, end: int) -> None:
        row = self._rows[i]
        known = self._caption_key(row)
        if known is not None:
            self._again(row, known)
        elif row.key in self._lines and (row.before or not row.is_paragraph):
            self._drop_known(row, "")
        elif row.is_caption and row.caption is not None and row.caption.text == "":
            self._sign(row) if i == end - 1 else self._credit(row)
        elif self._is_caption_in_text(i):
            self._caption(row)
        elif row.byline is not None and len(self._found.parts) <= LONGEST_DECK and not self._found.authors:
            self._byline(row)
        elif self._is_heading(i, end):
            self._part("heading", row)
        else:
            if i == end - 1 and (agency := sign_off(row.text)) is not None:
                self._found.agencies[agency] = None
            if row.dateline is not None and not self._found.parts:
                self._found.dateline = row.dateline
                self._found.agencies.update(dict.fromkeys(row.dateline.agencies))
            self._part("paragraph", row)

    def _is_caption_in_text(self, i: int) -> bool:
        row = self._rows[i]
        if row.again == 1 and self._rows[i + 1].gap == 0 and self._gap > 0:
            return True
        below = self._rows[i + 1] if i + 1 < len(self._rows) else None
        if below is not None and below.is_caption and below.gap == 0 and below.text and self._is_above_widget(i):
            return True
        if not row.is_caption or len(row.text) > LONGEST_CAPTION_IN_TEXT:
            return False
        if self._is_signed(i):
            return False
        return not (reports_speech(row.text) and '"' in row.text.replace("“", '"'))

    def _is_heading(self, i: int, end: int) -> bool:
        row = self._rows[i]
        if (
            not row.is_headline
            or len(row.text) > LONGEST_HEADING
            or (is_sentence(row.text) and not row.text.endswith("?"))
        ):
            return False
        below = next((one for one in self._rows[i + 1 : end] if one.leftover is None), None)
        if below is None or BULLET.match(row.text):
            return False
        if not self._found.parts and not in_capitals(row.text):
            # Directly below the headline it is its second half, not the first sub-heading.
            return False
        if in_capitals(row.text):
            return True
        is_short = words(row.text) <= 14 and not reports_speech(row.text)
        return below.is_paragraph and is_short and row.text[0] not in '"“«„'

    def _tail(self, end: int) -> None:
        tags = False
        for row in self._rows[end:]:
            if row.leftover is not None:
                tags = row.leftover.kind == "tags"
                self._drop_known(row, "")
            elif (known := self._caption_key(row)) is not None:
                self._again(row, known)
            elif row.key in self._lines:
                self._drop_known(row, "")
            elif row.is_caption and row.caption is not None and row.caption.text:
                self._caption(row)
            elif row.is_caption:
                self._sign(row)
            elif row.byline is not None and row.byline.authors and not self._found.authors:
                self._byline(row)
            elif tags and words(row.text) <= 5:
                self._found.subjects[row.text] = None
                self._found.drop(row, "a tag")
            else:
                self._found.drop(row, "a short line after the text")

    def _part(self, kind: Kind, row: Row) -> None:
        self._lines.setdefault(row.key, row.line.number)
        self._found.parts.append(Part(kind, row.text))

    def _caption(self, row: Row) -> None:
        text, credit = (row.caption.text, row.caption.credit) if row.caption else (row.text, "")
        self._seen[row.key] = len(self._found.captions)
        self._latest.append(row.key)
        self._lines[row.key] = row.line.number
        self._found.captions.append((text, credit))

    def _caption_key(self, row: Row) -> str | None:
        """The key of a known caption that a line repeats, perhaps without its credit or with one more."""
        if row.key in self._seen:
            return row.key
        for known in self._latest:
            short, long = sorted((known, row.key), key=len)
            if len(short) >= 20 and long.startswith(short) and len(long) - len(short) <= 60:
                return known
        return None

    def _again(self, row: Row, known: str) -> None:
        """A caption that stands again; it may bring the credit that the first lacks."""
        at = self._seen[known]
        text, credit = self._found.captions[at]
        if not credit and row.caption is not None and row.caption.credit:
            self._found.captions[at] = (row.caption.text or text, row.caption.credit)
        self._seen[row.key] = at
        self._found.drop(row, f"repeats the caption of line {self._lines[known]}")
        self._lines.setdefault(row.key, row.line.number)

    def _credit(self, row: Row) -> None:
        """A credit on a line of its own belongs to the caption above it, or to a picture without words."""
        assert row.caption is not None
        if self._found.captions and not self._found.captions[-1][1]:
            self._found.captions[-1] = (self._found.captions[-1][0], row.caption.credit)
            self._found.drop(row, "a credit, kept with the picture")
        elif self._found.captions and self._found.captions[-1][1] == row.caption.credit:
            self._found.drop(row, "repeats the picture's credit")
        else:
            self._found.captions.append(("", row.caption.credit))
            self._found.drop(row, "a credit, kept with the picture")

    def _is_credit_below_caption(self, row: Row) -> bool:
        """Whether an agency's name alone stands close below a caption: then the picture is the agency's."""
        return row.caption is not None and row.gap == 0 and bool(self._found.captions)

    def _sign(self, row: Row) -> None:
        assert row.caption is not None
        self._found.agencies[row.caption.credit] = None
        self._found.drop(row, "a sign-off, kept as the agency")

    def _byline(self, row: Row) -> None:
        assert row.byline is not None
        named = row.byline
        self._found.name(named)
        self._found.dates.append(row.text)
        kept = ["author"] * bool(named.authors) + ["agency"] * bool(named.agencies)
        self._found.drop(row, f"a byline, kept as {' and '.join(kept)}")

    def _drop_known(self, row: Row, otherwise: str) -> None:
        if row.leftover is not None:
            if row.leftover.kind == "date":
                self._found.dates.append(row.text)
            if row.leftover.kind == "credit" and (named := reporting(row.text)) is not None and not self._found.authors:
                self._found.name(named)
            for subject in row.leftover.subjects:
                self._found.subjects[subject] = None
            self._found.drop(row, row.leftover.reason)
        elif self._found.headline is not None and row.key == self._found.headline.key:
            self._found.drop(row, f"repeats the headline of line {self._found.headline.line.number}")
        elif row.key in self._lines:
            self._found.drop(row, f"repeats line {self._lines[row.key]}")
        else:
            self._found.drop(row, otherwise or "a short line of the page")


def _is_label(row: Row) -> bool:
    """Whether a line is so short that it is rather a section's name or a widget than a headline or caption."""
    return words(row.text) <= LABEL_WORDS and len(row.text) <= LABEL_LENGTH
