"""Text → lines: odd blanks, line ends and signs that no feed may hold are evened out; each line keeps its number."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

LINE_END = re.compile(r"\r\n|\n|\r")
# U+2028 and the like end no line in an editor: the numbers must be those that an editor shows.
BLANKS = re.compile(r"[\s\u180e\u2800\u3164]+")
# Zero-width space and no-break space, word joiner, soft hyphen: they only say where a line may break.
UNSEEN = re.compile("[\u200b\ufeff\u2060\u00ad]")
# What XML 1.0 §2.2 forbids, and the C1 controls that nothing shows.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# The directional marks and isolates: they matter for display, not for whether two lines are the same.
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# A hard-wrapped text has no line longer than this …
WRAPPED_AT = 100
# … and most of its lines run on in the next.
WRAPPED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it.

    ``raw`` has the line as it stands, or the several that a hard wrap parted, ``number`` the first one's number;
    ``text`` is for reading: single blanks, none at the ends; ``key`` is the same for lines that differ only in
    blanks, case or signs; ``gap`` counts the empty lines before it.
    """

    number: int
    raw: tuple[str, ...]
    text: str
    key: str
    gap: int

    @property
    def last(self) -> int:
        """The number of the last of its lines."""
        return self.number + len(self.raw) - 1


def lines(text: str) -> list[Line]:
    """The lines of a text that are not empty; those of a hard-wrapped text joined to paragraphs."""
    found = list(_lines(text))
    return _unwrapped(found) if _is_wrapped(found) else found


def clean(text: str) -> str:
    """A text with single blanks, none at its ends, without what cannot be seen or must not be in a feed."""
    return BLANKS.sub(" ", UNSEEN.sub("", FORBIDDEN.sub(" ", text))).strip()


def key(text: str) -> str:
    """The letters and digits of a text, without regard to case or width; the text itself where it has none."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded)) or MARKS.sub("", folded)


def _lines(text: str) -> Iterator[Line]:
    gap = 0
    for number, raw in enumerate(LINE_END.split(text), 1):
        if not raw:
            gap += 1
            continue
        cleaned = clean(raw)
        if MARKS.sub("", cleaned):
            yield Line(number, (raw,), cleaned, key(cleaned), gap)
            gap = 0
        else:
            gap += 1


def _runs_on(one: Line, other: Line) -> bool:
    """Whether a line goes on in the next: no blank line, no end of a sentence, and the next begins small."""
    return other.gap == 0 and len(one.text) >= 40 and one.text[-1] not in '.!?:"”’»)…' and other.text[:1].islower()


def _is_wrapped(found: Sequence[Line]) -> bool:
    close = [(one, other) for one, other in pairwise(found) if other.gap == 0]
    if len(close) < 4 or max(len(one.text) for one in found) > WRAPPED_AT:
        return False
    return sum(_runs_on(*pair) for pair in close) >= WRAPPED_SHARE * len(close)


def _unwrapped(found: Sequence[Line]) -> list[Line]:
    """Lines joined where they stand close and the upper one is long enough to have been wrapped."""
    longest = max(len(one.text) for one in found)
    joined: list[list[Line]] = []
    for line in found:
        # Its first word would not have fitted on the line above.
        last = joined[-1][-1] if joined else None
        if last is not None and line.gap == 0 and len(last.text) + len(line.text.split(" ", 1)[0]) >= longest - 12:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_one(group) for group in joined]


def _one(group: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in group)
    raw = tuple(raw for line in group for raw in line.raw)
    return replace(group[0], raw=raw, text=text, key=key(text))
