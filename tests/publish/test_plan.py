"""What is sent, what is kept, what is removed, in which order and with which time: values in, values out."""

import datetime as dt
import gzip
from pathlib import Path

import brotlicffi  # type: ignore[import-untyped] # it has none
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import PublishError, UsageError
from feeds.publish.compressed import compress, compressible
from feeds.publish.manifest import Entry, Manifest, Seen, read
from feeds.publish.media import cache_control, kind, media_type
from feeds.publish.plan import Plan, State, done, plan
from feeds.publish.site import feed_age
from feeds.publish.tree import File, files

NAMES = st.sampled_from(["rss.xml", "index.html", "a/1.html", "a/2.html", "x.png", "old/rss.xml", "feeds.opml"])
SITES = st.dictionaries(NAMES, st.integers(0, 3), min_size=1)


def made(site: dict[str, int]) -> tuple[File, ...]:
    """Files whose size and digest say their content, in the order in which a folder gives them."""
    found = [
        File(path, Path(path), 1000 + content, f"{content:064x}", kind(path, b"<rss>" if "rss" in path else b"<opml>"))
        for path, content in site.items()
    ]
    return tuple(sorted(found, key=lambda file: (file.stage, -file.path.count("/"), file.path)))


def carried_out(todo: Plan, state: State) -> State:
    """The state after a plan, as a target would have it."""
    sent = {}
    for each in todo.uploads:
        size = each.file.size // (2 if each.suffix else 1)
        of = each.file.sha256 if each.suffix else ""
        sent[each.path] = Entry(size, "f" * 64 if each.suffix else each.file.sha256, todo.stamp, of)
    manifest = done(todo, sent, state.manifest)
    foreign = {path: seen for path, seen in state.seen.items() if path not in state.manifest.files}
    seen = {**foreign, **{path: Seen(entry.size, entry.mtime) for path, entry in manifest.files.items()}}
    return State(manifest, {path: each for path, each in seen.items() if path not in todo.removed})


@given(st.lists(SITES, min_size=1, max_size=5), st.booleans(), st.integers(0, 10**9))
def test_one_plan_after_the_other(sites: list[dict[str, int]], packed: bool, now: int) -> None:  # noqa: FBT001 - drawn
    state = State(Manifest(), {"foreign.txt": Seen(1)})
    latest: dict[str, int] = {}
    for site in sites:
        wanted = made(site)
        todo = plan(wanted, state, now=now, packed=packed)
        order = [each.file.stage for each in todo.uploads]
        assert order == sorted(order), "pages before feeds"
        state = carried_out(todo, state)
        assert {path for path in state.seen if not path.endswith((".gz", ".br"))} == {*site, "foreign.txt"}
        for path, entry in state.manifest.files.items():
            assert entry.mtime >= latest.get(path, 0), "never goes back"
            if path in {each.path for each in todo.uploads}:
                assert entry.mtime > latest.get(path, -1)
            latest[path] = entry.mtime
            if entry.of:
                assert entry.mtime == state.manifest.files[path[:-3]].mtime
        assert not plan(wanted, state, now=now, packed=packed), "a second run has nothing to do"
        assert read(state.manifest.bytes(), "x") == state.manifest


def test_a_sibling_of_somebody_else_is_removed() -> None:
    state = State(Manifest(), {"rss.xml.gz": Seen(5), "other.xml.gz": Seen(5)})
    assert plan(made({"rss.xml": 1}), state, now=1, packed=False).removed == ("rss.xml.gz",)


