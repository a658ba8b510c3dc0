"""Languages, media types, mail addresses, counts, places and durations, against tables."""

from collections.abc import Callable

import pytest

from feeds.values import counts, durations, geo, languages, mail, mediatypes
from feeds.values.problem import Problem


def found(text: str, problem: object) -> tuple[str, str]:
    assert isinstance(problem, Problem), problem
    return problem.kind, text[problem.at : problem.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en", ("en", None, None, None, ())),
        ("EN-us", ("en", None, None, "us", ())),
        ("zh-Hans-CN", ("zh", None, "hans", "cn", ())),
        ("zh-cmn-Hant", ("zh", "cmn", "hant", None, ())),
        ("es-419", ("es", None, None, "419", ())),
        ("sl-rozaj-biske-1994", ("sl", None, None, None, ("rozaj", "biske", "1994"))),
        ("en-a-bbb-x-a-ccc", ("en", None, None, None, ())),
        ("haw", ("haw", None, None, None, ())),
        ("x-whatever", ("", None, None, None, ())),
        ("i-klingon", ("i", None, None, None, ())),
        ("qaa-Qaaa-QM-x-southern", ("qaa", None, "qaaa", "qm", ())),
    ],
)
def test_the_parts_of_a_language_tag(text: str, expected: tuple[object, ...]) -> None:
    value = languages.language(text)
    assert isinstance(value, languages.Language), value
    assert tuple(value)[1:] == expected
    assert not list(languages.remarks(text))


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("", "empty", ""),
        ("en ", "surrounding-blanks", " "),
        ("utf-8", "charset", "utf-8"),
        ("ISO-8859-1", "charset", "ISO-8859-1"),
        ("windows-1252", "charset", "windows-1252"),
        ("en_US", "underscore", "_"),
        ("English", "name", "English"),
        ("en, fr", "list", ", fr"),
        ("en/us", "list", "/us"),
        ("klingon", "unknown-language", "klingon"),
        ("jp", "unknown-language", "jp"),
        ("ger", "unknown-language", "ger"),
        ("eng-US", "unknown-language", "eng"),
        ("e", "malformed", "e"),
        ("12", "malformed", "12"),
        ("x", "malformed", "x"),
        ("en-", "malformed", ""),
        ("en--us", "malformed", "-"),
        ("insert language here", "malformed", "insert language here"),
        ("en-US-GB", "malformed", "GB"),
        ("en-US-x", "malformed", "x"),
        ("en-a", "malformed", "a"),
        ("en-a-bb-a-cc", "malformed", "a"),
        ("sl-rozaj-rozaj", "malformed", "rozaj"),
        ("é" * 300, "malformed", "é" * 300),
    ],
)
def test_what_is_no_language_tag(text: str, kind: str, where: str) -> None:
    assert found(text, languages.language(text)) == (kind, where)
    assert not list(languages.remarks(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en-UK", [("unknown-region", "UK")]),
        ("en-Abcd", [("unknown-script", "Abcd")]),
        ("zh-xyz", [("unknown-extended", "xyz")]),
        ("en-fantasy", [("unknown-variant", "fantasy")]),
        ("iw-IL", [("deprecated", "iw")]),
        ("de-DD", [("deprecated", "DD")]),
        ("und", [("no-language", "und")]),
    ],
)
def test_what_the_registry_says_against_a_language_tag(text: str, expected: list[tuple[str, str]]) -> None:
    assert [found(text, remark) for remark in languages.remarks(text)] == expected


