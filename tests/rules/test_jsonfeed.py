"""The rules of JSON Feed against its schema, against hostile text, and against what they say of places."""

import copy
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from feeds.articles.schemas import schema
from feeds.check import Report, check
from feeds.rules.jsonfeed.book import feed, item
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
STRUCTURE = {"JSN109", *(f"JSN{number}" for number in (*range(120, 136), 139))}
CONTENT = schema("jsonfeed-1.1")
SCHEMA = Draft202012Validator(CONTENT)


def properties(part: object) -> list[str]:
    assert isinstance(part, dict)
    return list(part["properties"])


Json = dict[str, "Json"] | list["Json"] | str | float | bool | None

PARTS = CONTENT["$defs"]
assert isinstance(PARTS, dict)
NAMES = sorted({name for part in (CONTENT, *PARTS.values()) for name in properties(part)})
SCALARS = st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.sampled_from(
    ("", "One", "1", "https://example.org/1", "https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1")
)
EXTENSIONS = st.sampled_from(("_shop", "_1", "_", "__x", "_a.b", "_a\n", "other", "Title", "_é"))


def members(names: st.SearchStrategy[str], values: st.SearchStrategy[Json]) -> st.SearchStrategy[dict[str, Json]]:
    return st.dictionaries(names | EXTENSIONS, values, max_size=4)


# Any value anywhere, so that few documents are valid; and feeds that are nearly right, so that some are.
ANYTHING = st.recursive(
    SCALARS | TEXTS, lambda inner: st.lists(inner, max_size=3) | members(st.sampled_from(NAMES), inner), max_leaves=8
)
STRING = TEXTS | TEXTS | TEXTS | ANYTHING


def strings(*names: str) -> dict[str, st.SearchStrategy[Json]]:
    return dict.fromkeys(names, STRING)


AUTHOR = st.fixed_dictionaries({}, optional=strings("name", "url", "avatar", "_shop", "email"))
AUTHORS = {"author": AUTHOR | ANYTHING, "authors": st.lists(AUTHOR | ANYTHING, max_size=2) | ANYTHING}
ATTACHMENT = st.fixed_dictionaries(
    strings("url"), optional=strings("mime_type", "title") | {"size_in_bytes": SCALARS | STRING}
)
ITEM = st.fixed_dictionaries(
    {}, optional=strings("id", "id", "content_html", "content_text", "url", "title", "_shop", "language") | AUTHORS
    | {"tags": st.lists(STRING, max_size=2) | STRING, "attachments": st.lists(ATTACHMENT, max_size=2) | ANYTHING},
)  # fmt: skip
FEED = st.fixed_dictionaries(
    strings("version", "title") | {"items": st.lists(ITEM | ITEM | ANYTHING, max_size=3) | ANYTHING},
    optional=strings("home_page_url", "_shop", "copyright") | AUTHORS | {"expired": SCALARS | STRING},
)


def found(document: object) -> Report:
    report = check(Source("feed.json", json.dumps(document).encode()), now=NOW)
    assert report.crashes == ()
    return report


@settings(max_examples=300)
@given(FEED | members(st.sampled_from(NAMES), ANYTHING))
def test_rules_and_schema_come_to_the_same_verdict(document: dict[str, Json]) -> None:
    said = {finding.rule.code for finding in found(document).findings} & STRUCTURE

    assert (not said) == SCHEMA.is_valid(document), said


RICH = json.loads((Path(__file__).parent / "cases" / "jsonfeed" / "clean.json").read_text("utf-8"))


def paths(value: Json, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for step, inside in pairs for path in paths(inside, (*here, step)))]


@settings(max_examples=300)
@given(st.sampled_from(paths(RICH)[1:]), ANYTHING | STRING, st.sampled_from(("replace", "remove", "add")), EXTENSIONS)
def test_one_change_to_a_valid_feed_gets_the_verdict_of_the_schema(
    path: tuple[str | int, ...], value: Json, change: str, name: str
) -> None:
    document = copy.deepcopy(RICH)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    if change == "replace":
        holder[path[-1]] = value
    elif change == "remove":
        del holder[path[-1]]
    elif isinstance(holder, dict):
        holder[name] = value
    said = {finding.rule.code for finding in found(document).findings} & STRUCTURE

    assert (not said) == SCHEMA.is_valid(document), said


