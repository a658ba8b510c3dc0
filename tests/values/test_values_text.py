"""Plain text: characters, mojibake, references, markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values import text as plain
from feeds.values.mojibake import mojibake


def windows(text: str) -> str:
    """``text`` as one sees it whose UTF-8 was read as Windows-1252, the five holes as controls."""
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252")
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("Don’t", "â€™"),
        ("café", "Ã©"),
        ("CAFÉ", "Ã‰"),
        ("5 £", "Â£"),
        ("10\u00a0km", "Â\xa0"),
        ("100 €", "â‚¬"),
        ("über", "Ã¼"),
        ("😀", "ðŸ˜€"),
        ("złoty", "Å‚"),
        ("Москва", windows("Москва")),
        ("東京", windows("東京")),
        ("\ufeffA", "ï»¿"),
    ],
)
def test_mojibake_is_found_where_it_stands(word: str, broken: str) -> None:
    text = f"See {windows(word)} now"
    problems = list(mojibake(text))
    assert [text[problem.at : problem.end] for problem in problems] == [broken]
    assert [problem.kind for problem in problems] == ["mojibake"]


@pytest.mark.parametrize(
    "text",
    [
        "„Spaß“", "MAÇÃ”", "‘IRMÃ’", "à\xa0«\xa0oui\xa0»", "CAFÉ»", "«\xa0É\xa0»", "Ä“", "«ELÉ»…", "É—É", "É’É’",
        "São Paulo, NÃO", "LÀ-BAS»", "für “Ñ”", "Þórður", "I ♥ ½", "£5 · 10°", "10\u00a0km à\u00a0Paris", "“Â”",
        "naïve façade señor Ångström Straße", "plain ASCII",
    ],
)  # fmt: skip
def test_what_only_looks_like_mojibake_is_left_alone(text: str) -> None:
    assert not list(mojibake(text))


LETTERS = "áàâãäåçéèêëíìîïñóòôõöúùûüýßøæœÁÀÂÄÇÉÈÊËÑÓÖÜ’“”–—…€£«»¿¡ łżśćńęąšžčřěőű абвгдеёжз αβγδ 日本語 한국 😀abc .,"


@given(st.text(LETTERS, max_size=40))
def test_right_text_of_many_languages_has_no_mojibake(text: str) -> None:
    # Letters that meet by chance in an order that no language has may look broken, so words are set apart.
    assert not list(mojibake(" ".join(text)))


@given(st.text("áâãçéèêíñóõöúüß’“”–€£", min_size=1, max_size=12))
def test_western_text_that_was_broken_is_found(text: str) -> None:
    broken = windows(text)
    found = list(mojibake(f"a {broken} b"))
    assert "".join(f"a {broken} b"[problem.at : problem.end] for problem in found) == broken


def test_characters_that_do_not_belong() -> None:
    text = "a\x00\x01b\uffff\ud800c"
    assert [(p.at, p.end) for p in plain.illegal_characters(text)] == [(1, 3), (4, 6)]
    text = "\ufffd\ufffd it\x92s \x9d"
    assert [(p.kind, text[p.at : p.end]) for p in plain.bad_characters(text)] == [
        ("replacement", "\ufffd\ufffd"),
        ("windows-1252", "\x92"),
        ("control", "\x9d"),
    ]
    assert "'’'" in next(plain.bad_characters("it\x92s")).says
    assert not list(plain.bad_characters("plain"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AT&T &amp; co", ["&amp;"]),
        ("&eacute;t&#233; &#xE9;", ["&eacute;", "&#233;", "&#xE9;"]),
        ("a & b; &nonsense; &#0; &#xD800; &#1114112; ?a=1&b;", []),
        ("nothing", []),
    ],
)
def test_references_in_plain_text(text: str, expected: list[str]) -> None:
    assert [text[problem.at : problem.end] for problem in plain.entities(text)] == expected


def test_references_that_were_escaped_twice() -> None:
    html = "a&amp;nbsp;b &amp;#39; &amp;amp; AT&amp;T; R&amp;D &amp;"
    assert [html[p.at : p.end] for p in plain.escaped_twice(html)] == ["&amp;nbsp;", "&amp;#39;", "&amp;amp;"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>bold</b>", ["<b>", "</b>"]),
        ("a <br/> b<BR >", ["<br/>", "<BR >"]),
        ("<a href='x'>y</a>", ["<a href='x'>", "</a>"]),
        ("<p align=center>", ["<p align=center>"]),
        ("I <3 you", []),
        ("a < b > c, A<B", []),
        ("if a <b and c> d", []),
        ("Nice <gorilla> what's he weigh?", []),
        ("List<String> x", []),
        ("</b x>", []),
    ],
)
def test_markup_in_plain_text(text: str, expected: list[str]) -> None:
    assert [text[problem.at : problem.end] for problem in plain.markup(text)] == expected