@pytest.mark.parametrize(
    ("text", "essence", "parameters"),
    [
        ("text/html", "text/html", ()),
        ("Text/HTML; Charset=utf-8", "text/html", (("charset", "utf-8"),)),
        ('a/b;c="d;\\"e";;f=g ;', "a/b", (("c", 'd;"e'), ("f", "g"))),
        ("application/vnd.api+json", "application/vnd.api+json", ()),
    ],
)
def test_the_parts_of_a_media_type(text: str, essence: str, parameters: tuple[tuple[str, str], ...]) -> None:
    value = mediatypes.media_type(text)
    assert isinstance(value, mediatypes.MediaType), value
    assert (value.essence, value.parameters) == (essence, parameters)
    assert mediatypes.media_range(text) == value


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("", "empty", ""),
        (" text/html", "surrounding-blanks", " "),
        ("html", "no-slash", "html"),
        ("insert type here", "no-slash", "insert type here"),
        ("/html", "no-type", ""),
        ("text/", "no-subtype", ""),
        ("text/ht ml", "blanks", " "),
        ("text/html charset=utf-8", "blanks", " "),
        ("te(xt/html", "bad-character", "("),
        ("text/html/x", "bad-character", "/"),
        ("text/+html", "bad-character", "+"),
        ("text/" + "x" * 128, "too-long", "x" * 128),
        ("text/html, text/plain", "list", ", text/plain"),
        ("text/*", "wildcard", "*"),
        ("*/*", "wildcard", "*/*"),
        ("*/html", "bad-character", "*"),
        ("text/html; charset", "bad-parameter", "charset"),
        ("text/html; charset=", "bad-parameter", "charset="),
        ("text/html; a=b c", "bad-parameter", "c"),
        ('text/html; a="b', "unclosed-quote", '"b'),
        ("text/html; a=1; A=2", "duplicate-parameter", "A=2"),
    ],
)
def test_what_is_no_media_type(text: str, kind: str, where: str) -> None:
    assert found(text, mediatypes.media_type(text)) == (kind, where)


def test_media_ranges_and_kinds() -> None:
    for text in ("*/*", "image/*", "image/png;q=0.5"):
        assert isinstance(mediatypes.media_range(text), mediatypes.MediaType), text
    for text, xml, html, is_text in (
        ("application/atom+xml", True, False, False),
        ("text/xml", True, False, True),
        ("application/xhtml+xml", True, True, False),
        ("text/html", False, True, True),
        ("image/png", False, False, False),
    ):
        value = mediatypes.media_type(text)
        assert isinstance(value, mediatypes.MediaType)
        assert (value.is_xml, value.is_html, value.is_text) == (xml, html, is_text), text
    value = mediatypes.media_type("multipart/mixed; boundary=a")
    assert isinstance(value, mediatypes.MediaType)
    assert value.is_composite
    assert not value.is_feed
    assert (value.parameter("boundary"), value.parameter("charset")) == ("a", None)


def test_what_is_questionable_about_a_media_type() -> None:
    assert [found("foo/bar", p) for p in mediatypes.remarks("foo/bar")] == [("unknown-type", "foo")]
    assert [found("audio/mp3; a=b", p) for p in mediatypes.remarks("audio/mp3; a=b")] == [("misnomer", "audio/mp3")]
    for text in ("audio/mpeg", "no", "*/*"):
        assert not list(mediatypes.remarks(text)), text


