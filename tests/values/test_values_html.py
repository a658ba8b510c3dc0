"""HTML: tokens, URLs, risks, problems."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.htmltext import plain_text, problems, risks, tokens, urls


def cut(html: str, found: list[tuple[str, int, int | None]]) -> list[tuple[str, str]]:
    return [(kind, html[at:end]) for kind, at, end in found]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain < text & 3 <3 </> <", []),
        ("<p>a</P >", [("start", "p", "<p>"), ("end", "p", "</P >")]),
        ("<a title='>' b=\"<x>\" c=d>e", [("start", "a", "<a title='>' b=\"<x>\" c=d>")]),
        ("<!-- <b> -->c", [("comment", "", "<!-- <b> -->")]),
        ("<!-->a<!--->b", [("comment", "", "<!-->"), ("comment", "", "<!--->")]),
        ("<!--c--!>d<!doctype html>", [("comment", "", "<!--c--!>"), ("comment", "", "<!doctype html>")]),
        ("<?x?></3>", [("comment", "", "<?x?>"), ("comment", "", "</3>")]),
        ("<script>a<b</SCRIPT\n>c", [("start", "script", "<script>"), ("end", "script", "</SCRIPT\n>")]),
        ("<textarea><p></textarea>", [("start", "textarea", "<textarea>"), ("end", "textarea", "</textarea>")]),
        ("<style>a</styles>b", [("start", "style", "<style>"), ("unclosed", "style", "<style>a</styles>b")]),
        ("<plaintext><b>", [("start", "plaintext", "<plaintext>"), ("unclosed", "plaintext", "<plaintext><b>")]),
        ("a<b c='d>", [("unclosed", "", "<b c='d>")]),
        ("a</b", [("unclosed", "", "</b")]),
        ("a<!--b->", [("unclosed", "", "<!--b->")]),
        ("<svg><style/><b></svg><i>", [
            ("start", "svg", "<svg>"), ("start", "style", "<style/>"), ("start", "b", "<b>"), ("end", "svg", "</svg>"),
            ("start", "i", "<i>"),
        ]),
    ],
)  # fmt: skip
def test_the_tokens(html: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(token.kind, token.name, html[token.at : token.end]) for token in tokens(html)] == expected


def test_the_attributes_and_where_they_stand() -> None:
    html = '<a HREF=x&amp;y title = \'a"b\' c d="" =e f=g/>'
    (token,) = tokens(html)
    assert [(a.name, a.value, html[a.at : a.end]) for a in token.attributes] == [
        ("href", "x&y", "HREF=x&amp;y"),
        ("title", 'a"b', "title = 'a\"b"),
        ("c", "", "c"),
        ("d", "", 'd="'),
        ("=e", "", "=e"),
        ("f", "g/", "f=g/"),
    ]
    assert not token.is_self_closing
    assert token.attribute("c") is not None
    assert token.attribute("x") is None
    for closed in ("<a/>", "<a b/>", "<a b='c'/>", "<a b='c' />"):
        assert next(tokens(closed)).is_self_closing, closed
    (end,) = tokens("</a b=c/>")
    assert not end.attributes
    assert not end.is_self_closing


def test_every_url_and_where_it_stands() -> None:
    html = (
        "<a href=' /a?x&amp;y ' ping='/p /q'><img src=i srcset='a.jpg 1x, b,c.jpg 2x (d, e),f.jpg,' poster=no>"
        "<video poster=p><q cite=c><object data=d><form action=e><svg><use xlink:href='#f'/><p href=no><a href>"
    )
    assert [(u.element, u.attribute, u.url, html[u.at : u.end]) for u in urls(html)] == [
        ("a", "href", "/a?x&y", "/a?x&amp;y"),
        ("a", "ping", "/p", "/p"),
        ("a", "ping", "/q", "/q"),
        ("img", "src", "i", "i"),
        ("img", "srcset", "a.jpg", "a.jpg"),
        ("img", "srcset", "b,c.jpg", "b,c.jpg"),
        ("img", "srcset", "f.jpg", "f.jpg"),
        ("video", "poster", "p", "p"),
        ("q", "cite", "c", "c"),
        ("object", "data", "d", "d"),
        ("form", "action", "e", "e"),
        ("use", "xlink:href", "#f", "#f"),
    ]
    seen = list(tokens(html))
    assert list(urls(html, seen)) == list(urls(html))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script src=x></script>", [("script", "<script src=x>")]),
        ("<p onclick='x()'>", [("handler", "onclick='x()")]),
        ("<p\nONCLICK=x>", [("handler", "ONCLICK=x")]),
        ("<a href='javascript:x'>", [("script-url", "javascript:x")]),
        ("<a href=' jAva\nscript:x'>", [("script-url", "jAva\nscript:x")]),
        ("<a href='&#106;avascript:x'>", [("script-url", "&#106;avascript:x")]),
        (
            "<iframe src='data:text/html,x'></iframe>",
            [("framed-page", "<iframe src='data:text/html,x'>"), ("script-url", "data:text/html,x")],
        ),
        ("<IFRAME SRC=https://example.org/map>", [("framed-page", "<IFRAME SRC=https://example.org/map>")]),
        ("<iframe></iframe>", [("framed-page", "<iframe>")]),
        ("<object data=x></object>", [("object", "<object data=x>")]),
        ("<embed src=x>", [("object", "<embed src=x>")]),
        ("<meta http-equiv=refresh>", [("meta", "<meta http-equiv=refresh>")]),
        ("<base href=x>", [("base", "<base href=x>")]),
        ("<form><input></form>", [("form", "<form>"), ("form", "<input>")]),
        ("<style>p{}</style>", [("style", "<style>")]),
        ("<iframe srcdoc='x'></iframe>", [("srcdoc", "srcdoc='x")]),
        ("<p style='width: expression(x)'>", [("dangerous-style", "expression(")]),
        ("<p style='a:exp/**/ression(x)'>", [("dangerous-style", "a:exp/**/ression(x)")]),
        ("<p style='a:\\65xpression(x)'>", [("dangerous-style", "a:\\65xpression(x)")]),
        ("<p style='background:url(javascript:x)'>", [("dangerous-style", "javascript:")]),
        ("<p style='behavior: url(x)'>", [("dangerous-style", "behavior:")]),
        ("<p style='-moz-binding:x'>", [("dangerous-style", "-moz-binding")]),
        ("<p style='position : Fixed'>", [("dangerous-style", "position : Fixed")]),
        ("<p style='position:absolute'>", [("overlay-style", "position:absolute")]),
        ("<p style='position:absolute;a:expression(x)'>", [("dangerous-style", "expression(")]),
        ("<svg><script>x</script></svg>", [("script", "<script>")]),
    ],
)
def test_what_endangers_readers(html: str, expected: list[tuple[str, str]]) -> None:
    assert cut(html, [(p.kind, p.at, p.end) for p in risks(html)]) == expected
    assert list(risks(html, list(tokens(html)))) == list(risks(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p style='display:flex;gap:1em;grid-area:a;color:red'>",
        "<iframe src='https://www.youtube-nocookie.com/embed/x' allowfullscreen></iframe>",
        "<svg viewBox='0 0 1 1'><style>a</style><path d='M0 0'/></svg>",
        "<img src='data:image/svg+xml,x'><a href='https://example.org/javascript:x'>",
        "<p class=onclick data-on='x' title='javascript:x' one=2>",
        "<meta itemprop=name content=x><link itemprop=url href=x>",
        "<video controls><source src=x></video><details><summary>x</summary></details>",
        "<!-- <script> -->",
    ],
)
def test_what_endangers_nobody(html: str) -> None:
    assert not list(risks(html))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div><span>x</div>", [("unclosed-tag", "<span>")]),
        ("<b>x", [("unclosed-tag", "<b>")]),
        ("x</div>", [("stray-end-tag", "</div>")]),
        ("<p>x</p></p>", [("stray-end-tag", "</p>")]),
        ("<p><div>x</div></p>", [("stray-end-tag", "</p>")]),
        ("<h1>x</h2>", [("stray-end-tag", "</h2>"), ("unclosed-tag", "<h1>")]),
        ("<b><i>x</b></i>", [("misnested", "</b>")]),
        ("<p><b>x</p><p>y</b></p>", [("misnested", "</p>")]),
        ("<table><tr><td><b>x<td>y</table>", [("unclosed-tag", "<b>")]),
        ("<table><tr><td></b>x</table>", [("stray-end-tag", "</b>")]),
        ("<ul><li><span>x<li>y</ul>", [("unclosed-tag", "<span>")]),
        ("<br></br>", [("void-end-tag", "</br>")]),
        ("<div/>x", [("self-closing", "<div/>")]),
        ("<a href=x>1<a href=y>2</a>", [("nested-link", "<a href=y>")]),
        ("<gorilla>x</gorilla>", [("unknown-element", "gorilla")]),
        ("<o:p></o:p>", [("unknown-element", "o:p")]),
        ("x<a href='", [("truncated-tag", "<a href='")]),
        ("x<!-- y", [("truncated-tag", "<!-- y")]),
        ("<script>x", [("unclosed-tag", "<script>")]),
        ("a&nbps;b&hellp;c&eacut;d&nbspp;e&ldquot;", [
            ("unknown-entity", "&nbps;"), ("unknown-entity", "&hellp;"), ("unknown-entity", "&eacut;"),
            ("unknown-entity", "&nbspp;"), ("unknown-entity", "&ldquot;"),
        ]),
        ("&#0;&#xD800;&#1114112;&#1;", [
            ("bad-reference", "&#0;"), ("bad-reference", "&#xD800;"), ("bad-reference", "&#1114112;"),
            ("bad-reference", "&#1;"),
        ]),
        ("&#150;&#x85;", [("windows-1252-reference", "&#150;"), ("windows-1252-reference", "&#x85;")]),
    ],
)  # fmt: skip
def test_what_is_broken(html: str, expected: list[tuple[str, str]]) -> None:
    assert cut(html, [(p.kind, p.at, p.end) for p in problems(html)]) == expected
    assert list(problems(html, list(tokens(html)))) == list(problems(html))


@pytest.mark.parametrize(
    "html",
    [
        "AT&T, a & b, ?a=1&b=2&c;, R&D; &unknown; &amp; &copy; &NotEqualTilde; &#8217; &#xA;",
        "<p>a<p>b<ul><li>c<li>d<ul><li>e</ul></ul><div>f</div>",
        "<dl><dt>a<dd>b<dt>c</dl><ruby>a<rp>(<rt>b<rp>)</ruby>",
        "<table><caption>a<colgroup><col><thead><tr><th>b<tbody><tr><td>c<td>d<tr><td>e</table>",
        "<select><optgroup label=a><option>b<option>c<optgroup label=d><option>e</select>",
        "<img src=a><br><br/><hr><input><wbr>",
        "<b><p>x</p></b><a href=x><div>y</div></a><p><b>x<p>y</b>",
        "<svg><path d='M0 0'/><title>t</title><foreignObject/></svg><math><mi>x</mi></math>",
        "<my-element><x-y/>z</x-y></my-element>",
        "<iframe src=x /></iframe><span/></span>",
        "<li>a<td>b<tr>c",
        "<html><head><title>a</title><body>b",
        "<center><font color=red>a</font></center><picture><source srcset=a><img src=b></picture>",
    ],
)
def test_what_is_not_broken(html: str) -> None:
    assert not list(problems(html))


def test_nesting_beyond_what_browsers_keep_is_told_once() -> None:
    assert [problem.kind for problem in problems("<div>" * 10_000)] == ["too-deep"]


def test_the_text_that_is_seen() -> None:
    html = "<p>a &amp; <b>b</b><script>x<y</script><style>p</style>c<!-- d -->&eacute;<textarea><f></textarea></p>"
    assert plain_text(html) == "a & bcé<f>"
    assert plain_text("a<script>b") == "a"
    assert plain_text("no tags") == "no tags"


class Oracle(HTMLParser):
    """The standard library's parser: it agrees on HTML that is not broken."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(f"{name}={value or ''}" for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))


