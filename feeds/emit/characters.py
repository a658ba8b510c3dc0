"""Text that XML 1.0 and JSON can both carry.

feedgen raises ValueError on a control character and UnicodeEncodeError on a lone surrogate (its defect F9), so one
form feed in one article would end the whole build. Here the characters go, one at a time, and are counted.
"""

import re
from dataclasses import dataclass, field

# All that https://www.w3.org/TR/xml/#charsets leaves out, and the C1 controls that its note advises against (feed
# readers show them as boxes; they are what is left of Windows-1252 text read as Latin-1).
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEXT_LINE = "\x85"
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True)
class Removed:
    """The characters taken out of one article's texts: how often each."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, character: str) -> str:
        """Count one character; the text that takes its place, always "" (the shape that ``re.sub`` wants)."""
        self.counts[character] = self.counts.get(character, 0) + 1
        return ""

    def note(self, subject: str) -> str | None:
        """One sentence for the person who reads the build's notes, or None when nothing was removed."""
        if not self.counts:
            return None
        names = ", ".join(f"U+{ord(c):04X}" for c in sorted(self.counts)[:5])
        more = ", …" if len(self.counts) > 5 else ""
        total = sum(self.counts.values())
        noun = "character" if total == 1 else "characters"
        return f"{subject}: {total} {noun} that a feed cannot carry removed ({names}{more})"


def block(text: str, removed: Removed) -> str:
    """``text`` with single line feeds as line ends and without characters that XML 1.0 forbids or advises against."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_NEXT_LINE, "\n")
    return _UNFIT.sub(lambda found: removed.add(found[0]), text)


def line(text: str, removed: Removed) -> str:
    """``text`` as one line: as :func:`block`, and every run of white space is one blank."""
    return _BLANKS.sub(" ", block(text, removed)).strip()
