"""HTML for strangers: known elements, absolute addresses, nothing that acts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from feeds.emit.characters import Removed, block, line
from feeds.emit.markup import safe

ROOT = "https://example.org"
BASE = f"{ROOT}/news/articles/a.html"

CASES = [
    ("<p>bare</p><h2>SUB</h2>", "<p>bare</p><h2>SUB</h2>"),
    ('<p><a href="/x?a=1&amp;b=2">x</a></p>', '<p><a href="https://example.org/x?a=1&amp;b=2">x</a></p>'),
    ('<img src="i.png" alt="ä">', '<img src="https://example.org/news/articles/i.png" alt="ä">'),
    ('<a href="//other.example/x">x</a>', '<a href="https://other.example/x">x</a>'),
    ('<a href="#note">x</a>', f'<a href="{BASE}#note">x</a>'),
    ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
    ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="java\nscript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href=" JaVaScRiPt:alert(1)">x</a>', "<a>x</a>"),
    ('<img src="data:image/svg+xml,%3Csvg onload=alert(1)%3E">', "<img>"),
    ('<a href="http://[">x</a>', "<a>x</a>"),
    (
        '<img srcset="a.png 1x, /b.png 2x" src="a.png">',
        f'<img srcset="{ROOT}/news/articles/a.png 1x, {ROOT}/b.png 2x" src="{ROOT}/news/articles/a.png">',
    ),
    ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    ('<p onclick="x()" style="position:fixed" class="c">a</p>', "<p>a</p>"),
    ("<font color=red>kept <b>words</b></font>", "kept <b>words</b>"),
    ("<p>a<!-- <script> -->b</p>", "<p>ab</p>"),
    ("<p>a<?php echo 1 ?>b</p>", "<p>ab</p>"),
    ("<iframe src='https://x.example/'>text</iframe>after", "after"),
    ("<svg><script>1</script></svg>after", "after"),
    ("<p>5 &lt; 6 &amp;amp; 7</p><hr>", "<p>5 &lt; 6 &amp;amp; 7</p><hr>"),
    ("<b>unclosed <i>twice", "<b>unclosed <i>twice</i></b>"),
    ("</div></body></html><p class=x>after</p>", "<p>after</p>"),
    (
        '<img alt="&quot; onerror=&quot;alert(1)" src="/x.png">',
        '<img alt="&quot; onerror=&quot;alert(1)" src="https://example.org/x.png">',
    ),
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_safe(html: str, expected: str) -> None:
    assert safe(html, BASE).html == expected


def test_what_had_to_go_is_named() -> None:
    assert safe('<p onclick="x">a</p><script>1</script><blink>b</blink>', BASE).dropped == (
        "blink",
        "p/@onclick",
        "script",
    )


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b ",
        "<script>",
        "</script>",
        "<svg",
        "<a href='",
        "javascript:x",
        "'",
        ">",
        "on=1",
        "&lt;",
        "<!--",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join))
def test_nothing_that_acts_is_left(html: str) -> None:
    cleaned = safe(block(html, Removed()), BASE).html
    tree = document_fromstring(f"<html><body><div>{cleaned}</div>")
    for element in tree.iter():
        assert element.tag not in ("script", "svg", "iframe", "style", "object", "form")
        for name, value in element.items():
            assert not str(name).startswith("on")
            assert name != "href" or str(value).startswith(("http", "mailto:", "tel:"))


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join))
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = safe(block(html, Removed()), BASE).html
    assert safe(once, BASE).html == once


@pytest.mark.parametrize(
    "unit", ["<b>", "<!-- -->x", "<x>", "<a href='/x' ", "<p><script>", "&", "</p>", "x<br/ >"], ids=repr
)
def test_cleaning_is_linear(unit: str) -> None:
    def cost(count: int) -> float:
        html = unit * count
        start = time.process_time()
        safe(html, BASE)
        return time.process_time() - start

    small, large = min(cost(4_000) for _ in range(3)), min(cost(32_000) for _ in range(3))
    assert large < 8 * 4 * max(small, 0.004), "eight times the text costs more than 32 times as much"


@pytest.mark.parametrize(
    ("text", "expected", "count"),
    [
        ("a\x00b\x0bc", "abc", 2),
        ("a\r\nb\rc\x85d", "a\nb\nc\nd", 0),
        ("\ud800x\udfff", "x", 2),
        ("\ufffe\uffff\ufdd0", "\ufdd0", 2),
        ("\x80\x9f\x7f", "", 3),
        ("tab\tand 🦊 stay", "tab\tand 🦊 stay", 0),
    ],
)
def test_characters(text: str, expected: str, count: int) -> None:
    removed = Removed()
    assert block(text, removed) == expected
    assert sum(removed.counts.values()) == count


def test_a_line_is_one_line() -> None:
    removed = Removed()
    assert line(" a\u00a0 b\n\tc\x00 ", removed) == "a b c"
    assert removed.note("title") == "title: 1 character that a feed cannot carry removed (U+0000)"
    assert Removed().note("title") is None