NAMES = st.sampled_from(("p", "DIV", "b", "img", "em", "x-y"))
VALUES = st.text("ab/ <>&;=é", max_size=6)
ATTRIBUTES = st.lists(
    st.one_of(
        st.just(" checked"),
        st.builds(" {}='{}'".format, st.sampled_from(("href", "a-b", "C")), VALUES),
        st.builds(' {} = "{}"'.format, st.sampled_from(("src", "d")), VALUES),
        st.builds(" e={}".format, st.text("ab1", min_size=1, max_size=4)),
    ),
    max_size=3,
).map("".join)
PIECES = st.one_of(
    st.text("ab é.", max_size=6),
    st.builds("<{}{}>".format, NAMES, ATTRIBUTES),
    st.builds("<{}{} />".format, NAMES, ATTRIBUTES),
    st.builds("</{}>".format, NAMES),
    st.just("<!-- <b> -->"),
    st.just("<script>if (a<b) </b></script>"),
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_tags_are_those_that_the_standard_library_sees(html: str) -> None:
    oracle = Oracle()
    oracle.feed(html)
    oracle.close()
    ours = [
        (token.name, *(f"{a.name}={a.value}" for a in token.attributes))
        if token.kind == "start"
        else (f"/{token.name}",)
        for token in tokens(html)
        if token.kind in {"start", "end"}
    ]
    assert ours == oracle.seen
