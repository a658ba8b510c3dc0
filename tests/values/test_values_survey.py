"""The quick look at HTML agrees with the real one: what it passes over is certainly harmless."""

import importlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feeds.values.htmltext import MOST_TAGS, broken_tags, risks, survey, tokens, urls
from feeds.values.htmltext.styles import style_problem
from feeds.values.tables import words
from feeds.values.tables.css import PROPERTIES

NAMES = st.sampled_from(
    sorted(
        words(
            """p div span b i a ul ol li dl dt dd table tbody tr td th h2 img br hr iframe figure section blockquote em
            x-y o:p script style svg path title input form object gorilla option select DIV P body"""
        )
    )
)
ADDRESSES = st.sampled_from(
    (
        "https://example.org/a", "http://example.org", "HTTPS://example.org/?a=1&amp;b=2", "https://localhost/a",
        "https://example.local/", "https://10.0.0.1/", "/a", "", "#a", "a b", "//example.org/", "mailto:a@example.org",
        "javascript:go()", " java&#115;cript:x", "data:text/html,x", "https://example.org,/b", "ftp://example.org/",
        "https://user@host/", "https://[::1]/",
    )
)  # fmt: skip
WORDS = st.sampled_from(
    (
        "a",
        "",
        "a>b",
        "<b>",
        "a/",
        "color: red",
        "position: absolute",
        "bogus",
        "x:y",
        "mso-a:b",
        "a'b",
        "&quot;",
        "go()",
    )
)
ATTRIBUTES = st.lists(
    st.one_of(
        st.builds(' {}="{}"'.format, st.sampled_from(("href", "src", "HREF", "data", "srcset", "data-src")), ADDRESSES),
        st.builds(" {}='{}'".format, st.sampled_from(("href", "src", "poster")), ADDRESSES),
        st.builds(" {}={}".format, st.sampled_from(("href", "src", "class")), ADDRESSES),
        st.builds(
            ' {}="{}"'.format,
            st.sampled_from(("class", "style", "STYLE", "onclick", "onx-y", "title", "data-a", "srcdoc", "@click")),
            WORDS,
        ),
        st.builds(" {} = '{}'".format, st.sampled_from(("style", "alt")), WORDS),
        st.sampled_from((" checked", "/", " /", " =", '"', "\n", " itemprop=a", ' a="b"c="d"')),
    ),
    max_size=3,
).map("".join)  # fmt: skip
PIECES = st.one_of(
    st.text("ab <>&;=é", max_size=4),
    st.builds("<{}{}>".format, NAMES, ATTRIBUTES),
    st.builds("<{}>".format, NAMES),
    st.builds("</{}>".format, NAMES),
    st.sampled_from(
        ("<!-- <b> -->", "<!-- a -->", "<!-->", "<!--->", "<!---->", "<!a>", "<?a>", "</>", "</p a>", "<!-- ")
    ),
)


def odd(url: str) -> bool:
    return not url.lower().startswith(("http://example.org", "https://example.org", "mailto:", "#"))


