"""The text of an article as HTML, as plain text, and in short."""

import html
import re
from collections.abc import Sequence

from feeds.convert.forms import is_sentence
from feeds.convert.parts import Part

LONGEST_SUMMARY = 300
SENTENCE_END = re.compile(r"[.!?。！？…؟۔][\"'”’»)]?(?=\s|$)|[。！？]")


def as_html(parts: Sequence[Part]) -> str:
    """Paragraphs as ``<p>``, sub-headings as ``<h2>``, one a line."""
    tags = {"paragraph": "p", "heading": "h2"}
    return "\n".join(f"<{tags[part.kind]}>{html.escape(part.text, quote=False)}</{tags[part.kind]}>" for part in parts)


def as_text(parts: Sequence[Part]) -> str:
    """Paragraphs and sub-headings with an empty line between."""
    return "\n\n".join(part.text for part in parts)


def summary(paragraph: str, dateline: int = 0) -> str:
    """The first paragraph without its dateline of that length; a long one cut after a sentence, else after a word."""
    text = paragraph[dateline:].strip() or paragraph
    if len(text) <= LONGEST_SUMMARY:
        return text
    start = text[: LONGEST_SUMMARY + 1]
    ends = [match.end() for match in SENTENCE_END.finditer(start) if is_sentence(start[: match.end()])]
    if ends and ends[-1] >= LONGEST_SUMMARY // 4:
        return start[: ends[-1]]
    word = start[:LONGEST_SUMMARY].rsplit(" ", 1)[0] if " " in start[:LONGEST_SUMMARY] else start[: LONGEST_SUMMARY - 1]
    return f"{word.rstrip(' ,;:–—-')}…"
