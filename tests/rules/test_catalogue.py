"""The catalogue says of each book what the book says; a check opens no book that has nothing to say."""

import json
import subprocess
import sys

from feeds.rules import BOOKS, catalogue, open_book

RUN = """
import datetime as dt, sys
from feeds.check import check
from feeds.source.source import Source
check(Source("x", sys.stdin.buffer.read()), now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
print("\\n".join(name for name in sys.modules if name.startswith("feeds.rules.")))
"""
RSS = b'<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel/></rss>'


def test_the_catalogue_is_what_the_books_say() -> None:
    written = catalogue.FILE.read_text("utf-8")

    assert written == catalogue.text({word: open_book(word) for word in BOOKS}), "run `make docs`"
    assert [row["word"] for row in json.loads(written)] == list(BOOKS)


def opened(document: bytes) -> set[str]:
    done = subprocess.run([sys.executable, "-c", RUN], input=document, capture_output=True, check=True)
    return {name.split(".")[2] for name in done.stdout.decode().split()}


def test_only_the_books_of_a_document_are_opened() -> None:
    modules = opened(RSS)

    assert {"rss", "itunes", "wellformed"} <= modules
    assert modules.isdisjoint({"podcast", "media", "georss", "jsonfeed", "opml"})
    assert opened(b'{"version": "https://jsonfeed.org/version/1.1"}').isdisjoint({"rss", "itunes", "opml"})
