"""Whether the texts of a feed are in the language that it declares.

Two questions of a sample of its titles and contents, both cheap and both cautious: which script most letters are of,
and, among large European languages, whose commonest words it is full of. Where neither is certain nothing is said.
Sources: BCP 47 (https://www.rfc-editor.org/rfc/rfc5646); the scripts of languages as CLDR has them
(https://www.unicode.org/cldr/charts/latest/supplemental/languages_and_scripts.html).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final

from feeds.rules.entries import Entry, text
from feeds.rules.reading import Reading
from feeds.rules.rule import Spot, Where, part, quoted
from feeds.values.languages import Language, language

_ENTRIES: Final = 8
_EACH: Final = 500  # characters of one content that are looked at
_MOST: Final = 1200
_TAG: Final = re.compile(r"<[^<>]{0,2000}(?:>|\Z)")
_URL: Final = re.compile(r"https?://[^\s<>\"']{1,500}")
_WORD: Final = re.compile(r"[^\W\d_]+")

# Scripts by ranges of letters; Han, Kana and Hangul are told apart, for Japanese has the first two.
_SCRIPTS: Final = {
    "Latin": "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]",
    "Greek": "[\u0370-\u03ff\u1f00-\u1fff]",
    "Cyrillic": "[\u0400-\u052f]",
    "Armenian": "[\u0531-\u0587]",
    "Hebrew": "[\u05d0-\u05ea]",
    "Arabic": "[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]",
    "Devanagari": "[\u0900-\u097f]",
    "Bengali": "[\u0980-\u09ff]",
    "Gurmukhi": "[\u0a00-\u0a7f]",
    "Gujarati": "[\u0a80-\u0aff]",
    "Tamil": "[\u0b80-\u0bff]",
    "Telugu": "[\u0c00-\u0c7f]",
    "Kannada": "[\u0c80-\u0cff]",
    "Malayalam": "[\u0d00-\u0d7f]",
    "Sinhala": "[\u0d80-\u0dff]",
    "Thai": "[\u0e00-\u0e7f]",
    "Georgian": "[\u10a0-\u10ff]",
    "Hangul": "[\uac00-\ud7a3\u1100-\u11ff]",
    "Kana": "[\u3041-\u30ff]",
    "Han": "[\u4e00-\u9fff\u3400-\u4dbf]",
}
_WRITTEN: Final = {
    "Latin": """en de fr es it pt nl sv da no nb nn fi is et lv lt pl cs sk sl hr hu ro sq tr ca gl eu ga cy gd mt af
    sw id ms vi tl fil eo la lb fo br oc""",
    "Greek": "el", "Cyrillic": "ru uk be bg mk", "Armenian": "hy", "Hebrew": "he yi iw", "Arabic": "ar fa ur ps ckb",
    "Devanagari": "hi mr ne", "Bengali": "bn", "Gurmukhi": "", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te",
    "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th", "Georgian": "ka", "Hangul": "ko", "Kana": "ja",
    "Han": "zh ja ko yue",
}  # fmt: skip
# The commonest words of each, without names and without what any two of them share by chance in a headline.
_COMMON: Final = {
    "en": "the of and to in is that for it with as was on are this be at by from have you not they we but will has",
    "de": "der die und das von den mit dem ist nicht ein eine für auf des sich auch wird bei einen wie aus nach zum",
    "fr": "le la les des et est dans pour que une sur pas qui avec au du par ce plus aux sont cette ses ont nous vous",
    "es": "el la los las que del una por con para se lo como más pero sus este ha sin sobre también muy está son y",
    "it": "il di che la per una sono del della non con gli da dei nel alla più anche le si è ha questo come delle",
    "pt": "o que do da em um para com não uma os no se na por mais as dos como mas ao são foi também das pelo pela",
    "nl": "de het een van en in is dat op te zijn voor met niet aan er om ook als naar bij maar wordt deze nog heeft",
    "sv": "och att det som en på är av för med den till inte om ett har de från vi kan var ska men eller när efter",
    "da": "og det at en den til er som på de med han af for ikke der var et har vi kan fra jeg blev efter også hvor",
    "pl": "w i na z nie się do to że jest o jak po co za od przez dla tak ale jego są już było tym który oraz",
    "fi": "ja on ei se että oli hän mutta ovat myös kun niin kuin tai mukaan sekä joka ole vain voi hänen jos nyt",
    "tr": "ve bir bu da için ile çok olarak daha olan gibi sonra kadar en ne ya ama değil her olduğu içinde",
    "cs": "a se na v je že to s z do o ve pro za jsem by ale si po jako podle být jsou také která který jeho",
}  # fmt: skip
_NAMES: Final = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "pl": "Polish", "fi": "Finnish", "tr": "Turkish", "cs": "Czech",
}  # fmt: skip
_LETTERS: Final = 150  # fewer say nothing about a feed
_FEWEST: Final = 80  # words
_CERTAIN: Final = 12  # of the commonest words, or of four letters: more than a 25th of what a sample can hold


# Made when the first feed declares a language: not every run pays for them.


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {script: re.compile(letters) for script, letters in _SCRIPTS.items()}


@cache
def _written(primary: str) -> frozenset[str]:
    """The scripts of a language; none where they are not known here."""
    return frozenset(script for script, tags in _WRITTEN.items() if primary in tags.split())


@cache
def _common(primary: str) -> frozenset[str]:
    return frozenset(_COMMON.get(primary, "").split())


@cache
def _tongues() -> dict[str, tuple[str, ...]]:
    """The languages in which a word is one of the commonest."""
    by_word: dict[str, tuple[str, ...]] = {}
    for tag, common in _COMMON.items():
        for word in common.split():
            by_word[word] = (*by_word.get(word, ()), tag)
    return by_word


def tongues(found: Sequence[Entry], reading: Reading) -> Iterator[Where]:
    """A declared language that the texts contradict."""
    declared = _declared(reading)
    if declared is None:
        return
    tag, where = declared
    parsed = language(tag.strip())
    if not isinstance(parsed, Language) or parsed.script is not None:
        return
    expected = _written(parsed.primary)
    if not expected:
        return
    sample = _sample(found, expected, _common(parsed.primary))
    if sample is None:
        return
    really = _other_script(sample, expected) or _other_words(sample, parsed.primary)
    if really is not None:
        yield part("language", where, tag=quoted(tag.strip()), really=really)


def _declared(reading: Reading) -> tuple[str, Spot] | None:
    if reading.json is not None:
        member = reading.json.root.get("language") if reading.json.root is not None else None
        return (member.value, member) if member is not None and isinstance(member.value, str) else None
    root = reading.xml.root if reading.xml is not None else None
    if root is None:
        return None
    channel = root.first("channel")
    element = channel.first("language") or channel.first("dc:language") if channel is not None else None
    if element is not None:
        return element.value, element.in_text()
    if "xml:lang" in root.attributes:
        return root.attributes["xml:lang"], root.in_attribute("xml:lang")
    return None


def _sample(found: Sequence[Entry], scripts: frozenset[str], common: frozenset[str]) -> str | None:
    """The beginnings of titles and contents.

    None as soon as they certainly have enough of the ``common`` words, or of letters of ``scripts`` other than Latin.
    """
    pieces: list[str] = []
    size = met = 0
    for entry in found[:_ENTRIES]:
        for node in (entry.title, entry.content):
            if node is None:
                continue
            piece = text(node)[:_EACH]
            if "<" in piece:
                piece = _TAG.sub(" ", piece)
            if "&" in piece:
                from html import unescape  # noqa: PLC0415 - two thousand names, needed only where a reference stands

                piece = unescape(piece)
            if "://" in piece:
                piece = _URL.sub(" ", piece)
            pieces.append(piece)
            size += len(piece)
            if common:
                met += len([word for word in piece.lower().split() if word in common])
            elif "Latin" not in scripts and not piece.isascii():
                met += sum(len(_scripts()[script].findall(piece)) for script in scripts) // 4
            if met >= _CERTAIN:
                return None
        if size > _MOST:
            break
    return "\n".join(pieces)


def _other_script(sample: str, expected: frozenset[str]) -> str | None:
    if sample.isascii():
        if "Latin" in expected:
            return None
        counts = {"Latin": sum(map(len, _WORD.findall(sample)))}
    elif "Latin" in expected and len(sample.encode()) < len(sample) * 1.25:
        return None  # mostly letters of one byte
    else:
        counts = {script: len(letters.findall(sample)) for script, letters in _scripts().items()}
    total = sum(counts.values())
    ours = sum(counts.get(script, 0) for script in expected)
    script = max(counts, key=counts.__getitem__)
    if total < _LETTERS or script in expected or ours * 50 > total or counts[script] * 10 < total * 9:
        return None
    return f"in {script} letters"


def _other_words(sample: str, primary: str) -> str | None:
    if primary not in _COMMON:
        return None
    words = _WORD.findall(sample.lower())
    total = len(words)
    if total < _FEWEST:
        return None
    known = _tongues()
    shares = Counter(chain.from_iterable(map(known.__getitem__, filter(known.__contains__, words))))
    best, share = shares.most_common(1)[0] if shares else ("", 0)
    if best == primary or share * 6 < total or shares[primary] * 5 > share or shares[primary] * 25 > total:
        return None
    return f"in {_NAMES[best]}"
