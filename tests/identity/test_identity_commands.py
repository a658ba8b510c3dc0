"""`feeds build --ledger`, `feeds init --adopt` and `feeds diff` as people use them."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from commands import START, Terminal, serving

from feeds.articles.ledger import Ledger
from feeds.cli import build as build_command
from feeds.errors import ArticleError

CONFIG = 'base-url = "https://example.org/news/"\ntitle = "Example News"\nsources = ["pages"]\n'
HARBOUR = """---
title: Harbour Reopens After Storm
---
The harbour of Seatown reopened on Wednesday after four days of storm, the port authority said in a statement.

Some forty fishing boats left before noon, and the first ferry followed in the early afternoon with two hundred people.
"""
BRIDGE = """---
title: Council Votes to Close Old Bridge
date: 2024-04-02
---
The council of Seatown voted on Thursday to close the old bridge to all cars from the first of May onwards.

Engineers had found cracks in two of its seven arches, and the repair would cost more than the city earns in a year.
"""
OLD_RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Seatown &amp; Sea</title>
<link>https://old.example/</link><description>What happens there</description><language>en</language>
<atom:link rel="self" href="https://old.example/feed.xml" type="application/rss+xml"/>
<item><title>Harbour Reopens After Storm</title><link>https://old.example/2024/05/harbour/</link>
<guid isPermaLink="false">old-17</guid><pubDate>Thu, 02 May 2024 08:15:00 +0000</pubDate>
<description>A summary of the harbour.</description></item>
<item><title>Council votes to close old bridge</title><link>https://old.example/2024/04/bridge/</link>
<guid>https://old.example/2024/04/bridge/</guid><pubDate>Tue, 02 Apr 2024 08:15:00 +0000</pubDate>
<description>A summary of the bridge.</description></item>
<item><title>Nobody has this any more</title><link>https://old.example/2020/01/gone/</link>
<guid isPermaLink="false">old-1</guid><pubDate>Wed, 01 Jan 2020 08:15:00 +0000</pubDate>
<description>A summary of what is gone.</description></item>
</channel></rss>
"""
OLD_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Seatown &amp; Sea</title><id>tag:old.example,2020:/</id>
<updated>2024-05-03T00:00:00Z</updated><link rel="self" href="https://old.example/atom.xml"/>
<link href="https://old.example/"/><author><name>Ann Example</name></author>
<entry><id>tag:old.example,2020:17</id><title>Harbour Reopens After Storm</title>
<link href="https://old.example/2024/05/harbour/"/><published>2024-05-02T08:15:00Z</published>
<updated>2024-05-03T00:00:00Z</updated><summary>A summary of the harbour.</summary></entry></feed>
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A folder with two documents and, beside it, a cache of its own."""
    folder = tmp_path / "work"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "harbour.md").write_text(HARBOUR, "utf-8")
    (folder / "pages" / "a-bridge.md").write_text(BRIDGE, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    return Terminal(folder, monkeypatch, capsys)


@pytest.fixture
def built(run: Terminal) -> Terminal:
    (run.folder / "feeds.toml").write_text(CONFIG, "utf-8")
    assert run("build").code == 0
    return run


def feed(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Of each item its id, link and date, by its title."""
    items = json.loads((folder / "dist" / "feed.json").read_bytes())["items"]
    return {item["title"]: (item["id"], item["url"], item["date_published"]) for item in items}


def test_a_machine_without_a_memory_goes_on_from_the_published_ledger(built: Terminal, tmp_path: Path) -> None:
    before = feed(built.folder)
    site = tmp_path / "site"
    for round_ in range(2):
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(built.folder / "dist", site)
        document = built.folder / "pages" / "harbour.md"
        document.rename(built.folder / "pages" / f"moved-{round_}.md")
        document.write_text((built.folder / "pages" / f"moved-{round_}.md").read_text("utf-8") + "\nMore.\n", "utf-8")
        (built.folder / "pages" / f"moved-{round_}.md").unlink()
        with serving(site) as (url, asked):
            assert built("build", "--ledger", f"{url}ledger.jsonl").code == 0
            assert built("build", "--check", "--ledger", f"{url}ledger.jsonl").code == 0
        assert feed(built.folder) == before
        assert [path for path, _, _ in asked if path != "/ledger.jsonl"] == []
        assert any(conditional for _, _, conditional in asked)