@pytest.mark.parametrize(
    ("text", "address", "name", "form", "kinds"),
    [
        ("me@example.org (Me)", "me@example.org", "Me", "name-after", []),
        ("\n me@example.org(Me Myself) \n", "me@example.org", "Me Myself", "name-after", []),
        ("me@example.org", "me@example.org", "", "bare", ["missing-name"]),
        ("me@example.org ()", "me@example.org", "", "name-after", ["missing-name"]),
        ('"Me" <me@example.org>', "me@example.org", "Me", "name-before", ["name-before"]),
        ("Me (me@example.org)", "me@example.org", "Me", "reversed", ["reversed"]),
        ("Me, me@example.org", "me@example.org", "Me", "loose", ["loose"]),
        ("me@localhost (Me)", "me@localhost", "Me", "name-after", ["no-dot"]),
        ("P.O'Neill+x@exämple.ie (P)", "P.O'Neill+x@exämple.ie", "P", "name-after", []),
        ('"a b"@[192.0.2.1] (Me)', "", "", "", []),
    ],
)
def test_the_parts_of_a_contact(text: str, address: str, name: str, form: str, kinds: list[str]) -> None:
    value = mail.contact(text)
    if not form:
        assert isinstance(value, Problem)
        return
    assert value == mail.Contact(address, name, form)  # type: ignore[arg-type]  # the table's forms are words
    assert [remark.kind for remark in mail.remarks(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("", "empty", ""),
        ("Mark Pilgrim", "no-address", "Mark Pilgrim"),
        ("mailto:me@example.org", "mailto", "mailto:"),
        ("me at example.org", "obfuscated", " at "),
        ("me [at] example.org", "obfuscated", " [at] "),
        ("@example.org", "bad-local", ""),
        ("a..b@example.org", "bad-local", "a..b"),
        ("me@", "bad-domain", ""),
        ("me@example..org", "bad-domain", "example..org"),
        ("me@-example.org", "bad-domain", "-example.org"),
        ("a@example.org, b@example.org", "list", ", b@example.org"),
        ("a" * 65 + "@example.org", "too-long", "a" * 65 + "@example.org"),
    ],
)
def test_what_is_no_contact(text: str, kind: str, where: str) -> None:
    assert found(text, mail.contact(text)) == (kind, where)
    assert found(text, mail.addr_spec(text)) == (kind, where)
    assert not list(mail.remarks(text))


def test_an_addr_spec_stands_alone() -> None:
    for text in ("me@example.org", '"a b"@example.org', "a.b-c@[192.0.2.1]", "~@example.ie", "用户@例子.广告"):
        assert mail.addr_spec(text) == text
    assert found("me@example.org ", mail.addr_spec("me@example.org ")) == ("surrounding-blanks", " ")
    for text in ("me@example.org (Me)", "Me <me@example.org>", "Me (me@example.org)"):
        assert found(text, mail.addr_spec(text)) == ("with-name", text)


def test_an_address_in_running_text_is_found() -> None:
    assert mail.contains_address("by Me, me@example.org.") == (7, 21)
    for text in ("by me", "@me", "a@b", "me@example. org", "@ @@ @"):
        assert mail.contains_address(text) is None, text