@pytest.fixture(params=[0, 60], ids=["by shape", "by text"])
def _short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags are remembered by their text where they are short, else by what stands outside of their values."""
    module = importlib.import_module("feeds.values.htmltext.codes")
    monkeypatch.setattr(module, "_SHORT", request.param)
    for name in ("TAGS", "_SHAPES", "_HOSTS"):
        getattr(module, name).clear()


@pytest.mark.usefixtures("_short")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["<iframe>", "<b>", "</iframe>"])
@example(["<p>", "<div>", "</div>", "</p>"])
@example(["<ul>", "<li>", "<ul>", "<li>", "</li>", "</ul>", "</li>", "</ul>"])
@example(['<a href="/a">', "</a>"])
@example(["<!-- ", "<img src='/x'>", "-->"])
@example(["<a title='\"' href=\"javascript:go()\" class='\"'>"])
@example(["""<a x='a b="' href="javascript:go() y=" c='"'>"""])
@example(['<a href="https://example.local">'])
@example(['<a href="https://example.local/">'])
@example(['<a HREF="javascript:go()">'])
@example(['<a STYLE="position: absolute">'])
@example(['<a href="https://localhost">', '<a href="https://localhost/">'])
@given(st.lists(PIECES, max_size=8))
def test_what_the_survey_passes_over_is_harmless(pieces: list[str]) -> None:
    html = "".join(pieces)
    every = list(tokens(html))

    suspects, seen, cut = survey(html)

    assert cut is None
    assert list(risks(html, suspects)) == list(risks(html, every))
    assert [each for each in urls(html, suspects) if odd(each.url)] == [
        each for each in urls(html, every) if odd(each.url)
    ]
    if seen is None:
        assert not list(broken_tags(html, every))
    else:
        assert [(token.at, token.end) for token in seen] == [(token.at, token.end) for token in every]


@pytest.mark.parametrize(
    "html",
    [
        '<p>One <a href="https://example.org/1?a=1&amp;b=2">two</a><br/></p><ul><li>a</li><li>b</li></ul>',
        '<table class="a"><tbody><tr><td>1</td><th>2</th></tr></tbody></table>',
        '<img src="https://example.org/1.jpg" srcset="https://example.org/1.jpg 1x, https://example.org/2.jpg 2x"/>',
        '<iframe src="https://www.youtube-nocookie.com/embed/x" allowfullscreen></iframe><!-- more -->',
        '<div style="display: flex; gap: 1em">a<hr>b</div><p><a href="#a">1</a></p>',
    ],
)  # fmt: skip
def test_everyday_html_needs_no_closer_look(html: str) -> None:
    assert survey(html) == ([], None, None)


def test_one_suspect_does_not_cost_a_look_at_all() -> None:
    suspects, seen, cut = survey('<p><a href="/a">b</a></p><img src="https://example.org/1.jpg">')

    assert [(token.name, token.at, token.end) for token in suspects] == [("a", 3, 16)]
    assert suspects[0].attributes[0].value == "/a"
    assert (seen, cut) == (None, None)


@pytest.mark.parametrize("tag", ["<b>", "<x>", "<p>", "<!-- -->", "<a href=x>"])
def test_too_many_tags_are_not_all_looked_at(tag: str) -> None:
    suspects, seen, cut = survey(tag * (MOST_TAGS + 5))

    assert seen is None
    assert cut == len(tag) * MOST_TAGS
    assert len(suspects) in {0, MOST_TAGS}


@pytest.mark.parametrize(
    ("style", "kind", "text"),
    [
        ("position: absolute", "overlay-style", "position: absolute"),
        ("color: red; position:sticky", "overlay-style", "position:sticky"),
        ("position:absolute; position:fixed", "dangerous-style", "position:fixed"),
        ("width: expression(alert(1))", "dangerous-style", "expression("),
        ("any: e\\78 pression(x)", "dangerous-style", "any: e\\78 pression(x)"),
        ("any: exp/**/ression(x)", "dangerous-style", "any: exp/**/ression(x)"),
        ("mso-list: l0", "unknown-property", "mso-list"),
        ("color: red; colour: red", "unknown-property", "colour"),
        ("bogus", "unknown-property", "bogus"),
    ],
)
def test_styles(style: str, kind: str, text: str) -> None:
    problem = style_problem(style)

    assert problem is not None
    assert (problem.kind, style[problem.at : problem.end]) == (kind, text)


@pytest.mark.parametrize(
    "style",
    ["", ";", "color: red", "--mine: 1; -webkit-x: y", "background: url(data:image/png;base64,AA:BB)", "COLOR:red",
     "position: relative", "border-top-width: 1px; margin-inline-start: 0", "gap:1em;grid-area:a"],
)  # fmt: skip
def test_everyday_styles(style: str) -> None:
    assert style_problem(style) is None


def test_the_table_of_properties_is_in_small_letters() -> None:
    assert {name for name in PROPERTIES if name != name.lower() or name.startswith("-")} == set()
    assert len(PROPERTIES) > 500
