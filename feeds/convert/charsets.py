"""Texts that are neither UTF-8 nor Windows-1252: in what their page says it is in, or in what only one language fits.

What a charset is plausible by is what its language looks like when it is read rightly: kana in Japanese, frequent
signs in Chinese, words that do not begin small and go on large. The language of what comes out has to be the charset's.
"""

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from feeds.convert.language import language

_DECLARED = re.compile(rb"<meta[^<>]{1,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
HEAD = 2048  # bytes in which a page says its charset (https://html.spec.whatwg.org/#charset says 1024)
SAMPLE = 20_000  # characters that are looked at
SURE = 0.75  # of a language
# https://encoding.spec.whatwg.org/#names-and-labels: names mean what browsers take them for.
_BROWSERS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift-jis": "cp932", "shift_jis": "cp932",
             "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs",
             "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
             "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874"}  # fmt: skip
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_WIDE = re.compile("[^\u0000-\u02ff\u2010-\u2027\u3000-\u303f\uff00-\uffef]")
_SMALL_THEN_LARGE = re.compile(r"[^\W\d_](?<=[a-zà-öø-ÿа-яёα-ω])(?=[A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω])")
# Signs of Windows-1252 that stand inside no word; in other charsets their places are letters.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¹²³¿¢£¥¼½¾¡¶¯±¤¦§¨©«¬®´¸»×÷](?=[^\W\d_])")


class _Charset(NamedTuple):
    name: str
    languages: Sequence[str]


_SEVERAL_BYTES = (
    _Charset("cp932", ("ja",)), _Charset("euc_jp", ("ja",)), _Charset("cp949", ("ko",)),
    _Charset("gb18030", ("zh", "yue", "wuu")), _Charset("big5", ("zh", "yue", "wuu")),
)  # fmt: skip
_ONE_BYTE = (
    _Charset("cp1251", ("ru", "uk", "bg", "sr", "mk", "be")), _Charset("koi8-u", ("ru", "uk")),
    _Charset("cp1253", ("el",)), _Charset("cp1255", ("he", "yi")), _Charset("cp1256", ("ar", "fa", "ur")),
    _Charset("cp874", ("th",)),
)  # fmt: skip
_LATIN = (
    _Charset("cp1250", ("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sr-Latn")),
    _Charset("iso8859-2", ("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sr-Latn")),
    _Charset("cp1254", ("tr", "az")), _Charset("cp1257", ("lt", "lv", "et")),
)  # fmt: skip


def declared(data: bytes) -> tuple[str, str] | None:
    """The text in the charset that a web page says it is in, and the charset's name; None where it says none."""
    found = _DECLARED.search(data[:HEAD])
    if found is None:
        return None
    label = found[1].decode("ascii").lower()
    try:
        name = codecs.lookup(_BROWSERS.get(label, label)).name
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return (text, name) if isinstance(text, str) else None


def seven_bits(data: bytes) -> tuple[str, str] | None:
    """Japanese in ISO-2022-JP (RFC 1468), which looks like ASCII with escapes; None for everything else."""
    if b"\x1b$" not in data:
        return None
    try:
        return data.decode("iso2022_jp"), "iso2022_jp"
    except UnicodeDecodeError:
        return None


def guessed(data: bytes) -> tuple[str, str] | None:
    """The text in the one charset that fits its language, and the charset's name; None where that is not sure."""
    best: tuple[float, str, str] | None = None
    for one in (*_SEVERAL_BYTES, *_ONE_BYTE):
        try:
            text = data.decode(one.name)
        except UnicodeDecodeError:
            continue
        score = _fits(text[:SAMPLE], one)
        if score > SURE and (best is None or score > best[0]):
            best = score, text, one.name
    return None if best is None else best[1:]


def relative_of_latin(data: bytes, text: str | None) -> tuple[str, str] | None:
    """The text in a charset near Windows-1252, where ``text``, which is read as that, has signs inside of words.

    None as ``text``: it cannot be read as that.
    """
    sample = (text or "")[:SAMPLE]
    doubtful = len(_SIGN_IN_WORD.findall(sample)) > 1 or any(sign in sample for sign in "ýþðÝÞÐ")
    if text is not None and not doubtful:
        return None
    before, sure = language(sample)
    best: tuple[float, str, str] | None = None
    for one in _LATIN:
        try:
            other = data.decode(one.name)
        except UnicodeDecodeError:
            continue
        spoken, score = language(other[:SAMPLE])
        signs = len(_SIGN_IN_WORD.findall(other[:SAMPLE]))
        if spoken in one.languages and score > SURE and not signs and (best is None or score > best[0]):
            best = score, other, one.name
    if best is None or (before in ("is", "fo") and sure > best[0]):
        return None
    return best[1:]


def _fits(sample: str, charset: _Charset) -> float:
    """How surely a text is read rightly, 0 to 1."""
    wide = _WIDE.findall(sample)
    if len(wide) < 8 or any("\ue000" <= sign <= "\uf8ff" for sign in wide):
        return 0.0
    han = _HAN.findall(sample)
    if charset.name in ("cp932", "euc_jp") and len(_KANA.findall(sample)) < 0.2 * len(wide):
        return 0.0
    if charset.name == "cp949" and len(_HANGUL.findall(sample)) < 0.7 * len(wide):
        return 0.0
    if charset.name in ("gb18030", "big5"):
        if len(han) < 0.9 * len(wide):
            return 0.0
        usual = sum(_is_usual(sign, charset.name) for sign in han)
        if usual < 0.9 * len(han):
            return 0.0
    if len(_SMALL_THEN_LARGE.findall(sample)) * 50 > len(wide):
        return 0.0
    spoken, sure = language(sample)
    return sure if spoken in charset.languages else 0.0


def _is_usual(sign: str, charset: str) -> bool:
    """Whether a sign is among the frequent ones, which stand first in GB 2312 and in Big5."""
    try:
        lead = sign.encode("gb2312" if charset == "gb18030" else "big5")[0]
    except UnicodeEncodeError:
        return False
    return lead <= (0xD7 if charset == "gb18030" else 0xC6)