Reader = Callable[[str], object]


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (counts.integer, "-7", -7),
        (counts.integer, "+007", 7),
        (counts.non_negative, "0", 0),
        (counts.positive, "1", 1),
        (counts.decimal, "-1.5e3", -1500.0),
        (counts.decimal, ".5", 0.5),
        (counts.percentage, "100", 100.0),
        (counts.boolean, "true", True),
        (counts.yes_no, "no", False),
        (counts.hour, "23", 23),
        (counts.weekday, "Sunday", 6),
        (counts.colour, "#Ff6600", (255, 102, 0)),
        (counts.integers, "", ()),
        (counts.integers, "1, 2,3", (1, 2, 3)),
        (geo.latitude, "-90", -90.0),
        (geo.longitude, "180.0", 180.0),
        (geo.point, " 45.256 -71.92\n", (45.256, -71.92)),
        (geo.point, "45.256,-71.92", (45.256, -71.92)),
        (geo.line, "1 2 3 4", ((1.0, 2.0), (3.0, 4.0))),
        (geo.polygon, "0 0 0 1 1 1 0 0", ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0))),
        (geo.box, "1 2 3 4", ((1.0, 2.0), (3.0, 4.0))),
        (durations.clock, "1:02:03", 3723),
        (durations.clock, "90:00", 5400),
        (durations.clock, "3723", 3723),
        (durations.npt, "12.5", 12.5),
        (durations.npt, "1:02:03.5", 3723.5),
        (durations.npt, "now", float("inf")),
        (durations.iso8601_duration, "P1Y2M3DT4H5M6,5S", (1, 2, 0, 3, 4, 5, 6.5)),
        (durations.iso8601_duration, "P2W", (0, 0, 2, 0, 0, 0, 0.0)),
    ],
)
def test_a_small_value(read: Reader, text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "kind", "where"),
    [
        (counts.integer, "", "empty", ""),
        (counts.integer, " 7", "surrounding-blanks", " "),
        (counts.integer, "3.7", "fraction", "3.7"),
        (counts.integer, "1,234", "grouped", "1,234"),
        (counts.integer, "12 MB", "unit", " MB"),
        (counts.integer, "many", "not-a-number", "many"),
        (counts.integer, "٣", "not-a-number", "٣"),
        (counts.integer, "9" * 10_000_000, "too-large", "9" * 10_000_000),
        (counts.integer, "-" + "9" * 20, "too-small", "-" + "9" * 20),
        (counts.non_negative, "-1", "negative", "-1"),
        (counts.non_negative, "-" + "9" * 20, "negative", "-" + "9" * 20),
        (counts.positive, "0", "zero", "0"),
        (counts.positive, "-3", "negative", "-3"),
        (counts.decimal, "high", "not-a-number", "high"),
        (counts.decimal, "1e999", "too-large", "1e999"),
        (counts.decimal, "9" * 10_000_000, "too-large", "9" * 10_000_000),
        (counts.percentage, "101", "too-large", "101"),
        (counts.percentage, "-1", "too-small", "-1"),
        (counts.boolean, "True", "letter-case", "True"),
        (counts.boolean, "yes", "other", "yes"),
        (counts.boolean, "true ", "surrounding-blanks", " "),
        (counts.yes_no, "", "empty", ""),
        (counts.hour, "24", "hour-24", "24"),
        (counts.hour, "25", "too-large", "25"),
        (counts.hour, "-1", "negative", "-1"),
        (counts.weekday, "Mon", "other", "Mon"),
        (counts.weekday, "monday", "letter-case", "monday"),
        (counts.colour, "ff6600", "no-sharp", "ff6600"),
        (counts.colour, "red", "not-a-colour", "red"),
        (counts.colour, "", "empty", ""),
        (counts.integers, "1,,2", "empty", ","),
        (counts.integers, "1, x", "not-a-number", "x"),
        (geo.latitude, "91.048", "out-of-range", "91.048"),
        (geo.longitude, "-188.2473", "out-of-range", "-188.2473"),
        (geo.longitude, "W", "not-a-number", "W"),
        (geo.point, "", "empty", ""),
        (geo.point, "1", "odd-count", "1"),
        (geo.point, "1 2 3 4", "pairs", "1 2 3 4"),
        (geo.point, "95 2", "out-of-range", "95"),
        (geo.line, "1 2", "pairs", "1 2"),
        (geo.polygon, "0 0 0 1 1 1", "pairs", "0 0 0 1 1 1"),
        (geo.polygon, "0 0 0 1 1 1 1 0", "not-closed", "0 0 0 1 1 1 1 0"),
        (geo.box, "3 2 1 4", "upside-down", "3 2 1 4"),
        (geo.box, "3 2", "pairs", "3 2"),
        (durations.clock, "", "empty", ""),
        (durations.clock, "00:07:74", "impossible-seconds", "74"),
        (durations.clock, "1:60:00", "impossible-minutes", "60"),
        (durations.clock, "1:02:03.5", "fraction", ".5"),
        (durations.clock, "62.5", "fraction", ".5"),
        (durations.clock, "1 hour", "not-a-duration", "1 hour"),
        (durations.clock, "1:02:03 ", "surrounding-blanks", " "),
        (durations.npt, "+17sec", "not-a-duration", "+17sec"),
        (durations.npt, "1:02:74", "impossible-seconds", "74"),
        (durations.iso8601_duration, "P", "not-a-duration", "P"),
        (durations.iso8601_duration, "PT", "not-a-duration", "PT"),
        (durations.iso8601_duration, "1H", "not-a-duration", "1H"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_what_is_no_small_value(read: Reader, text: str, kind: str, where: str) -> None:
    assert found(text, read(text)) == (kind, where)
