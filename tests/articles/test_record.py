import copy
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from feeds.articles.article import Article, Document, Dropped, Enclosure, Evidence, Picture, Provenance
from feeds.articles.episode import Episode, Person, Transcript
from feeds.articles.record import article, record, validate
from feeds.errors import ArticleError

STANDARDS = Path(os.environ.get("FEEDS_STANDARDS", Path(__file__).parents[2].parent / "shared" / "standards"))

letters = st.characters(exclude_categories=["Cs"])
words = st.text(letters, min_size=1, max_size=40)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
moments = st.builds(
    lambda day, second, zone: dt.datetime.combine(day, dt.time(), zone) + dt.timedelta(seconds=second),
    st.dates(dt.date(1000, 1, 3), dt.date(9999, 12, 28)),
    st.integers(0, 86_399),
    zones,
)
days = st.dates(min_value=dt.date(1000, 1, 3))
uris = st.builds("tag:example.org,2026:{}".format, st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True))
slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
sizes = st.none() | st.integers(1, 10_000)
names = st.lists(words, max_size=3).map(tuple)

pictures = st.builds(
    Picture,
    caption=st.text(letters, max_size=40),
    credit=st.text(letters, max_size=20),
    href=st.none() | st.just("https://example.org/a.jpg"),
    media_type=st.none() | st.just("image/jpeg"),
    width=sizes,
    height=sizes,
)
enclosures = st.builds(
    Enclosure,
    href=st.just("https://example.org/a.mp3"),
    media_type=st.none() | st.sampled_from(["audio/mpeg", "video/mp4", "image/png", "application/pdf"]),
    length=st.none() | st.integers(0, 10**12),
    duration=st.none() | st.integers(0, 10**5).map(float),
    title=st.text(letters, max_size=20),
)
episodes = st.builds(
    Episode,
    season=st.none() | st.integers(0, 99),
    season_name=st.text(letters, max_size=9),
    number=st.none() | st.integers(0, 999) | st.just(1.5),
    kind=st.none() | st.sampled_from(["full", "trailer", "bonus"]),
    title=st.text(letters, max_size=9),
    explicit=st.none() | st.booleans(),
    artwork=st.none() | st.just("https://example.org/a.jpg"),
    chapters=st.none() | st.just("https://example.org/a.json"),
    transcripts=st.lists(
        st.builds(
            Transcript,
            st.just("https://example.org/a.vtt"),
            st.just("text/vtt"),
            language=st.none() | st.just("en"),
            rel=st.none() | st.just("captions"),
        ),
        max_size=2,
    ).map(tuple),
    people=st.lists(
        st.builds(
            Person, words, role=st.sampled_from(["", "guest"]), page=st.none() | st.just("https://example.org/a")
        ),
        max_size=2,
    ).map(tuple),
)
provenances = st.builds(
    Provenance,
    documents=st.lists(
        st.builds(
            Document,
            path=words,
            sha256=st.just("0" * 64),
            first_line=st.integers(1, 9),
            last_line=st.integers(9, 99),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    date=st.builds(Evidence, st.sampled_from(["metadata", "caption", "ledger"]), st.text(letters, max_size=30)),
    language_confidence=st.floats(0, 1),
    language_basis=st.sampled_from(["detected", "override"]),
    merged=names,
    dropped=st.lists(
        st.builds(Dropped, path=words, line=st.integers(1, 99), text=st.text(letters, max_size=9), reason=words),
        max_size=2,
    ).map(tuple),
    notes=names,
)
articles = st.builds(
    Article,
    uri=uris,
    slug=slugs,
    language=st.sampled_from(["en", "ar", "sr-Latn", "und"]),
    headline=words,
    html=words,
    text=words,
    summary=st.text(letters, max_size=40),
    published=moments,
    updated=moments,
    first_created=moments,
    provenance=provenances,
    content_created=st.none() | days | moments,
    authors=names,
    agencies=names,
    pictures=st.lists(pictures, max_size=2).map(tuple),
    subjects=names,
    status=st.sampled_from(["usable", "withheld", "canceled"]),
    original_url=st.none() | st.just("https://example.org/first?a=1"),
    guid=st.none() | words,
    embargoed_until=st.none() | moments,
    enclosures=st.lists(enclosures, max_size=2).map(tuple),
    episode=st.none() | episodes,
)

SAMPLE = Article(
    "tag:example.org,2026:peace",
    "peace",
    "en",
    "Peace",
    "<p>At last.</p>",
    "At last.",
    "At last.",
    dt.datetime(2026, 2, 26, 12, tzinfo=dt.UTC),
    dt.datetime(2026, 2, 27, 12, tzinfo=dt.UTC),
    dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC),
    Provenance((Document("a.txt", "0" * 64, 1, 3),), Evidence("caption", "February 26, 2026"), 0.9),
    dt.date(2026, 2, 26),
    ("Jane Doe", "John Roe"),
    ("Reuters",),
    (Picture("A dove", "KCNA via KNS / AFP"),),
)


@given(articles)
def test_record_and_article_are_each_others_inverse(one: Article) -> None:
    through_json = json.loads(json.dumps(record(one)))
    assert article(through_json) == one
    assert record(article(through_json)) == through_json


def genuine() -> Draft202012Validator:
    path = STANDARDS / "ninjs-3.1.schema.json"
    if not path.is_file():
        pytest.skip(f"needs the genuine ninjs 3.1 schema at {path} (set FEEDS_STANDARDS to its folder)")
    # The schema refers to GeoJSON's on the web; nothing is downloaded.
    geojson = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geojson)
    return Draft202012Validator(
        json.loads(path.read_text("utf-8")),
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


@given(articles)
def test_items_keep_to_the_genuine_ninjs_schema(one: Article) -> None:
    genuine().validate(record(one)["item"])


def test_what_ninjs_says_of_a_sample() -> None:
    item = cast("dict[str, Any]", record(SAMPLE)["item"])
    assert item["by"] == "Jane Doe, John Roe"
    assert item["infoSources"] == [
        {"name": "Reuters", "role": "text"},
        {"name": "KCNA via KNS / AFP", "role": "picture"},
    ]
    assert item["contentCreated"] == "2026-02-26T12:00:00Z"
    assert item["versionCreated"] == "2026-02-27T12:00:00Z"
    assert item["associations"] == [
        {
            "name": "picture-1",
            "rel": "picture",
            "uri": "tag:example.org,2026:peace#picture-1",
            "type": "picture",
            "descriptions": [{"role": "caption", "contentType": "text/plain", "value": "A dove"}],
            "infoSources": [{"name": "KCNA via KNS / AFP"}],
        }
    ]
    assert "altIds" not in item


BROKEN: list[tuple[tuple[str | int, ...], object, str]] = [
    (("item", "uri"), None, r"item lacks uri; add it"),
    (("item", "uri"), "no uri", r"item\.uri is 'no uri', not an absolute URI"),
    (("item", "headlines", 0, "value"), "", r"item\.headlines\[0\]\.value is empty"),
    (("item", "headlines", 0, "value"), 5, r"item\.headlines\[0\]\.value is 5, but must be of type string"),
    (("item", "versionCreated"), "26.2.2026", r"item\.versionCreated is '26.2.2026', not a date of RFC 3339"),
    (("item", "versionCreated"), "2026-13-01T00:00:00Z", r"item\.versionCreated is '2026-13-01T00:00:00Z'"),
    (("item", "pubStatus"), "done", r"item\.pubStatus is 'done', but must be 'usable' or 'withheld' or 'canceled'"),
    (("item", "colour"), "red", r"item has 'colour', which an article record has no place for; take it out"),
    (("item", "slugline"), "Two Words", r"item\.slugline is wrong"),
    (("item", "bodies"), [], r"item\.bodies is empty or too short"),
    (("provenance", "date", "basis"), "guess", r"provenance\.date\.basis is 'guess', but must be 'metadata'"),
    (("episode",), {"season": "two"}, r"episode\.season is 'two', but must be of type integer"),
    (("provenance",), None, r"it lacks provenance; add it"),
]


@pytest.mark.parametrize(("steps", "value", "says"), BROKEN)
def test_a_broken_record_is_named_by_its_field(steps: tuple[str | int, ...], value: object, says: str) -> None:
    broken: Any = copy.deepcopy(record(SAMPLE))
    inner = broken
    for step in steps[:-1]:
        inner = inner[step]
    if value is None:
        del inner[steps[-1]]
    else:
        inner[steps[-1]] = value
    with pytest.raises(ArticleError, match=f"^peace.json: {says}"):
        validate(broken, "peace.json")


@pytest.mark.parametrize("value", [None, 1, [], "text", {}])
def test_what_is_no_record_at_all_is_an_error(value: object) -> None:
    with pytest.raises(ArticleError, match="it "):
        validate(value)


def test_by_alone_names_the_author() -> None:
    plain = cast("dict[str, Any]", record(SAMPLE))
    del plain["item"]["people"]
    assert article(plain).authors == ("Jane Doe, John Roe",)
