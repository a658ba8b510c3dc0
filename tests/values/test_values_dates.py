"""The date grammars, against tables of what is a date and what is not."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values import dates
from feeds.values.dates import Moment, Precision
from feeds.values.problem import Problem

NOON = dt.datetime(2006, 2, 9, 23, 59, 45, tzinfo=dt.UTC)


def kinds(moment: Moment | Problem) -> list[str]:
    assert isinstance(moment, Moment), moment
    return [remark.kind for remark in moment.remarks]


def found(text: str, problem: object) -> tuple[str, str]:
    assert isinstance(problem, Problem), problem
    return problem.kind, text[problem.at : problem.end]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Thu, 09 Feb 2006 23:59:45 +0000", []),
        ("09 Feb 2006 23:59:45 +0000", []),
        ("Thu, 9 Feb 2006 23:59:45 GMT", []),
        ("\n Thu, 09 Feb 2006 23:59:45 Z \n", []),
        ("Fri, 10 Feb 2006 03:59:45 +0400", []),
        ("Thu, 09 Feb 2006 16:59:45 -0700", []),
        ("Thu, 09 Feb 2006 16:59:45 PDT", ["obsolete-zone"]),
        ("Thu, 09 Feb 2006 23:59:45 -0000", ["unknown-offset"]),
        ("Thu, 09 Feb 2006 21:25:45 -0234", ["odd-offset"]),
        ("Thu, 09 Feb 06 23:59:45 UT", ["two-digit-year"]),
        ("Thu, 09 Feb 106 23:59:45 UT", ["two-digit-year"]),
        ("Thu, 09 Feb 2006 23:59:45 G", ["military-zone"]),
        ("tHu, 09 fEb 2006 23:59:45 gmt", ["letter-case"]),
        ("Thu,  09 Feb 2006\n 23:59:45 +0000", ["blanks"]),
        ("Thu(day), 09 (a (nested) \\) one)Feb 2006()23:59:45 +0000(x)", ["comment"]),
        ("Mon, 09 Feb 2006 23:59:45 GMT", ["wrong-weekday"]),
    ],
)
def test_an_rfc822_date_names_its_moment(text: str, remarks: list[str]) -> None:
    moment = dates.rfc822(text)
    assert isinstance(moment, Moment)
    assert moment.when == NOON
    assert moment.zoned
    assert kinds(moment) == remarks
    assert dates.understood(text) == moment


@pytest.mark.parametrize(
    ("text", "kind", "where", "understood"),
    [
        ("", "empty", "", None),
        (" \n", "empty", " \n", None),
        ("soon", "unknown-month", "soon", None),
        ("1130894625", "no-date", "1130894625", None),
        ("2006-02-09T23:59:45Z", "iso-date", "2006-02-09T23:59:45Z", NOON),
        ("2006-02-09 23:59:45 +0000", "iso-date", "2006-02-09 23:59:45 +0000", NOON),
        ("Thursday, 09-Feb-06 23:59:45 GMT", "long-name", "Thursday", NOON),
        ("Thu, 9 February 2006 23:59:45 GMT", "long-name", "February", NOON),
        ("Thu 09 Feb 2006 23:59:45 GMT", "no-comma", "Thu", NOON),
        ("Do, 09 Feb 2006 23:59:45 GMT", "unknown-weekday", "Do", NOON),
        ("Thu Feb  9 23:59:45 2006", "no-comma", "Thu", NOON),
        ("Feb 9, 2006 23:59:45 GMT", "odd-order", "Feb", NOON),
        ("09 Feb 2006, 23:59:45 GMT", "odd-separator", ",", NOON),
        ("Thu, 09 Feb 2006 23:59:45", "no-zone", "", NOON),
        ("Thu, 09 Feb 2006 23:59:45 UTC", "unlisted-zone", "UTC", NOON),
        ("Thu, 09 Feb 2006 23:59:45 +00:00", "zone-form", "+00:00", NOON),
        ("Fri, 10 Feb 2006 01:59:45 GMT+0200", "zone-form", "GMT", NOON),
        ("Thu, 09 Feb 2006 11:59:45 pm GMT", "twelve-hour", "pm", NOON),
        ("Thu, 09 Feb 2006 24:00:00 GMT", "hour-24", "24", dt.datetime(2006, 2, 10, tzinfo=dt.UTC)),
        ("Thu, 09 Feb 2006", "no-time", "", dt.datetime(2006, 2, 9, tzinfo=dt.UTC)),
        ("Thu, 30 Feb 2006 23:59:45 GMT", "impossible-day", "30", None),
        ("Thu, 32 Jan 2006 23:59:45 GMT", "impossible-day", "32", None),
        ("Thu, 09 Feb 2006 25:59:45 GMT", "impossible-hour", "25", None),
        ("Thu, 09 Feb 2006 23:60:45 GMT", "impossible-minute", "60", None),
        ("Thu, 09 Feb 2006 23:59:61 GMT", "impossible-second", "61", None),
        ("Thu, 09 Feb 2006 23:59:45 +3000", "impossible-offset", "+3000", None),
        ("Thu, 09 Feb 2006 23:59:45 IST", "bad-zone", "IST", None),
        ("Thu, 09 Feb 2006 23:59:45 J", "bad-zone", "J", None),
        ("Thu, 09 Fév 2006 23:59:45 GMT", "unknown-month", "Fév", None),
        ("09/02/2006", "unknown-month", "02", None),
        ("Thu, 09 Feb 20066 23:59:45 GMT", "bad-year", "20066", None),
        ("Thu, 09 Feb 2006 23:59:45 GMT or so", "trailing-text", "or so", None),
        ("Thu, 09 (Feb 2006", "unclosed-comment", "(Feb 2006", None),
        ("Thu,\u00a009 Feb 2006 23:59:45 GMT", "odd-blank", "\u00a0", None),
        ("Fri, 31 Dec 9999 24:00:00 GMT", "impossible-day", "31", None),
    ],
)
def test_what_is_no_rfc822_date(text: str, kind: str, where: str, understood: dt.datetime | None) -> None:
    assert found(text, dates.rfc822(text)) == (kind, where)
    lenient = dates.understood(text)
    assert (lenient.when if lenient else None) == understood


@pytest.mark.parametrize(
    ("text", "precision", "remarks"),
    [
        ("2006-02-09T23:59:45Z", Precision.SECOND, []),
        ("2006-02-10T03:59:45+04:00", Precision.SECOND, []),
        ("2006-02-09T23:59:45.000000001Z", Precision.FRACTION, []),
        ("2006-02-09t23:59:45z", Precision.SECOND, ["letter-case", "letter-case"]),
        ("2006-02-09T23:59:45-00:00", Precision.SECOND, ["unknown-offset"]),
        ("2006-02-10T23:58:45+23:59", Precision.SECOND, ["odd-offset"]),
    ],
)
def test_an_rfc3339_date_names_its_moment(text: str, precision: Precision, remarks: list[str]) -> None:
    moment = dates.rfc3339(text)
    assert isinstance(moment, Moment)
    assert moment.when == NOON
    assert moment.precision == precision
    assert kinds(moment) == remarks
    assert dates.w3cdtf(text) == moment == dates.iso8601(text)


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("", "empty", ""),
        ("yesterday", "not-a-date", "yesterday"),
        ("2006-02-09", "no-time", "2006-02-09"),
        ("2006", "no-time", "2006"),
        ("2006-02-09T23:59Z", "no-seconds", "23:59"),
        ("2006-02-09T23:59:45", "no-zone", ""),
        ("2006-02-09 23:59:45Z", "space-for-t", " "),
        ("2006-02-09T 23:59:45Z", "inner-blanks", " "),
        ("2006-02-09T23:59:45 Z", "inner-blanks", " "),
        (" 2006-02-09T23:59:45Z", "surrounding-blanks", " "),
        ("2006-02-09T23:59:45Z\n", "surrounding-blanks", "\n"),
        ("2006-02-09T23:59:45+0000", "zone-form", "+0000"),
        ("2006-02-09T23:59:45GMT", "bad-zone", "GMT"),
        ("2006-02-09T23:59:45,5Z", "fraction", ","),
        ("2006-02-09T23:59:4Z", "bad-second", ":"),
        ("20060209T23:59:45Z", "separators", "20060209"),
        ("2006/02/09T23:59:45Z", "separators", "/"),
        ("2006-2-09T23:59:45Z", "bad-month", "2"),
        ("06-02-09T23:59:45Z", "bad-year", "06"),
        ("2006-13-09T23:59:45Z", "impossible-month", "13"),
        ("2006-24-09T23:59:45Z", "impossible-month", "24"),
        ("2006-02-30T23:59:45Z", "impossible-day", "30"),
        ("2006-02-09T24:00:00Z", "impossible-hour", "24"),
        ("2006-02-09T23:60:45Z", "impossible-minute", "60"),
        ("2006-02-09T23:59:61Z", "impossible-second", "61"),
        ("2006-02-09T23:59:60Z", "impossible-second", "60"),
        ("2006-02-09T23:59:45+24:00", "impossible-offset", "+24:00"),
        ("0000-02-09T23:59:45Z", "impossible-year", "0000"),
        ("Thu, 09 Feb 2006 23:59:45 GMT", "rfc822-date", "Thu, 09 Feb 2006 23:59:45 GMT"),
        ("1139529585", "bare-number", "1139529585"),
        ("٢٠٠٦-02-09T23:59:45Z", "not-a-date", "٢٠٠٦-02-09T23:59:45Z"),
    ],
)
def test_what_is_no_rfc3339_date(text: str, kind: str, where: str) -> None:
    assert found(text, dates.rfc3339(text)) == (kind, where)


@pytest.mark.parametrize(
    ("text", "when", "precision"),
    [
        ("2006", (2006, 1, 1), Precision.YEAR),
        ("2006-02", (2006, 2, 1), Precision.MONTH),
        ("2006-02-09", (2006, 2, 9), Precision.DAY),
        ("2006-02-09T23:59Z", (2006, 2, 9, 23, 59), Precision.MINUTE),
    ],
)
def test_w3cdtf_has_every_precision(text: str, when: tuple[int, ...], precision: Precision) -> None:
    moment = dates.w3cdtf(text)
    assert isinstance(moment, Moment)
    assert moment.when.timetuple()[: len(when)] == when
    assert moment.precision == precision
    assert moment.zoned is (precision >= Precision.MINUTE)


@pytest.mark.parametrize(
    ("text", "day"),
    [("20060209", (2006, 2, 9)), ("2006-W06-4", (2006, 2, 9)), ("2006W06", (2006, 2, 6)), ("2006-040", (2006, 2, 9))],
)
def test_iso8601_has_more_forms(text: str, day: tuple[int, int, int]) -> None:
    moment = dates.iso8601(text)
    assert isinstance(moment, Moment)
    assert moment.date == dt.date(*day)
    assert isinstance(dates.w3cdtf(text), Problem)
    assert isinstance(dates.iso8601_datetime(text), Problem)


@pytest.mark.parametrize(
    ("text", "kind"), [("2006-366", "impossible-day"), ("2006-000", "impossible-day"), ("2006-W54", "impossible-day")]
)
def test_iso8601_knows_its_calendar(text: str, kind: str) -> None:
    assert found(text, dates.iso8601(text))[0] == kind


def test_a_leap_second_comes_at_the_end_of_a_month_in_utc() -> None:
    for text in ("2005-12-31T23:59:60Z", "2006-01-01T00:59:60+01:00", "2005-12-31T15:59:60-08:00"):
        moment = dates.rfc3339(text)
        assert isinstance(moment, Moment)
        assert moment.when == dt.datetime(2005, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
        assert kinds(moment) == ["leap-second"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-01T00:00:00Z", []),
        ("2026-01-01T13:00:00Z", []),
        ("2026-01-03T00:00:00Z", ["future"]),
        ("2027-06-01T00:00:00Z", ["far-future"]),
        ("1970-01-01T00:00:00Z", ["zero-date"]),
        ("0001-01-01T00:00:00Z", ["zero-date"]),
        ("1969-07-20T20:17:40Z", ["before-1970"]),
        ("1970-01-01T00:00:01Z", []),
        ("1904", ["before-1970"]),
    ],
)
def test_what_is_implausible_depends_on_now(text: str, expected: list[str]) -> None:
    moment = dates.w3cdtf(text)
    assert isinstance(moment, Moment)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert [problem.kind for problem in dates.implausible(moment, now)] == expected


def test_remarks_of_a_text_are_those_of_its_moment() -> None:
    assert [remark.kind for remark in dates.rfc822_remarks("9 Feb 06 23:59 EST")] == ["two-digit-year", "obsolete-zone"]
    assert [remark.kind for remark in dates.rfc3339_remarks("2006-02-09t23:59:45Z")] == ["letter-case"]
    assert not list(dates.rfc822_remarks("no date"))
    assert not list(dates.rfc3339_remarks("no date"))


def test_a_date_without_zone_has_no_feed_form() -> None:
    naive = dt.datetime(2006, 2, 9)  # noqa: DTZ001 - the missing zone is the point
    with pytest.raises(ValueError, match="zone"):
        dates.format_rfc822(naive)
    with pytest.raises(ValueError, match="zone"):
        dates.format_rfc3339(naive)


ZONES = st.integers(-12 * 4, 14 * 4).map(lambda quarters: dt.timezone(dt.timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001 - bounds


@given(MOMENTS)
def test_what_is_written_as_rfc822_reads_back(when: dt.datetime) -> None:
    moment = dates.rfc822(dates.format_rfc822(when))
    assert isinstance(moment, Moment)
    assert moment.when == when.replace(microsecond=0)
    assert moment.when.utcoffset() == when.utcoffset()
    assert not moment.remarks


@given(MOMENTS)
def test_what_is_written_as_rfc3339_reads_back(when: dt.datetime) -> None:
    moment = dates.rfc3339(dates.format_rfc3339(when))
    assert isinstance(moment, Moment)
    assert moment.when == when
    assert moment.when.utcoffset() == when.utcoffset()
    assert not moment.remarks
