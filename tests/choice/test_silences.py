"""Silences in a feed: what they cover, in XML and JSON, in broken documents, and when there are a great many."""

import datetime as dt
import json
import time

import pytest

from feeds.check import Report, check
from feeds.choice import Choices, Said, choose
from feeds.rules import rules
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
BAD = "<item><title>{}</title><pubDate>yesterday</pubDate></item>"
ONLY = choose(["RSS220", "SIL", "JSN201", "JSN"])


def feed(*inside: str, before: str = "") -> bytes:
    head = "<title>T</title><link>https://example.org/</link><description>D</description>"
    return f'{before}<rss version="2.0"><channel>{head}{"".join(inside)}</channel></rss>'.encode()


def looked(data: bytes) -> Report:
    report = check(Source("x", data), now=NOW, choice=ONLY)
    assert report.crashes == ()
    return report


def found(data: bytes) -> list[str]:
    """Which items have the finding, by index, and what is said of the silences."""
    report = looked(data)
    return [
        str(each.item.index) if each.rule.code == "RSS220" and each.item else each.rule.code
        for each in report.findings
        if each.rule.code == "RSS220" or each.rule.code.startswith("SIL")
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (["<!-- feeds: ignore RSS220 -->"], []),
        (["<?feeds ignore RSS220?>"], []),
        (["<!--feeds:ignore rss2,JSN502-->"], ["SIL301"]),
        (["<!-- feeds: ignore pubdate-not-rfc822 (they all do it, RSS999 too) -->"], []),
        (["<!-- feeds: ignore ALL -->"], []),
        (["<!-- feeds: ignore RSS220 RSS220 -->"], ["SIL301"]),
        (["<!-- feeds: ignore JSN502 -->"], ["SIL301", "1"]),
        (["<!-- feeds: ignore RSS999 -->"], ["SIL201", "1"]),
        (["<!-- feeds: ignore -->"], ["SIL101", "1"]),
        (["<!-- feeds: ingore RSS220 -->"], ["SIL202", "1"]),
        (["<!-- feeds: of all kinds -->"], ["1"]),
        (["<!-- our feeds: ignore RSS220 -->"], ["1"]),
        (["<![CDATA[<!-- feeds: ignore RSS220 -->]]>"], ["1"]),
    ],
)
def test_what_stands_before_an_element_silences_it(inside: list[str], expected: list[str]) -> None:
    assert found(feed(*inside, BAD)) == expected


def test_it_holds_for_the_next_element_in_the_same_parent_and_what_is_in_it() -> None:
    silence = "<!-- feeds: ignore RSS220 -->"

    assert found(feed(silence, BAD, BAD)) == ["2"]
    assert found(feed(BAD, silence, BAD)) == ["1"]
    assert found(feed(BAD, silence)) == ["1", "SIL301"]
    assert found(feed(BAD.replace("<pub", f"{silence}<pub"), BAD)) == ["2"]
    assert found(feed(BAD.replace("<pub", f"{silence}<category/><pub"))) == ["SIL301", "1"]
    assert found(feed(BAD.replace("</item>", f"{silence}</item>"), BAD)) == ["1", "SIL301", "2"]
    assert found(feed(BAD, BAD, before=silence)) == []


def test_a_file_is_silenced_from_anywhere() -> None:
    silence = "<!-- feeds: ignore-file RSS220 -->"

    assert found(feed(BAD, BAD, silence)) == []
    assert found(feed(BAD) + silence.encode()) == []
    assert found(feed(BAD, before="<?feeds ignore-file RSS220?>")) == []
    assert looked(feed(BAD, BAD, silence)).silenced == 2


def test_the_word_is_marked_exactly() -> None:
    report = looked(feed('\n<!-- feeds: ignore\n  "é" RSS999 -->', BAD))

    (first, second) = [each for each in report.findings if each.rule.code == "SIL201"]
    assert first.message == "no rule is called '\"é\"', and no code begins so"
    assert second.message.startswith("no rule is called 'RSS999', and no code begins so; did you mean RSS")
    assert second.position is not None
    assert (second.position.line, second.position.column, second.position.end_column) == (3, 7, 13)


