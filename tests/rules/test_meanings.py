"""What each kind of message means in general: documents that vary where, how and how often a thing stands.

A row is a document and the codes that it must be told, or (with ``-`` before it) must not be told.
"""

import datetime as dt
from typing import Final

import pytest

from feeds.check import check
from feeds.source.source import Source

NOW: Final = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
URL: Final = "https://example.org/feed.xml"
ATOM: Final = "http://www.w3.org/2005/Atom"
XHTML: Final = "http://www.w3.org/1999/xhtml"
HEAD: Final = (
    "<title>News</title><id>tag:example.org,2026:news</id><updated>2026-01-31T08:00:00Z</updated>"
    f'<link rel="self" href="{URL}"/><author><name>Me</name></author>'
)
ENTRY: Final = (
    "<title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/>'
)


def feed(inside: str, uri: str = ATOM, attributes: str = "") -> str:
    """A feed of Atom with something more in it."""
    return f'<feed xmlns="{uri}" xml:lang="en" {attributes}>{HEAD}{inside}</feed>'


def entry(inside: str, uri: str = ATOM, attributes: str = "") -> str:
    """An entry of Atom as a document of its own."""
    return f'<entry xmlns="{uri}" xml:lang="en" {attributes}>{ENTRY}<author><name>Me</name></author>{inside}</entry>'


def within(inside: str) -> str:
    """A feed of Atom with something more in its entry."""
    return feed(f"<entry>{ENTRY}{inside}</entry>")


def prefixed(document: str, prefix: str) -> str:
    """The document with a prefix before every name."""
    named = document.replace("xmlns=", f"xmlns:{prefix}=").replace("<", f"<{prefix}:")
    return named.replace(f"<{prefix}:/", f"</{prefix}:")


ATOM_ROWS: Final = {
    "text in a feed": (feed("News"), "NSP105"),
    "text in an entry": (within("News"), "NSP105"),
    "text in an entry document": (entry("<summary>S</summary>News"), "NSP105"),
    "attribute on a feed": (feed("", attributes='version="1.0"'), "NSP104"),
    "attribute on an entry document": (entry("<summary>S</summary>", attributes='version="1.0"'), "NSP104"),
    "attributes of xml and of others": (
        feed("", attributes='xml:base="https://example.org/" x:y="1" xmlns:x="https://example.org/x"'), "-NSP104",
    ),
    "empty xhtml": (within('<summary type="xhtml"/>'), "ATM117"),
    "blank xhtml": (within('<content type="xhtml"> </content>'), "ATM117"),
    "xhtml elsewhere": (within('<content type="xhtml" src="https://example.org/1"/>'), "-ATM117"),
    "text beside the div": (within(f'<content type="xhtml">A<div xmlns="{XHTML}">B</div></content>'), "ATM117"),
    "only the div": (within(f'<content type="xhtml"> <div xmlns="{XHTML}">B</div> </content>'), "-ATM117"),
    "div in a misspelt namespace": (
        within(f'<content type="xhtml"><div xmlns="{XHTML}/">B</div></content>'), "NSP308 -NSP301",
    ),
    "misspelt namespace elsewhere": (feed(f'<x:p xmlns:x="{XHTML}/">B</x:p>'), "NSP301 -NSP308"),
    "uuid of nothing": (feed("<entry><id>urn:uuid:</id></entry>"), "ATM215 -ATM214"),
    "uuid with braces": (feed("<entry><id>urn:uuid:{60a76c80}</id></entry>"), "ATM215 -ATM214"),
    "uuid": (feed("<entry><id>urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6</id></entry>"), "-ATM215 -ATM214"),
    "self link to RSS": (feed(f'<link rel="self" type="application/rss+xml" href="{URL}"/>'), "ATM305"),
    "self link to Atom": (feed(f'<link rel="self" type="application/atom+xml;type=feed" href="{URL}"/>'), "-ATM305"),
    "blank scheme": (within('<category term="a" scheme=" "/>'), "ATM239"),
    "no scheme": (within('<category term="a"/>'), "-ATM239"),
    "feed of a known namespace": (feed("", XHTML), "ATM131"),
    "feed of an unknown namespace": (feed("", "https://example.org/"), "ATM131"),
    "all with a prefix": (prefixed(entry("<summary>S</summary>"), "a"), "NSP305 -NSP101"),
    "all with the usual prefix": (prefixed(entry("<summary>S</summary>"), "atom"), "NSP305 -NSP101"),
    "the usual prefix too": (feed("", attributes=f'xmlns:atom="{ATOM}"'), "-NSP305"),
    "XHTML in a person": (feed(f'<contributor><name>Me</name><p xmlns="{XHTML}"/></contributor>'), "XHT101"),
}  # fmt: skip


def told(document: str | bytes) -> set[str]:
    """The codes of what is found in a document."""
    data = document if isinstance(document, bytes) else document.encode()
    report = check(Source("feed.xml", data, url=URL), now=NOW)
    assert report.crashes == ()
    return {finding.rule.code for finding in report.findings}


def judge(document: str | bytes, wanted: str) -> None:
    """Hold a document to a row's codes."""
    codes = told(document)
    missing = {code for code in wanted.split() if code[0] != "-"} - codes
    unwanted = {code[1:] for code in wanted.split() if code[0] == "-"} & codes
    assert (missing, unwanted) == (set(), set())


@pytest.mark.parametrize("name", ATOM_ROWS)
def test_atom(name: str) -> None:
    judge(*ATOM_ROWS[name])