REST = b'"newest":0,"content":0,"announce":[],"feeds":[]'
ENTRY = b',"' + b"0" * 64 + b'",1]'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"null", b"\xff", b'{"schema": 2}', b"[" * 100_000,
        b'{"schema":1,' + REST + b',"files":{"/etc/passwd":[1' + ENTRY + b"}}",
        b'{"schema":1,' + REST + b',"files":{"a/../../b":[1' + ENTRY + b"}}",
        b'{"schema":1,' + REST + b',"files":{"a":[-1' + ENTRY + b"}}",
        b'{"schema":1,"newest":true,"content":0,"announce":[],"feeds":[],"files":{}}',
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_ours(data: bytes) -> None:
    with pytest.raises(PublishError, match="damaged"):
        read(data, "there")


@given(st.binary(min_size=256, max_size=2000))
def test_compressed_siblings_hold_the_same(data: bytes) -> None:
    assert gzip.decompress(compress(data, ".gz")) == data
    assert brotlicffi.decompress(compress(data, ".br")) == data
    assert compress(data, ".gz") == compress(data, ".gz")
    assert compressible("a.xml", len(data))
    assert not compressible("a.mp3", len(data))


@pytest.mark.parametrize(
    ("path", "head", "what", "media"),
    [
        ("rss.xml", b"<?xml version='1.0'?><rss version='2.0'>", "rss", "application/rss+xml; charset=utf-8"),
        ("x.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "atom", "application/atom+xml; charset=utf-8"),
        ("x.xml", b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "atom", "application/atom+xml; charset=utf-8"),
        ("f.json", b'{"version": "https://jsonfeed.org/version/1.1"', "json-feed", "application/feed+json"),
        ("a.json", b'{"item": {}}', "other", "application/json"),
        ("s.xml", b"<urlset xmlns='x'><rss>", "other", "application/xml; charset=utf-8"),
        ("x.opml", b"<opml version='2.0'>", "opml", "text/x-opml; charset=utf-8"),
        ("x.html", b"<html><rss>", "other", "text/html; charset=utf-8"),
        ("x.mp3", b"", "other", "audio/mpeg"),
        ("x", b"", "other", "application/octet-stream"),
    ],
)
def test_kinds_and_types(path: str, head: bytes, what: str, media: str) -> None:
    found = kind(path, head)
    assert found == what
    assert media_type(path, found) == media
    assert cache_control(path, found, 60).startswith("public, max-age=")


@pytest.mark.parametrize(
    ("gap", "age"),
    [(dt.timedelta(minutes=5), 60), (dt.timedelta(hours=2), 300), (dt.timedelta(hours=8), 900),
     (dt.timedelta(days=1), 3600), (dt.timedelta(days=30), 3600)],
)  # fmt: skip
def test_cache_times_fit_the_rhythm(gap: dt.timedelta, age: int) -> None:
    start = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert feed_age(start - gap * number for number in range(20)) == age
    assert feed_age([start]) == 900


def test_the_order_of_a_folder(tmp_path: Path) -> None:
    for name, text in {
        "rss.xml": "<rss>", "archive/1.xml": "<rss>", "index.html": "x", "z.html": "x", "feeds.opml": "<opml>",
        "sitemap.xml": "<urlset>", ".git/x": "x", ".well-known/a": "x", ".z.html.feeds-new": "x",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    order = [file.path for file in files(tmp_path)]
    assert order == [".well-known/a", "z.html", "index.html", "sitemap.xml", "archive/1.xml", "rss.xml", "feeds.opml"]


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        files(tmp_path / "no")
    with pytest.raises(UsageError, match="is empty"):
        files(tmp_path)


def test_pages_by_month_are_index_pages(tmp_path: Path) -> None:
    days = [
        "earlier/2026-03-05-a-3.html",
        "earlier/2026-03-05-a.html",
        "earlier/2026-03-05.html",
        "earlier/2026-03.html",
    ]
    # What else a publisher may have in a folder of that name is a page like others.
    order = ["articles/z.html", "earlier/2026-3.html", "earlier/map.html", *days, "index.html", "rss.xml"]
    for name in sorted(order, key=lambda name: name[::-1]):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<rss>", "utf-8")
    assert [one.path for one in files(tmp_path)] == order