def test_a_broken_document_is_silenced_all_the_same() -> None:
    stray = "<item><title>R & D</title></item>"
    silence = "\n<!-- feeds: ignore RSS220 -->\n"

    assert found(feed(stray, "\n", BAD, "\n", BAD)) == ["2", "3"]
    assert found(feed(stray, "\n", BAD, silence, BAD, "\n")) == ["2"]
    assert found(feed(stray, "\n", BAD, "\n<!-- feeds: ignore-file RSS220 -->")) == []


def test_in_json_an_object_silences_itself_and_the_feed_everything() -> None:
    def codes(feed_wide: object = None, of_item: object = None) -> set[str]:
        document: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": "T"}
        item: dict[str, object] = {"id": "1", "content_text": "x", "url": "relative"}
        if feed_wide is not None:
            document["_feeds"] = feed_wide
        if of_item is not None:
            item["_feeds"] = of_item
        document["items"] = [item]
        return {each.rule.code for each in looked(json.dumps(document).encode()).findings}

    (bad,) = [code for code in codes() if rules()[code].level.value == "error"]

    assert bad not in codes({"ignore": [bad]})
    assert bad not in codes(None, {"ignore": [bad]})
    assert codes({"ignore": [bad]}) == codes() - {bad}
    assert codes({"ignore": ["XYZ"]}) == codes() | {"SIL201"}
    assert codes({"ignore": ["XML1"]}) >= {bad}
    assert codes({"ignore": [5]}) == codes() | {"SIL101"}
    assert codes({"ignore": bad}) == codes() | {"SIL101"}
    assert codes({"about": "x"}, {"x": 1}) == codes()


def test_of_rules_that_did_not_run_nothing_is_said() -> None:
    data = feed("<!-- feeds: ignore RSS501 NET ATM501 -->", BAD)

    report = check(Source("x", data), now=NOW, choice=choose(["SIL", "RSS2"]))

    assert [each.rule.code for each in report.findings if each.rule.book.letters == "SIL"] == []


def test_without_inline_nothing_is_silenced() -> None:
    data = feed("<!-- feeds: ignore RSS220 -->", BAD)
    choice = Choices(commanded=Said(select=("RSS220", "SIL")), inline=False).of("x")

    report = check(Source("x", data), now=NOW, choice=choice)

    assert [each.rule.code for each in report.findings] == ["RSS220"]
    assert report.silenced == 0


@pytest.mark.parametrize(
    "data",
    [
        feed(*["<!-- feeds: ignore RSS220 -->" + BAD] * 8000),
        feed(*["<!-- feeds: ignore RSS220 -->"] * 30_000, *[BAD] * 5000),
        feed("<!-- feeds: ignore ", " ".join(f"X{number}" for number in range(100_000)), " -->"),
        feed("<!-- feeds: ignore RSS220 --><a>" * 190, "</a>" * 190, *[BAD] * 5000),
        feed(*["<!-- feeds: ignorrr -->"] * 40_000),
        feed("&", *["<!-- feeds: ignore RSS220 -->" + BAD] * 8000),
        feed("&", "<!-- feeds: " * 50_000),
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
        + b'{"id": 1, "_feeds": {"ignore": ["JSN", "X"]}},' * 20_000
        + b'{"id": 1}]}',
        b'{"_feeds":{"ignore":["JSN"]},"a":' * 900 + b"1" + b"}" * 900,
    ],
    ids=["each its own", "many for one", "many words", "deep", "misspelt", "broken", "unclosed", "json", "json deep"],
)
def test_a_great_many_are_linear(data: bytes) -> None:
    check(Source("x", feed("<!-- feeds: ignore XYZ -->")), now=NOW)  # the books are open
    start = time.process_time()

    check(Source("x", data), now=NOW)

    assert time.process_time() - start < 20 * max(len(data) / 1_000_000, 0.3), "seconds of CPU"