def test_without_the_ledger_nothing_is_built(built: Terminal, tmp_path: Path) -> None:
    shutil.rmtree(built.folder / "dist")
    site = tmp_path / "empty"
    site.mkdir()
    with serving(site) as (url, _):
        result = built("build", "--ledger", f"{url}ledger.jsonl")
        (site / "ledger.jsonl").write_bytes(b"")
        os.utime(site / "ledger.jsonl", (START, START))
        nothing = built("build", "--ledger", f"{url}ledger.jsonl")
        (site / "ledger.jsonl").write_bytes(b"<html>")
        os.utime(site / "ledger.jsonl", (START, START + 1))  # a server tells by the second whether it has changed
        broken = built("build", "--ledger", f"{url}ledger.jsonl")
        private = built("build", "--ledger", f"{url}ledger.jsonl", "--public-only")
    unreachable = built("build", "--ledger", f"{url}ledger.jsonl")
    assert (result.code, nothing.code, broken.code, private.code, unreachable.code) == (3, 3, 3, 3, 3)
    assert "cannot be had, so nothing was built. There is none at http://127.0.0.1" in result.err
    assert "--ledger new" in result.err
    assert "is empty, which no ledger of a site is" in nothing.err
    assert "not JSON" in broken.err
    assert "nothing was built" in private.err
    assert "nothing was built" in unreachable.err
    assert built("build", "--ledger", "nowhere.jsonl").code == 2
    assert not (built.folder / "dist").exists()
    assert built("build", "--ledger", "new").code == 0
    again = built("build", "--ledger", "new")
    assert (again.code, "has a ledger already" in again.err) == (2, True)


def test_a_ledger_in_the_folder_and_a_published_one_are_one(built: Terminal, tmp_path: Path) -> None:
    """A deploy that went wrong left the folder behind the site, or the site behind the folder."""
    published = tmp_path / "ledger.jsonl"
    published.write_bytes((built.folder / "dist" / "ledger.jsonl").read_bytes())
    shutil.rmtree(built.folder / "dist")
    (built.folder / "pages" / "harbour.md").unlink()
    before = {entry.uri: entry.first for entry in Ledger.read(published.read_bytes()).entries}
    assert built("build").code == 0  # knows nothing of what is published
    (built.folder / "pages" / "harbour.md").write_text(HARBOUR, "utf-8")
    assert built("build", "--ledger", str(published)).code == 0
    after = Ledger.read((built.folder / "dist" / "ledger.jsonl").read_bytes())
    assert {entry.uri: entry.first for entry in after.entries} == before


def test_a_site_that_moves_to_another_host_keeps_its_ids(built: Terminal) -> None:
    def atom_id() -> str:
        return (built.folder / "dist" / "atom.xml").read_text("utf-8").partition("<id>")[2].partition("</id>")[0]

    before, known = atom_id(), feed(built.folder)
    text = CONFIG.replace("https://example.org/news/", "https://elsewhere.example/")
    (built.folder / "feeds.toml").write_text(text, "utf-8")
    (built.folder / "pages" / "third.md").write_text(
        BRIDGE.replace("bridge", "tower").replace("Bridge", "Tower"), "utf-8"
    )
    assert built("build").code == 0
    after = feed(built.folder)
    assert {title: after[title][0] for title in known} == {title: known[title][0] for title in known}
    assert atom_id() == before
    assert len({one[0].partition(":")[2].partition(":")[0] for one in after.values()}) == 1


