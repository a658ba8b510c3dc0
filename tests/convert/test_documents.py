"""What is wrong with a document is said in words that name the file, the line and what to do."""

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.articles.ledger import Ledger, identify
from feeds.articles.record import record
from feeds.convert import convert
from feeds.convert.dates import mentions, weekdays

PAGE = "Council Meets\n\nThe council met on Wednesday to talk about the ferry line, which opens in June.\n"

WRONG = {
    "empty": (b"", "p.txt: it is empty"),
    "blanks": (b" \n\t\n", "p.txt: it is empty"),
    "odd blanks": ("\u00a0\n\u3000\n".encode(), "p.txt: it holds no article"),
    "mark alone": (b"\xef\xbb\xbf", "p.txt: it is empty"),
    "utf-16 mark alone": (b"\xff\xfe", "p.txt: it is empty"),
    "nul": (b"Title\n\nText\x00", "p.txt, line 3: it is binary: byte 11 is NUL"),
    "pdf": (b"%PDF-1.4\n", "p.txt: it is a PDF document"),
    "zip": (b"PK\x03\x04abc", "p.txt: it is a ZIP archive"),
    "utf-16 without a mark": (
        PAGE.encode("utf-16-le"),
        "p.txt, line 1: it looks like UTF-16 without a byte order mark",
    ),
    "utf-16 cut": (b"\xff\xfe" + PAGE.encode("utf-16-le")[:-1], "p.txt, line 3: its byte order mark says UTF-16-LE"),
    "broken utf-8": ("“Café”\n\n“Té” ".encode() + b"\xe2\x80\n", "p.txt, line 3: it is UTF-8 with a broken character"),
    "windows-1251": (
        "Урожай\n\nначался поздно".encode("cp1251"),
        "p.txt, line 1: it is not UTF-8 (byte 0 is 0xD3), and its charset cannot be told",
    ),
    "undefined byte": (
        b"Title\n\nText with \x81 in it, and more text.",
        "p.txt, line 3: it is not UTF-8 (byte 17 is 0x81)",
    ),
    "html": (b"<!DOCTYPE html>\n<html></html>", "p.txt, line 1: it holds no article"),
    "one line": (b"Only a headline", "p.txt, line 1: it holds no article"),
    "caption alone": (
        b"Title of It\n\nA ferry. (AFP)\nA ferry. (AFP)\n",
        "p.txt, line 1: 'Title of It' has a caption but no",
    ),
    "headline twice": (b"Title of It\n\nTT\n20\n\nTitle of It\n", "p.txt, line 1: 'Title of It' has no text"),
}


