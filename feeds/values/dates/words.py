"""The words of an RFC 822 date, with their places, and what was noticed on the way."""

import re
from typing import Final

from feeds.values.blanks import BLANKS
from feeds.values.problem import Problem

_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+\.?|\S")
_MOST: Final = 40  # a date has at most a dozen words; a longer text is none, and need not be read to its end


class Word:
    """A number, a name (perhaps with a full stop) or a mark, and the characters that it stands at."""

    __slots__ = ("at", "end", "text")

    def __init__(self, text: str, at: int, end: int) -> None:
        self.text, self.at, self.end = text, at, end

    @property
    def is_number(self) -> bool:
        """Whether it is made of ASCII digits."""
        return self.text[0] in "0123456789"

    @property
    def is_name(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def quote(word: Word | None) -> str:
    """``word`` as a message names it."""
    if word is None:
        return "the end"
    return f"'{word.text}'" if len(word.text) <= 24 else f"'{word.text[:24]}…'"


class Reading:
    """One reading of a text from left to right: its words, what is wrong with it, what is questionable about it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text.rstrip(BLANKS))
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.words = self._split()
        self.next = 0

    def peek(self, ahead: int = 0) -> Word | None:
        """The word ``ahead`` of the next one, None after the last."""
        index = self.next + ahead
        return self.words[index] if index < len(self.words) else None

    def mark(self, *marks: str) -> Word | None:
        """The next word when it is one of ``marks``; it is then behind us."""
        word = self.peek()
        if word is not None and word.text in marks:
            self.next += 1
            return word
        return None

    def wrong(self, kind: str, says: str, word: Word | None = None, end: int | None = None) -> None:
        """Note a problem at ``word`` (or from it to ``end``), at the end of the text without one."""
        at = self.length if word is None else word.at
        self.problems.append(Problem(kind, says, at, end if end is not None or word is None else word.end))

    def expected(self, kind: str, what: str) -> None:
        """Note that something else than ``what`` comes next."""
        word = self.peek()
        self.wrong(kind, f"{quote(word)}, where {what} was expected", word)

    def remark(self, kind: str, says: str, at: int, end: int) -> None:
        """Note something questionable, once per kind."""
        if not any(remark.kind == kind for remark in self.remarks):
            self.remarks.append(Problem(kind, says, at, end))

    def number(self, what: str, least: int, most: int, digits: int = 2) -> int | None:
        """The next word as a number of that range, None after a problem."""
        word = self.peek()
        if word is None or not word.is_number:
            self.expected(f"bad-{what}", f"the {what}")
            return None
        self.next += 1
        if len(word.text) > 2 or not least <= int(word.text) <= most:
            self.wrong(f"impossible-{what}", f"the {what} is {quote(word)}, not {least} to {most}", word)
            return None
        if len(word.text) < digits:
            self.wrong("short-number", f"the {what} '{word.text}' has one digit, not two", word)
        return int(word.text)

    def _split(self) -> list[Word]:
        """Words; comments (RFC 822 section 3.1.4) and folded lines are blanks between them, and questionable."""
        text, words, at, end = self.text, list[Word](), 0, self.length
        while at < end and text[at] in BLANKS:
            at += 1
        while at < end and len(words) < _MOST:
            if text[at] in BLANKS:
                start = at
                while text[at] in BLANKS:
                    at += 1
                if at - start > 1 or text[start] != " ":
                    self.remark("blanks", "not just one blank between two words", start, at)
                continue
            if text[at] == "(":
                close = _comment_end(text, at)
                if close is None:
                    self.problems.append(Problem("unclosed-comment", "'(' opens a comment that never closes", at))
                    return []
                self.remark("comment", "a comment, which few readers skip", at, close)
                at = close
                continue
            match = _TOKEN.match(text, at)
            if match is None:  # white space that is none in XML, such as U+00A0
                says = f"U+{ord(text[at]):04X} is no blank of RFC 822"
                self.problems.append(Problem("odd-blank", says, at, at + 1))
                return []
            words.append(Word(match.group(), at, match.end()))
            at = match.end()
        return words


def _comment_end(text: str, at: int) -> int | None:
    """Past the parenthesis that closes the one at ``at``: they nest, and a backslash quotes."""
    depth = 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return None