def test_a_build_that_another_has_overtaken_writes_nothing(built: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = built.folder / "dist" / "ledger.jsonl"
    (built.folder / "pages" / "harbour.md").write_text(HARBOUR + "\nMore.\n", "utf-8")
    gate = build_command.gate

    def overtaken(*arguments: object, **more: object) -> object:
        ledger.write_bytes(ledger.read_bytes().replace(b'"a-bridge.md"', b'"b-bridge.md"'))
        return gate(*arguments, **more)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(build_command, "gate", overtaken)
    before = (built.folder / "dist" / "feed.json").read_bytes()
    result = built("build")
    assert (result.code, "Another run has written" in result.err) == (2, True)
    assert (built.folder / "dist" / "feed.json").read_bytes() == before
    monkeypatch.undo()
    monkeypatch.chdir(built.folder)
    assert built("build").code == 0


def _build(folder: str, number: int) -> int:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(START + number)}
    command = [sys.executable, "-m", "feeds", "build"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


def test_builds_at_once_agree_on_every_id(run: Terminal) -> None:
    (run.folder / "feeds.toml").write_text(CONFIG, "utf-8")
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        codes = pool.starmap(_build, [(str(run.folder), number) for number in range(3)])
    assert 0 in codes
    assert set(codes) <= {0, 2}  # 2: another run was writing, or had written
    ledger = Ledger.read((run.folder / "dist" / "ledger.jsonl").read_bytes())
    ids = {entry.uri for entry in ledger.entries}
    assert len(ids) == 2
    assert {one[0] for one in feed(run.folder).values()} == ids


def test_a_conflict_in_the_ledger_stops_the_build(built: Terminal) -> None:
    ledger = built.folder / "dist" / "ledger.jsonl"
    ledger.write_bytes(b"<<<<<<< HEAD\n" + ledger.read_bytes() + b"=======\n>>>>>>> branch\n")
    result = built("build")
    assert result.code == 3
    assert "ledger.jsonl, line 1: an unfinished merge" in result.err
    assert "merge=union" in result.err
    with pytest.raises(ArticleError):
        Ledger.read(ledger.read_bytes())


def test_a_union_merge_is_told(built: Terminal) -> None:
    ledger = built.folder / "dist" / "ledger.jsonl"
    first = ledger.read_bytes().splitlines(keepends=True)[0]
    ledger.write_bytes(first.replace(b"T10:00:00Z", b"T09:00:00Z") + ledger.read_bytes())
    result = built("build")
    assert result.code == 0
    assert "were put together" in result.out
    assert ledger.read_bytes().count(b"\n") == 2


def adopt(run: Terminal, *more: str) -> None:
    (run.folder / "old.xml").write_text(OLD_RSS, "utf-8")
    (run.folder / "old.atom").write_text(OLD_ATOM, "utf-8")
    result = run("init", "--adopt", "old.xml", "--adopt", "old.atom", *more)
    assert result.code == 0, result.err


def test_a_migration_keeps_guids_links_and_dates_in_all_formats(run: Terminal) -> None:
    adopt(run)
    settings = tomllib.loads((run.folder / "feeds.toml").read_text("utf-8"))
    assert settings["base-url"] == "https://old.example/"
    assert settings["title"] == "Seatown & Sea"
    assert (settings["id"], settings["author"]) == ("tag:old.example,2020:/", "Ann Example")
    text = (run.folder / "feeds.toml").read_text("utf-8").replace('"articles"', '"pages"')
    (run.folder / "feeds.toml").write_text(text, "utf-8")
    result = run("build")
    assert result.code == 0, result.err
    assert "1 adopted article in no document so far:\n  https://old.example/2020/01/gone/" in result.out
    assert feed(run.folder) == {
        "Harbour Reopens After Storm": ("old-17", "https://old.example/2024/05/harbour/", "2024-05-02T08:15:00+00:00"),
        "Council Votes to Close Old Bridge": (
            "https://old.example/2024/04/bridge/", "https://old.example/2024/04/bridge/", "2024-04-02T08:15:00+00:00",
        ),
    }  # fmt: skip
    rss, atom = ((run.folder / "dist" / name).read_text("utf-8") for name in ("rss.xml", "atom.xml"))
    assert '<guid isPermaLink="false">old-17</guid>' in rss
    assert '<guid isPermaLink="true">https://old.example/2024/04/bridge/</guid>' in rss
    assert "<id>tag:old.example,2020:17</id>" in atom
    assert "<id>tag:old.example,2020:/</id>" in atom
    names = ("newsboat", "rss2email", "reader", "Miniflux", "NetNewsWire", "tt-rss", "FreshRSS", "Feedly")
    only = [word for name in names for word in ("--reader", name)]
    for old, new in (("old.xml", "rss.xml"), ("old.atom", "atom.xml")):
        assert run("diff", old, f"dist/{new}", "--fail-on", "resurface,hide", *only).code == 0
    assert run("build", "--check").code == 0


def test_a_dry_run_writes_nothing(run: Terminal) -> None:
    (run.folder / "old.xml").write_text(OLD_RSS, "utf-8")
    before = sorted(run.folder.rglob("*"))
    result = run("init", "--adopt", "old.xml", "--dry-run")
    assert result.code == 0
    assert "old.xml: rss, 3 items" in result.out
    assert '  title = "Seatown & Sea"' in result.out
    assert "3 articles to adopt" in result.out
    assert "old-17" in result.out
    assert sorted(run.folder.rglob("*")) == before


def test_adopting_twice_changes_nothing(run: Terminal) -> None:
    adopt(run)
    ledger = (run.folder / "dist" / "ledger.jsonl").read_bytes()
    configuration = (run.folder / "feeds.toml").read_bytes()
    adopt(run)
    assert (run.folder / "dist" / "ledger.jsonl").read_bytes() == ledger
    assert (run.folder / "feeds.toml").read_bytes() == configuration


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--dry-run",), 2, "--dry-run belongs to --adopt"),
        (("--adopt", "nowhere.xml"), 2, "There is no file nowhere.xml"),
        (("--adopt", "pages/harbour.md"), 3, "has no items to adopt"),
        (("nowhere", "--adopt", "pages/harbour.md"), 2, "There is no folder nowhere"),
    ],
)
def test_what_cannot_be_adopted(run: Terminal, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run("init", *arguments)
    assert (result.code, says in result.err) == (code, True), result.err
    assert not (run.folder / "feeds.toml").exists()


def test_a_site_is_adopted_from_its_address(run: Terminal, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "feed.xml").write_text(OLD_RSS, "utf-8")
    with serving(site) as (url, _):
        assert run("init", "--adopt", f"{url}feed.xml").code == 0
        gone = run("init", "--adopt", f"{url}other.xml")
    assert (gone.code, "There is no feed at" in gone.err) == (3, True)
    assert len(Ledger.read((run.folder / "dist" / "ledger.jsonl").read_bytes()).entries) == 3


def test_a_deploy_is_guarded(built: Terminal, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.folder / "dist", site)
    (site / "atom.xml").unlink()
    feed_ = built.folder / "dist" / "rss.xml"
    with serving(site) as (url, _):
        same = built("diff", url, "dist", "--fail-on", "any")
        feed_.write_bytes(feed_.read_bytes().replace(b"tag:example.org", b"tag:example.net"))
        folders = built("diff", str(site), "dist", "--fail-on", "resurface")
        stopped = built("diff", f"{url}rss.xml", "dist/rss.xml", "--fail-on", "resurface")
        told = built("diff", f"{url}rss.xml", "dist/rss.xml")
    assert (same.code, folders.code, stopped.code, told.code) == (0, 1, 1, 0)
    assert "dist/atom.xml: the whole feed is new" in same.out
    assert "resurfacing (2)" in stopped.out
    values = json.loads(built("diff", str(site), "dist", "--output-format", "json").out)
    assert values["summary"]["resurfacing"] == 2
    assert [one["source"] for one in values["unpaired"]] == ["dist/atom.xml"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("x.xml", "y.xml"), 2, "There is no file or folder x.xml"),
        (("dist/rss.xml", "dist"), 2, "one is a folder and one a feed"),
        (("dist/rss.xml", "pages/harbour.md"), 3, "cannot be compared"),
        (("dist/rss.xml", "dist/feeds.opml"), 3, "it is opml-2.0"),
        (("dist/rss.xml", "dist/rss.xml", "--fail-on", "resurfaces"), 2, "Did you mean `resurface`?"),
        (("dist/rss.xml", "dist/rss.xml", "--reader", "Minilux"), 2, "Did you mean"),
        (("pages", "dist"), 3, "has no feed in it"),
    ],
)
def test_what_cannot_be_compared(built: Terminal, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = built("diff", *arguments)
    assert (result.code, says in result.err) == (code, True), result.err


def test_what_comes_later_is_adopted_later(run: Terminal) -> None:
    """A second build, which looks only at what has changed, finds an adopted article as a first one would."""
    adopt(run)
    bridge = run.folder / "pages" / "a-bridge.md"
    bridge.rename(run.folder / "bridge.md")
    text = (run.folder / "feeds.toml").read_text("utf-8").replace('"articles"', '"pages"')
    (run.folder / "feeds.toml").write_text(text, "utf-8")
    assert run("build").code == 0
    assert "Council Votes to Close Old Bridge" not in feed(run.folder)
    (run.folder / "bridge.md").rename(run.folder / "pages" / "anything.md")
    result = run("build")
    assert result.code == 0, result.err
    assert feed(run.folder)["Council Votes to Close Old Bridge"][0] == "https://old.example/2024/04/bridge/"
    assert "1 adopted article in no document so far" in result.out
