"""A rule that breaks is our defect: it is named, the others run, and the exit code says that not all was looked at."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.check import check
from feeds.rules import rules
from feeds.rules.table import table
from feeds.source.source import Source

FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>All</description>
<item><link>https://example.org/1</link></item><item><link>https://example.org/2</link></item></channel></rss>"""
BREAK = """
import sys
from feeds.rules import open_book
import feeds.rules.rss
book = open_book("rss")
at = next(index for index, rule in enumerate(book.rules) if rule.code == "RSS110")
def broken(node, reading):
    raise KeyError("oops")
book.rules[at] = book.rules[at]._replace(check=broken, alone=False)
from feeds.cli import main
main(sys.argv[1:])
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BREAK, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("options", "code"), [((), 3), (("--fail-on", "advice"), 1), (("--exit-zero",), 0)])
def test_a_rule_that_breaks_is_told_and_the_others_run(options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)

    done = run("check", "feed.xml", *options, cwd=tmp_path)

    assert done.returncode == code, done.stdout + done.stderr
    assert "feed.xml: internal error: rule RSS110 broke on this document (KeyError: 'oops')" in done.stdout
    assert "RSS136" in done.stdout
    assert "1 document could not be checked" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_broken_rule_leaves_no_document_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules()["RSS110"]

    def broken(_node: object, _reading: object) -> Iterator[None]:
        raise RuntimeError("oops")

    book = rule.book
    monkeypatch.setattr(
        book, "rules", [each._replace(check=broken, alone=False) if each is rule else each for each in book.rules]
    )
    table.cache_clear()
    try:
        report = check(Source("feed.xml", FEED), now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    finally:
        monkeypatch.undo()
        table.cache_clear()

    assert [crash.rule for crash in report.crashes] == ["RSS110"]
    assert not report.valid


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_rule_that_cannot_say_what_it_found_is_told_and_the_others_are_heard(form: str, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED.replace(b"</item>", b"<pubDate>soon</pubDate></item>"))
    mute = BREAK.replace("RSS110", "RSS220").replace(
        "_replace(check=broken, alone=False)", "_replace(says='{nothing}')"
    )

    done = subprocess.run(
        [sys.executable, "-c", mute, "check", "feed.xml", "--output-format", form, "--select", "RSS220,RSS136"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 3, done.stdout + done.stderr
    assert "RSS136" in done.stdout
    assert "RSS220" in done.stdout
    assert "KeyError: 'nothing'" in done.stdout
    assert done.stderr == ""
