"""What holds for every grammar and any text: it answers, points into the text, and takes its time in proportion."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values import counts, dates, durations, geo, htmltext, languages, mail, mediatypes, mojibake, text, uris
from feeds.values.problem import Problem

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

GRAMMARS: dict[str, Callable[[str], object]] = {
    "rfc822": dates.rfc822,
    "rfc3339": dates.rfc3339,
    "w3cdtf": dates.w3cdtf,
    "iso8601": dates.iso8601,
    "iso8601-datetime": dates.iso8601_datetime,
    "understood-date": dates.understood,
    "uri": uris.uri,
    "iri": uris.iri,
    "uri-reference": uris.uri_reference,
    "iri-reference": uris.iri_reference,
    "full-url": uris.full_url,
    "full-iri": uris.full_iri,
    "tag": uris.tag,
    "urn": uris.urn,
    "uuid": uris.uuid,
    "language": languages.language,
    "media-type": mediatypes.media_type,
    "media-range": mediatypes.media_range,
    "addr-spec": mail.addr_spec,
    "contact": mail.contact,
    "integer": counts.integer,
    "positive": counts.positive,
    "decimal": counts.decimal,
    "boolean": counts.boolean,
    "hour": counts.hour,
    "weekday": counts.weekday,
    "colour": counts.colour,
    "integers": counts.integers,
    "latitude": geo.latitude,
    "point": geo.point,
    "polygon": geo.polygon,
    "box": geo.box,
    "clock": durations.clock,
    "iso8601-duration": durations.iso8601_duration,
    "npt": durations.npt,
}
REMARKS: dict[str, Callable[[str], Iterable[Problem]]] = {
    "rfc822": dates.rfc822_remarks,
    "rfc3339": dates.rfc3339_remarks,
    "noncanonical": uris.noncanonical,
    "uri": uris.remarks,
    "tag": lambda value: uris.tag_remarks(value, NOW),
    "language": languages.remarks,
    "media-type": mediatypes.remarks,
    "contact": mail.remarks,
    "illegal": text.illegal_characters,
    "bad": text.bad_characters,
    "entities": text.entities,
    "escaped-twice": text.escaped_twice,
    "markup": text.markup,
    "mojibake": mojibake.mojibake,
    "risks": htmltext.risks,
    "problems": htmltext.problems,
}
OTHERS: dict[str, Callable[[str], object]] = {
    "canonical": uris.canonical,
    "split": uris.split,
    "resolve": lambda value: uris.resolve(value, value),
    "contains-address": mail.contains_address,
    "urls": lambda value: list(htmltext.urls(value)),
    "plain-text": htmltext.plain_text,
}

# Beginnings and pieces that bring a random text into the depths of each grammar.
SEEDS = (
    "Thu, 09 Feb 2006 23:59:45 +0000", "09 Feb 06 (a) 24:00 EST", "2006-02-09T23:59:60.5+01:00", "2006-W06-4",
    "https://me:pw@example.org:80/a/../b;c?d=%7e#f", "http://[::1]:80/", "tag:example.org,2006-02-09:a",
    "urn:isbn:0451450523", "zh-cmn-Hant-TW-1994-a-bb-x-c", 'text/html; charset="utf-8"; a=b', "me@example.org (Me)",
    "Me <me@example.org>", "-12.5e3", "1,2, 3", "45.25 -71.9", "1:02:03.5", "P1Y2M3DT4H5M6S", "#ff6600",
    "Donâ€™t cafÃ©", "&amp;nbsp; &#150;", "<p style='position:fixed' onclick=x><b>a</p></b><!-- x -->",
    "<a href='javascript:x' srcset='a 1x, b'>", "<script>a<", "</",
)  # fmt: skip
MIXED = st.lists(
    st.one_of(
        st.sampled_from(SEEDS),
        st.sampled_from(SEEDS).flatmap(lambda seed: st.integers(0, len(seed)).map(lambda end: seed[:end])),
        st.text(max_size=5),
        st.text(" \t\n0123456789:-+./,;@()<>[]'\"&#%abTZ\u00a0\ud800", max_size=12),
    ),
    max_size=4,
).map("".join)


def check(problem: Problem, value: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.kind), problem
    end = len(value) if problem.end is None else problem.end
    assert 0 <= problem.at <= end <= len(value), problem
    assert problem.says
    assert not problem.says.endswith("."), problem
    assert len(problem.says) < 400, problem


@pytest.mark.parametrize("name", GRAMMARS)
@given(value=MIXED)
def test_a_grammar_always_answers_and_points_into_the_text(name: str, value: str) -> None:
    answer = GRAMMARS[name](value)
    if isinstance(answer, Problem):
        check(answer, value)


@pytest.mark.parametrize("name", REMARKS)
@given(value=MIXED)
def test_remarks_point_into_the_text(name: str, value: str) -> None:
    for remark in REMARKS[name](value):
        check(remark, value)


@pytest.mark.parametrize("name", OTHERS)
@given(value=MIXED)
def test_everything_else_answers_too(name: str, value: str) -> None:
    OTHERS[name](value)


@given(value=MIXED)
def test_urls_and_tokens_point_into_the_text(value: str) -> None:
    last = 0
    for token in htmltext.tokens(value):
        assert token.kind == "unclosed" or last <= token.at < token.end <= len(value)
        last = token.end
        for attribute in token.attributes:
            assert token.at < attribute.at <= attribute.end < token.end
    for reference in htmltext.urls(value):
        assert value[reference.at : reference.end].strip("\t\n\r\f ") == value[reference.at : reference.end]


HOSTILE = (
    " ", "0", "9", "a", "-", ".", ",", ":", "/", "(", "((", "<", "&", "%", "#", "@", "a@", "\\", "'", '"', "é",
    "\ufffd", "[", '<a b="', "<!--", "<a ", "</a", "<a b=c ", "<p>", "<b>", "</b>", "<li>", "<li><ul>", "<td><b>",
    "<b><p>", "<p><b></p>", "<div>", "<script>", "<title>", "<a/", "<svg>", "&amp;", "&nbpx;", "Ã", "Ã©", "â€", "%cc",
    "a.", "../", "http://", "a-", "en-", "1 2 ", "1,", '<a srcset="a,', '<p style="/*', "position", "a at ", "a=b;",
    '";', "09 Feb ",
)  # fmt: skip


def seconds(read: Callable[[str], object], value: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read(value)
        best = min(best, time.process_time() - start)
    return best


def read_all(value: str) -> None:
    for grammar in (*GRAMMARS.values(), *OTHERS.values()):
        grammar(value)
    for remarks in REMARKS.values():
        for _ in remarks(value):
            pass


@pytest.mark.parametrize("piece", HOSTILE)
def test_sixteen_times_the_text_takes_no_hundred_times_as_long(piece: str) -> None:
    # Linear is 16, quadratic 256: the bound lies far from both, so that a busy machine does not matter.
    small, large = piece * (3_000 // len(piece)), piece * (48_000 // len(piece))
    assert seconds(read_all, large) < 100 * max(seconds(read_all, small), 0.001)


@given(st.one_of(st.text(), st.text("aé’ÃÂâðÐÑ¤©€™˜ž\x9f\xa0«»ï¿½ŸÅ¡Å", max_size=12)))
def test_what_may_hold_mojibake_is_never_passed_over(value: str) -> None:
    written = value.encode("utf-8", "surrogatepass")

    assert mojibake.may_have_mojibake(written) or not list(mojibake.mojibake(value))


@given(
    st.one_of(st.text(), st.text("#a\x80\x9f\xa0\ufffdé\ufffc\uff3d&", max_size=250)),
    st.booleans(),
)
def test_what_may_hold_broken_characters_is_never_passed_over(value: str, escaped: bool) -> None:  # noqa: FBT001
    written = value.encode("utf-8", "surrogatepass")
    if escaped:
        written = "".join(f"&#{ord(each)};" for each in value).encode()

    assert text.may_have_bad_characters(written) or not list(text.bad_characters(value))
