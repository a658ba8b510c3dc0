"""URIs and IRIs, tags and URNs, against tables."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values import uris
from feeds.values.problem import Problem
from feeds.values.uris.usual import USUAL

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def found(text: str, problem: object) -> tuple[str, str]:
    assert isinstance(problem, Problem), problem
    return problem.kind, text[problem.at : problem.end]


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "https://user:secret@example.org:8080/a;b/c.d?x=1&y=/?#f/?",
        "http://[2001:db8::7]:80/",
        "http://[v7.fe80::a+en1]/",
        "http://192.0.2.1/",
        "http://xn--bcher-kva.example/",
        "http://my_blog.example.org/",
        "http://example.org./",
        "ftp://example.org/a",
        "mailto:me@example.org?subject=Hello%20there",
        "urn:isbn:0451450523",
        "tag:example.org,2006:a",
        "data:,",
        "a:",
        "file:///etc/hosts",
    ],
)
def test_a_uri_is_put_together_again_from_its_parts(text: str) -> None:
    value = uris.uri(text)
    assert isinstance(value, uris.Uri), value
    assert uris.join(value) == text
    assert isinstance(uris.iri(text), uris.Uri)
    assert isinstance(uris.uri_reference(text), uris.Uri)


def test_the_parts_of_a_uri() -> None:
    assert uris.uri("https://me@example.org:81/a?b#c") == uris.Uri(
        "https://me@example.org:81/a?b#c", "https", "me", "example.org", "81", "/a", "b", "c"
    )


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("", "empty", ""),
        ("example.org/a", "no-scheme", "example.org/a"),
        ("www.example.org", "no-scheme", "www.example.org"),
        ("//example.org/", "no-scheme", "//example.org/"),
        ("http//example.org/", "no-scheme", "http//example.org/"),
        ("1http://example.org/", "bad-scheme", "1http"),
        ("not_a:scheme", "bad-scheme", "not_a"),
        ("https://example.org/a  b", "space", "  "),
        (" https://example.org/", "surrounding-blanks", " "),
        ("https://example.org/\n", "surrounding-blanks", "\n"),
        ("https://example.org/a\tb", "control", "\t"),
        ("https://example.org\\a", "backslash", "\\"),
        ("https://example.org/{a}", "bad-character", "{"),
        ('https://example.org/"', "bad-character", '"'),
        ("https://example.org/<b>", "bad-character", "<"),
        ("https://example.org/é", "non-ascii", "é"),
        ("https://example.org/100%", "bad-escape", "%"),
        ("https://example.org/%4", "bad-escape", "%4"),
        ("https://example.org/%zz", "bad-escape", "%zz"),
        ("https://example.org/?a[]=1", "bracket", "[]"),
        ("https://example.org/#a#b", "second-fragment", "#"),
        ("http:///a", "no-host", "//"),
        ("http://", "no-host", "//"),
        ("http://:80/", "no-host", "//:80"),
        ("http:example.org", "no-host", ":"),
        ("http://a@b@example.org/", "bad-userinfo", "@"),
        ("http://example.org:0/", "bad-port", "0"),
        ("http://example.org:65536/", "bad-port", "65536"),
        ("http://example.org:8o/", "bad-port", "8o"),
        ("http://[::1", "bad-host", "[::1"),
        ("http://[::g]/", "bad-host", "::g"),
        ("http://256.0.0.1/", "bad-host", "256.0.0.1"),
        ("http://a..b/", "bad-host", "."),
        ("http://-a.org/", "bad-host", "-a"),
        ("http://a.org$/", "bad-host", "org$"),
        ("http://" + "a" * 64 + ".org/", "bad-host", "a" * 64),
    ],
)
def test_what_is_no_uri(text: str, kind: str, where: str) -> None:
    assert found(text, uris.uri(text)) == (kind, where)


def test_letters_of_any_script_make_an_iri() -> None:
    for text in (
        "http://www.詹姆斯.com/",
        "https://example.org/été?q=ñ#ü",
        "http://نامه‌ای.com/",
        "http://e.org/?\ue000",
    ):
        assert isinstance(uris.iri(text), uris.Uri), text
        assert found(text, uris.uri(text))[0] == "non-ascii"
    for text in ("http://e.org/\ue000", "http://e.org/?a#\ue000", "http://e.org/\ufffd", "http://e.org/\ufdd0"):
        assert found(text, uris.iri(text)) == ("bad-character", text[-1])
    assert found("http://exa“mple.org/", uris.iri("http://exa“mple.org/")) == ("bad-host", "exa“mple")


def test_a_reference_may_be_relative() -> None:
    for text in ("", "#a", "?b", "a/b", "/a", "//example.org/a", "../c", "a/b:c"):
        assert isinstance(uris.uri_reference(text), uris.Uri), text
    assert found("b:ä", uris.uri_reference("b:ä"))[0] == "non-ascii"
    same = uris.iri_reference("#é")
    assert isinstance(same, uris.Uri)
    assert same.is_same_document


def test_a_full_url_is_of_the_web() -> None:
    value = uris.full_url("HTTPS://example.org")
    assert isinstance(value, uris.Uri)
    assert value.is_web
    assert found("mailto:me@example.org", uris.full_url("mailto:me@example.org")) == ("not-web", "mailto")
    assert found("http://é.org/", uris.full_url("http://é.org/")) == ("non-ascii", "é")
    assert isinstance(uris.full_iri("http://é.org/"), uris.Uri)


@pytest.mark.parametrize(
    ("text", "form", "kinds"),
    [
        ("http://example.org/", "http://example.org/", []),
        ("Http://example.org/", "http://example.org/", ["scheme-case"]),
        ("http://Example.ORG/A", "http://example.org/A", ["host-case"]),
        ("http://example.org:80/", "http://example.org/", ["default-port"]),
        ("https://example.org:80/", "https://example.org:80/", []),
        ("http://example.org:/", "http://example.org/", ["empty-port"]),
        ("http://example.org", "http://example.org/", ["empty-path"]),
        ("http://example.org?a", "http://example.org/?a", ["empty-path"]),
        ("http://example.org/a/./b/../c", "http://example.org/a/c", ["dot-segments"]),
        ("http://example.org/%7ea", "http://example.org/~a", ["escape-case", "needless-escape"]),
        ("http://example.org/%2f", "http://example.org/%2F", ["escape-case"]),
        ("http://example.org/C%CC%A7", "http://example.org/%C3%87", ["not-nfc"]),
        ("http://example.org/C\u0327", "http://example.org/\u00c7", ["not-nfc"]),
        ("http://example.org/%FF", "http://example.org/%FF", []),
        ("urn:Example:a..b", "urn:Example:a..b", []),
        ("x:/.//a", "x:/.//a", ["dot-segments"]),
    ],
)
def test_the_canonical_form(text: str, form: str, kinds: list[str]) -> None:
    assert uris.canonical(text) == form
    assert [problem.kind for problem in uris.noncanonical(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("htps://example.org/", "unregistered-scheme", "htps"),
        ("javascript:alert(1)", "unregistered-scheme", "javascript"),
        ("http://https://example.org/", "double-scheme", "http://"),
        ("http://https//example.org/", "double-scheme", "http://"),
        ("http://me:secret@example.org/", "userinfo", "me:secret"),
        ("http://localhost:8000/", "local-host", "localhost"),
        ("http://printer.local/", "local-host", "printer.local"),
        ("http://127.0.0.1/", "local-host", "127.0.0.1"),
        ("http://192.168.1.1/", "local-host", "192.168.1.1"),
        ("http://[::1]/", "local-host", "[::1]"),
        ("http://a_b.org/", "underscore", "_"),
    ],
)
def test_what_is_questionable_about_a_uri(text: str, kind: str, where: str) -> None:
    assert [found(text, remark) for remark in uris.remarks(text)] == [(kind, where)]


def test_nothing_is_questionable_about_most() -> None:
    for text in ("https://example.org/", "tag:example.org,2006:a", "/a", "http://8.8.8.8/", "doi:10.1000/182"):
        assert not list(uris.remarks(text)), text


RESOLVED = {  # RFC 3986 sections 5.4.1 and 5.4.2
    "g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g",
    "//g": "http://g", "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s",
    "g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s", ";x": "http://a/b/c/;x", "g;x": "http://a/b/c/g;x",
    "g;x?y#s": "http://a/b/c/g;x?y#s", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/",
    "..": "http://a/b/", "../": "http://a/b/", "../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/",
    "../../g": "http://a/g", "../../../g": "http://a/g", "../../../../g": "http://a/g", "/./g": "http://a/g",
    "/../g": "http://a/g", "g.": "http://a/b/c/g.", ".g": "http://a/b/c/.g", "g..": "http://a/b/c/g..",
    "..g": "http://a/b/c/..g", "./../g": "http://a/b/g", "./g/.": "http://a/b/c/g/", "g/./h": "http://a/b/c/g/h",
    "g/../h": "http://a/b/c/h", "g;x=1/./y": "http://a/b/c/g;x=1/y", "g;x=1/../y": "http://a/b/c/y",
    "g?y/./x": "http://a/b/c/g?y/./x", "g?y/../x": "http://a/b/c/g?y/../x", "g#s/./x": "http://a/b/c/g#s/./x",
    "http:g": "http:g",
}  # fmt: skip


@pytest.mark.parametrize(("reference", "expected"), RESOLVED.items())
def test_references_are_resolved_as_the_specification_shows(reference: str, expected: str) -> None:
    assert uris.resolve("http://a/b/c/d;p?q", reference) == expected


def test_references_in_odd_bases() -> None:
    assert uris.resolve("http://example.org", "a") == "http://example.org/a"
    assert uris.resolve("", "a/b") == "a/b"
    assert uris.resolve("mailto:a@b", "#c") == "mailto:a@b#c"


@pytest.mark.parametrize(
    ("text", "authority", "date", "specific", "fragment"),
    [
        ("tag:example.org,2006-02-09:a/b", "example.org", (2006, 2, 9), "a/b", None),
        ("tag:me.you@example.org,2006-02:", "me.you@example.org", (2006, 2, 1), "", None),
        ("tag:example.org,2006:#x", "example.org", (2006, 1, 1), "", "x"),
    ],
)
def test_the_parts_of_a_tag(
    text: str, authority: str, date: tuple[int, int, int], specific: str, fragment: str | None
) -> None:
    assert uris.tag(text) == uris.Tag(authority, dt.date(*date), specific, fragment)
    assert not list(uris.tag_remarks(text, NOW))


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("tags:a", "no-tag", "tags"),
        ("tag:example.org:a", "no-date", "example.org"),
        ("tag:,2006:a", "bad-authority", ""),
        ("tag:exa mple.org,2006:a", "bad-authority", " "),
        ("tag:-a.org,2006:a", "bad-authority", "-"),
        ("tag:me@,2006:a", "bad-authority", "me@"),
        ("tag:example.org,06:a", "bad-date", "06"),
        ("tag:example.org,2006-2-09:a", "bad-date", "2006-2-09"),
        ("tag:example.org,2006-02-:a", "bad-date", "2006-02-"),
        ("tag:example.org,20060209:a", "bad-date", "20060209"),
        ("tag:example.org,2006-02-30:a", "impossible-date", "2006-02-30"),
        ("tag:example.org,2006", "no-specific", ""),
        ("tag:example.org,2006:a b", "bad-character", " "),
        ("tag:example.org,2006:[a", "bad-character", "["),
        ("tag:example.org,2006:a%2", "bad-escape", "%2"),
        ("tag:example.org,2006:a#b#c", "bad-character", "#"),
    ],
)
def test_what_is_no_tag(text: str, kind: str, where: str) -> None:
    assert found(text, uris.tag(text)) == (kind, where)
    assert not list(uris.tag_remarks(text, NOW))


def test_what_is_questionable_about_a_tag() -> None:
    assert [p.kind for p in uris.tag_remarks("tag:Example.org,2026-06-01:a", NOW)] == ["letter-case", "future"]


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("urm:a:b", "no-urn", "urm:"),
        ("urn:example", "no-specific", "example"),
        ("urn:example:", "no-specific", ""),
        ("urn:-example:a", "bad-namespace", "-example"),
        ("urn:exa.mple:a", "bad-namespace", "exa.mple"),
        ("urn:x:a", "bad-namespace", "x"),
        ("urn:urn:a", "bad-namespace", "urn"),
        ("urn:example:a b", "bad-character", " "),
        ("urn:uuid:cdef5c6d5-gff8", "bad-uuid", "cdef5c6d5-gff8"),
        ("urn:isbn:0451450524", "bad-isbn", "0451450524"),
        ("urn:issn:1234-5678", "bad-issn", "1234-5678"),
    ],
)
def test_what_is_no_urn(text: str, kind: str, where: str) -> None:
    assert found(text, uris.urn(text)) == (kind, where)


def test_the_parts_of_a_urn() -> None:
    assert uris.urn("urn:Example:a/b?=c#d") == uris.Urn("example", "a/b?=c", "d")
    for text in ("urn:uuid:F81D4FAE-7dec-11d0-a765-00a0c91e6bf6", "urn:isbn:978-0-306-40615-7", "urn:isbn:080442957X"):
        assert isinstance(uris.urn(text), uris.Urn), text
    assert isinstance(uris.urn("urn:issn:0378-5955"), uris.Urn)
    assert uris.uuid("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6") == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"


SEGMENT = st.text("ab.~%2e%C3é/:;", max_size=12)


@given(
    st.sampled_from(("http", "HTTPS", "x", "tag")), st.sampled_from(("", "//Example.org", "//e:80")), SEGMENT, SEGMENT
)
def test_a_canonical_form_is_its_own(scheme: str, host: str, path: str, query: str) -> None:
    text = f"{scheme}:{host}{'/' if host else ''}{path}?{query}"
    once = uris.canonical(text)
    if isinstance(uris.iri(text), uris.Uri):
        assert uris.canonical(once) == once
        assert (once == text) == (not list(uris.noncanonical(text)))


@given(st.text("ab./?#:", max_size=20), st.text("ab/", max_size=20))
def test_what_is_resolved_has_a_scheme_and_resolves_to_itself(reference: str, path: str) -> None:
    target = uris.resolve(f"http://example.org/{path}", reference)
    assert uris.split(target).scheme is not None
    assert uris.resolve("http://other.example/", target) == target


@given(st.from_regex(USUAL, fullmatch=True))
def test_a_usual_address_has_nothing_wrong(text: str) -> None:
    assert not isinstance(uris.full_url(text), Problem)
    assert not list(uris.remarks(text))


@pytest.mark.parametrize(
    "text",
    ["http://nas.local/a", "http://a.test", "https://router.home.arpa/", "http://localhost/", "http://10.0.0.1/",
     "https://example.org:8080/", "https://user@example.org/", "https://EXAMPLE.org/", "https://example.org/a b",
     "https://example.org/100%", "https://example.org/é", "https://example.org/a#b#c"],
)  # fmt: skip
def test_what_is_not_usual(text: str) -> None:
    assert USUAL.fullmatch(text) is None