@pytest.mark.parametrize(("data", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_document_without_article_says_why(data: bytes, says: str) -> None:
    made = convert("p.txt", data)
    assert made.drafts == ()
    assert [str(error)[: len(says)] for error in made.errors] == [says]


def test_the_limit_is_in_bytes_and_is_kept() -> None:
    data = PAGE.encode()
    assert convert("p.txt", data, limit=len(data)).errors == ()
    assert str(convert("p.txt", data, limit=len(data) - 1).errors[0]).startswith("p.txt: it is larger than")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    page = "Le café ouvre\n\nLe café du port a ouvert mercredi – après dix ans d’attente, dit-on.\n"
    (draft,) = convert("p.txt", page.encode(encoding)).drafts
    assert draft.text == "Le café du port a ouvert mercredi – après dix ans d’attente, dit-on."
    assert draft.language == "fr"


def test_a_known_language_is_not_detected() -> None:
    (draft,) = convert("p.txt", PAGE.encode(), language="en-GB").drafts
    assert (draft.language, draft.language_confidence, draft.language_basis) == ("en-GB", 1.0, "override")


def test_a_text_too_short_to_tell_has_no_language() -> None:
    (draft,) = convert("p.txt", b"Ja\n\nJa, ja, ja, ja.\n").drafts
    assert (draft.language, draft.language_confidence) == ("und", 0.0)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_converter_fail(data: bytes) -> None:
    made = convert("p.txt", data)
    assert made.drafts or made.errors


def test_what_no_feed_may_hold_is_gone() -> None:
    page = "Title\x0bof It\n\nThe \x07council\ufffe met\u200b on\u00adly to talk about the ferry line today.\n"
    (draft,) = convert("p.txt", page.encode()).drafts
    assert draft.headline == "Title of It"
    assert draft.text == "The council met only to talk about the ferry line today."


def test_markup_in_a_text_is_text() -> None:
    page = "Title of It\n\nThe council wrote <b>no</b> & “yes” in its letter to the mayor on Wednesday.\n"
    (draft,) = convert("p.txt", page.encode()).drafts
    assert draft.html == (
        "<p>The council wrote &lt;b&gt;no&lt;/b&gt; &amp; “yes” in its letter to the mayor on Wednesday.</p>"
    )


def test_a_record_is_a_document_and_keeps_its_identity() -> None:
    clock = dt.datetime.fromisoformat("2026-11-22T10:00:00Z")
    first = identify(convert("p.txt", PAGE.encode()).drafts, Ledger(), authority="example.org,2026", clock=clock)
    written = json.dumps([record(one) for one in first.articles]).encode()
    made = convert("articles.json", written)
    assert made.errors == ()
    later = clock + dt.timedelta(days=3)
    again = identify(made.drafts, Ledger(), authority="example.com,2027", clock=later)
    (one, other) = (first.articles[0], again.articles[0])
    assert (one.uri, one.slug, one.published, one.updated) == (other.uri, other.slug, other.published, other.updated)
    assert other.first_created == later


BROKEN_RECORDS = {
    "not json": (b"{", r"a.json, line 1: is not JSON"),
    "no records": (b"[]", r"a.json: it is an empty array"),
    "no record": (b"{}", r"a.json, line 1: it is JSON with no headline and text (an empty object), so no article"),
    "half a record": (b'{"item": {}}', r"a.json: the record: it lacks provenance; add it"),
    "a list": (b"[1, 2]", r"a.json, line 1: it is JSON with no headline and text (a list of 2), so no article"),
    "deep": (b"[" * 100_000, r"a.json"),
}


@pytest.mark.parametrize(("data", "says"), BROKEN_RECORDS.values(), ids=BROKEN_RECORDS.keys())
def test_a_record_that_breaks_the_schema_names_file_and_field(data: bytes, says: str) -> None:
    assert str(convert("a.json", data).errors[0]).startswith(says)


DATES = [
    ("February 26, 2025", ["2025-02-26"]),
    ("Feb. 26, 2025", ["2025-02-26"]),
    ("26 February 2025", ["2025-02-26"]),
    ("26th of February, 2025", ["2025-02-26"]),
    ("26-Feb-2025", ["2025-02-26"]),
    ("2025-02-26T10:00:00Z", ["2025-02-26"]),
    ("2025/2/26", ["2025-02-26"]),
    ("26.02.2025", ["2025-02-26"]),
    ("02.03.2025", ["2025-03-02"]),
    ("26/02/2025", ["2025-02-26"]),
    ("02/26/2025", ["2025-02-26"]),
    ("02/03/2025", ["2025-03-02", "2025-02-03"]),
    ("03/03/2025", ["2025-03-03"]),
    ("26 février 2025", ["2025-02-26"]),
    ("1er mars 2025", ["2025-03-01"]),
    ("26. Februar 2025", ["2025-02-26"]),
    ("26 de febrero de 2025", ["2025-02-26"]),
    ("٢٦ فبراير ٢٠٢٥", ["2025-02-26"]),
    ("26 شباط 2025", ["2025-02-26"]),
    ("26 בפברואר 2025", ["2025-02-26"]),
    ("2025年2月26日", ["2025-02-26"]),
    ("2025년 2월 26일", ["2025-02-26"]),
    ("February 30, 2025", []),
    ("in 2025", []),
    ("May 2025", []),
    ("on February 26", []),
    ("1-2-3", []),
    ("192.168.20.25", []),
]


@pytest.mark.parametrize(("text", "days"), DATES)
def test_dates_in_a_text(text: str, days: list[str]) -> None:
    for around in (text, f"so {text}.", f"({text})"):
        assert [day.isoformat() for mention in mentions(around) for day in mention.days] == days


def test_weekdays_in_a_text() -> None:
    assert list(weekdays("said on Wednesday, after Tuesday and before Wednesday")) == [2, 1]
    assert list(weekdays("a déclaré mercredi")) == [2]
    assert list(weekdays("星期三")) == [2]
    assert weekdays("Wednesdays Mondayish") == {}


HOSTILE = {
    "one line": "word ",
    "one word": "a",
    "brackets": "(",
    "lines of brackets": "(" * 150 + "\n",
    "dates": "1/2/2025 " * 15 + "\n",
    "captions": "A picture of it (AFP)\n",
    "headlines": "A Headline of Some Words\n\n\n\n",
    "labels": "Share\n",
    "colons": "a: " * 40 + "\n",
    "empty lines": "\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes about eight times as long, not sixty-four."""
    small, large = (("T\n\n" + piece * (size // len(piece))).encode() for size in (60_000, 480_000))
    convert("warm", small)

    def seconds(data: bytes) -> float:
        def once() -> float:
            start = time.process_time()
            convert("p.txt", data)
            return time.process_time() - start

        return min(once() for _ in range(3))

    assert seconds(large) < 24 * max(seconds(small), 0.002)
