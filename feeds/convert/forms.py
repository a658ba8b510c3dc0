"""What a line looks like, whatever it says: a headline, a sentence, a line in capitals, a name."""

import re

CLOSERS = "\"'”’»›)]}」』】）*_"
STOPS = ".。۔।։።"
OPEN_ENDS = ",;:،؛，；：-–—"
BULLET = re.compile(r"[•●▪■◦‣·○*–—-]\s|\(?\d{1,2}[.)]\s")
# U.S., a.m., No., vs.: a full stop that ends no sentence.
ABBREVIATION = re.compile(r"(?:^|[\s(])(?:(?:\w\.){2,}|vs\.|Inc\.|Co\.|Corp\.|Ltd\.|Jr\.|Sr\.|St\.|No\.|etc\.)$")
LONGEST_HEADLINE = 250
# Letters of scripts that put no blanks between words, from the CJK radicals on.
WIDE = re.compile(r"[^\W\u0000-\u2e7f]")
NAME = re.compile(r"[^\W\d_][\w.'’-]*")
# Words that stand small inside a person's name.
PARTICLES = frozenset(
    [
        *(
            "abu",
            "af",
            "al",
            "av",
            "bin",
            "bint",
            "da",
            "das",
            "de",
            "del",
            "della",
            "den",
            "der",
            "di",
            "dos",
            "du",
            "e",
        ),
        *("el", "ibn", "la", "le", "ter", "van", "von", "y", "zu"),
    ]
)


def words(text: str) -> int:
    """About how many words a text has; two characters are a word where no blanks stand between words."""
    if text.isascii():
        return len(text.split())
    return len(text.split()) + (len(WIDE.findall(text[:LONGEST_HEADLINE])) + 1) // 2


def is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do: with a full stop, question or exclamation mark, or an ellipsis."""
    end = text.rstrip(CLOSERS + " ")
    return bool(end) and (end[-1] in STOPS + "!?؟！？…") and not ABBREVIATION.search(end[-12:])


def has_full_stop(text: str) -> bool:
    """Whether a text ends with a full stop, which headlines lack."""
    end = text.rstrip(CLOSERS + " ")
    return bool(end) and end[-1] in STOPS and not end.endswith("...") and not ABBREVIATION.search(end[-12:])


def is_headline(text: str) -> bool:
    """Whether a text could be a headline or sub-heading: short, with a letter, and not ended as a sentence is."""
    return (
        1 < len(text) <= LONGEST_HEADLINE
        and words(text) <= 35
        and text[-1] not in OPEN_ENDS
        and not has_full_stop(text)
        and any(map(str.isalpha, text))
        and not BULLET.match(text)
    )


def is_paragraph(text: str) -> bool:
    """Whether a text is running prose: whole sentences, or long."""
    count = words(text)
    return count >= 20 or (count >= 4 and is_sentence(text) and (has_full_stop(text) or count >= 10))


def in_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals; scripts without capitals never are."""
    cased = [c for c in text if c.isupper() or c.islower()]
    upper = sum(map(str.isupper, cased))
    return upper >= 3 and upper * 10 >= len(cased) * 9


def has_capitals(text: str) -> bool:
    """Whether a text has a capital letter."""
    return any(map(str.isupper, text))


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five words, each with a capital but for particles."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or len(text) > 60 or not all(NAME.fullmatch(part) for part in parts):
        return False
    # The article of Arabic names hangs on: "al-Nashmi".
    parts = [
        part.split("-", 1)[1] if part.split("-", 1)[0] in PARTICLES and "-" in part[:-1] else part for part in parts
    ]
    large = [part for part in parts if part.casefold() not in PARTICLES]
    return len(large) >= 2 and all(part[0].isupper() or not (part[0].isupper() or part[0].islower()) for part in large)