MINIMAL: dict[str, Json] = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}


@pytest.mark.parametrize("name", properties(CONTENT))
@pytest.mark.parametrize("value", ["text", 1, True, None, [], {}, ["text"], [{}]], ids=json.dumps)
def test_every_member_with_every_type_gets_the_verdict_of_the_schema(name: str, value: Json) -> None:
    document = MINIMAL | {name: value}

    assert {finding.rule.code for finding in found(document).findings}.isdisjoint(STRUCTURE) == SCHEMA.is_valid(
        document
    )


def resolve(document: object, pointer: str) -> object:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        assert isinstance(document, dict | list)
        document = document[name] if isinstance(document, dict) else document[int(name)]
    return document


@settings(max_examples=150)
@given(FEED)
def test_places_are_those_of_values_and_names(document: dict[str, Json]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    report = check(Source("feed.json", text.encode()), now=NOW)
    lines = text.split("\n")

    for finding in report.findings:
        where = finding.position
        assert where is not None
        value = resolve(document, finding.place)
        shown = lines[where.line - 1][where.column - 1 :]
        name = json.dumps(finding.place.rpartition("/")[2].replace("~1", "/").replace("~0", "~"), ensure_ascii=False)
        whole = json.dumps(value, ensure_ascii=False)
        inner = isinstance(value, str) and lines[where.line - 1][where.column - 2] != " "
        assert shown.startswith((whole, name, whole[:1])) or inner, (finding, shown)


@settings(max_examples=200)
@given(st.data())
def test_no_damage_breaks_a_rule(data: st.DataObject) -> None:
    text = bytearray(feed(item(title='"\\ud83d\\ude00 é"', tags='["a", "b"]'), authors='[{"name": "Ann"}]').encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.sampled_from((b"", b"\\", b'"', b"NaN", b"\\ud800", b"\x00", b"\xff", b"[", b"}", b",", b"\n", b"//"))
        )
    report = check(Source("feed.json", bytes(text)), now=NOW)

    assert report.crashes == ()
    if report.stopped is not None:
        assert report.findings, "what stops a check is also found"


HOSTILE = {
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "as deep as Python reads": b'{"items": ' + b"[" * 900 + b"]" * 900 + b"}",
    "repeated names far down": b'{"items": ' + b"[" * 400 + b'{"a": 1, "a": 2},' * 2_000 + b"1" + b"]" * 400 + b"}",
    "long number": b'{"items": [{"id": ' + b"9" * 500_000 + b"}]}",
    "long fraction": b'{"items": [{"id": 1e' + b"9" * 300 + b"}]}",
    "many lone surrogates": b'{"items": ["' + b"\\ud800" * 50_000 + b'"]}',
    "one name again and again": b'{"items": [{' + b'"id": "1",' * 50_000 + b'"id": "2"}]}',
    "unclosed tags": b'{"items": [], "title": "' + b"<a b= " * 50_000 + b'"}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_reported_on(text: bytes) -> None:
    report = check(Source("feed.json", text), now=NOW)

    assert report.crashes == ()
    assert report.findings


def test_too_deep_is_found_whether_or_not_it_could_be_read() -> None:
    for depth in (501, 900, 100_000):
        report = check(Source("feed.json", b'{"items": [], "_x": ' + b"[" * depth + b"]" * depth + b"}"), now=NOW)

        assert "JSN108" in {finding.rule.code for finding in report.findings}


def test_a_feed_of_its_own_place_has_nothing_against_its_url() -> None:
    here = feed(feed_url='"https://example.org/feed.json"').encode()
    for url, codes in (
        ("https://example.org/feed.json", set()),
        (None, set()),
        ("http://www.example.org/feed.json", {"JSN503"}),
        ("https://example.org/other.json", {"JSN304"}),
    ):
        said = {finding.rule.code for finding in check(Source("feed.json", here, url), now=NOW).findings}

        assert said & {"JSN304", "JSN503"} == codes


def test_checking_a_json_feed_does_not_load_jsonschema() -> None:
    program = (
        "import sys, datetime as dt\n"
        "from feeds.check import check\nfrom feeds.source.source import Source\n"
        "check(Source('x', b'{\"items\": [1]}'), now=dt.datetime.now(dt.UTC))\n"
        "print('jsonschema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
