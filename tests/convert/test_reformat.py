"""An existing feed in another format: what readers know it by stays; and what the build makes of such articles."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.build import Build, build
from feeds.check import check
from feeds.convert import convert
from feeds.emit.feed import Channel
from feeds.errors import UsageError
from feeds.reformat import FORMATS, Format, counted, reformat
from feeds.rules.rule import Level
from feeds.source.source import Source

KINDS = Path(__file__).parent / "kinds"
FEEDS = [KINDS / name for name in ("old.rss", "atom.xml", "feed.json")]
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
ADDRESS = "https://www.example.org/feed"

words = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).filter(str.strip)


def known(data: bytes) -> list[tuple[object, ...]]:
    """By what readers know the items of a feed, and what they show."""
    drafts = convert("feed", data).drafts
    return [
        (one.guid or one.uri, one.original_url, one.headline if one.is_titled else "", one.published, one.html,
         one.summary, one.authors, one.subjects,
         [(each.href, each.media_type, each.length) for each in one.enclosures])
        for one in drafts
    ]  # fmt: skip


@pytest.mark.parametrize("into", FORMATS)
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_in_another_format_is_the_same_feed(path: Path, into: Format) -> None:
    data = path.read_bytes()
    made = reformat([convert(path.name, data)], into, clock=NOW, address=ADDRESS)
    before, after = known(data), known(made.data)
    if into == "atom":  # an Atom id is a URI, and Atom's feed has an author
        before = [(None, *one[1:6], *one[7:]) for one in before]
        after = [(None, *one[1:6], *one[7:]) for one in after]
    assert after == before
    errors = [one for one in check(Source("feed", made.data, ADDRESS), now=NOW).findings if one.level is Level.ERROR]
    assert [str(error) for error in errors] == []


def test_an_item_without_title_gets_none() -> None:
    made = reformat([convert("feed.json", (KINDS / "feed.json").read_bytes())], "rss", clock=NOW)
    assert made.data.count(b"<title>") == 2  # the channel's, and that of the item that has one
    assert b'rel="self"' not in made.data


def test_what_is_left_out_is_counted() -> None:
    made = reformat([convert("old.rss", (KINDS / "old.rss").read_bytes())], "atom", clock=NOW)
    assert counted(made.dropped) == {
        "<category> (of a category the record keeps the name)": 1,
        "<comments> (an article record has no place for it)": 1,
    }


def test_a_feed_of_documents_needs_a_home_page() -> None:
    made = [convert("mail.eml", (KINDS / "mail.eml").read_bytes())]
    with pytest.raises(UsageError, match="--base-url"):
        reformat(made, "rss", clock=NOW)
    assert b"mid:abc.123@example.org" in reformat(made, "rss", clock=NOW, home="https://example.org/").data


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4), st.sampled_from(FORMATS))
def test_any_item_survives(items: list[tuple[str, str, str]], into: Format) -> None:
    listed = [
        {"id": f"{identifier.strip()}/{number}", "title": title, "content_text": text,
         "url": f"https://example.org/{number}", "date_published": f"2024-01-01T00:00:0{number}Z"}
        for number, (identifier, title, text) in enumerate(items)
    ]  # fmt: skip
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "home_page_url": "https://example.org/",
        "items": listed,
    }
    first = convert("a.json", json.dumps(feed).encode())
    again = convert("b", reformat([first], into, clock=NOW).data)
    assert [one.original_url for one in again.drafts] == [one.original_url for one in first.drafts]
    assert [one.headline for one in again.drafts] == [one.headline for one in first.drafts]
    assert [one.text for one in again.drafts] == [one.text for one in first.drafts]
    if into != "atom":
        assert [one.guid or one.uri for one in again.drafts] == [one.guid or one.uri for one in first.drafts]


CHANNEL = Channel("https://www.example.org/n/", "News", "example.org,2026")


def site(documents: dict[str, bytes], ledger: bytes = b"", clock: dt.datetime = NOW) -> Build:
    return build(documents, CHANNEL, ledger, clock=clock)


def all_kinds() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in KINDS.iterdir() if not path.name.endswith(".expected.json")}


def test_a_site_of_all_kinds_is_clean_and_stays_as_it_is() -> None:
    made = site(all_kinds())
    assert made.errors == ()
    for name in ("rss.xml", "atom.xml", "feed.json"):
        report = check(Source(name, made.files[name], CHANNEL.url(name)), now=NOW)
        assert [str(one) for one in report.findings if one.level is Level.ERROR] == []
    again = site(all_kinds(), made.files["ledger.jsonl"], NOW + dt.timedelta(days=1))
    assert again.files == made.files


def test_subscribers_of_the_old_feed_see_nothing_twice() -> None:
    made = site({"old.rss": (KINDS / "old.rss").read_bytes()})
    old = {(one.guid or one.uri, one.original_url) for one in convert("x", (KINDS / "old.rss").read_bytes()).drafts}
    for name in ("rss.xml", "feed.json"):
        assert {(one.guid or one.uri, one.original_url) for one in convert("x", made.files[name]).drafts} == old


def test_an_embargo_is_kept_and_ends() -> None:
    until = b"---\ntitle: Later\nembargo: 2026-11-23T10:00:00Z\n---\nThe council met to talk about the ferry line.\n"
    other = b"---\ntitle: Now\n---\nThe bridge over the river in Lindau is open again after six weeks of work.\n"
    first = site({"a.md": until, "b.md": other})
    assert [one.headline for one in first.articles] == ["Now"]
    assert b"Later" not in b"".join(first.files.values())
    assert "waits until 2026-11-23" in first.notes[-1]
    later = site({"a.md": until, "b.md": other}, first.files["ledger.jsonl"], NOW + dt.timedelta(days=2))
    assert {one.headline for one in later.articles} == {"Now", "Later"}
    (came,) = [one for one in later.articles if one.headline == "Later"]
    assert came.published == NOW + dt.timedelta(days=2)


def test_a_withdrawn_article_leaves_and_atom_says_so() -> None:
    one = b"---\ntitle: Gone\n---\nThe council met to talk about the ferry line, and everybody was there.\n"
    other = b"---\ntitle: Stays\n---\nThe bridge over the river in Lindau is open again after six weeks of work.\n"
    first = site({"a.md": one, "b.md": other})
    taken = one.replace(b"title: Gone", b"title: Gone\nstatus: canceled")
    then = NOW + dt.timedelta(days=1)
    second = site({"a.md": taken, "b.md": other}, first.files["ledger.jsonl"], then)
    uri = next(article.uri for article in first.articles if article.headline == "Gone")
    assert f'<at:deleted-entry ref="{uri}" when="{then.isoformat()}"/>'.encode() in second.files["atom.xml"]
    assert uri.encode() not in second.files["rss.xml"] + second.files["feed.json"]
    assert any("gone" in path for path in second.stale)
    third = site({"a.md": taken, "b.md": other}, second.files["ledger.jsonl"], then + dt.timedelta(days=1))
    assert third.files == second.files
    report = check(Source("atom.xml", second.files["atom.xml"], CHANNEL.url("atom.xml")), now=then)
    assert [str(finding) for finding in report.findings if finding.level is not Level.ADVICE] == []


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795341600"}
    command = [sys.executable, "-m", "feeds", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, env=environment, text=True)


def test_the_commands(tmp_path: Path) -> None:
    (tmp_path / "old.rss").write_bytes((KINDS / "old.rss").read_bytes())
    done = run("convert", "old.rss", "--to", "json-feed", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["items"][0]["id"]) == (0, "3 at old")
    assert "left out: 1 × <comments>" in done.stderr
    done = run("convert", "old.rss", "--to", "atom", "-o", "new.xml", "--feed-url", ADDRESS, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("2 items in new.xml")
    assert f'href="{ADDRESS}" rel="self"' in (tmp_path / "new.xml").read_text("utf-8")
    done = run("build", "old.rss", "-o", "out", "--base-url", "https://example.org/n/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (tmp_path / "feeds.toml").write_text('base-url = "https://example.org/n/"\noutput = "out"\n', encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "new.xml").unlink()
    done = run("build", ".", "--check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 at old" in (tmp_path / "out" / "rss.xml").read_text("utf-8")
