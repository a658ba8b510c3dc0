"""What a podcast says of the show: kept where the feed is converted, and told where a format has no place for it."""

import datetime as dt
import json
from pathlib import Path

from lxml import etree

from feeds.check import check
from feeds.choice import choose
from feeds.convert import convert
from feeds.reformat import Format, Reformatted, counted, reformat
from feeds.rules.rule import Level
from feeds.source.source import Source

SHOW = Path(__file__).parent / "kinds" / "show.rss"
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
ADDRESS = "https://tides.example.org/feed.xml"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(into: Format, data: bytes | None = None) -> Reformatted:
    return reformat([convert("show.rss", data or SHOW.read_bytes())], into, clock=NOW, address=ADDRESS)


def facts(channel: etree._Element) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """What the channel says in the words of podcasts, and whose it is."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for element in channel.iter():
        if isinstance(element.tag, str) and element.getparent() is not None:
            if any(one.tag == "item" for one in (element, *element.iterancestors())):
                continue
            if element.tag.startswith((ITUNES, PODCAST)) or element.tag in ("copyright", "category"):
                words = (element.text or "").strip()
                found.setdefault(element.tag, []).append((words, {str(k): str(v) for k, v in element.items()}))
    return found


def test_a_show_stays_a_show() -> None:
    out = made("rss")
    before, after = (facts(etree.fromstring(data)[0]) for data in (SHOW.read_bytes(), out.data))
    assert before.pop(f"{ITUNES}keywords")  # no directory reads them
    assert before[f"{ITUNES}explicit"] == [("clean", {})]
    assert after[f"{ITUNES}explicit"] == [("false", {})]  # the same in today's words
    del before[f"{ITUNES}explicit"], after[f"{ITUNES}explicit"]
    assert after == before
    assert counted(out.dropped) == {"<itunes:keywords> (it is about the feed, not an article)": 1}
    findings = check(Source("feed", out.data, ADDRESS), now=NOW, choice=choose(preset="podcast")).findings
    assert [str(one) for one in findings if one.level is Level.ERROR] == []


def test_an_item_gets_nothing_that_it_did_not_say() -> None:
    (item,) = etree.fromstring(made("rss").data).iter("item")
    assert {one.tag for one in item if str(one.tag).startswith(ITUNES)} == {
        f"{ITUNES}duration", f"{ITUNES}episode", f"{ITUNES}episodeType"
    }  # fmt: skip


def test_a_feed_that_is_no_show_becomes_none() -> None:
    plain = SHOW.read_bytes().replace(b"itunes:", b"other:").replace(b"podcast:", b"other:")
    plain = plain.replace(b"xmlns:itunes", b"xmlns:other").replace(b'xmlns:podcast="', b'xmlns:o="')
    plain = plain.replace(b"http://www.itunes.com/dtds/podcast-1.0.dtd", b"urn:other")
    plain = plain.replace(b'xmlns:other="https://podcastindex.org/namespace/1.0"', b"")
    out = made("rss", plain).data
    assert b"itunes" not in out
    assert b"<copyright>" in out


def test_atom_has_what_it_has_a_place_for() -> None:
    out = made("atom")
    root = etree.fromstring(out.data)
    assert root.findtext(f"{ATOM}rights") == "© 2026 Harbour Radio"
    assert [one.get("term") for one in root.findall(f"{ATOM}category")] == ["Sea"]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Harbour Radio"
    told = counted(out.dropped)
    assert "<itunes:owner> (it is about the feed, not an article)" in told
    assert "<podcast:guid> (it is about the feed, not an article)" in told
    assert "<copyright> (it is about the feed, not an article)" not in told


def test_json_feed_tells_what_it_has_no_place_for() -> None:
    out = made("json-feed")
    said = json.loads(out.data)
    assert said["icon"] == "https://tides.example.org/cover.jpg"
    assert said["authors"] == [{"name": "Harbour Radio"}]
    assert {"<itunes:owner>", "<itunes:explicit>", "<podcast:funding>", "<copyright>", "<category>"} <= {
        key.partition(" ")[0] for key in counted(out.dropped)
    }
