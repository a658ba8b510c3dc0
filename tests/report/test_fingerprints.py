"""A fingerprint says that two findings are the same defect, however the feed has moved in between."""

import datetime as dt
import json

import pytest

from feeds.check import Report, check
from feeds.fingerprint import fingerprint, fingerprints
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def rss(*items: str, head: str = "<title>News</title>") -> Report:
    text = (
        f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{head}<link>https://example.org/</link>'
        f"<description>All</description>{''.join(items)}</channel></rss>"
    )
    return check(Source("feed.xml", text.encode()), now=NOW)


def item(number: int, date: str = "22.11.2026", more: str = "") -> str:
    return (
        f"<item><title>Thing {number}</title><link>https://example.org/{number}</link>"
        f'<guid isPermaLink="false">tag:example.org,2026:{number}</guid>{more}<pubDate>{date}</pubDate></item>\n'
    )


def of(report: Report, code: str) -> set[str]:
    return {made for each, made in zip(report.findings, fingerprints(report), strict=True) if each.rule.code == code}


def test_items_that_move_down_keep_theirs() -> None:
    before = rss(item(1), item(2))
    after = rss("\n\n\n", item(4), item(3), item(1), item(2), head="<title>Newer</title>")

    assert len(of(before, "RSS220")) == 2
    assert of(before, "RSS220") < of(after, "RSS220")
    assert len(of(after, "RSS220")) == 4


def test_a_sibling_before_it_changes_nothing() -> None:
    before = rss(item(1, more='<category domain="x y"/>'))
    after = rss(item(1, more='<category>One</category><category domain="x y"/>'))

    assert set(fingerprints(before)) <= set(fingerprints(after))


def test_other_words_are_another_defect() -> None:
    assert of(rss(item(1)), "RSS220").isdisjoint(of(rss(item(1, date="23.11.2026")), "RSS220"))
    assert of(rss(item(1)), "RSS220").isdisjoint(of(rss(item(2)), "RSS220"))


def test_no_two_are_alike() -> None:
    report = rss(item(1), item(1), item(1), "<item/>", "<item/>")
    made = list(fingerprints(report))

    assert len(made) == len(set(made)) == len(report.findings)
    assert [fingerprint(each, report) for each in report.findings] == made
    assert all(len(each) == 32 for each in made)


def test_json_items_that_move_keep_theirs() -> None:
    def report(*numbers: int) -> Report:
        items = [
            {"id": f"tag:example.org,2026:{number}", "content_text": "x", "date_published": "yesterday"}
            for number in numbers
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
        return check(Source("feed.json", json.dumps(feed, indent=1).encode()), now=NOW)

    before, after = (set(fingerprints(each)) for each in (report(1, 2), report(3, 1, 2)))

    assert len(before) == len(report(1, 2).findings)
    assert before <= after


def test_a_finding_of_another_report_has_none() -> None:
    with pytest.raises(ValueError, match="not one of this report"):
        fingerprint(rss(item(1)).findings[0], rss(item(1)))
